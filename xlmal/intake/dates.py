"""Dates as Swedes write them and as Excel stores them: exact, converted, or asked about."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from xlmal.domain.numbers import swedish
from xlmal.finding import Kind, RawCell
from xlmal.intake.checks import words as check
from xlmal.intake.formats import number_format
from xlmal.intake.quoting import quoted
from xlmal.intake.reading import Parsed, converted, exact, refused

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_FULL = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_MONTH = {name: number for number, name in enumerate(_FULL, 1)} | {
    name: number for number, name in enumerate(_MONTHS, 1)
}

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_ISO_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)Z?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{4})(\d\d)(\d\d)", re.ASCII)
_IN_WORDS = re.compile(r"(?:den )?(\d{1,2})(?::?e)? ?([a-zåäö]+)\.? ?(\d{4})", re.ASCII | re.I)
_SWEDISH_SLASH = re.compile(r"(\d{1,2})/(\d{1,2})[ -](\d{4})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)", re.ASCII)
_NO_DAY = re.compile(r"([a-zåäö]+)\.? (\d{4})", re.ASCII | re.I)

_EARLIEST, _LATEST = 1950, 2100

_LONGEST = 60


def moment_of_serial(serial: float, date1904: bool) -> datetime | None:
    """The moment a serial number stands for (ECMA-376 18.17.4.1), to the second.

    Serial 60 of the 1900 system is 29 February 1900, a day that never was: None.
    """
    if date1904:
        epoch = datetime(1904, 1, 1)
    elif serial < 60:
        epoch = datetime(1899, 12, 31)
    elif serial < 61:
        return None
    else:
        epoch = datetime(1899, 12, 30)
    if not 0 <= serial < 2_958_466:
        return None
    try:
        moment = epoch + timedelta(days=serial)
    except OverflowError:
        return None
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)


def shown_date(raw: RawCell, date1904: bool) -> str:
    """How a date in a cell reads: "2025-03-01", or the time alone when there is no day."""
    if raw.kind is Kind.DATE:
        return raw.text
    serial = float(raw.text)
    moment = moment_of_serial(serial, date1904)
    if moment is None:
        return swedish(serial)
    if serial < 1:
        return f"{moment:%H:%M}"
    return f"{moment:%Y-%m-%d %H:%M}" if moment.hour or moment.minute else f"{moment:%Y-%m-%d}"


def guess_typed(raw: RawCell, date1904: bool) -> str:
    """A sentence on what was probably typed in a cell that Excel shows as a date."""
    if raw.kind is not Kind.NUMBER:
        return ""
    serial = float(raw.text)
    moment = moment_of_serial(serial, date1904)
    if moment is None:
        return ""
    if moment.year < _EARLIEST:
        return f"Menade du talet {swedish(serial)}, i en cell med fel format?"
    typed = f"{moment.day}-{moment.month}"
    if moment.day == 1 and "d" not in raw.number_format.lower():
        typed = f"{_MONTHS[moment.month - 1]} {moment.year}"
    return f"Excel har troligen gjort om '{typed}'."


def read_date(raw: RawCell, date1904: bool) -> Parsed:
    """Read the cell of a date column: a `date`, or why there is none."""
    if raw.kind is Kind.TEXT:
        return date_of_text(raw.text)
    parsed = read_moment(raw, date1904)
    moment = parsed.value
    if not isinstance(moment, datetime):
        return parsed
    day = moment.date()
    if not _EARLIEST <= day.year <= _LATEST:
        return refused(check.DATE_UNLIKELY, value=day.isoformat())
    if moment != datetime(day.year, day.month, day.day):
        return converted(day, check.TIME_DROPPED, value=day.isoformat(), shown=f"{moment:%H:%M}")
    return exact(day)


def read_moment(raw: RawCell, date1904: bool) -> Parsed:
    """Read the cell of a date-and-time column: a `datetime`, or why there is none."""
    if raw.kind in (Kind.DATE, Kind.TEXT):
        text = raw.text.strip()
        match = _ISO_MOMENT.fullmatch(text)
        try:
            return exact(datetime.fromisoformat(f"{match[1]}T{match[2]}" if match else text))
        except ValueError:
            return refused(
                check.DATE_UNKNOWN, shown=quoted(raw.text), proposal="Skriv 2019-08-31 13:45."
            )
    if raw.kind is not Kind.NUMBER:
        return refused(
            check.DATE_UNKNOWN, shown=quoted(raw.text), proposal="Skriv datumet som 2019-08-31."
        )
    serial = float(raw.text)
    moment = moment_of_serial(serial, date1904)
    if not number_format(raw.number_format).is_date:
        return refused(check.SERIAL_NUMBER, shown=swedish(serial), proposal=_ask(moment))
    if moment is None:
        return refused(
            check.DATE_UNKNOWN, shown=swedish(serial), proposal="Skriv datumet som 2019-08-31."
        )
    return exact(moment)


def date_of_text(text: str) -> Parsed:
    """Read a date written as text; only ISO is exact.

    "30/4 2025", "30.4.25", "30 april 2025" and "2025-4-30" can be read in one way in Swedish
    and are converted; "4/5/2025" can be read in two, "april 2025" has no day.
    """
    return _short(text) if len(text) <= _LONGEST else _unknown(text)


@lru_cache(maxsize=4096)
def _short(text: str) -> Parsed:
    plain = " ".join(text.split())
    match = _ISO.fullmatch(plain)
    if match:
        return _known(text, match[1], match[2], match[3], is_exact=True)
    match = _ISO_MOMENT.fullmatch(plain)
    if match:
        day = date_of_text(match[1])
        if day.value is None:
            return day
        return converted(day.value, check.TIME_DROPPED, value=match[1], shown=match[2])
    match = _YEAR_FIRST.fullmatch(plain)
    if match:
        year, month, day_number = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
        return _known(text, year, month, day_number)
    match = _SWEDISH_SLASH.fullmatch(plain)
    if match:
        return _known(text, match[3], match[2], match[1])
    match = _IN_WORDS.fullmatch(plain)
    if match and match[2].casefold() in _MONTH:
        return _known(text, match[3], str(_MONTH[match[2].casefold()]), match[1])
    match = _DAY_FIRST.fullmatch(plain)
    if match:
        year = match[4] if len(match[4]) == 4 else f"20{match[4]}"
        return _day_first(text, int(match[1]), int(match[3]), year)
    match = _NO_DAY.fullmatch(plain)
    if match and match[1].casefold() in _MONTH:
        month_number = _MONTH[match[1].casefold()]
        last = _last_day(int(match[2]), month_number)
        return _unknown(text, f"Skriv också dagen, till exempel {last}." if last else "")
    return _unknown(text)


def _day_first(text: str, first: int, second: int, year: str) -> Parsed:
    if first > 12:
        return _known(text, year, str(second), str(first))
    day_first, month_first = _day(year, second, first), _day(year, first, second)
    if second > 12:  # the American order
        return _unknown(text, f"Menade du {month_first}?" if month_first else "")
    if day_first is None or month_first is None:
        return _unknown(text)
    if day_first == month_first:
        return converted(day_first, check.DATE_LOOSE, shown=quoted(text), value=str(day_first))
    return refused(
        check.DATE_AMBIGUOUS, shown=quoted(text), first=str(day_first), second=str(month_first)
    )


def _known(text: str, year: str, month: str, day: str, is_exact: bool = False) -> Parsed:
    value = _day(year, int(month), int(day))
    if value is None:
        return _unknown(text, "Dagen finns inte; skriv datumet som 2019-08-31.")
    if not _EARLIEST <= value.year <= _LATEST:
        return refused(check.DATE_UNLIKELY, value=value.isoformat())
    if is_exact:
        return exact(value)
    return converted(value, check.DATE_LOOSE, shown=quoted(text), value=value.isoformat())


def _unknown(text: str, proposal: str = "") -> Parsed:
    return refused(
        check.DATE_UNKNOWN, shown=quoted(text), proposal=proposal or "Skriv datumet som 2019-08-31."
    )


def _ask(moment: datetime | None) -> str:
    if moment and _EARLIEST <= moment.year <= _LATEST:
        return f"Menade du {moment:%Y-%m-%d}? Skriv då {moment:%Y-%m-%d}."
    return "Skriv datumet som 2019-08-31."


def _day(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year), month, day)
    except ValueError:
        return None


def _last_day(year: int, month: int) -> date | None:
    after = _day(str(year + month // 12), month % 12 + 1, 1)
    return after - timedelta(days=1) if after else None
