"""The command kör: the whole chain over a folder, by hand or on a server."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlmal.cli.options import PATH, Command, folder_option, read_round
from xlmal.domain.rounds import Round

if TYPE_CHECKING:
    from collections.abc import Callable


@click.command(
    "kör", cls=Command, short_help="Samla in, validera, räkna och rapportera i ett svep."
)
@click.argument("inbox", type=PATH, metavar="INKORG")
@click.option(
    "--master", type=PATH, required=True, metavar="HUVUDARBETSBOK", help="Huvudarbetsboken."
)
@folder_option("Mappen för logg, sammanfattning och rapport.")
@click.option(
    "--omgång",
    "--omgang",
    "round_",
    callback=lambda context, option, text: read_round(context, option, text) if text else None,
    metavar="OMGÅNG",
    help="Omgången som räknas och rapporteras; annars den som är öppen.",
)
@click.option("--komplettering", "late", is_flag=True, help="Ta in filer fast omgången är stängd.")
@click.option("--word", "more", flag_value="docx", multiple=True, help="Skriv rapporten som Word.")
@click.option(
    "--html", "more", flag_value="html", multiple=True, help="Skriv rapporten som webbsida."
)
def run_all(
    inbox: Path,
    master: Path,
    out: Path,
    round_: Round | None,
    late: bool,
    more: tuple[str, ...],
) -> int:
    """Samla in, validera, räkna och rapportera över en hel mapp, i ett svep.

    Filerna i INKORG ändras aldrig. Det som inte är svar hoppas över och nämns. Filer som är
    likadana som förra gången läses inte om. I mappen efter --ut hamnar logg.jsonl,
    sammanfattning.txt (att skicka med e-post) och rapporten som arbetsbok; som Word och webbsida
    också, om du ber om det.
    """
    from xlmal.operations.fingerprints import remember
    from xlmal.operations.report import Form
    from xlmal.operations.run_all import Reader, RunOrder
    from xlmal.operations.run_all import run_all as run
    from xlmal.operations.run_summary import headline

    forms = tuple(form for form in Form if form is Form.EXCEL or form in more)
    order = RunOrder(inbox, master, out, datetime.now(), round_, late, forms)
    with _bar() as told:
        result = run(order, Reader(told=told))
    click.echo(result.summary, nl=False)
    said = (
        f"Inget har ändrats i {inbox} sedan {order.now:%Y-%m-%d %H:%M}. {headline(result.records)}."
    )
    arguments = click.get_current_context().find_root().obj or ()
    watched = [str(path) for path in result.watched]
    answer = (result.begun, result.code, said)
    remember(arguments, str(inbox), dict(result.found), watched, answer)
    return result.code


@contextmanager
def _bar() -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar, on a terminal; nothing when output is piped or logged."""
    if not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Läser filer", total=None)
        yield lambda read, all_: bar.update(task, completed=read, total=all_)


COMMANDS = (run_all,)
