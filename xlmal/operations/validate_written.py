"""Validera on a file where a unit has written: the rules of its Kontroll, with the same context."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from xlmal.books.file_book import FileBook
from xlmal.domain.settings import Settings
from xlmal.finding import Finding, Place
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead
from xlmal.operations.merge_checks import SHEET_GONE
from xlmal.operations.merge_statements import Texts
from xlmal.operations.reading import issued_of, sheet_names
from xlmal.operations.returned_written import read_written, valid_goals
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.condition import ExcelValue
from xlmal.rules.engine import as_excel, check_rows
from xlmal.rules.goal_wording import ACTIVITY_SIGN, WORDING, activity_sign
from xlmal.schema.manifest import Manifest
from xlmal.schema.written import (
    CHECKS_BY,
    GOAL_FORM,
    GOAL_HOLDS,
    INDICATOR_COUNT,
    INDICATOR_FORM,
    TARGET_FORM,
    WRITTEN_FORMS,
)

_Beside = Mapping[str, ExcelValue]
_OF_INDICATOR = ("Indikator", "Måttenhet", "Riktning", "Basvärde")


def written_findings(book: FileBook, manifest: Manifest) -> list[Finding]:
    """All findings of a file where a unit has written goals or contributions.

    What stands beside a row is joined anew: the file's own formulas may not have been reckoned
    since somebody typed.
    """
    assert manifest.round is not None
    issued = issued_of(book).opened
    kind, sent = manifest.round.kind, {table for table, _, _ in issued}
    reads = read_written(book, kind, issued)
    findings = [
        SHEET_GONE.at(Place(book.name), sheet=table.sheet)
        for table in WRITTEN_FORMS[kind]
        if table.name in sent and table.sheet not in sheet_names(book)
    ]
    beside = _Joined(reads, issued)
    for read in reads:
        findings.extend(read.findings)
        findings.extend(check_rows(ROW_RULES, read, beside.of(read), settings_in(issued)))
    return findings


def settings_in(issued: Texts) -> Settings:
    """The municipality's settings that the file was sent out with."""
    told = {
        name: issued[CHECKS_BY, name, ""]
        for name in ("least_indicators", "most_indicators", "year")
        if (CHECKS_BY, name, "") in issued
    }
    return Settings.model_validate({name: int(text) for name, text in told.items()})


class _Joined:
    """What stands beside the rows of a file's forms, reckoned from what was typed."""

    def __init__(self, reads: Sequence[TableRead], issued: Texts) -> None:
        self._valid = valid_goals(issued)
        rows = {read.table.name: read.rows for read in reads}
        self._indicators = {
            str(row.value("Indikator-ID")): row for row in rows.get(INDICATOR_FORM.name, ())
        }

    def of(self, read: TableRead) -> Callable[[RowRead], _Beside | None]:
        """The context of a form's rows: None for a free row, which no rule concerns."""
        joined = {GOAL_FORM.name: self._goal, TARGET_FORM.name: self._target}
        about = joined.get(read.table.name, _nothing)

        def beside(row: RowRead) -> _Beside | None:
            known = about(row)
            values = [known.get(name, row.cell(name).raw) for name in read.table.free_when]
            is_free = bool(read.table.free_when) and not any(_says(value) for value in values)
            return None if is_free else known

        return beside

    def _goal(self, row: RowRead) -> _Beside:
        link = row.value("Övergripande mål")
        goal, every = row.value("Mål-ID"), self._indicators.values()
        own = [one for one in every if one.value("Mål-ID") == goal]
        return {
            GOAL_HOLDS: None if link is None else float(str(link) in self._valid),
            INDICATOR_COUNT: float(sum(one.value("Indikator") is not None for one in own)),
            ACTIVITY_SIGN: activity_sign(row.value(WORDING)),
        }

    def _target(self, row: RowRead) -> _Beside:
        indicator = self._indicators.get(str(row.value("Indikator-ID")))
        return {
            header: None if indicator is None else as_excel(indicator.value(header))
            for header in _OF_INDICATOR
        }


def _nothing(_: RowRead) -> _Beside:
    return {}


def _says(value: object) -> bool:
    text = getattr(value, "text", value)
    return text is not None and str(text).strip() != ""
