"""A committee file as a template: built once per kind of file, then filled in for each receiver.

openpyxl takes a tenth of a second for a file. What differs between the receivers of a round is a
handful of texts and the rows of four sheets; these are written here as openpyxl writes them, and
every other part is the template's own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import cast

from openpyxl.utils import get_column_letter
from openpyxl.xml.functions import tostring

from xlmal.building.cell_xml import cell, formula_cell, plain_rows
from xlmal.building.committee import (
    LEAST_LINES,
    CommitteeForm,
    committee_book,
    form_style,
    issued_values,
    with_checks,
)
from xlmal.building.dress import Look, Wardrobe
from xlmal.building.finish import finish
from xlmal.building.guide import TEXT_WIDTH, given_by_others_text, progress_text
from xlmal.building.heights import AIR, LINE, fitted, text_height
from xlmal.building.layout import sheet_layouts
from xlmal.building.manifest import checksums, guide_texts
from xlmal.building.native import data_validation
from xlmal.building.open_ranges import HEADER_ROW, Row, open_ranges
from xlmal.building.part_texts import with_progress, with_text
from xlmal.building.tables import RowLooks
from xlmal.domain.settings import Settings
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.row_state import row_state
from xlmal.schema.cells import stored_form
from xlmal.schema.columns import Column, Table, ValueType
from xlmal.schema.committee import CHECK, EXPECTED, GUIDE_SHEET, HIDDEN_CONTEXT
from xlmal.schema.manifest import ISSUED_HEADERS, issued_rows
from xlmal.schema.produced import ISSUED_SHEET, MANIFEST_SHEET

#: Stand in the template where a receiver's name, and what others provide, come in.
_NAME, _OTHERS = "{xlmal:receiver}", "{xlmal:given-by-others}"
#: Two rows, so that every range of the template's tables has two ends.
_ROWS = 2

_TABLE_ROWS = re.compile(rb'<row r="%d".*</row>(?=</sheetData>)' % (HEADER_ROW + 1), re.DOTALL)
_ALL_ROWS = re.compile(rb"(?<=<sheetData>).*(?=</sheetData>)", re.DOTALL)
_RANGE = re.compile(rb'ref="([A-Z]+)([0-9]+):([A-Z]+)%d"' % (HEADER_ROW + _ROWS))
_DIMENSION = re.compile(rb'(<dimension ref="[A-Z]+[0-9]+:[A-Z]+)[0-9]+"')
_ROW_OF_OTHERS = re.compile(
    rb'(<row r="[0-9]+" ht=")[0-9.]+("[^>]*>(?:(?!</row>).)*%s)' % re.escape(_OTHERS.encode()),
    re.DOTALL,
)


def without_receiver(form: CommitteeForm) -> CommitteeForm:
    """The kind of file that a form is: forms of one kind share a template."""
    others = (_OTHERS,) if form.guide.given_by_others else ()
    return replace(
        form,
        manifest=replace(form.manifest, workbook_id="", provider=""),
        guide=replace(form.guide, provider_name=_NAME, given_by_others=others),
        outcomes=_blank_rows(form.outcomes),
        follow_ups=_blank_rows(form.follow_ups),
    )


def _blank_rows(rows: Sequence[Row]) -> Sequence[Row]:
    """Rows that say nothing and open nothing."""
    return (dict.fromkeys([*rows[0], EXPECTED]),) * _ROWS if rows else ()


class _Form:
    """One table's sheet: what surrounds its rows in the template, and how its rows are written."""

    def __init__(self, table: Table, settings: Settings) -> None:
        style = form_style(table, settings)
        self.table = table
        self.looks = RowLooks(table, style)
        self.said = row_state(table, ROW_RULES, settings)
        self._formula = style.row_formulas[CHECK]
        self._layout = sheet_layouts("committee")[table.sheet]
        self._columns = [
            (get_column_letter(at), column.header)
            for at, column in enumerate(table.columns, start=1)
        ]
        self._validations: dict[tuple[str, ValueType], tuple[str, str] | None] = {}

    def sheet(self, around: bytes, rows: Sequence[Row], styles: Mapping[Look, int]) -> bytes:
        """The whole sheet, rows that have their Kontroll and the validations of open cells."""
        written = "".join(self._row(row, at, styles) for at, row in _numbered(rows))
        around = _TABLE_ROWS.sub(lambda _: written.encode(), _stretched(around, len(rows)))
        guards = self._guards(rows)
        return around.replace(b"<pageMargins", guards.encode() + b"<pageMargins", 1)

    def _row(self, row: Row, number: int, styles: Mapping[Look, int]) -> str:
        cells = []
        for (letter, header), wanted in zip(self._columns, self.looks.of(row), strict=True):
            address, style = f"{letter}{number}", styles[wanted]
            if header == CHECK:
                result = str(row[CHECK])
                cells.append(formula_cell(address, style, self._formula(number), result))
            else:
                cells.append(cell(address, style, stored_form(row.get(header))))
        least = LINE * LEAST_LINES + AIR
        height = max(fitted(self.table, row, self._layout, HIDDEN_CONTEXT), least)
        return f'<row r="{number}" ht="{height:.16g}">{"".join(cells)}</row>'

    def _guards(self, rows: Sequence[Row]) -> str:
        written = []
        for column, ranges in open_ranges(self.table, rows):
            guard = self._guard(column)
            if guard is not None:
                written.append(f'{guard[0]}sqref="{" ".join(ranges)}"{guard[1]}')
        if not written:
            return ""
        return f'<dataValidations count="{len(written)}">{"".join(written)}</dataValidations>'

    def _guard(self, column: Column) -> tuple[str, str] | None:
        """A validation before and after the cells it guards; None when it guards nothing."""
        key = column.header, column.type
        if key not in self._validations:
            self._validations[key] = _parts_of_validation(column)
        return self._validations[key]


def _parts_of_validation(column: Column) -> tuple[str, str] | None:
    validation = data_validation(column)
    if validation is None:
        return None
    validation.add("A1")
    written = cast(bytes, tostring(validation.to_tree())).decode()
    before, mark, after = written.partition('sqref="A1"')
    assert mark
    return before, after


class CommitteeTemplate:
    """A kind of committee file, and how it is filled in.

    Attributes:
        data: the template as a workbook; no receiver's own.
    """

    def __init__(self, kind: CommitteeForm, forms: Iterable[CommitteeForm]) -> None:
        """Build the template.

        Args:
            kind: what the forms have in common, from ``without_receiver``.
            forms: the forms it will be filled in with.
        """
        self._forms = {table.name: _Form(table, kind.settings) for table, _ in kind.tables()}
        book, results = committee_book(kind)
        scratch = book.create_sheet("scratch")
        wardrobe = Wardrobe()
        self._styles: dict[Look, int] = {}
        for wanted in self._looks_of(forms):
            dressed = scratch.cell(1, len(self._styles) + 1)
            wardrobe.dress(dressed, wanted)
            self._styles[wanted] = dressed.style_id
        book.remove(scratch)
        self._part_of = {
            sheet.title: f"xl/worksheets/sheet{number}.xml"
            for number, sheet in enumerate(book.worksheets, start=1)
        }
        self._texts = guide_texts(book)
        self.data = finish(book, results)
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}

    def _looks_of(self, forms: Iterable[CommitteeForm]) -> Iterable[Look]:
        return dict.fromkeys(
            look
            for form in forms
            for table, rows in form.tables()
            for row in rows
            for look in self._forms[table.name].looks.of(row)
        )

    def parts(self, form: CommitteeForm) -> dict[str, bytes]:
        """The parts that differ from the template's, by name; the others are as they are."""
        parts: dict[str, bytes] = {}
        checks: dict[str, list[str]] = {}
        for table, rows in form.tables():
            writer = self._forms[table.name]
            checked = with_checks(rows, writer.said)
            checks[table.name] = [str(row[CHECK]) for row in checked]
            part = self._part_of[table.sheet]
            around = with_text(self._parts[part], _NAME, form.guide.provider_name)
            parts[part] = writer.sheet(around, checked, self._styles)
            declared = self._table_part(table)
            parts[declared] = _stretched(self._parts[declared], len(rows))
        parts[self._part_of[GUIDE_SHEET]] = self._guide(form, checks)
        issued = chain.from_iterable(issued_values(table, rows) for table, rows in form.tables())
        put_in = {_OTHERS: _given_by_others(form), _NAME: form.guide.provider_name}
        manifest = replace(form.manifest, own_texts=checksums(self._texts, put_in))
        self._put_plain(parts, MANIFEST_SHEET, manifest.rows())
        self._put_plain(parts, ISSUED_SHEET, [ISSUED_HEADERS, *issued_rows(issued)])
        return parts

    def _guide(self, form: CommitteeForm, checks: Mapping[str, Sequence[str]]) -> bytes:
        data = self._parts[self._part_of[GUIDE_SHEET]]
        for name, said in checks.items():
            data = with_progress(data, name, progress_text(said))
        others = _given_by_others(form)
        height = text_height(given_by_others_text(form.guide.given_by_others), TEXT_WIDTH)
        data = _ROW_OF_OTHERS.sub(lambda found: found[1] + b"%.16g" % height + found[2], data)
        return with_text(with_text(data, _OTHERS, others), _NAME, form.guide.provider_name)

    def _put_plain(
        self, parts: dict[str, bytes], title: str, rows: Sequence[Sequence[str]]
    ) -> None:
        part = self._part_of[title]
        written = plain_rows(rows).encode()
        data = _ALL_ROWS.sub(lambda _: written, self._parts[part])
        parts[part] = _DIMENSION.sub(rb'\g<1>%d"' % len(rows), data)

    def _table_part(self, table: Table) -> str:
        mark = f'displayName="{table.name}"'.encode()
        return next(name for name, data in self._parts.items() if mark in data[:500])


def _given_by_others(form: CommitteeForm) -> str:
    return "\n".join(form.guide.given_by_others)


def _numbered(rows: Sequence[Row]) -> Iterable[tuple[int, Row]]:
    return enumerate(rows, start=HEADER_ROW + 1)


def _stretched(data: bytes, count: int) -> bytes:
    """A part of the template whose ranges end at the last of so many rows."""
    last = HEADER_ROW + count

    def stretched(found: re.Match[bytes]) -> bytes:
        if found[1] == found[3] and int(found[2]) == last:
            return b'ref="%s%d"' % (found[1], last)
        return b'ref="%s%s:%s%d"' % (found[1], found[2], found[3], last)

    return _RANGE.sub(stretched, data)
