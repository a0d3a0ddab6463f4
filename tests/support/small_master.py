"""The small municipality's master workbook and its committee files, built once and copied."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from support.municipalities import AUGUST, small_municipality
from xlmal.address import parse_a1
from xlmal.building.master import build_master
from xlmal.domain.choices import RoundStatus
from xlmal.domain.municipality import Municipality
from xlmal.ooxml.edits import SetCell, Value
from xlmal.ooxml.patch import patch
from xlmal.operations.master import open_master
from xlmal.operations.new_master import usual_occasions
from xlmal.operations.split import split
from xlmal.schema.manifest import MASTER, Manifest


def opened_municipality() -> Municipality:
    """The small municipality in September 2019, with August open.

    Its one small percentage is in million kronor here: 0,3 % could be 30 % to whoever reads it.
    """
    small = small_municipality()
    return replace(
        small,
        indicators=tuple(
            one.model_copy(update={"measure_unit": "mnkr"}) if one.id == "M3.1" else one
            for one in small.indicators
        ),
        submissions=(),
        occasions=tuple(
            one.model_copy(update={"status": RoundStatus.OPEN}) if one.round == AUGUST else one
            for one in usual_occasions(AUGUST.year)
        ),
    )


@cache
def master_bytes() -> bytes:
    """The master workbook."""
    return build_master(opened_municipality(), Manifest("lillköping", MASTER, AUGUST.year))


@cache
def committee_bytes() -> Mapping[str, bytes]:
    """What August sends out, by file name."""
    with tempfile.TemporaryDirectory() as folder:
        master = Path(folder) / "master.xlsx"
        master.write_bytes(master_bytes())
        sent = split(open_master(master), AUGUST, Path(folder) / "ut")
        return {one.path.name: one.path.read_bytes() for one in sent}


def changed(data: bytes, cells: Mapping[tuple[str, str], Value]) -> bytes:
    """A workbook with some cells typed over, by (sheet, address); None empties one."""
    edits = [SetCell(sheet, *parse_a1(place), value) for (sheet, place), value in cells.items()]
    return patch(data, edits).data


def with_header(data: bytes, sheet: str, header: str, new: str | None) -> bytes:
    """A workbook where somebody has typed over a header on row 3; None empties it."""
    book = load_workbook(io.BytesIO(data))
    for cell in book[sheet][3]:
        if cell.value == header:
            cell.value = new
    return saved(book)


def address(data: bytes, sheet: str, header: str, key: str, round_: str = "2019-D2") -> str:
    """Where a row's cell is, by its header, its id and its round where it has one."""
    rows = [list(row) for row in _loaded(data)[sheet].iter_rows()]
    columns = [cell.column_letter for row in rows for cell in row if cell.value == header]
    for row in rows:
        values = [cell.value for cell in row]
        if key in values and (round_ in values or "Omgång" not in str(rows[:8])):
            return f"{columns[0]}{row[0].row}"
    raise LookupError(f"no row {key} on {sheet}")


@lru_cache(4)
def _loaded(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def renamed(data: bytes, sheet: str, name: str) -> bytes:
    """A workbook with one sheet renamed."""
    book = load_workbook(io.BytesIO(data))
    book[sheet].title = name
    return saved(book)


def plain_book(table: str, sheet: str = "Utfall") -> bytes:
    """A workbook that is not ours: one sheet, its cells written with ``|`` between columns.

    What Python reads as a number is one; ``'82,5'`` is the text 82,5.
    """
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for line in table.strip().splitlines():
        page.append([_cell(written.strip()) for written in line.strip().strip("|").split("|")])
    return saved(book)


def saved(book: Workbook) -> bytes:
    """The bytes of an openpyxl workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(written: str) -> object:
    if not written:
        return None
    try:
        return float(written)
    except ValueError:
        return written.strip("'")
