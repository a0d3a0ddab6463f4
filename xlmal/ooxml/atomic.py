"""Replaces a file whole or not at all, keeps the version before, and leaves open files alone."""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from pathlib import Path

from xlmal.finding import Refusal
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.checks import refusal

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_open_in_excel(path: str | os.PathLike[str]) -> bool:
    """Tell whether somebody has the file open, from the owner file beside it.

    Excel writes "~$" and the whole name (Word cuts the first letters, Excel does not);
    LibreOffice writes ".~lock." and the name and "#".
    """
    file = Path(path)
    owners = (f"~${file.name}", f".~lock.{file.name}#")
    return any((file.parent / owner).exists() for owner in owners)


def replace_file(
    path: str | os.PathLike[str], data: bytes, keep_previous: Path | None = None
) -> None:
    """Put new content in a file's place; a reader sees the old file or the new, never a half.

    The content is written beside the file and forced to disk before it takes the name. A link is
    followed. ``keep_previous`` names where the version before is kept; it must not exist, and its
    folder is made when needed.

    Raises:
        Refusal: F41 denied, F42 disk full, F43 open in Excel; the file is then untouched.
    """
    target = Path(os.path.realpath(path))
    if is_open_in_excel(target):
        raise refusal(checks.OPEN_IN_EXCEL, file=target.name)
    beside = target.with_name(f".xlmal-{uuid.uuid4().hex}.tmp")
    try:
        _write(beside, data)
        if target.exists():
            shutil.copymode(target, beside)
            if keep_previous is not None:
                _keep(target, keep_previous)
        beside.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _refusal(error, target) from error
    finally:
        beside.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _keep(path: Path, kept: Path) -> None:
    """Keep a file under another name: as a second link, or as a copy where links do not work."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, kept)
    except FileExistsError:
        raise
    except OSError:
        _write(kept, path.read_bytes())
        shutil.copystat(path, kept)
    _sync_folder(kept.parent)


def _sync_folder(folder: Path) -> None:
    """Force a rename to disk; Windows does so itself and cannot open a folder."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network file systems
            raise
    finally:
        os.close(descriptor)


def _refusal(error: OSError, path: Path) -> Refusal:
    if error.errno in _FULL:
        return refusal(checks.DISK_FULL, file=path.name)
    if isinstance(error, FileExistsError):
        reason = "den tidigare versionen är redan sparad under samma namn"
    elif isinstance(error, PermissionError) or error.errno == errno.EROFS:
        reason = "åtkomst nekad"
    elif isinstance(error, FileNotFoundError):
        reason = "mappen finns inte"
    else:
        reason = "datorn svarade med ett fel"
    return refusal(checks.WRITE_DENIED, file=path.name, reason=reason)
