"""Sheets that are hidden: another one is then the active and the selected one."""

from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook

from xlmal.ooxml.edits import HideSheet, PatchResult, SetCell, ShowSheet
from xlmal.ooxml.patch import patch


def book(*sheets: str, active: int = 0, hidden: tuple[str, ...] = ()) -> bytes:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name in sheets:
        made.create_sheet(name)["A1"] = name
    made.active = active
    for name in hidden:
        made[name].sheet_state = "hidden"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def seen(result: PatchResult) -> list[str]:
    """The sheets in order; those hidden in brackets, the active and selected ones with a star."""
    made = load_workbook(io.BytesIO(result.data))
    shown = []
    for at, page in enumerate(made.worksheets):
        name = page.title if page.sheet_state == "visible" else f"({page.title})"
        is_active, is_selected = made._active_sheet_index == at, page.sheet_view.tabSelected
        assert is_active or not is_selected
        shown.append(f"{name}*" if is_active else name)
    return shown


def test_a_sheet_in_the_background_is_hidden_and_no_more() -> None:
    assert seen(patch(book("A", "B", "C"), [HideSheet("b")])) == ["A*", "(B)", "C"]


def test_the_active_sheet_gives_its_place_to_the_first_that_can_be_seen() -> None:
    data = book("A", "B", "C", active=2, hidden=("A",))
    assert seen(patch(data, [HideSheet("C")])) == ["(A)", "B*", "(C)"]


def test_the_active_sheet_is_hidden_together_with_a_change_in_it() -> None:
    result = patch(book("A", "B", active=1), [SetCell("B", 1, 1, "nytt"), HideSheet("B")])
    assert seen(result) == ["A*", "(B)"]
    assert load_workbook(io.BytesIO(result.data))["B"]["A1"].value == "nytt"


def test_the_last_sheet_to_be_seen_stays() -> None:
    data = book("A", "B", hidden=("B",))
    assert patch(data, [HideSheet("A")]).changed_parts == ()


def test_a_hidden_sheet_is_left_as_it_is_and_shown_again_by_its_opposite() -> None:
    data = book("A", "B", hidden=("B",))
    assert patch(data, [HideSheet("B")]).data == data
    assert seen(patch(data, [ShowSheet("B")])) == ["A*", "B"]
