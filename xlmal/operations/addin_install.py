"""Install and remove the add-in in a user's own Excel (tillägg installera, avinstallera)."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from xlmal import __version__
from xlmal.books.file_book import FileBook
from xlmal.building.addin import OUR_VERSION, SETTINGS_SHEET, XLWINGS_VERSION, build_addin
from xlmal.building.addin_vba import NAME, hardened_script
from xlmal.finding import Refusal
from xlmal.ooxml.atomic import replace_file
from xlmal.operations.addin_build import addin_parts, xlwings_folder, xlwings_version
from xlmal.operations.files import folder_for, refuse_open

System = Literal["Windows", "Darwin"]

_MAC_START = (
    "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
)
_MAC_DATA = "Library/Containers/com.microsoft.Excel/Data"
_MAC_SCRIPTS = "Library/Application Scripts/com.microsoft.Excel"
_LINE = re.compile(r'"([^"]*)","([^"]*)"')


@dataclass(frozen=True, slots=True)
class Profile:
    """A user's own folders, where Excel and the add-in look.

    Attributes:
        system: Windows, or Darwin for macOS.
        home: the user's folder.
        roaming: ``%APPDATA%``; not used on macOS.
        interpreter: the Python that has xlmal.
    """

    system: System
    home: Path
    roaming: Path
    interpreter: Path

    @property
    def addin(self) -> Path:
        """The add-in in the folder that Excel loads everything from when it starts."""
        windows = self.roaming / "Microsoft" / "Excel" / "XLSTART"
        folder = windows if self.system == "Windows" else self.home / _MAC_START
        return folder / f"{NAME}.xlam"

    @property
    def settings(self) -> Path:
        """The add-in's settings in the user's profile; here is where Python is."""
        if self.system == "Windows":
            return self.home / f".{NAME}" / f"{NAME}.conf"
        return self.home / _MAC_DATA / f"{NAME}.conf"

    @property
    def key(self) -> str:
        """The setting that says where Python is."""
        return "INTERPRETER_WIN" if self.system == "Windows" else "INTERPRETER_MAC"

    @property
    def script(self) -> Path | None:
        """On macOS, the script that Excel's sandbox lets VBA start Python through."""
        if self.system == "Windows":
            return None
        return self.home / _MAC_SCRIPTS / f"{NAME}-{xlwings_version()}.applescript"


def this_profile(environment: Mapping[str, str] = os.environ) -> Profile:
    """The profile of whoever runs this.

    Raises:
        Refusal: desktop Excel does not exist on this system (L13).
    """
    system = platform.system()
    if system not in ("Windows", "Darwin"):
        raise Refusal(
            "L13",
            "Excel som skrivbordsprogram finns bara på Windows och Mac, så här finns inget att "
            "installera i. Bygg tillägget med xlmal tillägg bygg --ut xlmal.xlam.",
        )
    home = Path.home()
    roaming = Path(environment.get("APPDATA") or home / "AppData" / "Roaming")
    kind: System = "Windows" if system == "Windows" else "Darwin"
    return Profile(kind, home, roaming, Path(sys.executable))


@dataclass(frozen=True, slots=True)
class InstalledVersions:
    """What an add-in on disk says it is; empty where it does not say."""

    xlmal: str = ""
    xlwings: str = ""


def installed_versions(path: Path) -> InstalledVersions | None:
    """The versions of an add-in on disk; None when there is none that can be read."""
    if not path.is_file():
        return None
    try:
        rows = FileBook.open(path, path.name).scan(SETTINGS_SHEET).rows()
        said = {cells[0].text: cells[-1].text for _, cells in rows}
    except Refusal:
        return None
    return InstalledVersions(said.get(OUR_VERSION, ""), said.get(XLWINGS_VERSION, ""))


def install(profile: Profile, replace_newer: bool = False) -> Path:
    """Put the add-in where Excel loads it, and write down where Python is.

    What the user has set in the settings beside the path to Python stays. Run twice, the second
    run changes nothing.

    Raises:
        Refusal: a newer add-in is there (L14), Excel has it open (A23), or a folder cannot be
            written to (A21, F41-F43).
    """
    there = installed_versions(profile.addin)
    if there and _order(there.xlmal) > _order(__version__) and not replace_newer:
        raise Refusal(
            "L14",
            f"Tillägget som är installerat är nyare ({there.xlmal}) än den här versionen av xlmal "
            f"({__version__}). Uppdatera xlmal, eller lägg till --ersätt för att gå tillbaka.",
        )
    data = build_addin(addin_parts())
    folder_for(profile.addin.parent)
    if not profile.addin.is_file() or profile.addin.read_bytes() != data:
        refuse_open(profile.addin)
        # No previous version is kept: Excel would load it too.
        replace_file(profile.addin, data)
    _write_settings(profile)
    if profile.script is not None:
        folder_for(profile.script.parent)
        source = xlwings_folder() / f"xlwings-{xlwings_version()}.applescript"
        script = hardened_script(source.read_text(encoding="utf-8"))
        replace_file(profile.script, script.encode())
    return profile.addin


def uninstall(profile: Profile) -> list[Path]:
    """Take the add-in and its settings away; return what was removed, nothing when not there.

    Raises:
        Refusal: Excel has it open (A23).
    """
    refuse_open(profile.addin)
    removed = []
    for path in (profile.addin, profile.settings, profile.script):
        if path is not None and path.is_file():
            try:
                path.unlink()
            except PermissionError as error:
                raise Refusal(
                    "A23", f"{path.name} är öppen i Excel. Stäng Excel och försök igen."
                ) from error
            removed.append(path)
    folder = profile.settings.parent
    if profile.system == "Windows" and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
    return removed


def read_settings(path: Path) -> dict[str, str]:
    """The settings in a user's profile, keys in upper case; none when there is no file."""
    if not path.is_file():
        return {}
    found = _LINE.findall(path.read_text(encoding="cp1252", errors="replace"))
    return {key.upper(): value for key, value in found}


def _write_settings(profile: Profile) -> None:
    settings = read_settings(profile.settings)
    settings[profile.key] = str(profile.interpreter)
    text = "".join(f'"{key}","{value}"\r\n' for key, value in settings.items())
    folder_for(profile.settings.parent)
    # VBA reads the file in the Windows code page.
    replace_file(profile.settings, text.encode("cp1252", errors="replace"))


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
