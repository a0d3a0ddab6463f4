"""How results are said on a terminal: findings and JSON."""

from __future__ import annotations

import json
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import TYPE_CHECKING

import click

from xlmal.finding import Finding, Refusal, Severity
from xlmal.operations.told import counted

if TYPE_CHECKING:
    from xlmal.operations.master import Master

_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}

#: Long lines are hard to follow with the eye, however wide the screen is.
_WIDEST = 120

#: Every printing takes its time, and there may be tens of thousands of findings.
_AT_A_TIME = 200


def say_findings(findings: Sequence[Finding]) -> None:
    """Print findings, each with severity, code, address and message."""
    coloured = {severity: click.style(str(severity), fg=_COLOUR[severity]) for severity in Severity}
    told: list[str] = []
    for finding in findings:
        severity = str(finding.severity)
        first, *more = _lines(f"{severity} {finding.code} {finding.as_line()}")
        told += (coloured[finding.severity].join(first.split(severity, 1)), *more)
        if len(told) >= _AT_A_TIME:
            click.echo("\n".join(told))
            told.clear()
    if told:
        click.echo("\n".join(told))


def say_findings_by_file(findings: Sequence[Finding]) -> None:
    """Print findings under the name of the file they concern, files in alphabetical order."""
    by_file = sorted(findings, key=lambda finding: finding.place.file)
    for file, group in groupby(by_file, key=lambda finding: finding.place.file):
        mine = list(group)
        if file:
            click.echo(f"{file}: {counted(mine)}")
        say_findings(mine)


def _lines(text: str) -> list[str]:
    """Fold a text to the terminal's width; a pipe gets it on one line, for grep and the like."""
    flat = " ".join(text.split("\n"))
    if not sys.stdout.isatty():
        return [f"  {flat}"]
    width = min(shutil.get_terminal_size((80, 24)).columns, _WIDEST)
    return textwrap.wrap(
        flat,
        max(width, 40),
        initial_indent="  ",
        subsequent_indent="      ",
        break_on_hyphens=False,
    )


def say_refusal(refusal: Refusal) -> None:
    """Print on the error stream why something could not be done."""
    click.echo(f"Fel ({refusal.code}): {refusal.message}", err=True)


def warn_of_errors(master: Master) -> None:
    """Tell on the error stream of cells in a master that were not understood and thus not used."""
    errors = [one for one in master.findings if one.severity is Severity.ERROR]
    if errors:
        click.echo(
            f"Obs: {master.name} har {counted(errors)} i celler som därför inte har använts. Skriv "
            f"xlmal validera {master.name}, så ser du vilka.",
            err=True,
        )


def exit_code(findings: Iterable[Finding]) -> int:
    """1 when something is a fel, else 0."""
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def say_json(value: object) -> None:
    """Print a value as JSON, å ä ö as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show that something is going on, on a terminal; nothing when output is piped."""
    if not (sys.stderr.isatty() and sys.stdout.isatty()):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield
