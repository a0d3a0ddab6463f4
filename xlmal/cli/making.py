"""The commands that make workbooks: exempel, ny, dela, rapport."""

from __future__ import annotations

from pathlib import Path

import click

from xlmal.cli.options import (
    PATH,
    Command,
    folder_option,
    master_argument,
    read_year,
    round_option,
)
from xlmal.cli.show import warn_of_errors, working
from xlmal.domain.choices import RoundKind
from xlmal.domain.rounds import Round
from xlmal.operations.told import number

#: What a file has rows for, where it is no figures.
_ROWS = {
    RoundKind.GOALS: ("rad för mål", "rader för mål"),
    RoundKind.CONTRIBUTIONS: ("övergripande mål", "övergripande mål"),
}


@click.command(
    "exempel", cls=Command, short_help="Lägg en påhittad kommuns arbetsböcker i en mapp."
)
@click.argument("folder", type=PATH, metavar="MAPP")
def example(folder: Path) -> None:
    """Lägg en påhittad kommuns arbetsböcker i MAPP, att prova på.

    MAPP/master.xlsx är huvudarbetsboken innan augusti samlas in, utskick/ det som skickades ut och
    inkomna/ det som kom tillbaka, med de fel som folk gör. facit.json säger vad som är rätt.
    """
    from xlmal.operations.example.make import make_example

    with working("Gör exempelkommunen ..."):
        made = make_example(folder)
    click.echo(f"Exempelkommunen ligger i {folder}.")
    click.echo(f"  {made.master}: huvudarbetsboken innan augusti samlas in")
    click.echo(f"  {made.sent_folder}: {made.sent} filer som skickades ut")
    click.echo(f"  {made.returned_folder}: {made.returned} filer som kom tillbaka")
    click.echo(f"  {made.key}: vad som är rätt")
    click.echo(f"  {made.goals.master.parent}: målen för 2020, utdelade, ifyllda och insamlade")
    click.echo(f"Samla in: xlmal samla {made.master} {made.returned_folder}")


@click.command("ny", cls=Command, short_help="Skapa en ny, tom huvudarbetsbok.")
@click.argument("path", type=PATH, metavar="UT.xlsx")
@click.option(
    "--år",
    "--ar",
    "year",
    callback=read_year,
    required=True,
    metavar="ÅR",
    help="Året som styrs, till exempel 2019.",
)
def new(path: Path, year: int) -> None:
    """Skapa en ny, tom huvudarbetsbok för ett år."""
    from xlmal.operations.new_master import new_master

    new_master(path, year)
    click.echo(f"Skapade {path} för {year}. Börja på bladet Start.")


@click.command("dela", cls=Command, short_help="Gör en fil per nämnd, bolag och uppgiftslämnare.")
@master_argument
@round_option
@folder_option("Mappen som filerna läggs i.")
def split(master: Path, round_: Round, out: Path) -> None:
    """Gör en fil per nämnd, bolag och annan uppgiftslämnare för en omgång."""
    from xlmal.operations.attainment import refuse_unknown_round
    from xlmal.operations.master import open_master
    from xlmal.operations.split import split as split_master

    with working(f"Delar ut {round_.title} ..."):
        opened = open_master(master)
        refuse_unknown_round(opened, round_)
        sent = split_master(opened, round_, out)
    warn_of_errors(opened)
    click.echo(f"{number(len(sent), 'fil', 'filer')} för {round_.title} ligger i {out}:")
    one_row, rows = _ROWS.get(round_.kind, ("indikator", "indikatorer"))
    for one in sent:
        asked = number(one.open_rows, one_row, rows)
        click.echo(f"  {one.path.name}: {one.request.name}, {asked}")


@click.command("rapport", cls=Command, short_help="Skriv delårsrapporten eller årsrapporten.")
@master_argument
@round_option
@click.option(
    "--ut",
    "out",
    type=PATH,
    required=True,
    metavar="MAPP",
    help="Mappen som rapporten läggs i, eller en fil som slutar på .docx, .html eller .xlsx.",
)
@click.option("--word", "forms", flag_value="docx", multiple=True, help="Skriv som Word.")
@click.option("--html", "forms", flag_value="html", multiple=True, help="Skriv som webbsida.")
@click.option("--excel", "forms", flag_value="xlsx", multiple=True, help="Skriv som arbetsbok.")
@click.option("--mall", "template", type=PATH, metavar="FIL.docx", help="Kommunens egen Word-mall.")
@click.option("--logga", "logo", type=PATH, metavar="BILD", help="Logotyp, PNG eller JPEG.")
@click.option(
    "--färg", "--farg", "colour", metavar="FÄRG", help="Rubrikernas färg, till exempel 1F4E5F."
)
def report(
    master: Path,
    round_: Round,
    out: Path,
    forms: tuple[str, ...],
    template: Path | None,
    logo: Path | None,
    colour: str | None,
) -> None:
    """Skriv rapporten för en omgång som Word, webbsida och arbetsbok, med samma siffror i alla tre.

    Logotyp, färg och mall hämtas från bladet Inställningar om inget annat anges.
    Utan --word, --html och --excel skrivs alla tre. Anges en fil i stället för en mapp avgör
    ändelsen. Webbsidan är en enda fil som fungerar utan nät.
    """
    from xlmal.operations.master import open_master
    from xlmal.operations.report import report_order, write_reports
    from xlmal.operations.report_looks import WantedLooks, looks_of

    with working(f"Skriver {round_.title} ..."):
        opened = open_master(master)
        wanted = WantedLooks(template, logo, colour)
        looks = looks_of(opened.municipality.settings, master.parent, wanted)
        folder, order = report_order(out, forms, looks)
        paths = write_reports(opened, round_, folder, order)
    warn_of_errors(opened)
    for path in paths:
        click.echo(f"Rapporten ligger i {path}.")


COMMANDS = (example, new, split, report)
