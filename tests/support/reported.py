"""The example municipality with its answers of 2019: what most reports are tried on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

from xlmal.domain.municipality import Municipality
from xlmal.domain.request import requests
from xlmal.domain.round_result import round_result
from xlmal.domain.rounds import Round
from xlmal.domain.submissions import Submission
from xlmal.operations.example.content import example_municipality
from xlmal.operations.example.reporting import follow_ups, outcomes
from xlmal.reports.content import ReportContent, report_content

APRIL = Round.parse("2019-D1")
AUGUST = Round.parse("2019-D2")

#: Who has answered nothing in August 2019, and whose figures the unit itself leaves out.
SILENT = "GVN"


@cache
def reported_municipality() -> Municipality:
    """Exempelkommunen in September 2019: April and August are in, one committee is silent."""
    whole = example_municipality()
    for round_ in (APRIL, AUGUST):
        said = outcomes(whole, round_)
        if round_ == AUGUST:
            silent = {
                indicator.id
                for indicator in whole.indicators
                if whole.goal_by_id[indicator.goal].unit == SILENT
            }
            said = tuple(one for one in said if one.indicator not in silent)
        whole = replace(whole, outcomes=(*whole.outcomes, *said))
        own = [one for one in follow_ups(whole, round_) if one.assessment]
        if round_ == AUGUST:
            own = [one for one in own if whole.goal_by_id[one.goal].unit != SILENT]
        whole = replace(whole, follow_ups=(*whole.follow_ups, *own))
    receipts = tuple(
        Submission(
            file=f"{request.provider}_2019-D2.xlsx",
            sha256=request.provider.encode().hex().ljust(64, "0"),
            received=datetime(2019, 9, 20, 8, 0),
            provider=request.provider,
            round=AUGUST,
        )
        for request in requests(whole, AUGUST)
        if request.provider != SILENT
    )
    return replace(whole, submissions=receipts)


@cache
def august_content() -> ReportContent:
    """The content of the report per August 2019."""
    whole = reported_municipality()
    return report_content(
        round_result(whole, AUGUST),
        round_result(whole, Round.parse("2018-D2")),
        round_result(whole, APRIL),
    )


@cache
def year_content() -> ReportContent:
    """The content of the annual report of 2018."""
    whole = reported_municipality()
    return report_content(
        round_result(whole, Round.parse("2018-ÅR")),
        round_result(whole, Round.parse("2017-ÅR")),
        round_result(whole, Round.parse("2018-D2")),
    )


def april_changes() -> set[str]:
    """The goals whose status in August is another than in April, told without the report."""
    whole = reported_municipality()
    before = {goal.goal.id: goal.state for goal in round_result(whole, APRIL).goals}
    now = {goal.goal.id: goal.state for goal in round_result(whole, AUGUST).goals}
    return {goal for goal in now if now[goal] is not before[goal]}
