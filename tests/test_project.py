"""What holds for the project as a whole: its files, its pins, and what the wheel carries."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST_MODULE = 250

# Each pattern is written so that it does not match itself.
UNFINISHED = re.compile(
    r"raise NotImplemented[E]rror|\b(TOD[O]|FIXM[E]|XX[X])\b|pytest\.ski[p]\(|mark\.xfai[l]"
)
MACHINE = re.compile(
    r"(?<![\w.])/([w]ork|[r]oot|[o]pt)/|/[t]mp/(w|bash_jobs)\b|/[h]ome/\w+/|[.]library/"
)
REGISTRY = re.compile(
    r"[p]ypi\.org|[p]ythonhosted|registry\.[n]pmjs|[d]eb\.debian\.org|[i]ndex-url|\"[r]esolved\":"
)


def tracked() -> list[Path]:
    """Return the files of the project, those not yet added included, ignored ones not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = listed.stdout.decode().split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def places(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Return each line that matches as "path:line: text"; files that are no text have none."""
    found = []
    for path in files:
        content = path.read_bytes()
        if b"\0" in content:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()}")
    return found


def sources(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert found
    return sorted(found)


def test_no_module_is_long_without_a_reason_in_its_first_lines() -> None:
    long = []
    for path in sources("xlmal", "udfs"):
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > LONGEST_MODULE and "Over 250 lines:" not in "\n".join(lines[:10]):
            long.append(f"{path.relative_to(ROOT)}: {len(lines)} lines")
    assert not long


def test_no_code_is_left_unfinished_and_no_test_is_switched_off() -> None:
    assert places(UNFINISHED, sources("xlmal", "udfs", "tests")) == []


@pytest.mark.parametrize("pattern", [MACHINE, REGISTRY], ids=["machine", "registry"])
def test_no_file_names_a_machine_or_a_registry(pattern: re.Pattern[str]) -> None:
    assert places(pattern, tracked()) == []


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (UNFINISHED, "# TO" + "DO: later"),
        (UNFINISHED, "raise NotImplemented" + "Error"),
        (UNFINISHED, "@pytest.mark.xf" + "ail"),
        (MACHINE, "see /wo" + "rk/notes"),
        (MACHINE, "cd /tm" + "p/w"),
        (REGISTRY, "--extra-ind" + "ex-url x"),
        (REGISTRY, "files.pytho" + "nhosted.org"),
    ],
)
def test_the_forbidden_words_are_recognised(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_requirement_is_pinned_to_one_version_with_hashes(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=[a-z])", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
    loose = [
        requirement
        for requirement in requirements
        if not re.match(
            r"[a-z0-9-]+==[^\s;]+( ; [^\\]+)? \\\n(    --hash=sha256:\w{64}\b)", requirement
        )
    ]
    assert len(requirements) > 10
    assert loose == []


def test_both_pinned_sets_agree() -> None:
    def versions(name: str) -> dict[str, str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, flags=re.MULTILINE))

    runtime = versions("runtime")
    assert runtime.items() <= versions("dev").items()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {re.split("[<>=]", need)[0] for need in project["dependencies"]} <= runtime.keys()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (built,) = folder.glob("xlmal-*.whl")
    return built


def test_the_wheel_carries_the_workbooks_and_says_that_it_is_typed(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    data = {
        f"xlmal/_workbooks/{path.relative_to(ROOT / 'workbooks').as_posix()}"
        for path in tracked()
        if path.is_relative_to(ROOT / "workbooks")
    }
    assert data
    assert data | {"xlmal/py.typed", "xlmal/__init__.py", "udfs/__init__.py"} <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"xlmal", "udfs"}


def test_an_installed_package_finds_its_data_without_the_checkout(
    wheel: Path, tmp_path: Path
) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
            "from xlmal.package_data import data_path; print(data_path('layout'))",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(said.stdout.strip()) == (tmp_path / "xlmal" / "_workbooks" / "layout").resolve()
