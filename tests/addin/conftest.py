"""The add-in, built once a session, and an Excel of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from excel_engine.desk import Excel, running_excel

from support.small_master import master_bytes
from xlmal.building.addin import AddinParts
from xlmal.operations.addin_build import addin_parts, build


@pytest.fixture(scope="session")
def parts() -> AddinParts:
    return addin_parts()


@pytest.fixture(scope="session")
def addin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("tillagg") / "xlmal.xlam").path


@pytest.fixture
def excel() -> Iterator[Excel]:
    with running_excel() as running:
        yield running


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "liten.xlsx"
    path.write_bytes(master_bytes())
    return path
