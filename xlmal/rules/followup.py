"""Follow-up in words (B): a goal that is not reached is explained, and somebody does something."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain.choices import RoundStatus, State
from xlmal.domain.followup import GoalFollowUp
from xlmal.domain.rounds import Round
from xlmal.domain.voices import differing_voices
from xlmal.finding import Severity
from xlmal.rules.condition import (
    Condition,
    ExcelValue,
    Setting,
    below,
    both,
    either,
    is_blank,
    is_filled,
    longer_than,
    negation,
    one_of,
)
from xlmal.rules.facts import at_row, follow_ups_now, unknown_named
from xlmal.rules.measured import is_a_date
from xlmal.rules.rule import BookRule, Breach, Example, RowRule
from xlmal.rules.sample import D2, added, changed
from xlmal.rules.view import BookView
from xlmal.schema.committee import MEASURED_TO
from xlmal.schema.master import FOLLOW_UPS

ASSESSMENT, ANALYSIS, ACTION = "Bedömning", "Analys", "Åtgärd"
ROLE, DUE = "Ansvarig roll", "Klart senast"

_IS_SHORT = one_of(ASSESSMENT, State.PARTLY, State.NOT_MET)
# A missing action is said once; who and when are asked when there is something to do.
_HAS_ACTION = both(_IS_SHORT, is_filled(ACTION))
_NOT_MET: dict[str, ExcelValue] = {ASSESSMENT: str(State.NOT_MET), ACTION: "Rekrytering"}
_SOUND: dict[str, ExcelValue] = {
    ANALYSIS: "Personalbrist under våren", ACTION: "Rekrytering", ROLE: "Rektor", DUE: 43830.0
}  # fmt: skip


def _wanted(
    code: str,
    header: str,
    when: Condition,
    words: tuple[str, str, str],
) -> RowRule:
    """The rule that a column is filled in; ``words`` are title, reason and what to do."""
    title, reason, advice = words
    return RowRule(
        code=code,
        severity=Severity.WARNING,
        title=title,
        reason=reason,
        message=f"bedömningen är {{{ASSESSMENT}}} men {header.lower()} saknas. {advice}",
        native_text=header.lower(),
        table=FOLLOW_UPS,
        marks=header,
        broken=both(when, is_blank(header)),
        example=Example(_NOT_MET, {header: None}, {header: _SOUND[header]}),
        completes=True,
    )


def _too_long(code: str, header: str) -> RowRule:
    return RowRule(
        code=code,
        severity=Severity.NOTE,
        title=f"{header} ryms i rapporten.",
        reason="Texten förs in i rapporten, som ska gå att läsa.",
        message="texten är längre än {comment_length} tecken. Den läses in, men korta den gärna.",
        native_text=f"{header}: lång text",
        table=FOLLOW_UPS,
        marks=header,
        broken=longer_than(header, Setting("comment_length")),
        example=Example({}, {header: "x" * 1001}, {header: "x" * 1000}),
    )


ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        code="B01",
        severity=Severity.WARNING,
        title="Målet har en bedömning.",
        reason="Nämndens egen bedömning är den som gäller i rapporten.",
        message="bedömning saknas. Den beräknade bedömningen används i stället. Välj nämndens "
        "bedömning av målet för helåret.",
        native_text="bedömning",
        table=FOLLOW_UPS,
        marks=ASSESSMENT,
        broken=is_blank(ASSESSMENT),
        example=Example({}, {ASSESSMENT: None}, {ASSESSMENT: str(State.MET)}),
        completes=True,
    ),
    _wanted(
        "B02",
        ANALYSIS,
        negation(one_of(ASSESSMENT, State.MET)),
        (
            "Ett mål som inte bedöms uppfyllt har en analys.",
            "Fullmäktige ska få veta varför målet inte nås.",
            "Skriv kort vad det beror på.",
        ),
    ),
    _wanted(
        "B03",
        ACTION,
        _IS_SHORT,
        (
            "Ett mål som inte nås helt har en åtgärd.",
            "Uppföljning utan åtgärd leder ingen vart.",
            "Skriv vad som görs för att nå målet, vem som ansvarar och när det ska vara klart.",
        ),
    ),
    _wanted(
        "B04",
        ROLE,
        _HAS_ACTION,
        (
            "Åtgärden har en ansvarig roll.",
            "En åtgärd som ingen ansvarar för blir sällan gjord.",
            "Skriv en roll, till exempel rektor. Skriv inget namn.",
        ),
    ),
    _wanted(
        "B05",
        DUE,
        _HAS_ACTION,
        (
            "Åtgärden har ett datum när den ska vara klar.",
            "Utan datum går åtgärden inte att följa upp.",
            "Skriv ett datum, till exempel 2019-12-31.",
        ),
    ),
    RowRule(
        code="B06",
        severity=Severity.WARNING,
        title="Åtgärden ska bli klar efter den dag omgången mäts till.",
        reason="En åtgärd som redan skulle vara klar är ingen plan.",
        message="klart senast är {Klart senast}, före {Mäts till och med}, som omgången mäts till "
        "och med. Rätta datumet, eller skriv i Åtgärd att den är gjord.",
        native_text="Klart senast: har redan passerat",
        table=FOLLOW_UPS,
        marks=DUE,
        broken=below(DUE, MEASURED_TO),
        example=Example({MEASURED_TO: 43708.0}, {DUE: 43707.0}, {DUE: 43708.0}),
    ),
    RowRule(
        code="B07",
        severity=Severity.WARNING,
        title="En åtgärd för ett uppfyllt mål har också roll och datum.",
        reason="En åtgärd som står i rapporten ska gå att följa upp.",
        message="en åtgärd är ifylld men ansvarig roll eller datum saknas. Fyll i båda, eller ta "
        "bort åtgärden.",
        native_text="Åtgärd: ansvarig roll eller datum saknas",
        table=FOLLOW_UPS,
        marks=ACTION,
        broken=both(
            is_filled(ACTION),
            negation(_IS_SHORT),
            either(is_blank(ROLE), is_blank(DUE)),
        ),
        example=Example(
            {ASSESSMENT: str(State.MET), ACTION: "Rekrytering", DUE: 43830.0},
            {ROLE: None},
            {ROLE: "Rektor"},
        ),
    ),
    is_a_date("B10", FOLLOW_UPS, DUE),
    _too_long("B08", ANALYSIS),
    _too_long("B09", ACTION),
)


def _voices_differ(view: BookView) -> Iterator[Breach]:
    """Goals of the round at hand that their unit assesses otherwise than the figures do."""
    round_ = _round_at_hand(view)
    if round_ is None:
        return
    for goal, own, calculated in differing_voices(view.municipality, round_):
        key = (goal.id, round_)
        yield at_row("follow_ups", key, ASSESSMENT, own=own, calculated=calculated)


def _round_at_hand(view: BookView) -> Round | None:
    """The year's last open round, else its last closed one."""
    for status in (RoundStatus.OPEN, RoundStatus.CLOSED):
        rounds = [
            occasion.round
            for occasion in view.municipality.occasions
            if occasion.round.year == view.year and occasion.status is status
        ]
        if rounds:
            return max(rounds)
    return None


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="B30",
        severity=Severity.ERROR,
        title="Måluppföljningens mål finns.",
        reason="Det som pekar på något som inte finns kommer inte med i någon summa.",
        message="{named} finns inte på bladet Nämndmål. Bedömningen räknas inte med. Rätta Mål-ID, "
        "eller lägg till målet.",
        check_book=unknown_named(
            "follow_ups", "goal", follow_ups_now, lambda all_: all_.goal_by_id
        ),
        example="Bedömningen gäller M99, som inte står på bladet Nämndmål",
        breaks=added("follow_ups", GoalFollowUp(goal="M99", round=D2)),
    ),
    BookRule(
        code="B32",
        severity=Severity.WARNING,
        title="Bedömningen av målet är den som siffrorna ger.",
        reason="Två röster som säger olika får stå, men den som läser ska få veta varför.",
        message="målet bedöms som {own}, men siffrorna ger {calculated}. Båda står i "
        "rapporten. Kontrollera siffrorna, och skriv i Analys varför bedömningen är en annan.",
        check_book=_voices_differ,
        example="Bedömning: uppfyllt, fast målets enda indikator inte når målvärdet",
        breaks=changed("follow_ups", "M1", assessment=State.NOT_MET),
    ),
)
