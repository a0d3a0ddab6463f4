"""Running a command: Swedish words, exit codes, and never a traceback in a user's face."""

from __future__ import annotations

import atexit
import gc
import glob
import os
import sys
import tempfile
from collections.abc import Sequence

import click

from xlmal import __version__
from xlmal.cli.show import say_refusal
from xlmal.cli.swedish import speak_swedish, what_is_wrong
from xlmal.finding import Refusal
from xlmal.operations.told import traced

speak_swedish()

from xlmal.cli import (  # noqa: E402 - their options are named as they are made
    RUN_ALL,
    addin,
    adopting,
    checking,
    dialogue,
    making,
    period,
    planning,
    running,
    wording,
)

NOT_RUN = 2


@click.group(
    options_metavar="[VAL]",
    subcommand_metavar="KOMMANDO ...",
    context_settings={"help_option_names": ["--hjälp", "--help", "-h"], "max_content_width": 100},
    epilog="Slutkod 0: allt väl. 1: det finns fel att rätta. 2: kommandot kunde inte köras.",
)
@click.version_option(
    __version__, "--version", "-V", prog_name="xlmal", message="%(prog)s %(version)s"
)
def program() -> None:
    """Målstyrning i Excel: dela ut, samla in, validera, räkna och rapportera."""


for command in (
    *making.COMMANDS,
    *adopting.COMMANDS,
    *checking.COMMANDS,
    *running.COMMANDS,
    *period.COMMANDS,
    *planning.COMMANDS,
    *dialogue.COMMANDS,
    *wording.COMMANDS,
    *addin.COMMANDS,
):
    program.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    write_any_letter()
    # A command reads hundreds of thousands of cells and ends. Looking through them all for
    # unused cycles every 700 cells took a fourth of the time (Python 3.11, 36,000 rows), and
    # once among what 3,500 files had said a tenth of a second, to find none.
    gc.set_threshold(2_000_000, 50, 50)
    # Nor need Python look through all of them once more before it ends (0.05 s of 1.1).
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    if os.name == "nt":
        arguments = expanded(arguments)
    try:
        outcome = program.main(
            _spelled(arguments), prog_name="xlmal", standalone_mode=False, obj=tuple(arguments)
        )
    except Refusal as refusal:
        say_refusal(refusal)
        return NOT_RUN
    except click.exceptions.NoArgsIsHelpError as no_arguments:
        click.echo(no_arguments.format_message(), err=True)
        return NOT_RUN
    except click.ClickException as error:
        click.echo(f"Fel: {what_is_wrong(error)}", err=True)
        return NOT_RUN
    except (click.Abort, KeyboardInterrupt):
        click.echo("Avbrutet. Inget har ändrats i några filer.", err=True)
        return NOT_RUN
    except BrokenPipeError:  # the reader has had enough, as with | head
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - Python flushes it at exit
        return 0
    except Exception as unforeseen:
        click.echo(_unforeseen(unforeseen), err=True)
        return NOT_RUN
    return outcome if isinstance(outcome, int) else 0


def _spelled(arguments: Sequence[str]) -> list[str]:
    """The command line with ``kör`` written out, for keyboards and schedulers without ö."""
    if arguments and arguments[0] == RUN_ALL[1]:
        return [RUN_ALL[0], *arguments[1:]]
    return list(arguments)


def write_any_letter() -> None:
    """Let every letter through, whatever the console's own alphabet; a pipe gets UTF-8.

    A Swedish Windows console knows no ◐, and its pipes speak cp1252.
    """
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            encoding = None if stream.isatty() else "utf-8"
            reconfigure(encoding=encoding, errors="backslashreplace")


def expanded(arguments: Sequence[str]) -> list[str]:
    """Exchange patterns such as ``*.xlsx`` for file names: on Windows no shell does."""
    found: list[str] = []
    for argument in arguments:
        names = sorted(glob.glob(argument)) if {"*", "?"} & set(argument) else []  # noqa: PTH207
        found += names or [argument]
    return found


def _unforeseen(error: BaseException) -> str:
    """Keep where in the code it happened in a log, without a word of what cells hold."""
    try:
        descriptor, log = tempfile.mkstemp(prefix="xlmal-fel-", suffix=".log", text=True)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(traced(error))
        where = f"Detaljerna ligger i {log}. Skicka dem till den som sköter xlmal."
    except OSError:
        where = "Detaljerna gick inte att spara."
    return f"Något gick fel som vi inte har förutsett, och kommandot avbröts. {where}"
