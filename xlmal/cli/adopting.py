"""The command that takes in decisions: anta."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from xlmal.cli.options import Command, master_argument
from xlmal.cli.show import warn_of_errors, working
from xlmal.operations.told import number


@click.command("anta", cls=Command, short_help="Märk målens lydelser som antagna.")
@master_argument
@click.option(
    "--mål",
    "--mal",
    "ids",
    multiple=True,
    metavar="ID",
    help="Bara det här målet, också när lydelsen har ändrats. Kan anges flera gånger.",
)
def adopt(master: Path, ids: Sequence[str]) -> None:
    """Märk målens lydelser som antagna, så att en senare ändring märks.

    Varje mål som har ett beslut men inget kontrolltal får ett. Har ett antaget mål fått en ny
    lydelse genom ett nytt beslut: ange det med --mål. Den förra versionen sparas i historik/.
    """
    from xlmal.operations.adopt import adopt as adopt_goals
    from xlmal.operations.master import open_master

    with working("Märker lydelserna ..."):
        result = adopt_goals(master, ids)
    warn_of_errors(open_master(master))
    marked = number(len(result.marked), "lydelse märkt", "lydelser märkta")
    click.echo(f"{marked} som antagna." if len(result.marked) != 1 else f"{marked} som antagen.")
    if result.changed:
        click.echo(
            f"Har en annan lydelse än den antagna: {', '.join(result.changed)}. Skriv tillbaka den "
            "antagna lydelsen, eller skriv xlmal anta med --mål om den nya är beslutad."
        )
    if result.undecided:
        click.echo(f"Saknar beslut och är inte märkta: {', '.join(result.undecided)}.")


COMMANDS = (adopt,)
