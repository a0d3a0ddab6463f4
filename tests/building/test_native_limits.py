"""Drop-downs, alerts, prompts and formulas: all within what Excel 2016 takes, and switched on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from openpyxl import Workbook
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from support.municipalities import AUGUST
from support.sent_books import FORM_HEADER_ROW, files_of, master_of, opened, with_provider
from xlmal.books.file_book import FileBook
from xlmal.building.lists import FIXED, GATHERED
from xlmal.building.native import ALLOWED_FUNCTIONS, FORMULA_LENGTH, LITERAL_LENGTH
from xlmal.domain.choices import MissingReason, State, ValueStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.operations.master import read_master
from xlmal.operations.split import split
from xlmal.schema.committee import COMMITTEE_TABLES
from xlmal.schema.produced import CONFLICTS

#: Both Excel 2016 and LibreOffice 7.4 have them: ROWS counts the rows of "17 av 22 ifyllda", FIND
#: parts "Utfall!D7" into sheet and cell for the link in Validering.
FUNCTIONS = ALLOWED_FUNCTIONS | {"ROWS", "FIND"}

#: A prompt longer than this covers the cells that it is about.
READABLE_PROMPT = 120


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Workbook]:
    municipality = with_provider()
    made = {f"fil {code}": data for code, data in files_of(municipality, AUGUST).items()}
    folder = tmp_path_factory.mktemp("skrivna")
    for code in ("2020-mål", "2020-bidrag"):
        master = read_master(FileBook.open(master_of(municipality), "master.xlsx"))
        first = split(master, Round.parse(code), folder)[0]
        made[f"fil {code}"] = first.path.read_bytes()
    made |= {"master": master_of(municipality), "tom": master_of(Municipality())}
    return {name: opened(data) for name, data in made.items()}


@dataclass(frozen=True)
class Placed:
    """A validation and where it stands."""

    book: str
    sheet: Worksheet
    validation: DataValidation

    def __str__(self) -> str:
        return f"{self.book} {self.sheet.title}!{self.validation.sqref}"


def validations(books: dict[str, Workbook]) -> Iterator[Placed]:
    for name, book in books.items():
        for sheet in book.worksheets:
            for validation in sheet.data_validations.dataValidation:
                yield Placed(name, sheet, validation)


def test_every_rule_has_its_alert_on_and_every_prompt_shows(books: dict[str, Workbook]) -> None:
    placed = list(validations(books))

    assert len(placed) > 100
    for one in placed:
        validation = one.validation
        if validation.type:
            assert validation.showErrorMessage, one
            assert validation.errorTitle, one
            assert validation.error, one
            free = one.sheet.title == CONFLICTS.sheet and validation.type == "list"
            assert (validation.errorStyle or "stop") == ("information" if free else "stop"), one
        assert validation.showInputMessage == bool(validation.prompt), one


def test_texts_keep_to_excels_limits(books: dict[str, Workbook]) -> None:
    for one in validations(books):
        validation = one.validation
        assert len(validation.errorTitle or "") <= 32, one
        assert len(validation.promptTitle or "") <= 32, one
        assert len(validation.error or "") <= 225, one
        assert len(validation.prompt or "") <= READABLE_PROMPT, one
        assert "…" not in (validation.prompt or "") + (validation.error or ""), one
        for formula in (validation.formula1, validation.formula2):
            assert len(formula or "") <= 255, one


def choices_of(book: Workbook, formula: str) -> list[object]:
    """What a drop-down offers, blanks included."""
    if formula.startswith('"'):
        return list(formula.strip('"').split(","))
    reference = book.defined_names[formula].attr_text
    growing = re.fullmatch(
        r"'(.+)'!\$([A-Z]+)\$(\d+):INDEX\('\1'!\$\2\$\3:\$\2\$(\d+),"
        r"MAX\(1,(COUNTA|COUNTIF)\('\1'!\$\2\$\3:\$\2\$\4(,\"\?\*\")?\)\)\)",
        reference,
    )
    if growing:
        sheet, letter, first, last = growing[1], growing[2], int(growing[3]), int(growing[4])
        values = [book[sheet][f"{letter}{row}"].value for row in range(first, last + 1)]
        return values[: max(1, sum(value is not None for value in values))]
    fixed = re.fullmatch(r"'(.+)'!\$([A-Z]+)\$(\d+):\$\2\$(\d+)", reference)
    assert fixed, reference
    return [
        book[fixed[1]][f"{fixed[2]}{row}"].value for row in range(int(fixed[3]), int(fixed[4]) + 1)
    ]


def test_every_list_resolves_to_choices_without_blanks(books: dict[str, Workbook]) -> None:
    found: dict[str, list[object]] = {}
    for one in validations(books):
        formula = one.validation.formula1
        if one.validation.type != "list" or formula in GATHERED:
            continue  # gathered lists are formulas: test_recalculated.py
        choices = choices_of(books[one.book], formula)
        if one.book != "tom":
            assert choices, one
            assert None not in choices, one
            found[formula] = choices
        assert formula.startswith('"') or choices[:1] != [""], one

    assert found["listaVarforSaknas"] == list(MissingReason)
    assert found["listaVardestatus"] == list(ValueStatus)
    assert found["listaBedomning"] == list(State)[:4]
    assert found["listaNamnd"] == ["KS", "BUN", "VON", "BOAB"]
    assert found["listaOvergripandeMal"] == ["K1", "K2"]
    assert found["listaOmgang"] == ["2019-D1", "2019-D2", "2019-ÅR"]
    assert {name for name in found if not name.startswith('"')} <= {
        *FIXED, "listaNamnd", "listaOvergripandeMal", "listaOmgang", "listaMalgrupp",
        "listaFokusomrade",
    }  # fmt: skip


def test_a_list_that_grows_ends_at_the_last_choice_and_takes_in_new_ones() -> None:
    book = opened(master_of(with_provider()))
    sheet, first = book["Listor"], 4
    column = next(cell.column for cell in sheet[3] if cell.value == "Målgrupp")
    sheet.cell(first + 1, column).value = "Äldre"

    assert choices_of(book, "listaMalgrupp") == ["Invånare", "Äldre"]


def formulas(books: dict[str, Workbook]) -> Iterator[tuple[str, str]]:
    """Every formula there is, with where it stands."""
    for name, book in books.items():
        for defined, value in book.defined_names.items():
            yield f"{name} {defined}", f"={value.attr_text}"
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.data_type == "f":
                        yield f"{name} {sheet.title}!{cell.coordinate}", str(cell.value)
            for ranges in sheet.conditional_formatting:
                for rule in ranges.rules:
                    for formula in rule.formula:
                        yield f"{name} {sheet.title} {ranges.sqref}", f"={formula}"
            for table in sheet.tables.values():
                for column in table.tableColumns:
                    if column.calculatedColumnFormula is not None:
                        yield f"{name} {table.name}", f"={column.calculatedColumnFormula.attr_text}"
    for one in validations(books):
        for formula in (one.validation.formula1, one.validation.formula2):
            if formula and one.validation.type in ("custom", "list"):
                yield str(one), f"={formula}"


def test_formulas_use_only_functions_that_excel_2016_has(books: dict[str, Workbook]) -> None:
    used: set[str] = set()
    distinct = {formula: where for where, formula in formulas(books)}
    for formula, where in distinct.items():
        assert len(formula) <= FORMULA_LENGTH, where
        for token in Tokenizer(formula).items:
            if token.type == Token.FUNC and token.subtype == Token.OPEN:
                used.add(token.value.rstrip("(").rpartition(":")[2])
            if token.type == Token.OPERAND and token.subtype == Token.TEXT:
                assert len(token.value) - 2 <= LITERAL_LENGTH, where

    assert used <= FUNCTIONS
    assert {"INDEX", "MATCH", "COUNTIF", "HYPERLINK", "ADDRESS"} <= used


def test_table_headers_equal_their_column_names_to_the_letter(books: dict[str, Workbook]) -> None:
    for name, book in books.items():
        assert sum(len(sheet.tables) for sheet in book.worksheets) >= 2, name
        for sheet in book.worksheets:
            for table in sheet.tables.values():
                top = next(sheet[table.ref].__iter__())
                assert [cell.value for cell in top] == [one.name for one in table.tableColumns]
                assert all(cell.data_type == "s" for cell in top)


def test_drop_downs_stand_on_open_cells_and_nowhere_else(books: dict[str, Workbook]) -> None:
    lists = {
        column.header: column.list_name
        for table in COMMITTEE_TABLES
        for column in table.columns
        if column.list_name
    }
    found = 0
    for sheet in (books["fil KS"]["Utfall"], books["fil KS"]["Måluppföljning"]):
        offered = {
            (row, column): one.formula1
            for one in sheet.data_validations.dataValidation
            if one.type == "list"
            for area in one.sqref.ranges
            for row in range(area.min_row, area.max_row + 1)
            for column in range(area.min_col, area.max_col + 1)
        }
        for row in sheet.iter_rows(min_row=FORM_HEADER_ROW + 1):
            for cell in row:
                at = (cell.row, cell.column)
                header = sheet.cell(FORM_HEADER_ROW, cell.column).value
                if cell.protection.locked:
                    assert at not in offered
                elif header in lists:
                    found += 1
                    assert offered[at] == lists[header]
    assert found > 5
