"""A municipality to send files out for, in August 2019: D1 is closed and D2 is open.

KS  M1 | M1.1 Nöjda företag      | %     | prognos         | issued with outcome 81
       | M1.2 Nystartade företag | antal | slutligt utfall | no prognosis is asked for
       | M1.3 Detaljplaner       | ja/nej| prognos         |
BUN M2 | M2.1 Elever som trivs   | %     | prognos         | women and men apart
       | M2.2 Sjukfrånvaro       | %     | prognos         | given by HR
KN     | no goals, so nothing to answer
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from xlmal.domain.choices import Direction, Expectation, RoundStatus, UnitKind
from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, Outcome, YearTarget
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.domain.units import Provider, Unit

APRIL, AUGUST = Round.parse("2019-D1"), Round.parse("2019-D2")


def desk_municipality() -> Municipality:
    """Return the municipality of this module's first lines."""
    asked, final = Expectation.PROGNOSIS, Expectation.FINAL
    return Municipality(
        settings=Settings(municipality="Lillköping", year=2019),
        units=(
            Unit(code="KS", name="Kommunstyrelsen", kind=UnitKind.BOARD),
            Unit(code="BUN", name="Barn- och utbildningsnämnden", kind=UnitKind.COMMITTEE),
            Unit(code="KN", name="Kulturnämnden", kind=UnitKind.COMMITTEE),
        ),
        providers=(Provider(code="HR", name="Personalavdelningen"),),
        occasions=(
            ReportingOccasion(round=APRIL, status=RoundStatus.CLOSED, last_day=date(2019, 5, 15)),
            ReportingOccasion(round=AUGUST, status=RoundStatus.OPEN, last_day=date(2019, 9, 20)),
        ),
        council_goals=(CouncilGoal(id="K1", wording="Kommunen växer."),),
        unit_goals=(
            UnitGoal(id="M1", unit="KS", council_goal="K1", wording="Fler väljer kommunen."),
            UnitGoal(id="M2", unit="BUN", council_goal="K1", wording="Alla elever trivs."),
        ),
        indicators=(
            Indicator(
                id="M1.1", goal="M1", name="Nöjda företag", measure_unit="%",
                direction=Direction.HIGHER,
            ),
            Indicator(
                id="M1.2", goal="M1", name="Nystartade företag", measure_unit="antal",
                direction=Direction.HIGHER,
            ),
            Indicator(id="M1.3", goal="M1", name="Detaljplaner", direction=Direction.YES_NO),
            Indicator(
                id="M2.1", goal="M2", name="Elever som trivs", measure_unit="%",
                direction=Direction.HIGHER, by_sex=True,
            ),
            Indicator(
                id="M2.2", goal="M2", name="Sjukfrånvaro", measure_unit="%",
                direction=Direction.LOWER, provider="HR",
            ),
        ),
        targets=(
            YearTarget(indicator="M1.1", year=2019, target=85, expect_d1=asked, expect_d2=asked),
            YearTarget(indicator="M1.2", year=2019, target=50, expect_d1=final, expect_d2=final),
            YearTarget(indicator="M1.3", year=2019, target=True, expect_d2=asked),
            YearTarget(indicator="M2.1", year=2019, target=90, expect_d2=asked),
            YearTarget(indicator="M2.2", year=2019, target=6, expect_d2=asked),
        ),
        outcomes=(
            Outcome(indicator="M1.1", round=Round.parse("2018-ÅR"), outcome=80),
            Outcome(indicator="M1.1", round=AUGUST, outcome=81, comment="Enkät i maj."),
        ),
    )  # fmt: skip


def with_status(municipality: Municipality, round_: Round, status: RoundStatus) -> Municipality:
    """Return the municipality with another status of one round."""
    return replace(
        municipality,
        occasions=tuple(
            one.model_copy(update={"status": status}) if one.round == round_ else one
            for one in municipality.occasions
        ),
    )
