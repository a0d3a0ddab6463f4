"""The add-in's VBA run by an interpreter: what each button does, and where settings come from.

The interpreter is pyOpenVBA's. It reads no comments after directives, knows neither environment
nor files, and takes a bare Range for the active sheet's, so those few lines are put otherwise
before it reads xlwings' module.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import xlwings
from excel_engine.desk import Excel
from openpyxl import Workbook
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import parse_module

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
    for name in ("RibbonXlmal", "XlmalMacros"):
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


def without_comments_on_directives(source: str) -> str:
    return re.sub(r"(#(?:Const|If|ElseIf|Else)[^'\r\n]*)'[^\r\n]*", r"\1", source)


def test_every_module_is_vba_that_parses(parts: AddinParts) -> None:
    for name, text in parts.modules.items():
        parsed = parse_module(without_comments_on_directives(text), name=name)
        assert parsed.name == name
    assert parse_module(parts.document, name="ThisWorkbook", kind="document")


def test_each_worksheet_function_has_a_wrapper_and_a_description(parts: AddinParts) -> None:
    wrappers = re.findall(
        r"^Function (\w+)\((.*)\)\r$", parts.modules["xlwings_udfs"], re.MULTILINE
    )
    described = re.findall(r'Macro:="(\w+)"', parts.modules["XlmalFunctions"])
    assert [name for name, _ in wrappers] == described
    assert dict(wrappers)["MAL_STATUS"] == (
        "utfall, malvarde, riktning, Optional basvarde, Optional delvis, Optional ovre"
    )


def test_descriptions_wait_until_excel_has_loaded_its_addins(parts: AddinParts) -> None:
    assert "Private Sub Workbook_Open()" in parts.document
    assert "Application.OnTime" in parts.document
    assert "XlmalLoaded" in parts.document
    assert "XlmalDescribeFunctions" in parts.modules["XlmalMacros"].split("Sub XlmalLoaded()")[1]


def runnable(source: str) -> str:
    """xlwings' module in words that the interpreter takes; see above."""
    text = without_comments_on_directives(source)
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


@pytest.mark.parametrize("guarded", [True, False])
def test_a_module_in_the_current_folder_is_imported_only_without_our_switch(
    guarded: bool, parts: AddinParts, tmp_path: Path
) -> None:
    """Excel's current folder is where the last file was opened, such as one for mail."""
    (tmp_path / "udfs").mkdir()
    (tmp_path / "udfs" / "__init__.py").touch()
    (tmp_path / "udfs" / "macros.py").write_text("")
    source = parts.modules["xlwings"]
    assert source.count('" -P -B -c ""') == 2
    assert 'GetConfig("PYTHONPATH")' not in source
    # What VBA joins to the setting when the four of OneDrive and SharePoint are not given.
    line = "import xlwings.utils; xlwings.utils.prepare_sys_path('false;;;;;'); "
    switches = ["-P", "-B"] if guarded else ["-B"]
    done = subprocess.run(
        [sys.executable, *switches, "-c", line + "from udfs import macros; print(macros.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    found = Path(done.stdout.strip())
    assert (found == tmp_path / "udfs" / "macros.py") != guarded
