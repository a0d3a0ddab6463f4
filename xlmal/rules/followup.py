"""Follow-up in words (B): a goal that is not reached is explained, and somebody does something."""

from __future__ import annotations

from collections.abc import Iterator

from xlmal.domain.choices import State
from xlmal.domain.followup import SOUND_FINANCES, GoalFollowUp, OverallAssessment
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
from xlmal.rules.facts import at, unknown
from xlmal.rules.rule import BookRule, Breach, Example, RowRule
from xlmal.rules.sample import D2, added
from xlmal.rules.view import BookView
from xlmal.schema.columns import Table
from xlmal.schema.committee import MEASURED_TO
from xlmal.schema.master import FOLLOW_UPS, OVERALL

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


def _signed(code: str, header: str, sound: ExcelValue, why: str) -> RowRule:
    """The rule that an overall assessment says on what grounds, by whom and when it was made."""
    table: Table = OVERALL
    return RowRule(
        code=code,
        severity=Severity.WARNING,
        title=f"En samlad bedömning har {header.lower()}.",
        reason=why,
        message=f"den samlade bedömningen {{{ASSESSMENT}}} saknar {header.lower()}. Den används, "
        f"men fyll i {header}.",
        native_text=f"{header} saknas",
        table=table,
        marks=header,
        broken=both(is_filled(ASSESSMENT), is_blank(header)),
        example=Example({ASSESSMENT: str(State.MET)}, {header: None}, {header: sound}),
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
    _too_long("B08", ANALYSIS),
    _too_long("B09", ACTION),
    _signed("B20", "Motivering", "Tre av fyra mål nås", "Den som läser ska kunna följa skälen."),
    _signed("B21", "Roll", "Ekonomichef", "Någon ska stå för bedömningen."),
    _signed("B22", "Datum", 43720.0, "En bedömning kan ändras; läsaren ska veta vilken det är."),
)


def _known_subjects(view: BookView) -> set[str]:
    return {SOUND_FINANCES, *view.municipality.council_goal_by_id}


def _unknown_subject(view: BookView) -> Iterator[Breach]:
    known = _known_subjects(view)
    for overall in view.municipality.overall:
        if overall.round.year == view.year and overall.subject not in known:
            yield at("overall", overall, "Avser", named=overall.subject)


BOOK_RULES: tuple[BookRule, ...] = (
    BookRule(
        code="B30",
        severity=Severity.ERROR,
        title="Måluppföljningens mål finns.",
        reason="Det som pekar på något som inte finns kommer inte med i någon summa.",
        message="{named} finns inte på bladet Nämndmål. Bedömningen räknas inte med. Rätta Mål-ID, "
        "eller lägg till målet.",
        check_book=unknown(
            "follow_ups",
            "goal",
            lambda view: (
                row for row in view.municipality.follow_ups if row.round.year == view.year
            ),
            lambda municipality: municipality.goal_by_id,
        ),
        example="Bedömningen gäller M99, som inte står på bladet Nämndmål",
        breaks=added("follow_ups", GoalFollowUp(goal="M99", round=D2)),
    ),
    BookRule(
        code="B31",
        severity=Severity.ERROR,
        title="Den samlade bedömningen gäller något som finns.",
        reason="En bedömning av något som inte finns kommer inte med i rapporten.",
        message=f"{{named}} är varken ett övergripande mål eller {SOUND_FINANCES}. Bedömningen "
        "används inte. Välj i listan.",
        check_book=_unknown_subject,
        example="Avser: K99",
        breaks=added("overall", OverallAssessment(subject="K99", round=D2)),
    ),
)
