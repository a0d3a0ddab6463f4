"""How high a row must be to show its wrapped texts in full, for programs that do not fit rows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache

from xlmal.building.layout import SheetLayout, sheet_layouts
from xlmal.schema.cells import stored_form
from xlmal.schema.columns import Table

#: Points; Excel allows no higher row.
HIGHEST = 409.0
LINE = 15.0
#: Air under the last line; without it letters touch the border below.
AIR = 2.0
_USUAL_WIDTH = 14.0
#: What a cell keeps for its own edges, in characters.
_EDGES = 0.8
#: A filter button stands at the lower right corner, over the text where it reaches so far.
_BUTTON = 1.5
#: Calibri's advance widths in digits, the unit of column widths; letters not named take one.
_WIDTHS = {
    **dict.fromkeys("ijlI'|", 0.47),
    **dict.fromkeys(" .,:;!", 0.5),
    **dict.fromkeys("ftr()-[]/", 0.66),
    **dict.fromkeys("vxyaåägkJ", 0.95),
    **dict.fromkeys("csz", 0.87),
    **dict.fromkeys("hnubdpqoöELFST", 1.04),
    **dict.fromkeys("ABCDGHKNOPRUVXYZÅÄÖQ", 1.25),
    **dict.fromkeys("mwM%W", 1.6),
}
_WIDEST = max(_WIDTHS.values())


def text_width(text: str) -> float:
    """How wide a text is, in the unit of column widths (the digit 0 of Calibri 11)."""
    return sum(_WIDTHS.get(sign, 1.0) for sign in text)


_word_width = lru_cache(maxsize=8192)(text_width)  # running text repeats its words


@lru_cache(maxsize=1024)  # rows repeat their choices and ids
def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column of a width in characters, wrapped at words."""
    room = max(width - _EDGES, 1.0)
    space = text_width(" ")
    taken = 0
    for paragraph in text.split("\n"):
        used = 0.0
        taken += 1
        for word in paragraph.split(" "):
            long = _word_width(word)
            if used and used + space + long > room:
                taken += 1
                used = 0.0
            used += (space if used else 0.0) + long
            while used > room:  # a word longer than the column is broken
                taken += 1
                used -= room
    return taken


def text_height(text: str, width: float) -> float:
    """Points for a row whose longest text is this one."""
    return LINE * lines(text, width) + AIR


def fitted(
    table: Table, row: Mapping[str, object], layout: SheetLayout, hidden: Collection[str] = ()
) -> float:
    """Points for one row of a table; numbers and dates never wrap."""
    heights = [LINE + AIR]
    for column in table.columns:
        value = stored_form(row.get(column.header))
        if isinstance(value, str) and column.header not in hidden:
            heights.append(text_height(value, layout.widths.get(column.header, _USUAL_WIDTH)))
    return max(heights)


def row_height(workbook: str, table: Table, row: Mapping[str, object]) -> float:
    """Points for one row of a table in one of our workbooks ("master", "committee")."""
    return fitted(table, row, sheet_layouts(workbook)[table.sheet])


def row_heights(
    workbook: str, table: Table, headers: Sequence[str]
) -> Callable[[Sequence[object]], float]:
    """What gives the height of many rows, as ``row_height`` would, from their stored values.

    Args:
        workbook: which of our workbooks.
        table: the table of the rows.
        headers: what the values of each row stand under; others wrap nothing.
    """
    layout = sheet_layouts(workbook)[table.sheet]
    known = {column.header for column in table.columns}
    widths = [
        (place, width, _always_fits(width))
        for place, header in enumerate(headers)
        if header in known
        for width in (layout.widths.get(header, _USUAL_WIDTH),)
    ]

    def height(row: Sequence[object]) -> float:
        most = 1
        for place, width, short in widths:
            text = row[place]
            if isinstance(text, str) and (len(text) > short or "\n" in text):
                most = max(most, lines(text, width))
        return LINE * most + AIR

    return height


def _always_fits(width: float) -> int:
    """How many letters are on one line of a column for sure, whichever they are."""
    return int(max(width - _EDGES, 1.0) / _WIDEST - 1e-9)


def header_room(width: float) -> float:
    """What a column's width leaves for its header, bold and beside a filter button."""
    return width * 0.94 - _BUTTON


def header_height(table: Table, layout: SheetLayout, hidden: Collection[str] = ()) -> float:
    """Points for a header row; bold letters and filter buttons take their share of the width."""
    return 4 + LINE * max(
        lines(column.header, header_room(layout.widths.get(column.header, _USUAL_WIDTH)))
        for column in table.columns
        if column.header not in hidden
    )
