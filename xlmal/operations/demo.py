"""The whole chain on the example municipality, told in Swedish: what ``make demo`` runs."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path

from xlmal.domain.accuracy import accuracy
from xlmal.domain.numbers import percent
from xlmal.domain.rounds import Round
from xlmal.finding import Finding, Refusal, Severity
from xlmal.operations.attainment import write_attainment
from xlmal.operations.example.goal_round import GoalRound
from xlmal.operations.example.make import make_example
from xlmal.operations.master import Master, open_master
from xlmal.operations.merge import MergeOrder, merge
from xlmal.operations.merge_cells import Fate
from xlmal.operations.report import write_reports
from xlmal.operations.validate import mark

_ROUND = Round.parse("2019-D2")
_YEAR = Round.parse("2018-ÅR")


def demo(folder: Path) -> None:
    """Run the chain in a folder and say what was done.

    Raises:
        Refusal: the folder cannot be used.
    """
    example = folder / "exempel"
    say(f"Exempelkommunen, {_ROUND.title}")
    made = make_example(example)
    master = folder / "master.xlsx"
    shutil.copyfile(made.master, master)
    municipality = open_master(master).municipality
    committees = sum(
        municipality.unit_by_code[goal.unit].kind.is_committee
        for goal in municipality.goals_in(_ROUND.year)
    )
    apart = len(municipality.goals_in(_ROUND.year)) - committees
    council = [goal for goal in municipality.council_goals if goal.is_valid(_ROUND.year)]
    say(f"1. Mål: {len(council)} övergripande mål, {committees} nämndmål.")
    say(f"   Bolag och förbund har {apart} mål för sig.")
    say(f"2. Utdelat: {made.sent} filer ligger i {made.sent_folder}")
    _merge(master, made.returned_folder)
    validation = mark(master)
    say(f"4. Validerat huvudarbetsboken: {_counted(validation.findings)}.")
    say("   Bladet Validering är ifyllt och cellerna är markerade.")
    _reckon(master)
    opened = open_master(master)
    paths = write_reports(opened, _ROUND, folder)
    annual = write_reports(opened, _YEAR, folder)
    _judge_prognoses(opened)
    _new_goals(made.goals)
    say("8. Filerna:")
    say(f"   Huvudarbetsboken: {master}")
    for path in (*paths, *annual):
        say(f"   Rapporten:        {path}")
    say(f"   Nämndernas filer: {made.sent_folder} (utskick) och {made.returned_folder} (inkomna)")


def _new_goals(round_: GoalRound) -> None:
    """The goal-setting round: what the units have written, and what waits for the year to end."""
    municipality = open_master(round_.master).municipality
    old = [goal for goal in municipality.council_goals if goal.is_valid(_ROUND.year)]
    new = [goal for goal in municipality.council_goals if goal.is_valid(_ROUND.year + 1)]
    written = [goal for goal in municipality.unit_goals if goal.valid_from == _ROUND.year + 1]
    say(f"7. Mål för {_ROUND.year + 1}: {len(old)} övergripande mål blir {len(new)}.")
    say(f"   {round_.sent} filer delades ut, och {len(written)} nya mål samlades in.")
    say("   Ändringar av mål som gäller också i år väntar på bladet Konflikter.")


def _merge(master: Path, inbox: Path) -> None:
    now = datetime.now()
    result = merge(MergeOrder(master, (inbox,), now))
    say(
        f"3. Insamlat: {len(result.merged)} filer, {result.count(Fate.TAKEN)} celler infördes. "
        f"Påpekanden: {_counted(result.findings)}."
    )
    errors = [one for one in result.findings if one.severity is Severity.ERROR]
    for finding in errors[:3]:
        say(f"   {finding.place.file}: {finding.as_line()}")
    if len(errors) > 3:
        say(f"   ... och {len(errors) - 3} fel till.")
    for request in result.missing:
        say(f"   Saknas: {request.name} ({request.provider}) har inte lämnat in.")


def _reckon(master: Path) -> None:
    result, _ = write_attainment(master, _ROUND)
    say("5. Måluppfyllelse per övergripande mål (nämndernas mål, bolag och förbund för sig):")
    for council in result.council_goals:
        rolled = council.committees
        status = result.words.of(rolled.state)
        sign = result.words.symbol(rolled.state)
        say(f"   {sign} {council.goal.id:<4}{status}, {rolled.coverage}")


def _judge_prognoses(master: Master) -> None:
    say(f"6. Rapporterna är skrivna. Hur bra var {_YEAR.year} års prognoser?")
    for one in accuracy(master.municipality, _YEAR.year):
        if not one.unit:
            rate = percent(one.hit_rate)
            say(f"   {one.round.title}: rätt status i {one.hits} av {one.compared} ({rate}).")


def _counted(findings: tuple[Finding, ...]) -> str:
    words = {
        Severity.ERROR: ("fel", "fel"),
        Severity.WARNING: ("varning", "varningar"),
        Severity.NOTE: ("upplysning", "upplysningar"),
    }
    counts = dict.fromkeys(Severity, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return ", ".join(f"{count} {words[kind][count != 1]}" for kind, count in counts.items())


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")


def main(arguments: list[str]) -> int:
    """Run the demo in a folder, "build/demo" when none is given; 2 when it could not run."""
    folder = Path(arguments[0] if arguments else "build/demo")
    try:
        demo(folder)
    except Refusal as refusal:
        sys.stderr.write(f"Fel ({refusal.code}): {refusal.message}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
