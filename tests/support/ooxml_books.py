"""Workbooks made by hand, part by part, as other programs write them and as they break."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml."

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="0.0 %"/>'
    '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill '
    'patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellXfs count="4"><xf numFmtId="0"/>'
    '<xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="49"/></cellXfs>'
    '<dxfs><dxf><numFmt numFmtId="165" formatCode="0"/></dxf></dxfs></styleSheet>'
)


def sheet_xml(rows: str, before: str = "", after: str = "", main: str = MAIN) -> str:
    """A worksheet part around its rows; ``before`` and ``after`` stand beside the sheet data."""
    return (
        f'<worksheet xmlns="{main}" xmlns:r="{RELATIONSHIPS}">{before}'
        f"<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


def strings_xml(*items: str) -> str:
    """A shared strings part of plain texts."""
    texts = "".join(f'<si><t xml:space="preserve">{escape(item)}</t></si>' for item in items)
    return f'<sst xmlns="{MAIN}">{texts}</sst>'


def table_xml(
    name: str, ref: str, columns: tuple[str, ...], formulas: Mapping[str, str] | None = None
) -> str:
    """A table part; ``formulas`` are calculated columns by header."""
    inner = ""
    for number, column in enumerate(columns, start=1):
        formula = (formulas or {}).get(column)
        child = f"<calculatedColumnFormula>{escape(formula or '')}</calculatedColumnFormula>"
        inner += f'<tableColumn id="{number}" name="{column}">{child if formula else ""}'
        inner += "</tableColumn>"
    return (
        f'<table xmlns="{MAIN}" id="1" name="{name}" displayName="{name}" ref="{ref}">'
        f'<autoFilter ref="{ref}"/><tableColumns count="{len(columns)}">{inner}</tableColumns>'
        "</table>"
    )


def parts_of(
    sheets: Mapping[str, str],
    strings: str | None = None,
    tables: Mapping[str, str] | None = None,
    workbook_extra: str = "",
    strict: bool = False,
) -> dict[str, str]:
    """The parts of a workbook: sheet parts by sheet name, table parts by sheet name."""
    main = STRICT_MAIN if strict else MAIN
    relationships = STRICT_RELATIONSHIPS if strict else RELATIONSHIPS
    listed, links, types = "", "", ""
    parts: dict[str, str] = {}
    for number, (name, xml) in enumerate(sheets.items(), start=1):
        listed += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        links += _link(f"rId{number}", f"{relationships}/worksheet", f"worksheets/s{number}.xml")
        types += _override(f"/xl/worksheets/s{number}.xml", "worksheet+xml")
        parts[f"xl/worksheets/s{number}.xml"] = xml
        if tables and name in tables:
            parts[f"xl/worksheets/_rels/s{number}.xml.rels"] = _links(
                _link("rId1", f"{relationships}/table", f"../tables/t{number}.xml")
            )
            parts[f"xl/tables/t{number}.xml"] = tables[name]
            types += _override(f"/xl/tables/t{number}.xml", "table+xml")
    links += _link("rIdS", f"{relationships}/styles", "/xl/styles.xml")
    types += _override("/xl/styles.xml", "styles+xml")
    parts["xl/styles.xml"] = STYLES.replace(MAIN, main)
    if strings is not None:
        links += _link("rIdT", f"{relationships}/sharedStrings", "sharedStrings.xml")
        types += _override("/xl/sharedStrings.xml", "sharedStrings+xml")
        parts["xl/sharedStrings.xml"] = strings
    if "<calcChain" in workbook_extra:
        raise ValueError("the chain is a part of its own: use with_chain")
    types += _override("/xl/workbook.xml", "sheet.main+xml")
    first = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{types}</Types>",
        "_rels/.rels": _links(_link("rId1", f"{relationships}/officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relationships}">'
        f"<sheets>{listed}</sheets>{workbook_extra}</workbook>",
        "xl/_rels/workbook.xml.rels": _links(links),
    }
    return first | parts


def with_chain(parts: dict[str, str]) -> dict[str, str]:
    """The same workbook with a calculation chain."""
    override = _override("/xl/calcChain.xml", "calcChain+xml")
    link = _link("rIdC", f"{RELATIONSHIPS}/calcChain", "calcChain.xml")
    return parts | {
        "[Content_Types].xml": parts["[Content_Types].xml"].replace(
            "</Types>", override + "</Types>"
        ),
        "xl/_rels/workbook.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
            "</Relationships>", link + "</Relationships>"
        ),
        "xl/calcChain.xml": f'<calcChain xmlns="{MAIN}"><c r="D2" i="1"/></calcChain>',
    }


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    """Zip the parts; text becomes UTF-8 with a declaration."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if isinstance(content, str):
                content = (_DECLARATION + content).encode()
            entry = zipfile.ZipInfo(name, (2019, 8, 31, 12, 30, 2))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def book(rows: str, before: str = "", after: str = "", strings: str | None = None) -> bytes:
    """A workbook with the one sheet Utfall."""
    return packed(parts_of({"Utfall": sheet_xml(rows, before, after)}, strings))


def table_book(rows: str, table: str, after: str = "", before: str = "") -> bytes:
    """A workbook with the sheet Utfall and one table on it."""
    tables = after + '<tableParts count="1"><tablePart r:id="rId1"/></tableParts>'
    return packed(parts_of({"Utfall": sheet_xml(rows, before, tables)}, tables={"Utfall": table}))


def cell(ref: str, value: object = None, style: int | None = None) -> str:
    """A cell element: a number, a text in the cell itself, or (None) a formatted blank."""
    s = "" if style is None else f' s="{style}"'
    if value is None:
        return f'<c r="{ref}"{s}/>'
    if isinstance(value, str) and value.startswith("="):
        return f'<c r="{ref}"{s}><f>{escape(value[1:])}</f></c>'
    if isinstance(value, str):
        return f'<c r="{ref}"{s} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f'<c r="{ref}"{s}><v>{value}</v></c>'


def row(number: int, *values: object, style: int | None = None) -> str:
    """A row of cells from column A on."""
    cells = "".join(
        cell(f"{'ABCDEFGH'[at]}{number}", value, style) for at, value in enumerate(values)
    )
    return f'<row r="{number}">{cells}</row>'


def _link(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"/>'


def _links(inner: str) -> str:
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def _override(part: str, kind: str) -> str:
    return f'<Override PartName="{part}" ContentType="{_TYPES}{kind}"/>'
