"""The last step of a new workbook: the same content always gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Zip and document times that say nothing; a workbook's age is told by the file system.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BORN = datetime(2000, 1, 1)
#: A row with a custom height is never fitted by Excel again; ours only suggest a first height.
_CUSTOM_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def finish(book: Workbook) -> bytes:
    """Return the workbook's bytes; two runs with the same content are byte-equal."""
    book.properties.creator = "xlmal"
    book.properties.created = _BORN
    book.properties.lastModifiedBy = None
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True
    raw = io.BytesIO()
    book.save(raw)
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", data)
            if name.startswith("xl/worksheets/sheet"):
                data = _CUSTOM_HEIGHT.sub(rb"\g<1>", data)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()
