"""The files of workbooks/ are found from a checkout, and nothing outside them is."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlmal.package_data import data_path


def test_a_folder_of_the_checkout_is_found_beside_the_package() -> None:
    assert data_path("layout") == Path(__file__).resolve().parents[1] / "workbooks" / "layout"


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"finns_inte\.toml"):
        data_path("layout/finns_inte.toml")


@pytest.mark.parametrize("path", ["../pyproject.toml", "/etc/hostname", "layout/../../README.md"])
def test_a_path_out_of_the_folder_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        data_path(path)
