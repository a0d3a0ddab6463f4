"""The time plan shown, with what has slipped or stands out of order, and as a calendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from xlmal.domain.time_plan import Milestone
from xlmal.finding import Finding, Refusal
from xlmal.operations.files import folder_for, write_file
from xlmal.operations.master import Master
from xlmal.operations.write_validation import in_order
from xlmal.rules.engine import check_book, check_rows
from xlmal.rules.plan_rows import ROW_RULES
from xlmal.rules.time_plan import BOOK_RULES
from xlmal.rules.view import BookView


@dataclass(frozen=True, slots=True)
class PlanShown:
    """The plan of a master on a day: its rows in order of time, and what is to be said of them."""

    today: date
    milestones: tuple[Milestone, ...]
    findings: tuple[Finding, ...]


def time_plan(master: Master, today: date) -> PlanShown:
    """Hold a master's time plan against the rules, as it stands on a day."""
    read = master.reads.get("time_plan")
    rows = check_rows(ROW_RULES, read, None, master.municipality.settings) if read else []
    view = BookView(master.municipality, master.reads, today=today)
    findings = [*(read.findings if read else ()), *rows, *check_book(BOOK_RULES, view)]
    return PlanShown(
        today,
        tuple(sorted(master.municipality.time_plan, key=_when)),
        tuple(in_order(findings)),
    )


def _when(milestone: Milestone) -> date:
    return milestone.planned_on or milestone.actual_on or date.max


def export_calendar(master: Master, today: date, path: Path) -> int:
    """Write the plan as an .ics file and return the number of events.

    What stood in the file before is kept in historik/.

    Raises:
        Refusal: the file's name does not end in .ics (A70), the plan has no row with a day (A71),
            what calendars need is not installed (A64), or it cannot be written (F41-F43).
    """
    if path.suffix.casefold() != ".ics":
        raise Refusal(
            "A70",
            f"{path.name} ska sluta på .ics. Skriv till exempel {path.stem or 'tidplan'}.ics.",
        )
    try:
        from xlmal.reports.plan_calendar import has_day, write_calendar
    except ModuleNotFoundError as error:
        raise _not_installed(error) from error
    dated = [one for one in master.municipality.time_plan if has_day(one)]
    if not dated:
        raise Refusal(
            "A71",
            f"Bladet Tidplan i {master.name} har ingen rad med datum, så det finns inget att lägga "
            "i en kalender. Fyll i Planerat datum och försök igen.",
        )
    stamp = datetime.combine(today, time(), UTC)
    title = f"Tidplan {master.municipality.settings.municipality}".strip()
    try:
        data = write_calendar(dated, master.manifest.workbook_id, title, stamp)
    except ModuleNotFoundError as error:
        raise _not_installed(error) from error
    folder_for(path.parent)
    write_file(path, data)
    return len(dated)


def _not_installed(error: ModuleNotFoundError) -> Refusal:
    return Refusal(
        "A64",
        f"Kalenderfilen behöver tillägget {error.name}, som inte är installerat. Skriv: pip "
        'install "xlmal[rapport]".',
    )
