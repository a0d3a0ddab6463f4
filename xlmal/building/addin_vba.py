"""The VBA of the add-in: xlwings' own module with the holes closed, and what describes functions.

xlwings reads its settings from the workbook that happens to be active before it reads its own. A
workbook that came by e-mail could so name any program as the interpreter. In ours the settings
come from the add-in and from the user's profile, and the active workbook has no say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypedDict

from xlmal.finding import Refusal

NAME = "xlmal"

_OURS = f'Public Const PROJECT_NAME As String = "{NAME}"'

#: What is exchanged in xlwings' module, each exactly as often as is said.
_CHANGES: tuple[tuple[str, str, int], ...] = (
    ('Public Const PROJECT_NAME As String = "myaddin"', _OURS, 1),
    # The sheet <name>.conf of the active workbook.
    (
        '            If SheetExists(ActiveWorkbook, PROJECT_NAME & ".conf") = True Then\n',
        "            If False Then ' xlmal: never from the active workbook\n",
        1,
    ),
    # A file <name>.conf in the active workbook's folder, such as the one that mail was saved in.
    (
        '            If GetFullName(ActiveWorkbook) <> "" Then',
        "            If False Then ' xlmal: never from the workbook's folder, was:",
        1,
    ),
    # Python code in sheets of the active workbook.
    (
        '            If Right$(sht.Name, 3) = ".py" Then\n',
        "            If False Then ' xlmal: no code from workbooks\n",
        1,
    ),
    # The active workbook's folder among those that Python imports from, and its name, in which a
    # semicolon would begin another folder.
    ('GetConfig("ADD_WORKBOOK_TO_PYTHONPATH", "true")', '"false"', 2),
    (
        "        ActiveFullName = ActiveWorkbook.FullName\n",
        "        ActiveFullName = \"\" ' xlmal: not the workbook's folder\n",
        1,
    ),
    (
        "            ActiveFullName = ActiveWorkbook.FullName\n",
        "            ActiveFullName = \"\" ' xlmal: not the workbook's folder\n",
        1,
    ),
    (
        "            ActiveFullName = ToPosixPath(ActiveWorkbook.FullName)\n",
        "            ActiveFullName = \"\" ' xlmal: not the workbook's folder\n",
        1,
    ),
    ('AddExcelDir & ";" & ActiveWorkbook.FullName & ";"', 'AddExcelDir & ";" & "" & ";"', 1),
    # An empty setting adds an empty folder to those, which is the current one: with Excel that
    # is where the last file was opened. Python adds it by itself too, without -P.
    (' & ";" & GetConfig("PYTHONPATH")', "", 4),
    ('" -B -c ""', '" -P -B -c ""', 2),
    # On a Mac, a script of our own, see hardened_script.
    (
        '"xlwings-" & XLWINGS_VERSION & ".applescript"',
        '"xlmal-" & XLWINGS_VERSION & ".applescript"',
        1,
    ),
)

#: The same for the script that starts Python on a Mac. A workbook's name came bare into a shell
#: command there: one called $(command).xlsx would have run the command.
_SCRIPT_CHANGES: tuple[tuple[str, str, int], ...] = (
    ('PythonInterpreter & " -B -u', 'quoted form of PythonInterpreter & " -P -B -u', 1),
    ('\\"--wb=" & WorkbookName & "\\" ', '--wb=" & quoted form of WorkbookName & " ', 1),
    (
        '\\"--app=" & ApplicationFullName & "\\" >',
        '--app=" & quoted form of ApplicationFullName & " >',
        1,
    ),
    ('2>\\"" & LOG_FILE & "\\" & "', '2>" & quoted form of LOG_FILE & " & "', 1),
)

#: What an author of VBA may not use: Excel reads sources in the Windows code page.
CODE_PAGE = "cp1252"
_LONGEST_LINE = 1000


class FunctionHelp(TypedDict):
    """What Excel's function wizard says of a worksheet function."""

    name: str
    description: str
    category: str
    arguments: Sequence[str]


def hardened(source: str) -> str:
    """The module that xlwings has for custom add-ins, deaf to the active workbook.

    Raises:
        Refusal: this xlwings is written otherwise than the ones that were tried (L10).
    """
    return _changed(source, _CHANGES)


def hardened_script(source: str) -> str:
    """The AppleScript of xlwings, in which a workbook's name is no more than a name.

    Raises:
        Refusal: this xlwings is written otherwise than the ones that were tried (L10).
    """
    return _changed(source, _SCRIPT_CHANGES)


def _changed(source: str, changes: Sequence[tuple[str, str, int]]) -> str:
    text = source.replace("\r\n", "\n")
    for old, new, times in changes:
        lines = old.endswith("\n")
        found = _whole_lines(text, old) if lines else text.count(old)
        if found != times:
            raise Refusal(
                "L10",
                "Den xlwings som är installerad har en annan VBA-modul än de versioner som är "
                "prövade, och tillägget byggs inte på gissning. Installera xlwings 0.37.8.",
            )
        text = f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:] if lines else text.replace(old, new)
    return text


def _whole_lines(text: str, old: str) -> int:
    return f"\n{text}".count(f"\n{old}")


def describing(helps: Sequence[FunctionHelp]) -> str:
    """A module that tells Excel's function wizard about the worksheet functions."""
    lines = [
        'Attribute VB_Name = "XlmalFunctions"',
        "Option Explicit",
        "",
        "Public Sub XlmalDescribeFunctions()",
    ]
    for one in helps:
        arguments = [quoted(text[:255]) for text in one["arguments"]]
        lines += [
            f"    Application.MacroOptions Macro:={quoted(one['name'])}, _",
            f"        Description:={quoted(one['description'][:255])}, _",
            f"        Category:={quoted(one['category'])}, _",
            "        ArgumentDescriptions:=Array( _",
            *(f"            {text}, _" for text in arguments[:-1]),
            f"            {arguments[-1]})",
        ]
    return "\n".join([*lines, "End Sub", ""])


def wrapping(wrappers: str) -> str:
    """The module of the worksheet functions, as *Import functions* would have made it."""
    head = (
        'Attribute VB_Name = "xlwings_udfs"\n'
        "'Made when the add-in is built, by xlwings' own generator.\n"
        '#Const App = "Microsoft Excel" \'Adjust when using outside of Excel\n'
    )
    return head + wrappers


def quoted(text: str) -> str:
    """A text as VBA writes it."""
    return '"' + text.replace('"', '""') + '"'


def as_module(name: str, text: str) -> str:
    """A module's text as the add-in stores it.

    Raises:
        ValueError: a letter that VBA cannot hold, or a line that is too long for it.
    """
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    too_long = [number for number, line in enumerate(lines, 1) if len(line) > _LONGEST_LINE]
    if too_long:
        raise ValueError(f"{name}: line {too_long[0]} is longer than VBA takes")
    whole = "\r\n".join(lines) + "\r\n"
    whole.encode(CODE_PAGE)
    return whole


def modules(
    sources: Mapping[str, str], xlwings_source: str, wrappers: str, helps: Sequence[FunctionHelp]
) -> dict[str, str]:
    """Every standard module of the add-in by name, ready to store."""
    texts = {
        "xlwings": hardened(xlwings_source),
        "xlwings_udfs": wrapping(wrappers),
        "XlmalFunctions": describing(helps),
        **sources,
    }
    return {name: as_module(name, text) for name, text in texts.items()}
