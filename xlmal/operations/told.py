"""How results are said in words, on a terminal as in Excel: counts, and what nobody foresaw."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterable
from datetime import datetime

from xlmal import __version__
from xlmal.finding import Finding, Severity

_WORDS = {
    Severity.ERROR: ("fel", "fel"),
    Severity.WARNING: ("varning", "varningar"),
    Severity.NOTE: ("upplysning", "upplysningar"),
}


def number(count: int, one: str, many: str) -> str:
    """Count things: "1 fil", "13 filer"."""
    return f"{count} {one if count == 1 else many}"


def counted(findings: Iterable[Finding]) -> str:
    """Count findings: "12 fel, 1 varning", or "inga påpekanden"."""
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    parts = [number(count, *_WORDS[severity]) for severity, count in counts.items() if count]
    return ", ".join(parts) or "inga påpekanden"


def traced(error: BaseException) -> str:
    """Where in the code an error came about, for a log: without a word of what cells hold."""
    lines = [f"{datetime.now():%Y-%m-%d %H:%M:%S} xlmal {__version__}, Python {sys.version}\n"]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}\n")
        lines += traceback.format_tb(cause.__traceback__)
        cause = cause.__cause__ or cause.__context__
    return "".join(lines)
