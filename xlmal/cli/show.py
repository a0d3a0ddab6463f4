"""How results are said on a terminal: findings, counts and JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from xlmal.finding import Finding, Severity

_PLURAL = {
    Severity.ERROR: ("fel", "fel"),
    Severity.WARNING: ("varning", "varningar"),
    Severity.NOTE: ("upplysning", "upplysningar"),
}
_COLOUR = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}


def counted(findings: Iterable[Finding]) -> str:
    """Count findings: "12 fel, 3 varningar", or "inga påpekanden"."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    parts = [
        f"{count} {_PLURAL[severity][0 if count == 1 else 1]}"
        for severity, count in counts.items()
        if count
    ]
    return ", ".join(parts) or "inga påpekanden"


def say_findings(findings: Sequence[Finding], *, with_file: bool = True) -> None:
    """Print findings one to a line: file, severity, code, address, message."""
    for finding in findings:
        severity = click.style(str(finding.severity), fg=_COLOUR[finding.severity])
        file = f"{finding.place.file}: " if with_file and finding.place.file else ""
        click.echo(f"  {severity} {finding.code} {file}{finding.as_line()}")


def exit_code(findings: Iterable[Finding]) -> int:
    """1 when something is a fel, else 0."""
    return int(any(finding.severity is Severity.ERROR for finding in findings))


def say_json(value: object) -> None:
    """Print a value as JSON, å ä ö as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


@contextmanager
def working(text: str) -> Iterator[None]:
    """Show that something is going on, on a terminal; nothing when output is piped."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield
