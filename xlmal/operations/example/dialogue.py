"""The example municipality's dialogue of March 2019, and a file of late answers to read in."""

from __future__ import annotations

import csv
import io
from datetime import date

from xlmal.domain.dialogue import Classing, DialogueChannel, DialogueEntry, entry_marks
from xlmal.operations.example.tables import Row, rows

#: The name of the file that is left to be read in with ``xlmal dialog importera``.
LATE_FILE = "dialog-sena-svar.csv"


def dialogue() -> tuple[DialogueEntry, ...]:
    """Return a hundred entries, sorted by the four new goals and reviewed; no personal data."""
    areas = {row["id"]: row["målområde"] for row in rows("new_council_goals")}
    entries = [_entry(number, row, areas) for number, row in enumerate(rows("dialogue"), start=1)]
    marks = entry_marks(entries)
    return tuple(
        entry.model_copy(update={"mark": mark}) for entry, mark in zip(entries, marks, strict=True)
    )


def late_answers() -> bytes:
    """The file of late answers as a web form gives it: with names, numbers and addresses to mask.

    Everybody in it is made up.
    """
    answers = rows("dialogue_late")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(answers[0])
    writer.writerows(answer.values() for answer in answers)
    return out.getvalue().encode("utf-8-sig")


def _entry(number: int, row: Row, areas: dict[str, str]) -> DialogueEntry:
    goals = tuple(id_ for id_ in row["kf-mål"].split(";") if id_)
    return DialogueEntry(
        id=f"S{number}",
        text=row["synpunkt"],
        channel=DialogueChannel(row["kanal"]),
        day=date.fromisoformat(row["datum"]),
        target_group=row["målgrupp"],
        goal_area=areas[goals[0]] if goals else "",
        keywords=row["nyckelord"],
        council_goals=goals,
        strategy=row["strategi"],
        classing=Classing.REVIEWED,
        source=f"dialog-mars-2019.xlsx, rad {number + 1}",
    )
