"""A returned file in which a unit has written goals or contributions: what it says, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlmal.books.file_book import FileBook
from xlmal.domain.choices import Direction, RoundKind
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.finding import Check, Finding, Place
from xlmal.intake.reading import MeasureContext, Reading, ReadOptions, by_first_key
from xlmal.intake.rows import RowRead
from xlmal.intake.table import TableRead, read_table
from xlmal.operations import written_checks as checks
from xlmal.operations.merge_cells import CellKey, Said
from xlmal.operations.merge_statements import Sender, Texts
from xlmal.operations.reading import content_of, sheet_names
from xlmal.operations.settings import missing_words
from xlmal.operations.written_cells import row_name
from xlmal.schema.manifest import key_text
from xlmal.schema.master import INDICATORS, TARGETS, UNIT_GOALS
from xlmal.schema.texts import as_text
from xlmal.schema.written import CHECKS_BY, VALID_GOALS, WRITTEN_FORMS

#: What names a row: without it there is no fact.
_NAMED_BY = {UNIT_GOALS.name: "Mål", INDICATORS.name: "Indikator"}


def read_written(
    book: FileBook, kind: RoundKind, issued: Texts, municipality: Municipality | None = None
) -> list[TableRead]:
    """Read the forms of a file; ids that were not issued in it are findings (T35)."""
    ids = {(table, key.partition("|")[0]) for table, key, _ in issued}
    known = {
        "Mål-ID": frozenset(id_ for table, id_ in ids if table == UNIT_GOALS.name),
        "Indikator-ID": frozenset(id_ for table, id_ in ids if table == INDICATORS.name),
    }
    options = ReadOptions(known_ids=known)
    if municipality is not None:
        links = {"Övergripande mål": frozenset(municipality.council_goal_by_id)}
        words = missing_words(municipality.settings)
        options = ReadOptions(known_ids=known | links, missing_words=words)
    present = sheet_names(book)
    reads: list[TableRead] = []
    for table in WRITTEN_FORMS[kind]:
        if table.sheet in present:
            if table.name == TARGETS.name:
                options = replace(options, context=by_first_key(_measures(reads)))
            reads.append(read_table(content_of(book, table.sheet), table, book.name, options))
    return reads


def _measures(reads: Sequence[TableRead]) -> dict[str, MeasureContext]:
    """What the sheet Indikatorer says of each measure; formulas may not have been reckoned."""
    return {
        str(row.value("Indikator-ID")): MeasureContext(
            measure_unit=str(row.value("Måttenhet") or ""),
            yes_no=row.value("Riktning") == Direction.YES_NO,
            plausible_min=_bound(row, "Rimligt lägst"),
            plausible_max=_bound(row, "Rimligt högst"),
        )
        for read in reads
        if read.table.name == INDICATORS.name
        for row in read.rows
        if row.keyed
    }


def _bound(row: RowRead, header: str) -> float | None:
    value = row.value(header)
    return float(value) if isinstance(value, int | float) else None


def valid_goals(issued: Texts) -> frozenset[str]:
    """The council goals that held when the file was sent out."""
    text = issued.get((CHECKS_BY, VALID_GOALS, ""), "")
    return frozenset(part.strip() for part in text.split(";")) - {""}


@dataclass
class WrittenSays:
    """What the forms of one file say.

    Attributes:
        statements: in cells of rows that are taken in, where they differ from what was issued.
        forgotten: where they return what was issued, though the unit has said otherwise since.
        findings: rows that are not taken in, and why.
        rows: how many rows hold something.
    """

    sender: Sender
    municipality: Municipality
    reads: Sequence[TableRead]
    statements: list[Said] = field(default_factory=list)
    forgotten: list[Said] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0
    _named: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._issued_rows = {(table, key) for table, key, _ in self.sender.issued}
        for read in self.reads:
            self.findings.extend(read.findings)
            for row in read.rows:
                if row.keyed:
                    self._row(read, row)

    def _row(self, read: TableRead, row: RowRead) -> None:
        table = read.table.name
        keys = {header: row.value(header) for header in read.table.key}
        name = row_name(table, keys, self.sender.round.code)
        if name is None or (table, key_text(name)) not in self._issued_rows:
            shown = " ".join(str(value) for value in keys.values())
            self._tell(checks.NOT_ISSUED, read, row, read.table.key[0], row_=shown)
            return
        said = [self._said(read, row, name, header) for header in _open_headers(read)]
        understood = [one for one in said if one is not None]
        self.rows += any(one.text for one in understood)
        news = [one for one in understood if one.text != one.issued]
        if self._is_taken_in(read, row, name[0], has_news=bool(news)):
            self.statements += news
            self.forgotten += [one for one in understood if one.text == one.issued != one.base]

    def _is_taken_in(self, read: TableRead, row: RowRead, id_: str, *, has_news: bool) -> bool:
        """Tell whether a row may say something: it is the unit's, and what it is about has a name.

        A goal that the master has may lose its wording: that is a change, and is listed.
        """
        table = read.table.name
        if table not in (UNIT_GOALS.name, INDICATORS.name, TARGETS.name):
            return True
        owner = self._owner(id_)
        if owner not in ("", self.sender.provider):
            if has_news:
                told = {"id": id_, "unit": owner, "provider": self.sender.provider}
                self._tell(checks.ID_TAKEN, read, row, read.table.key[0], **told)
            return False
        header = _NAMED_BY.get(table, "")
        is_named = bool(row.value(header)) if header else id_ in self._named
        goal = self._goal_of(id_)
        if table == INDICATORS.name:
            is_named = is_named and goal in self._named
            self._told_of_move(read, row, id_, goal)
        if is_named or self._is_known(table, id_):
            self._named.add(id_)
            return True
        if has_news:
            what = "Indikatorns benämning" if table != UNIT_GOALS.name else "Målets lydelse"
            lacking = goal if table == INDICATORS.name and row.value(header) else id_
            what = "Målets lydelse" if lacking == goal != id_ else what
            self._tell(checks.NOT_NAMED, read, row, read.table.key[0], what=what, id=lacking)
        return False

    def _told_of_move(self, read: TableRead, row: RowRead, id_: str, goal: str) -> None:
        shown = row.value("Mål-ID")
        if shown != goal and "Mål-ID" in read.columns:
            told = {"id": id_, "goal": goal, "shown": shown or "inget"}
            self._tell(checks.GOAL_MOVED, read, row, "Mål-ID", **told)

    def _owner(self, id_: str) -> str:
        goal = self.municipality.goal_by_id.get(self._goal_of(id_))
        return goal.unit if goal else ""

    def _goal_of(self, id_: str) -> str:
        indicator = self.municipality.indicator_by_id.get(id_)
        return indicator.goal if indicator else id_.partition(".")[0]

    def _is_known(self, table: str, id_: str) -> bool:
        known: Mapping[str, object] = self.municipality.indicator_by_id
        if table == UNIT_GOALS.name:
            known = self.municipality.goal_by_id
        return id_ in known

    def _said(
        self, read: TableRead, row: RowRead, name: tuple[str, str], header: str
    ) -> Said | None:
        cell = row.cells.get(header)
        if cell is None or cell.reading is Reading.NOT_UNDERSTOOD or header not in read.columns:
            return None
        key = read.table.name, key_text(name), header
        issued = self.sender.issued.get(key)
        if issued is None:
            return None
        return Said(
            key=CellKey(read.table.name, name, header),
            provider=self.sender.provider,
            file=read.file,
            ref=read.ref(row, header),
            value=cell.value,
            text=as_text(cell.value),
            base=self.sender.merged.get(key, issued),
            issued=issued,
            label=self._label(row, name[0]),
        )

    def _label(self, row: RowRead, id_: str) -> str:
        for header in ("Indikator", "Mål", "Lydelse"):
            said = row.value(header)
            if isinstance(said, str) and said.strip():
                return said if len(said) <= 60 else f"{said[:59].rstrip()}…"
        return id_

    def _tell(
        self, check: Check, read: TableRead, row: RowRead, header: str, **details: object
    ) -> None:
        raw = row.cell(header).raw
        label = self._label(row, str(row.value(read.table.key[0])))
        place = Place(read.file, read.ref(row, header), label=label)
        details = {name.rstrip("_"): value for name, value in details.items()}
        self.findings.append(check.at(place, raw.text if raw else "", **details))


def _open_headers(read: TableRead) -> Iterator[str]:
    return (column.header for column in read.table.stored if column.opens)


def is_of_written_round(round_: Round | None) -> bool:
    """Tell whether a file belongs to a round in which units write."""
    return round_ is not None and round_.kind.is_written
