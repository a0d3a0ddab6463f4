"""A big sheet read only where it is to be changed: rows that no edit is about are put aside.

The ledger of merged values has a hundred thousand rows, and a file that comes in late is about ten
of them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from itertools import pairwise
from operator import ge

from xlmal.finding import Refusal
from xlmal.ooxml.contents import SheetInfo
from xlmal.ooxml.package import Package
from xlmal.ooxml.scan import scan_data
from xlmal.ooxml.sheet_scan import SheetScan
from xlmal.ooxml.splice import Splice

#: Bytes; smaller sheets are read whole.
WORTH_IT = 1 << 18
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_ROW = re.compile(rb'<row r="([0-9]{1,7})"')
# A formula that stands for several cells, which may lie in other rows.
_SHARING = re.compile(rb'<f (?!aca="false">)')


def scan_for(
    package: Package, sheet: SheetInfo, rows: Collection[int]
) -> tuple[SheetScan, list[Splice]]:
    """Read the rows of a sheet that edits are about; all of it where that is not safe or worth it.

    Returns:
        The scan: its data has ``rows``, the next one where one of them is not stored, and the last.
        And what puts the other rows back into that data, before whatever else is put there.

    Raises:
        Refusal: as ``scan_sheet``, for what is read.
    """
    data = package.xml(sheet.part)
    aside = _aside(data, rows) if sheet.kind == "worksheet" and len(data) >= WORTH_IT else []
    if aside:
        kept, put_back = _parted(data, aside)
        try:
            return scan_data(package, sheet, kept, rows), put_back
        except Refusal:  # it may speak of another line than the one in the file
            pass
    return scan_data(package, sheet, data, rows), []


def _parted(data: bytes, aside: Iterable[tuple[int, int]]) -> tuple[bytes, list[Splice]]:
    """The data without some parts of it, and what puts them back."""
    view, kept, put_back, at = memoryview(data), bytearray(), [], 0
    for start, end in aside:
        kept += view[at:start]
        put_back.append(Splice(len(kept), len(kept), (view[start:end],)))
        at = end
    kept += view[at:]
    return bytes(kept), put_back


def _aside(data: bytes, rows: Collection[int]) -> list[tuple[int, int]]:
    """Where the rows lie that nobody asks for; nowhere unless it is sure what is a row."""
    first = data.find(_OPEN)
    closed = data.find(_CLOSE, first)
    found = [(int(row[1]), row.start()) for row in _ROW.finditer(data, first, closed)]
    numbers = [number for number, _ in found]
    is_sure = (
        0 <= first < closed
        and data.count(b"<sheetData") == data.count(_CLOSE) == 1
        and len(found) == data.count(b"<row", first, closed)
        and not any(map(ge, numbers, numbers[1:]))
        # In a comment or the like could be what looks like a row and is none.
        and data.find(b"<!", first, closed) < 0
        and data.find(b"<?", first, closed) < 0
        and _SHARING.search(data, first, closed) is None
    )
    last = len(found) - 1
    kept = {min(bisect_left(numbers, row), last) for row in rows} | {last}
    if not is_sure or 2 * len(kept) > last:
        return []
    starts = [start for _, start in found]
    aside: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(pairwise(starts)):
        if at in kept:
            continue
        if aside and aside[-1][1] == start:
            start = aside.pop()[0]
        aside.append((start, end))
    return aside
