"""The report's sections in reading order: what every renderer draws."""

from __future__ import annotations

from dataclasses import dataclass

from xlmal.reports.blocks import Section
from xlmal.reports.content import ReportContent
from xlmal.reports.outline_figures import goal_figures, prognosis_accuracy
from xlmal.reports.outline_goals import council_goals, sound_finances, summary
from xlmal.reports.outline_lists import audit_sheet, indicators, key, not_reported
from xlmal.reports.outline_themes import crossing, themes
from xlmal.reports.outline_units import changed, not_met, units


@dataclass(frozen=True, slots=True)
class Outline:
    """A report's title and its sections in order."""

    title: str
    municipality: str
    subtitle: str
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section:
        """The section with a key.

        Raises:
            KeyError: there is none.
        """
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)


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
