"""Running a command: Swedish words, exit codes, and never a traceback in a user's face."""

from __future__ import annotations

import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from xlmal import __version__
from xlmal.cli.swedish import speak_swedish
from xlmal.finding import Refusal

speak_swedish()

from xlmal.cli import checking, making  # noqa: E402 - their options are named as they are made

NOT_RUN = 2
LOG_NAME = "xlmal-fel.log"


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


for command in (*making.COMMANDS, *checking.COMMANDS):
    command.options_metavar = "[VAL]"
    program.add_command(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        outcome = program.main(list(arguments), prog_name="xlmal", standalone_mode=False)
    except Refusal as refusal:
        click.echo(f"Fel ({refusal.code}): {refusal.message}", err=True)
        return NOT_RUN
    except click.ClickException as error:
        error.show()
        return NOT_RUN
    except (click.Abort, KeyboardInterrupt):
        click.echo("Avbrutet. Inget har ändrats i några filer.", err=True)
        return NOT_RUN
    except BrokenPipeError:  # the reader has had enough, as with | head
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - Python flushes it at exit
        return 0
    except Exception:
        click.echo(_unforeseen(), err=True)
        return NOT_RUN
    return outcome if isinstance(outcome, int) else 0


def _unforeseen() -> str:
    """Keep the details of what nobody foresaw in a log, and say where it is."""
    log = Path(tempfile.gettempdir()) / LOG_NAME
    try:
        log.write_text(traceback.format_exc(), encoding="utf-8")
        where = f"Detaljerna ligger i {log}. Skicka dem till den som sköter xlmal."
    except OSError:
        where = "Detaljerna gick inte att spara."
    return f"Något gick fel som vi inte har förutsett, och kommandot avbröts. {where}"
