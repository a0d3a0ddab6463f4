"""The last step of a new workbook: the same content always gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from xlmal.building.look import clean

if TYPE_CHECKING:
    from openpyxl import Workbook

#: Zip and document times that say nothing; a workbook's age is told by the file system.
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BORN = datetime(2000, 1, 1)
#: A row with a custom height is never fitted by Excel again; ours only suggest a first height.
_CUSTOM_HEIGHT = re.compile(rb'(<row [^>]*?) customHeight="1"')
#: A formula's cell as openpyxl writes it, with lxml or without: an empty result.
_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f>[^<]*</f>)(?:<v ?/>|<v></v>)</c>')
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def finish(book: Workbook, results: Mapping[str, Mapping[str, object]] | None = None) -> bytes:
    """Return the workbook's bytes; two runs with the same content are byte-equal.

    Args:
        book: the workbook.
        results: sheet title -> cell address -> what the formula there gives. openpyxl stores no
            results, and without them previews and phones show empty cells.
    """
    book.properties.creator = "xlmal"
    book.properties.created = _BORN
    book.properties.lastModifiedBy = None
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True
    raw = io.BytesIO()
    book.save(raw)
    parts = {
        f"xl/worksheets/sheet{number}.xml": (results or {}).get(sheet.title, {})
        for number, sheet in enumerate(book.worksheets, start=1)
    }
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>2000-01-01T00:00:00Z\g<3>", data)
            if name.startswith("xl/worksheets/sheet"):
                data = _CUSTOM_HEIGHT.sub(rb"\g<1>", data)
                data = _with_results(data, parts.get(name, {}))
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()


def _with_results(data: bytes, results: Mapping[str, object]) -> bytes:
    if not results:
        return data

    def filled(found: re.Match[bytes]) -> bytes:
        value = results.get(found[1].decode())
        if value is None:
            return found[0]
        kind = b"" if isinstance(value, (int, float)) else b' t="str"'
        text = escape(clean(str(value))).encode()
        return b'<c r="%s"%s%s>%s<v>%s</v></c>' % (found[1], found[2], kind, found[3], text)

    return _FORMULA.sub(filled, data)
