"""The value of an indicator in a cell: a number in its unit, guarded against percent and slips."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import Enum

from xlmal.domain.numbers import LARGEST, fifteen_digits, swedish
from xlmal.finding import Kind, RawCell
from xlmal.intake.checks import numbers as check
from xlmal.intake.dates import guess_typed, shown_date
from xlmal.intake.formats import number_format
from xlmal.intake.numbers import number_of_text
from xlmal.intake.quoting import quoted
from xlmal.intake.reading import BLANK, MeasureContext, Parsed, converted, exact, refused

_Source = Callable[[float], bool]


class Guard(Enum):
    """How much of the indicator's context a number cell is held against."""

    NONE = "none"  # a weight: no unit, no range
    UNIT = "unit"  # a tolerance: in the measure's unit, of any size
    FULL = "full"  # an outcome: in the unit, inside the plausible range


_BOOLEANS = {"1": "SANT", "true": "SANT", "0": "FALSKT", "false": "FALSKT"}
_TYPED_BOOLEANS = ("sant", "falskt", "true", "false")

# Without a range, a percent cell that shows more than this and any earlier value is asked about.
_MOST_PERCENT = 200


def is_percent_unit(unit: str) -> bool:
    """Tell whether a measure unit is on the percent scale ("%", "procent", "andel i %")."""
    folded = unit.casefold()
    return "%" in folded or "procent" in folded


def read_number(
    raw: RawCell, context: MeasureContext, guard: Guard, date1904: bool = False
) -> Parsed:
    """Read a number cell: a `float` in the measure's unit, or why there is none."""
    if raw.kind is Kind.NUMBER:
        return _of_number(raw, context, guard, date1904)
    if raw.kind is Kind.TEXT:
        return _of_text(raw.text, context, guard)
    if raw.kind is Kind.BOOLEAN:
        shown = _BOOLEANS.get(raw.text.lower(), raw.text)
        return refused(check.BOOLEAN_IN_NUMBER, shown=shown)
    if raw.kind is Kind.DATE:
        return refused(check.DATE_IN_NUMBER, date=raw.text, guess="")
    return BLANK


def needs_history(kind: Kind, text: str, shown_as: str) -> bool:
    """Tell whether earlier values could decide what a number cell means; see ``read_number``.

    A number that is too large to be a share means itself, whatever there has been before.
    """
    if kind is not Kind.NUMBER or number_format(shown_as).is_percent:
        return True
    return 0 < abs(float(text)) <= 1


def _of_number(raw: RawCell, context: MeasureContext, guard: Guard, date1904: bool) -> Parsed:
    value = float(raw.text)
    if not abs(value) <= LARGEST:
        return refused(check.TOO_MANY_DIGITS, shown=quoted(raw.text))
    shown = number_format(raw.number_format)
    if shown.is_date:
        date = shown_date(raw, date1904)
        return refused(check.DATE_IN_NUMBER, date=date, guess=guess_typed(raw, date1904))
    if shown.in_thousands:
        return refused(check.SHOWN_IN_THOUSANDS, value=swedish(value))
    if shown.is_percent:
        return _of_percent_cell(value, context, guard)
    return _guarded(value, exact(value), "", context, guard)


def _of_percent_cell(value: float, context: MeasureContext, guard: Guard) -> Parsed:
    percent = float(fifteen_digits(value) * 100)
    if guard is Guard.NONE or not is_percent_unit(context.measure_unit):
        return refused(
            check.PERCENT_UNEXPECTED, shown=f"{swedish(percent)} %", wanted=_wanted(context, guard)
        )
    if context.plausible_max is not None:
        too_large = not _is_plausible(percent, context)
    else:
        too_large = abs(percent) > max(_MOST_PERCENT, *map(abs, context.history), 0)
    if guard is Guard.FULL and too_large and _is_plausible(value, context):
        return refused(check.PERCENT_TOO_LARGE, percent=swedish(percent), share=swedish(value))
    return _in_range(percent, exact(percent), context, guard)


def _of_text(text: str, context: MeasureContext, guard: Guard) -> Parsed:
    plain = text.strip()
    if plain.endswith("%"):
        parsed = number_of_text(plain[:-1])
        if not isinstance(parsed.value, float):
            return parsed if parsed.remarks else number_of_text(text)
        if guard is Guard.NONE or not is_percent_unit(context.measure_unit):
            return refused(
                check.PERCENT_UNEXPECTED, shown=quoted(text), wanted=_wanted(context, guard)
            )
        value = parsed.value
        told = converted(value, check.PERCENT_SIGN, shown=quoted(text), value=swedish(value))
        return _in_range(value, told, context, guard)
    if plain.casefold() in _TYPED_BOOLEANS:
        return refused(check.BOOLEAN_IN_NUMBER, shown=quoted(text))
    parsed = number_of_text(text)
    if isinstance(parsed.value, float):
        return _guarded(parsed.value, parsed, quoted(text), context, guard)
    return parsed


def _wanted(context: MeasureContext, guard: Guard) -> str:
    if guard is Guard.NONE:
        return "ett tal utan enhet"
    return f"måttenheten {context.measure_unit}" if context.measure_unit else "en okänd måttenhet"


def _guarded(
    value: float, parsed: Parsed, shown: str, context: MeasureContext, guard: Guard
) -> Parsed:
    """Ask about 0,85 where the unit is percent, unless what is known leaves one meaning."""
    if guard is not Guard.FULL:
        return parsed
    if (
        value
        and abs(value) <= 1
        and is_percent_unit(context.measure_unit)
        and not _is_small(context)
    ):
        shown = shown or swedish(value)
        percent = float(fifteen_digits(value) * 100)
        fits = [(source(value), source(percent)) for source in _sources(context)]
        if len(fits) == 2 and all(fit == (False, True) for fit in fits):
            return converted(percent, check.SHARE_AS_PERCENT, shown=shown, value=swedish(percent))
        if not (all(as_is for as_is, _ in fits) and (True, False) in fits):
            return refused(
                check.PERCENT_OR_SHARE,
                shown=shown,
                share=swedish(value),
                percent=swedish(percent),
            )
    return _in_range(value, parsed, context, guard)


def _in_range(value: float, parsed: Parsed, context: MeasureContext, guard: Guard) -> Parsed:
    if guard is not Guard.FULL or _is_plausible(value, context):
        return parsed
    low, high = context.plausible_min, context.plausible_max
    if low is not None and high is not None:
        range_ = f"{swedish(low)} till {swedish(high)}"
    elif low is not None:
        range_ = f"lägst {swedish(low)}"
    else:
        range_ = f"högst {swedish(high)}" if high is not None else ""
    return refused(
        check.IMPLAUSIBLE,
        value=swedish(value),
        range=range_,
        proposal=_slip(value, context),
    )


def _slip(value: float, context: MeasureContext) -> str:
    """The slip of the hand that would explain a value outside the range."""
    if context.plausible_min is None or context.plausible_max is None:
        return ""
    tenth = float(fifteen_digits(value) / 10)
    hundredth = float(fifteen_digits(value) / 100)
    for meant in (-value, tenth, hundredth):
        if _is_plausible(meant, context):
            return f"Menade du {swedish(meant)}? "
    return ""


def _is_plausible(value: float, context: MeasureContext) -> bool:
    low, high = context.plausible_min, context.plausible_max
    return (low is None or value >= low) and (high is None or value <= high)


def _is_small(context: MeasureContext) -> bool:
    """True for a measure that has been below one per cent before, such as a budget deviation."""
    return any(0 < abs(earlier) <= 1 for earlier in context.history)


def _sources(context: MeasureContext) -> list[_Source]:
    """What is known of the measure's size: the range, the history, either or none."""
    found: list[_Source] = []
    if context.plausible_min is not None or context.plausible_max is not None:
        found.append(lambda value: _is_plausible(value, context))
    sizes = [abs(earlier) for earlier in context.history if earlier and math.isfinite(earlier)]
    if sizes:
        low, high = min(sizes) / 10, max(sizes) * 10
        found.append(lambda value: low < abs(value) < high)
    return found
