"""The report's sections in reading order: what every renderer draws.

Why they are there:

- The council's goals and god ekonomisk hushållning, each by itself: KL 11 kap. 1 and 6 §§ ask for
  goals for sound finances, LKBR 11 kap. 8 § for an evaluation of whether they were reached (RKR
  R15 says how, for the annual report's förvaltningsberättelse).
- The August report judges the year by prognoses: LKBR 13 kap. 1 § asks for at least one interim
  report, RKR R17 says what it holds.
- The auditor's sheet: the auditors judge whether interim and annual results agree with the goals
  that the council has decided (KL 12 kap. 2 §).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xlmal.reports.blocks import Section
from xlmal.reports.content import ReportContent
from xlmal.reports.outline_figures import goal_figures, prognosis_accuracy
from xlmal.reports.outline_goals import council_goals, sound_finances, summary
from xlmal.reports.outline_lists import audit_sheet, indicators, key, not_reported
from xlmal.reports.outline_plan import time_plan
from xlmal.reports.outline_programme import programme
from xlmal.reports.outline_steering import steering
from xlmal.reports.outline_themes import crossing, themes
from xlmal.reports.outline_units import changed, not_met, units


@dataclass(frozen=True, slots=True)
class Outline:
    """A report's title and its sections in order."""

    title: str
    municipality: str
    subtitle: str
    sections: tuple[Section, ...]

    @property
    def parts(self) -> tuple[Section, ...]:
        """The sections with what is in them, each followed by its own parts."""
        return tuple(_with_parts(self.sections))

    def section(self, key: str) -> Section:
        """The section with a key.

        Raises:
            KeyError: there is none.
        """
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


def _with_parts(sections: tuple[Section, ...]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _with_parts(section.sections)


def outline(content: ReportContent) -> Outline:
    """Set the report's content in sections; one that has nothing to say says so, or is left out."""
    found = [
        summary(content),
        council_goals(content),
        sound_finances(content),
        not_met(content),
        changed(content),
        units(content, "namnder", "Nämnderna", content.committees),
        units(content, "bolag", "Bolag och kommunalförbund, för sig", content.companies),
        themes(content),
        crossing(content),
        steering(content),
        programme(content),
        time_plan(content),
        not_reported(content),
        audit_sheet(content),
        prognosis_accuracy(content),
        goal_figures(content),
        key(content),
        indicators(content),
    ]
    file = f" Uppgifterna kommer från {content.file}." if content.file else ""
    return Outline(
        title=content.title,
        municipality=content.municipality,
        subtitle=f"{content.municipality}. {content.round.title}.{file}",
        sections=tuple(section for section in found if section is not None),
    )
