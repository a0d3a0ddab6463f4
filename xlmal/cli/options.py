"""The options and arguments that several commands share, and how a command's usage is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from xlmal.domain.choices import RoundKind
from xlmal.domain.rounds import Round

F = TypeVar("F", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)

_KINDS = {str(one).casefold(): one for one in RoundKind} | {
    "ar": RoundKind.YEAR,
    "mal": RoundKind.GOALS,
}


class Command(click.Command):
    """A command whose usage line shows what must be given, in the order people type it."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The arguments, the options that must be there, and room for the others."""
        arguments = [one for one in self.params if isinstance(one, click.Argument)]
        options = [one for one in self.params if isinstance(one, click.Option)]
        needed = [f"{one.opts[0]} {one.metavar}" for one in options if one.required]
        rest = ["[VAL]"] if len(needed) < len(options) else []
        return [*(one.metavar or "" for one in arguments), *needed, *rest]


def read_round(_: click.Context, option: click.Parameter, text: str) -> Round:
    """Read a round as people type it: 2019-D2, 2019-d2, 2019-ÅR or 2019-AR.

    Raises:
        click.BadParameter: it is no round.
    """
    year, _dash, kind = text.strip().partition("-")
    if len(year) == 4 and year.isascii() and year.isdecimal() and kind.casefold() in _KINDS:
        return Round(int(year), _KINDS[kind.casefold()])
    raise click.BadParameter(
        f"{text} är ingen omgång. Skriv till exempel 2019-D1, 2019-D2 eller 2019-ÅR.", param=option
    )


def read_year(_: click.Context, option: click.Parameter, text: str) -> int:
    """Read a year.

    Raises:
        click.BadParameter: it is no whole number.
    """
    if text.strip().isascii() and text.strip().isdecimal():
        return int(text)
    raise click.BadParameter(f"{text} är inget årtal. Skriv till exempel 2019.", param=option)


master_argument = click.argument("master", type=PATH, metavar="HUVUDARBETSBOK")
round_option = click.option(
    "--omgång",
    "--omgang",
    "round_",
    callback=read_round,
    required=True,
    metavar="OMGÅNG",
    help="Omgången, till exempel 2019-D2.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Skriv resultatet som JSON.")
write_option = click.option(
    "--skriv", "write", is_flag=True, help="Skriv in resultatet i arbetsboken."
)


def folder_option(text: str) -> Callable[[F], F]:
    """``--ut MAPP``."""
    return click.option("--ut", "out", type=PATH, required=True, metavar="MAPP", help=text)
