"""Excel's state around a macro: kept still and given back, unprotected and protected, or busy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from xlmal.finding import Refusal

#: RPC_E_CALL_REJECTED, RPC_E_SERVERCALL_RETRYLATER and VBA_E_IGNORE: somebody is typing in a
#: cell, a dialogue is open, or Excel is at work.
_BUSY = frozenset({-2147418111, -2147417846, -2146777998})

_ATTEMPTS = 500

_ALLOWED = (
    "AllowFormattingCells",
    "AllowFormattingColumns",
    "AllowFormattingRows",
    "AllowInsertingColumns",
    "AllowInsertingRows",
    "AllowInsertingHyperlinks",
    "AllowDeletingColumns",
    "AllowDeletingRows",
    "AllowSorting",
    "AllowFiltering",
    "AllowUsingPivotTables",
)
_SETTINGS = (
    ("screen_updating", False),
    ("enable_events", False),
    ("display_alerts", False),
    ("calculation", "manual"),
)


def ask_a_few_times() -> None:
    """Have xlwings give up on a busy Excel after about a second; it would ask for ever."""
    windows: Any = sys.modules.get("xlwings._xlwindows")
    if windows is not None:
        windows.N_COM_ATTEMPTS = _ATTEMPTS


@contextmanager
def quiet(app: Any) -> Iterator[None]:
    """Hold an App's screen, events and calculation still, and give them back whatever happens."""
    before = [(name, getattr(app, name)) for name, _ in _SETTINGS]
    try:
        for name, value in _SETTINGS:
            setattr(app, name, value)
        yield
    finally:
        for name, value in reversed(before):
            setattr(app, name, value)


@contextmanager
def told_when_busy() -> Iterator[None]:
    """Say in Swedish that Excel is busy, instead of a number or of waiting for ever.

    Raises:
        Refusal: it is (L01).
    """
    try:
        yield
    except Exception as error:
        if getattr(error, "hresult", None) in _BUSY or type(error).__name__ == "ExcelBusyError":
            raise Refusal(
                "L01",
                "Excel är upptaget. Avsluta cellen som du skriver i (Enter eller Esc), stäng "
                "öppna dialogrutor och försök igen.",
            ) from error
        raise


@contextmanager
def unprotected(sheet: Any) -> Iterator[None]:
    """Lift a sheet's protection, and put it back with the freedoms it gave.

    Raises:
        Refusal: it has a password (L03).
    """
    page: Any = sheet.api
    if sys.platform == "darwin" or not page.ProtectContents:
        yield
        return
    options = {name: getattr(page.Protection, name) for name in _ALLOWED}
    options["DrawingObjects"] = page.ProtectDrawingObjects
    options["Scenarios"] = page.ProtectScenarios
    try:
        page.Unprotect("")
    except Exception as error:
        raise Refusal(
            "L03",
            f"Bladet {sheet.name} är skyddat med lösenord. Inget har ändrats. Ta bort skyddet "
            "(Granska > Ta bort bladets skydd) och försök igen.",
        ) from error
    try:
        yield
    finally:
        page.Protect(Contents=True, **options)
