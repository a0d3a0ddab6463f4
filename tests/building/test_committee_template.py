"""A file filled in from the template is the file that openpyxl builds, to the last cell's look."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from xml.etree.ElementTree import canonicalize

import pytest
from openpyxl import load_workbook

from support.municipalities import AUGUST
from support.sent_books import all_text, forms_of, with_provider
from xlmal.building.committee import CommitteeForm, build_committee
from xlmal.domain.municipality import Municipality
from xlmal.domain.rounds import Round
from xlmal.domain.units import Unit
from xlmal.operations.split import filled

APRIL, FULL_YEAR = Round.parse("2019-D1"), Round.parse("2019-ÅR")

STYLES = "xl/styles.xml"
_STYLE = re.compile(r' s="([0-9]+)"')


def awkward() -> Municipality:
    """Names and figures that XML, templates and spreadsheets stumble on."""
    base = with_provider()
    renamed = {
        "KS": "Kommunstyrelsen & <staben> \\1",
        "BUN": 'Barn- och "utbildning"',
        "VON": "=Vård\nomsorg",
    }
    return replace(
        base,
        units=tuple(
            Unit.model_validate({**dict(one), "name": renamed.get(one.code, one.name)})
            for one in base.units
        ),
        indicators=tuple(
            one.model_copy(update={"by_sex": place % 2 == 0, "decimals": place % 4})
            for place, one in enumerate(base.indicators)
        ),
        targets=tuple(
            one.model_copy(update={"target": 0.1 + 0.2}) if one.indicator == "M1.1" else one
            for one in base.targets
        ),
    )


def parts(data: bytes) -> dict[str, str]:
    """The parts in their order; in sheets every style number is exchanged for what it means."""
    book = load_workbook(io.BytesIO(data))
    looks = {}
    for number, style in enumerate(book._cell_styles):
        looks[str(number)] = (
            f"{book._fonts[style.fontId]!r}{book._fills[style.fillId]!r}"
            f"{book._borders[style.borderId]!r}{book._alignments[style.alignmentId]!r}"
            f"{book._protections[style.protectionId]!r}{number_format(book, style.numFmtId)}"
        )
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = {name: canonicalize(archive.read(name)) for name in archive.namelist()}
    for name, text in found.items():
        if name.startswith("xl/worksheets/sheet"):
            plain = text.replace(' t="n"', "")
            found[name] = _STYLE.sub(lambda match: f' s="{looks[match[1]]}"', plain)
    return found


def number_format(book, number: int) -> str:  # type: ignore[no-untyped-def]
    """A number format by its id; our own stand after Excel's built-in 164."""
    return book._number_formats[number - 164] if number >= 164 else str(number)


def assert_the_same(form: CommitteeForm, data: bytes) -> None:
    ours, built = parts(data), parts(build_committee(form))
    assert list(ours) == list(built)
    for name in built:
        if name != STYLES:
            assert ours[name] == built[name], name
    formats = re.compile("<dxfs.*</dxfs>")
    assert formats.findall(ours[STYLES]) == formats.findall(built[STYLES])


@pytest.mark.parametrize("round_", [APRIL, AUGUST, FULL_YEAR], ids=str)
@pytest.mark.parametrize("municipality", [with_provider, awkward])
def test_every_receivers_file_is_the_one_openpyxl_builds(municipality, round_: Round) -> None:
    forms = list(forms_of(municipality(), round_).values())
    for form, data in zip(forms, filled(forms), strict=True):
        assert_the_same(form, data)


def test_a_unit_that_answers_for_goals_alone_and_one_row_alone_are_the_same_too() -> None:
    municipality = with_provider()
    only_hr = tuple(one for one in municipality.indicators if one.id != "M3.2")
    forms = forms_of(replace(municipality, indicators=only_hr), AUGUST)
    assert not forms["BUN"].outcomes
    assert len(forms["HR"].outcomes) == 1
    for form, data in zip(forms.values(), filled(list(forms.values())), strict=True):
        assert_the_same(form, data)


def test_nothing_of_the_template_is_left() -> None:
    forms = list(forms_of(with_provider(), AUGUST).values())
    for data in filled(forms):
        assert "{xlmal" not in all_text(data)
