"""Whether a goal says an effect or an activity, and whether it says what to measure.

A suggestion with its reasons, never a gate: words alone do not know what a council meant. An effect
is a state or a change for residents and other target groups, or a result that can be measured; an
activity is what the organisation itself does. The manual's page Formulering says how it is judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xlmal.domain.wording.clause import Clause, clause_of, sentences
from xlmal.domain.wording.judged import Reason, Verdict
from xlmal.domain.wording.measure import measures_in
from xlmal.domain.wording.rules import judge

__all__ = ["OPENINGS", "Reason", "Verdict", "Wording", "verdict_of", "wording_of"]


#: The commonest first words of goals that are activities: Excel can look for these, and no more.
#: Whatever follows them, the verdict is an activity.
OPENINGS: Final = (
    "anordna",
    "arbeta",
    "arbeta fram",
    "bjuda in",
    "delta",
    "erbjuda",
    "fortsätta",
    "följa upp",
    "främja",
    "genomföra",
    "handlägga",
    "implementera",
    "informera",
    "införa",
    "inventera",
    "kartlägga",
    "kommunen ska arbeta",
    "kommunen ska verka för",
    "möjliggöra",
    "nämnden ska arbeta",
    "nämnden ska genomföra",
    "nämnden ska verka för",
    "påbörja",
    "rekrytera",
    "revidera",
    "samverka",
    "se över",
    "skapa",
    "starta",
    "stödja",
    "ta fram",
    "underlätta",
    "uppmuntra",
    "upprätta",
    "utbilda",
    "utreda",
    "utveckla",
    "utvärdera",
    "verka för",
    "vi ska arbeta",
    "öka dialogen",
)


@dataclass(frozen=True, slots=True)
class Wording:
    """How a goal is worded.

    Attributes:
        verdict: effect, activity, or unclear.
        reasons: why, each with its rule and the words it rests on, the one that decides first;
            never empty.
        measures: what in the text could be measured; empty when nothing could.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    measures: tuple[Reason, ...]

    @property
    def is_measurable(self) -> bool:
        """Whether the text itself says what to measure: a number, a direction, all or none."""
        return bool(self.measures)


def wording_of(text: str) -> Wording:
    """Judge a goal's wording.

    Of several sentences the first that says either decides: those after it explain.
    """
    return Wording(*verdict_of(text), measures_in(text))


def verdict_of(text: str) -> tuple[Verdict, tuple[Reason, ...]]:
    """Return the verdict and the reasons that `wording_of` gives, whatever could be measured."""
    found = [(one := clause_of(sentence), judge(one)) for sentence in sentences(text)]
    told = [judged.verdict for _, judged in found if judged.verdict is not Verdict.UNCLEAR]
    # Sorting keeps the order: the reason that decides comes first.
    found.sort(key=lambda one: one[1].verdict is Verdict.UNCLEAR)
    reasons = [reason for clause, judged in found for reason in (judged.reason, *_aside(clause))]
    if not found:
        reasons = [Reason("tomt", (), "texten är tom")]
    if len(set(told)) > 1:
        reasons.append(Reason("olika meningar", (), "meningarna säger olika, den första avgör"))
    return (told[0] if told else Verdict.UNCLEAR), tuple(reasons)


def _aside(clause: Clause) -> list[Reason]:
    """What was set aside before judging."""
    if not clause.purpose:
        return []
    words = ("att", *clause.purpose)
    text = f"”{' '.join(words)}” säger varför, och räknas inte"
    return [Reason("syfte", words, text)]
