"""Files that are small on disk and boundless in memory, read by a program of their own."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from support import ooxml_books as books

FILES = Path(__file__).parent / "files"
SECONDS, MEGABYTES = 10, 300  # wide: on a quiet machine all are below 2 s and 200 MB

# VmHWM is the program's own peak; ru_maxrss also counts the one that started it.
MEASURED = """
import sys, time
started = time.perf_counter()
from xlmal.cli import main
main(["visa", sys.argv[1], "--json"])
seconds = time.perf_counter() - started
try:
    status = open("/proc/self/status").read()
    megabytes = int(status.split("VmHWM:")[1].split()[0]) / 1024
except (OSError, IndexError):
    try:
        import resource
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    except ImportError:
        megabytes = 0.0
print(seconds, megabytes, file=sys.stderr)
"""
HEADERS = books.row(1, "Indikator-ID", "Omgång", "Utfall", "Prognos", "Kommentar")
ROW = books.row(2, "KS-001", "2025-D1", 82.5, 85, "Enligt plan")


def case(name: str) -> Callable[[Path], None]:
    """One of the case files."""
    return lambda path: path.write_bytes((FILES / name).read_bytes()) and None


def padded(part: str, megabytes: int) -> Callable[[Path], None]:
    """A sound workbook with blanks after the root's start tag of one part."""

    def write(path: Path) -> None:
        parts = books.parts_of({"Utfall": books.sheet_xml(HEADERS + ROW)}, books.strings_xml("a"))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                tag = content.index(">") + 1
                with archive.open(name, "w") as stream:
                    stream.write(content[:tag].encode())
                    for _ in range(megabytes if name == part else 0):
                        stream.write(b" " * 1024**2)
                    stream.write(content[tag:].encode())

    return write


def sheet(rows: Callable[[], str], before: str = "", after: str = "") -> Callable[[Path], None]:
    """A workbook with more below the sound row."""
    return lambda path: path.write_bytes(books.book(HEADERS + ROW + rows(), before, after)) and None


def doctype(part: str) -> Callable[[Path], None]:
    """A workbook with entities that double thirty times, in one part."""

    def write(path: Path) -> None:
        doubled = "".join(f'<!ENTITY e{n + 1} "&e{n};&e{n};">' for n in range(30))
        parts = books.parts_of({"Utfall": books.sheet_xml(HEADERS + ROW)})
        parts[part] = f'<!DOCTYPE x [<!ENTITY e0 "lol">{doubled}]>' + parts[part]
        path.write_bytes(books.packed(parts))

    return write


def many_rows(count: int, cells: str) -> str:
    return "".join(f'<row r="{n}" ht="15">{cells}</row>' for n in range(3, count))


@pytest.mark.parametrize(
    ("write", "refused", "told"),
    [
        pytest.param(case("50-zip-bomb.xlsx"), "F13", [], id="50-zip-bomb"),
        pytest.param(padded("xl/styles.xml", 60), "F13", [], id="blanks in the styles"),
        pytest.param(padded("xl/sharedStrings.xml", 60), "F13", [], id="blanks in the texts"),
        pytest.param(padded("[Content_Types].xml", 60), "F13", [], id="blanks in a part not read"),
        pytest.param(case("51-entity-bomb.xlsx"), "F14", [], id="51-entity-bomb"),
        pytest.param(doctype("xl/workbook.xml"), "F14", [], id="entities in the workbook"),
        pytest.param(doctype("xl/styles.xml"), "F14", [], id="entities in the styles"),
        pytest.param(doctype("xl/_rels/workbook.xml.rels"), "F14", [], id="entities in the links"),
        pytest.param(case("53-far-corner-XFD.xlsx"), "", ["T18"], id="53-far-corner"),
        pytest.param(
            sheet(lambda: '<row r="1048576"><c r="A1048576" s="1"/></row>'),
            "",
            ["T18"],
            id="the last row",
        ),
        pytest.param(
            sheet(lambda: '<row r="3"><c r="XFD3" s="1"/></row>'), "", ["T18"], id="the last column"
        ),
        pytest.param(
            sheet(lambda: "", after='<mergeCells><mergeCell ref="G1:XFD1048576"/></mergeCells>'),
            "",
            [],
            id="merged to the far corner",
        ),
        pytest.param(
            sheet(lambda: "", before='<cols><col min="6" max="16384" hidden="1"/></cols>'),
            "",
            [],
            id="hidden to the last column",
        ),
        pytest.param(case("54-formatted-200k-rows.xlsx"), "", ["T18"], id="54-200k-rows"),
        pytest.param(sheet(lambda: many_rows(200_000, "")), "", ["T18"], id="200k empty rows"),
        pytest.param(
            sheet(lambda: many_rows(60_000, '<c s="1"/>' * 12)),
            "",
            ["T18"],
            id="720k formatted cells",
        ),
        pytest.param(case("61-cond-format-explosion.xlsx"), "", ["A14"], id="61-formats"),
    ],
)
def test_it_is_refused_or_read_in_little_time_and_memory(
    write: Callable[[Path], None], refused: str, told: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "Utfall.xlsx"
    write(path)
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    seconds, megabytes = map(float, done.stderr.split()[-2:])
    print(f"{seconds:.2f} s, {megabytes:.0f} MB")
    shown = json.loads(done.stdout)

    assert (shown["error"] or {"code": ""})["code"] == refused
    assert [finding["code"] for finding in shown["findings"]] == told
    assert [row["cells"]["Utfall"]["value"] for row in shown["rows"][:1]] == [82.5][: not refused]
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
