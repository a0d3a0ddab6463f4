"""The municipality's own choices: policy numbers with the memo's values as defaults."""

from __future__ import annotations

from xlmal.domain.choices import PartialRule, RollupMethod, State
from xlmal.domain.types import Fact


class StateWords(Fact):
    """A municipality's own sign and words for one state; what is empty is said as usual."""

    state: State
    symbol: str = ""
    interim: str = ""
    annual: str = ""


class Settings(Fact):
    """Policy numbers and rules of assessment; shares are fractions, 0.5 = 50 %."""

    municipality: str = "Kommunen"
    year: int = 2019
    least_indicators: int = 1
    most_indicators: int = 3
    least_council_goals: int = 4
    most_council_goals: int = 5
    concentration_share: float = 1 / 3
    partial_rule: PartialRule = PartialRule.PROGRESS
    progress_share: float = 0.5
    ratio_share: float = 0.8
    rollup_method: RollupMethod = RollupMethod.SHARE
    met_from: float = 1.0
    partly_from: float = 0.5
    partly_counts: float = 0.5
    least_coverage: float = 0.5
    decided_rolls_up: bool = True
    comment_length: int = 1000
    least_respondents: int = 30
    missing_words: tuple[str, ...] = ()
    report_logo: str = ""
    report_colour: str = ""
    report_template: str = ""
    state_words: tuple[StateWords, ...] = ()
