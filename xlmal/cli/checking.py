"""The commands that read what people have filled in: samla, validera, prognos, visa."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlmal.cli.options import PATH, json_option, master_argument, round_option, write_option
from xlmal.cli.show import counted, exit_code, say_findings, say_json, working
from xlmal.domain.rounds import Round

if TYPE_CHECKING:
    from xlmal.domain.round_result import RoundResult
    from xlmal.operations.inspect import Inspection
    from xlmal.operations.merge import MergeResult
    from xlmal.operations.validate import Validation


@click.command("samla", short_help="Samla in returnerade filer i huvudarbetsboken.")
@master_argument
@click.argument("paths", type=PATH, nargs=-1, required=True, metavar="FIL_ELLER_MAPP...")
@click.option("--ut", "out", type=PATH, metavar="NY.xlsx", help="Skriv till en ny fil i stället.")
@click.option("--komplettering", "late", is_flag=True, help="Ta in filer fast omgången är stängd.")
@json_option
def merge(master: Path, paths: Sequence[Path], out: Path | None, late: bool, as_json: bool) -> int:
    """Samla in returnerade filer i huvudarbetsboken, cell för cell.

    Det som går att förstå förs in. Det som inte går att förstå, eller som krockar med någon annans
    ändring, listas och ändrar inget. Den förra versionen sparas i historik/.
    """
    from xlmal.operations.merge import MergeOrder
    from xlmal.operations.merge import merge as merge_into

    order = MergeOrder(master, tuple(paths), datetime.now(), out, late)
    with working("Samlar in ..."):
        result = merge_into(order)
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
        "changed_parts": list(result.patched.changed_parts) if result.patched else [],
        "dropped_parts": list(result.patched.dropped_parts) if result.patched else [],
        "missing": [{"code": one.provider, "name": one.name} for one in result.missing],
        "findings": [finding.as_json() for finding in result.findings],
    }


def _say_merge(result: MergeResult, target: Path) -> None:
    from xlmal.operations.merge_cells import Fate

    click.echo(f"{len(result.files)} filer lästa, {len(result.merged)} togs in i {target}.")
    conflicts = result.count(Fate.CONFLICT)
    click.echo(
        f"{result.count(Fate.TAKEN)} celler ändrade, "
        f"{conflicts} {'konflikt' if conflicts == 1 else 'konflikter'}, {counted(result.findings)}."
    )
    say_findings(result.findings)
    for request in result.missing:
        click.echo(f"Saknas: {request.name} ({request.provider})")


@click.command("validera", short_help="Kontrollera arbetsböcker mot alla regler.")
@click.argument("paths", type=PATH, nargs=-1, required=True, metavar="FIL...")
@json_option
@write_option
def validate(paths: Sequence[Path], as_json: bool, write: bool) -> int:
    """Kontrollera huvudarbetsböcker, nämndfiler eller andra arbetsböcker mot alla regler.

    Med --skriv fylls bladet Validering och cellerna markeras. Arbetsböcker som inte kommer från
    xlmal rörs inte.
    """
    from xlmal.operations.validate import mark
    from xlmal.operations.validate import validate as validate_file

    with working("Validerar ..."):
        results = [mark(path) if write else validate_file(path) for path in paths]
    if as_json:
        say_json([one.as_json() for result in results for one in result.all_findings])
    else:
        for result in results:
            _say_validation(result, write=write)
    if any(result.error for result in results):
        return 2
    return exit_code(finding for result in results for finding in result.findings)


def _say_validation(result: Validation, *, write: bool) -> None:
    if result.error is not None:
        click.echo(f"{result.path.name}: {result.error.message}", err=True)
        return
    click.echo(f"{result.path.name}: {counted(result.findings)}")
    say_findings(result.findings, with_file=False)
    if write and result.marked:
        click.echo(f"  Bladet Validering i {result.path.name} är ifyllt.")
    elif write:
        click.echo(f"  {result.path.name} kommer inte från xlmal och har inte ändrats.")


@click.command("prognos", short_help="Räkna måluppfyllelsen för en omgång.")
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
        if write:
            result, _ = write_attainment(master, round_)
        else:
            result = reckon(open_master(master), round_)
    if as_json:
        say_json(plain(result))
        return
    say_attainment(result)
    if write:
        click.echo(f"Bladet Måluppfyllelse i {master} är ifyllt.")


def say_attainment(result: RoundResult) -> None:
    """Print the status of every council goal, and the counts of the units' goals."""
    from xlmal.domain.round_result import count_states
    from xlmal.domain.status import symbol, wording

    kind = result.round.kind
    click.echo(result.round.title)
    for council in result.council_goals:
        rolled = council.committees
        click.echo(
            f"  {symbol(rolled.state)} {council.goal.id} {council.goal.wording}\n"
            f"      {wording(rolled.state, kind)}, {rolled.coverage} nämndmål "
            f"(med bolag: {wording(council.with_companies.state, kind)}, "
            f"{council.with_companies.coverage})"
        )
    for name, goals in (
        ("nämndmål", result.committee_goals),
        ("mål hos bolag och förbund", result.company_goals),
    ):
        counts = ", ".join(
            f"{count} {wording(state, kind)}" for state, count in count_states(goals).items()
        )
        click.echo(f"{len(goals)} {name}: {counts or 'inga'}")
    for request in result.missing:
        click.echo(f"Saknas: {request.name} ({request.provider})")


@click.command("visa", short_help="Visa hur en tabell i en arbetsbok uppfattas.")
@click.argument("path", type=PATH, metavar="FIL")
@click.option("--blad", "sheet", metavar="BLAD", help="Bladet som visas.")
@json_option
def inspect(path: Path, sheet: str | None, as_json: bool) -> int:
    """Visa vad xlmal uppfattar i en tabell i vilken arbetsbok som helst, cell för cell."""
    from xlmal.operations.inspect import inspect as inspect_file

    inspection = inspect_file(path, sheet)
    if as_json:
        say_json(inspection.as_json())
    elif inspection.error is not None:
        click.echo(f"{path.name}: {inspection.error.message}", err=True)
    else:
        _say_inspection(inspection)
    return 2 if inspection.error is not None else exit_code(inspection.findings)


def _say_inspection(inspection: Inspection) -> None:
    click.echo(f"{inspection.file}, bladet {inspection.sheet}: {counted(inspection.findings)}")
    for number, cells in inspection.rows:
        click.echo(f"Rad {number}")
        for header, cell in cells.items():
            value = cell.as_json()["value"]
            read = "-" if value is None else value
            click.echo(f"  {cell.ref:<6} {header}: {read}   (lagrat: {cell.raw}, {cell.kind})")
    say_findings(inspection.findings, with_file=False)


COMMANDS = (merge, validate, attainment, inspect)
