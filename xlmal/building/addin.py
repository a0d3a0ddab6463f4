"""The add-in file: xlwings' template with our modules, our ribbon and our settings in it.

The template brings a project that Excel has written; its compiled code is marked as made by no
version of VBA (0xFFFF, MS-OVBA 2.3.4.1), so that Excel compiles from source.
"""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

from xlmal.building.addin_vba import NAME

RIBBON_PART = "customUI/customUI14.xml"
RIBBON_TYPE = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"
SETTINGS_SHEET = f"{NAME}.conf"

#: What the add-in itself decides; where Python is stands in each user's profile.
SETTINGS: Mapping[str, str] = {
    "UDF MODULES": "udfs.functions",
    "USE UDF SERVER": "False",
    "DEBUG UDFS": "False",
    "SHOW CONSOLE": "False",
    "ADD_WORKBOOK_TO_PYTHONPATH": "false",
}

#: Which versions a built add-in is of.
OUR_VERSION = "XLMAL VERSION"
XLWINGS_VERSION = "XLWINGS VERSION"

_EPOCH = (1980, 1, 1, 0, 0, 0)
_TEMPLATE_RIBBON = "customUI/customUI.xml"
_SETTINGS_PART = "xl/worksheets/sheet1.xml"
_PROJECT_PART = "xl/vbaProject.bin"
_TEMPLATE_PROJECT = b"MyAddin"
_TEMPLATE_MODULE = "RibbonMyAddin"
_DOCUMENT = "ThisWorkbook"
_HOST_PATH = re.compile(r"<mc:AlternateContent.*?</mc:AlternateContent>", re.DOTALL)
_SHEET_DATA = re.compile(r"<sheetData>.*?</sheetData>", re.DOTALL)
_DIMENSION = re.compile(r'<dimension ref="[^"]*"')
_WHO = re.compile(r"(<(dc:creator|cp:lastModifiedBy)>)[^<]*(</)")
_WHEN = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")


@dataclass(frozen=True, slots=True)
class AddinParts:
    """What goes into the add-in.

    Attributes:
        template: xlwings' template of a custom add-in with a ribbon.
        modules: the standard modules by name, with CRLF.
        document: the code of ThisWorkbook, with CRLF.
        ribbon: the ribbon's XML.
        versions: of xlmal and of the xlwings that it belongs to, by setting.
    """

    template: bytes
    modules: Mapping[str, str]
    document: str
    ribbon: str
    versions: Mapping[str, str]


def build_addin(parts: AddinParts) -> bytes:
    """Return the bytes of the add-in; the same parts give the same bytes."""
    with_code = _with_modules(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(with_code)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == _TEMPLATE_RIBBON:
                name, data = RIBBON_PART, parts.ribbon.encode()
            elif name == _SETTINGS_PART:
                data = _sheet(data.decode(), {**SETTINGS, **parts.versions}).encode()
            elif name == _PROJECT_PART:
                data = _named(data)
            elif name in _PATCHES:
                data = _PATCHES[name](data.decode()).encode()
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return out.getvalue()


def _with_modules(parts: AddinParts) -> bytes:
    # pyOpenVBA is an extra of its own, which only who builds the add-in needs.
    from pyopenvba import ExcelFile

    with tempfile.TemporaryDirectory(prefix="xlmal-") as folder:
        path = Path(folder) / "addin.xlam"
        path.write_bytes(parts.template)
        with ExcelFile(path) as book:
            project = book.vba_project()
            project.delete_module(_TEMPLATE_MODULE)
            project.get_module(_DOCUMENT).body = parts.document
            for name, text in sorted(parts.modules.items()):
                if name in project.module_names():
                    book.set_module(name, text)
                else:
                    project.add_module(name, text)
            book.save()
        return path.read_bytes()


def _named(project: bytes) -> bytes:
    """Give the project our name in both places: the text of properties and the directory.

    PROJECTNAME in the directory is an id, a size and the name (MS-OVBA 2.3.4.2.1.5). No module may
    have the project's name.
    """
    from pyopenvba.cfb import CFB
    from pyopenvba.vba import compress, decompress

    container = CFB.from_bytes(project)
    properties = container.get_stream("PROJECT")
    directory = decompress(container.get_stream_in_storage("VBA", "dir"))
    old, new = (
        b"\x04\x00" + len(name).to_bytes(4, "little") + name
        for name in (_TEMPLATE_PROJECT, NAME.encode())
    )
    container.write_stream(
        "PROJECT", properties.replace(b'"%b"' % _TEMPLATE_PROJECT, b'"%b"' % NAME.encode(), 1)
    )
    renamed = compress(directory.replace(old, new, 1))
    container.write_stream_in_storage("VBA", "dir", renamed)
    data: bytes = container.to_bytes()
    return data


def _workbook(text: str) -> str:
    """Name our sheet of settings, and leave out where the template's author had the file."""
    return _HOST_PATH.sub("", text).replace('"_myaddin.conf"', f'"{SETTINGS_SHEET}"')


def _sheet(text: str, settings: Mapping[str, str]) -> str:
    rows = "".join(
        f'<row r="{at}">{_cell("A", at, key)}{_cell("B", at, value)}</row>'
        for at, (key, value) in enumerate(settings.items(), start=1)
    )
    text = _SHEET_DATA.sub(f"<sheetData>{rows}</sheetData>", text)
    return _DIMENSION.sub(f'<dimension ref="A1:B{len(settings)}"', text)


def _cell(letter: str, row: int, text: str) -> str:
    return f'<c r="{letter}{row}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def _relationships(text: str) -> str:
    return text.replace(f'Target="{_TEMPLATE_RIBBON}"', f'Target="{RIBBON_PART}"')


def _properties(text: str) -> str:
    text = _WHO.sub(rf"\g<1>{NAME}\g<3>", text)
    return _WHEN.sub(r"\g<1>2000-01-01T00:00:00Z\g<2>", text)


_PATCHES = {
    "xl/workbook.xml": _workbook,
    "_rels/.rels": _relationships,
    "docProps/core.xml": _properties,
}
