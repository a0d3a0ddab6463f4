"""The commands about the add-in in Excel: tillägg bygg, installera, avinstallera, kontrollera."""

from __future__ import annotations

from pathlib import Path

import click

from xlmal.cli.options import PATH, Command
from xlmal.cli.show import exit_code, say_findings, working


@click.group(
    "tillägg",
    options_metavar="[VAL]",
    subcommand_metavar="KOMMANDO ...",
    short_help="Bygg och installera tillägget i Excel, fliken Mål.",
)
def addin() -> None:
    """Bygg, installera och kontrollera tillägget i Excel: fliken Mål och funktionerna MAL_."""


@addin.command("bygg", cls=Command, short_help="Bygg tillägget som en fil.")
@click.option("--ut", "out", type=PATH, required=True, metavar="FIL.xlam", help="Filen som byggs.")
def build(out: Path) -> None:
    """Bygg tillägget som en fil, för den xlwings som är installerad."""
    from xlmal.operations.addin_build import build as build_file

    with working("Bygger tillägget ..."):
        built = build_file(out)
    click.echo(f"Tillägget ligger i {built.path}. Det hör till xlwings {built.xlwings_version}.")


@addin.command("installera", cls=Command, short_help="Lägg tillägget i ditt Excel.")
@click.option("--ersätt", "--ersatt", "replace", is_flag=True, help="Ersätt även ett nyare.")
def install(replace: bool) -> int:
    """Lägg tillägget i mappen som ditt Excel startar från. Starta sedan om Excel."""
    from xlmal.operations.addin_check import check
    from xlmal.operations.addin_install import install as install_in
    from xlmal.operations.addin_install import this_profile

    profile = this_profile()
    with working("Installerar tillägget ..."):
        path = install_in(profile, replace)
    click.echo(f"Tillägget ligger i {path}. Starta om Excel, så syns fliken Mål.")
    found = check(profile)
    say_findings(found)
    return exit_code(found)


@addin.command("avinstallera", cls=Command, short_help="Ta bort tillägget ur ditt Excel.")
def uninstall() -> None:
    """Ta bort tillägget och dess inställningar. Stäng Excel först."""
    from xlmal.operations.addin_install import this_profile
    from xlmal.operations.addin_install import uninstall as uninstall_from

    removed = uninstall_from(this_profile())
    for path in removed:
        click.echo(f"Tog bort {path}.")
    if not removed:
        click.echo("Tillägget var inte installerat.")


@addin.command("kontrollera", cls=Command, short_help="Se vad som hindrar tillägget.")
def check_addin() -> int:
    """Se vad som hindrar tillägget från att fungera, och vad du kan göra åt det."""
    from xlmal.operations.addin_check import check
    from xlmal.operations.addin_install import this_profile

    found = check(this_profile())
    if not found:
        click.echo("Tillägget är rätt installerat.")
    say_findings(found)
    return exit_code(found)


#: The same commands for those who have no ä on their keyboard, not shown twice in the help.
_PLAIN = click.Group(
    "tillagg", commands=dict(addin.commands), hidden=True, help=addin.help, options_metavar="[VAL]"
)

COMMANDS = (addin, _PLAIN)
