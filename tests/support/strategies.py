"""Generated municipalities (hypothesis): small, and odd in the ways that real ones are."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from xlmal.domain.choices import (
    Direction,
    Expectation,
    MissingReason,
    RoundStatus,
    State,
    UnitKind,
    ValueStatus,
)
from xlmal.domain.followup import GoalFollowUp
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.domain.types import Measured
from xlmal.domain.units import Provider, Unit

AUGUST = Round.parse("2019-D2")

#: Figures as they stand in a cell: signed, tiny, with the digits that binary floats leave over.
figures = st.one_of(
    st.integers(-2000, 2000).map(float),
    st.decimals(-1000, 1000, places=1).map(float),
    st.floats(-1e6, 1e6, allow_nan=False, width=32),
    st.sampled_from([0.1 + 0.2, 1 / 3, 1e-7, 0.5, 1e15]),
)

#: Texts as people write them: line breaks, quotes, marks of formulas, å in two parts, emoji.
texts = st.one_of(
    st.just(""),
    st.sampled_from(["=1+1", "-5 % sämre", "a\N{COMBINING RING ABOVE}tga\u0308rd", " å ", "007"]),
    st.text(
        st.sampled_from("aåä ö1,.;|<>&\"'=+-@\n\t\N{NO-BREAK SPACE}_x005F\N{WARNING SIGN}"),
        max_size=20,
    ),
)

days = st.dates(date(2018, 1, 1), date(2020, 12, 31))


def _measured(direction: Direction) -> st.SearchStrategy[Measured]:
    return st.booleans() if direction is Direction.YES_NO else figures


@st.composite
def _outcome(draw: st.DrawFn, indicator: Indicator, round_: Round) -> Outcome:
    assert indicator.direction is not None
    value = st.none() | _measured(indicator.direction)
    return Outcome(
        indicator=indicator.id,
        round=round_,
        outcome=draw(value),
        women=draw(st.none() | figures),
        prognosis=draw(value),
        value_status=draw(st.none() | st.sampled_from(ValueStatus)),
        missing_reason=draw(st.none() | st.sampled_from(MissingReason)),
        measured_on=draw(st.none() | days),
        comment=draw(texts),
    )


@st.composite
def _indicator(draw: st.DrawFn, id_: str, goal: str) -> Indicator:
    return Indicator(
        id=id_,
        goal=goal,
        name=f"Indikator {id_}",
        measure_unit=draw(st.sampled_from(["%", "antal", "dagar", ""])),
        decimals=draw(st.integers(0, 2)),
        direction=draw(st.sampled_from(Direction)),
        by_sex=draw(st.booleans()),
        provider=draw(st.sampled_from([None, None, "HR"])),
    )


@st.composite
def municipalities(draw: st.DrawFn) -> Municipality:
    """A municipality in August 2019 with one to three units, some of them without goals."""
    codes = draw(st.lists(st.sampled_from(["KS", "BUN", "ÖFN"]), min_size=1, unique=True))
    units = tuple(
        Unit(code=code, name=f"Nämnden {code}", kind=UnitKind.COMMITTEE) for code in codes
    )
    goals: list[UnitGoal] = []
    indicators: list[Indicator] = []
    for place, code in enumerate(codes):
        for _ in range(draw(st.integers(1 if place == 0 else 0, 2))):
            goal = f"M{len(goals) + 1}"
            goals.append(UnitGoal(id=goal, unit=code, council_goal="K1", wording=f"Mål {goal}"))
            indicators += [
                draw(_indicator(f"{goal}.{number}", goal))
                for number in range(1, draw(st.integers(1, 2)) + 1)
            ]
    outcomes: list[Outcome] = []
    for indicator in indicators:
        for round_ in (Round.parse("2018-ÅR"), AUGUST):
            if draw(st.booleans()):
                outcomes.append(draw(_outcome(indicator, round_)))
    return Municipality(
        settings=Settings(municipality="Genererad", year=2019),
        units=units,
        providers=(Provider(code="HR", name="Personalavdelningen"),),
        occasions=(ReportingOccasion(round=AUGUST, status=RoundStatus.OPEN),),
        council_goals=(CouncilGoal(id="K1", wording="Kommunen växer."),),
        unit_goals=tuple(goals),
        indicators=tuple(indicators),
        targets=tuple(
            YearTarget(
                indicator=one.id,
                year=2019,
                target=draw(_measured(one.direction or Direction.HIGHER)),
                expect_d2=draw(st.sampled_from(Expectation)),
            )
            for one in indicators
        ),
        outcomes=tuple(outcomes),
        follow_ups=tuple(
            GoalFollowUp(
                goal=goal.id,
                round=AUGUST,
                assessment=draw(st.none() | st.sampled_from(State)),
                analysis=draw(texts),
                due=draw(st.none() | days),
            )
            for goal in goals
            if draw(st.booleans())
        ),
    )
