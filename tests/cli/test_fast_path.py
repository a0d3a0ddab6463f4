"""What ``xlmal --version`` costs: nothing but the interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("click", "rich", "pydantic", "pandas", "openpyxl", "xlwings")


def loaded_by(*arguments: str) -> tuple[str, set[str]]:
    """Run a command in a new interpreter; its output and the heavy packages it loaded."""
    program = (
        "import sys\n"
        "from xlmal.cli import main\n"
        f"code = main({list(arguments)!r})\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return done.stdout, set(done.stderr.split())


@pytest.mark.parametrize("option", ["--version", "-V"])
def test_the_version_is_told_without_loading_anything(option):
    out, heavy = loaded_by(option)
    assert out == "xlmal 0.1.0\n"
    assert heavy == set()


def test_help_loads_no_workbook_library():
    _, heavy = loaded_by("dela", "--help")
    assert heavy == {"click", "pydantic"}


@pytest.mark.parametrize("module", ["merge", "validate", "batch", "adopt"])
def test_what_reads_and_patches_workbooks_loads_nothing_that_builds_them(module):
    program = (
        f"import sys, xlmal.operations.{module}\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["pydantic"]


def test_the_module_is_the_command():
    done = subprocess.run(
        [sys.executable, "-m", "xlmal", "--version"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "xlmal 0.1.0\n", "")


def test_a_pipe_that_speaks_another_alphabet_gets_utf_8(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "xlmal", "visa", str(tmp_path / "Övrigt ◐.xlsx")],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "cp1252"},
    )
    assert done.returncode == 2
    assert "Övrigt ◐.xlsx finns inte" in done.stderr.decode("utf-8")
