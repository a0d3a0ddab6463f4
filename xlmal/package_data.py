"""Where the files of workbooks/ are: layouts, add-in sources and the example municipality."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_workbooks"
_CHECKOUT = _PACKAGE.parent / "workbooks"


def data_path(relative: str) -> Path:
    """Return the path of a file or folder of workbooks/, such as "layout/utfall.toml".

    A wheel carries the files inside the package; a checkout, and so an editable install, has them
    beside it.

    Raises:
        ValueError: when the path leads out of workbooks/.
        FileNotFoundError: when there is no such file or folder.
    """
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    path = (root / relative).resolve()
    if not path.is_relative_to(root):
        raise ValueError(f"outside workbooks/: {relative!r}")
    if not path.exists():
        raise FileNotFoundError(f"workbooks/ has no {relative!r}")
    return path
