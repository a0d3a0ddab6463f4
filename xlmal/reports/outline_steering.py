"""The steering picture: its matrix, concentration, what hangs loose, and Agenda 2030."""

from __future__ import annotations

from collections.abc import Sequence

from xlmal.domain.numbers import fifteen_digits, percent, swedish
from xlmal.reports.blocks import (
    Bars,
    Block,
    Column,
    Grid,
    Limit,
    Paint,
    Section,
    Series,
    Text,
    Value,
)
from xlmal.reports.content import ReportContent
from xlmal.reports.outline_matrix import goal_matrix
from xlmal.reports.shown import Figure, Share
from xlmal.reports.steering import agenda_map
from xlmal.reports.themes import global_goal_name


def steering(content: ReportContent) -> Section:
    """The whole picture; each part is a sheet of its own in the workbook."""
    return Section(
        "styrbild",
        "Styrbild",
        (
            Text(
                "Hur styrningen hänger ihop: vilka nämnder och bolag som svarar mot vilka "
                "övergripande mål, var målen samlas, vad som saknar koppling och vad i Agenda 2030 "
                "som är täckt."
            ),
        ),
        (goal_matrix(content), _concentration(content), _loose(content), _agenda(content)),
        wide=True,
    )


def _concentration(content: ReportContent) -> Section:
    committees = next((one for one in content.statistics if one.counted), None)
    blocks: list[Block] = []
    rows: tuple[tuple[Value, ...], ...] = ()
    share = fifteen_digits(content.concentration)
    words = {one.id: one.wording for one in content.council_goals}
    if committees and committees.goals:
        limit = float(share * committees.goals)
        line = f"Gräns {percent(content.concentration)}: {swedish(limit, 1)} mål"
        reached = [id_ for id_, number in committees.spread if number >= limit - 1e-9]
        rows = tuple(
            (
                id_,
                words.get(id_, ""),
                number,
                Share(number / committees.goals),
                Figure(limit, 1),
                _against(id_, id_ in committees.crowded, reached),
            )
            for id_, number in committees.spread
        )
        said = _spread(content, committees.crowded, reached)
        told = ", ".join(f"{id_} {number}" for id_, number in committees.spread)
        blocks = [
            Text(said, lead="Spridning:"),
            Bars(
                "Nämndmål per övergripande mål",
                f"Stapeldiagram med en linje vid gränsen, {line}. {told}.",
                tuple(id_ for id_, _ in committees.spread),
                (
                    Series(
                        "Nämndmål",
                        Paint.PLAIN,
                        tuple(float(number) for _, number in committees.spread),
                    ),
                ),
                limit=Limit(line, limit),
                columns=("Nämndmål", "Gräns"),
            ),
        ]
    grid = Grid(
        "Nämndmålens spridning",
        (
            Column("ID", 5),
            Column("Övergripande mål", 60),
            Column("Nämndmål", 10, right=True),
            Column("Andel", 10, right=True),
            Column("Gräns", 10, right=True),
            Column("Anmärkning", 16, right=True),
        ),
        rows,
        empty="Inga nämndmål för året.",
    )
    return Section(
        "koncentration", "Koncentration", (*blocks[:1], grid, *blocks[1:]), new_page=False
    )


def _against(id_: str, is_crowded: bool, reached: Sequence[str]) -> str:
    if is_crowded:
        return "över gränsen"
    return "på gränsen" if id_ in reached else ""


def _spread(content: ReportContent, crowded: Sequence[str], reached: Sequence[str]) -> str:
    line = percent(content.concentration)
    if crowded:
        return f"Mer än {line} av nämndmålen svarar mot {', '.join(crowded)}."
    if reached:
        return f"{line} av nämndmålen svarar mot {', '.join(reached)}. Det är precis på gränsen."
    return f"Inget övergripande mål har mer än {line} av nämndmålen."


def _loose(content: ReportContent) -> Section:
    unanswered = [one for one in content.council_goals if not one.goals]
    rows: list[tuple[Value, ...]] = [
        ("Övergripande mål utan mål", one.id, "", one.wording) for one in unanswered
    ]
    rows += [
        ("Mål utan övergripande mål", one.id, one.unit, one.wording) for one in content.unlinked
    ]
    linked = sum(len(one.goals) for one in content.council_goals)
    said = (
        f"{len(unanswered)} av {len(content.council_goals)} övergripande mål besvaras av ingen. "
        f"{len(content.unlinked)} av {linked + len(content.unlinked)} mål svarar inte mot något "
        "övergripande mål."
    )
    return Section(
        "utan-koppling",
        "Utan koppling",
        (
            Text(said, lead="Läget:"),
            Grid(
                "Mål utan koppling",
                (
                    Column("Vad som saknas", 28),
                    Column("ID", 7),
                    Column("Nämnd/bolag", 14),
                    Column("Mål", 70),
                ),
                tuple(rows),
                empty="Alla övergripande mål besvaras, och alla mål svarar mot ett av dem.",
            ),
            Bars(
                "Mål med och utan koppling",
                f"Stapeldiagram. {said}",
                ("KF-mål", "Mål"),
                (
                    Series(
                        "med koppling",
                        Paint.PLAIN,
                        (float(len(content.council_goals) - len(unanswered)), float(linked)),
                    ),
                    Series(
                        "utan koppling",
                        Paint.THIRD,
                        (float(len(unanswered)), float(len(content.unlinked))),
                    ),
                ),
            ),
        ),
        new_page=False,
    )


def _agenda(content: ReportContent) -> Section:
    found = agenda_map(content.council_goals, content.goals)
    covered = [one for one in found if one.is_covered]
    missing = ", ".join(str(one.number) for one in found if not one.is_covered)
    targets = sum(len(one.targets) for one in found)
    said = f"{len(covered)} av 17 mål i Agenda 2030 nämns av något mål, liksom {targets} delmål."
    said += f" Ingen koppling: {missing}." if missing else ""
    return Section(
        "agenda-karta",
        "Agenda 2030, täckning",
        (
            Text(said, lead="Täckning:"),
            Text(
                "I rutan står de mål och delmål som det övergripande målet självt anger. Inom "
                "parentes: hur många av målen under det som nämner samma globala mål."
            ),
            Grid(
                "Agenda 2030 mot övergripande mål",
                (
                    Column("Globalt mål", 30),
                    *(Column(one.id, 9) for one in content.council_goals),
                    Column("Delmål", 22),
                    Column("Nämndmål", 11, right=True),
                    Column("Bolag och förbund", 11, right=True),
                ),
                tuple(
                    (
                        global_goal_name(one.number),
                        *map(str, one.by_council),
                        f"{len(one.targets)} av {one.all_targets}"
                        + (f": {', '.join(one.targets)}" if one.targets else ""),
                        one.committees,
                        one.companies,
                    )
                    for one in found
                ),
            ),
            Bars(
                "Mål per globalt mål",
                "Stapeldiagram. "
                + ", ".join(f"mål {one.number}: {one.committees + one.companies}" for one in found)
                + ".",
                tuple(str(one.number) for one in found),
                (
                    Series("Nämndmål", Paint.PLAIN, tuple(float(one.committees) for one in found)),
                    Series(
                        "Bolag och förbund",
                        Paint.SECOND,
                        tuple(float(one.companies) for one in found),
                    ),
                ),
                columns=("Nämndmål", "Bolag och förbund"),
            ),
        ),
        new_page=False,
    )
