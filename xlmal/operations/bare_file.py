"""A workbook without our mark: whose it is by its file name, and what it may answer.

People send what they had: an old file of their own, one that a system exported. Nothing was issued
in it, so there is no base to compare with: a blank cell says nothing, and a value comes in only
where the master's cell is blank.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from xlmal.domain.municipality import Municipality
from xlmal.domain.request import requests
from xlmal.domain.rounds import Round
from xlmal.intake.table import TableRead
from xlmal.operations.form_rows import follow_up_rows, outcome_rows
from xlmal.operations.merge_statements import Texts
from xlmal.schema.committee import FOLLOW_UP_FORM, OUTCOME_FORM

_WORD = re.compile(r"[^\W_]+")


class NamedSender(NamedTuple):
    """Whom a file name tells of."""

    code: str
    name: str


def sender_named(file_name: str, municipality: Municipality) -> NamedSender | None:
    """The unit or provider that a file name tells of; None when it tells of nobody, or several.

    A name may stand anywhere in it, whole ("Svar från Kulturnämnden (1).xlsx"), a code only first
    ("KN_augusti.xlsx"). Case does not count, nor the rings and dots of å ä ö: those are lost on
    the way more often than not.
    """
    words = _words(PurePosixPath(file_name).stem)
    year = municipality.settings.year
    known = [NamedSender(one.code, one.name) for one in municipality.units if one.is_valid(year)]
    known += [NamedSender(one.code, one.name) for one in municipality.providers]
    by_name = [one for one in known if _holds(words, _words(one.name))]
    by_code = [one for one in known if _starts(words, _words(one.code))]
    found = by_name or by_code
    return found[0] if len(found) == 1 else None


def rounds_in(reads: Iterable[TableRead]) -> list[Round]:
    """The rounds that the rows of a file are about, in order."""
    values = {row.value(read.table.key[1]) for read in reads for row in read.rows}
    return sorted(value for value in values if isinstance(value, Round))


def open_cells(municipality: Municipality, provider: str, round_: Round) -> Texts:
    """The cells that would be open in the provider's own file, with what it would hold."""
    # Building loads openpyxl, which a merge of our own files never needs.
    from xlmal.building.committee import issued_values

    for request in requests(municipality, round_):
        if request.provider == provider:
            issued = [
                *issued_values(OUTCOME_FORM, outcome_rows(municipality, request, round_)),
                *issued_values(FOLLOW_UP_FORM, follow_up_rows(municipality, request, round_)),
            ]
            return {(one.table, one.key, one.column): one.value for one in issued if not one.closed}
    return {}


def _words(text: str) -> list[str]:
    loose = unicodedata.normalize("NFD", text.casefold())
    return _WORD.findall("".join(char for char in loose if not unicodedata.combining(char)))


def _holds(words: list[str], wanted: list[str]) -> bool:
    """Tell whether words stand one after another among others."""
    return any(_starts(words[at:], wanted) for at in range(len(words)))


def _starts(words: list[str], wanted: list[str]) -> bool:
    return bool(wanted) and words[: len(wanted)] == wanted
