"""Writing a report's sheet from the top down: title, header, bands, rows, and page breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final, cast

from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.pagebreak import Break

from xlmal.building import look
from xlmal.building.layout import SheetLayout, palette
from xlmal.domain.choices import State
from xlmal.reports.blocks import Value
from xlmal.reports.paging import LINE_POINTS, Block, page_breaks, page_room, pieces
from xlmal.reports.shown import Figure, Share, Status, Step, Trend

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.styles.cell_style import StyleArray
    from openpyxl.worksheet.worksheet import Worksheet

#: XML 1.0 section 2.2 knows no such characters, and openpyxl refuses them.
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_AS_TEXT: Final = (str, Status, Step, Trend)
_ALIGNMENTS: Final = {
    "wrapped": look.WRAPPED,
    "left": Alignment(horizontal="left", vertical="top"),
    "right": Alignment(horizontal="right", vertical="top", indent=1),
    "right, wrapped": Alignment(horizontal="right", vertical="top", indent=1, wrap_text=True),
}


@dataclass(frozen=True, slots=True)
class RowLook:
    """How a row looks; ``fill`` is an RGB colour in hex, ``plain`` are columns never in bold."""

    bold: bool = False
    fill: str = ""
    plain: tuple[str, ...] = ()

    def bolds(self, column: str) -> bool:
        """Tell whether a column of the row is in bold."""
        return self.bold and column not in self.plain


class _FittedRow(RowDimension):
    """A row whose height fits its text but is nobody's choice.

    LibreOffice 7.4 and previews show the stored height and measure no text themselves (tried);
    Excel fits the row anew when its text changes, as long as the height is not marked as chosen.
    """

    @property
    def customHeight(self) -> bool:  # noqa: N802 - openpyxl's name for the attribute
        return False


class Pen:
    """A sheet being written; columns, their order and widths come from its layout."""

    def __init__(
        self, book: Workbook, layout: SheetLayout, title: str, *, landscape: bool = True
    ) -> None:
        self.sheet: Worksheet = book.create_sheet(layout.name)
        self.layout = layout
        self.row_number = 3
        self._landscape = landscape
        self._columns = {name: place for place, name in enumerate(layout.widths, start=1)}
        self._blocks: list[Block] = []
        self._wardrobe = _Wardrobe()
        self._header_rows: tuple[int, int] | None = None
        self.sheet.sheet_properties.tabColor = layout.tab
        self.sheet.sheet_view.showGridLines = False
        look.title(self.sheet, clean(title), layout.intro)
        for name, place in self._columns.items():
            self.sheet.column_dimensions[get_column_letter(place)].width = layout.widths[name]

    def header(self, *under: Mapping[str, str]) -> None:
        """Write the header, repeated on each page; ``under`` are further rows by column."""
        names = {name: name for name in self.layout.widths}
        for number, texts in enumerate([names, *under]):
            for name, place in self._columns.items():
                cell = cell_at(self.sheet, self.row_number + number, place)
                look.header(cell, texts.get(name, ""))
                if number:
                    cell.font = look.font(11, colour=palette().dark)
                    cell.fill = look.fill(palette().light)
            self.sheet.row_dimensions[self.row_number + number].height = 32 if not number else 18
        first, last = self.row_number, self.row_number + len(under)
        if self._header_rows is None:
            self._header_rows = first, last
            self.sheet.freeze_panes = f"A{last + 1}"
        self.row_number = last + 1

    def row(self, values: Mapping[str, Value], style: RowLook = RowLook()) -> int:
        """Write a row as high as its text, left to Excel from then on; returns its number.

        Text that no row can hold goes on in the row below.
        """
        number = self.row_number
        texts = {
            name: pieces(clean(str(value)), self.layout.widths[name], bold=style.bolds(name))
            for name, value in values.items()
            if isinstance(value, _AS_TEXT)
        }
        for part in range(max(map(len, texts.values()), default=1)):
            height = 1
            for name, place in self._columns.items():
                value = values.get(name) if part == 0 else None
                lines = texts[name][part : part + 1] if name in texts else []
                cell = cell_at(self.sheet, self.row_number, place)
                fill = colour_of(value.state) if isinstance(value, Status) else style.fill
                shown = lines[0].text if lines else None if name in texts else value
                self._wardrobe.dress(cell, shown, bold=style.bolds(name), fill=fill)
                put(cell, shown)
                height = max([height, *(piece.lines for piece in lines)])
            self.sheet.row_dimensions[self.row_number] = _FittedRow(
                self.sheet, self.row_number, ht=height * LINE_POINTS
            )
            self.row_number += 1
        return number

    def band(self, text: str, size: float = 13) -> int:
        """Write a heading across the sheet; returns its row."""
        cell = cell_at(self.sheet, self.row_number, 1)
        look.put_text(cell, clean(text))
        cell.font = look.font(size, bold=True, colour=palette().dark)
        cell.alignment = Alignment(vertical="bottom")
        return self._fixed(26 if size > 11 else 20)

    def line(self, text: str) -> int:
        """Write a line that runs over the columns to its right; returns its row."""
        cell = cell_at(self.sheet, self.row_number, 1)
        look.put_text(cell, clean(text))
        cell.font = look.font(colour="404040")
        return self._fixed(18)

    def gap(self, points: float = 12) -> None:
        """Leave some space."""
        self._fixed(points)

    def keep(self, first: int) -> None:
        """Keep the rows from ``first`` to here on one page."""
        self._blocks.append(Block(first, self.row_number - 1))

    def keep_all(self, blocks: Sequence[tuple[int, int]], first: int) -> None:
        """Keep each block of a section on one page; the section itself began on row ``first``."""
        for start, last in blocks:
            opens = self.row_number - first if start == first else 0
            self._blocks.append(Block(start, last, opens))

    def close(self, footer: str) -> None:
        """Set up the page and put the breaks in; the last thing done to a sheet."""
        look.print_setup(self.sheet, landscape=self._landscape)
        # The default, half an inch, pushes the footer's lower half out of our bottom margin.
        self.sheet.page_margins.header = self.sheet.page_margins.footer = 0.25
        self.sheet.oddFooter.center.text = clean(footer).replace("&", "&&")  # type: ignore[union-attr]
        if self._header_rows:
            self.sheet.print_title_rows = "{}:{}".format(*self._header_rows)
        if self._blocks:
            self._break()

    def _break(self) -> None:
        widths = [*self.layout.widths.values()]
        header = sum(self._height(row) for row in range(*self._header_span()))
        room = page_room(widths, landscape=self._landscape) - header
        used = sum(self._height(row) for row in range(1, self._blocks[0].first)) - header
        heights = {row: self._height(row) for row in range(1, self.row_number)}
        for row in page_breaks(self._blocks, heights, room, used):
            self.sheet.row_breaks.append(Break(id=row))

    def _header_span(self) -> tuple[int, int]:
        return (self._header_rows[0], self._header_rows[1] + 1) if self._header_rows else (1, 1)

    def _height(self, row: int) -> float:
        return self.sheet.row_dimensions[row].height or LINE_POINTS

    def _fixed(self, points: float) -> int:
        number = self.row_number
        self.sheet.row_dimensions[number].height = points
        self.row_number += 1
        return number


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell of a sheet without merged cells."""
    return cast("Cell", sheet.cell(row, column))


class _Wardrobe:
    """The styles of a sheet's cells, each put together once.

    A report has some tens of looks and fifty thousand cells; openpyxl makes and compares a font,
    a border, a fill and an alignment for every cell that is given them.
    """

    def __init__(self) -> None:
        self._worn: dict[tuple[str, str, bool, str], StyleArray] = {}

    def dress(self, cell: Cell, value: Value, *, bold: bool, fill: str) -> None:
        """Give a cell the look that its value asks for."""
        alignment, number_format = _shape(value)
        look_of = alignment, number_format, bold, fill
        if look_of not in self._worn:
            cell.alignment = _ALIGNMENTS[alignment]
            cell.number_format = number_format
            cell.border = look.GRID
            cell.font = look.font(bold=bold)
            if fill:
                cell.fill = look.fill(fill)
            self._worn[look_of] = cell._style  # type: ignore[attr-defined]
        else:  # as openpyxl's own worksheet copy does
            cell._style = copy(self._worn[look_of])  # type: ignore[attr-defined]


def _shape(value: Value) -> tuple[str, str]:
    """The alignment and the number format of a value."""
    if isinstance(value, Figure):
        if value.number is None:
            return "right, wrapped", "General"
        return "right", "#,##0" + (f".{'0' * value.decimals}" if value.decimals else "")
    if isinstance(value, Share):
        return "right", "0.0%"
    if isinstance(value, date):
        return "left", "yyyy-mm-dd"
    return ("right" if isinstance(value, int) else "wrapped"), "General"


def put(cell: Cell, value: Value) -> None:
    """Write one value: numbers as numbers, all else as text that stays text."""
    if isinstance(value, Figure) and value.number is None:
        look.put_text(cell, str(value) or None)
    elif isinstance(value, (Figure, Share)):
        cell.value = value.number
    elif isinstance(value, (date, int)):
        cell.value = value
    elif value is not None:
        look.put_text(cell, clean(str(value)) or None)


def clean(text: str) -> str:
    """Take away the control characters that no workbook can hold."""
    return _UNPRINTABLE.sub("", text)


def colour_of(state: State) -> str:
    """A cell's fill for a state; the symbol and the words say the same."""
    colours = palette()
    return {
        State.MET: colours.met,
        State.PARTLY: colours.partly,
        State.NOT_MET: colours.not_met,
    }.get(state, colours.other)
