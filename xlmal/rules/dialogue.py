"""The dialogue with residents (D01-): goals that exist, texts without personal data, a review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from xlmal.domain.dialogue import Classing, DialogueEntry
from xlmal.domain.personal.data import find_personal_data
from xlmal.domain.personal.words import NameWords
from xlmal.finding import Severity
from xlmal.rules.facts import at
from xlmal.rules.rule import BookRule, Breach
from xlmal.rules.sample import added
from xlmal.rules.view import BookView

ID, GOALS, CLASSING = "Synpunkt-ID", "Övergripande mål", "Klassning"

#: Names are a matter for the one who reads; here only what has a form of its own is looked for.
_NO_NAMES: Final = NameWords(frozenset(), frozenset(), frozenset(), frozenset())


def _unknown_goal(view: BookView) -> Iterator[Breach]:
    known = {id_.upper() for id_ in view.municipality.council_goal_by_id}
    for entry in view.municipality.dialogue:
        lacking = [id_ for id_ in entry.council_goals if id_.upper() not in known]
        if lacking:
            yield at("dialogue", entry, GOALS, named=", ".join(lacking))


def _personal_data(view: BookView) -> Iterator[Breach]:
    for entry in view.municipality.dialogue:
        found = find_personal_data(entry.text, _NO_NAMES)
        kinds = dict.fromkeys(str(one.kind) for one in found if one.kind.has_form)
        if kinds:
            # At the id, not at the text: what stands in a marked cell is repeated on Validering.
            yield at("dialogue", entry, ID, kinds=", ".join(kinds))


def _not_reviewed(view: BookView) -> Iterator[Breach]:
    proposed = [
        entry for entry in view.municipality.dialogue if entry.classing is Classing.PROPOSED
    ]
    if proposed:
        yield at("dialogue", proposed[0], CLASSING, count=len(proposed))


_TEXT = "Bygg en cykelväg till skolan."

BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="D01",
        severity=Severity.ERROR,
        title="Synpunktens övergripande mål finns.",
        reason="En koppling till ett mål som inte finns räknas inte till något mål.",
        message="{named} finns inte på bladet Övergripande mål. Kopplingen räknas inte. Rätta id, "
        "eller lägg till målet.",
        check_book=_unknown_goal,
        example="Synpunkten är kopplad till K99, som inte finns",
        breaks=added("dialogue", DialogueEntry(id="S1", text=_TEXT, council_goals=("K99",))),
    ),
    BookRule(
        code="D02",
        severity=Severity.WARNING,
        title="Synpunktens text har inga personuppgifter.",
        reason="Texter från invånare sprids med huvudarbetsboken; den som skrev har inte sagt ja "
        "till det (dataskyddsförordningen, artikel 5.1 c).",
        message="i synpunkten finns det som ser ut som {kinds}. Texten är orörd. Skriv [{kinds}] "
        "i stället, och leta efter namn på samma gång.",
        check_book=_personal_data,
        example="Ring mig på 070-174 06 05",
        breaks=added("dialogue", DialogueEntry(id="S1", text="Ring mig på 070-174 06 05")),
    ),
    BookRule(
        code="D03",
        severity=Severity.NOTE,
        title="Synpunkternas klassning är granskad.",
        reason="Ett förslag bygger på enstaka ord och kan vara fel.",
        message="antal synpunkter vars klassning bara är ett förslag efter orden i texten: "
        "{count}. Läs dem från den här raden och nedåt, och skriv granskad i Klassning.",
        check_book=_not_reviewed,
        example="Klassning är förslag",
        breaks=added("dialogue", DialogueEntry(id="S1", text=_TEXT, classing=Classing.PROPOSED)),
    ),
)
