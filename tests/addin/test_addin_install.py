"""Install, check and uninstall in a temporary profile, laid out as on Windows and on macOS."""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from xlmal.building.addin import OUR_VERSION, AddinParts, build_addin
from xlmal.finding import Refusal
from xlmal.operations import addin_check, addin_install
from xlmal.operations.addin_build import xlwings_version
from xlmal.operations.addin_check import check
from xlmal.operations.addin_install import (
    Profile,
    install,
    installed_versions,
    read_settings,
    this_profile,
    uninstall,
)

SECURITY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"


@pytest.fixture(autouse=True)
def built_once(parts: AddinParts, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making the parts starts a process; the parts of the session are the same."""
    monkeypatch.setattr(addin_install, "addin_parts", lambda: parts)


@pytest.fixture(params=["Windows", "Darwin"])
def profile(request: pytest.FixtureRequest, tmp_path: Path) -> Profile:
    python = tmp_path / "Åsas Python" / "Scripts" / "python.exe"
    python.parent.mkdir(parents=True)
    python.touch()
    return Profile(request.param, tmp_path / "Åsa", tmp_path / "Åsa" / "Roaming", python)


@pytest.fixture
def windows(profile: Profile) -> Profile:
    return dataclasses.replace(profile, system="Windows")


def registry(values: Mapping[tuple[str, str], Any]) -> addin_check.Registry:
    return lambda root, key, name: values.get((key, name))


def everything(profile: Profile) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in profile.home.rglob("*") if path.is_file()}


def test_the_folders_are_those_that_excel_reads() -> None:
    home = Path("hem")
    windows = Profile("Windows", home, home / "AppData/Roaming", Path("python"))
    mac = Profile("Darwin", home, home, Path("python"))
    assert [path.as_posix() for path in (windows.addin, windows.settings)] == [
        "hem/AppData/Roaming/Microsoft/Excel/XLSTART/xlmal.xlam",
        "hem/.xlmal/xlmal.conf",
    ]
    assert [path.as_posix() for path in (mac.addin, mac.settings)] == [
        "hem/Library/Group Containers/UBF8T346G9.Office/User Content.localized/"
        "Startup.localized/Excel/xlmal.xlam",
        "hem/Library/Containers/com.microsoft.Excel/Data/xlmal.conf",
    ]


def test_install_puts_the_addin_there_and_says_where_python_is(
    profile: Profile, parts: AddinParts
) -> None:
    assert install(profile) == profile.addin
    assert profile.addin.read_bytes() == build_addin(parts)
    assert read_settings(profile.settings) == {profile.key: str(profile.interpreter)}
    assert check(profile, registry({})) == []


def test_install_twice_changes_nothing(profile: Profile) -> None:
    install(profile)
    once = everything(profile)
    install(profile)
    assert everything(profile) == once


def test_install_keeps_what_the_user_has_set(profile: Profile) -> None:
    profile.settings.parent.mkdir(parents=True)
    profile.settings.write_text('"Show Console","True"\n', encoding="cp1252")
    install(profile)
    assert read_settings(profile.settings) == {
        "SHOW CONSOLE": "True",
        profile.key: str(profile.interpreter),
    }


def test_a_newer_addin_is_left_alone_until_one_asks(profile: Profile, parts: AddinParts) -> None:
    newer = dataclasses.replace(parts, versions={**parts.versions, OUR_VERSION: "99.1.0"})
    profile.addin.parent.mkdir(parents=True)
    profile.addin.write_bytes(build_addin(newer))
    with pytest.raises(Refusal, match=r"är nyare \(99\.1\.0\)"):
        install(profile)
    assert profile.addin.read_bytes() == build_addin(newer)
    install(profile, replace_newer=True)
    assert profile.addin.read_bytes() == build_addin(parts)


def test_an_older_or_damaged_addin_is_replaced(profile: Profile, parts: AddinParts) -> None:
    profile.addin.parent.mkdir(parents=True)
    profile.addin.write_bytes(b"skadad")
    install(profile)
    older = dataclasses.replace(parts, versions={**parts.versions, OUR_VERSION: "0.0.1"})
    profile.addin.write_bytes(build_addin(older))
    install(profile)
    assert profile.addin.read_bytes() == build_addin(parts)


def test_uninstall_leaves_nothing_of_ours_and_twice_is_fine(profile: Profile) -> None:
    install(profile)
    other = profile.addin.with_name("annat.xlam")
    other.write_bytes(b"nagon annans")
    ours = [profile.addin, profile.settings, profile.script]
    assert uninstall(profile) == [path for path in ours if path]
    assert uninstall(profile) == []
    assert set(everything(profile)) == {other}
    assert not (profile.home / ".xlmal").exists()


def test_check_before_install_says_what_to_do(profile: Profile) -> None:
    (found,) = check(profile, registry({}))
    assert found.code == "L21"
    assert found.message.endswith("Skriv xlmal tillägg installera.")


def test_check_tells_of_another_xlwings(profile: Profile, parts: AddinParts) -> None:
    install(profile)
    other = {**parts.versions, addin_install.XLWINGS_VERSION: "0.31.0"}
    profile.addin.write_bytes(build_addin(dataclasses.replace(parts, versions=other)))
    (found,) = check(profile, registry({}))
    assert found.code == "L22"
    assert "byggt för xlwings 0.31.0" in found.message
    assert xlwings_version() in found.message


def test_check_tells_that_xlwings_is_missing(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(profile)
    monkeypatch.setattr(addin_check, "xlwings_version", lambda: "")
    assert "L20" in [one.code for one in check(profile, registry({}))]


def test_check_tells_of_a_python_that_is_gone(profile: Profile) -> None:
    install(profile)
    profile.interpreter.unlink()
    (found,) = check(profile, registry({}))
    assert found.code == "L27"
    assert str(profile.interpreter) in found.message


def test_check_tells_of_somebody_elses_udfs(
    profile: Profile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(profile)
    (tmp_path / "andra" / "udfs").mkdir(parents=True)
    (tmp_path / "andra" / "udfs" / "__init__.py").touch()
    for name in [name for name in sys.modules if name.split(".")[0] == "udfs"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(str(tmp_path / "andra"))
    (found,) = check(profile, registry({}))
    assert found.code == "L23"
    assert str(tmp_path / "andra" / "udfs") in found.message


def test_check_tells_of_a_folder_that_one_may_not_write_in(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(profile)
    monkeypatch.setattr("os.access", lambda *_: False)
    assert [one.code for one in check(profile, registry({}))] == ["L24"]


def test_check_tells_of_a_policy_that_stops_macros(windows: Profile) -> None:
    install(windows)
    for values, which in (
        ({(SECURITY, "VBAWarnings"): 4}, "alla makron är avstängda"),
        ({(SECURITY, "VBAWarnings"): 3}, "bara signerade makron"),
        ({(SECURITY, "DisableAllAddins"): 1}, "alla tillägg är avstängda"),
    ):
        (found,) = check(windows, registry(values))
        assert found.code == "L25"
        assert which in found.message
    assert check(windows, registry({(SECURITY, "VBAWarnings"): 2})) == []


def test_check_tells_of_an_excel_of_other_bitness(windows: Profile) -> None:
    install(windows)
    (windows.interpreter.parent.parent / f"xlwings64-{xlwings_version()}.dll").touch()
    assert check(windows, registry({(CLICK_TO_RUN, "Platform"): "x64"})) == []
    (found,) = check(windows, registry({(CLICK_TO_RUN, "Platform"): "x86"}))
    assert found.code == "L26"
    assert found.message.startswith("Excel är 32-bitars, men xlwings32-")


def test_check_tells_of_a_missing_script_on_a_mac(profile: Profile) -> None:
    mac = dataclasses.replace(profile, system="Darwin")
    install(mac)
    assert mac.script is not None
    mac.script.unlink()
    assert [one.code for one in check(mac, registry({}))] == ["L28"]


def test_a_workbooks_name_is_no_command_on_a_mac(profile: Profile) -> None:
    """It used to stand bare in a shell command: $(command).xlsx would have run."""
    mac = dataclasses.replace(profile, system="Darwin")
    install(mac)
    assert mac.script is not None
    script = mac.script.read_text(encoding="utf-8")
    command = script.split("set ShellCommand to")[1].split("try")[0]
    for name in ("PythonInterpreter", "WorkbookName", "ApplicationFullName", "LOG_FILE"):
        assert command.count(name) == command.count(f"quoted form of {name}") == 1
    assert command.count("-P -B -u") == 1
    assert command.count('"') % 2 == 0


def test_the_addin_says_its_versions(profile: Profile, parts: AddinParts) -> None:
    install(profile)
    there = installed_versions(profile.addin)
    assert there is not None
    assert (there.xlmal, there.xlwings) == tuple(parts.versions.values())


def test_a_profile_on_windows_follows_appdata(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platform.system", lambda: "Windows")
    profile = this_profile({"APPDATA": "H:/Roaming"})
    assert profile.addin == Path("H:/Roaming/Microsoft/Excel/XLSTART/xlmal.xlam")
    monkeypatch.setattr("platform.system", lambda: "Linux")
    with pytest.raises(Refusal, match="bara på Windows och Mac"):
        this_profile({})
