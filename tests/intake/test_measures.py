"""The percent guard and the plausible range, seen in a sheet."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.sheets import cell, read, told, values
from xlmal.finding import Kind, RawCell
from xlmal.intake.formats import number_format
from xlmal.intake.measures import Guard, needs_history, read_number
from xlmal.intake.reading import MeasureContext, Reading, ReadOptions, by_first_key
from xlmal.schema.master import INDICATORS


def test_percent_is_read_on_the_scale_0_to_100_or_asked_about():
    found = read("""
        | Indikator-ID | Omgång  | Måttenhet | Utfall             | Prognos     |
        | KS-001       | 2025-D1 | %         | 0.825 [0.0%]       | 0.85 [0%]   |
        | KS-002       | 2025-D1 | %         | 82.5               | 85          |
        | KS-003       | 2025-D1 | %         | '82,5 %'           | '85%'       |
        | KS-004       | 2025-D1 | %         | 0.825              | '0,85'      |
        | KS-005       | 2025-D1 | %         | 82.5 [0%]          | 85 [0%]     |
        | KS-006       | 2025-D1 | %         | 5 [0\\%]           | 6 [0"%"]    |
        | KS-007       | 2025-D1 | procent   | 0                  | 0.005 [0.0%] |
    """)
    assert values(found, "Utfall") == {2: 82.5, 3: 82.5, 4: 82.5, 5: None, 6: None, 7: 5.0, 8: 0.0}
    assert values(found, "Prognos") == {2: 85, 3: 85, 4: 85, 5: None, 6: None, 7: 6.0, 8: 0.5}
    assert told(found) == [
        *[("V09", "D4"), ("V09", "E4"), ("V11", "D5"), ("V11", "E5"), ("V13", "D6"), ("V13", "E6")]
    ]


def test_percent_in_a_measure_of_another_unit_is_asked_about():
    found = read("""
        | Indikator-ID | Omgång  | Måttenhet | Utfall    | Prognos |
        | M1.1         | 2025-D1 | antal     | 0.85 [0%] | '85 %'  |
        | M1.2         | 2025-D1 |           | 0.85 [0%] | 0.85    |
    """)
    assert told(found) == [("V10", "D2"), ("V10", "E2"), ("V10", "D3")]
    assert values(found, "Prognos") == {2: None, 3: 0.85}


@pytest.mark.parametrize(
    ("low", "high", "history", "value", "code"),
    [
        (None, None, (), None, "V11"),  # nothing is known
        (0, 100, (), None, "V11"),  # both 0,85 and 85 are plausible
        (0, 100, (82, 84), None, "V11"),  # only the history speaks for 85
        (55, 95, (), None, "V11"),  # only the range does
        (55, 95, (82, 84), 85.0, "V12"),  # both do
        (0, 100, (0.7, 0.9), 0.85, ""),  # the history speaks for 0,85, the range allows it
        (0, 5, (), 0.85, ""),  # 85 is not plausible
        (0, 5, (82, 84), None, "V11"),  # they disagree
        (-10, 10, (-1.0, 1.0, 3.2), 0.85, ""),  # it has been below one per cent before
    ],
)
def test_a_share_is_taken_for_percent_only_when_everything_known_agrees(
    low, high, history, value, code
):
    context = MeasureContext("%", plausible_min=low, plausible_max=high, history=history)
    parsed = read_number(cell(2, 3, "0.85"), context, Guard.FULL)
    assert parsed.value == value
    assert [remark.check.code for remark in parsed.remarks] == ([code] if code else [])


@pytest.mark.parametrize(
    ("written", "proposal"),
    [("-74", "Menade du 74?"), ("825", "Menade du 82,5?"), ("7400", "Menade du 74?"), ("12", "")],
)
def test_a_value_outside_the_plausible_range_is_not_taken(written, proposal):
    context = MeasureContext("antal", plausible_min=55, plausible_max=95)
    parsed = read_number(cell(2, 3, written), context, Guard.FULL)
    (remark,) = parsed.remarks
    assert (parsed.value, remark.check.code) == (None, "V14")
    assert remark.details["proposal"].strip() == proposal
    assert remark.details["range"] == "55 till 95"


def test_the_context_comes_from_the_options_or_else_from_the_row():
    context = by_first_key({"M1.1": MeasureContext("antal", plausible_max=10)})
    found = read(
        """
        | Indikator-ID | Omgång  | Måttenhet | Utfall | Prognos |
        | M1.1         | 2025-D1 | %         | 0.5    | 11      |
        | M1.2         | 2025-D1 | %         | 0.5    | 11      |
        """,
        options=ReadOptions(context=context),
    )
    assert told(found) == [("V14", "E2"), ("V11", "D3")]
    assert values(found, "Utfall") == {2: 0.5, 3: None}


def test_an_indicator_s_own_range_and_direction_guard_its_baseline():
    found = read(
        """
        |Indikator-ID|Mål-ID| Indikator | Måttenhet | Riktning | Basvärde | Rimligt högst | Vikt   |
        |M1.1        |M1    | Nöjdhet   | %         | högre    | 820      | 100           | 2      |
        |M1.2        |M1    | Plan      |           | ja/nej   | nej      |               | 0.5    |
        |M1.3        |M1    | Andel     | %         | högre    | 82       | 1 [0%]        | 1 [0%] |
        """,
        INDICATORS,
    )
    assert told(found) == [("V14", "F2"), ("V10", "H4")]
    assert values(found, "Basvärde") == {2: None, 3: False, 4: 82.0}
    assert values(found, "Rimligt högst") == {2: 100.0, 3: None, 4: 100.0}


def test_ja_and_nej_answer_an_indicator_that_asks_for_them():
    context = by_first_key({f"M1.{n}": MeasureContext(yes_no=True) for n in range(1, 7)})
    found = read(
        """
        | Indikator-ID | Omgång  | Utfall | Prognos |
        | M1.1         | 2025-D1 | ja     | Nej     |
        | M1.2         | 2025-D1 | J      | n       |
        | M1.3         | 2025-D1 | SANT   | 'sant'  |
        | M1.4         | 2025-D1 | 1      | kanske  |
        | M2.1         | 2025-D1 | ja     | SANT    |
        """,
        options=ReadOptions(context=context),
    )
    assert values(found, "Utfall") == {2: True, 3: True, 4: True, 5: None, 6: None}
    assert values(found, "Prognos") == {2: False, 3: False, 4: True, 5: None, 6: None}
    assert told(found) == [
        *[("V30", "C3"), ("V30", "D3"), ("V30", "C4"), ("V30", "D4"), ("V31", "C5"), ("V31", "D5")],
        *[("V04", "C6"), ("V16", "D6")],
    ]


def test_what_is_stored_in_a_number_cell_but_is_no_number_is_asked_about():
    found = read("""
        | Indikator-ID | Omgång  | Utfall              | Prognos          |
        | M1.1         | 2025-D1 | SANT                | FALSKT           |
        | M1.2         | 2025-D1 | 'SANT'              | 'falskt'         |
        | M1.3         | 2025-D1 | #N/A                | #SPILL!          |
        | M1.4         | 2025-D1 | =SUM(40,42.5)       | =C5*2            |
        | M1.5         | 2025-D1 | 45717 [yyyy-mm-dd]  | 45779 [d-mmm]    |
        | M1.6         | 2025-D1 | 0.35 [h:mm]         | @2025-03-01      |
        | M1.7         | 2025-D1 | 83.5 [yyyy-mm-dd]   | 1250000 [#,##0,] |
        | M1.8         | 2025-D1 | =1/0 -> #DIV/0!     | 1E400            |
    """)
    assert set(values(found, "Utfall").values()) == {None}
    assert set(values(found, "Prognos").values()) == {None}
    assert told(found) == [
        *[("V16", "C2"), ("V16", "D2"), ("V16", "C3"), ("V16", "D3"), ("V17", "C4"), ("V17", "D4")],
        *[("V19", "C5"), ("V19", "D5"), ("V15", "C6"), ("V15", "D6"), ("V15", "C7"), ("V15", "D7")],
        *[("V15", "C8"), ("V24", "D8"), ("V17", "C9"), ("V23", "D9")],
    ]
    lines = [finding.as_line() for finding in found.findings]
    assert (
        "Utfall!C6, M1.5: cellen innehåller ett datum eller en tid (2025-03-01). Excel har"
        in (lines[8])
    )
    assert "'1-3'" in lines[8]
    assert "'2-5'" in lines[9]
    assert "83,5" in lines[12]


def test_a_formula_gives_its_stored_result_and_a_linked_file_s_name_is_told():
    found = read(
        """
        | Indikator-ID | Omgång  | Utfall                     | Prognos                            |
        | M1.1         | 2025-D1 | =SUM(A1) -> 82.5           | ='[1]Blad 1'!$B$7 -> 85            |
        | M1.2         | 2025-D1 | =tblUtfall[2019] -> 3      | ='C:\\hemlig\\[Bok.xlsx]B'!A1 -> 4 |
        | M1.3         | 2025-D1 | =1+[9]B!A1 -> 3            | =[1]B!A1 -> ca 5                   |
        """,
        external_links=("Underlag.xlsx",),
    )
    assert values(found, "Utfall") == {2: 82.5, 3: 3.0, 4: 3.0}
    assert values(found, "Prognos") == {2: 85.0, 3: 4.0, 4: None}
    assert told(found) == [("V20", "D2"), ("V20", "D3"), ("V20", "C4"), ("V07", "D4")]
    lines = " ".join(finding.as_line() for finding in found.findings)
    assert "(Underlag.xlsx)" in lines
    assert "(Bok.xlsx)" in lines
    assert "hemlig" not in lines


def test_words_for_a_missing_value_come_from_the_options():
    table = """
        | Indikator-ID | Omgång  | Utfall    | Prognos    |
        | M1.1         | 2025-D1 | mäts ej   | '–'        |
        | M1.2         | 2025-D1 | NA        | saknas     |
    """
    found = read(table)
    assert told(found) == [("V21", "C2"), ("V21", "D2"), ("V04", "C3"), ("V04", "D3")]
    cells = found.rows[0].cells
    assert (cells["Utfall"].reading, cells["Utfall"].missing) == (
        Reading.BLANK,
        "mäts inte denna gång",
    )
    assert cells["Prognos"].missing is None
    own = read(table, options=ReadOptions(missing_words={"saknas": None}))
    assert told(own) == [("V04", "C2"), ("V04", "D2"), ("V04", "C3"), ("V21", "D3")]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", ""),
        ("#,##0.00", ""),
        ('# ##0,00 "kr"', ""),
        ("_-* #,##0.00\\ _k_r_-;[Red]-* #,##0.00", ""),
        ("0 st", ""),
        ("[$kr-41D] #,##0", ""),
        ("0.00E+00", ""),
        ("0\\%", ""),
        ('0"%"', ""),
        ("0.0%", "percent"),
        ("#,##0,", "thousands"),
        ("0.0,,", "thousands"),
        ("yyyy-mm-dd", "date"),
        ("[$-41D]d mmmm yyyy;@", "date"),
        ("d-mmm", "date"),
        ("[h]:mm", "date"),
        ("mm:ss.0", "date"),
        ("h:mm AM/PM", "date"),
    ],
)
def test_number_formats_are_told_apart(code, kind):
    shown = number_format(code)
    assert (shown.is_percent, shown.in_thousands, shown.is_date) == (
        kind == "percent",
        kind == "thousands",
        kind == "date",
    )


@given(
    st.sampled_from(["0", "0.85", "-0.3", "1", "1.0001", "82.5", "-150", "8500", "1e30"]),
    st.sampled_from(["General", "0.0", "0%", "yyyy-mm-dd", "#,##0,"]),
    st.sampled_from(["%", "antal", ""]),
    st.sampled_from([(None, None), (20.0, 100.0), (-1.0, 1.0), (None, 90.0)]),
    st.lists(st.sampled_from([0.0, 0.5, 82.0, 8000.0]), max_size=3),
    st.sampled_from(Guard),
)
@settings(max_examples=300)
def test_what_does_not_need_the_history_means_the_same_without_it(
    text, shown_as, unit, bounds, history, guard
):
    known = MeasureContext(unit, False, *bounds, tuple(history))
    raw = RawCell(2, 1, Kind.NUMBER, text, shown_as)
    if not needs_history(raw.kind, text, shown_as):
        without = replace(known, history=())
        assert read_number(raw, known, guard) == read_number(raw, without, guard)


def test_a_share_a_percent_cell_and_a_text_need_the_history():
    assert needs_history(Kind.NUMBER, "0.85", "General")
    assert needs_history(Kind.NUMBER, "85", "0.0 %")
    assert needs_history(Kind.TEXT, "85", "General")
    assert not needs_history(Kind.NUMBER, "85", "General")
