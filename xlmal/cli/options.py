"""The options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from xlmal.domain.choices import RoundKind
from xlmal.domain.rounds import Round

F = TypeVar("F", bound=Callable[..., Any])


class RoundType(click.ParamType[Round]):
    """A round as people type it: 2019-D2, 2019-d2, 2019-ÅR or 2019-AR."""

    name = "omgång"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Round:
        """Read a round; fails with a Swedish sentence."""
        if isinstance(value, Round):
            return value
        year, _, kind = str(value).strip().partition("-")
        kinds = {str(one).casefold(): one for one in RoundKind} | {
            "ar": RoundKind.YEAR,
            "mal": RoundKind.GOALS,
        }
        if len(year) != 4 or not year.isdecimal() or kind.casefold() not in kinds:
            self.fail(
                f"{value} är ingen omgång. Skriv till exempel 2019-D1, 2019-D2 eller 2019-ÅR."
            )
        return Round(int(year), kinds[kind.casefold()])


PATH = click.Path(path_type=Path)

master_argument = click.argument("master", type=PATH, metavar="MASTER")
round_option = click.option(
    "--omgång",
    "--omgang",
    "round_",
    type=RoundType(),
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
