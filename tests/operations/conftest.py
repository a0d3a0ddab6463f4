"""The example municipality, made once a session."""

from __future__ import annotations

import pytest

from xlmal.operations.example.make import MadeExample, make_example


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> MadeExample:
    """The example on disk; copy what a test changes."""
    return make_example(tmp_path_factory.mktemp("exempel") / "kommun")
