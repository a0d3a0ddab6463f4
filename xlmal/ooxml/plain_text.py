"""Text as XML writes it plainly: UTF-8, the five entities, character numbers."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"&(?:([a-z]{2,4}|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)?")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
# The ampersand last: "&amp;lt;" means "&lt;".
_WRITTEN = {f"&{name};": meant for name, meant in reversed(_NAMED.items())}


class NotPlainError(Exception):
    """Something is written another way than the plain one; never leaves this package."""


def plain_text(stored: str) -> str:
    """Text as it was meant: UTF-8 read, the five entities and character numbers resolved.

    Raises:
        NotPlainError: any other entity.
    """
    if not stored.isascii():
        stored = stored.encode("latin-1").decode("utf-8")
    if "&" not in stored:
        return stored
    if stored.count("&") == sum(map(stored.count, _WRITTEN)):
        for written, meant in _WRITTEN.items():
            stored = stored.replace(written, meant)
        return stored
    return _ENTITY.sub(_entity, stored)


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if name is None:
        raise NotPlainError
    if name[0] != "#":
        if name not in _NAMED:
            raise NotPlainError
        return _NAMED[name]
    code = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    # Only what XML may hold (XML 1.0, section 2.2); the rest is for the parser to judge.
    if not (0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF):
        raise NotPlainError
    return chr(code)
