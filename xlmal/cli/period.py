"""The command period: how long the council's goals hold, and decisions that change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from xlmal.cli.options import PATH, Command, json_option, read_year
from xlmal.cli.show import say_json, warn_of_errors, working
from xlmal.operations.told import number

if TYPE_CHECKING:
    from xlmal.domain.period import DecisionKind
    from xlmal.domain.period_overview import GoalPeriod, PeriodOverview

F = TypeVar("F", bound=Callable[..., Any])


class _Period(click.Group):
    """A group that shows the periods when no further command is given."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The master first; the commands are what one may add."""
        return ["[förläng|ompröva]", "--master HUVUDARBETSBOK", "[VAL]"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, also as it is spelled on keyboards without å ä ö."""
        return super().get_command(
            ctx, {"forlang": "förläng", "omprova": "ompröva"}.get(cmd_name, cmd_name)
        )


def _year_or_none(context: click.Context, option: click.Parameter, text: str | None) -> int | None:
    return None if text is None else read_year(context, option, text)


master_option = click.option(
    "--master", type=PATH, required=True, metavar="HUVUDARBETSBOK", help="Huvudarbetsboken."
)


def _decision_options(function: F) -> F:
    """The options of a command that takes a decision in."""
    for option in (
        click.option(
            "--ompröva-senast",
            "--omprova-senast",
            "redecide_by",
            callback=_year_or_none,
            metavar="ÅR",
            help="Året då målen senast ska prövas på nytt.",
        ),
        click.option(
            "--mål",
            "--mal",
            "ids",
            multiple=True,
            metavar="ID",
            help="Målet som beslutet gäller. Kan anges flera gånger; annars årets alla mål.",
        ),
        click.option(
            "--beslut",
            "reference",
            required=True,
            metavar="BESLUT",
            help='Organ, datum och paragraf: "KF 2018-11-26 § 98".',
        ),
        master_option,
    ):
        function = option(function)
    return function


@click.group(
    "period",
    cls=_Period,
    invoke_without_command=True,
    short_help="Visa hur länge de övergripande målen gäller, och förläng dem.",
)
@click.option("--master", type=PATH, metavar="HUVUDARBETSBOK", help="Huvudarbetsboken.")
@click.option(
    "--år",
    "--ar",
    "year",
    callback=_year_or_none,
    metavar="ÅR",
    help="Året att se från; annars huvudarbetsbokens.",
)
@json_option
@click.pass_context
def period(context: click.Context, master: Path | None, year: int | None, as_json: bool) -> None:
    """Visa hur länge de övergripande målen gäller, vad som tar vid och vad som ska omprövas.

    Gamla och nya mål står bredvid varandra, med målkartans väg från de gamla till de nya.
    xlmal period förläng och xlmal period ompröva för in beslut.
    """
    if context.invoked_subcommand is not None:
        return
    if master is None:
        raise click.UsageError("Valet --master saknas.")
    from xlmal.domain.period_overview import period_overview
    from xlmal.operations.master import open_master

    opened = open_master(master)
    overview = period_overview(opened.municipality, year or opened.municipality.settings.year)
    warn_of_errors(opened)
    if as_json:
        say_json(_as_json(overview))
    else:
        _say(overview)


@period.command("förläng", cls=Command, short_help="Förläng mål enligt ett beslut.")
@click.option(
    "--till",
    "valid_to",
    callback=read_year,
    required=True,
    metavar="ÅR",
    help="Sista året som målen gäller efter beslutet.",
)
@_decision_options
def prolong(
    master: Path, reference: str, ids: Sequence[str], redecide_by: int | None, valid_to: int
) -> None:
    """Förläng övergripande mål enligt ett beslut.

    Gäller till ändras, beslutet läggs till i Beslut och får en rad på bladet Målbeslut, där också
    de tidigare besluten står kvar. Den förra versionen av arbetsboken sparas i historik/.
    """
    from xlmal.domain.period import DecisionKind

    _take_in(master, DecisionKind.PROLONGED, reference, ids, valid_to, redecide_by)


@period.command("ompröva", cls=Command, short_help="För in att mål har prövats på nytt.")
@_decision_options
@click.option(
    "--till",
    "valid_to",
    callback=_year_or_none,
    metavar="ÅR",
    help="Sista året som målen gäller efter beslutet; annars som förut.",
)
def confirm(
    master: Path, reference: str, ids: Sequence[str], redecide_by: int | None, valid_to: int | None
) -> None:
    """För in att fullmäktige har prövat mål på nytt och låtit dem gälla."""
    from xlmal.domain.period import DecisionKind

    _take_in(master, DecisionKind.CONFIRMED, reference, ids, valid_to, redecide_by)


def _take_in(
    master: Path,
    kind: DecisionKind,
    reference: str,
    ids: Sequence[str],
    valid_to: int | None,
    redecide_by: int | None,
) -> None:
    from xlmal.operations.period import Decided, take_in

    with working("För in beslutet ..."):
        result = take_in(master, Decided(kind, reference, tuple(ids), valid_to, redecide_by))
    if not result.goals:
        click.echo("Beslutet är redan infört. Inget har ändrats.")
        return
    until = f" till och med {valid_to}" if valid_to else ""
    count = number(len(result.goals), "mål", "mål")
    click.echo(f"{count} {kind}{until}: {', '.join(result.goals)}.")
    if not result.has_history:
        click.echo(
            "Huvudarbetsboken saknar bladet Målbeslut, så beslutet står bara i kolumnen Beslut."
        )


def _say(overview: PeriodOverview) -> None:
    click.echo(f"Mandatperioden {overview.period}, sett från {overview.year}.")
    for heading, goals in (
        ("Gäller nu", overview.current),
        ("Gäller senare", overview.coming),
        ("Har upphört", overview.ended),
    ):
        if goals:
            click.echo(f"\n{heading}:")
        for one in goals:
            _say_goal(one)
    if overview.unmapped:
        click.echo(f"\nSaknas i målkartan: {', '.join(overview.unmapped)}.")
    for one in overview.due:
        click.echo(
            f"\nOmprövning är försenad: {one.goal.id} skulle prövas senast {one.redecide_by}."
        )


def _say_goal(one: GoalPeriod) -> None:
    click.echo(f"  {one.goal.id:<4} {one.years:<10} {one.goal.wording}")
    facts = []
    if len(one.periods) > 1:
        facts.append(f"mandatperioderna {' och '.join(map(str, one.periods))}")
    if one.redecide_by:
        facts.append(f"omprövas senast {one.redecide_by}")
    if one.latest:
        facts.append(f"{one.latest.kind} {one.latest.reference}")
    if one.successors:
        facts.append(f"ersätts av {', '.join(one.successors)}")
    elif one.is_mapped:
        facts.append(f"inget tar vid: {one.note}")
    if one.predecessors:
        facts.append(f"tar vid efter {', '.join(one.predecessors)}")
    facts.append(f"{number(one.answers, 'mål svarar', 'mål svarar')}")
    if one.targets_to:
        facts.append(f"målvärden till och med {one.targets_to}")
    click.echo(f"       {'; '.join(facts)}")


def _as_json(overview: PeriodOverview) -> dict[str, object]:
    return {
        "year": overview.year,
        "period": [overview.period.first, overview.period.last],
        "goals": [
            {
                "id": one.goal.id,
                "wording": one.goal.wording,
                "valid_from": one.goal.valid_from,
                "valid_to": one.goal.valid_to,
                "is_valid": one.goal.is_valid(overview.year),
                "periods": [[period.first, period.last] for period in one.periods],
                "redecide_by": one.redecide_by,
                "decisions": [f"{said.kind} {said.reference}" for said in one.decisions],
                "successors": list(one.successors),
                "predecessors": list(one.predecessors),
                "answers": one.answers,
                "targets_to": one.targets_to,
            }
            for one in overview.goals
        ],
        "unmapped": list(overview.unmapped),
        "redecision_due": [one.goal.id for one in overview.due],
    }


COMMANDS = (period,)
