"""Excel's own checks: within Excel's limits, and of one mind with Python after a recalculation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.table import TableColumn

from support.libreoffice import recalculate
from support.rule_tables import row_rule
from xlmal.building.native import (
    ERROR_LENGTH,
    FORMULA_LENGTH,
    PROMPT_LENGTH,
    TITLE_LENGTH,
    FormulaError,
    assert_excel_takes,
    check_column_formula,
    data_validation,
    this_row_of,
)
from xlmal.domain.settings import Settings
from xlmal.rules.catalogue import ROW_RULES
from xlmal.rules.condition import (
    Condition,
    ExcelError,
    ExcelValue,
    at_most,
    below,
    both,
    is_blank,
    negation,
    not_between,
    one_of,
    outside,
)
from xlmal.rules.formula import to_excel
from xlmal.rules.row_state import row_state
from xlmal.rules.verdict import compile_python
from xlmal.schema.columns import Column, Table, ValueType, calculated
from xlmal.schema.committee import COMMITTEE_TABLES, FOLLOW_UP_FORM, OUTCOME_FORM
from xlmal.schema.master import INDICATORS, MASTER_TABLES, UNITS

NA = ExcelError("#N/A")

#: What people, and Excel, put in cells.
PROBES: tuple[ExcelValue, ...] = (
    None, "", " ", 0.0, -1.0, 0.85, 1.0, 7.0, 1e9, "82,5", "text", "HÖGRE", "ja", "x" * 1001,
    True, False, NA,
)  # fmt: skip

FULL_FORM = replace(
    OUTCOME_FORM,
    columns=tuple(
        dict.fromkeys(
            (*OUTCOME_FORM.columns, calculated("Når målet från"), calculated("Når målet till"))
        )
    ),
)


def by_letter(table: Table, row: str = "2") -> dict[str, str]:
    return {header: f"${get_column_letter(n)}{row}" for n, header in enumerate(table.headers, 1)}


@pytest.mark.parametrize("table", COMMITTEE_TABLES, ids=lambda table: table.name)
def test_a_check_column_keeps_within_what_excel_takes(table: Table) -> None:
    letters = by_letter(table, "1048576")

    formula = check_column_formula(table, ROW_RULES, letters.__getitem__)

    assert not formula.startswith("=")
    assert len(formula) < FORMULA_LENGTH
    assert formula.endswith(
        '"Klart"' + ")" * (formula.count("IF(", 0) and formula[::-1].index('"'))
    )


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda rule: rule.code)
def test_each_rule_alone_keeps_within_what_excel_takes(rule: object) -> None:
    from xlmal.rules.rule import RowRule

    assert isinstance(rule, RowRule)
    assert_excel_takes(to_excel(rule.broken, lambda header: f"tblUtfall[[#This Row],[{header}]]"))


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("=XLOOKUP(A1,B:B,C:C)", "XLOOKUP"),
        ("=IF(A1,TEXTJOIN(B1),1)", "TEXTJOIN"),
        (f'="{"x" * 256}"', "256"),
        ("=" + "NOT(" * 65 + "A1" + ")" * 65, "64"),
        ("=1" + "+1" * 4096, "8192"),
    ],
)
def test_what_excel_2016_would_refuse_is_refused(formula: str, fault: str) -> None:
    with pytest.raises(FormulaError, match=fault):
        assert_excel_takes(formula)


@pytest.mark.parametrize(
    "formula",
    [f'="{"x" * 255}"', "=" + "NOT(" * 64 + "A1" + ")" * 64, '=IF(A1="XLOOKUP(",1,2)'],
)
def test_the_limit_itself_is_allowed(formula: str) -> None:
    assert_excel_takes(formula)


def test_a_cell_of_the_row_is_named_as_the_file_stores_it() -> None:
    table = Table("tblProv", "Prov", None, (), (calculated("Nr [#]"), calculated("Nämnd/bolag")))
    named = this_row_of(table)

    assert named("Nämnd/bolag") == "tblProv[[#This Row],[Nämnd/bolag]]"
    assert named("Nr [#]") == "tblProv[[#This Row],[Nr '['#']]]"
    with pytest.raises(KeyError, match="Utfall"):
        named("Utfall")


def column(table: Table, header: str) -> Column:
    return table.column(header)


@pytest.mark.parametrize(
    ("column", "type_", "formula"),
    [
        (column(OUTCOME_FORM, "Kvinnor"), "decimal", "-1E+300"),
        (column(OUTCOME_FORM, "Mätdatum"), "date", "36526"),
        (column(OUTCOME_FORM, "Kommentar"), "textLength", "1000"),
        (column(OUTCOME_FORM, "Värdets status"), "list", "listaVardestatus"),
        (column(FOLLOW_UP_FORM, "Bedömning"), "list", "listaBedomning"),
        (column(INDICATORS, "Decimaler"), "whole", "-1000000000"),
        (column(UNITS, "Typ"), "list", "listaTyp"),
        (Column("Svar", ValueType.YES_NO), "list", '"ja,nej"'),
        (
            column(OUTCOME_FORM, "Utfall"),
            "custom",
            'OR(ISNUMBER(K5),IFERROR(OR(K5="ja",K5="nej"),FALSE))',
        ),
    ],
    ids=lambda value: value.header if isinstance(value, Column) else None,
)
def test_what_a_cell_lets_in(column: Column, type_: str, formula: str) -> None:
    validation = data_validation(column, anchor="K5")

    assert validation is not None
    assert (validation.type, validation.formula1) == (type_, formula)
    assert validation.showErrorMessage is True
    assert validation.error


def test_a_limit_of_the_municipalitys_own_is_written_into_the_cell() -> None:
    validation = data_validation(
        column(OUTCOME_FORM, "Kommentar"), settings=Settings(comment_length=250)
    )

    assert validation is not None
    assert validation.formula1 == "250"
    assert "250 tecken" in (validation.error or "")


def test_a_list_may_be_kept_under_another_name() -> None:
    status = column(OUTCOME_FORM, "Värdets status")

    validation = data_validation(status, lists={"listaVardestatus": "Listor!$A$2:$A$3"})

    assert validation is not None
    assert validation.formula1 == "Listor!$A$2:$A$3"


def test_choices_with_a_comma_in_them_need_a_named_list() -> None:
    with pytest.raises(ValueError, match="named list"):
        data_validation(column(OUTCOME_FORM, "Varför saknas värde"), lists={})


def test_a_column_with_help_and_nothing_to_guard_only_prompts() -> None:
    validation = data_validation(column(UNITS, "Namn"))

    assert validation is not None
    assert validation.type is None
    assert (validation.showInputMessage, validation.showErrorMessage) == (True, False)
    assert data_validation(column(UNITS, "Förvaltning")) is None


def every_column() -> Iterator[Column]:
    for table in (*MASTER_TABLES.values(), *COMMITTEE_TABLES):
        yield from table.columns


def test_no_prompt_or_alert_is_longer_than_its_box() -> None:
    found = [v for c in every_column() if (v := data_validation(c, anchor="A2"))]

    assert len(found) > 30
    for validation in found:
        assert len(validation.errorTitle or "") <= TITLE_LENGTH
        assert len(validation.promptTitle or "") <= TITLE_LENGTH
        assert len(validation.prompt or "") <= PROMPT_LENGTH
        assert len(validation.error or "") <= ERROR_LENGTH
        assert validation.showInputMessage is bool(validation.prompt)


def rows_for(headers: list[str], sound: Mapping[str, ExcelValue]) -> list[dict[str, ExcelValue]]:
    """The row itself, then every probe under every header in turn."""
    rows = [dict(sound)]
    for header in headers:
        rows.extend({**sound, header: probe} for probe in PROBES)
        if isinstance(sound.get(header), float):
            limit = sound[header]
            assert isinstance(limit, float)
            rows.extend({**sound, header: value} for value in (limit - 1e-9, limit + 1e-9))
            # The 16th digit: Excel does not see it.
            rows.append({**sound, header: limit * (1 + 1e-16)})
    return rows


def write_rows(
    book: Workbook, name: str, condition: Condition, rows: list[dict[str, ExcelValue]]
) -> None:
    sheet = book.create_sheet(name)
    headers = sorted({header for row in rows for header in row})
    sheet.append([*headers, "Svar"])
    for number, row in enumerate(rows, 2):
        letters = {h: f"${get_column_letter(n)}{number}" for n, h in enumerate(headers, 1)}
        for position, header in enumerate(headers, 1):
            put(sheet.cell(number, position), row.get(header))
        formula = to_excel(condition, letters.__getitem__)
        sheet.cell(number, len(headers) + 1).value = f"={formula}"


def put(cell: object, value: ExcelValue) -> None:
    cell.value = value.code if isinstance(value, ExcelError) else value  # type: ignore[attr-defined]


EXTRA: dict[str, tuple[Condition, dict[str, ExcelValue]]] = {
    "NOT outside": (negation(outside("x", "l", "h")), {"x": 5.0, "l": 1.0, "h": 9.0}),
    "NOT between": (negation(not_between("x", "a", "b")), {"x": 5.0, "a": 1.0, "b": 9.0}),
    "NOT below": (negation(below("x", "y")), {"x": 5.0, "y": 5.0}),
    "NOT at most": (negation(at_most("x", "y")), {"x": 5.0, "y": 5.0}),
    "NOT blank two": (negation(is_blank("x", "y")), {"x": None, "y": None}),
    "NOT all": (negation(both(is_blank("x"), one_of("y", "ja", "nej"))), {"x": None, "y": "ja"}),
}


@pytest.mark.libreoffice
def test_every_rule_says_the_same_in_a_recalculated_workbook_as_in_python(tmp_path: Path) -> None:
    cases = {
        rule.code: (rule.broken, rule_rows)
        for rule in ROW_RULES
        for rule_rows in [
            [
                *rows_for(sorted(rule.reads), {h: rule.example.passing.get(h) for h in rule.reads}),
                *rows_for(sorted(rule.reads), {h: rule.example.failing.get(h) for h in rule.reads}),
            ]
        ]
    }
    for name, (condition, row) in EXTRA.items():
        cases[name] = (condition, rows_for(sorted(row), row))
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, (condition, rows) in cases.items():
        write_rows(book, name, condition, rows)
    path = tmp_path / "regler.xlsx"
    book.save(path)

    answers = load_workbook(recalculate(path, tmp_path / "ut"), data_only=True)

    different = []
    true = 0
    for name, (condition, rows) in cases.items():
        is_broken = compile_python(condition)
        sheet = answers[name]
        for number, row in enumerate(rows, 2):
            said = sheet.cell(number, sheet.max_column).value
            expected = is_broken({header: row.get(header) for header in row}) is True
            true += expected
            if said is not expected:
                different.append((name, row, said, expected))
    assert different == []
    assert true > len(ROW_RULES)


WRONG_ROWS: tuple[tuple[dict[str, ExcelValue], str], ...] = (
    ({"Väntas": "mäts inte"}, "Mäts inte denna gång"),
    ({"Väntas": "mäts inte", "Utfall": 82.0}, "Se över: Utfall: mäts inte denna gång"),
    ({"Väntas": "prognos"}, "Att fylla i"),
    ({"Utfall": 40.0, "Väntas": "prognos"}, "Att fylla i: prognos, eller varför den saknas"),
    ({"Kommentar": "Ja"}, "Att fylla i: utfall, eller varför det saknas"),
    ({"Utfall": "ca 80"}, "Rätta: Utfall: skriv ett enda tal"),
    ({"Utfall": NA}, "Rätta: Utfall: skriv ett enda tal"),
    ({"Utfall": True}, "Rätta: Utfall: skriv ett enda tal"),
    ({"Utfall": 1.0, "Riktning": "ja/nej"}, "Rätta: Utfall: skriv ja eller nej"),
    ({"Utfall": 0.85}, "Rätta: Utfall: menas 85 i stället för 0,85?"),
    ({"Utfall": -82.0}, "Rätta: Utfall: utanför det rimliga, kontrollera"),
    ({"Utfall": 82.0, "Kvinnor": "ca 80"}, "Rätta: Kvinnor: skriv ett enda tal"),
    ({"Prognos": 8250.0}, "Rätta: Prognos: utanför det rimliga, kontrollera"),
    (
        {"Varför saknas värde": "annat, se kommentar"},
        "Att fylla i: kommentar om varför värdet saknas",
    ),
    (
        {"Utfall": 82.0, "Varför saknas värde": "för få svar"},
        "Klart, men se över: både utfall och skäl att det saknas",
    ),
    (
        {"Utfall": 82.0, "Män": 80.0},
        "Klart, men se över: Kvinnor och Män: fyll i båda",
    ),
    (
        {"Utfall": 86.0, "Kvinnor": 85.0, "Män": 79.0},
        "Klart, men se över: Utfall: ligger inte mellan kvinnor och män",
    ),
    (
        {"Utfall": 82.0, "Mätdatum": 43709.0},
        "Klart, men se över: Mätdatum: senare än omgången mäts till",
    ),
    ({"Utfall": 82.0, "Kommentar": "x" * 1001}, "Klart, men se över: Kommentar: för lång"),
    (
        {"Utfall": 82.0, "Värdets status": "preliminärt"},
        "Klart, men se över: Kommentar: varför är värdet preliminärt?",
    ),
    ({"Utfall": 82.0}, "Klart"),
    ({"Utfall": "ja", "Riktning": "ja/nej"}, "Klart"),
)

COMMON: dict[str, ExcelValue] = {
    "Väntas": "slutligt utfall",
    "Riktning": "högre",
    "Måttenhet": "%",
    "Rimligt lägst": 60.0,
    "Rimligt högst": 98.0,
    "Mäts till och med": 43708.0,
}


def form_book(rows: list[dict[str, ExcelValue]], formula: str, table: Table) -> Workbook:
    """The table as Excel has it: real, with the column's formula in it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = table.sheet
    sheet.append(list(table.headers))
    for number, row in enumerate(rows, 2):
        for position, header in enumerate(table.headers, 1):
            put(sheet.cell(number, position), row.get(header))
        sheet.cell(number, table.headers.index("Kontroll") + 1).value = f"={formula}"
    last = get_column_letter(len(table.headers))
    excel_table = ExcelTable(displayName=table.name, ref=f"A1:{last}{len(rows) + 1}")
    excel_table.tableColumns = [
        TableColumn(id=n, name=header) for n, header in enumerate(table.headers, 1)
    ]
    sheet.add_table(excel_table)
    return book


@pytest.mark.libreoffice
def test_kontroll_says_the_same_of_wrong_rows_in_excel_and_in_python(tmp_path: Path) -> None:
    rows = [{**COMMON, **row} for row, _ in WRONG_ROWS]
    state = row_state(OUTCOME_FORM, ROW_RULES)
    path = tmp_path / "kontroll.xlsx"
    rules = [rule for rule in ROW_RULES if rule.code not in ("U19", "P12")]
    form_book(rows, check_column_formula(OUTCOME_FORM, rules), OUTCOME_FORM).save(path)

    answers = load_workbook(recalculate(path, tmp_path / "ut"), data_only=True).worksheets[0]

    place = OUTCOME_FORM.headers.index("Kontroll") + 1
    shown = [answers.cell(number, place).value for number in range(2, len(rows) + 2)]
    assert shown == [text for _, text in WRONG_ROWS]
    assert [state(row) for row in rows] == shown


def test_the_comment_on_a_missed_target_is_asked_for_where_the_form_knows_the_target() -> None:
    formula = check_column_formula(FULL_FORM, ROW_RULES, by_letter(FULL_FORM).__getitem__)

    assert row_rule("P12").native_text in formula
    assert row_rule("U19").native_text in formula
