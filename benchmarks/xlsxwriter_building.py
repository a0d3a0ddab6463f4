"""The peer: pandas reads the master with calamine, XlsxWriter builds one file per unit.

It writes the rows of Utfall with formats, open and locked cells, drop-downs, a check formula and
the protection; no guide, no follow-up sheet, no hidden manifest.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import xlsxwriter

ASKED = ["Utfall", "Kvinnor", "Män", "Prognos", "Värdets status", "Varför saknas värde"]
SHOWN = ["Mål", "Indikator-ID", "Indikator", "Måttenhet", "Riktning", "Målvärde"]


def main(master: str, folder: str) -> None:
    sheets = pd.read_excel(
        master,
        sheet_name=["Nämndmål", "Indikatorer", "Målvärden", "Utfall"],
        header=2,
        engine="calamine",
    )
    targets = sheets["Målvärden"].query("År == 2019")
    rows = sheets["Indikatorer"].merge(
        targets[["Indikator-ID", "Målvärde"]], on="Indikator-ID", how="left"
    )
    goals = sheets["Nämndmål"].set_index("Mål-ID")
    rows["enhet"] = rows["Mål-ID"].map(goals["Nämnd/bolag"])
    rows["Mål"] = rows["Mål-ID"].map(goals[next(c for c in goals if "lydelse" in c.lower())])
    Path(folder).mkdir(exist_ok=True)
    for unit, its in rows.groupby("enhet"):
        write(Path(folder) / f"{unit}.xlsx", its)


def write(path: Path, rows: pd.DataFrame) -> None:
    with xlsxwriter.Workbook(path, {"nan_inf_to_errors": True}) as book:
        sheet = book.add_worksheet("Utfall")
        head = book.add_format({"bold": True, "bg_color": "#1F4E5F", "font_color": "#FFFFFF"})
        shown = book.add_format({"text_wrap": True, "border": 1, "bg_color": "#F2F2F2"})
        asked = book.add_format({"border": 1, "bg_color": "#FFF8DC", "locked": False})
        for at, header in enumerate([*SHOWN, *ASKED, "Kontroll"]):
            sheet.write(0, at, header, head)
        for number, values in enumerate(rows[SHOWN].itertuples(index=False), start=1):
            for at, value in enumerate(values):
                sheet.write(number, at, value, shown)
            for at in range(len(SHOWN), len(SHOWN) + len(ASKED)):
                sheet.write_blank(number, at, None, asked)
            check = f'=IF(ISBLANK(G{number + 1}),"Att fylla i","Klart")'
            sheet.write_formula(number, len(SHOWN) + len(ASKED), check, shown, "Att fylla i")
        last = len(rows)
        sheet.data_validation(
            1, 6, last, 9, {"validate": "decimal", "criteria": ">", "value": -1e9}
        )
        states = ["slutligt", "preliminärt"]
        sheet.data_validation(1, 10, last, 10, {"validate": "list", "source": states})
        sheet.protect()


if __name__ == "__main__":
    main(*sys.argv[1:])
