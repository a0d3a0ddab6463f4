"""Click's own words in Swedish.

Click takes its words through gettext, whose catalogues are compiled files that a wheel would have
to carry and an operating system's language would have to choose. Our users read Swedish whatever
their computer is set to, so its words are exchanged where it looks them up.
"""

from __future__ import annotations

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

WORDS = {
    "Usage:": "Så skriver du:",
    "Options": "Val",
    "Commands": "Kommandon",
    "Positional arguments": "Argument",
    "Show this message and exit.": "Visa den här hjälpen.",
    "Show the version and exit.": "Visa versionen.",
    "Missing command.": "Kommando saknas.",
    "No such command {name!r}.": "Kommandot {name} finns inte.",
    "No such option {name!r}.": "Valet {name} finns inte.",
    "No such option: {name}": "Valet {name} finns inte.",
    "Option {name!r} does not take a value.": "Valet {name} tar inget värde.",
    "required": "krävs",
    "default: {default}": "annars: {default}",
    "Aborted!": "Avbrutet.",
}

PLURALS = {
    "Did you mean {possibility}?": "Menade du {possibility}?",
    "(Possible option: {possibilities})": "Menade du {possibilities}?",
    "(Did you mean one of: {possibilities}?)": "Menade du {possibilities}?",
    "Got unexpected extra argument ({args})": "Det här blev över: {args}.",
    "Option {name!r} requires an argument.": "Valet {name} behöver ett värde.",
}


def what_is_wrong(error: click.ClickException) -> str:
    """Say what is wrong with a command line, and where to read how it is written."""
    parameter = getattr(error, "param", None)
    if isinstance(error, click.MissingParameter) and isinstance(parameter, click.Option):
        text = f"Valet {parameter.opts[0]} saknas."
    elif isinstance(error, click.MissingParameter) and parameter is not None:
        text = f"{(parameter.metavar or parameter.name or '').removesuffix('...')} saknas."
    elif isinstance(error, click.BadParameter):
        text = error.message
    else:
        text = error.format_message().replace("'", "")
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "xlmal"
    return f"{text} Skriv {command} --hjälp, så ser du hur kommandot skrivs."


def _word(message: str) -> str:
    return WORDS.get(message, message)


def _plural(singular: str, plural: str, count: int) -> str:
    swedish = PLURALS.get(singular)
    return swedish if swedish is not None else (singular if count == 1 else plural)


def speak_swedish() -> None:
    """Exchange click's words; what it has no Swedish for stays as it is."""
    for module in (
        click.core,
        click.decorators,
        click.exceptions,
        click.formatting,
        click.parser,
        click.types,
    ):
        for name, spoken in (("_", _word), ("ngettext", _plural)):
            if hasattr(module, name):
                setattr(module, name, spoken)
