"""``xlmal tillägg`` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlmal.building.addin import AddinParts
from xlmal.cli import main
from xlmal.operations import addin_build, addin_install


@pytest.fixture(autouse=True)
def built_once(parts: AddinParts, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (addin_build, addin_install):
        monkeypatch.setattr(module, "addin_parts", lambda: parts)


@pytest.mark.parametrize("word", ["tillägg", "tillagg"])
def test_bygg_writes_the_file_and_says_which_xlwings_it_belongs_to(
    word: str, addin: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word, "bygg", "--ut", str(tmp_path / "xlmal.xlam")]) == 0
    assert (tmp_path / "xlmal.xlam").read_bytes() == addin.read_bytes()
    assert "Det hör till xlwings " in capsys.readouterr().out


def test_installera_kontrollera_and_avinstallera_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Windows")
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    monkeypatch.setenv("APPDATA", str(tmp_path / "Roaming"))
    assert main(["tillägg", "kontrollera"]) == 1
    assert "Skriv xlmal tillägg installera." in capsys.readouterr().out
    assert main(["tillägg", "installera"]) == 0
    assert main(["tillägg", "kontrollera"]) == 0
    assert "Tillägget är rätt installerat." in capsys.readouterr().out
    assert main(["tillägg", "avinstallera"]) == 0
    assert main(["tillägg", "avinstallera"]) == 0
    assert "Tillägget var inte installerat." in capsys.readouterr().out


def test_installera_on_a_system_without_excel_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("platform.system", lambda: "Linux")
    assert main(["tillägg", "installera"]) == 2
    assert "Fel (L13): Excel som skrivbordsprogram finns bara" in capsys.readouterr().err


def test_help_shows_the_group_once_and_in_swedish(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--hjälp"])
    out = capsys.readouterr().out
    assert "tillägg" in out
    assert "tillagg" not in out
    main(["tillägg", "--hjälp"])
    shown = capsys.readouterr().out
    for word in ("bygg", "installera", "avinstallera", "kontrollera"):
        assert word in shown
