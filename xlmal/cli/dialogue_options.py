"""The options of the dialogue's commands as people type them: a day, a channel, a column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import click

from xlmal.domain.dialogue import DialogueChannel

CHANNELS = ", ".join(DialogueChannel)


def read_day(_: click.Context, option: click.Parameter, text: str | None) -> date | None:
    """Read a day as 2019-03-14.

    Raises:
        click.BadParameter: it is no day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(
            f"{text} är inget datum. Skriv till exempel 2019-03-14.", param=option
        ) from None


def read_channel(
    _: click.Context, option: click.Parameter, text: str | None
) -> DialogueChannel | None:
    """Read a channel as people say it.

    Raises:
        click.BadParameter: it is none of the channels.
    """
    if text is None:
        return None
    from xlmal.intake.dialogue_columns import channel_of

    channel = channel_of(text)
    if channel is None:
        raise click.BadParameter(f"{text} är ingen kanal. Välj en av: {CHANNELS}.", param=option)
    return channel


def read_columns(_: click.Context, option: click.Parameter, pairs: Sequence[str]) -> dict[str, str]:
    """Read "RUBRIK=Synpunkt".

    Raises:
        click.BadParameter: there is no equals sign, or no column by our header.
    """
    from xlmal.schema.dialogue_tables import DIALOGUE

    ours = {
        column.header.casefold(): column.header
        for column in DIALOGUE.stored
        if not column.by_us and column.field not in ("id", "classing")
    }
    columns = {}
    for pair in pairs:
        theirs, equals, name = pair.rpartition("=")
        if not equals or name.strip().casefold() not in ours:
            raise click.BadParameter(
                f"{pair} går inte att förstå. Skriv filens rubrik, likhetstecken och en av "
                f"{', '.join(ours.values())}.",
                param=option,
            )
        columns[theirs.strip()] = ours[name.strip().casefold()]
    return columns
