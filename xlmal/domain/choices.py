"""The closed choices of goal steering; each value is the Swedish word that stands in the cell."""

from __future__ import annotations

from enum import StrEnum


class UnitKind(StrEnum):
    """What sort of unit answers the council (KL 3 kap., 9 kap. and 10 kap.)."""

    COMMITTEE = "nämnd"
    BOARD = "styrelse"
    COMPANY = "bolag"
    FEDERATION = "kommunalförbund"
    JOINT_COMMITTEE = "gemensam nämnd"

    @property
    def is_committee(self) -> bool:
        """True for the municipality's own committees; others are counted apart."""
        return self not in (UnitKind.COMPANY, UnitKind.FEDERATION)


class GoalType(StrEnum):
    """What a goal is about; the memo's 2019 additions are the last three."""

    ACTIVITY = "verksamhet"
    FINANCE = "finans"
    PERSONNEL = "personal"
    ENVIRONMENT = "miljö"


class Direction(StrEnum):
    """Which way an indicator should go."""

    HIGHER = "högre"
    LOWER = "lägre"
    INTERVAL = "intervall"
    KEEP = "bibehålla"
    YES_NO = "ja/nej"


class MeasureKind(StrEnum):
    """How a measure behaves over the year; only flows add up."""

    FLOW = "flöde"
    LEVEL = "nivå"
    RATIO = "kvot"
    ROLLING = "rullande 12 månader"
    MEAN = "medel hittills"
    YEARLY = "en gång per år"


class Expectation(StrEnum):
    """What a round expects of an indicator in a given year."""

    PROGNOSIS = "prognos"
    FINAL = "slutligt utfall"
    PRELIMINARY = "preliminärt utfall"
    NOT_MEASURED = "mäts inte"


class ValueStatus(StrEnum):
    """Whether an outcome may still change (Värdets status)."""

    FINAL = "slutligt"
    PRELIMINARY = "preliminärt"


class MissingReason(StrEnum):
    """Why there is no value (Varför saknas värde)."""

    NOT_DUE = "mäts inte denna gång"
    NOT_PUBLISHED = "källan har inte publicerat"
    TOO_FEW = "för få svar"
    CANNOT_ASSESS = "kan inte bedömas"
    OTHER = "annat, se kommentar"


class State(StrEnum):
    """How a goal or an indicator stands; the six are never merged."""

    MET = "uppfyllt"
    PARTLY = "delvis uppfyllt"
    NOT_MET = "ej uppfyllt"
    CANNOT_ASSESS = "kan inte bedömas"
    NOT_REPORTED = "ej rapporterat"
    NOT_MEASURED = "mäts inte denna gång"

    @property
    def is_assessed(self) -> bool:
        """True for the three states that say something about the goal."""
        return self in (State.MET, State.PARTLY, State.NOT_MET)


class RollupMethod(StrEnum):
    """How several statuses become one."""

    SHARE = "andel"
    WORST = "sämsta"
    MAJORITY = "majoritet"


class PartialRule(StrEnum):
    """When a missed target still counts as partly met and no explicit limit is given."""

    PROGRESS = "vägen från basvärdet"
    RATIO = "andel av målvärdet"
    NEVER = "aldrig"


class RoundKind(StrEnum):
    """The occasions of a year: goals and contributions to be written, and three reports."""

    D1 = "D1"
    D2 = "D2"
    YEAR = "ÅR"
    GOALS = "mål"
    CONTRIBUTIONS = "bidrag"

    @property
    def is_written(self) -> bool:
        """True where units write goals or contributions, and report no figures."""
        return self in (RoundKind.GOALS, RoundKind.CONTRIBUTIONS)


class RoundStatus(StrEnum):
    """Whether a round takes answers."""

    PLANNED = "planerad"
    OPEN = "öppen"
    CLOSED = "stängd"
