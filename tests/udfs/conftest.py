"""The example municipality on disk, and an Excel of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from excel_engine.desk import Excel, running_excel

from support.small_master import master_bytes
from xlmal.operations.example.make import MadeExample, make_example


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> MadeExample:
    """The example on disk; copy what a test changes."""
    return make_example(tmp_path_factory.mktemp("exempel") / "kommun")


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running_excel() as running:
        yield running


@pytest.fixture
def master(example: MadeExample, tmp_path: Path) -> Path:
    """The master before August, to change as one likes."""
    (tmp_path / "arbete").mkdir()
    return Path(shutil.copy(example.master, tmp_path / "arbete" / "master.xlsx"))


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The master of a few rows, with August open."""
    path = tmp_path / "liten.xlsx"
    path.write_bytes(master_bytes())
    return path
