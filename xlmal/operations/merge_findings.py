"""What a merge has to say: conflicts, cleared and forgotten cells, and who is missing."""

from __future__ import annotations

from collections.abc import Sequence

from xlmal.domain.municipality import Municipality
from xlmal.domain.request import Request
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place
from xlmal.operations import merge_checks as checks
from xlmal.operations.merge_cells import Decision, Fate
from xlmal.operations.returned import ReturnedFile
from xlmal.schema.swedish_dates import long_date


def about_decision(decision: Decision, master_name: str) -> list[Finding]:
    """What there is to say about a cell: a conflict, two versions, or that it was cleared."""
    first = decision.first
    place = Place(first.file, first.ref, label=decision.key.row[0])
    header = decision.key.header
    if decision.fate is Fate.CONFLICT:
        if len({said.text for said in decision.said}) > 1:
            files = ", ".join(dict.fromkeys(said.file for said in decision.said))
            values = " / ".join(_shown(said.text) for said in decision.said)
            return [
                checks.TWO_VERSIONS.at(place, first.text, header=header, files=files, values=values)
            ]
        return [
            checks.CONFLICT.at(
                place,
                first.text,
                header=header,
                returned=_shown(first.text),
                master=_shown(decision.master),
                base=_shown(first.base or ""),
            )
        ]
    if decision.fate is Fate.TAKEN and first.text == "":
        return [checks.CLEARED.at(place, header=header, old=_shown(decision.master))]
    return []


def about_forgotten(municipality: Municipality, files: Sequence[ReturnedFile]) -> list[Finding]:
    """Cells that an earlier file filled in and this one returns as they were issued, empty."""
    merged: dict[str, list[tuple[str, str, str, str]]] = {}
    for value in municipality.merged:
        merged.setdefault(value.provider, []).append(
            (value.table, value.key, value.column, value.text)
        )
    findings = []
    for file in files:
        said = {(s.key.table, "|".join(s.key.row), s.key.header) for s in file.statements}
        for read in file.reads:
            rows = {
                "|".join(str(row.value(header)) for header in read.table.key): row
                for row in read.rows
            }
            for table, key, header, old in merged.get(file.provider, ()):
                row = rows.get(key)
                if table != read.table.name or row is None or (table, key, header) in said:
                    continue
                if row.value(header) is None and old and header in read.columns:
                    place = Place(file.name, read.ref(row, header), label=key.partition("|")[0])
                    findings.append(checks.FORGOTTEN.at(place, header=header, old=_shown(old)))
    return findings


def _shown(text: str) -> str:
    if text == "":
        return "tomt"
    try:
        number = float(text)
    except ValueError:
        return text if len(text) <= 60 else f"{text[:57]}..."
    return f"{number:.15g}".replace(".", ",")


def about_missing(
    municipality: Municipality, requests: Sequence[Request], rounds: Sequence[Round]
) -> list[Finding]:
    findings = []
    for request in requests:
        round_ = rounds[-1]
        occasion = municipality.occasion_of.get(round_)
        day = long_date(occasion.last_day) if occasion and occasion.last_day else "är inte satt"
        findings.append(
            checks.MISSING_FILE.at(
                Place(label=request.name),
                name=request.name,
                code=request.provider,
                round=round_.title,
                last_day=day,
            )
        )
    return findings
