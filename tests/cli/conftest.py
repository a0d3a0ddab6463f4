"""A terminal to type in, and a small master workbook of one's own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from support.small_master import committee_bytes, master_bytes
from xlmal.cli import main


@dataclass(frozen=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be nothing but JSON."""
        return json.loads(self.out)


@pytest.fixture
def xlmal(capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """Type a command line; parts may be paths."""

    def typed(*arguments: object) -> Answer:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Answer(code, out, err)

    return typed


@pytest.fixture
def master(tmp_path: Path) -> Path:
    """A copy of the small master, in a folder of its own."""
    path = tmp_path / "kommun" / "master.xlsx"
    path.parent.mkdir()
    path.write_bytes(master_bytes())
    return path


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """A folder with the committees' files as they were sent."""
    folder = tmp_path / "inkomna"
    folder.mkdir()
    for name, data in committee_bytes().items():
        (folder / name).write_bytes(data)
    return folder
