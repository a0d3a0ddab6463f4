"""The peer, as a colleague in IT would write it: glob, read_excel, concat, merge, to_excel."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd


def main(inbox: str, master: str, out: str) -> None:
    outcomes, follow_ups = [], []
    for path in sorted(Path(inbox).glob("*.xlsx")):
        sheets = pd.read_excel(
            path, sheet_name=["Utfall", "Måluppföljning"], header=3, engine="openpyxl"
        )
        outcomes.append(sheets["Utfall"].assign(fil=path.name))
        follow_ups.append(sheets["Måluppföljning"].assign(fil=path.name))
    told = pd.concat(outcomes, ignore_index=True)
    known = pd.read_excel(
        master, sheet_name=["Indikatorer", "Målvärden"], header=2, engine="openpyxl"
    )
    told = told.merge(
        known["Indikatorer"], on="Indikator-ID", how="left", suffixes=("", " i master")
    )
    told = told.merge(known["Målvärden"], on="Indikator-ID", how="left", suffixes=("", " målvärde"))
    value = pd.to_numeric(told["Utfall"], errors="coerce")
    told["inte tal"] = told["Utfall"].notna() & value.isna()
    told["orimligt"] = (value < told["Rimligt lägst"]) | (value > told["Rimligt högst"])
    told["status saknas"] = value.notna() & told["Värdets status"].isna()
    told["okänt id"] = told["Indikator"].isna()
    told["dubblett"] = told.duplicated(["Indikator-ID", "Omgång"], keep=False)
    with pd.ExcelWriter(out) as writer:
        told.to_excel(writer, sheet_name="Utfall", index=False)
        pd.concat(follow_ups, ignore_index=True).to_excel(
            writer, sheet_name="Måluppföljning", index=False
        )
    checks = ["inte tal", "orimligt", "status saknas", "okänt id", "dubblett"]
    print(int(told[checks].to_numpy().sum()), "påpekanden")


if __name__ == "__main__":
    main(*sys.argv[1:])
