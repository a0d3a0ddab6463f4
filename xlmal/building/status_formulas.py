"""An indicator's status as columns of formulas: the native twin of ``domain.status``.

One column a thought, in the order that one reasons: what the round expects, what was answered,
which value is judged, how far it is from the target, what partly met asks for, and the reason as a
sentence. A test holds every row equal to what Python says.
"""

from __future__ import annotations

from xlmal.building import status_cells as its
from xlmal.building.formula_words import any_of, choose, number_or_zero, text
from xlmal.building.status_verdict import how_far_it_is, verdict
from xlmal.building.status_words import in_words
from xlmal.domain.choices import Expectation, ValueStatus
from xlmal.domain.indicators import RANK_UNITS, YearTarget
from xlmal.domain.status import Basis

INDICATOR_CALCULATION = "tblRaknaIndikator"


def indicator_columns() -> dict[str, str]:
    """Header -> formula with [@Kolumn]; the column Rad says which row of Indikatorer it is."""
    return {
        **_what_is_asked(),
        **_what_is_aimed_at(),
        **_what_is_judged(),
        **how_far_it_is(),
        **verdict(),
        **in_words(),
    }


def _indicator(header: str) -> str:
    return f"INDEX(tblIndikatorer[{header}],[@Rad])"


def _target(header: str) -> str:
    return f"INDEX(tblMalvarden[{header}],[@Målvärdesrad])"


def _outcome(header: str) -> str:
    return f"INDEX(tblUtfall[{header}],[@Utfallsrad])"


def _row_of(chain: str) -> str:
    found = f"MATCH([@Indikator-ID],tblRaknaRader[{chain} gäller],0)"
    return f"IF([@Gäller]=0,0,IFERROR(INDEX(tblRaknaRader[{chain}],{found}),0))"


def _what_is_asked() -> dict[str, str]:
    usual = YearTarget.model_fields
    asked = [
        f"IF({_target(header)}={text('')},{text(usual[field].default)},{_target(header)})"
        for header, field in (
            ("Väntas i D1", "expect_d1"),
            ("Väntas i D2", "expect_d2"),
            ("Väntas i ÅR", "expect_year"),
        )
    ]
    first = f"INDEX({INDICATOR_CALCULATION}[Mål-ID],1)"
    return {
        "Indikator-ID": f'IFERROR({_indicator("Indikator-ID")}&"","")',
        "Mål-ID": f'IF([@Indikator-ID]="","",{_indicator("Mål-ID")}&"")',
        "Målets rad": ('IF([@Mål-ID]="",0,IFERROR(MATCH([@Mål-ID],tblRaknaMal[Mål-ID],0),0))'),
        "Gäller": "IF([@Målets rad]=0,0,INDEX(tblRaknaMal[Gäller],[@Målets rad]))",
        "Plats": (
            'IF([@Gäller]=0,"",INDEX(tblRaknaMal[Plats],[@Målets rad])'
            f"+COUNTIF({first}:[@Mål-ID],[@Mål-ID]))"
        ),
        "Målvärdesrad": _row_of("Målvärdesrad"),
        "Utfallsrad": _row_of("Utfallsrad"),
        "Väntas": (
            'IF([@Gäller]=0,"",IF(OR([@Målvärdesrad]=0,omgangNr>3),'
            f"{text(Expectation.NOT_MEASURED)},CHOOSE(omgangNr,{','.join(asked)})))"
        ),
    }


def _given(cell: str, row: str = "[@Gäller]") -> str:
    """A number at the indicator's decimals, ja or nej; "" for anything else."""
    answer = f'IF({cell}="ja","ja",IF({cell}="nej","nej",""))'
    given = f"IF(ISNUMBER({cell}),ROUND({cell},{its.DECIMALS}),{answer})"
    return f'IF({row}=0,"",IFERROR({given},""))'


def _what_is_aimed_at() -> dict[str, str]:
    baseline = _given(_indicator("Basvärde"))
    rank = any_of(f"TRIM({_indicator('Måttenhet')})", RANK_UNITS)
    lowest = _indicator("Rimligt lägst")
    return {
        "Riktning": f'IF([@Gäller]=0,"",{_indicator("Riktning")}&"")',
        "Decimaler": f"IF([@Gäller]=0,0,{number_or_zero(_indicator('Decimaler'))})",
        "Målvärde": _given(_target("Målvärde"), "[@Målvärdesrad]"),
        "Övre": _given(_target("Övre målvärde"), "[@Målvärdesrad]"),
        "Gräns": _given(_target("Gräns för delvis"), "[@Målvärdesrad]"),
        "Tolerans": _given(_indicator("Tolerans")),
        "Basvärde": f'IF({its.YES_NO},"",{baseline})',
        "Andel får räknas": (
            f"IF([@Gäller]=0,0,IF({rank},0,IF(ISNUMBER({lowest}),IF({lowest}<0,0,1),1)))"
        ),
    }


def _what_is_judged() -> dict[str, str]:
    final, preliminary, prognosis, none = (
        text(basis) for basis in (Basis.FINAL, Basis.PRELIMINARY, Basis.PROGNOSIS, Basis.NONE)
    )
    is_final = f"{its.SAID}={text(ValueStatus.FINAL)}"
    is_preliminary = f"{its.SAID}={text(ValueStatus.PRELIMINARY)}"
    has_prognosis = '[@Prognos]<>""'
    annual = choose(
        [
            (is_final, final),
            (
                f"AND({is_preliminary},{its.EXPECTED}={text(Expectation.PRELIMINARY)})",
                preliminary,
            ),
        ],
        none,
    )
    outcome_first = choose([(is_final, final), (has_prognosis, prognosis)], none)
    prognosis_first = choose([(has_prognosis, prognosis), (is_final, final)], none)
    unmarked = choose(
        [
            (f"{its.EXPECTED}={text(Expectation.FINAL)}", text(ValueStatus.FINAL)),
            (f"{its.EXPECTED}={text(Expectation.PRELIMINARY)}", text(ValueStatus.PRELIMINARY)),
        ],
        text(""),
    )
    said = _outcome("Värdets status")
    return {
        "Utfall": _given(_outcome("Utfall"), "[@Utfallsrad]"),
        "Prognos": _given(_outcome("Prognos"), "[@Utfallsrad]"),
        "Utfallet är": f'IF([@Utfall]="","",IF({said}="",{unmarked},{said}))',
        "Varför saknas värde": f'IF([@Utfallsrad]=0,"",{_outcome("Varför saknas värde")}&"")',
        "Underlag": choose(
            [
                ("[@Gäller]=0", text("")),
                (f"{its.EXPECTED}={text(Expectation.NOT_MEASURED)}", none),
                (its.IS_YEAR, annual),
                (f"{its.EXPECTED}={text(Expectation.FINAL)}", outcome_first),
            ],
            prognosis_first,
        ),
        "Bedömt värde": choose(
            [
                (f"{its.BASIS}={prognosis}", "[@Prognos]"),
                (f"OR({its.BASIS}={final},{its.BASIS}={preliminary})", "[@Utfall]"),
            ],
            text(""),
        ),
    }
