"""The edge to Excel: quick to load, and never a traceback in anybody's face."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import xlwings as xw
from excel_engine.desk import Excel

import udfs.macros as macros

LOAD = """
import sys, time
import xlwings
start = time.perf_counter()
import udfs.macros
print(time.perf_counter() - start)
print(" ".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_the_macros_load_in_a_blink_beyond_xlwings() -> None:
    """The limit is 0.7 s; what an operation needs is loaded when its button is pressed."""
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, check=True)
    seconds, modules = done.stdout.splitlines()
    assert float(seconds) < 0.7
    assert not {"pydantic", "openpyxl", "click"} & set(modules.split())


def test_a_button_pressed_outside_excel_says_so_in_swedish(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def nobody() -> xw.Book:
        raise RuntimeError("no Excel")

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(xw.Book, "caller", nobody)
    with pytest.raises(SystemExit, match="Något gick fel som vi inte har förutsett"):
        macros.about()


def test_a_busy_excel_is_told_also_before_anything_is_read(small: Path, excel: Excel) -> None:
    excel.open(small)
    excel.state.busy = True
    macros.validate()
    assert excel.state.said == [
        "Excel är upptaget. Avsluta cellen som du skriver i (Enter eller Esc), stäng öppna "
        "dialogrutor och försök igen."
    ]


def test_an_unforeseen_error_goes_to_a_log_without_cell_contents(
    small: Path, excel: Excel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = "hem" + "ligt"

    def fails(_: Path) -> None:
        raise RuntimeError(secret)

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("xlmal.operations.validate.mark", fails)
    excel.open(small)
    macros.validate()
    log = tmp_path / "xlmal-fel.log"
    assert str(log) in excel.last_said
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    assert secret not in excel.last_said + log.read_text(encoding="utf-8")


def test_a_master_without_an_open_round_says_what_to_do(small: Path, excel: Excel) -> None:
    book = excel.open(small)
    page = book.sheets["Rapporttillfällen"].impl.page
    for row in page.iter_rows():
        for cell in row:
            if cell.value == "öppen":
                cell.value = "stängd"
    macros.attainment()
    assert excel.last_said == (
        "Ingen omgång är öppen i liten.xlsx. Skriv öppen vid omgången på bladet Rapporttillfällen."
    )
