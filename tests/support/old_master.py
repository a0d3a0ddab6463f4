"""A master as it was built before there were decisions, a map and a programme in it."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from xlmal.schema.period_tables import PERIOD_TABLES


def without_period_tables(data: bytes) -> bytes:
    """The master without the sheets that came later."""
    book = load_workbook(io.BytesIO(data))
    for table in PERIOD_TABLES.values():
        del book[table.sheet]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
