"""The peer: openpyxl opens the master and deletes all rows of other units.

By blocks, neighbouring rows go at once; by rows, one at a time; both from the bottom up. Only a
sample of each sheet's deletions is made, and the rest is reckoned: a deletion looks through all
cells of the sheet, so its cost falls evenly as rows disappear. Saving is left out, to the peer's
advantage. Prints the seconds of one file.
"""

from __future__ import annotations

import sys
import time

from openpyxl import load_workbook

HEADER_ROW = 3
SHEETS = ("Nämndmål", "Indikatorer", "Målvärden", "Utfall")


def main(master: str, unit: str, way: str, sample: int) -> None:
    begun = time.process_time()
    book = load_workbook(master)
    headers = [cell.value for cell in book["Nämndmål"][HEADER_ROW]]
    key, owner = headers.index("Mål-ID"), headers.index("Nämnd/bolag")
    rows = book["Nämndmål"].iter_rows(HEADER_ROW + 1, values_only=True)
    goals = {row[key] for row in rows if row[owner] == unit}
    reckoned = 0.0
    for title in SHEETS:
        sheet = book[title]
        total = sheet.max_row - HEADER_ROW
        others = [
            number
            for number in range(sheet.max_row, HEADER_ROW, -1)
            if str(sheet.cell(number, 1).value).partition(".")[0] not in goals
        ]
        pieces = blocks(others) if way == "block" else [(number, 1) for number in others]
        made = pieces[:sample]
        started = time.process_time()
        for first, count in made:
            sheet.delete_rows(first, count)
        spent = time.process_time() - started
        shrinking = (1 + (total - len(others)) / total) / 2
        reckoned += spent / max(len(made), 1) * (len(pieces) - len(made)) * shrinking
    print(f"{time.process_time() - begun + reckoned:.2f}")


def blocks(rows: list[int]) -> list[tuple[int, int]]:
    """Neighbouring rows as (first, count), from the bottom up."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][0] - 1:
            found[-1] = (row, found[-1][1] + 1)
        else:
            found.append((row, 1))
    return found


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]))
