"""Masters and committee files made in memory, and a look into every part of them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.municipalities import small_municipality
from xlmal.books.file_book import FileBook
from xlmal.building.committee import CommitteeForm, build_committee
from xlmal.building.master import build_master
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.units import Provider
from xlmal.operations.master import read_master
from xlmal.operations.new_master import usual_occasions
from xlmal.operations.split import committee_forms
from xlmal.schema.manifest import MASTER, Manifest

_BUDGET = {"provider": "HR", "plausible_min": -10.0, "plausible_max": 10.0}
#: Title, instruction and the round's name stand above a form's headers.
FORM_HEADER_ROW = 4


def with_provider(municipality: Municipality | None = None) -> Municipality:
    """The small municipality, its rounds open, where HR answers for M3.1 of BUN."""
    municipality = municipality or small_municipality()
    return replace(
        municipality,
        providers=(Provider(code="HR", name="Personalenheten"),),
        occasions=usual_occasions(municipality.settings.year),
        indicators=tuple(
            one.model_copy(update=_BUDGET) if one.id == "M3.1" else one
            for one in municipality.indicators
        ),
    )


def master_of(municipality: Municipality) -> bytes:
    """A master workbook for a municipality."""
    manifest = Manifest("prov-2019", MASTER, municipality.settings.year)
    return build_master(municipality, manifest)


def forms_of(municipality: Municipality, round_: Round) -> dict[str, CommitteeForm]:
    """What each file of a round asks, by code, read out of a master workbook."""
    master = read_master(FileBook.open(master_of(municipality), "master.xlsx"))
    return {request.provider: form for request, form in committee_forms(master, round_)}


def files_of(municipality: Municipality, round_: Round) -> dict[str, bytes]:
    """The files that a split sends out, by code."""
    return {code: build_committee(form) for code, form in forms_of(municipality, round_).items()}


def opened(data: bytes) -> Workbook:
    """The workbook as openpyxl reads it."""
    return load_workbook(io.BytesIO(data))


def columns_of(sheet: Worksheet, header_row: int) -> dict[str, int]:
    """Column numbers by header."""
    return {
        str(cell.value): cell.column
        for cell in sheet[header_row]
        if cell.value is not None and cell.column is not None
    }


def rows_by(sheet: Worksheet, header: str, header_row: int = FORM_HEADER_ROW) -> dict[str, int]:
    """Row numbers by what stands under a header, to the last filled row."""
    column = columns_of(sheet, header_row)[header]
    cells = (
        (row, sheet.cell(row, column).value) for row in range(header_row + 1, sheet.max_row + 1)
    )
    return {str(value): row for row, value in cells if value is not None}


def all_text(data: bytes) -> str:
    """Every part of a workbook after one another, names of parts and docProps included."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = (f"{name}\n{archive.read(name).decode('utf-8')}" for name in archive.namelist())
        return "\n".join(parts)


def words_like(pattern: str, data: bytes) -> set[str]:
    """All the words of a pattern in any part of a workbook."""
    return set(re.findall(pattern, all_text(data)))
