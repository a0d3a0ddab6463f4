"""Split (dela ut): one plain file per unit, company and provider that a round asks something of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xlmal.building.committee import CommitteeForm
from xlmal.building.committee_template import CommitteeTemplate, without_receiver
from xlmal.building.guide import Guide
from xlmal.domain.municipality import Municipality
from xlmal.domain.request import Request, requests
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.ooxml.archive import Archive
from xlmal.operations.files import folder_for, safe_file_names, write_file
from xlmal.operations.form_rows import follow_up_rows, outcome_rows
from xlmal.operations.master import Master
from xlmal.operations.written_guide import own_words, steps_of
from xlmal.operations.written_rows import (
    council_goals_in,
    form_tables,
    issued_in,
    manifest_for,
    replaced_goals,
    written_requests,
)


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file that was made, and how many rows there are to fill in."""

    path: Path
    request: Request
    open_rows: int


def committee_forms(master: Master, round_: Round) -> list[tuple[Request, CommitteeForm]]:
    """What each file of a round asks, ready to be built.

    Raises:
        Refusal: the round asks nobody anything (A06).
    """
    municipality = master.municipality
    asked = requests(municipality, round_)
    if not asked:
        raise Refusal(
            "A06",
            f"Ingen har något att lämna i {round_.title}. Kontrollera att året stämmer och att "
            "bladen Nämndmål, Indikatorer och Målvärden är ifyllda.",
        )
    return [(request, _form(master, municipality, request, round_)) for request in asked]


def split(master: Master, round_: Round, folder: Path) -> list[SentFile]:
    """Write one file per request into a folder; an earlier file by the same name is kept aside.

    Raises:
        Refusal: nobody is asked (A06), or the folder cannot be written to (A20, A21).
    """
    if round_.kind.is_written:
        asked = written_requests(master, round_)
        files = zip(asked, _written(master, asked, round_), strict=True)
    else:
        forms = committee_forms(master, round_)
        asked = tuple(request for request, _ in forms)
        rows = [len(form.outcomes) for _, form in forms]
        made = zip(filled([form for _, form in forms]), rows, strict=True)
        files = zip(asked, made, strict=True)
    names = safe_file_names([request.provider for request in asked], round_)
    folder_for(folder)
    sent = []
    for request, (data, open_rows) in files:
        path = folder / names[request.provider]
        write_file(path, data)
        sent.append(SentFile(path, request, open_rows))
    return sent


def _written(
    master: Master, asked: Sequence[Request], round_: Round
) -> Iterator[tuple[bytes, int]]:
    """The files of a round in which units write, each with the rows of its first sheet."""
    from xlmal.building.written_book import WrittenForm, build_written

    municipality = master.municipality
    for request in asked:
        tables = form_tables(municipality, request, round_)
        guide = replace(
            _guide(municipality, request, round_),
            tables=tuple(table for table, _ in tables),
            steps=tuple(steps_of(round_.kind)),
        )
        form = WrittenForm(
            manifest=manifest_for(master, request.provider, round_),
            guide=guide,
            tables=tables,
            council_goals=council_goals_in(municipality, round_.year),
            issued=issued_in(tables, municipality, round_),
            words=own_words(municipality),
            replaced=replaced_goals(municipality, round_.year),
            settings=municipality.settings,
        )
        yield build_written(form), len(tables[0][1])


def filled(forms: Sequence[CommitteeForm]) -> Iterator[bytes]:
    """The files of the forms, in their order: one template is built per kind, and patched."""
    kinds: list[CommitteeForm] = []
    of_kind: list[list[CommitteeForm]] = []
    places = []
    for form in forms:
        kind = without_receiver(form)
        if kind not in kinds:
            kinds.append(kind)
            of_kind.append([])
        places.append(kinds.index(kind))
        of_kind[places[-1]].append(form)
    templates = [CommitteeTemplate(kind, its) for kind, its in zip(kinds, of_kind, strict=True)]
    archives = [Archive(template.data) for template in templates]
    for form, place in zip(forms, places, strict=True):
        yield archives[place].rewrite(templates[place].parts(form))


def _form(
    master: Master, municipality: Municipality, request: Request, round_: Round
) -> CommitteeForm:
    return CommitteeForm(
        manifest=manifest_for(master, request.provider, round_),
        guide=_guide(municipality, request, round_),
        outcomes=outcome_rows(municipality, request, round_),
        follow_ups=follow_up_rows(municipality, request, round_),
        settings=municipality.settings,
    )


def _guide(municipality: Municipality, request: Request, round_: Round) -> Guide:
    occasion = municipality.occasion_of.get(round_)
    return Guide(
        municipality=municipality.settings.municipality,
        provider_name=request.name,
        round_title=(occasion.title if occasion else "") or round_.title,
        last_day=occasion.last_day if occasion else None,
        measured_to=occasion.measured_to if occasion else None,
        ask=_whom_to_ask(municipality),
        given_by_others=_given_by_others(municipality, request),
    )


def _whom_to_ask(municipality: Municipality) -> str:
    """The central office's own mailbox: the first contact of the first unit in the book."""
    central = municipality.units[0].code if municipality.units else ""
    for contact in municipality.contacts:
        if contact.unit == central and contact.mailbox:
            return f"{contact.role}, {contact.mailbox}"
    return ""


def _given_by_others(municipality: Municipality, request: Request) -> Sequence[str]:
    names = {provider.code: provider.name for provider in municipality.providers}
    names |= {unit.code: unit.name for unit in municipality.units}
    return [
        f"{indicator.id} {indicator.name} ({names.get(indicator.provider or '', '')})"
        for indicator in request.given_by_others
    ]
