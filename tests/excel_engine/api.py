"""The few members of Excel's own object model that xlmal reaches past xlwings for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from excel_engine.stored import Stored

#: RPC_E_CALL_REJECTED: somebody is typing in a cell, or a dialogue is open.
BUSY = -2147418111


class ExcelState:
    """What a test arranges, and what it looks at afterwards."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = {
            "screen_updating": True,
            "calculation": "automatic",
            "display_alerts": True,
            "enable_events": True,
        }
        self.history: list[tuple[str, Any]] = []
        self.said: list[str] = []
        self.answers: list[str] = []
        self.folders: list[str] = []
        self.reads: list[str] = []
        self.writes: list[str] = []
        self.macros: dict[str, Any] = {}
        self.passwords: dict[str, str] = {}
        self.busy = False
        self.breaks_after: int | None = None

    def asked(self, name: str) -> Any:
        """A setting as it is now."""
        self.check()
        return self.settings[name]

    def check(self) -> None:
        """Answer, unless Excel is busy."""
        from excel_engine.engine import ComError

        if self.busy:
            raise ComError(BUSY, "Samtalet avvisades av den anropade.")

    def wrote(self, place: str) -> None:
        """Note a write; the first one past ``breaks_after`` fails."""
        from excel_engine.engine import ComError

        self.check()
        self.writes.append(place)
        if self.breaks_after is not None and len(self.writes) > self.breaks_after:
            raise ComError(-2147352567, "Undantag inträffade.")


class AppApi:
    """Application."""

    def __init__(self, state: ExcelState) -> None:
        self._state = state

    def FileDialog(self, kind: int) -> FileDialog:  # noqa: N802 - Excel's name
        assert kind == 4, "msoFileDialogFolderPicker"
        return FileDialog(self._state)


class FileDialog:
    """A folder picker whose answers the test has prepared."""

    Title = ""
    AllowMultiSelect = False

    def __init__(self, state: ExcelState) -> None:
        self._state = state
        self._picked = ""

    def Show(self) -> int:  # noqa: N802
        self._picked = self._state.folders.pop(0) if self._state.folders else ""
        return -1 if self._picked else 0

    def SelectedItems(self, number: int) -> str:  # noqa: N802
        assert number == 1
        return self._picked


class BookApi:
    """Workbook."""

    def __init__(self, state: ExcelState, stored: Stored) -> None:
        self._state = state
        self._stored = stored

    def SaveCopyAs(self, path: str) -> None:  # noqa: N802
        self._state.check()
        Path(path).write_bytes(self._stored.data())
        self._stored.saved_copies.append(Path(path))


class Protection:
    """Worksheet.Protection."""

    def __init__(self, kept: Any) -> None:
        self._kept = kept

    def __getattr__(self, name: str) -> bool:
        assert name.startswith("Allow"), name
        known = {
            "AllowFormattingColumns": self._kept.formatColumns,
            "AllowFormattingRows": self._kept.formatRows,
            "AllowFiltering": self._kept.autoFilter,
            "AllowSorting": self._kept.sort,
            "AllowFormattingCells": self._kept.formatCells,
        }
        return not known.get(name, True)


class SheetApi:
    """Worksheet."""

    def __init__(self, state: ExcelState, page: Any) -> None:
        self._state = state
        self._page = page

    @property
    def ProtectContents(self) -> bool:  # noqa: N802
        return bool(self._page.protection.sheet)

    ProtectDrawingObjects = False
    ProtectScenarios = False

    @property
    def Protection(self) -> Protection:  # noqa: N802
        return Protection(self._page.protection)

    def Unprotect(self, password: str = "") -> None:  # noqa: N802
        from excel_engine.engine import ComError

        if self._state.passwords.get(self._page.title, "") != password:
            raise ComError(-2146827284, "Fel lösenord")
        self._page.protection.sheet = False

    def Protect(self, **options: Any) -> None:  # noqa: N802
        kept = self._page.protection
        kept.sheet = True
        kept.formatColumns = not options["AllowFormattingColumns"]
        kept.formatRows = not options["AllowFormattingRows"]
        kept.autoFilter = not options["AllowFiltering"]
        kept.sort = not options["AllowSorting"]
        kept.formatCells = not options["AllowFormattingCells"]
