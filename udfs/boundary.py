"""The edge between Excel and Python: what went wrong in one Swedish line, the rest in a log."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec

if TYPE_CHECKING:
    import xlwings as xw

    from xlmal.books.live_book import LiveBook
    from xlmal.ooxml.edits import PatchResult

P = ParamSpec("P")

_FOLDER_PICKER = 4  # msoFileDialogFolderPicker

#: Where copies go of workbooks that have no folder of their own on this computer.
COPIES = "xlmal kopior"


class ArgumentError(ValueError):
    """An argument that cannot be used; says in Swedish why, in one line."""


class Cancelled(Exception):
    """The user closed a dialogue without choosing; nothing is said and nothing is done."""


@dataclass(frozen=True)
class Desk:
    """The user's Excel: what is said, and what is asked."""

    app: xw.App

    def say(self, text: str) -> None:
        """Show a message box."""
        self.app.alert(text, title="xlmal")

    def folder(self, title: str) -> Path:
        """Ask for a folder.

        Raises:
            Cancelled: none was chosen.
        """
        picked = _mac_folder(title) if sys.platform == "darwin" else self._windows_folder(title)
        if not picked:
            raise Cancelled
        return Path(picked)

    def _windows_folder(self, title: str) -> str:
        api: Any = self.app.api
        dialogue = api.FileDialog(_FOLDER_PICKER)
        dialogue.Title = title
        dialogue.AllowMultiSelect = False
        return str(dialogue.SelectedItems(1)) if dialogue.Show() == -1 else ""


def _mac_folder(title: str) -> str:
    import subprocess

    script = f'POSIX path of (choose folder with prompt "{title}")'
    done = subprocess.run(
        ["osascript", "-e", script], capture_output=True, text=True, encoding="utf-8", check=False
    )
    return done.stdout.strip()


@dataclass(frozen=True)
class Visit:
    """One press of a button in an open workbook.

    Attributes:
        live: the open workbook.
        desk: where to speak to the user.
        copy: the workbook as it is now, in a folder of its own, for the headless operations.
    """

    live: LiveBook
    desk: Desk
    copy: Path

    @property
    def folder(self) -> Path:
        """Where what belongs beside the workbook goes; Documents when it lies in the cloud."""
        path = self.live.path
        return path.parent if path is not None else Path.home() / "Documents" / COPIES

    def keep(self) -> Path:
        """Keep the workbook as it is in historik, before anything in it is changed."""
        from xlmal.ooxml.atomic import replace_file
        from xlmal.operations.files import folder_for, history_path

        kept = history_path(self.folder / self.copy.name)
        folder_for(kept.parent)
        replace_file(kept, self.live.file.package.data)
        return kept

    def take_over(self, patched: PatchResult | None = None) -> str:
        """Bring into the open workbook what an operation made of the copy; say what was kept.

        Args:
            patched: the operation's result; None when it has written the copy itself.
        """
        from xlmal.books.file_book import FileBook

        data = self.copy.read_bytes() if patched is None else patched.data
        kept = self.keep()
        try:
            self.live.take_over(FileBook.open(data, self.live.name))
        except Exception as error:
            error.add_note(f"Arbetsboken som den var före ligger i {kept}.")
            raise
        return f"Ångra (Ctrl+Z) gäller inte det här. Arbetsboken som den var före ligger i {kept}."


@contextmanager
def visit() -> Iterator[Visit]:
    """Visit the workbook that the button was pressed in."""
    import xlwings as xw

    from xlmal.books.live_book import LiveBook

    book = xw.Book.caller()
    live = LiveBook(book)
    with tempfile.TemporaryDirectory(prefix="xlmal-", ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / live.name
        copy.write_bytes(live.file.package.data)
        yield Visit(live, Desk(book.app), copy)


def button(macro: Callable[[Visit], str]) -> Callable[[], None]:
    """Make a ribbon button of a function that returns what to say; no traceback ever shows."""

    @functools.wraps(macro)
    def pressed() -> None:
        import xlwings as xw

        from xlmal.books.excel_state import ask_a_few_times, told_when_busy

        ask_a_few_times()
        try:
            with told_when_busy():
                desk = Desk(xw.Book.caller().app)
        except Exception as error:
            sys.exit(told(error))  # without an Excel to speak in, xlwings shows what stderr says
        try:
            with visit() as here:
                text = macro(here)
        except Cancelled:
            return
        except Exception as error:
            text = told(error)
        desk.say(text)

    del pressed.__wrapped__  # the button takes no visit
    return pressed


def told(error: Exception) -> str:
    """Say an error in Swedish; what nobody has foreseen goes to a log, without cell contents."""
    from xlmal.finding import Refusal

    notes = " ".join(getattr(error, "__notes__", ()))
    if isinstance(error, Refusal | ArgumentError):
        return f"{error} {notes}".strip()
    where = log(error)
    return (
        f"Något gick fel som vi inte har förutsett, och inget mer har gjorts. Detaljerna ligger i "
        f"{where}. Skicka dem till den som sköter xlmal. {notes}"
    ).strip()


def log(error: BaseException) -> Path:
    """Write where in the code it happened to a log in the temporary folder; return its path."""
    from xlmal.operations.told import traced

    path = Path(tempfile.gettempdir()) / "xlmal-fel.log"
    # Bounded: a column of failing cells writes the same thing five thousand times.
    old = path.read_text(encoding="utf-8")[-200_000:] if path.is_file() else ""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(old + traced(error))
    return path


def one_line(function: Callable[P, Any]) -> Callable[P, Any]:
    """Let a worksheet function answer with one Swedish line where it would have raised."""

    @functools.wraps(function)
    def answered(*args: P.args, **kwargs: P.kwargs) -> Any:
        try:
            return function(*args, **kwargs)
        except Exception as error:
            return f"#Fel: {told(error)}"

    # xlwings would take type hints for converters, and knows none for a union.
    answered.__annotations__ = {}
    return answered
