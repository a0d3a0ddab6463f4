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
    "Error: {message}": "Fel: {message}",
    "Try '{command} {option}' for help.": "Skriv {command} {option} för hjälp.",
    "Usage:": "Så skriver du:",
    "Options": "Val",
    "Commands": "Kommandon",
    "Positional arguments": "Argument",
    "Show this message and exit.": "Visa den här hjälpen.",
    "Show the version and exit.": "Visa versionen.",
    "Missing command.": "Kommando saknas.",
    "Missing argument": "Det saknas",
    "Missing option": "Det saknas",
    "Missing parameter": "Det saknas",
    "No such command {name!r}.": "Kommandot {name} finns inte.",
    "No such option {name!r}.": "Valet {name} finns inte.",
    "No such option: {name}": "Valet {name} finns inte.",
    "Invalid value: {message}": "Ogiltigt värde: {message}",
    "Invalid value for {param_hint}: {message}": "{param_hint}: {message}",
    "{value!r} is not a valid {number_type}.": "{value} är inget heltal.",
    "{value} is not in the range {range}.": "{value} ligger utanför {range}.",
    "Option {name!r} does not take a value.": "Valet {name} tar inget värde.",
    "Choose from:\n\t{choices}": "Välj bland:\n\t{choices}",
    "file": "fil",
    "directory": "mapp",
    "path": "sökväg",
    "required": "krävs",
    "default: {default}": "annars: {default}",
    "Aborted!": "Avbrutet.",
}

PLURALS = {
    "Did you mean {possibility}?": "Menade du {possibility}?",
    "(Possible option: {possibilities})": "Menade du {possibilities}?",
    "(Did you mean one of: {possibilities}?)": "Menade du {possibilities}?",
    "Got unexpected extra argument ({args})": "Det här blev över: {args}",
    "Option {name!r} requires an argument.": "Valet {name} behöver ett värde.",
    "Takes {nargs} values but 1 was given.": "Det behövs {nargs} värden.",
    "{value!r} is not {choice}.": "{value} går inte. Välj {choice}.",
    "{value!r} is not one of {choices}.": "{value} går inte. Välj bland {choices}.",
}


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
