"""The report of a round (rapport), written as a workbook of its own."""

from __future__ import annotations

from pathlib import Path

from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.operations.attainment import reckon
from xlmal.operations.files import folder_for, write_file
from xlmal.operations.master import Master
from xlmal.reports.content import report_content
from xlmal.reports.excel import write_report


def report(master: Master, round_: Round, folder: Path) -> Path:
    """Write the report into a folder and return its path.

    Raises:
        Refusal: the master knows no such round (A08), or the folder cannot be written to.
    """
    result = reckon(master, round_)
    earlier = round_.in_year(round_.year - 1)
    known = {outcome.round for outcome in master.municipality.outcomes}
    previous = round_result(master.municipality, earlier) if earlier in known else None
    data = write_report(report_content(result, previous))
    path = folder_for(folder) / f"{round_.title}.xlsx"
    write_file(path, data)
    return path
