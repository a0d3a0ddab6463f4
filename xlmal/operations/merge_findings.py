"""What a merge has to say: conflicts, cleared and forgotten cells, and who is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from xlmal.domain.municipality import Municipality
from xlmal.domain.request import Request
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Place
from xlmal.operations import merge_checks as checks
from xlmal.operations.conflict_checks import ALREADY_DECIDED, FORMULA_KEPT
from xlmal.operations.merge_cells import CellKey, Decision, Fate, Said
from xlmal.operations.stored_texts import shown
from xlmal.operations.written_checks import GOAL_STILL_HOLDS
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES
from xlmal.schema.swedish_dates import long_date
from xlmal.schema.written import WRITTEN_TABLES

_TABLES = {table.name: table for table in (OUTCOMES, FOLLOW_UPS, *WRITTEN_TABLES)}


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """Somebody who was asked in a round and has not answered."""

    request: Request
    round: Round

    @property
    def provider(self) -> str:
        """The code of the unit or provider."""
        return self.request.provider

    @property
    def name(self) -> str:
        """Its name."""
        return self.request.name


def about_decisions(decisions: Iterable[Decision]) -> Iterator[Finding]:
    """What there is to say about cells; about most there is nothing."""
    for one in decisions:
        first = one.said[0]
        if one.fate is Fate.TAKEN and first.text and not first.typed_under:
            continue
        if one.fate is not Fate.SAME:
            yield from about_decision(one)


def about_decision(decision: Decision) -> list[Finding]:
    """What there is to say about a cell: a conflict, two versions, cleared, or a reason moved."""
    first, header = decision.first, decision.key.header
    place = _place(first)
    if decision.fate is Fate.CONFLICT:
        return [_conflict(decision, place)]
    if decision.fate is Fate.DECIDED:
        values = {
            "returned": _shown(first.key, first.text),
            "master": _shown(first.key, decision.master),
        }
        return [ALREADY_DECIDED.at(place, header=header, **values)]
    if decision.fate is not Fate.TAKEN:
        return []
    if first.text == "":
        return [checks.CLEARED.at(place, header=header, old=_shown(decision.key, decision.master))]
    if first.typed_under:
        under = first.typed_under
        told = checks.REASON_MOVED.at(place, reason=first.text, header=header, typed_under=under)
        return [told]
    return []


def _conflict(decision: Decision, place: Place) -> Finding:
    first, header = decision.first, decision.key.header
    if len({said.text for said in decision.said}) > 1:
        files = ", ".join(dict.fromkeys(said.file for said in decision.said))
        values = " / ".join(dict.fromkeys(_shown(said.key, said.text) for said in decision.said))
        return checks.TWO_VERSIONS.at(place, first.text, header=header, files=files, values=values)
    if decision.waits_for is not None:
        return GOAL_STILL_HOLDS.at(
            place,
            first.text,
            header=header,
            returned=_shown(first.key, first.text),
            master=_shown(decision.key, decision.master),
            year=decision.waits_for,
        )
    if decision.formula is not None:
        return FORMULA_KEPT.at(
            place,
            first.text,
            header=header,
            returned=_shown(first.key, first.text),
            master=_shown(decision.key, decision.master),
            cell=decision.formula,
        )
    return checks.CONFLICT.at(
        place,
        first.text,
        header=header,
        returned=_shown(first.key, first.text),
        master=_shown(decision.key, decision.master),
        base=_shown(first.key, first.known),
    )


def about_forgotten(
    forgotten: Iterable[Said], decisions: Iterable[Decision], stored: Mapping[CellKey, str]
) -> list[Finding]:
    """Cells that an earlier file changed and this one returns as they were issued.

    Nothing is said where another file of the run has news, nor where the master has moved on.
    """
    decided = {one.key for one in decisions}
    return [
        checks.FORGOTTEN.at(
            _place(said),
            header=said.key.header,
            issued=_shown(said.key, said.text),
            old=_shown(said.key, said.known),
        )
        for said in forgotten
        if said.key not in decided and stored.get(said.key, "") == said.known
    ]


def about_missing(municipality: Municipality, missing: Iterable[MissingAnswer]) -> list[Finding]:
    """One warning for each round that somebody has not answered."""
    findings = []
    for one in missing:
        occasion = municipality.occasion_of.get(one.round)
        day = long_date(occasion.last_day) if occasion and occasion.last_day else "är inte satt"
        place = Place(label=one.name)
        details = {"name": one.name, "code": one.provider, "round": one.round.title}
        findings.append(checks.MISSING_FILE.at(place, last_day=day, **details))
    return findings


def _place(said: Said) -> Place:
    return Place(said.file, said.ref, label=said.label or said.key.row[0])


def _shown(key: CellKey, text: str) -> str:
    """A stored text as people would write it in the cell."""
    return shown(_TABLES[key.table].column(key.header), text)
