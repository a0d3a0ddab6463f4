"""A cell as bytes: numbers in their shortest form, text in the cell itself, never a formula."""

from __future__ import annotations

import math
import re

from xlmal.address import CellRef
from xlmal.finding import Refusal
from xlmal.ooxml import patch_checks as checks
from xlmal.ooxml.checks import refusal
from xlmal.ooxml.edits import NewCell, Value
from xlmal.ooxml.markup import tag_end
from xlmal.ooxml.splice import opened, with_attributes
from xlmal.ooxml.strings import escape

MAX_TEXT = 32_767
_FORMULA = re.compile(
    rb"""<(?:[\w.\-]+:)?f(?=[\s/>])(?:[^>"']|"[^"]*"|'[^']*')*?"""
    rb"""(?:/>|(?<!/)>.*?</(?:[\w.\-]+:)?f\s*>)""",
    re.DOTALL,
)


def refuse_value(value: Value, cell: CellRef) -> Refusal | None:
    """Tell why a value cannot be stored, or None when it can (F36, F37)."""
    if isinstance(value, str):
        if len(value) <= MAX_TEXT // 2:
            return None
        length = len(value.encode("utf-16-le", "surrogatepass")) // 2  # as Excel counts
        if length > MAX_TEXT:
            return refusal(checks.TEXT_TOO_LONG, cell=cell, length=length)
    elif isinstance(value, float) and not math.isfinite(value):
        return refusal(checks.NOT_A_NUMBER, cell=cell, value=value)
    return None


def new_cell(address: str, style: str | None, cell: NewCell, prefix: bytes) -> bytes:
    """Return a whole ``<c>`` element."""
    # Put together here, not by changing a tag: a merge of 300 files makes 50,000 new cells.
    formula = b""
    if cell.formula is not None:
        formula = _element(prefix, "f", escape_formula(cell.formula))
    kind, content = _content(cell.value, prefix, cached=bool(formula))
    attributes = f' r="{address}"' if style is None else f' r="{address}" s="{style}"'
    tag = b"<%bc%b" % (prefix, attributes.encode())
    if not formula and not content:
        return tag + b"/>"
    if kind is not None:
        tag += b' t="%b"' % kind.encode()
    return b"%b>%b%b</%bc>" % (tag, formula, content, prefix)


def changed_cell(stored: bytes, style: str | None, cell: NewCell, prefix: bytes) -> bytes:
    """Return a stored ``<c>`` element with new content.

    Its address stays, and its style unless another is given. Type and the value's metadata
    (``cm``, ``vm``) belong to the old content and go.
    """
    tag = stored[: tag_end(stored, 0)]
    if not tag.endswith(b"/>"):
        tag = tag[:-1] + b"/>"
    kept = _FORMULA.search(stored) if cell.keep_formula else None
    changes: dict[str, str | None] = {"t": None} if kept else {"t": None, "cm": None, "vm": None}
    if style is not None:
        changes |= {"s": style}
    return _filled(with_attributes(tag, changes), cell, kept[0] if kept else b"", prefix)


def _filled(tag: bytes, cell: NewCell, formula: bytes, prefix: bytes) -> bytes:
    """Put formula and value into a self-closing ``<c ... />``."""
    if cell.formula is not None:
        formula = _element(prefix, "f", escape_formula(cell.formula))
    kind, content = _content(cell.value, prefix, cached=bool(formula))
    if not formula and not content:
        return tag
    tag = opened(with_attributes(tag, {"t": kind}))
    return tag + formula + content + b"</" + prefix + b"c>"


def _content(value: Value, prefix: bytes, cached: bool) -> tuple[str | None, bytes]:
    """The type attribute and the element that hold a value."""
    if value is None:
        return None, b""
    if isinstance(value, bool):
        return "b", _element(prefix, "v", "1" if value else "0")
    if isinstance(value, str):
        if cached:
            return "str", _element(prefix, "v", escape(value))
        text = b'<%bt xml:space="preserve">%b</%bt>' % (prefix, escape(value).encode(), prefix)
        return "inlineStr", b"<%bis>%b</%bis>" % (prefix, text, prefix)
    return None, _element(prefix, "v", number_text(value))


def number_text(value: float | int) -> str:
    """Return a number's shortest exact form: 82.5, 7, 1e+20."""
    text = repr(value)
    return "0" if value == 0 else text.removesuffix(".0")


def escape_formula(formula: str) -> str:
    """Return formula text for ``<f>``; without the "=" people write."""
    text = formula.removeprefix("=")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _element(prefix: bytes, name: str, text: str) -> bytes:
    tag = prefix + name.encode()
    return b"<%b>%b</%b>" % (tag, text.encode(), tag)
