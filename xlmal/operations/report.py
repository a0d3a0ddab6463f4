"""The report of a round (rapport): as a workbook, a Word document and a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from xlmal.domain.round_result import RoundResult, round_result
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.intake.table import TableRead
from xlmal.operations.attainment import reckon
from xlmal.operations.files import folder_for, write_file
from xlmal.operations.master import Master
from xlmal.operations.report_looks import ReportLooks, plain_looks
from xlmal.reports.content import ReportContent, report_content
from xlmal.reports.sources import FOLLOW_UP, OUTCOME, TARGET, Sources


class Form(StrEnum):
    """A kind of report, by the ending of its file."""

    EXCEL = "xlsx"
    WORD = "docx"
    HTML = "html"


ALL_FORMS = tuple(Form)

#: Packages of the extra ``rapport`` that a form needs.
_NEEDED = {Form.WORD: ("docx", "matplotlib"), Form.HTML: ("jinja2",)}


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """What is ordered: which forms, dressed how, and the files' name without its ending.

    ``name`` is "" for what people call the report: "Delårsrapport augusti 2019".
    """

    forms: tuple[Form, ...] = ALL_FORMS
    looks: ReportLooks = field(default_factory=plain_looks)
    name: str = ""


def report(master: Master, round_: Round, folder: Path) -> Path:
    """Write the report as a workbook into a folder and return its path.

    Raises:
        Refusal: the master knows no such round (A08), or the folder cannot be written to.
    """
    return write_reports(master, round_, folder, ReportOrder((Form.EXCEL,)))[0]


def write_reports(
    master: Master, round_: Round, folder: Path, order: ReportOrder | None = None
) -> tuple[Path, ...]:
    """Write the report into a folder, in every form ordered; returns the paths.

    Raises:
        Refusal: the master knows no such round (A08), the folder cannot be written to, or what
            Word and HTML need is not installed (A64).
    """
    order = order or ReportOrder()
    refuse_missing(order.forms)
    content = content_of(master, round_)
    written = [(form, _write(content, form, order.looks)) for form in order.forms]
    folder = folder_for(folder)
    paths = []
    for form, data in written:
        path = folder / f"{order.name or round_.title}.{form}"
        write_file(path, data)
        paths.append(path)
    return tuple(paths)


def report_order(out: Path, forms: Iterable[str], looks: ReportLooks) -> tuple[Path, ReportOrder]:
    """Understand what was asked for: a folder, or one file by its ending.

    Args:
        out: where the report is put.
        forms: the endings asked for, in any order; none means all.
        looks: what it is dressed in.

    Raises:
        Refusal: a file was named that ends otherwise than what was asked for (A65).
    """
    asked = tuple(form for form in Form if form in set(forms))
    ending = out.suffix.removeprefix(".").casefold()
    if ending not in [*Form] or out.is_dir():
        return out, ReportOrder(asked or ALL_FORMS, looks)
    if asked and asked != (Form(ending),):
        raise Refusal(
            "A65",
            f"{out.name} slutar på .{ending}, men något annat är valt. Ange en mapp, eller låt "
            "filens ändelse avgöra.",
        )
    return out.parent, ReportOrder((Form(ending),), looks, out.stem)


def content_of(master: Master, round_: Round) -> ReportContent:
    """What the report of a round says.

    Raises:
        Refusal: the master knows no such round (A08).
    """
    result = reckon(master, round_)
    known = {outcome_round for _, outcome_round in master.municipality.outcome_of}
    earlier = [one for one in known if one < round_]

    def judged(one: Round | None) -> RoundResult | None:
        return round_result(master.municipality, one) if one in earlier and one else None

    return report_content(
        result,
        judged(round_.in_year(round_.year - 1)),
        judged(max(earlier, default=None)),
        sources_of(master, round_),
    )


def sources_of(master: Master, round_: Round) -> Sources:
    """Where the round's rows stand in the master."""
    cells: dict[tuple[str, str], dict[str, str]] = {}
    for sheet, read, when, headers in (
        (OUTCOME, master.reads["outcomes"], ("Omgång", round_.code), ("Utfall", "Prognos")),
        (FOLLOW_UP, master.reads["follow_ups"], ("Omgång", round_.code), ("Bedömning",)),
        (TARGET, master.reads["targets"], ("År", str(round_.year)), ("Målvärde",)),
    ):
        for id_, header, cell in _cells(read, when, headers):
            cells.setdefault((sheet, id_), {})[header] = cell
    return Sources(master.name, cells)


def _cells(
    read: TableRead, when: tuple[str, str], headers: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Id, header and address of the cells of the rows that belong to a round or a year."""
    about, key = when[0], read.table.key[0]
    there = [header for header in headers if header in read.columns]
    for row in read.rows:
        if str(row.value(about)) == when[1]:
            for header in there:
                yield str(row.value(key)), header, str(read.ref(row, header))


def refuse_missing(forms: Iterable[Form]) -> None:
    """Make sure that every form can be written, before anything else is.

    Raises:
        Refusal: what one of them needs is not installed (A64).
    """
    for form in forms:
        for package in _NEEDED.get(form, ()):
            try:
                import_module(package)
            except ModuleNotFoundError as error:
                raise Refusal(
                    "A64",
                    f"Rapporten som {form.name.title()} behöver tillägget {error.name}, som inte "
                    'är installerat. Skriv: pip install "xlmal[rapport]". Excel-rapporten går att '
                    "skriva ändå: lägg till --excel.",
                ) from error


def _write(content: ReportContent, form: Form, looks: ReportLooks) -> bytes:
    if form is Form.WORD:
        from xlmal.reports.word import write_word

        return write_word(content, looks.style, looks.template)
    if form is Form.HTML:
        from xlmal.reports.html import write_html

        return write_html(content, looks.style)
    from xlmal.reports.excel import write_report

    return write_report(content)
