"""The add-in's VBA run by an interpreter: what each button does, and where settings come from.

The interpreter is pyOpenVBA's. It reads no comments after directives, knows neither environment
nor files, and takes a bare Range for the active sheet's, so those few lines are put otherwise
before it reads xlwings' module.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import xlwings
from excel_engine.desk import Excel
from openpyxl import Workbook
from pyopenvba.apps.excel import ExcelApplication

import udfs.macros
from xlmal.building.addin import SETTINGS, AddinParts

PRESSED = {
    "XlmalValidate": "from udfs import macros; macros.validate()",
    "XlmalNextFinding": "from udfs import macros; macros.next_finding()",
    "XlmalClearMarks": "from udfs import macros; macros.clear_marks()",
    "XlmalSplit": "from udfs import macros; macros.split()",
    "XlmalMerge": "from udfs import macros; macros.merge()",
    "XlmalAttainment": "from udfs import macros; macros.attainment()",
    "XlmalReport": "from udfs import macros; macros.report()",
    "XlmalAbout": "from udfs import macros; macros.about()",
}
STUB = """
Public Said As String
Public Function RunPython(command As String)
    Said = command
End Function
Public Function Heard() As String
    Heard = Said
End Function
Public Sub Press()
    Dim control As New IRibbonControl
    {callback} control
End Sub
"""


def pressed(parts: AddinParts, callback: str) -> str:
    """The Python line that a button runs."""
    app = ExcelApplication()
    app.add_workbook()
    app.add_module("Public Id As String\n", name="IRibbonControl", kind="class")
    app.add_module(STUB.format(callback=callback), name="Stub")
    for name in ("RibbonXlmal", "Xlmal"):
        app.add_module(parts.modules[name], name=name)
    app.run("Press")
    return str(app.run("Heard"))


@pytest.mark.parametrize(("callback", "line"), PRESSED.items())
def test_each_button_runs_its_python_line_and_the_line_runs(
    callback: str, line: str, parts: AddinParts, small: Path, excel: Excel, tmp_path: Path
) -> None:
    assert pressed(parts, callback) == line
    excel.state.folders.append(str(tmp_path / "mapp"))
    (tmp_path / "mapp").mkdir()
    excel.open(small)
    exec(line, {})
    assert len(excel.state.said) == 1
    assert "inte har förutsett" not in excel.last_said


def test_every_macro_has_a_button() -> None:
    lines = set(PRESSED.values())
    buttons = [
        name
        for name, one in vars(udfs.macros).items()
        if getattr(one, "__module__", "") == "udfs.macros" and not name.startswith("_")
    ]
    assert {f"from udfs import macros; macros.{name}()" for name in buttons if name != "now"} == (
        lines
    )


def runnable(source: str) -> str:
    """xlwings' module in words that the interpreter takes; see above."""
    text = re.sub(r"(#(?:Const|If|ElseIf|Else)[^'\r\n]*)'[^\r\n]*", r"\1", source)
    for old, new in (
        ("GetConfig = ExpandEnvironmentStrings(GetConfig)", ""),
        ('In Range(sht.Range("A1"), lastCell)', 'In sht.Range(sht.Range("A1"), lastCell)'),
        ('Environ("USERPROFILE")', '"C:\\Users\\anna"'),
        ("FileExists = FileExistsOnWindows(FileSpec)", "FileExists = IsThere(FileSpec)"),
    ):
        assert old in text, old
        text = text.replace(old, new)
    return text


def excel_with(addin: Path, active: Path, source: str) -> Any:
    """An Excel that has the add-in loaded and a workbook open in front of it.

    Only the profile's own settings, and any xlmal.conf beside the workbook, are files that exist.
    """
    app = ExcelApplication.open(addin, with_vba=False)
    app.open_workbook(active)
    app.add_module(
        "Public Function IsThere(ByVal name As String) As Boolean\n"
        '    IsThere = (InStr(name, "C:\\Users") = 0)\n'
        "End Function\n",
        name="Files",
    )
    app.add_module(runnable(source), name="xlwings")
    assert app.evaluate("ActiveWorkbook.Name") == active.name
    return app


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A committee's workbook with settings of its own, and a file of settings beside it."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "xlmal.conf"
    for row in (
        ("INTERPRETER_WIN", r"C:\ond\python.exe"),
        ("PYTHONPATH", r"C:\ond"),
        ("UDF MODULES", "ond"),
        ("CONDA PATH", r"C:\ond"),
        ("USE UDF SERVER", "True"),
    ):
        page.append(row)
    path = tmp_path / "KS_2019-D2.xlsx"
    book.save(path)
    (tmp_path / "xlmal.conf").write_text('"INTERPRETER_WIN","C:\\ond\\python.exe"\n')
    return path


KEYS = ("INTERPRETER_WIN", "PYTHONPATH", "CONDA PATH", "UDF MODULES", "USE UDF SERVER")


def test_a_workbook_that_names_an_interpreter_changes_nothing(
    addin: Path, parts: AddinParts, hostile: Path
) -> None:
    app = excel_with(addin, hostile, parts.modules["xlwings"])
    for key in KEYS:
        found = app.evaluate(f'GetConfig("{key}", "annars")')
        assert found == SETTINGS.get(key, "annars"), key


def test_xlwings_own_module_would_have_taken_the_workbooks_word(addin: Path, hostile: Path) -> None:
    """The hole is there when nothing is done, so that the test above can fail."""
    source = (Path(xlwings.__file__).parent / "xlwings_custom_addin.bas").read_text("utf-8")
    app = excel_with(addin, hostile, source.replace('"myaddin"', '"xlmal"'))
    assert app.evaluate('GetConfig("INTERPRETER_WIN", "annars")') == r"C:\ond\python.exe"


def test_the_active_workbook_has_no_part_in_what_python_imports_from(parts: AddinParts) -> None:
    """Its folder, its name and its sheets of code: none is handed on; only which book it is."""
    source = parts.modules["xlwings"]
    for line in source.splitlines():
        if "ActiveWorkbook.FullName" in line:
            assert "InStr(" in line or line.strip().startswith("'"), line
        if "PYTHONPATH = AddExcelDir" in line:
            assert "ActiveWorkbook" not in line
    assert (
        '= ".py" Then' not in source.split("Public Function RunPython")[1].split("End Function")[0]
    )
    assert 'AddExcelDir = "false"' in source
    assert "ActiveWorkbook" not in parts.modules["xlwings_udfs"]
