"""The worksheet functions: Swedish names and help, whole columns in one call.

xlwings writes the VBA wrappers from the decorators. A docstring is what Excel's function wizard
shows, so it is Swedish and at most 255 characters long; argument names are what it asks for.
"""

from __future__ import annotations

from typing import Any

import xlwings as xw

from udfs.boundary import one_line

Cells = list[list[Any]]

#: Without an indicator nobody knows its decimals: every digit that Excel shows counts.
_ALL_DECIMALS = 10
_CATEGORY = "Mål"
_CELL = {"err_to_str": True}
_COLUMN = {"ndim": 2, **_CELL}


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("utfall", doc="Utfallet eller prognosen: ett tal, ja/nej, eller en hel kolumn", **_COLUMN)
@xw.arg("malvarde", doc="Målvärdet (intervall: nedre gränsen), eller en kolumn", **_COLUMN)
@xw.arg("riktning", doc="högre, lägre, intervall, bibehålla eller ja/nej", **_COLUMN)
@xw.arg("basvarde", doc="Värdet som indikatorn började på (kan utelämnas)", **_COLUMN)
@xw.arg("delvis", doc="Sämsta värde som är delvis uppfyllt (kan utelämnas)", **_COLUMN)
@xw.arg("ovre", doc="Intervallets övre gräns (bara för riktningen intervall)", **_COLUMN)
@one_line
def MAL_STATUS(  # noqa: N802
    utfall: Cells,
    malvarde: Cells,
    riktning: Cells,
    basvarde: Cells | None = None,
    delvis: Cells | None = None,
    ovre: Cells | None = None,
) -> Any:
    """Säger om ett utfall klarar målvärdet.

    Svaret är uppfyllt, delvis uppfyllt, ej uppfyllt, kan inte bedömas eller ej rapporterat. Ta
    gärna en hel kolumn på en gång.
    """
    from udfs.arguments import each

    return each(_status, utfall, malvarde, riktning, basvarde, delvis, ovre)


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("utfall", doc="Utfallet eller prognosen, eller en hel kolumn", **_COLUMN)
@xw.arg("malvarde", doc="Målvärdet (intervall: nedre gränsen), eller en kolumn", **_COLUMN)
@xw.arg("riktning", doc="högre, lägre, intervall, bibehålla eller ja/nej", **_COLUMN)
@xw.arg("basvarde", doc="Värdet som indikatorn började på (kan utelämnas)", **_COLUMN)
@xw.arg("ovre", doc="Intervallets övre gräns (bara för riktningen intervall)", **_COLUMN)
@one_line
def MAL_UPPFYLLELSE(  # noqa: N802
    utfall: Cells,
    malvarde: Cells,
    riktning: Cells,
    basvarde: Cells | None = None,
    ovre: Cells | None = None,
) -> Any:
    """Graden av måluppfyllelse, 0 till 1.

    Den är 1 när målet är nått, annars hur stor del av vägen från basvärdet som är gjord. Tom
    när den inte går att räkna.
    """
    from udfs.arguments import each

    return each(_degree, utfall, malvarde, riktning, basvarde, ovre)


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("statusar", doc="Området med statusar, till exempel uppfyllt", **_COLUMN)
@xw.arg("vikter", doc="Området med vikter, lika stort (kan utelämnas)", **_COLUMN)
@xw.arg("metod", doc="andel, sämsta eller majoritet (andel om det utelämnas)", **_CELL)
@one_line
def MAL_SAMMANVAG(  # noqa: N802
    statusar: Cells, vikter: Cells | None = None, metod: Any = None
) -> Any:
    """Väger samman flera statusar till en, på samma sätt som i huvudarbetsboken.

    Tomma celler räknas inte.
    """
    from udfs.weighing import weighed

    return weighed(statusar, vikter, metod)


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("ack_utfall", doc="Utfallet hittills i år, eller en hel kolumn", **_COLUMN)
@xw.arg("omgang", doc="Omgången, till exempel 2019-D2", **_CELL)
@xw.arg("tidigare_ar", doc="Två kolumner: utfallet då och hela årets, en rad per år", **_COLUMN)
@one_line
def MAL_PROGNOS(  # noqa: N802
    ack_utfall: Cells, omgang: Any, tidigare_ar: Cells | None = None
) -> Any:
    """Beräknad helårsprognos för ett mått som växer under året (flöde).

    Räknas på tidigare års andel när minst två år anges, annars på samma takt året ut.
    """
    from udfs.arguments import each
    from udfs.weighing import forecaster

    return each(forecaster(omgang, tidigare_ar), ack_utfall)


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("text", doc="En text med ett tal, eller en hel kolumn", **_COLUMN)
@one_line
def MAL_TAL(text: Cells) -> Any:  # noqa: N802
    """Läser ett tal som det skrivs på svenska: 1 250,5 eller -3,4.

    Det som kan betyda flera saker blir en förklaring, aldrig en gissning.
    """
    from udfs.arguments import each, plain_number

    return each(lambda value: _shown(plain_number(value, "texten")), text)


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("nr", doc="Målets nummer 1-17, eller ett delmål som 8.5", **_COLUMN)
@one_line
def MAL_AGENDA2030(nr: Cells) -> Any:  # noqa: N802
    """Namnet på ett av de 17 globala målen i Agenda 2030."""
    from udfs.arguments import each
    from udfs.weighing import global_goal

    return each(global_goal, nr)


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("text", doc="Målets lydelse, eller en hel kolumn med mål", **_COLUMN)
@xw.arg("med_skal", doc="SANT visar också vilka ord svaret bygger på (kan utelämnas)", **_CELL)
@one_line
def MAL_AKTIVITET(text: Cells, med_skal: Any = None) -> Any:  # noqa: N802
    """Säger om ett mål låter som en aktivitet, en effekt eller är oklart.

    Svaret är ett förslag enligt fasta språkregler. Tomma celler ger tomt svar.
    """
    from udfs.arguments import each, flag
    from udfs.wording import judged

    with_reason = flag(med_skal, "med_skal")
    return each(lambda value: judged(value, with_reason), text)


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("omrade", xw.Range, doc="Tabellen med rubrikrad, till exempel Utfall!A3:J40")
@one_line
def MAL_KONTROLL(omrade: Any) -> Any:  # noqa: N802
    """Påpekandena om en tabell som text i en enda cell, ett på varje rad.

    Tom när allt är väl.
    """
    from udfs.checking import findings_of, in_one_cell

    return in_one_cell(findings_of(omrade))


@xw.func(category=_CATEGORY, call_in_wizard=False)
@xw.arg("omrade", xw.Range, doc="Tabellen med rubrikrad, till exempel Utfall!A3:J40")
@one_line
def MAL_KONTROLL_LISTA(omrade: Any) -> Any:  # noqa: N802
    """Påpekandena om en tabell som rader med allvar, cell och text.

    Kräver Microsoft 365; använd annars MAL_KONTROLL.
    """
    from udfs.checking import findings_of

    rows = [[str(one.severity), one.cell or "", one.message] for one in findings_of(omrade)]
    return rows or [["", "", ""]]


def _status(outcome: Any, target: Any, way: Any, *bounds: Any) -> str:
    """Judge one value; ``bounds``: baseline, limit for partly met, upper bound."""
    from udfs.arguments import measured
    from xlmal.domain.attainment import assess
    from xlmal.domain.choices import State

    value = measured(outcome, "utfallet")
    if value is None:
        return str(State.NOT_REPORTED)
    return str(assess(value, _target(target, way, *bounds)).state)


def _degree(outcome: Any, target: Any, way: Any, baseline: Any, upper: Any) -> float | str:
    from udfs.arguments import measured
    from xlmal.domain.attainment import degree

    value = measured(outcome, "utfallet")
    return (
        "" if value is None else _shown(degree(value, _target(target, way, baseline, None, upper)))
    )


def _target(target: Any, way: Any, baseline: Any, partly: Any, upper: Any) -> Any:
    from udfs.arguments import direction, measured, plain_number
    from xlmal.domain.target import Target

    return Target(
        direction(way),
        measured(target, "målvärdet"),
        upper=plain_number(upper, "intervallets övre gräns"),
        partial_limit=measured(partly, "gränsen för delvis uppfyllt"),
        baseline=measured(baseline, "basvärdet"),
        decimals=_ALL_DECIMALS,
    )


def _shown(value: float | None) -> float | str:
    """None would show as 0 in a cell."""
    return "" if value is None else value
