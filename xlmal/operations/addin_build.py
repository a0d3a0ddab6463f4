"""Build the add-in (tillägg bygg): from our sources and the xlwings that is installed."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from xlmal import __version__
from xlmal.building.addin import OUR_VERSION, XLWINGS_VERSION, AddinParts, build_addin
from xlmal.building.addin_vba import as_module, modules
from xlmal.finding import Refusal
from xlmal.operations.files import folder_for, write_file
from xlmal.package_data import data_path

_TEMPLATE = "quickstart_addin_ribbon.xlam"
_MODULE = "xlwings_custom_addin.bas"
_SOURCES = ("RibbonXlmal", "XlmalMacros")


@dataclass(frozen=True, slots=True)
class BuiltAddin:
    """A built add-in, and the xlwings that it belongs to."""

    path: Path
    xlwings_version: str


def addin_parts() -> AddinParts:
    """Everything that goes into the add-in.

    Raises:
        Refusal: xlwings or pyOpenVBA is missing (L11), or is one that is not tried (L10).
    """
    folder = xlwings_folder()
    if importlib.util.find_spec("pyopenvba") is None:
        raise _missing("pyOpenVBA")
    made = _wrappers()
    sources = {name: _source(f"{name}.bas") for name in _SOURCES}
    xlwings_source = (folder / _MODULE).read_text(encoding="utf-8")
    return AddinParts(
        template=(folder / _TEMPLATE).read_bytes(),
        modules=modules(sources, xlwings_source, made["wrappers"], made["help"]),
        document=as_module("ThisWorkbook", _source("ThisWorkbook.cls")),
        ribbon=_source("ribbon.xml"),
        versions={OUR_VERSION: __version__, XLWINGS_VERSION: xlwings_version()},
    )


def build(path: Path) -> BuiltAddin:
    """Write the add-in; an earlier one by the same name is kept aside when it differs.

    Raises:
        Refusal: as ``addin_parts``; the name does not end in .xlam (A07), or it cannot be written.
    """
    if path.suffix.lower() != ".xlam":
        raise Refusal("A07", f"{path.name} ska sluta på .xlam. Skriv till exempel xlmal.xlam.")
    data = build_addin(addin_parts())
    folder_for(path.parent)
    write_file(path, data)
    return BuiltAddin(path, xlwings_version())


def xlwings_version() -> str:
    """The version of the installed xlwings; empty when there is none."""
    try:
        return metadata.version("xlwings")
    except metadata.PackageNotFoundError:
        return ""


def xlwings_folder() -> Path:
    """Where xlwings is installed, without loading it.

    Raises:
        Refusal: it is not (L11).
    """
    spec = importlib.util.find_spec("xlwings")
    if spec is None or spec.origin is None:
        raise _missing("xlwings")
    return Path(spec.origin).parent


def _missing(what: str) -> Refusal:
    return Refusal(
        "L11",
        f"{what} är inte installerat, så tillägget kan inte byggas. Skriv "
        "pip install xlmal[tillagg] och försök igen.",
    )


def _source(name: str) -> str:
    return data_path(f"addin/{name}").read_text(encoding="utf-8")


def _wrappers() -> Any:
    """Have xlwings write the wrappers in a process of its own, whose modules it exchanges."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "udfs.wrappers"], capture_output=True, check=False
    )
    if done.returncode:
        raise Refusal(
            "L12",
            "Kalkylbladsfunktionerna kunde inte läggas in i tillägget. Är xlmal rätt installerat? "
            f"{_last_line(done.stderr)}",
        )
    return json.loads(done.stdout)


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else ""
