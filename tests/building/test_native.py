"""Excel's own checks: within Excel's limits, and of one mind with Python after a recalculation."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product
from math import prod
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
from xlmal.domain.choices import Direction, Expectation, State
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
from xlmal.rules.nodes import Both, Either, Less, Negation, Outside
from xlmal.rules.row_state import row_state
from xlmal.rules.rule import RowRule
from xlmal.rules.verdict import compile_python
from xlmal.schema.columns import Column, Table, ValueType, calculated
from xlmal.schema.committee import COMMITTEE_TABLES, FOLLOW_UP_FORM, OUTCOME_FORM
from xlmal.schema.master import INDICATORS, MASTER_TABLES, UNIT_GOALS, UNITS

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
def test_each_rule_alone_keeps_within_what_excel_takes(rule: RowRule) -> None:
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
        (column(OUTCOME_FORM, "Antal svar"), "whole", "-1000000000"),
        (column(UNIT_GOALS, "Lydelsens kontrolltal"), "custom", "FALSE"),
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


#: What a cell may hold that makes other parts of a rule count.
TELLING: dict[str, tuple[ExcelValue, ...]] = {
    "Riktning": tuple(Direction),
    "Väntas": tuple(Expectation),
    "Bedömning": tuple(State),
    "Kommentar": (None, "text"),
    "Målvärde": (None, "ja", "nej", 85.0, 20.0),
    "Gräns för delvis": (85.0, 20.0, -1.0),
    "Tecken på aktivitet": (None, "”införa” säger vad organisationen gör"),
    "Mål": (
        *("Ta  fram", "TA FRAM en plan", "Ta framåt", "Öka dialogen.", "x" * 14, "x" * 15),
        *("x" * 300, "x" * 301),
    ),
}
NUMBERS: tuple[ExcelValue, ...] = (None, 0.0, 1.0, 20.0, 30.0, 85.0, 90.0, "ja", "nej")


def probe_rows(rule: RowRule) -> list[dict[str, ExcelValue]]:
    """The rule's example with every probe in every cell it reads, and mixtures of what tells."""
    headers = sorted(rule.reads)
    sound, wrong = (
        {header: example.get(header) for header in headers}
        for example in (rule.example.passing, rule.example.failing)
    )
    choices = [
        tuple(dict.fromkeys((wrong[header], *TELLING.get(header, NUMBERS)))) for header in headers
    ]
    if prod(map(len, choices)) <= 400:
        mixed = list(product(*choices))
    else:
        chance = random.Random(rule.code)
        mixed = [
            tuple(chance.choice((given[0], chance.choice(given))) for given in choices)
            for _ in range(40 * len(headers) ** 2)
        ]
    mixtures = [dict(zip(headers, values, strict=True)) for values in mixed]
    return [*rows_for(headers, sound), *rows_for(headers, wrong), *mixtures]


def mutants(node: Condition) -> Iterator[Condition]:
    """The condition with one thing in it changed, as a slip of the hand would."""
    match node:
        case Both(parts) | Either(parts):
            for place, part in enumerate(parts):
                for changed in mutants(part):
                    yield replace(node, parts=(*parts[:place], changed, *parts[place + 1 :]))
                if len(parts) > 1:
                    yield replace(node, parts=(*parts[:place], *parts[place + 1 :]))
        case Negation(part):
            yield part
            for changed in mutants(part):
                yield Negation(changed)
        case Less():
            yield replace(node, or_equal=not node.or_equal)
            yield Less(node.high, node.low, node.or_equal)
        case Outside():
            yield replace(node, low=node.high, high=node.low)
        case _:
            yield Negation(node)


@pytest.mark.parametrize("rule", ROW_RULES, ids=lambda rule: rule.code)
def test_the_probes_would_notice_a_changed_rule(rule: RowRule) -> None:
    rows = probe_rows(rule)
    truth = [compile_python(rule.broken)(row) is True for row in rows]

    unnoticed = [
        mutant
        for mutant in mutants(rule.broken)
        if [compile_python(mutant)(row) is True for row in rows] == truth
    ]

    assert unnoticed == []


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
    cases = {rule.code: (rule.broken, probe_rows(rule)) for rule in ROW_RULES}
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
    ({"Utfall": 70.0, "Väntas": "prognos"}, "Att fylla i: prognos, eller varför den saknas"),
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
    (
        {"Utfall": 0.85, "Rimligt lägst": 0.0, "Rimligt högst": 100.0},
        "Rätta: Utfall: menas 85 i stället för 0,85?",
    ),
    (
        {"Utfall": 82.0, "Kvinnor": 0.85, "Män": 80.0, "Rimligt lägst": 0.0},
        "Rätta: Kvinnor: menas 85 i stället för 0,85?",
    ),
    (
        {"Utfall": 82.0, "Mätdatum": "31 augusti 2019"},
        "Rätta: Mätdatum: skriv ett datum, till exempel 2019-08-31",
    ),
    ({"Utfall": 82.0, "Antal svar": "24 st"}, "Rätta: Antal svar: skriv ett antal"),
    ({"Utfall": 82.0, "Antal svar": -1.0}, "Rätta: Antal svar: skriv ett antal"),
    ({"Utfall": 82.0, "Antal svar": 24.0}, "Klart"),
    ({"Utfall": 0.0, "Rimligt lägst": 0.0}, "Klart"),
    ({"Utfall": 82.0}, "Klart"),
    ({"Utfall": "ja", "Riktning": "ja/nej"}, "Klart"),
)

COMMON: dict[str, ExcelValue] = {
    "Väntas": "slutligt utfall",
    "Riktning": "högre",
    "Måttenhet": "%",
    "Rimligt lägst": 60.0,
    "Rimligt högst": 98.0,
    "Kan vara andel från": -1.0,
    "Kan vara andel till": 1.0,
    "Mäts till och med": 43708.0,
}


def form_book(rows: list[dict[str, ExcelValue]], table: Table, plain: bool) -> Workbook:
    """The table as Excel has it: real, with the column's formula in it."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = table.sheet
    sheet.append(list(table.headers))
    for number, row in enumerate(rows, 2):
        for position, header in enumerate(table.headers, 1):
            put(sheet.cell(number, position), row.get(header))
        named = by_letter(table, str(number)).__getitem__ if plain else None
        formula = check_column_formula(table, ROW_RULES, named)
        sheet.cell(number, table.headers.index("Kontroll") + 1).value = f"={formula}"
    last = get_column_letter(len(table.headers))
    excel_table = ExcelTable(displayName=table.name, ref=f"A1:{last}{len(rows) + 1}")
    excel_table.tableColumns = [
        TableColumn(id=n, name=header) for n, header in enumerate(table.headers, 1)
    ]
    sheet.add_table(excel_table)
    return book


WRONG_FOLLOW_UPS: tuple[tuple[dict[str, ExcelValue], str], ...] = (
    ({}, "Att fylla i"),
    ({"Bedömning": "Uppfyllt"}, "Klart"),
    ({"Analys": "Brist"}, "Att fylla i: bedömning"),
    ({"Bedömning": "delvis uppfyllt", "Analys": " "}, "Att fylla i: analys"),
    ({"Bedömning": "ej uppfyllt", "Analys": "Brist"}, "Att fylla i: åtgärd"),
    (
        {"Bedömning": "uppfyllt", "Klart senast": 43707.0},
        "Klart, men se över: Klart senast: har redan passerat",
    ),
    (
        {"Bedömning": "uppfyllt", "Klart senast": "2019-12-31"},
        "Rätta: Klart senast: skriv ett datum, till exempel 2019-08-31",
    ),
)


def shown_in(path: Path, table: Table, out: Path) -> list[object]:
    sheet = load_workbook(recalculate(path, out), data_only=True)[table.sheet]
    place = table.headers.index("Kontroll") + 1
    return [sheet.cell(number, place).value for number in range(2, sheet.max_row + 1)]


@pytest.mark.libreoffice
def test_kontroll_says_the_same_of_wrong_rows_in_excel_and_in_python(tmp_path: Path) -> None:
    rows = [{**COMMON, **row} for row, _ in WRONG_ROWS]
    state = row_state(OUTCOME_FORM, ROW_RULES)
    path = tmp_path / "kontroll.xlsx"
    form_book(rows, OUTCOME_FORM, plain=True).save(path)

    shown = shown_in(path, OUTCOME_FORM, tmp_path / "ut")

    assert shown == [text for _, text in WRONG_ROWS]
    assert [state(row) for row in rows] == shown


@pytest.mark.libreoffice
def test_kontroll_works_with_the_tables_own_names_for_its_cells(tmp_path: Path) -> None:
    rows = [{"Mäts till och med": 43708.0, **row} for row, _ in WRONG_FOLLOW_UPS]
    state = row_state(FOLLOW_UP_FORM, ROW_RULES)
    path = tmp_path / "uppfoljning.xlsx"
    form_book(rows, FOLLOW_UP_FORM, plain=False).save(path)

    shown = shown_in(path, FOLLOW_UP_FORM, tmp_path / "ut")

    assert shown == [text for _, text in WRONG_FOLLOW_UPS]
    assert [state(row) for row in rows] == shown


def test_the_comment_on_a_missed_target_is_asked_for_where_the_form_knows_the_target() -> None:
    formula = check_column_formula(FULL_FORM, ROW_RULES, by_letter(FULL_FORM).__getitem__)

    assert row_rule("P12").native_text in formula
    assert row_rule("U19").native_text in formula
