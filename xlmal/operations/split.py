"""Split (dela ut): one plain file per unit, company and provider that a round asks something of."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from xlmal.schema.manifest import COMMITTEE, Manifest


@dataclass(frozen=True, slots=True)
class SentFile:
    """One file that was made, and how much it asks."""

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
    forms = committee_forms(master, round_)
    names = safe_file_names([request.provider for request, _ in forms], round_)
    folder_for(folder)
    sent = []
    for (request, form), data in zip(forms, filled([form for _, form in forms]), strict=True):
        path = folder / names[request.provider]
        write_file(path, data)
        sent.append(SentFile(path, request, len(form.outcomes)))
    return sent


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
    occasion = municipality.occasion_of.get(round_)
    identity = f"{master.manifest.workbook_id}/{request.provider}/{round_.code}"
    return CommitteeForm(
        manifest=Manifest(
            workbook_id=str(uuid.uuid5(uuid.NAMESPACE_URL, identity)),
            kind=COMMITTEE,
            year=round_.year,
            provider=request.provider,
            round=round_,
            master_id=master.manifest.workbook_id,
        ),
        guide=Guide(
            municipality=municipality.settings.municipality,
            provider_name=request.name,
            round_title=(occasion.title if occasion else "") or round_.title,
            last_day=occasion.last_day if occasion else None,
            measured_to=occasion.measured_to if occasion else None,
            ask=_whom_to_ask(municipality),
            given_by_others=_given_by_others(municipality, request),
        ),
        outcomes=outcome_rows(municipality, request, round_),
        follow_ups=follow_up_rows(municipality, request, round_),
        settings=municipality.settings,
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
