"""The command that follows the path to a decision: tidplan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlmal.cli.options import PATH, Command, json_option
from xlmal.cli.show import exit_code, say_findings, say_json
from xlmal.operations.told import counted, number

if TYPE_CHECKING:
    from xlmal.operations.time_plan import PlanShown


def _read_day(_: click.Context, option: click.Parameter, text: str | None) -> date:
    """Read a day as 2019-09-20; today when none is given.

    Raises:
        click.BadParameter: it is no date.
    """
    try:
        return date.fromisoformat(text.strip()) if text else date.today()
    except ValueError as error:
        raise click.BadParameter(
            f"{text} är inget datum. Skriv till exempel 2019-09-20.", param=option
        ) from error


@click.command("tidplan", cls=Command, short_help="Visa tidplanen och lägg den i en kalender.")
@click.option(
    "--master", type=PATH, required=True, metavar="HUVUDARBETSBOK", help="Huvudarbetsboken."
)
@click.option("--ics", "calendar", type=PATH, metavar="FIL.ics", help="Skriv en kalenderfil.")
@click.option(
    "--idag",
    "today",
    callback=_read_day,
    metavar="DATUM",
    help="Visa läget en annan dag än i dag, till exempel 2019-09-20.",
)
@json_option
def plan(master: Path, calendar: Path | None, today: date, as_json: bool) -> int:
    """Visa tidplanen i tidsordning, och vad som är försenat eller står i fel ordning.

    Planen skrivs på bladet Tidplan i huvudarbetsboken. Kalenderfilen går att öppna i Outlook och
    andra kalendrar. Skriver du den igen flyttas händelserna dit de har flyttats i planen. Den
    förra filen sparas i historik/.
    """
    from xlmal.operations.master import open_master
    from xlmal.operations.time_plan import export_calendar, time_plan

    opened = open_master(master)
    shown = time_plan(opened, today)
    events = export_calendar(opened, today, calendar) if calendar else 0
    if as_json:
        say_json(_as_json(shown))
        return exit_code(shown.findings)
    _say_plan(shown, opened.name)
    if calendar:
        click.echo(f"{number(events, 'händelse', 'händelser')} skrivna i {calendar}.")
    return exit_code(shown.findings)


def _say_plan(shown: PlanShown, name: str) -> None:
    from xlmal.domain.time_plan import how_it_stands

    if not shown.milestones:
        click.echo(f"Tidplanen i {name} är tom. Fyll i bladet Tidplan.")
        return
    click.echo(f"Tidplanen i {name}, läget den {shown.today.isoformat()}")
    rows = [
        (
            one.id,
            one.organ,
            one.planned_on.isoformat() if one.planned_on else "",
            how_it_stands(one, shown.today),
            one.matter,
        )
        for one in shown.milestones
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(4)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row[:4], widths, strict=True)]
        click.echo("  ".join(["", *cells, row[4]]).rstrip())
    click.echo(f"{counted(shown.findings)[:1].upper()}{counted(shown.findings)[1:]}.")
    say_findings(shown.findings)


def _as_json(shown: PlanShown) -> dict[str, object]:
    from xlmal.domain.time_plan import days_late, how_it_stands

    return {
        "today": shown.today.isoformat(),
        "milestones": [
            {
                **one.model_dump(mode="json"),
                "days_late": days_late(one, shown.today),
                "standing": how_it_stands(one, shown.today),
            }
            for one in shown.milestones
        ],
        "findings": [finding.as_json() for finding in shown.findings],
    }


COMMANDS = (plan,)
