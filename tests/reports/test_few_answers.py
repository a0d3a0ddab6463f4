"""A result that rests on few answers is marked where it is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.municipalities import AUGUST, small_municipality
from xlmal.domain.round_result import round_result
from xlmal.domain.settings import Settings
from xlmal.reports.content import report_content


def reason_of(count: int | None, least: int = 30) -> str:
    """The reason beside M1.2, whose outcome so many have answered for."""
    small = small_municipality()
    municipality = replace(
        small,
        settings=Settings(municipality="Lillköping", year=2019, least_respondents=least),
        outcomes=tuple(
            one.model_copy(update={"respondents": count}) if one.indicator == "M1.2" else one
            for one in small.outcomes
        ),
    )
    content = report_content(round_result(municipality, AUGUST))
    return next(row.reason for row in content.indicators if row.id == "M1.2")


@pytest.mark.parametrize(
    ("count", "least", "is_marked"),
    [(29, 30, True), (30, 30, False), (None, 30, False), (24, 0, False)],
)
def test_only_fewer_answers_than_the_setting_are_marked(
    count: int | None, least: int, is_marked: bool
) -> None:
    plain = reason_of(None)

    expected = f"{plain.rstrip('.')} (få svar: {count})" if is_marked else plain
    assert reason_of(count, least) == expected
