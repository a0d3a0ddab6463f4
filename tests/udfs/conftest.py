"""The example municipality on disk, and an Excel of the test's own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw
from excel_engine.desk import Excel, running_excel
from xlwings import conversion

from support.excel_values import MISSING, Call
from support.small_master import master_bytes
from udfs.wrappers import real_decorators
from xlmal.operations.example.make import MadeExample, make_example


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> MadeExample:
    """The example on disk; copy what a test changes."""
    return make_example(tmp_path_factory.mktemp("exempel") / "kommun")


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running_excel() as running:
        yield running


@pytest.fixture(scope="module")
def functions() -> Iterator[Any]:
    with real_decorators() as (_, module):
        yield module


@pytest.fixture
def call(functions: Any, excel: Excel) -> Call:
    """Call a function as xlwings' COM server does: arguments converted, the answer converted."""

    def called(name: str, *given: Any) -> Any:
        function = getattr(functions, name)
        infos = function.__xlfunc__["args"]
        arguments = []
        for info, one in zip(infos, given, strict=False):
            if isinstance(one, xw.Range):
                arguments.append(conversion.read(one, None, info["options"]))
            elif one == MISSING:
                arguments.append(info["optional"])
            else:
                arguments.append(conversion.read(None, one, info["options"], "excel"))
        answer = function(*arguments)
        options = function.__xlfunc__["ret"]["options"]
        return conversion.write(answer, None, options, "excel")

    return called


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
