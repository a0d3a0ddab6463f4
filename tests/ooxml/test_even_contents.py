"""Cells of a column understood together hold what each of them holds by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.ooxml_books import book, strings_xml
from xlmal.finding import Kind
from xlmal.ooxml.even_contents import Contents
from xlmal.ooxml.package import open_package
from xlmal.ooxml.plain_text import NotPlainError

PACKAGE = open_package(book("", strings=strings_xml("ett", "två")))
TEXTS = st.text(st.sampled_from("aMå.1 &;#<>_x0041\x00\x01\t\n\ufffe]"), max_size=8)
VALUES = st.one_of(TEXTS, st.sampled_from(["0", "1", "82.5", "&#228;", "&amp;lt;", "_x0000_"]))
WAYS = [
    ' s="1" t="inlineStr"><is><t>{}</t></is></c>',
    ' t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>\n',
    ' t="str"><f>A1&amp;"x"</f><v>{}</v></c>',
    ' t="s"><v>{}</v></c>',
    ' s="3"><v>{}</v></c>',
    ' t="b"><v>{}</v></c>',
    "><f>{}</f><v>1</v></c>",
    ' s="2"/>',
    " s='{}'/>",
]


def understood(stored: list[bytes]) -> list[tuple[object, ...]] | None:
    """Text, kind, number format and formula of each cell, None when one is not plain."""
    try:
        texts, forms = Contents(PACKAGE).of(stored)
    except (NotPlainError, LookupError, UnicodeDecodeError):
        return None
    return [(text, *form) for text, form in zip(texts, forms, strict=True)]


@given(st.lists(st.tuples(st.sampled_from(WAYS), VALUES), min_size=1, max_size=14))
def test_cells_together_hold_what_each_of_them_holds_alone(cells):
    stored = list(dict.fromkeys(way.format(value).encode() for way, value in cells))
    alone = [understood([one]) for one in stored]
    together = understood(stored)
    if None in alone:
        assert together is None
    else:
        assert together == [one for found in alone for one in found or ()]


@pytest.mark.parametrize("bad", ["\x00", "a\x00b", "a\x01", "]]>", "a&omega;", "a<b", "\ufffe"])
def test_one_cell_that_is_not_plain_leaves_them_all(bad):
    way = ' t="inlineStr"><is><t>{}</t></is></c>'
    plain = [way.format(f"M{number}.1").encode() for number in range(5)]
    assert understood(plain) == [(f"M{n}.1", Kind.TEXT, "General", None) for n in range(5)]
    assert understood([*plain, way.format(bad).encode()]) is None


def test_two_halves_of_a_letter_in_two_cells_are_no_letter():
    way = b' t="str"><v>%b</v></c>'
    assert understood([way % "å".encode()]) == [("å", Kind.TEXT, "General", None)]
    assert understood([way % "å".encode()[:1], way % "å".encode()[1:]]) is None
