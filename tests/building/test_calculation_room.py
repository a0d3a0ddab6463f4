"""How much the native calculation has room for, and what is said when that is not enough."""

from __future__ import annotations

from xlmal.building.calculation_sheet import Room, room_for
from xlmal.domain.choices import Direction, MeasureKind
from xlmal.domain.indicators import Indicator
from xlmal.domain.municipality import Municipality


def with_indicators(count: int) -> Municipality:
    return Municipality(
        indicators=tuple(
            Indicator(
                id=f"M1.{number}",
                goal="M1",
                name="Trivsel",
                direction=Direction.HIGHER,
                measure_kind=MeasureKind.LEVEL,
            )
            for number in range(1, count + 1)
        )
    )


def test_there_is_room_for_a_quarter_more_than_there_is():
    assert room_for(with_indicators(200)).indicators == 250


def test_the_room_ends_where_our_own_reader_would_take_the_sheet_for_a_bomb():
    assert room_for(with_indicators(5000)).indicators == 1000


def test_an_empty_workbook_has_room_for_an_ordinary_municipality():
    assert room_for(Municipality()) == Room(10, 120, 300)
