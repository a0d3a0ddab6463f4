"""What comes out of the files in files/: every value and every finding, one row a file.

The files are what people and programs send: numbers as text, headers that moved, half a file. Each
goes through ``xlmal visa FIL --json``, as a server would run it.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from xlmal.cli import main

FILES = Path(__file__).parent / "files"
WORD = {"E": "fel", "W": "varning", "N": "upplysning"}

#: Values of the three rows that most files are built on.
SOUND = {"C2": 82.5, "D2": 85.0, "C3": 1250.0, "D3": 1300.0, "C4": -3.4, "D4": 0.0}
REORDERED = "N T07"


@dataclass(frozen=True)
class Case:
    """One file: its rows, its values by cell (None: not used), what is said ("E V05 C5 ...")."""

    file: str
    rows: int
    values: dict[str, object] = field(default_factory=dict)
    told: str = ""
    refused: str = ""


# fmt: off
CASES = (
    Case("01-text-decimal-comma.xlsx", 2, {"C2": 82.5, "D2": 85.0, "C3": 82.5, "D3": 85.0},
         "W V01 C2 D2, W V02 C3"),
    Case("02-thousands-space-nbsp.xlsx", 5,
         {"C2": 1250.5, "C3": 1250.5, "C4": 1250.5, "C5": None, "C6": None},
         "W V01 C2 C3 C4, E V05 C5, E V06 C6"),
    Case("04-ambiguous-dot-comma.xlsx", 8,
         {"C2": None, "C3": 1401.4, "C4": None, "C5": None, "C6": None, "C7": None, "C8": None,
          "C9": None, "D2": 1.0},
         "E V03 C2, W V02 C3, E V04 C4 C5 C6, E V07 C7 C8 C9"),
    Case("05-percent-scaling.xlsx", 6,
         {"C2": 82.5, "D2": 85.0, "C3": 82.5, "D3": 85.0, "C4": 82.5, "D4": 85.0, "C5": None,
          "D5": None, "C6": None, "D6": None, "C7": 5.0, "D7": 6.0},
         f"W V09 C4 D4, E V11 C5 D5, E V13 C6 D6, {REORDERED}"),
    Case("07-date1904.xlsx", 1, {"C2": 82.5, "F2": "2025-04-30"}, f"N T19, {REORDERED}"),
    Case("08-autoconverted-1-3.xlsx", 5,
         {"C2": None, "C3": None, "A4": None, "C4": 82.5, "B5": None, "C5": 82.5, "C6": None},
         "E V15 C2 C3 C6, E T34 A4, E V52 B5"),
    Case("09-text-dates.xlsx", 9,
         {"F2": "2025-04-30", "F3": "2025-04-30", "F4": "2025-04-30", "F5": None, "F6": None,
          "F7": None, "B8": "2025-D1", "B9": "2025-D1", "F10": None},
         f"W V40 F3 F4, E V41 F5 F10, E V42 F6, E V43 F7, W V50 B8 B9, {REORDERED}"),
    Case("11-booleans.xlsx", 3,
         {"C2": None, "D2": None, "C3": None, "D3": None, "C4": 1.0, "D4": 0.0},
         "E V16 C2 D2 C3 D3"),
    Case("12-boolean-xsd-true.xlsx", 1, {"A2": "KS-001", "C2": None, "D2": 85.0}, "E V16 C2"),
    # #SPILL!, #CALC! and #SAKNAS! lie as text in the file; the message names them all the same.
    Case("13-error-values.xlsx", 8,
         {"C2": None, "C3": None, "C4": None, "C5": None, "C6": None, "C7": None, "C8": None,
          "C9": None},
         "E V17 C2 C3 C4 C6 C8, E V18 C5 C7 C9"),
    Case("15-text-NA-None.xlsx", 5,
         {"A2": "NA", "C2": 82.5, "E2": "None", "C3": None, "E3": "n/a", "C4": None, "E4": "nan",
          "C5": None, "E5": ".", "C6": None},
         "E V04 C3 C4 C5 C6"),
    Case("16-formula-no-cache.xlsx", 1, {"C2": None, "D2": None}, "E V19 C2 D2"),
    Case("18-external-link.xlsx", 1, {"C2": 82.5, "D2": 85.0}, "W V20 C2"),
    # Rows 3 and 4 have no id, so their values are read and shown but never used.
    Case("20-merged-cells.xlsx", 3,
         {"A2": "KS-001", "C2": 80.0, "E2": "gemensam kommentar", "A3": None, "C3": 82.5,
          "D3": None, "A4": None, "C4": 83.0},
         "E T13 A3 A4 D3, W T14 E3 E4"),
    Case("21-hidden-filtered-rows.xlsx", 3, SOUND, "W T12"),
    Case("23-reordered-columns.xlsx", 3,
         {"C2": "KS-001", "B2": 82.5, "D2": 85.0, "B3": 1250.0, "B4": -3.4}, REORDERED),
    Case("25-deleted-renamed-column.xlsx", 3, {"A2": "KS-001", "C2": None, "D2": "Enligt plan"},
         "E T05, W T02 A1 D1, E T03 C1"),
    Case("26-duplicate-header.xlsx", 2, {"C2": None, "F2": None, "D2": 85.0, "D3": 1300.0},
         "E T04 C1 F1"),
    Case("28-blank-rows-mid-table.xlsx", 3, {"C2": 82.5, "C5": 1250.0, "C7": -3.4, "C8": None},
         "W T09, W T11 A8"),
    Case("29-typed-below-table.xlsx", 4, {**SOUND, "A5": "KS-004", "C5": 7.0, "D5": 8.0},
         "W T10 A5"),
    Case("30-duplicate-id.xlsx", 4, {"C2": None, "D2": None, "C3": 1250.0, "C4": -3.4, "C7": 88.0},
         "E T16 A2 A5, W T15 A3 A6"),
    Case("31-dirty-ids.xlsx", 9,
         {**{f"A{n + 1}": f"KS-00{n}" for n in (1, 2, 3, 4, 5, 6, 7, 9)}, "A9": None},
         "W T30 A2 A3 A4 A5 A6 A7 A8 A10, E T32 A9"),
    Case("33-nfd-aao.xlsx", 2,
         {"A2": "VÅRD-001", "E2": "Något bättre än målet", "A3": "FÖR-002", "E3": "Särskola"},
         "N T31 A2 A3, N V82 E2"),
    Case("33b-vårdnämnden-nfd.xlsx", 2, {"A2": "VÅRD-001", "C2": 82.5, "C3": 1250.0},
         "N T31 A2 A3, N V82 E2"),
    Case("35-long-comment.xlsx", 2, {"C2": 82.5, "E2": None, "E3": "x" * 32_767}, "E V80 E2"),
    Case("37-formula-injection.xlsx", 7,
         {"E2": '=HYPERLINK("http://exempel.invalid","klicka")', "E3": "=cmd|' /C calc'!A0",
          "E4": "+46 70 123 45 67", "E5": "-5 % sämre än målet", "E6": "@SUM(1+1)",
          "E7": "=== Obs ===", "C8": -5.0},
         "W V81 E2 E3 E6, W V01 C8"),
    Case("38-encrypted.xlsx", 0, refused="F10"),
    Case("39-sheet-protected-book-locked.xlsx", 3, SOUND),
    Case("40-old-format.xls", 0, refused="F05"),
    Case("41-xls-renamed.xlsx", 0, refused="F05"),
    Case("44-semicolon-cp1252.csv", 0, refused="F08"),
    Case("45-csv-renamed.xlsx", 0, refused="F08"),
    Case("~$47-lock-file.xlsx", 0, {}, "W A15"),
    Case("48-zero-byte.xlsx", 0, refused="F03"),
    Case("49-truncated.xlsx", 0, refused="F11"),
    Case("50-zip-bomb.xlsx", 0, refused="F13"),
    Case("51-entity-bomb.xlsx", 0, refused="F14"),
    Case("53-far-corner-XFD.xlsx", 3, SOUND, "W T18"),
    Case("54-formatted-200k-rows.xlsx", 3, SOUND, "W T18"),
    Case("55-strict-ooxml.xlsx", 2, {"C2": 82.5, "C3": 1250.0, "F3": "2025-04-30"}, REORDERED),
    Case("57-wrong-dimension.xlsx", 39, {**SOUND, "A40": "KS-039", "C40": 39.0}),
    Case("60-x14-data-validation.xlsx", 3, SOUND),
    Case("61-cond-format-explosion.xlsx", 3, SOUND, "W A14"),
    Case("64a-kulturnamnden.xlsx", 1, {"A2": "KS-001", "C2": 82.5}),
    Case("64b-kulturnamnden-DESKTOP-7K2.xlsx", 2, {"C2": 84.0, "A3": "KS-002", "C3": 1250.0}),
    Case("64c-kulturnamnden (1).xlsx", 1, {"A2": "KS-001", "C2": 82.5}),
    Case("65-macros.xlsm", 3, SOUND, "W A13"),
    Case("69-text-ids-leading-zeros.xlsx", 3,
         {"A2": "007", "C2": 82.5, "A3": "010", "C3": 1250.0, "A4": "1.10", "C4": None, "D4": 1.0},
         "E V03 C4"),
)
# fmt: on


def file_named(name: str) -> Path:
    """The file, however its å ä ö are composed: one of the names is as macOS writes it."""
    wanted = unicodedata.normalize("NFC", name)
    return next(f for f in FILES.iterdir() if unicodedata.normalize("NFC", f.name) == wanted)


def findings(written: str) -> set[tuple[str, str, str]]:
    """What "E V05 C5 C6, W T12" stands for: (code, cell, severity); T12 has no cell."""
    found = set()
    for part in filter(None, written.split(", ")):
        letter, code, *cells = part.split()
        found |= {(code, cell, WORD[letter]) for cell in cells or [""]}
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_a_file_gives_its_values_and_findings_and_no_others(case: Case, capsys) -> None:
    code = main(["visa", str(file_named(case.file)), "--json"])
    shown = json.loads(capsys.readouterr().out)

    told = {
        (f["code"], (f["cell"] or "").rpartition("!")[2], f["severity"]) for f in shown["findings"]
    }
    assert told == findings(case.told)
    assert (shown["error"] or {"code": ""})["code"] == case.refused
    assert len(shown["rows"]) == case.rows
    values = {cell["ref"]: cell["value"] for row in shown["rows"] for cell in row["cells"].values()}
    assert {ref: values.get(ref) for ref in case.values} == case.values
    has_error = any(severity == "fel" for _, _, severity in told)
    assert code == (2 if case.refused else int(has_error))


def test_every_file_has_its_row_in_the_table() -> None:
    names = {unicodedata.normalize("NFC", file.name) for file in FILES.iterdir()}
    assert names == {unicodedata.normalize("NFC", case.file) for case in CASES}
    assert len(CASES) == 48


@pytest.mark.parametrize("case", [c for c in CASES if c.told or c.refused], ids=lambda c: c.file)
def test_every_message_says_what_to_do_and_names_no_folder(case: Case, capsys) -> None:
    main(["visa", str(file_named(case.file)), "--json"])
    shown = json.loads(capsys.readouterr().out)
    messages = [finding["message"] for finding in shown["findings"]]
    messages += [shown["error"]["message"]] if shown["error"] else []
    for message in messages:
        assert message.rstrip().endswith((".", "?"))
        assert str(FILES) not in message
        assert "{" not in message.replace("{}", "")


def test_a_lock_file_is_skipped_and_not_an_error(capsys) -> None:
    assert main(["visa", str(FILES / "~$47-lock-file.xlsx"), "--json"]) == 0
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert "47-lock-file.xlsx är öppen" in finding["message"]


def test_a_link_tells_the_other_file_but_not_where_it_lies(capsys) -> None:
    main(["visa", str(FILES / "18-external-link.xlsx"), "--json"])
    out = capsys.readouterr().out
    assert "Underlag.xlsx" in out
    assert "\\\\" not in out
    assert "file:" not in out
