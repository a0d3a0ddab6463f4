"""Typed values as plain text, as the manifest and the ledger of merged values keep them."""

from __future__ import annotations

from xlmal.schema.cells import stored_form


def as_text(value: object) -> str:
    """A typed value as text; two values are the same when their texts are.

    Numbers are written so that they read back to the bit; whole numbers look alike whether they
    came as 85 or 85.0.
    """
    stored = stored_form(value)
    if stored is None:
        return ""
    if isinstance(stored, (int, float)):
        return repr(float(stored))
    return stored
