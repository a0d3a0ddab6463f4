"""Breaks workbooks at random and lets the reader and the patcher have them, for a bounded time.

Run from the repository: ``python tests/fuzz/fuzz_package.py --seconds 600``. Only our own refusal
may be raised; anything else, a wait of more than five seconds and a value that a patch changed
though nobody asked are written to build/fuzz with their traceback, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import FrameType
from unittest.mock import patch as mock

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from support import ooxml_books as books  # noqa: E402
from support.mutations import (  # noqa: E402
    mutate_bytes,
    mutate_directory,
    mutate_parts,
    packed,
    unpacked,
)
from xlmal.books.file_book import FileBook  # noqa: E402
from xlmal.finding import Refusal  # noqa: E402
from xlmal.intake.table import read_table  # noqa: E402
from xlmal.ooxml import scan  # noqa: E402
from xlmal.ooxml.edits import AppendRow, Edit, SetCell  # noqa: E402
from xlmal.ooxml.even_sheet import read_even  # noqa: E402
from xlmal.ooxml.patch import patch  # noqa: E402
from xlmal.ooxml.plain_cells import read_plain  # noqa: E402
from xlmal.ooxml.sheet_scan import cell_key  # noqa: E402
from xlmal.operations.inspect import inspect_book  # noqa: E402
from xlmal.operations.reading import content_of, sheet_names  # noqa: E402
from xlmal.schema.master import MASTER_TABLES, OUTCOMES  # noqa: E402

_SECONDS_EACH = 5  # of the processor: a busy machine is no fault of the reader
_MEMORY = 2 * 1024**3
_MOST_IN_CORPUS = 400
_HEADERS = ("Indikator-ID", "Omgång", "Utfall", "Prognos", "Kommentar", "Mätdatum")


class TooSlowError(Exception):
    """One input took more than its seconds."""


class WrongError(Exception):
    """Something was read or written otherwise than it should."""


def seeds() -> Iterator[bytes]:
    """Workbooks to start from: the case files, and small ones with everything we know in them."""
    for path in sorted((ROOT / "tests" / "cases" / "files").iterdir()):
        if path.stat().st_size < 30_000:
            yield path.read_bytes()
    header = books.row(1, *_HEADERS)
    rows = header + books.row(2, "KS-001", "2025-D1", 82.5, 85, "Enligt plan", 45777)
    rows += books.row(3, "M17.2", "2025-D2", "82,5 %", None, "=1+1") + books.row(4, "=A1")
    table = books.table_xml(
        "tblUtfall", "A1:F3", _HEADERS, {"Kommentar": "tblUtfall[[#This Row],[Utfall]]"}
    )
    extra = (
        '<autoFilter ref="A1:F3"><filterColumn colId="0"/></autoFilter>'
        '<mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells>'
        '<conditionalFormatting sqref="C2:C3"><cfRule type="cellIs" priority="1"/>'
        '</conditionalFormatting><dataValidations count="1"><dataValidation sqref="D2:D3"/>'
        "</dataValidations>"
    )
    before = '<dimension ref="A1:F4"/><cols><col min="2" max="3" hidden="1" style="1"/></cols>'
    yield books.table_book(rows, table, extra, before)
    yield books.packed(
        books.with_chain(
            books.parts_of(
                {"Utfall": books.sheet_xml(rows, before), "Mål": books.sheet_xml(header)},
                books.strings_xml("KS-001", "2025-D1", "å", "=1"),
                workbook_extra='<definedNames><definedName name="val" localSheetId="0">Utfall!$A$1'
                '</definedName></definedNames><calcPr calcId="1"/>',
            )
        )
    )
    yield books.packed(
        books.parts_of({"Utfall": books.sheet_xml(rows, main=books.STRICT_MAIN)}, strict=True)
    )
    long = "".join(
        books.row(n, f"M{n}.1", "2025-D2", n + 0.5, "", "Enligt plan", 45777) for n in range(2, 90)
    )
    table = books.table_xml("tblUtfall", "A1:F89", _HEADERS)
    yield books.table_book(header + long, table, extra, before)


def exercise(data: bytes, random: Random) -> str:
    """Read everything and change something; the answer tells what kind of file it was.

    Raises:
        WrongError: a patch changed what it should not, or its value is not read back.
    """
    try:
        book = FileBook.open(data, "fil.xlsx")
        codes = set()
        for name in sheet_names(book)[:5]:
            _compare_readers(book, name)
            try:
                content = content_of(book, name)
            except Refusal as refusal:
                codes.add(refusal.code)
                continue
            for table in (OUTCOMES, random.choice(list(MASTER_TABLES.values()))):
                found = read_table(content, table, "fil.xlsx")
                codes.update(finding.code for finding in found.findings)
        inspection = inspect_book(book)
        json.dumps(inspection.as_json(), ensure_ascii=False, allow_nan=False).encode()
        codes.update(finding.code for finding in inspection.findings)
        codes.add(_changed(book, random))
        return " ".join(sorted(codes))
    except Refusal as refusal:
        return refusal.code


def _compare_readers(book: FileBook, name: str) -> None:
    """The reader of plainly written sheets must say what the parser says, or nothing."""
    sheet = book.package.sheet(name)
    both: list[tuple[object, ...]] = []
    for reader in (read_plain, lambda *_: None):
        with mock.object(scan, "read_plain", reader):
            try:
                found = scan.scan_sheet(book.package, sheet)
                spans = [*found.row_spans.numbers, *found.row_spans.starts, *found.row_spans.ends]
                both.append((found.cells, spans, found.blank_count, found.furthest_blank))
            except Refusal:  # of two faults either may be met first
                both.append(("refused",))
    if both[0] != both[1]:
        raise WrongError(f"{name}: the plain reader and the parser do not agree")
    _compare_columns(book, name, both[0][0])


def _compare_columns(book: FileBook, name: str, cells: object) -> None:
    """What is read by column is what the scanner finds cell by cell."""
    sheet = book.package.sheet(name)
    even = read_even(book.package, sheet, [book.package.read(sheet.part)])
    if even is None:
        return
    found = {cell_key(cell.row, cell.column): cell[:6] for cell in (*even.head, *even.rows.cells())}
    if not isinstance(cells, dict) or found != {key: cell[:6] for key, cell in cells.items()}:
        raise WrongError(f"{name}: the reader by column and the scanner do not agree")


def _changed(book: FileBook, random: Random) -> str:
    edits = list(_edits(book, random))
    places = {(e.sheet, e.row, e.column): e.value for e in edits if isinstance(e, SetCell)}
    try:
        result = patch(book.package, edits)
    except Refusal as refusal:
        return f"patch {refusal.code}"
    after = FileBook.open(result.data, "fil.xlsx")
    for sheet in book.sheets():
        try:
            old = {(c.row, c.column): c for c in book.scan(sheet.name)}
        except Refusal:
            continue
        new = {(c.row, c.column): c for c in after.scan(sheet.name)}
        appended = set(result.appended_rows)
        for place in old.keys() | new.keys():
            if (sheet.name, *place) in places or place[0] in appended:
                continue
            was, now = old.get(place), new.get(place)
            if (was and was[:6]) != (now and now[:6]):
                raise WrongError(f"{sheet.name} {place}: {was} became {now}")
    for (name, row, column), value in places.items():
        stored = after.scan(name).cell(row, column)
        text = stored.text if stored else ""
        if isinstance(value, float) and float(text or "nan") != value:
            raise WrongError(f"{name} {row} {column}: {value} is read as {stored}")
        if isinstance(value, str) and text != value:
            raise WrongError(f"{name} {row} {column}: {value!r} is read as {stored}")
    return "patched"


def _edits(book: FileBook, random: Random) -> Iterator[Edit]:
    values = (82.5, -0.25, "text <&> _x0041_", "=1+1", "å", None)
    places = set()
    for name in sheet_names(book)[:2]:
        for _ in range(random.choice((0, 1, 4))):
            row, column = random.choice((1, 2, 3, 4, 5, 9, 2000)), random.randrange(1, 9)
            if (name.casefold(), row, column) not in places:
                places.add((name.casefold(), row, column))
                yield SetCell(name, row, column, random.choice(values))
    for table in book.tables()[:1]:
        if table.columns and random.random() < 0.5:
            yield AppendRow(table.display_name, {random.choice(table.columns): 82.5})


class Fuzzer:
    """Breaks seeds, remembers the broken ones that did something new, and keeps what went wrong."""

    def __init__(self, seed: int, out: Path) -> None:
        self.random = Random(seed)
        self.corpus = list(seeds())
        self.started_with = len(self.corpus)
        self.seen: set[str] = set()
        self.answers: Counter[str] = Counter()
        self.crashes: Counter[str] = Counter()
        self.out = out

    def step(self) -> None:
        """Try one input."""
        data = self._broken(self.random.choice(self.corpus))
        state = self.random.getstate()
        signal.setitimer(signal.ITIMER_PROF, _SECONDS_EACH)
        try:
            answer = exercise(data, self.random)
        except Exception as error:
            signal.setitimer(signal.ITIMER_PROF, 0)
            self._keep(data, error, state)
            return
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
        self.answers[answer.split(" ")[0]] += 1
        if answer not in self.seen:
            self.seen.add(answer)
            if len(data) < 100_000:
                self.corpus.append(data)
            if len(self.corpus) > self.started_with + _MOST_IN_CORPUS:
                del self.corpus[self.random.randrange(self.started_with, len(self.corpus))]

    def _broken(self, data: bytes) -> bytes:
        random = self.random
        choice = random.random()
        if choice < 0.1:
            return mutate_bytes(data, random)
        parts = unpacked(data)
        if not parts or choice < 0.2:
            return mutate_directory(data, random)
        return packed(mutate_parts(parts, random), random)

    def _keep(self, data: bytes, error: Exception, state: object) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        ours = [f for f in frames if "/xlmal/" in f.filename] or list(frames)
        where = f"{type(error).__name__} {Path(ours[-1].filename).name}:{ours[-1].lineno}"
        self.crashes[where] += 1
        if self.crashes[where] > 3:
            return
        self.out.mkdir(parents=True, exist_ok=True)
        name = where.replace(" ", "-").replace(":", "-") + f"-{self.crashes[where]}"
        (self.out / f"{name}.xlsx").write_bytes(data)
        text = "".join(traceback.format_exception(error))
        (self.out / f"{name}.txt").write_text(text[-20_000:], "utf-8")
        print(f"CRASH {where}: {self.out / name}.xlsx", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Fuzz for a while; 1 when something broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0, help="0 takes a new one")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "fuzz")
    parser.add_argument("--replay", type=Path, nargs="*", help="files to try instead")
    options = parser.parse_args(arguments)

    def too_slow(_: int, __: FrameType | None) -> None:
        raise TooSlowError(f"more than {_SECONDS_EACH} s")

    signal.signal(signal.SIGPROF, too_slow)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    if options.replay:
        for path in options.replay:
            for round_ in range(30):
                signal.setitimer(signal.ITIMER_PROF, _SECONDS_EACH)
                print(path.name, exercise(path.read_bytes(), Random(round_)))
            signal.setitimer(signal.ITIMER_PROF, 0)
        return 0
    seed = options.seed or time.time_ns() % 10**9
    fuzzer = Fuzzer(seed, options.out)
    until = time.monotonic() + options.seconds
    count = 0
    while time.monotonic() < until:
        fuzzer.step()
        count += 1
    print(f"seed {seed}: {count} inputs, {len(fuzzer.seen)} kinds of answer")
    print("first answers:", dict(fuzzer.answers.most_common(12)))
    print("crashes:", dict(fuzzer.crashes) or "none")
    return 1 if fuzzer.crashes else 0


if __name__ == "__main__":
    sys.exit(main())
