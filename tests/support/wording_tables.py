"""How well the wording rules do, counted: the manual's tables, made from the labelled sentences.

``python -m support.wording_tables`` (in tests/) prints them.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from xlmal.domain.wording import Verdict, wording_of

FOLDER = Path(__file__).resolve().parents[1] / "domain" / "wording"


class Sentence(NamedTuple):
    """A goal with the verdict that a person gave it; ``kind`` is what makes it hard."""

    id: str
    text: str
    label: Verdict
    kind: str
    has_number: str


class SentenceSet(NamedTuple):
    """A file of labelled sentences and what it is, as the manual says it."""

    file: str
    title: str


SETS = (
    SentenceSet("first_sentences.tsv", "De första 40 meningarna"),
    SentenceSet("hard_sentences.tsv", "73 svårare, märkta innan reglerna skrevs"),
    SentenceSet("later_sentences.tsv", "44 skrivna efteråt, som reglerna sedan rättades efter"),
    SentenceSet("held_out.tsv", "24 skrivna sist, som reglerna inte har rättats efter"),
)


def sentences(file: str) -> list[Sentence]:
    """The sentences of a file."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as stream:
        return [
            Sentence(
                row["id"], row["text"], Verdict(row["etikett"]), row["slag"], row.get("talsatt", "")
            )
            for row in csv.DictReader(stream, delimiter="\t")
        ]


def wrong(file: str) -> list[str]:
    """The ids of the sentences that the rules judge otherwise than the person did."""
    return [one.id for one in sentences(file) if wording_of(one.text).verdict is not one.label]


def as_markdown() -> str:
    """One confusion table a file, and the accuracy of each."""
    parts = []
    for one in SETS:
        rows = sentences(one.file)
        counts = Counter((row.label, wording_of(row.text).verdict) for row in rows)
        right = sum(counts[label, label] for label in Verdict)
        percent = round(100 * right / len(rows))
        lines = [
            f"**{one.title}: {right} av {len(rows)} rätt ({percent} %).**",
            "",
            "| Märkt som | bedömd aktivitet | bedömd effekt | bedömd oklart |",
            "|---|---:|---:|---:|",
        ]
        lines += [
            f"| {label} | " + " | ".join(str(counts[label, given]) for given in Verdict) + " |"
            for label in Verdict
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


if __name__ == "__main__":
    sys.stdout.buffer.write(as_markdown().encode() + b"\n")
