"""Writing a report's sheet from the top down: title, header, bands, rows, and page breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
from xlmal.reports.shown import Status, Step, Trend
from xlmal.reports.wardrobe import Wardrobe, clean, put

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_AS_TEXT: Final = (str, Status, Step, Trend)


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
        self._wardrobe = Wardrobe()
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


def colour_of(state: State) -> str:
    """A cell's fill for a state; the symbol and the words say the same."""
    colours = palette()
    return {
        State.MET: colours.met,
        State.PARTLY: colours.partly,
        State.NOT_MET: colours.not_met,
    }.get(state, colours.other)
