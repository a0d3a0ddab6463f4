"""One stored cell and its column -> a typed value, or the reason why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from xlmal.domain.choices import MissingReason
from xlmal.domain.numbers import swedish
from xlmal.finding import Kind, RawCell
from xlmal.intake import ids
from xlmal.intake.checks import numbers as check
from xlmal.intake.dates import guess_typed, read_date, read_moment, shown_date
from xlmal.intake.formats import number_format
from xlmal.intake.measures import Guard, read_number
from xlmal.intake.quoting import quoted
from xlmal.intake.reading import (
    BLANK,
    DEFAULT_MISSING_WORDS,
    MeasureContext,
    Parsed,
    Reading,
    Remark,
    exact,
    refused,
)
from xlmal.intake.texts import read_text
from xlmal.intake.words import (
    content,
    plain,
    read_choice,
    read_references,
    read_round,
    read_yes_no,
)
from xlmal.schema.columns import Column, ValueType

# "[1]Blad1!B7", "'[1]Blad 1'!B7", "[1]!namn" and, in an open book, "'[Underlag.xlsx]Blad1'!B7";
# not "tblUtfall[2019]", where a table's name stands before the bracket.
_LINK = re.compile(r"(?<![\w\]])\[([^\[\]]+)\][^\[\]!'(),]*'?!")

#: What a cell under such a column means depends on its row.
BY_ROW = (ValueType.MEASURE, ValueType.NUMBER)
_GUARDS = {"weight": Guard.NONE, "tolerance": Guard.UNIT, "plausible_min": Guard.UNIT}
_GUARDS["plausible_max"] = Guard.UNIT


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one sheet; what it knows is the same for all of them."""

    date1904: bool = False
    external_links: tuple[str, ...] = ()
    missing_words: dict[str, MissingReason | None] | None = None
    known_ids: dict[str, ids.KnownIds] | None = None
    _known: dict[tuple[str, Kind, str, str], Parsed] = field(default_factory=dict, compare=False)

    def read(self, raw: RawCell, column: Column, context: MeasureContext) -> Parsed:
        """Read one cell; error values, formulas and links are treated alike in all columns.

        Ids, rounds, words and dates stand in row after row, and the same content under the same
        header always means the same: it is read once. What a measure means depends on its row.
        """
        if column.type in BY_ROW or raw.formula is not None:
            return self._read(raw, column, context)
        key = (column.header, raw.kind, raw.text, raw.number_format)
        parsed = self._known.get(key)
        if parsed is None:
            parsed = self._known[key] = self._read(raw, column, context)
        return parsed

    def _read(self, raw: RawCell, column: Column, context: MeasureContext) -> Parsed:
        if raw.kind is Kind.ERROR:
            return refused(check.ERROR_VALUE, shown=raw.text)
        if raw.formula is None:
            return BLANK if raw.kind is Kind.BLANK else self._typed(raw, column, context)
        if raw.kind is Kind.BLANK:
            return refused(check.FORMULA_WITHOUT_VALUE)
        parsed = self._typed(raw, column, context)
        link = _LINK.search(raw.formula)
        if link and parsed.value is not None:
            remark = Remark(check.EXTERNAL_LINK, {"link": self._file_name(link[1])})
            reading = Reading.CONVERTED
            return parsed._replace(reading=reading, remarks=(*parsed.remarks, remark))
        return parsed

    def _typed(self, raw: RawCell, column: Column, context: MeasureContext) -> Parsed:
        kind = column.type
        if kind in (ValueType.MEASURE, ValueType.NUMBER):
            return self._measured(raw, column, context)
        if kind is ValueType.TEXT:
            return read_text(raw, self.date1904)
        if kind in (ValueType.ID, ValueType.CODE):
            known = self.known_ids.get(column.header) if self.known_ids else None
            return ids.read_id(raw, self.date1904, known, kind is ValueType.CODE)
        if kind is ValueType.ROUND:
            return read_round(raw, self.date1904)
        if kind is ValueType.CHOICE:
            members = column.choice_type
            return read_choice(raw, column.choices if members is None else tuple(members))
        if raw.kind is Kind.TEXT and not plain(raw.text):
            return BLANK
        if kind is ValueType.DATE:
            return read_date(raw, self.date1904)
        if kind is ValueType.INTEGER:
            return self._whole(raw)
        if kind is ValueType.YES_NO:
            return read_yes_no(raw)
        if kind is ValueType.MOMENT:
            return read_moment(raw, self.date1904)
        return read_references(raw, self.date1904)

    def _measured(self, raw: RawCell, column: Column, context: MeasureContext) -> Parsed:
        if raw.kind is Kind.TEXT:
            words = DEFAULT_MISSING_WORDS if self.missing_words is None else self.missing_words
            word = plain(raw.text).casefold()
            if word in words:
                reason = words[word]
                told = {"shown": quoted(raw.text), "reason": str(reason or "inte rapporterat")}
                return BLANK._replace(remarks=(Remark(check.MISSING_WORD, told),), missing=reason)
        if context.yes_no and column.type is ValueType.MEASURE:
            return read_yes_no(raw)
        return read_number(raw, context, _GUARDS.get(column.field or "", Guard.FULL), self.date1904)

    def _whole(self, raw: RawCell) -> Parsed:
        """Read a year or a count: an `int`."""
        if raw.kind is Kind.NUMBER:
            shown = number_format(raw.number_format)
            if shown.is_date:
                date = shown_date(raw, self.date1904)
                guess = guess_typed(raw, self.date1904)
                return refused(check.DATE_IN_NUMBER, date=date, guess=guess)
            value = float(raw.text)
            if not value.is_integer() or shown.is_percent:
                return refused(check.NOT_WHOLE, shown=swedish(value))
            return exact(int(value))
        parsed = read_number(raw, MeasureContext(), Guard.NONE, self.date1904)
        if not isinstance(parsed.value, float):
            return parsed
        if not parsed.value.is_integer():
            return refused(check.NOT_WHOLE, shown=content(raw))
        return parsed._replace(value=int(parsed.value))

    def _file_name(self, link: str) -> str:
        """The linked file's name without its folder; the folder may tell more than it should."""
        if link.isdecimal():
            number = int(link)
            known = 1 <= number <= len(self.external_links)
            link = self.external_links[number - 1] if known else "okänd fil"
        return re.split(r"[\\/]", link)[-1]
