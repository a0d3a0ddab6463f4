"""Every rule there is, held to the same demands."""

from __future__ import annotations

import pytest

from support.rule_tables import broken_in_book
from xlmal.finding import Severity
from xlmal.ooxml import checks as file_checks
from xlmal.rules.catalogue import BOOK_RULES, ROW_RULES, TOPICS, all_checks
from xlmal.rules.engine import written
from xlmal.rules.rule import NATIVE_TEXT_LENGTH, BookRule, NativeForm, RowRule
from xlmal.rules.sample import sound_municipality
from xlmal.rules.verdict import compile_python
from xlmal.schema.committee import COMMITTEE_TABLES
from xlmal.schema.master import MASTER_TABLES
from xlmal.schema.written import WRITTEN_TABLES

RULES: tuple[RowRule | BookRule, ...] = (*ROW_RULES, *BOOK_RULES)

row_rules = pytest.mark.parametrize("rule", ROW_RULES, ids=lambda rule: rule.code)
book_rules = pytest.mark.parametrize("rule", BOOK_RULES, ids=lambda rule: rule.code)
any_rules = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


def test_there_are_rules_enough_and_no_two_share_a_code() -> None:
    assert len(RULES) >= 60
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_every_check_is_in_one_list_by_code_with_those_of_reading() -> None:
    found = all_checks([file_checks.NOT_FOUND])

    assert {"F01", "T01", "V01", "S01", "M01", "I01", "U01", "P01", "B01", "G01"} <= found.keys()
    assert list(found) == sorted(found)
    assert {code[0] for code in found} <= TOPICS.keys()


def test_two_checks_with_one_code_are_refused() -> None:
    with pytest.raises(ValueError, match="F01"):
        all_checks([file_checks.NOT_FOUND, file_checks.NOT_FOUND])


@any_rules
def test_a_rule_says_in_swedish_what_holds_why_and_what_to_do(rule: RowRule | BookRule) -> None:
    assert rule.title.endswith(".")
    assert rule.title[0].isupper()
    assert rule.reason.endswith(".")
    assert rule.message.endswith(".") or rule.message.endswith("?")
    assert rule.message[0].islower() or rule.message[0] == "{", "the place stands before it"
    assert rule.check.example


@row_rules
def test_the_failing_row_breaks_the_rule_and_the_passing_one_does_not(rule: RowRule) -> None:
    is_broken = compile_python(rule.broken)

    assert is_broken(rule.example.failing) is True
    assert is_broken(rule.example.passing) is not True


@row_rules
def test_a_row_without_any_of_the_columns_is_not_tried(rule: RowRule) -> None:
    assert compile_python(rule.broken)({}) is not True


@row_rules
def test_a_rule_marks_a_stored_column_and_reads_columns_that_exist(rule: RowRule) -> None:
    assert rule.table.column(rule.marks).is_stored
    tables = [*MASTER_TABLES.values(), *COMMITTEE_TABLES, *WRITTEN_TABLES]
    known = {header for table in tables for header in table.headers}
    assert rule.reads <= known | {"Når målet från", "Når målet till", "Tecken på aktivitet"}


@row_rules
def test_the_message_is_filled_from_the_row(rule: RowRule) -> None:
    values = {header: written(header, rule.example.failing.get(header)) for header in rule.columns}

    message = rule.message.format(
        **values,
        comment_length="1 000",
        least_respondents="30",
        least_indicators="1",
        most_indicators="3",
        year="2019",
    )

    assert "{" not in message


@row_rules
def test_the_text_for_kontroll_fits_and_names_what_to_look_at(rule: RowRule) -> None:
    assert 0 < len(rule.native_text) <= NATIVE_TEXT_LENGTH
    assert not rule.native_text.endswith(".")


@any_rules
def test_a_rule_that_excel_does_not_check_as_we_do_says_why(rule: RowRule | BookRule) -> None:
    assert bool(rule.native_reason) == (rule.native is not NativeForm.EXACT)


@row_rules
def test_only_what_makes_a_row_incomplete_is_asked_for_and_that_is_a_warning(rule: RowRule) -> None:
    assert not rule.completes or rule.severity is Severity.WARNING


def test_a_sound_municipality_breaks_no_rule() -> None:
    assert broken_in_book(sound_municipality()) == []


@book_rules
def test_the_example_breaks_the_rule(rule: BookRule) -> None:
    found = broken_in_book(rule.breaks(sound_municipality()))

    assert rule.code in [code for code, _ in found]
