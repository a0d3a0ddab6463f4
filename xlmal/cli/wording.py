"""The command that judges how a goal is worded: formulering."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from xlmal.cli.options import Command, json_option
from xlmal.cli.show import say_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlmal.domain.wording import Reason, Wording


def _read_text(_: click.Context, parameter: click.Parameter, text: str) -> str:
    """Read a goal's wording.

    Raises:
        click.BadParameter: there is nothing in it.
    """
    if text.strip():
        return text
    raise click.BadParameter(
        "Texten är tom. Skriv målet inom citattecken, till exempel "
        '"Fler unga är i arbete eller studier".',
        param=parameter,
    )


@click.command(
    "formulering", cls=Command, short_help="Säg om ett mål låter som en effekt eller en aktivitet."
)
@click.argument("text", metavar="TEXT", callback=_read_text)
@json_option
def wording(text: str, as_json: bool) -> int:
    """Säg om ett mål är formulerat som en effekt eller en aktivitet, och varför.

    Skriv målet inom citattecken. Svaret är ett förslag enligt fasta språkregler och stoppar
    aldrig något. Om målet går att mäta bedöms för sig.
    """
    from xlmal.domain.wording import wording_of

    found = wording_of(text)
    if as_json:
        say_json(_as_json(found))
    else:
        _say(found)
    return 0


def _say(found: Wording) -> None:
    click.echo(f"{str(found.verdict).capitalize()} (förslag enligt xlmals språkregler)")
    for reason in found.reasons:
        click.echo(f"  {reason.text}.")
    told = "ja" if found.is_measurable else "nej, texten har varken tal eller riktning"
    click.echo(f"Mätbart i sig: {told}")
    for reason in found.measures:
        click.echo(f"  {reason.text}.")


def _as_json(found: Wording) -> dict[str, object]:
    return {
        "verdict": str(found.verdict),
        "reasons": _reasons(found.reasons),
        "measurable": found.is_measurable,
        "measurable_reasons": _reasons(found.measures),
    }


def _reasons(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [{"rule": one.rule, "words": list(one.words), "text": one.text} for one in reasons]


COMMANDS = (wording,)
