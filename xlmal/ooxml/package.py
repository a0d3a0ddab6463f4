"""A workbook file, opened safely: its sheets, tables, names, texts and number formats."""

from __future__ import annotations

import errno
import os
import stat
from functools import cached_property, lru_cache
from pathlib import Path

from xlmal.ooxml import checks
from xlmal.ooxml.archive import Archive
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.contents import (
    DefinedName,
    Relationship,
    SheetInfo,
    TableInfo,
    read_names,
    read_sheets,
    read_table,
    relationships,
)
from xlmal.ooxml.markup import Element, elements, is_true, to_utf8
from xlmal.ooxml.recognise import refuse_unless_fetched, refuse_unless_zip
from xlmal.ooxml.strings import shared_strings
from xlmal.ooxml.styles import number_formats

MAX_FILE = 512 * 1024**2


class Package:
    """An opened workbook; reads its parts when asked and keeps nothing of the file open."""

    def __init__(self, data: bytes, name: str = "") -> None:
        """Check the file and read what the workbook says it contains.

        Raises:
            Refusal: F03-F18, see ``xlmal.ooxml.checks``.
        """
        refuse_unless_zip(data, name)
        self.name = name
        self.archive = Archive(data)
        self.workbook_part = self._find_workbook()
        self.links: tuple[Relationship, ...] = relationships(self.archive, self.workbook_part)
        self.workbook: tuple[Element, ...] = elements(
            self.xml(self.workbook_part), self.workbook_part
        )
        root = self.workbook[0]
        if not (root.is_main and root.name == "workbook"):
            raise refusal(checks.NOT_WORKBOOK, what="ett annat Office-dokument")
        by_id = {link.id: link for link in self.links}
        self.sheets: tuple[SheetInfo, ...] = read_sheets(self.workbook, by_id, self.archive)

    def _find_workbook(self) -> str:
        for link in relationships(self.archive, ""):
            if link.kind == "officeDocument" and not link.external:
                if link.target.lower().endswith(".bin"):
                    raise refusal(checks.XLSB)
                if not self.archive.find(link.target):
                    raise refusal(checks.DAMAGED, reason="arbetsbokens huvuddel saknas")
                return link.target
        raise refusal(checks.NOT_WORKBOOK, what="ingen arbetsbok i filen")

    @property
    def data(self) -> bytes:
        """The file's own bytes, as they were read (for a sha256)."""
        return self.archive.data

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts, in stored order."""
        return self.archive.names

    def read(self, part: str) -> bytes:
        """Return a part's bytes as stored, inflated."""
        return self.archive.read(part)

    def xml(self, part: str) -> bytes:
        """Return an XML part as UTF-8; byte offsets anywhere in this package refer to these bytes.

        Raises:
            Refusal: F11, F16.
        """
        return to_utf8(self.archive.read(part), part)

    def sheet(self, name: str) -> SheetInfo:
        """Return a sheet by its name, case aside, as Excel looks it up.

        Raises:
            Refusal: F20.
        """
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        for sheet in self.sheets:
            if sheet.name.casefold() == name.casefold():
                return sheet
        raise refusal(checks.NO_SUCH_SHEET, sheet=name)

    @cached_property
    def tables(self) -> tuple[TableInfo, ...]:
        """All tables, sheet by sheet."""
        return tuple(
            _table(self.xml(link.target), sheet.name, link.target)
            for sheet in self.sheets
            for link in relationships(self.archive, sheet.part)
            if link.kind == "table" and not link.external
        )

    def tables_on(self, sheet: str) -> tuple[TableInfo, ...]:
        """The tables of one sheet."""
        return tuple(table for table in self.tables if table.sheet == sheet)

    @cached_property
    def date1904(self) -> bool:
        """True when days count from 1904-01-01 (ECMA-376 18.17.4.1)."""
        return any(
            is_true(element.attributes.get("date1904"))
            for element in self.workbook
            if element.is_main and element.name == "workbookPr"
        )

    @cached_property
    def defined_names(self) -> tuple[DefinedName, ...]:
        """The workbook's defined names."""
        return read_names(self.workbook, self.sheets)

    @cached_property
    def external_links(self) -> tuple[str, ...]:
        """The names of workbooks that formulas link to; their folders would tell on people."""
        names: list[str] = []
        for link in self.links:
            if link.kind == "externalLink" and not link.external:
                for target in relationships(self.archive, link.target):
                    if target.external:
                        names.append(target.target.replace("\\", "/").rpartition("/")[2])
        return tuple(dict.fromkeys(names))

    @property
    def has_macros(self) -> bool:
        """True for books with VBA or with Excel 4 macro sheets."""
        kinds = {link.kind for link in self.links}
        return bool(kinds & {"vbaProject", "xlMacrosheet", "xlIntlMacrosheet"})

    @cached_property
    def strings(self) -> list[str]:
        """The shared strings, decoded on first use."""
        part = self.related("sharedStrings")
        return shared_strings(self.xml(part), part) if part else []

    @cached_property
    def formats(self) -> tuple[str, ...]:
        """The number format of every style index."""
        part = self.related("styles")
        return number_formats(self.xml(part), part) if part else ()

    def related(self, kind: str) -> str | None:
        """Return the workbook's part of a kind ("styles", "calcChain"), or None."""
        for link in self.links:
            if link.kind == kind and not link.external:
                return self.archive.find(link.target)
        return None


@lru_cache(maxsize=32)  # files sent out together have their tables in common
def _table(data: bytes, sheet: str, part: str) -> TableInfo:
    return read_table(elements(data, part), sheet, part)


def open_package(source: str | os.PathLike[str] | bytes, name: str = "") -> Package:
    """Open a workbook from a path or from its bytes; ``name`` is what people call the file.

    Raises:
        Refusal: F01-F18, each saying what is wrong with the file and what to do.
    """
    if isinstance(source, bytes):
        return Package(source, name)
    path = Path(source)
    return Package(_read(path), name or path.name)


def _read(path: Path) -> bytes:
    status = None
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise refusal(checks.UNREADABLE, reason="det är en mapp")
        if not stat.S_ISREG(status.st_mode):
            raise refusal(checks.UNREADABLE, reason="det är ingen vanlig fil")
        if status.st_size > MAX_FILE:
            raise refusal(checks.TOO_LARGE, part="filen själv")
        data = path.read_bytes()
        refuse_unless_fetched(status, data)
        return data
    except FileNotFoundError as error:
        raise refusal(checks.NOT_FOUND, file=path.name) from error
    except OSError as error:
        if status is not None:
            refuse_unless_fetched(status, None)
        denied = isinstance(error, PermissionError) or error.errno == errno.EACCES
        reason = "du saknar behörighet" if denied else "datorn kunde inte hämta den"
        raise refusal(checks.UNREADABLE, reason=reason) from error
