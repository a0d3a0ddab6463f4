"""The commands of the dialogue with residents: dialog importera, klassa, sammanfatta."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlmal.cli.dialogue_options import CHANNELS, read_channel, read_columns, read_day
from xlmal.cli.options import PATH, Command, folder_option, json_option
from xlmal.cli.show import say_findings, say_json, working
from xlmal.domain.dialogue import DialogueChannel
from xlmal.operations.told import number

if TYPE_CHECKING:
    from xlmal.operations.dialogue_told import MaskedPlace, TakenIn

master_option = click.option(
    "--master",
    "master",
    type=PATH,
    required=True,
    metavar="HUVUDARBETSBOK",
    help="Huvudarbetsboken med bladet Dialog.",
)


@click.group(
    "dialog",
    options_metavar="[VAL]",
    subcommand_metavar="KOMMANDO ...",
    short_help="Dialogen med invånarna: läs in, sortera, sammanfatta.",
)
def dialogue() -> None:
    """Dialogen med invånarna om målen: läs in maskat, sortera och sammanfatta."""


@dialogue.command("importera", cls=Command, short_help="Läs in synpunkter, maskade.")
@click.argument("file", type=PATH, metavar="FIL")
@master_option
@click.option("--blad", "sheet", default="", metavar="BLAD", help="Bladet i FIL, om det har flera.")
@click.option(
    "--kanal",
    "channel",
    callback=read_channel,
    metavar="KANAL",
    help=f"Kanalen för rader som inte säger någon: {CHANNELS}.",
)
@click.option(
    "--datum",
    "day",
    callback=read_day,
    metavar="DATUM",
    help="Datumet för rader som inte säger något, till exempel 2019-03-14.",
)
@click.option(
    "--kolumn",
    "columns",
    multiple=True,
    callback=read_columns,
    metavar="RUBRIK=KOLUMN",
    help='Vilken kolumn som är vilken, när rubriken inte säger det: "Vad vill du?=Synpunkt".',
)
@click.option(
    "--visa",
    "show",
    is_flag=True,
    help="Visa orden runt varje mask, och ord som kan vara namn. Inte för loggar.",
)
@json_option
def take_in(
    file: Path,
    master: Path,
    sheet: str,
    channel: DialogueChannel | None,
    day: date | None,
    columns: dict[str, str],
    show: bool,
    as_json: bool,
) -> None:
    """Läs in synpunkter ur FIL (.xlsx eller .csv) till bladet Dialog.

    Namn, telefonnummer, e-postadresser och personnummer maskas innan något skrivs, och du får en
    lista på vad som maskades och var. Samma rad tas aldrig in två gånger. Den förra versionen av
    huvudarbetsboken sparas i historik/.
    """
    from xlmal.operations.dialogue import DialogueOrder, import_dialogue

    order = DialogueOrder(file, master, sheet, channel, day, columns)
    with working("Läser in dialogen ..."):
        taken = import_dialogue(order)
    if as_json:
        say_json(_as_json(taken))
        return
    click.echo(f"{number(len(taken.ids), 'ny synpunkt', 'nya synpunkter')} på bladet Dialog.")
    if taken.repeated:
        click.echo(f"{number(taken.repeated, 'rad fanns', 'rader fanns')} redan och togs inte in.")
    for theirs, ours in taken.understood.items():
        click.echo(f"  Kolumnen {theirs} lästes som {ours}.")
    if taken.unread:
        click.echo(f"  Lästes inte: {', '.join(taken.unread)}.")
    if taken.proposed:
        click.echo(
            f"{number(taken.proposed, 'synpunkt har', 'synpunkter har')} fått ett förslag till "
            "klassning. Läs igenom, och skriv granskad i kolumnen Klassning."
        )
    say_findings(taken.findings)
    _say_masks(taken, show=show)


def _say_masks(taken: TakenIn, *, show: bool) -> None:
    if not taken.ids:
        return
    if not taken.masked:
        click.echo("Inget maskades. Läs ändå igenom: maskeringen hittar inte allt.")
    else:
        click.echo(f"Maskat på {number(len(taken.masked), 'ställe', 'ställen')}:")
        for place in taken.masked:
            shown = f": … {place.around} …" if show else ""
            click.echo(f"  rad {place.row}, {place.id}, {_told(place)}{shown}")
    if taken.unsure and show:
        click.echo("Kan vara namn, och är inte maskade:")
        for one in taken.unsure:
            click.echo(f"  rad {one.row}, {one.id}: {', '.join(one.words)}")
    elif taken.unsure:
        click.echo(
            f"I {number(len(taken.unsure), 'synpunkt', 'synpunkter')} finns ord med stor bokstav "
            "som kan vara namn och inte är maskade: "
            f"{', '.join(one.id for one in taken.unsure)}. Läs dem på bladet Dialog."
        )


def _told(place: MaskedPlace) -> str:
    return f"{place.kind}, tecken {place.start + 1}–{place.end} ({place.why})"


def _as_json(taken: TakenIn) -> dict[str, object]:
    return {
        "added": list(taken.ids),
        "repeated": taken.repeated,
        "columns": dict(taken.understood),
        "unread": list(taken.unread),
        "proposed": taken.proposed,
        "masked": [
            {
                "row": one.row,
                "id": one.id,
                "kind": str(one.kind),
                "start": one.start,
                "end": one.end,
                "reason": one.why,
            }
            for one in taken.masked
        ],
        "look_at": [one.id for one in taken.unsure],
        "findings": [one.as_json() for one in taken.findings],
    }


@dialogue.command("klassa", cls=Command, short_help="Föreslå klassning där den saknas.")
@master_option
def classify(master: Path) -> None:
    """Föreslå målområde, nyckelord, mål och strategi för synpunkter som saknar dem.

    Förslagen bygger på orden i texten. Det som någon har skrivit ändras aldrig, och rader som är
    granskade lämnas i fred.
    """
    from xlmal.operations.dialogue import propose_classes

    with working("Läser synpunkterna ..."):
        ids = propose_classes(master)
    click.echo(f"{number(len(ids), 'synpunkt har', 'synpunkter har')} fått förslag.")


@dialogue.command("sammanfatta", cls=Command, short_help="Skriv dialogen på en sida.")
@master_option
@folder_option("Mappen som sammanfattningen läggs i.")
def summarise(master: Path, out: Path) -> None:
    """Skriv dialogen på en sida, som Word, och alla ord och antal som arbetsbok."""
    from xlmal.operations.dialogue_summary import write_summary

    with working("Sammanfattar dialogen ..."):
        written = write_summary(master, out)
    for path in written.paths:
        click.echo(f"Sammanfattningen ligger i {path}.")
    if written.proposed:
        click.echo(
            f"Obs: {number(written.proposed, 'synpunkt har', 'synpunkter har')} en klassning som "
            "bara är ett förslag. Det står i sammanfattningen.",
            err=True,
        )


COMMANDS = (dialogue,)
