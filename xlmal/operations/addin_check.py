"""What may be wrong with an installed add-in, in Swedish (tillägg kontrollera)."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlmal
from xlmal.finding import Check, Finding, Place, Severity
from xlmal.operations.addin_build import xlwings_version
from xlmal.operations.addin_install import Profile, installed_versions, read_settings

#: Reads a value from the Windows registry: root ("HKCU", "HKLM"), key, name; None when not there.
Registry = Callable[[str, str, str], Any]

_SECURITY = r"Software\Policies\Microsoft\Office\16.0\Excel\Security"
_CLICK_TO_RUN = r"SOFTWARE\Microsoft\Office\ClickToRun\Configuration"
_ONLY_SIGNED, _NONE = 3, 4


def _fault(code: str, title: str, message: str, reason: str) -> Check:
    return Check(code, Severity.ERROR, title, message, reason)


XLWINGS_MISSING = _fault(
    "L20",
    "xlwings är installerat",
    "xlwings är inte installerat. Skriv pip install xlmal[tillagg].",
    "Tillägget talar med Python genom xlwings.",
)
NOT_INSTALLED = _fault(
    "L21",
    "Tillägget är installerat",
    "tillägget finns inte i {folder}. Skriv xlmal tillägg installera.",
    "Excel läser in det som ligger i startmappen.",
)
OTHER_VERSION = _fault(
    "L22",
    "Tillägget hör till den xlwings som är installerad",
    "tillägget är byggt för xlwings {built} men xlwings {installed} är installerat. Skriv "
    "xlmal tillägg installera igen.",
    "Versionen ingår i namnet på den DLL som tillägget läser in.",
)
UDFS_NOT_OURS = _fault(
    "L23",
    "Modulen udfs är vår",
    "Python hittar en annan modul som heter udfs, i {found}. Döp om den, eller ta bort mappen ur "
    "PYTHONPATH.",
    "Knapparna kör det som ligger i modulen udfs.",
)
NOT_WRITABLE = _fault(
    "L24",
    "Startmappen går att skriva i",
    "du får inte skriva i {folder}. Be IT-avdelningen lägga dit tillägget; se docs/installera.md.",
    "Tillägget läggs i startmappen.",
)
MACROS_BLOCKED = _fault(
    "L25",
    "Makron är tillåtna",
    "en grupprincip hindrar makron: {which}. Be IT-avdelningen tillåta tillägget; se "
    "docs/installera.md.",
    "Tillägget är ett Excel-tillägg med makron.",
)
NO_DLL = _fault(
    "L26",
    "xlwings DLL finns för Excels bitversion",
    "Excel är {bits}-bitars, men {dll} finns inte bredvid Python. Installera Python i samma "
    "bitversion som Excel, och xlmal i den.",
    "Kalkylbladsfunktionerna går genom en DLL i Excels egen process.",
)
NO_INTERPRETER = _fault(
    "L27",
    "Tillägget vet var Python finns",
    "tillägget söker Python i {given}, men där finns inget. Skriv xlmal tillägg installera.",
    "Sökvägen skrivs när tillägget installeras.",
)
NO_SCRIPT = _fault(
    "L28",
    "Excel får starta Python på Mac",
    "skriptet {script} saknas. Skriv xlmal tillägg installera.",
    "Excel på Mac startar bara program genom ett skript i en viss mapp.",
)
CHECKS = (
    XLWINGS_MISSING,
    NOT_INSTALLED,
    OTHER_VERSION,
    UDFS_NOT_OURS,
    NOT_WRITABLE,
    MACROS_BLOCKED,
    NO_DLL,
    NO_INTERPRETER,
    NO_SCRIPT,
)


def check(profile: Profile, registry: Registry | None = None) -> list[Finding]:
    """Everything that is wrong; an empty list when all is well."""
    version = xlwings_version()
    place = Place(profile.addin.name)
    found: list[Finding] = []
    if not version:
        found.append(XLWINGS_MISSING.at(place))
    there = installed_versions(profile.addin)
    if there is None:
        found.append(NOT_INSTALLED.at(place, folder=profile.addin.parent))
    elif version and there.xlwings != version:
        built = there.xlwings or "en okänd version"
        found.append(OTHER_VERSION.at(place, built=built, installed=version))
    found.extend(_about_udfs(place))
    if not _is_writable(profile.addin.parent):
        found.append(NOT_WRITABLE.at(place, folder=profile.addin.parent))
    if there is not None:
        found.extend(_about_python(profile, place))
    if profile.system == "Windows":
        found.extend(_about_windows(profile, place, version, registry or windows_registry))
    return found


def _about_udfs(place: Place) -> Iterator[Finding]:
    spec = importlib.util.find_spec("udfs")
    ours = Path(xlmal.__file__).resolve().parent.parent / "udfs"
    found = Path(spec.origin).resolve().parent if spec and spec.origin else None
    if found != ours:
        yield UDFS_NOT_OURS.at(place, found=found or "ingen mapp")


def _is_writable(folder: Path) -> bool:
    """Whether one may write in a folder, or make it."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder.is_dir() and os.access(folder, os.W_OK)


def _about_python(profile: Profile, place: Place) -> Iterator[Finding]:
    given = read_settings(profile.settings).get(profile.key, "")
    if not given or not Path(given).is_file():
        yield NO_INTERPRETER.at(place, given=given or "ingen mapp")
    if profile.script is not None and not profile.script.is_file():
        yield NO_SCRIPT.at(place, script=profile.script)


def _about_windows(
    profile: Profile, place: Place, version: str, registry: Registry
) -> Iterator[Finding]:
    warnings = registry("HKCU", _SECURITY, "VBAWarnings")
    if warnings == _NONE:
        yield MACROS_BLOCKED.at(place, which="alla makron är avstängda (VBAWarnings 4)")
    elif warnings == _ONLY_SIGNED:
        yield MACROS_BLOCKED.at(place, which="bara signerade makron får köras (VBAWarnings 3)")
    if registry("HKCU", _SECURITY, "DisableAllAddins") == 1:
        yield MACROS_BLOCKED.at(place, which="alla tillägg är avstängda (DisableAllAddins)")
    excel = registry("HKLM", _CLICK_TO_RUN, "Platform")
    if version and excel in ("x86", "x64"):
        bits = 32 if excel == "x86" else 64
        dll = f"xlwings{bits}-{version}.dll"
        folders = (profile.interpreter.parent, profile.interpreter.parent.parent)
        if not any((folder / dll).is_file() for folder in folders):
            yield NO_DLL.at(place, bits=bits, dll=dll)


def windows_registry(root: str, key: str, name: str) -> Any:
    """A value from the registry; None where there is none, and on other systems."""
    if sys.platform != "win32":
        return None
    import winreg

    roots = {"HKCU": winreg.HKEY_CURRENT_USER, "HKLM": winreg.HKEY_LOCAL_MACHINE}
    try:
        with winreg.OpenKey(roots[root], key) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None
