"""The floor: python-calamine reads every sheet of the same files, and does nothing with them."""

from __future__ import annotations

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook


def main(inbox: str) -> None:
    cells = 0
    for path in sorted(Path(inbox).glob("*.xlsx")):
        book = CalamineWorkbook.from_path(path)
        for name in book.sheet_names:
            cells += sum(map(len, book.get_sheet_by_name(name).to_python()))
    print(cells, "celler")


if __name__ == "__main__":
    main(sys.argv[1])
