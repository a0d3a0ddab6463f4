"""What happens to tests that need a program which this machine lacks: never silence."""

from __future__ import annotations

import os
import sys

import pytest
from hypothesis import HealthCheck, settings

from support.chromium import INSTALL as INSTALL_CHROMIUM
from support.chromium import chromium_path
from support.libreoffice import INSTALL, missing_programs

_NO_LIBREOFFICE = f"LibreOffice/poppler saknas ({', '.join(missing_programs())})"
_NO_CHROMIUM = "Chromium saknas"
_NO_EXCEL = "kräver Excel på Windows"

# Tests are never timed: a busy machine is no fault. In CI the same examples are drawn every time,
# so that a change is judged by what it changed.
settings.register_profile(
    "xlmal", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.register_profile("ci", settings.get_profile("xlmal"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "xlmal")


def _may_skip() -> bool:
    return os.environ.get("CI", "").lower() not in {"true", "1"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what cannot run here; with CI=true a missing program is left to fail."""
    skip_libreoffice = bool(missing_programs()) and _may_skip()
    skip_chromium = chromium_path() is None and _may_skip()
    for item in items:
        if skip_chromium and item.get_closest_marker("chromium"):
            item.add_marker(pytest.mark.skip(reason=_NO_CHROMIUM))
        if skip_libreoffice and item.get_closest_marker("libreoffice"):
            item.add_marker(pytest.mark.skip(reason=_NO_LIBREOFFICE))
        if sys.platform != "win32" and item.get_closest_marker("excel"):
            item.add_marker(pytest.mark.skip(reason=_NO_EXCEL))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail early and in plain words where CI lacks a program."""
    if item.get_closest_marker("libreoffice") and missing_programs() and not _may_skip():
        pytest.fail(f"{_NO_LIBREOFFICE}. {INSTALL}", pytrace=False)
    if item.get_closest_marker("chromium") and chromium_path() is None and not _may_skip():
        pytest.fail(f"{_NO_CHROMIUM}. {INSTALL_CHROMIUM}", pytrace=False)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many tests did not run, why, and what to install."""
    reasons = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])]
    without_libreoffice = sum(_NO_LIBREOFFICE in reason for reason in reasons)
    without_chromium = sum(_NO_CHROMIUM in reason for reason in reasons)
    without_excel = sum(_NO_EXCEL in reason for reason in reasons)
    if without_libreoffice:
        terminalreporter.section("LibreOffice saknas / LibreOffice is missing", yellow=True)
        terminalreporter.line(f"{without_libreoffice} prov kördes inte. Installera: {INSTALL}")
        terminalreporter.line(f"{without_libreoffice} tests did not run. Install: {INSTALL}")
    if without_chromium:
        terminalreporter.section("Chromium saknas / Chromium is missing", yellow=True)
        told = f"{without_chromium} prov kördes inte / tests did not run"
        terminalreporter.line(f"{told}. {INSTALL_CHROMIUM}")
    if without_excel:
        terminalreporter.line(
            f"{without_excel} prov kräver Excel på Windows och kördes inte"
            f" / {without_excel} tests need Excel on Windows and did not run"
        )
