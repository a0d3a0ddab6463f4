"""The sections that list: who is missing, the auditor's sheet, and every indicator."""

from __future__ import annotations

from collections import Counter

from xlmal.reports.audit import Judgeable
from xlmal.reports.blocks import Column, Grid, Section, Text, Value
from xlmal.reports.content import ReportContent
from xlmal.reports.parts import MissingProvider


def not_reported(content: ReportContent) -> Section:
    """Who has not answered, and each single figure that is missing."""
    rows: list[tuple[Value, ...]] = [
        (one.code, "", f"{one.name}: {what_is_missing(one)}", "ej inlämnat", known(one))
        for one in content.missing
    ]
    strong = frozenset(range(len(rows)))
    rows += [
        (
            one.unit,
            one.id,
            one.full_name,
            one.status,
            " ".join(filter(None, [one.reason, one.computed, one.comment])),
        )
        for one in content.missing_figures
    ]
    return Section(
        "saknas",
        "Vem som inte har rapporterat",
        (
            Text("Det här vet rapporten inte. En uppgift som saknas räknas aldrig som noll."),
            Grid(
                "Inte rapporterat",
                (
                    Column("Nämnd/bolag", 9),
                    Column("ID", 7),
                    Column("Vad som saknas", 36),
                    Column("Status", 14),
                    Column("Förklaring", 40),
                ),
                tuple(rows),
                strong=strong,
                empty="Alla har lämnat, och ingen uppgift saknas.",
            ),
        ),
    )


def what_is_missing(provider: MissingProvider) -> str:
    """What a provider has not sent."""
    return "ingen fil har samlats in" if provider.answered else "hela uppföljningen"


def known(provider: MissingProvider) -> str:
    """How much is known all the same."""
    goals = f"{provider.goals} mål. " if provider.goals else ""
    if not provider.asked:
        return f"{goals}Inga siffror väntas, men bedömningen saknas."
    if not provider.answered:
        whole = "Den enda uppgiften" if provider.asked == 1 else f"Alla {provider.asked} uppgifter"
        return f"{goals}{whole} saknas."
    return f"{goals}{provider.answered} av {provider.asked} uppgifter är kända på annat sätt."


def audit_sheet(content: ReportContent) -> Section:
    """Per goal: can it be judged, and if not, what is missing."""
    counted = Counter(row.judgeable for row in content.audit if row.unit)
    said = ", ".join(f"{counted[one]} {one}" for one in Judgeable if counted[one])
    voice = next((note.text for note in content.how_to_read if note.term.startswith("Vilken")), "")
    intro = [
        Text(
            "Revisorerna bedömer om resultatet är förenligt med fullmäktiges mål (kommunallagen "
            "12 kap. 2 §). Här står mål för mål om det går att säga, och annars vad som saknas."
        ),
        Text(f"Går målen att bedöma? {said or 'Inga mål finns'}. {voice}"),
    ]
    return Section(
        "revisorer",
        "Revisorernas blad",
        (
            *intro,
            Grid(
                "Går målet att bedöma?",
                (
                    Column("ID", 6),
                    Column("Nämnd/bolag", 9),
                    Column("Mål", 30),
                    Column("Går att bedöma", 11),
                    Column("Bedömda", 9),
                    Column("Vad som saknas", 40),
                ),
                tuple(
                    (
                        row.id,
                        row.unit or "KF",
                        row.wording,
                        str(row.judgeable),
                        row.coverage,
                        " ".join(row.gaps) or "inget",
                    )
                    for row in content.audit
                ),
                strong=frozenset(at for at, row in enumerate(content.audit) if not row.unit),
            ),
        ),
    )


def key(content: ReportContent) -> Section:
    """How to read the report."""
    return Section(
        "lasanvisning",
        "Läsanvisning",
        tuple(Text(note.text, lead=f"{note.term}:") for note in content.how_to_read),
    )


def indicators(content: ReportContent) -> Section:
    """The appendix: every indicator and where its figures stand."""
    columns = (
        Column("ID", 7),
        Column("Nämnd/bolag", 8),
        Column("Indikator (måttenhet)", 28),
        Column("Basvärde", 8, right=True),
        Column("Målvärde", 9, right=True),
        Column("Utfall", 8, right=True),
        Column("Prognos", 8, right=True),
        Column("Status", 14),
        Column("Tidigare år", 16),
        Column("Kvinnor", 8, right=True),
        Column("Män", 8, right=True),
        Column("Skillnad", 8, right=True),
        Column("Källa", 14),
        Column("Cell", 12),
    )
    rows = tuple(
        (
            one.id,
            one.unit,
            one.full_name + (" (preliminärt)" if one.is_preliminary else ""),
            one.baseline,
            one.target,
            one.outcome,
            one.prognosis,
            one.status,
            one.trend,
            one.women,
            one.men,
            one.difference,
            one.source,
            one.cell,
        )
        for one in content.indicators
    )
    where = f" i {content.file}" if content.file else ""
    return Section(
        "indikatorer",
        "Bilaga: alla indikatorer",
        (
            Text(
                f"Cell säger var värdet som bedömts står{where}. Tidigare år är slutliga utfall. "
                "Skillnad är kvinnor minus män. Grupper under fem personer visas inte."
            ),
            Grid("Alla indikatorer", columns, rows),
        ),
        wide=True,
    )
