"""What the workbook part needs when cells change: recalculation, shown sheets, no stale chain."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from xlmal.address import Area
from xlmal.ooxml.append import Growth
from xlmal.ooxml.archive import Packed
from xlmal.ooxml.cell_bytes import escape_formula
from xlmal.ooxml.markup import elements, is_true, tag_end
from xlmal.ooxml.package import Package
from xlmal.ooxml.references import Reference, with_areas
from xlmal.ooxml.splice import Splice, apply, change_tag, prefix_at
from xlmal.ooxml.strings import unescape

_FORMULA = re.compile(rb"<(?:[\w.\-]+:)?f[\s/>]")
# ECMA-376 18.2.27: calcPr comes after these, in this order.
_BEFORE_CALC = ("sheets", "functionGroups", "externalReferences", "definedNames")


def has_formulas(package: Package) -> bool:
    """True when any sheet of the workbook calculates something."""
    if package.related("calcChain"):
        return True
    return any(
        _FORMULA.search(package.xml(sheet.part))
        for sheet in package.sheets
        if sheet.kind == "worksheet"
    )


def with_splices(package: Package, splices: Sequence[Splice]) -> Mapping[str, bytes]:
    """Return the workbook part changed, if there is anything to change in it."""
    part = package.workbook_part
    return {part: apply(package.xml(part), list(splices))} if splices else {}


def recalculation(package: Package) -> list[Splice]:
    """What asks Excel to calculate everything on opening, if the workbook does not already."""
    data = package.xml(package.workbook_part)
    children = [element for element in package.workbook if element.is_main]
    for element in children:
        if element.name == "calcPr":
            if is_true(element.attributes.get("fullCalcOnLoad")):
                return []
            return [change_tag(data, element.start, {"fullCalcOnLoad": "1"})]
    ends = [
        element.end
        for element in children
        if element.name in _BEFORE_CALC and element.parent == "workbook"
    ]
    prefix = prefix_at(data, children[0].start)
    tag = b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>'
    return [Splice(max(ends), max(ends), tag)]


def shown(package: Package, sheets: Collection[str]) -> list[Splice]:
    """What makes hidden sheets visible."""
    data = package.xml(package.workbook_part)
    return [
        change_tag(data, element.start, {"state": None})
        for element in package.workbook
        if element.is_main
        and element.name == "sheet"
        and element.parent == "sheets"
        and unescape(element.attributes.get("name", "")) in sheets
        and element.attributes.get("state", "visible") != "visible"
    ]


def hidden(package: Package, sheets: Collection[str]) -> list[Splice]:
    """What hides visible sheets, and shows another one where the active sheet is among them."""
    data = package.xml(package.workbook_part)
    going = _going(package, sheets)
    next_active = _next_active(package, going)
    splices = []
    for element in package.workbook:
        if not element.is_main:
            continue
        if element.name == "sheet" and unescape(element.attributes.get("name", "")) in going:
            splices.append(change_tag(data, element.start, {"state": "hidden"}))
        elif element.name == "workbookView" and next_active is not None:
            splices.append(change_tag(data, element.start, {"activeTab": str(next_active)}))
    return splices


def selection_moved(
    package: Package, sheets: Collection[str], changed: Mapping[str, bytes | Packed]
) -> dict[str, bytes]:
    """The sheet parts that must say anew which sheet is selected, when some are to be hidden.

    What is typed goes to every selected sheet, a hidden one too.
    """
    going = _going(package, sheets)
    next_active = _next_active(package, going)
    parts = {}
    for at, sheet in enumerate(package.sheets):
        if sheet.name not in going and at != next_active:
            continue
        stored = changed.get(sheet.part) or package.xml(sheet.part)
        data = stored if isinstance(stored, bytes) else stored.content()
        wanted = "1" if at == next_active else None
        splices = [
            change_tag(data, element.start, {"tabSelected": wanted})
            for element in elements(data, sheet.part)
            if element.is_main
            and element.name == "sheetView"
            and element.attributes.get("tabSelected") != wanted
        ]
        if splices:
            parts[sheet.part] = apply(data, splices)
    return parts


def _going(package: Package, sheets: Collection[str]) -> frozenset[str]:
    """The sheets to hide that are visible; none when no sheet would be left to see."""
    visible = {sheet.name for sheet in package.sheets if sheet.is_visible}
    going = visible & set(sheets)
    return frozenset() if going == visible else frozenset(going)


def _next_active(package: Package, going: Collection[str]) -> int | None:
    """The place of the sheet to show instead of the active one; None when that one stays."""
    for element in package.workbook:
        if element.is_main and element.name == "workbookView":
            active = int(element.attributes.get("activeTab", "0"))
            if active < len(package.sheets) and package.sheets[active].name in going:
                return next(
                    at
                    for at, sheet in enumerate(package.sheets)
                    if sheet.is_visible and sheet.name not in going
                )
    return None


def names_followed(package: Package, grown: Collection[Growth]) -> list[Splice]:
    """What lets defined names that ended with a table follow its last row.

    A print area is such a name. One that begins below the table's first row is about some row of
    it, and stays.
    """
    data = package.xml(package.workbook_part)
    splices = []
    for element in package.workbook:
        if not (element.is_main and element.name == "definedName"):
            continue
        text = with_areas(element.text, lambda found: _followed(found, grown))
        if text != element.text:
            past = tag_end(data, element.start)
            end = data.rindex(b"</", past, element.end)
            splices.append(Splice(past, end, escape_formula(text).encode()))
    return splices


def _followed(found: Reference, grown: Collection[Growth]) -> Area:
    area = found.area
    for growth in grown:
        old = growth.table.area
        beside = area.last_column < old.first_column or old.last_column < area.first_column
        ends_with_it = area.first_row <= growth.table.first_data_row <= area.last_row
        if (
            found.fixed
            and found.is_on(growth.table.sheet, None)
            and not beside
            and ends_with_it
            and area.last_row == old.last_row
        ):
            return area._replace(last_row=growth.area.last_row)
    return area


def without_chain(package: Package) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """Return the parts changed, and the one dropped, to leave out the calculation chain.

    Excel builds it again. One that names a cell without a formula makes Excel repair the file.
    """
    chain = package.related("calcChain")
    if chain is None:
        return {}, ()
    folder, _, file = package.workbook_part.rpartition("/")
    changed = {}
    for name, wanted in (
        (f"{folder}/_rels/{file}.rels".lstrip("/"), "Relationship"),
        ("[Content_Types].xml", "Override"),
    ):
        part = package.archive.find(name)
        if part is None:
            continue
        data = package.xml(part)
        gone = [
            Splice(element.start, element.end, b"")
            for element in elements(data, part)
            if element.name == wanted
            and (
                element.attributes.get("Type", "").endswith("/calcChain")
                or element.attributes.get("PartName", "").lstrip("/").lower() == chain.lower()
            )
        ]
        if gone:
            changed[part] = apply(data, gone)
    return changed, (chain,)
