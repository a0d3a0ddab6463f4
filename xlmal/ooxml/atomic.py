"""Replaces a file whole or not at all, keeps the version before, and leaves open files alone."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import time
import uuid
import zlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from xlmal.finding import Refusal
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.checks import refusal

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_LEFTOVER = re.compile(r"\.xlmal-(?:([0-9a-f]{8})-)?[0-9a-f]{32}\.tmp")
#: No run writes one file for this long: what is older was left by one that was cut short.
_LEFTOVER_SECONDS = 24 * 3600


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
    beside = _beside(target, target.parent)
    try:
        status = _status(target)
        if status and not status.st_mode & 0o222:  # a folder's rights would let us replace it
            raise refusal(checks.WRITE_DENIED, file=target.name, reason="den är skrivskyddad")
        _write(beside, data)
        if status:
            shutil.copymode(target, beside)
            _give_owner(beside, status)
            if keep_previous is not None:
                _keep(target, keep_previous)
        beside.replace(target)
        with suppress(OSError):  # the new file has taken the name: nothing is to be said
            _sync_folder(target.parent)
    except OSError as error:
        raise _refusal(error, target) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def clear_leftovers(path: Path, folders: Iterable[Path]) -> None:
    """Remove what runs that were cut short left of a file; the caller holds the file's lock.

    Only our own names for this very file go, and those of other files when they are a day old.
    What cannot be removed stays.
    """
    for folder in folders:
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                found = _LEFTOVER.fullmatch(entry.name)
                if found is None or not entry.is_file(follow_symlinks=False):
                    continue
                age = time.time() - entry.stat(follow_symlinks=False).st_mtime
                if found[1] == _mark(path) or age > _LEFTOVER_SECONDS:
                    Path(entry.path).unlink(missing_ok=True)


def is_full(error: OSError) -> bool:
    """Tell whether a disk, a quota or the size a file may have has run out."""
    return error.errno in _FULL


def _mark(path: Path) -> str:
    """What tells one file's leftovers from another's."""
    return f"{zlib.crc32(path.name.encode('utf-8', 'surrogatepass')):08x}"


def _beside(path: Path, folder: Path) -> Path:
    return folder / f".xlmal-{_mark(path)}-{uuid.uuid4().hex}.tmp"


def _status(path: Path) -> os.stat_result | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    return status


def _give_owner(path: Path, status: os.stat_result) -> None:
    """Let a run by the server's administrator leave the file with those who own it."""
    if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        with suppress(OSError):
            os.chown(path, status.st_uid, status.st_gid)
            path.chmod(stat.S_IMODE(status.st_mode))


def _write(path: Path, data: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _keep(path: Path, kept: Path) -> None:
    """Keep a file under another name: as a second link, or as a copy where links do not work."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, kept)
    except FileExistsError:
        raise
    except OSError:
        _copy(path, kept)
    _sync_folder(kept.parent)


def _copy(path: Path, kept: Path) -> None:
    if kept.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    beside = _beside(path, kept.parent)
    try:
        _write(beside, path.read_bytes())
        shutil.copystat(path, beside)
        beside.rename(kept)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


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
    if is_full(error):
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
