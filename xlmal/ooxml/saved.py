"""When a workbook was last saved, as the program that saved it says."""

from __future__ import annotations

from datetime import date

from xlmal.ooxml.contents import relationships
from xlmal.ooxml.markup import elements
from xlmal.ooxml.package import Package


def saved_on(package: Package) -> date | None:
    """Return the day in the document properties (ECMA-376 part 2, 11.1); None when not told.

    The day is UTC's, so what is saved just after midnight in Sweden counts to the day before.

    Raises:
        Refusal: F14, F16, F18 when the part is no sound XML.
    """
    for link in relationships(package.archive, ""):
        part = None if link.external else package.archive.find(link.target)
        if link.kind != "core-properties" or part is None:
            continue
        for one in elements(package.xml(part), part):
            if one.name == "modified":
                try:
                    return date.fromisoformat(one.text.strip()[:10])
                except ValueError:
                    return None
    return None
