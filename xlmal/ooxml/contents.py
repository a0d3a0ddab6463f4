"""What a workbook says it contains: sheets, tables, names and links, found by relationships."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from xlmal.address import Area
from xlmal.ooxml import checks
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.markup import Element, elements, is_true, to_utf8, whole
from xlmal.ooxml.strings import unescape


class Relationship(NamedTuple):
    """One relationship: the last word of its type, and a part or something outside as target."""

    id: str
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class SheetInfo:
    """One sheet as the workbook lists it; ``kind`` is worksheet, chartsheet, dialogsheet ..."""

    name: str
    part: str
    state: str
    sheet_id: int
    kind: str = "worksheet"

    @property
    def is_visible(self) -> bool:
        """False for hidden and veryHidden sheets."""
        return self.state == "visible"


@dataclass(frozen=True, slots=True)
class DefinedName:
    """A name and what it stands for; ``sheet`` is set when it belongs to one sheet only."""

    name: str
    refers_to: str
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class TableInfo:
    """One Excel table (ListObject); ``calculated`` holds column formulas as "=...", else None."""

    name: str
    display_name: str
    sheet: str
    part: str
    area: Area
    header_rows: int
    totals_rows: int
    columns: tuple[str, ...]
    calculated: tuple[str | None, ...] = ()
    filtered: bool = False

    @property
    def first_data_row(self) -> int:
        """The row just below the headers."""
        return self.area.first_row + self.header_rows

    @property
    def last_data_row(self) -> int:
        """The last row above the totals; one less than the first when there are no rows."""
        return self.area.last_row - self.totals_rows


def relationships(archive: Archive, part: str) -> tuple[Relationship, ...]:
    """Return a part's relationships ("" for the package's own), targets resolved to part names.

    Raises:
        Refusal: F15 when a target climbs out of the package.
    """
    folder, _, file = part.rpartition("/")
    stored = archive.find(f"{folder}/_rels/{file}.rels".lstrip("/"))
    if stored is None:
        return ()
    return _linked(to_utf8(archive.read(stored), stored), stored, folder, archive.all_names)


@lru_cache(maxsize=64)  # files sent out together have these in common
def _linked(
    data: bytes, stored: str, folder: str, parts: tuple[str, ...]
) -> tuple[Relationship, ...]:
    by_name = {part.lower(): part for part in parts}
    found = []
    for element in elements(data, stored):
        if element.name != "Relationship":
            continue
        given = element.attributes
        target = given.get("Target", "")
        external = given.get("TargetMode", "").lower() == "external"
        if not external:
            target = _resolve(by_name, folder, target, stored)
        kind = given.get("Type", "").rpartition("/")[2]
        found.append(Relationship(given.get("Id", ""), kind, target, external))
    return tuple(found)


def _resolve(by_name: Mapping[str, str], folder: str, target: str, stored: str) -> str:
    target = target.replace("\\", "/").partition("#")[0]
    steps = [] if target.startswith("/") or not folder else folder.split("/")
    for step in target.split("/"):
        if step == "..":
            if not steps:
                raise refusal(checks.UNSAFE_NAMES, part=stored)
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    name = "/".join(steps)
    return by_name.get(name.lower()) or by_name.get(unquote(name).lower()) or name


def read_sheets(
    found: Sequence[Element], by_id: dict[str, Relationship], archive: Archive
) -> tuple[SheetInfo, ...]:
    """Return the sheets in the workbook's order.

    Raises:
        Refusal: F17 when there are none, F11 when one's part is missing or another's too.
    """
    sheets: list[SheetInfo] = []
    known: dict[str, str] = {}
    for element in found:
        if not (element.is_main and element.name == "sheet" and element.parent == "sheets"):
            continue
        name = unescape(element.attributes.get("name", ""))
        target = by_id.get(element.relationship or "")
        if target is None or target.external or not archive.find(target.target):
            raise refusal(checks.DAMAGED, reason=f"bladet {name} saknas")
        twin = known.setdefault(target.target, name)
        if len(known) == len(sheets):  # what was changed on one would be changed on the other
            raise refusal(checks.DAMAGED, reason=f"bladen {twin} och {name} är samma del")
        state = element.attributes.get("state", "visible")
        sheet_id = whole(element.attributes.get("sheetId"), 0)
        sheets.append(SheetInfo(name, target.target, state, sheet_id, target.kind))
    if not sheets:
        raise refusal(checks.NO_SHEETS)
    return tuple(sheets)


def read_names(found: Sequence[Element], sheets: tuple[SheetInfo, ...]) -> tuple[DefinedName, ...]:
    """Return the defined names, sheet-local ones with their sheet."""
    names = []
    for element in found:
        if element.is_main and element.name == "definedName":
            index = whole(element.attributes.get("localSheetId"), len(sheets))
            sheet = sheets[index].name if index < len(sheets) else None
            names.append(DefinedName(element.attributes.get("name", ""), element.text, sheet))
    return tuple(names)


def read_table(found: Sequence[Element], sheet: str, part: str) -> TableInfo:
    """Read one table part.

    Raises:
        Refusal: F18 when it is no table or has no area.
    """
    root = found[0]
    try:
        area = Area.parse(root.attributes["ref"])
    except (KeyError, ValueError) as error:
        raise refusal(checks.BROKEN_XML, part=part, reason="tabellens område saknas") from error
    columns: list[str] = []
    calculated: list[str | None] = []
    for element in found:
        if not element.is_main:
            continue
        if element.name == "tableColumn" and element.parent == "tableColumns":
            columns.append(unescape(element.attributes.get("name", "")))
            calculated.append(None)
        elif element.name == "calculatedColumnFormula" and calculated:
            # An array formula for a column is not one that a new row can take over as it is.
            plain = not is_true(element.attributes.get("array"))
            calculated[-1] = f"={element.text}" if plain and element.text else None
    display = unescape(root.attributes.get("displayName") or root.attributes.get("name", ""))
    return TableInfo(
        name=unescape(root.attributes.get("name") or display),
        display_name=display,
        sheet=sheet,
        part=part,
        area=area,
        header_rows=whole(root.attributes.get("headerRowCount"), 1),
        totals_rows=whole(root.attributes.get("totalsRowCount"), 0),
        columns=tuple(columns),
        calculated=tuple(calculated),
        filtered=any(element.is_main and element.name == "filterColumn" for element in found),
    )
