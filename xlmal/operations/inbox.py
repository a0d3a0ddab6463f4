"""What has come in: the workbooks in the files and folders that somebody names."""

from __future__ import annotations

import os
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NoReturn

from xlmal.finding import Refusal
from xlmal.operations.files import HISTORY

#: Files that may hold answers. Those we cannot read are read all the same: each kind has a
#: sentence of its own that says what to do.
_ENDINGS = frozenset(
    (".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlsb", ".ods", ".csv", ".numbers")
)
_LOCK = "~$"


@dataclass(frozen=True, slots=True)
class Inbox:
    """What was found, each in the order of its path.

    Attributes:
        books: the workbooks, and what people may have sent in place of one.
        links: links that a folder holds; they are not followed.
        others: letters, pictures and the like.
        empty: folders without a workbook in them.
    """

    books: tuple[Path, ...] = ()
    links: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    empty: tuple[Path, ...] = ()

    def refuse_empty(self) -> None:
        """Stop at a folder without workbooks: it is most likely the wrong one.

        Raises:
            Refusal: A26.
        """
        for folder in self.empty:
            raise Refusal(
                "A26", f"Mappen {folder} innehåller inga arbetsböcker (.xlsx). Ange rätt mapp."
            )

    def names(self) -> dict[Path, str]:
        """What each workbook is called: its name, and as many folders as tell it from others.

        Names are composed (NFC): macOS gives å as two characters.
        """
        found = dict.fromkeys(self.books, "")
        depth = 0
        left = list(self.books)
        while left:
            depth += 1
            tails = {path: _tail(path, depth) for path in left}
            counts = Counter(tails.values())
            found |= tails
            left = [p for p in left if counts[tails[p]] > 1 and len(p.parts) > depth]
        return found


class _Found(NamedTuple):
    """A file, and the one place it has whatever path leads there."""

    place: Path
    path: Path
    is_link: bool = False


def read_inbox(
    paths: Sequence[Path], leave: Iterable[Path] = (), *, may_be_empty: bool = False
) -> Inbox:
    """Find the workbooks that paths name; folders are searched all the way down.

    Our own historik/ and hidden files are passed over. A file that is named twice counts once.

    Args:
        paths: files and folders.
        leave: files to pass over in folders: the master itself.
        may_be_empty: whether a folder may be without workbooks.

    Raises:
        Refusal: a path does not exist (A25), a folder holds no workbook (A26) or cannot be
            read (A27).
    """
    left = set(map(place_of, leave))
    books: list[_Found] = []
    links: list[_Found] = []
    others: list[_Found] = []
    empty: list[Path] = []
    for path in paths:
        if not path.exists():
            raise Refusal("A25", f"{path} finns inte. Kontrollera sökvägen.")
        if not path.is_dir():
            books.append(_Found(place_of(path), path))
            continue
        is_empty = True
        for one in _files(path):
            if one.place in left:
                continue
            if one.is_link:
                links.append(one._replace(place=one.path.absolute()))
            elif _is_book(one.path):
                books.append(one)
                is_empty = False
            else:
                others.append(one)
        if is_empty:
            empty.append(path)
    inbox = Inbox(_once(books), _once(links), _once(others), tuple(empty))
    if not may_be_empty:
        inbox.refuse_empty()
    return inbox


def _files(folder: Path) -> Iterator[_Found]:
    def refuse(error: OSError) -> NoReturn:
        raise Refusal(
            "A27", f"Mappen {error.filename} går inte att läsa. Kontrollera din behörighet."
        ) from error

    for root, folders, names in os.walk(folder, onerror=refuse):
        linked = [name for name in folders if (Path(root) / name).is_symlink()]
        folders[:] = [name for name in folders if name != HISTORY and name[0] != "."]
        parent = Path(root)
        place = place_of(parent)  # once for all files of a folder: it asks the disk
        for name in (*names, *linked):
            if name[0] == ".":
                continue
            path = parent / name
            is_link = path.is_symlink()
            yield _Found(place_of(path) if is_link else place / name, path, is_link)


def place_of(path: Path) -> Path:
    """Where a path leads; Path.resolve gives up at links that lead to each other."""
    return Path(os.path.realpath(path))


def _is_book(path: Path) -> bool:
    return not path.name.startswith(_LOCK) and path.suffix.lower() in _ENDINGS


def _once(found: Iterable[_Found]) -> tuple[Path, ...]:
    """Each file once, in the order of its place, by the path that was named first."""
    by_place = {one.place: one.path for one in reversed(list(found))}
    return tuple(by_place[place] for place in sorted(by_place))


def _tail(path: Path, depth: int) -> str:
    return unicodedata.normalize("NFC", "/".join(path.parts[-depth:]))
