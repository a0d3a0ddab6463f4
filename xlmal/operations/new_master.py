"""A new master workbook for a year (xlmal ny): the structure, the lists and the year's rounds."""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path

from xlmal.building.master import build_master
from xlmal.domain.choices import RoundKind, RoundStatus
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import ReportingOccasion, Round
from xlmal.domain.settings import Settings
from xlmal.finding import Refusal
from xlmal.operations.files import write_new
from xlmal.schema.manifest import MASTER, Manifest


def usual_occasions(year: int) -> tuple[ReportingOccasion, ...]:
    """The year's three rounds with the dates that are usual; the municipality changes them."""
    dates = {
        RoundKind.D1: (date(year, 4, 30), date(year, 5, 15)),
        RoundKind.D2: (date(year, 8, 31), date(year, 9, 20)),
        RoundKind.YEAR: (date(year, 12, 31), date(year + 1, 1, 31)),
    }
    return tuple(
        ReportingOccasion(
            round=Round(year, kind),
            title=Round(year, kind).title,
            measured_to=measured_to,
            last_day=last_day,
            status=RoundStatus.PLANNED,
        )
        for kind, (measured_to, last_day) in dates.items()
    )


def new_master(path: Path, year: int) -> None:
    """Write a new, empty master.

    Raises:
        Refusal: there is a file already (A04), or the year is no year (A05).
    """
    if not 1990 <= year <= 2100:
        raise Refusal("A05", f"{year} är inget år vi känner igen. Skriv till exempel --år 2019.")
    municipality = Municipality(settings=Settings(year=year), occasions=usual_occasions(year))
    manifest = Manifest(str(uuid.uuid4()), MASTER, year)
    write_new(path, build_master(municipality, manifest))
