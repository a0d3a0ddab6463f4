"""A desk at the central office: a master on disk, the files it sent out, and an inbox."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from support.lillkoping import AUGUST, desk_municipality
from xlmal.address import CellRef, parse_a1
from xlmal.books.file_book import FileBook
from xlmal.building.master import build_master
from xlmal.building.typed_answers import TypedCell, type_answers
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.ooxml.edits import SetCell, Value
from xlmal.ooxml.patch import patch
from xlmal.operations.master import Master, open_master, read_master
from xlmal.operations.merge import MergeOrder, MergeResult, merge
from xlmal.operations.merge_conflicts import ConflictSheet
from xlmal.operations.split import split
from xlmal.schema.cells import stored_form
from xlmal.schema.manifest import MASTER, Manifest
from xlmal.schema.master import FOLLOW_UPS, OUTCOMES
from xlmal.schema.produced import CONFLICTS

NOW = datetime(2019, 9, 23, 8, 30)

SHOWN_OF_LINE = (
    "ID", "Kolumn", "Utskickat", "Inlämnat", "Huvudarbetsboken", "Välj", "Gäller", "Avgjort", "Fil",
)  # fmt: skip

#: A cell by the row's id and the header: "M1.1 Utfall".
Cells = Mapping[str, object]


@dataclass(frozen=True)
class Sent:
    """A master's bytes and, by code, those of the files that it sent out."""

    master: bytes
    files: Mapping[str, bytes]


def send_out(
    municipality: Municipality,
    folder: Path,
    round_: Round = AUGUST,
    manifest: Manifest | None = None,
) -> Sent:
    """Build a master and split it."""
    manifest = manifest or Manifest("lillkoping", MASTER, municipality.settings.year)
    data = build_master(municipality, manifest)
    sent = split(read_master(FileBook.open(data, "master.xlsx")), round_, folder)
    return Sent(data, {one.request.provider: one.path.read_bytes() for one in sent})


@cache
def _usually_sent(folder: Path) -> Sent:
    return send_out(desk_municipality(), folder)


class Desk:
    """A folder with ``master.xlsx`` and ``inkomna/``, and the files as they were sent out."""

    def __init__(self, folder: Path, sent: Sent) -> None:
        self.folder = folder
        self.sent = sent
        self.master = folder / "master.xlsx"
        self.master.write_bytes(sent.master)
        self.inbox = folder / "inkomna"
        self.inbox.mkdir()

    @classmethod
    def usual(cls, folder: Path, shared: Path) -> Desk:
        """A desk for the usual municipality; its files are built once in a shared folder."""
        return cls(folder, _usually_sent(shared))

    def receive(
        self, code: str, cells: Cells | None = None, name: str = "", told: Cells | None = None
    ) -> Path:
        """Put a unit's file in the inbox, with its cells typed in; ``told`` goes by named cell."""
        data = filled_in(self.sent.files[code], cells or {}, told or {})
        return self.put(name or f"{code}_2019-D2.xlsx", data)

    def put(self, name: str, data: bytes) -> Path:
        """Put a file in the inbox."""
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def merge(self, *paths: Path, late: bool = False, out: Path | None = None) -> MergeResult:
        """Merge paths, or the whole inbox, and empty it."""
        result = merge(MergeOrder(self.master, paths or (self.inbox,), NOW, out, late))
        for path in sorted(self.inbox.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()
        return result

    def take_in(self, code: str, cells: Cells, name: str = "") -> MergeResult:
        """Receive one file and merge it."""
        self.receive(code, cells, name)
        return self.merge()

    def opened(self) -> Master:
        """The master as it is now."""
        return open_master(self.master)

    def says(self, *cells: str) -> list[object]:
        """What the master holds for the round: "M1.1 Utfall"; None where there is nothing."""
        reads = self.opened().reads
        found: dict[str, object] = {}
        for field, table in (("outcomes", OUTCOMES), ("follow_ups", FOLLOW_UPS)):
            for row in reads[field].rows:
                if row.value("Omgång") == AUGUST:
                    for header in table.headers:
                        found[f"{row.value(table.key[0])} {header}"] = row.value(header)
        return [found.get(cell) for cell in cells]

    def at(self, cell: str) -> str:
        """Where a cell stands in the file that asks for it: "Utfall!K5"."""
        for data in self.sent.files.values():
            with suppress(KeyError):
                return str(place_of(data, cell))
        raise KeyError(cell)

    def lines(self) -> list[list[str]]:
        """The sheet Konflikter, a list a line: id, header, then the columns that people read."""
        book = self.opened().book
        (table,) = [one for one in book.tables() if one.display_name == CONFLICTS.name]
        scan = book.scan(table.sheet)
        first = table.area.first_column
        found = []
        for row in range(table.first_data_row, table.last_data_row + 1):
            cells = [scan.cell(row, first + table.columns.index(name)) for name in SHOWN_OF_LINE]
            if any(cells):
                found.append([cell.text if cell else "" for cell in cells])
        return found

    def choose(self, cell: str, choice: Value, returned: str | None = None) -> None:
        """Type in the column Välj on a line that waits: "M1.1 Utfall", and what was returned."""
        master = self.opened()
        sheet = ConflictSheet.of(master)
        assert sheet is not None
        for line in sheet.waiting:
            is_it = line.key and f"{line.key.row[0]} {line.key.header}" == cell
            if is_it and returned in (None, line.returned):
                ref = sheet.place(line).ref
                assert ref is not None
                edit = SetCell(ref.sheet, ref.row, ref.column, choice)
                self.master.write_bytes(patch(master.book.package, [edit]).data)
                return
        raise KeyError(cell)

    def correct(self, cell: str, value: Value) -> None:
        """Type a value in the master, as the central office does."""
        master = self.opened()
        for field in ("outcomes", "follow_ups"):
            read = master.reads[field]
            for row in read.rows:
                keys = tuple(str(row.value(header)) for header in read.table.key)
                for header, column in read.columns.items():
                    if keys[1] == AUGUST.code and f"{keys[0]} {header}" == cell:
                        edit = SetCell(read.sheet, row.number, column, value)
                        self.master.write_bytes(patch(master.book.package, [edit]).data)
                        return
        raise KeyError(cell)


def told(result: MergeResult) -> set[tuple[str, str | None]]:
    """The findings of a merge as (code, cell), those about missing files apart."""
    return {(one.code, one.cell) for one in result.findings if one.code != "K12"}


def place_of(data: bytes, cell: str) -> CellRef:
    """The cell of a committee file by id and header: "M1.1 Utfall"."""
    id_, _, header = cell.partition(" ")
    book = FileBook.open(data, "")
    for table in book.tables():
        key = {OUTCOMES.name: OUTCOMES.key[0], FOLLOW_UPS.name: FOLLOW_UPS.key[0]}.get(
            table.display_name
        )
        if key is None or header not in table.columns:
            continue
        scan = book.scan(table.sheet)
        first = table.area.first_column
        for row in range(table.first_data_row, table.last_data_row + 1):
            found = scan.cell(row, first + table.columns.index(key))
            if found is not None and found.text == id_:
                return CellRef(table.sheet, row, first + table.columns.index(header))
    raise KeyError(cell)


def filled_in(data: bytes, cells: Cells, named: Cells | None = None) -> bytes:
    """Type values into a committee file, by id and header and by the names of cells."""
    typed = [_typed(place_of(data, cell), value) for cell, value in cells.items()]
    names = {name.name: name.refers_to for name in FileBook.open(data, "").package.defined_names}
    for name, value in (named or {}).items():
        sheet, _, address = names[name].rpartition("!")
        at = parse_a1(address.replace("$", ""))
        typed.append(_typed(CellRef(sheet.strip("'"), *at), value))
    return type_answers(data, typed) if typed else data


def _typed(ref: CellRef, value: object) -> TypedCell:
    if isinstance(value, date):
        return TypedCell(ref.sheet, ref.row, ref.column, value, "yyyy-mm-dd")
    if isinstance(value, (str, float, int, bool)) or value is None:
        return TypedCell(ref.sheet, ref.row, ref.column, value)  # type: ignore[arg-type]
    return TypedCell(ref.sheet, ref.row, ref.column, stored_form(value))  # type: ignore[arg-type]


def decomposed(name: str) -> str:
    """A file name as macOS gives it: å as a and a ring."""
    return unicodedata.normalize("NFD", name)


def codes(result: MergeResult) -> list[str]:
    """The codes of a merge's findings, in order."""
    return [one.code for one in result.findings]


def changed_entries(before: bytes, after: bytes) -> Iterable[str]:
    """The names of the zip entries that are not the same compressed bytes in both files."""
    import io
    import zipfile

    def entries(data: bytes) -> dict[str, tuple[bytes, int, int]]:
        found = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                start = info.header_offset
                lengths = data[start + 26 : start + 30]
                skip = 30 + int.from_bytes(lengths[:2], "little")
                skip += int.from_bytes(lengths[2:], "little")
                packed = data[start + skip : start + skip + info.compress_size]
                found[info.filename] = (packed, info.CRC, info.compress_type)
        return found

    one, two = entries(before), entries(after)
    return sorted(name for name in one.keys() | two.keys() if one.get(name) != two.get(name))
