"""The commands that read what people have filled in: samla, validera, prognos, visa."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlmal.cli.options import (
    PATH,
    Command,
    json_option,
    master_argument,
    round_option,
    write_option,
)
from xlmal.cli.show import (
    exit_code,
    say_findings,
    say_findings_by_file,
    say_json,
    say_refusal,
    warn_of_errors,
    working,
)
from xlmal.domain.rounds import Round
from xlmal.operations.told import counted, number

if TYPE_CHECKING:
    from xlmal.domain.round_result import RoundResult
    from xlmal.operations.inspect import Inspection
    from xlmal.operations.merge import MergeResult
    from xlmal.operations.validate import Validation


@click.command("samla", cls=Command, short_help="Samla in returnerade filer i huvudarbetsboken.")
@master_argument
@click.argument("paths", type=PATH, nargs=-1, metavar="[FIL_ELLER_MAPP...]")
@click.option("--ut", "out", type=PATH, metavar="NY.xlsx", help="Skriv till en ny fil i stället.")
@click.option(
    "--komplettering",
    "late",
    is_flag=True,
    help="Ta in filer fast omgången är stängd eller sista dagen har gått.",
)
@json_option
def merge(master: Path, paths: Sequence[Path], out: Path | None, late: bool, as_json: bool) -> int:
    """Samla in returnerade filer i huvudarbetsboken, cell för cell.

    Det som går att förstå förs in. Det som inte går att förstå listas och ändrar inget. Det som
    krockar med någon annans ändring läggs på bladet Konflikter. Välj där vad som gäller, så gör
    nästa samla som du har valt, också utan nya filer. Den förra versionen sparas i historik/.
    """
    from xlmal.operations.batch import Reading, read_all
    from xlmal.operations.merge import MergeOrder
    from xlmal.operations.merge import merge as merge_into

    order = MergeOrder(master, tuple(paths), datetime.now(), out, late)
    with working("Samlar in ..."):
        result = merge_into(order, lambda into, names: read_all(Reading(master, into, late), names))
    if as_json:
        say_json(_merge_json(result))
    else:
        _say_merge(result, out or master)
    return exit_code(result.findings)


def _merge_json(result: MergeResult) -> dict[str, object]:
    from xlmal.operations.merge_cells import Fate

    return {
        "files": [
            {
                "file": file.name,
                "provider": file.provider or None,
                "round": file.round.code if file.round else None,
                "merged": file.is_merged,
                "sha256": file.sha256 or None,
            }
            for file in result.files
        ],
        "changed_cells": result.count(Fate.TAKEN),
        "conflicts": result.count(Fate.CONFLICT),
        "settled": result.settled,
        "changed_parts": list(result.patched.changed_parts) if result.patched else [],
        "dropped_parts": list(result.patched.dropped_parts) if result.patched else [],
        "missing": [{"code": one.provider, "name": one.name} for one in result.missing],
        "findings": [finding.as_json() for finding in result.findings],
    }


def _say_merge(result: MergeResult, target: Path) -> None:
    from xlmal.operations.merge_cells import Fate

    click.echo(
        f"{number(len(result.files), 'fil läst', 'filer lästa')}, {len(result.merged)} togs in i "
        f"{target}."
    )
    click.echo(
        f"{number(result.count(Fate.TAKEN), 'cell ändrad', 'celler ändrade')}, "
        f"{number(result.count(Fate.CONFLICT), 'konflikt', 'konflikter')}, "
        f"{counted(result.findings)}."
    )
    if result.settled:
        click.echo(f"{number(result.settled, 'konflikt avgjord', 'konflikter avgjorda')}.")
    if result.count(Fate.CONFLICT):
        click.echo(f"Välj vad som gäller på bladet Konflikter i {target} och kör samla igen.")
    say_findings_by_file(result.findings)
    for request in result.missing:
        click.echo(f"Saknas: {request.name} ({request.provider}), {request.round.title}")


@click.command("validera", cls=Command, short_help="Kontrollera arbetsböcker mot alla regler.")
@click.argument("paths", type=PATH, nargs=-1, required=True, metavar="FIL...")
@json_option
@write_option
def validate(paths: Sequence[Path], as_json: bool, write: bool) -> int:
    """Kontrollera huvudarbetsböcker, nämndfiler eller andra arbetsböcker mot alla regler.

    En mapp betyder alla arbetsböcker i den. Med --skriv fylls bladet Validering och cellerna
    markeras. En arbetsbok som inte kommer från xlmal ändras inte: påpekandena skrivs i en egen
    fil bredvid den.
    """
    from xlmal.operations.validate import mark, workbooks
    from xlmal.operations.validate import validate as validate_file

    with working("Validerar ..."):
        results = [mark(path) if write else validate_file(path) for path in workbooks(paths)]
    if as_json:
        say_json([one.as_json() for result in results for one in result.all_findings])
    for result in results:
        if result.error is not None:
            say_refusal(result.error)
        elif not as_json:
            _say_validation(result)
    if not as_json and len(results) > 1:
        read = [result for result in results if result.error is None]
        found = [one for result in read for one in result.findings]
        click.echo(f"Sammanlagt {number(len(read), 'fil läst', 'filer lästa')}: {counted(found)}.")
    if any(result.error for result in results):
        return 2
    return exit_code(finding for result in results for finding in result.findings)


def _say_validation(result: Validation) -> None:
    click.echo(f"{result.path.name}: {counted(result.findings)}")
    say_findings(result.findings)
    if result.written == result.path:
        click.echo(f"  Bladet Validering i {result.path.name} är ifyllt.")
    elif result.written is not None:
        click.echo(
            f"  {result.path.name} kommer inte från xlmal och har inte ändrats. "
            f"Påpekandena står i {result.written}."
        )


@click.command("prognos", cls=Command, short_help="Räkna måluppfyllelsen för en omgång.")
@master_argument
@round_option
@json_option
@write_option
def attainment(master: Path, round_: Round, as_json: bool, write: bool) -> None:
    """Räkna status för varje indikator, mål och övergripande mål i en omgång.

    Med --skriv fylls bladet Måluppfyllelse.
    """
    from xlmal.operations.attainment import as_json as plain
    from xlmal.operations.attainment import reckon, write_attainment
    from xlmal.operations.master import open_master

    with working(f"Räknar {round_.title} ..."):
        opened = open_master(master)
        result = write_attainment(master, round_)[0] if write else reckon(opened, round_)
    warn_of_errors(opened)
    if as_json:
        say_json(plain(result))
        return
    say_attainment(result)
    if write:
        click.echo(f"Bladet Måluppfyllelse i {master} är ifyllt.")


def say_attainment(result: RoundResult) -> None:
    """Print the status of every council goal, and the counts of the units' goals."""
    from xlmal.domain.round_result import count_states

    words = result.words
    click.echo(result.round.title)
    for council in result.council_goals:
        rolled = council.committees
        click.echo(
            f"  {words.symbol(rolled.state)} {council.goal.id} {council.goal.wording}\n"
            f"      {words.of(rolled.state)}, {rolled.coverage} nämndmål "
            f"(med bolag: {words.of(council.with_companies.state)}, "
            f"{council.with_companies.coverage})"
        )
    for name, goals in (
        ("nämndmål", result.committee_goals),
        ("mål hos bolag och kommunalförbund", result.company_goals),
    ):
        counts = ", ".join(
            f"{count} {words.of(state)}" for state, count in count_states(goals).items()
        )
        click.echo(f"{len(goals)} {name}: {counts or 'inga'}")
    computed = sum(one.computed is not None for goal in result.goals for one in goal.indicators)
    if computed:
        of = number(computed, "indikator", "indikatorer")
        click.echo(f"Beräknad prognos finns för {of} utan rapporterad. Den räknas inte.")
    for request in result.missing:
        click.echo(f"Saknas: {request.name} ({request.provider})")


@click.command("visa", cls=Command, short_help="Visa hur en tabell i en arbetsbok uppfattas.")
@click.argument("path", type=PATH, metavar="FIL")
@click.option("--blad", "sheet", metavar="BLAD", help="Bladet som visas.")
@json_option
def inspect(path: Path, sheet: str | None, as_json: bool) -> int:
    """Visa vad xlmal uppfattar i en tabell i vilken arbetsbok som helst, cell för cell."""
    from xlmal.operations.inspect import inspect as inspect_file

    inspection = inspect_file(path, sheet)
    if as_json:
        say_json(inspection.as_json())
    elif inspection.error is None:
        _say_inspection(inspection)
    if inspection.error is not None:
        say_refusal(inspection.error)
        return 2
    return exit_code(inspection.findings)


def _say_inspection(inspection: Inspection) -> None:
    sheet = f", bladet {inspection.sheet}" if inspection.sheet else ""
    rows = number(len(inspection.rows), "rad", "rader")
    click.echo(f"{inspection.file}{sheet}: {rows}, {counted(inspection.findings)}")
    for row, cells in inspection.rows:
        click.echo(f"Rad {row}")
        for header, cell in cells.items():
            click.echo(f"  {cell.ref:<6} {header}: {cell.as_text()}")
    say_findings(inspection.findings)


COMMANDS = (merge, validate, attainment, inspect)
