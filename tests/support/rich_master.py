"""A master with all that people put into their workbooks and openpyxl and LibreOffice drop."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from support.ooxml_books import PACKAGE, RELATIONSHIPS
from support.rich_parts import (
    BARS,
    BELOW,
    CACHE,
    CELLS,
    CHAIN_XML,
    DRAWN,
    EXTENSIONS,
    LEGACY_COMMENT,
    MERGED,
    METADATA,
    MS,
    OUTSIDE,
    OWN,
    PERSONS,
    PIVOT,
    PNG,
    PROPERTIES,
    PROTECTED,
    RECORDS,
    RELS_2007,
    RELS_2017,
    RIBBON,
    SPREADSHEET,
    STRINGS,
    THREAD,
    TYPES,
    VML,
)
from xlmal.address import a1
from xlmal.ooxml.package import open_package

OWN_SHEET = "xl/worksheets/sheetEgen.xml"
WORKBOOK = "xl/workbook.xml"
CHAIN = "xl/calcChain.xml"


def utfall(data: bytes) -> tuple[str, str]:
    """The part of a master's sheet Utfall, and the letter of the column with that header."""
    package = open_package(data)
    (table,) = package.tables_on("Utfall")
    column = table.area.first_column + table.columns.index("Utfall")
    return package.sheet("Utfall").part, a1(1, column)[:-1]


def rich_master(data: bytes) -> bytes:
    """Return a master with all this added to its sheet Utfall, a sheet of its own and the book."""
    parts = _Parts(data)
    sheet = parts.sheet
    links = {
        "threaded": parts.add(
            "xl/threadedComments/threadedComment1.xml",
            THREAD,
            "application/vnd.ms-excel.threadedcomments+xml",
            (sheet, f"{RELS_2017}/threadedComment"),
        ),
        "legacy": parts.add(
            "xl/comments1.xml", LEGACY_COMMENT, f"{SPREADSHEET}comments+xml", (sheet, "comments")
        ),
        "vml": parts.add("xl/drawings/vmlDrawing1.vml", VML, "", (sheet, "vmlDrawing")),
        "drawing": parts.add(
            "xl/drawings/drawingEgen.xml", DRAWN, f"{TYPES}drawing+xml", (sheet, "drawing")
        ),
    }
    drawing = "xl/drawings/drawingEgen.xml"
    parts.add("xl/media/vapen.png", PNG, "", (drawing, "image"))
    chart = parts.content["xl/charts/chart1.xml"]
    parts.add("xl/charts/chartEgen.xml", chart, f"{TYPES}drawingml.chart+xml", (drawing, "chart"))
    _fill_sheet(parts, links)
    _fill_workbook(parts)
    parts.default("png", "image/png")
    parts.default("vml", f"{TYPES}vmlDrawing")
    return parts.packed()


def _fill_sheet(parts: _Parts, links: Mapping[str, str]) -> None:
    r = f'xmlns:r="{RELATIONSHIPS}"'
    for row, cells in CELLS.items():
        head, found, tail = parts.text(parts.sheet).partition(f'<row r="{row}"')
        inside, _, after = tail.partition("</row>")
        cells = cells.replace("@", parts.letter)
        parts.content[parts.sheet] = f"{head}{found}{inside}{cells}</row>{after}".encode()
    around = f"{BELOW}</sheetData>{PROTECTED}{MERGED}{BARS}"
    parts.insert(parts.sheet, "</sheetData>", around)
    drawn = f'<drawing {r} r:id="{links["drawing"]}"/><legacyDrawing {r} r:id="{links["vml"]}"/>'
    parts.insert(parts.sheet, "<tableParts", f"{drawn}<tableParts")
    parts.insert(parts.sheet, "</worksheet>", f"{EXTENSIONS}</worksheet>")


def _fill_workbook(parts: _Parts) -> None:
    cache = "xl/pivotCache/pivotCacheDefinition1.xml"
    own = parts.add(OWN_SHEET, OWN, f"{SPREADSHEET}worksheet+xml", (WORKBOOK, "worksheet"))
    outside = "xl/externalLinks/externalLink1.xml"
    link = parts.add(outside, OUTSIDE, f"{SPREADSHEET}externalLink+xml", (WORKBOOK, "externalLink"))
    parts.relate(outside, "externalLinkPath", "budget.xlsx", ' TargetMode="External"')
    cached = parts.add(
        cache, CACHE, f"{SPREADSHEET}pivotCacheDefinition+xml", (WORKBOOK, "pivotCacheDefinition")
    )
    parts.add(
        "xl/pivotCache/pivotCacheRecords1.xml",
        RECORDS,
        f"{SPREADSHEET}pivotCacheRecords+xml",
        (cache, "pivotCacheRecords"),
    )
    pivot = "xl/pivotTables/pivotTable1.xml"
    parts.add(pivot, PIVOT, f"{SPREADSHEET}pivotTable+xml", (OWN_SHEET, "pivotTable"))
    parts.relate(pivot, "pivotCacheDefinition", f"/{cache}")
    for name, text, kind, relation in (
        ("xl/sharedStrings.xml", STRINGS, f"{SPREADSHEET}sharedStrings+xml", "sharedStrings"),
        ("xl/metadata.xml", METADATA, f"{SPREADSHEET}sheetMetadata+xml", "sheetMetadata"),
        (CHAIN, CHAIN_XML, f"{SPREADSHEET}calcChain+xml", "calcChain"),
        (
            "xl/persons/person.xml",
            PERSONS,
            "application/vnd.ms-excel.person+xml",
            f"{RELS_2017}/person",
        ),
    ):
        parts.add(name, text, kind, (WORKBOOK, relation))
    parts.add(
        "xl/vbaProject.bin",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8,
        "application/vnd.ms-office.vbaProject",
        (WORKBOOK, f"{MS}/2006/relationships/vbaProject"),
    )
    parts.insert(
        "[Content_Types].xml",
        f"{SPREADSHEET}sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    parts.add("customUI/customUI14.xml", RIBBON, "", ("", f"{RELS_2007}/ui/extensibility"))
    parts.add(
        "docProps/custom.xml",
        PROPERTIES,
        f"{TYPES}custom-properties+xml",
        ("", "custom-properties"),
    )
    r = f'xmlns:r="{RELATIONSHIPS}"'
    sheet = f'<sheet {r} name="Egen analys" sheetId="90" r:id="{own}"/>'
    outer = f'<externalReferences><externalReference {r} r:id="{link}"/></externalReferences>'
    parts.insert(WORKBOOK, "</sheets>", f"{sheet}</sheets>{outer}")
    pivots = f'<pivotCaches><pivotCache {r} cacheId="7" r:id="{cached}"/></pivotCaches>'
    parts.insert(WORKBOOK, "</workbook>", f"{pivots}</workbook>")


class _Parts:
    """The parts of a workbook, in order, and what ties them together."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.content = {name: archive.read(name) for name in archive.namelist()}
        self.sheet, self.letter = utfall(data)

    def text(self, part: str) -> str:
        return self.content[part].decode()

    def insert(self, part: str, where: str, instead: str) -> None:
        text = self.text(part)
        instead = instead.replace("@", self.letter) if part == self.sheet else instead
        assert text.count(where) == 1, (part, where)
        self.content[part] = text.replace(where, instead).encode()

    def add(self, part: str, content: str | bytes, kind: str, owner: tuple[str, str]) -> str:
        """Add a part, with its content type and a relationship from its owner; return its id."""
        if isinstance(content, str):
            content = ('<?xml version="1.0" encoding="UTF-8"?>\r\n' + content).encode()
        self.content[part] = content.replace(b'ref="@5"', f'ref="{self.letter}5"'.encode())
        if kind:
            override = f'<Override PartName="/{part}" ContentType="{kind}"/>'
            self.insert("[Content_Types].xml", "</Types>", f"{override}</Types>")
        return self.relate(owner[0], owner[1], f"/{part}")

    def relate(self, owner: str, kind: str, target: str, more: str = "") -> str:
        folder, _, name = owner.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        empty = f'<Relationships xmlns="{PACKAGE}/relationships"></Relationships>'
        self.content.setdefault(rels, empty.encode())
        count = self.text(rels).count("<Relationship ")
        identity = f"rId{count + 1}"
        assert f'"{identity}"' not in self.text(rels)
        kind = kind if "/" in kind else f"{RELATIONSHIPS}/{kind}"
        link = f'<Relationship Id="{identity}" Type="{kind}" Target="{target}"{more}/>'
        self.insert(rels, "</Relationships>", f"{link}</Relationships>")
        return identity

    def default(self, ending: str, kind: str) -> None:
        xml = '<Default Extension="xml"'
        added = f'<Default Extension="{ending}" ContentType="{kind}"/>'
        self.insert("[Content_Types].xml", xml, added + xml)

    def packed(self) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self.content.items():
                archive.writestr(zipfile.ZipInfo(name, (2019, 8, 30, 12, 0, 2)), content, 8, 9)
        return stream.getvalue()
