"""LibreOffice as judge: no error cell, Kontroll says what Python says, and paper comes out right.

One start of LibreOffice recalculates everything, and one prints it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from support.libreoffice import pdf_pages, pdf_text, recalculate_many, to_pdf_many
from support.municipalities import AUGUST
from support.sent_books import (
    FORM_HEADER_ROW,
    columns_of,
    files_of,
    forms_of,
    master_of,
    opened,
    rows_by,
    with_provider,
)
from xlmal.address import a1
from xlmal.building.committee import CommitteeForm, build_committee
from xlmal.building.tables import HEADER_ROW
from xlmal.building.typed_answers import TypedCell, type_answers
from xlmal.domain.municipality import Municipality
from xlmal.domain.settings import Settings
from xlmal.operations.example.content import example_municipality
from xlmal.operations.new_master import usual_occasions
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.engine import as_excel
from xlmal.rules.row_state import row_state
from xlmal.schema.committee import CHECK, COMMITTEE_TABLES, FOLLOW_UP_FORM, OUTCOME_FORM
from xlmal.schema.produced import ATTAINMENT, VALIDATION

pytestmark = pytest.mark.libreoffice

#: KFN of the example: sheet, row, what is typed, what Kontroll says.
WRONG = """
Utfall | M66.1 | Prognos=ca 20 | Rätta: Prognos: skriv ett enda tal
Utfall | M66.2 | Utfall=150    | Rätta: Utfall: utanför det rimliga, kontrollera
Utfall | M67.1 | Prognos=-40   | Rätta: Prognos: utanför det rimliga, kontrollera
Utfall | M67.2 | Kommentar=Kommer senare | Att fylla i: utfall, eller varför det saknas
Utfall | M68.2 | Utfall=3,9    | Att fylla i: prognos, eller varför den saknas
Utfall | M69.1 | Varför saknas värde=annat, se kommentar | Att fylla i: kommentar om varför värdet saknas
Utfall | M70.1 | Utfall=51; Mätdatum=2019-09-30 | Klart, men se över: Mätdatum: senare än omgången mäts till
Utfall | M70.2 | Utfall=46; Varför saknas värde=för få svar | Klart, men se över: både utfall och skäl att det saknas
Utfall | M71.1 | Prognos=83; Kvinnor=84 | Klart, men se över: Kvinnor och Män: fyll i båda
Utfall | M68.1 | Utfall=70 | Se över: Utfall: mäts inte denna gång
Måluppföljning | M66 | Bedömning=ej uppfyllt | Att fylla i: analys
Måluppföljning | M67 | Bedömning=delvis uppfyllt; Analys=Brist | Att fylla i: åtgärd
Måluppföljning | M68 | Klart senast=2019-12-31 | Att fylla i: bedömning
"""  # noqa: E501
SOUND = """
Utfall | M72.1 | Utfall=1800; Prognos=2600 | Klart
Måluppföljning | M69 | Bedömning=uppfyllt | Klart
"""
#: A row that nothing is asked of, and that has a value all the same, waits to be looked over.
PROGRESS = {"Utfall": "4 av 11 ifyllda", "Måluppföljning": "1 av 7 ifyllda"}

#: Cells that findings name: in the master, and in a committee file.
MARKED = ("Utfall!E5", "Målvärden!F7", "Övergripande mål!B4", "Samlad bedömning!A4")
MARKED_IN_FILE = ("Utfall!K5", "Utfall!N6", "Måluppföljning!F5")


@dataclass(frozen=True)
class Typed:
    """One line of the tables above."""

    sheet: str
    key: str
    cells: dict[str, str | float | date]
    says: str


def typed_rows(*tables: str) -> Iterator[Typed]:
    for line in "\n".join(tables).strip().splitlines():
        if line:
            sheet, key, cells, says = (part.strip() for part in line.split("|"))
            pairs = (cell.split("=") for cell in cells.split("; "))
            yield Typed(sheet, key, {header: value_of(text) for header, text in pairs}, says)


def value_of(text: str) -> str | float | date:
    if re.fullmatch(r"-?[\d,]+", text):
        return float(text.replace(",", "."))
    return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else text


def fill_in(data: bytes, rows: Iterator[Typed]) -> bytes:
    """A committee file with answers typed into it."""
    book = opened(data)
    cells = []
    for row in rows:
        sheet = book[row.sheet]
        columns = columns_of(sheet, FORM_HEADER_ROW)
        at = rows_by(sheet, key_header(row.sheet))[row.key]
        cells += [
            TypedCell(row.sheet, at, columns[header], value) for header, value in row.cells.items()
        ]
    return type_answers(data, cells)


def key_header(sheet: str) -> str:
    return "Indikator-ID" if sheet == "Utfall" else "Mål-ID"


def with_marks(data: bytes, addresses: tuple[str, ...], header_row: int) -> bytes:
    """A workbook with findings, and a sheet Prov that works out each mark's formula as a cell's.

    Prov: sheet name, address, whether the conditional format there holds.
    """
    book = opened(data)
    column = VALIDATION.headers.index("Cell") + 1
    for row, address in enumerate(addresses, start=HEADER_ROW + 1):
        book["Validering"].cell(row, column).value = address
    probe = book.create_sheet("Prov")
    for sheet in book.worksheets:
        for formula in mark_formulas(sheet):
            for row in range(header_row + 1, header_row + 5):
                for number in range(1, sheet.max_column + 1):
                    asked = formula.replace("ROW()", str(row)).replace("COLUMN()", str(number))
                    probe.append([sheet.title, a1(row, number), f"={asked}"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def mark_formulas(sheet: Worksheet) -> list[str]:
    return [
        rule.formula[0]
        for ranges in sheet.conditional_formatting
        for rule in ranges.rules
        if "valCell" in rule.formula[0]
    ]


@pytest.fixture(scope="module")
def example() -> Municipality:
    return example_municipality()


@pytest.fixture(scope="module")
def forms(example: Municipality) -> dict[str, CommitteeForm]:
    return forms_of(example, AUGUST)


@pytest.fixture(scope="module")
def made(example: Municipality, forms: dict[str, CommitteeForm]) -> dict[str, bytes]:
    """The workbooks that LibreOffice is shown."""
    small = with_provider()
    kfn = build_committee(forms["KFN"])
    many = tuple(
        small.unit_goals[0].model_copy(update={"id": f"M{number}"}) for number in range(10, 20)
    )
    many_goals = replace(small, unit_goals=small.unit_goals + many)
    return {
        "exempel": master_of(example),
        "liten": master_of(small),
        "tom": master_of(
            Municipality(settings=Settings(year=2019), occasions=usual_occasions(2019))
        ),
        "KFN": kfn,
        "BUN": build_committee(forms["BUN"]),
        "HR": build_committee(forms["HR"]),
        "tolv mål": files_of(many_goals, AUGUST)["KS"],
        "svar": fill_in(kfn, typed_rows(WRONG, SOUND)),
        "markerad": with_marks(master_of(small), MARKED, HEADER_ROW),
        "markerad fil": with_marks(kfn, MARKED_IN_FILE, FORM_HEADER_ROW),
    }


@pytest.fixture(scope="module")
def paths(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("gjorda")
    for name, data in made.items():
        (folder / f"{name}.xlsx").write_bytes(data)
    return {name: folder / f"{name}.xlsx" for name in made}


@pytest.fixture(scope="module")
def recalculated(
    paths: dict[str, Path], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Workbook]:
    out = tmp_path_factory.mktemp("omräknade")
    names = [name for name in paths if name not in ("BUN", "HR", "tolv mål")]
    copies = recalculate_many([paths[name] for name in names], out)
    return {
        name: load_workbook(copy, data_only=True) for name, copy in zip(names, copies, strict=True)
    }


@pytest.fixture(scope="module")
def printed(paths: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    names = ("liten", "tom", "KFN", "BUN", "HR", "tolv mål")
    pdfs = to_pdf_many([paths[name] for name in names], tmp_path_factory.mktemp("utskrift"))
    return dict(zip(names, pdfs, strict=True))


def test_no_cell_holds_an_error(recalculated: dict[str, Workbook]) -> None:
    for name, book in recalculated.items():
        errors = [
            (sheet.title, cell.coordinate, cell.value)
            for sheet in book.worksheets
            for row in sheet.iter_rows()
            for cell in row
            if cell.data_type == "e" or str(cell.value).startswith(("#", "Err:"))
        ]
        assert errors == [], name


def kontroll(book: Workbook, row: Typed) -> str:
    sheet = book[row.sheet]
    columns = columns_of(sheet, FORM_HEADER_ROW)
    at = rows_by(sheet, key_header(row.sheet))[row.key]
    return str(sheet.cell(at, columns[CHECK]).value)


@pytest.mark.parametrize("row", [*typed_rows(WRONG, SOUND)], ids=lambda row: row.key)
def test_kontroll_says_what_is_the_matter_as_python_does(
    row: Typed, recalculated: dict[str, Workbook], forms: dict[str, CommitteeForm]
) -> None:
    form, table = forms["KFN"], OUTCOME_FORM if row.sheet == "Utfall" else FOLLOW_UP_FORM
    issued = next(
        one
        for one in (form.outcomes if table is OUTCOME_FORM else form.follow_ups)
        if one[table.key[0]] == row.key
    )
    values = {header: as_excel(value) for header, value in {**issued, **row.cells}.items()}

    said = kontroll(recalculated["svar"], row)

    assert said == row.says
    assert said == row_state(table, ROW_RULES, form.settings)(MappingProxyType(values))


def test_progress_counts_the_rows_that_are_done(recalculated: dict[str, Workbook]) -> None:
    def progress(name: str) -> dict[str, str]:
        guide = recalculated[name]["Så gör du"]
        labels = {guide.cell(row, 1).value: guide.cell(row, 2).value for row in range(1, 12)}
        return {sheet: labels[sheet] for sheet in PROGRESS}

    assert progress("KFN") == {"Utfall": "0 av 10 ifyllda", "Måluppföljning": "0 av 7 ifyllda"}
    assert progress("svar") == PROGRESS


@pytest.mark.parametrize("name", ["exempel", "liten", "tom", "KFN"])
def test_results_that_we_wrote_are_what_the_formulas_give(
    name: str, made: dict[str, bytes], recalculated: dict[str, Workbook]
) -> None:
    ours = load_workbook(io.BytesIO(made[name]), data_only=True)
    formulas = opened(made[name])
    compared = 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                written = ours[sheet.title][cell.coordinate].value
                worked_out = recalculated[name][sheet.title][cell.coordinate].value
                if written is not None:
                    compared += 1
                    assert worked_out == written, (sheet.title, cell.coordinate)
    assert compared > 0


@pytest.mark.parametrize(
    ("name", "marked"), [("markerad", MARKED), ("markerad fil", MARKED_IN_FILE)]
)
def test_a_mark_shows_exactly_at_the_cells_that_findings_name(
    name: str, marked: tuple[str, ...], recalculated: dict[str, Workbook]
) -> None:
    rows = list(recalculated[name]["Prov"].iter_rows(values_only=True))

    assert len(rows) > 100
    assert {f"{sheet}!{address}" for sheet, address, holds in rows if holds} == set(marked)


def test_lists_gathered_from_tables_hold_their_rows_and_end_there(
    recalculated: dict[str, Workbook],
) -> None:
    wanted = {
        "liten": (
            ["God ekonomisk hushållning", "K1", "K2"],
            ["HR", "KS", "BUN", "VON", "BOAB"],
        ),
        "tom": (["God ekonomisk hushållning"], []),
    }
    for name, lists in wanted.items():
        sheet = recalculated[name]["Listor"]
        columns = columns_of(sheet, HEADER_ROW)
        for header, choices in zip(("Avser", "Lämnas av"), lists, strict=True):
            cells = sheet.iter_rows(HEADER_ROW + 1, None, columns[header], columns[header])
            assert [cell.value for (cell,) in cells if cell.value] == choices, (name, header)


def pages_by_sheet(pdf: Path) -> dict[str, int]:
    """Pages by the sheet name in the footer."""
    found: dict[str, int] = {}
    for page in pdf_text(pdf).split("\f"):
        footer = re.search(r"^\s*(\S.*?)\s{2,}Sida \d+ av \d+\s*$", page, re.MULTILINE)
        if footer:
            found[footer[1]] = found.get(footer[1], 0) + 1
    assert sum(found.values()) == pdf_pages(pdf)
    return found


@pytest.mark.parametrize("name", ["liten", "tom"])
def test_a_small_master_prints_each_sheet_on_one_page(
    name: str, printed: dict[str, Path], made: dict[str, bytes]
) -> None:
    pages = pages_by_sheet(printed[name])

    visible = [one.title for one in opened(made[name]).worksheets if one.sheet_state == "visible"]
    if name == "tom":  # Måluppfyllelse has room for a whole municipality, and Excel fills it
        pages[ATTAINMENT.sheet] = 1
    assert pages == dict.fromkeys(visible, 1)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("KFN", {"Så gör du": 1, "Utfall": 1, "Måluppföljning": 1}),
        ("BUN", {"Så gör du": 1, "Utfall": 2, "Måluppföljning": 1}),
        ("HR", {"Så gör du": 1, "Utfall": 1}),
        ("tolv mål", {"Så gör du": 1, "Utfall": 1, "Måluppföljning": 2}),
    ],
)
def test_a_committee_file_prints_on_few_pages(
    name: str, most: dict[str, int], printed: dict[str, Path]
) -> None:
    pages = pages_by_sheet(printed[name])

    assert list(pages) == list(most)
    assert all(pages[sheet] <= most[sheet] for sheet in most)


def test_no_number_is_too_wide_for_its_column(printed: dict[str, Path]) -> None:
    for name, pdf in printed.items():
        assert "###" not in pdf_text(pdf), name


def test_every_table_of_a_form_is_in_the_file() -> None:
    sheets = opened(files_of(with_provider(), AUGUST)["KS"]).sheetnames
    assert [table.sheet for table in COMMITTEE_TABLES] == sheets[1:3]
