"""The VBA wrappers of the worksheet functions, as xlwings' own generator writes them.

xlwings makes them on Windows only, when somebody presses *Import functions* in an Excel that
trusts access to its VBA project. Here they are made when the add-in is built, on any system:
``python -m udfs.wrappers`` prints them as JSON.
"""

from __future__ import annotations

import importlib.util
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest import mock

MODULE = "udfs.functions"
_WINDOWS_ONLY = ("pythoncom", "pywintypes", "win32com", "win32com.client")


def described() -> dict[str, Any]:
    """The wrappers' VBA, and each function's help: name, description, category, arguments."""
    with real_decorators() as (udfs, functions):
        stream = io.StringIO()
        # Named as no add-in is, it is handed itself and not the active workbook, in which xlwings
        # looks for embedded code.
        add_in = SimpleNamespace(Name="xlmal")
        udfs.generate_vba_wrapper(MODULE, functions, stream, add_in)
        infos = [
            function.__xlfunc__
            for name in dir(functions)
            if hasattr(function := getattr(functions, name), "__xlfunc__")
        ]
    return {
        "wrappers": stream.getvalue(),
        "help": [
            {
                "name": info["name"],
                "description": " ".join(info["ret"]["doc"].split()),
                "category": info["category"],
                "arguments": [argument["doc"] for argument in info["args"]],
            }
            for info in infos
        ],
    }


@contextmanager
def real_decorators() -> Iterator[tuple[Any, ModuleType]]:
    """Xlwings' UDF module, and our functions as its own decorators mark them.

    Away from Windows xlwings gives decorators that do nothing, so the real ones are let in for a
    fresh copy of our module; what they import from pywin32 is not used.
    """
    import xlwings as xw

    absent = {name: mock.MagicMock() for name in _WINDOWS_ONLY if not _is_here(name)}
    with mock.patch.dict(sys.modules, absent):
        sys.modules.pop("xlwings.udfs", None)
        from xlwings import udfs

        with mock.patch.multiple(xw, func=udfs.xlfunc, arg=udfs.xlarg, ret=udfs.xlret):
            spec = importlib.util.find_spec(MODULE)
            assert spec is not None
            assert spec.loader is not None
            functions = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(functions)
            yield udfs, functions


def _is_here(name: str) -> bool:
    if name in sys.modules:
        return True
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False


if __name__ == "__main__":
    sys.stdout.buffer.write(json.dumps(described()).encode())
