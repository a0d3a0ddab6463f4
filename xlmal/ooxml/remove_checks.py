"""What is tied to a table's rows and would be left behind, or point wrong, if they moved up."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from xlmal.address import Area, CellRef
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.contents import TableInfo, relationships
from xlmal.ooxml.fill_down import is_same_on_every_row
from xlmal.ooxml.markup import elements
from xlmal.ooxml.package import Package
from xlmal.ooxml.references import references
from xlmal.ooxml.sheet_scan import SheetScan

_FORMULAS = re.compile(rb"<(?:[\w.\-]+:)?(f|formula[12]?)(?=[\s>])[^>]*(?<!/)>([^<]+)</")
#: What hangs at a cell of a sheet and does not move with it: comments of both kinds.
_COMMENTS = ("comments", "threadedComment")
_HANGING = re.compile(
    rb"""<(?:[\w.\-]+:)?(hyperlink|ignoredError|protectedRange)\s[^>]*?\b(?:ref|sqref)\s*=\s*"""
    rb"""["']([^"']+)["']"""
)
_WORDS = {
    b"hyperlink": "en länk",
    b"ignoredError": "en ignorerad felkontroll",
    b"protectedRange": "ett område som får redigeras",
}


def refuse_tied(package: Package, scan: SheetScan, table: TableInfo, moved: Area) -> None:
    """Refuse to move a table's rows when something else holds on to them.

    What covers all of the table's rows is about the table, and may stay.

    Raises:
        Refusal: F45.
    """
    for why in _ties(package, scan, table, moved):
        raise refusal(checks.TIED_ROW, row=moved.first_row, table=table.display_name, why=why)


def _ties(package: Package, scan: SheetScan, table: TableInfo, moved: Area) -> Iterator[str]:
    if table.totals_rows:
        yield "tabellen har en summarad"
    if table.filtered or any(row in scan.hidden_rows for row in _rows(moved)):
        yield "tabellen är filtrerad eller har dolda rader"
    yield from (f"{area} är sammanfogade" for area in scan.merged if _meet(area, moved))
    for one in scan.formula_areas:
        if _meet(one.area, moved):
            yield f"formeln i {CellRef(scan.sheet, one.row, one.column)} hör ihop med flera celler"
    for cell in scan:
        formula = cell.formula if moved.holds(cell.row, cell.column) else None
        if formula is not None and not is_same_on_every_row(formula):
            where = CellRef(scan.sheet, cell.row, cell.column)
            yield f"formeln i {where} pekar på celler med rad och kolumn"
    for item in scan.ranges:
        for area in _areas(item.ranges):
            if _partly(area, table, moved):
                yield f"en regel eller formatering gäller just {area}"
    for match in _HANGING.finditer(scan.data):
        for area in _areas(match[2].decode()):
            if _partly(area, table, moved):
                yield f"{_WORDS[match[1]]} hör till {area}"
    yield from _comments(package, scan, moved)
    yield from _pointing(package, scan, table, moved)


def _comments(package: Package, scan: SheetScan, moved: Area) -> Iterator[str]:
    for link in relationships(package.archive, scan.part):
        if link.kind in _COMMENTS and not link.external:
            for element in elements(package.xml(link.target), link.target):
                for area in _areas(element.attributes.get("ref", "")):
                    if _meet(area, moved):
                        yield f"en kommentar hör till {area}"


def _pointing(package: Package, scan: SheetScan, table: TableInfo, moved: Area) -> Iterator[str]:
    """What in the whole workbook points at some of the rows by row and column."""
    for formula, home, where in _formulas(package):
        for found in references(formula):
            # What moves with its own row, in a rule for many rows, is about that row.
            follows = found.sheet is None and not found.fixed and where == ""
            if follows or not found.is_on(scan.sheet, home):
                continue
            if _partly(found.area, table, moved):
                yield f"{where or 'en regel på bladet ' + str(home)} pekar på {found.area}"


def _formulas(package: Package) -> Iterator[tuple[str, str | None, str]]:
    """Every formula with its sheet and what holds it, "" for a rule that holds for many rows."""
    sheets = {sheet.part: sheet.name for sheet in package.sheets}
    for part in package.parts:
        if part in sheets or part.startswith("xl/charts/"):
            home = sheets.get(part)
            for match in _FORMULAS.finditer(package.xml(part)):
                holder = f"en formel på bladet {home}" if home else "ett diagram"
                text = html.unescape(match[2].decode())
                yield text, home, holder if match[1] == b"f" else ""
        elif part.startswith("xl/pivotCache/pivotCacheDefinition"):
            for element in elements(package.xml(part), part):
                if element.name == "worksheetSource" and "sheet" in element.attributes:
                    yield (
                        element.attributes.get("ref", ""),
                        element.attributes["sheet"],
                        "en pivottabell",
                    )
    for name in package.defined_names:
        yield name.refers_to, None, f"namnet {name.name}"


def _rows(area: Area) -> range:
    return range(area.first_row, area.last_row + 1)


def _areas(text: str) -> Iterator[Area]:
    for one in text.split():
        try:
            yield Area.parse(one)
        except ValueError:
            continue


def _meet(one: Area, two: Area) -> bool:
    return (
        one.first_row <= two.last_row
        and two.first_row <= one.last_row
        and one.first_column <= two.last_column
        and two.first_column <= one.last_column
    )


def _partly(area: Area, table: TableInfo, moved: Area) -> bool:
    """Tell whether an area takes in some of the rows that move, and not the whole table."""
    covers = area.first_row <= table.first_data_row and table.last_data_row <= area.last_row
    return _meet(area, moved) and not covers
