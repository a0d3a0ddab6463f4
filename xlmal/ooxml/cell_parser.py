"""A sheet part read by the XML parser: its cells wherever they stand, and what lies around them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from xlmal.address import MAX_COLUMN, MAX_ROW, a1, parse_a1
from xlmal.finding import Kind, RawCell, Refusal
from xlmal.ooxml import checks
from xlmal.ooxml.cell_values import decode, is_number
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.markup import MAIN, element_end, end_tag, feed, is_true, new_parser, whole
from xlmal.ooxml.sheet_around import AroundCells
from xlmal.ooxml.sheet_scan import SheetScan, cell_key
from xlmal.ooxml.strings import unescape

if TYPE_CHECKING:
    from xlmal.ooxml.package import Package

# How deep in the sheet data an element may stand. A cell inside a cell or a second value would
# otherwise be read as something that no other program shows.
_IN_DATA, _IN_ROW, _IN_CELL, _IN_TEXT = 1, 2, 3, 4


def parse_sheet(
    package: Package, scan: SheetScan, data: bytes, blanks_in: Collection[int]
) -> AroundCells:
    """Let the parser read a sheet part, or what the plain reader has left of it."""
    around = AroundCells(scan, new_parser(scan.part))

    def root(name: str, _: dict[str, str]) -> None:
        """The first element tells the namespace, and with it the names to listen for."""
        uri, local = name.split(" ") if " " in name else ("", name)
        if uri not in MAIN or local != "worksheet":
            raise refusal(checks.BROKEN_XML, part=scan.part, reason=f"rotelementet {local}")
        _listen(package, around, uri, frozenset(blanks_in))

    around.parser.StartElementHandler = root
    feed(around.parser, data, scan.part)
    return around


def _listen(package: Package, around: AroundCells, uri: str, blanks_in: frozenset[int]) -> None:
    """Set the handlers for one namespace; closures, because they run for every cell."""
    scan, parser = around.scan, around.parser
    cell_tag, value_tag, formula_tag = f"{uri} c", f"{uri} v", f"{uri} f"
    text_tag, inline_tag, phonetic_tag = f"{uri} t", f"{uri} is", f"{uri} rPh"
    row_tag, data_tag = f"{uri} row", f"{uri} sheetData"
    structure = {cell_tag, value_tag, formula_tag, row_tag, data_tag}
    data, cells, spans, formats = scan.data, scan.cells, scan.row_spans, package.formats
    columns: dict[str, int] = {}
    shown_as: dict[str | None, str] = {}
    chunks: list[str] = []
    kind: str | None = None
    style: str | None = None
    value: str | None = None
    formula: str | None = None
    runs: list[str] | None = None
    row = column = cell_start = row_start = level = 0
    row_text = "0"
    row_hidden = aside = False

    def broken(reason: str) -> Refusal:
        where = a1(row, column) if 1 <= column <= MAX_COLUMN else f"rad {row}"
        return refusal(checks.BROKEN_CELL, cell=f"{scan.sheet}!{where}", reason=reason)

    def place(ref: str | None) -> int:
        """The column of a cell whose address has not been met before."""
        if ref is None:
            return column + 1
        try:
            at_row, at_column = parse_a1(ref)
        except ValueError:
            raise broken(f"adressen {ref[:20]}") from None
        if at_row != row:
            raise broken(f"adressen {ref[:20]} på rad {row}")
        columns[ref[: -len(row_text)]] = at_column
        return at_column

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal row, column, cell_start, row_start, row_text, row_hidden, aside, level
        nonlocal kind, style, value, formula, runs
        if name == cell_tag and level == _IN_ROW:
            level = _IN_CELL
            cell_start = parser.CurrentByteIndex
            ref = given.get("r")
            if ref is not None and ref.endswith(row_text):
                column = columns.get(ref[: -len(row_text)]) or place(ref)
            else:
                column = place(ref)
            kind, style = given.get("t"), given.get("s")
            value = formula = runs = None
        elif level == _IN_CELL and name in (value_tag, text_tag):
            level = _IN_TEXT
            chunks.clear()
        elif name == formula_tag and level == _IN_CELL:
            level = _IN_TEXT
            chunks.clear()
            around.formula(given)
        elif name == row_tag and level == _IN_DATA:
            level = _IN_ROW
            chunks.clear()
            row_start, column = parser.CurrentByteIndex, 0
            number = given.get("r")
            row = row + 1 if number is None else whole(number, 0)
            if not 1 <= row <= MAX_ROW:
                raise broken("radnumret")
            row_text = str(row)
            row_hidden = is_true(given.get("hidden"))
        elif name == inline_tag and level == _IN_CELL:
            if runs is not None:
                raise broken("den har två värden")
            runs = []
        elif name == phonetic_tag and level == _IN_CELL:
            aside = True
        elif name == data_tag and not level and scan.sheet_data[0] < 0:
            level = _IN_DATA
            scan.sheet_data = (parser.CurrentByteIndex, -1)
        elif level == _IN_TEXT or name in structure:
            reason = f"elementet {name.rpartition(' ')[2]} på fel plats"
            raise refusal(checks.BROKEN_XML, part=scan.part, reason=reason)
        elif not level:
            chunks.clear()
            around.start(name, given)

    def end_cell() -> None:
        content: tuple[Kind, str]
        if runs is not None and value:
            raise broken("den har två värden")
        if runs is not None:
            content = Kind.TEXT, "".join(runs)
        elif value is not None and (kind is None or kind == "n") and is_number(value):
            content = Kind.NUMBER, value
        else:
            try:
                content = decode(package, kind, value)
            except LookupError:
                raise broken(f"text nummer {str(value)[:20]} finns inte") from None
        if formula is None and content[0] is Kind.BLANK:
            around.blank(row, column)
            if row not in blanks_in:
                return
        if column > MAX_COLUMN:
            raise broken("utanför bladet")
        key = cell_key(row, column)
        if key in cells:
            raise broken("den finns två gånger")
        shown = shown_as.get(style)
        if shown is None:
            index = whole(style, 0)
            shown = formats[index] if index < len(formats) else "General"
            shown_as[style] = shown
        past = element_end(data, cell_start, parser.CurrentByteIndex)
        cells[key] = RawCell(row, column, *content, shown, formula, cell_start, past)
        if row_hidden:
            around.hidden_rows.add(row)

    def end(name: str) -> None:
        nonlocal value, formula, aside, level
        if name == cell_tag and level == _IN_CELL:
            level = _IN_ROW
            if value is None and formula is None and runs is None and row not in blanks_in:
                around.blank(row, column)
            else:
                end_cell()
        elif name == value_tag and level == _IN_TEXT:
            level = _IN_CELL
            if value is not None:
                raise broken("den har två värden")
            value = "".join(chunks)
        elif name == formula_tag and level == _IN_TEXT:
            level = _IN_CELL
            if formula is not None:
                raise broken("den har två formler")
            formula = "=" + "".join(chunks)
            around.formula_end(row, column, formula)
        elif name == text_tag and level == _IN_TEXT:
            level = _IN_CELL
            if runs is not None and not aside:
                runs.append(unescape("".join(chunks)))
        elif name == row_tag and level == _IN_ROW:
            level = _IN_DATA
            spans.add(row, row_start, end_tag(data, row_start, parser.CurrentByteIndex))
        elif name == phonetic_tag:
            aside = False
        elif name == data_tag and level == _IN_DATA:
            level = 0
            at = scan.sheet_data[0]
            scan.sheet_data = (at, end_tag(data, at, parser.CurrentByteIndex))
        elif not level:
            around.end(name, chunks)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = chunks.append
    parser.EndElementHandler = end
