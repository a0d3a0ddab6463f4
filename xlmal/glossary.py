"""The words of goal steering: one Swedish term, one identifier, and what it means to a reader."""

from __future__ import annotations

from typing import NamedTuple


class Term(NamedTuple):
    """A Swedish term, the identifier it has in the code, what not to call it, and its meaning."""

    swedish: str
    identifier: str
    avoid: str
    meaning: str


TERMS = (
    Term(
        "övergripande mål",
        "council_goal",
        "objective",
        "Ett mål som fullmäktige har satt för hela kommunen. Kallas också KF-mål.",
    ),
    Term(
        "nämndmål, bolagsmål",
        "unit_goal",
        "",
        "Ett mål som en nämnd, ett bolag eller ett förbund har satt som svar på ett övergripande "
        "mål.",
    ),
    Term(
        "nämnd, styrelse, bolag, kommunalförbund, gemensam nämnd",
        "unit",
        "department",
        "Den som äger ett mål och svarar inför fullmäktige.",
    ),
    Term(
        "uppgiftslämnare",
        "provider",
        "",
        "Den som lämnar ett värde. Oftast nämnden själv, ibland någon annan, till exempel "
        "personalenheten för alla nämnders sjukfrånvaro.",
    ),
    Term("indikator", "indicator", "kpi, metric", "Det som mäter om ett mål nås."),
    Term("målvärde", "target", "", "Det värde som indikatorn ska nå ett visst år."),
    Term("basvärde", "baseline", "", "Värdet när målet sattes; vägen mot målet räknas därifrån."),
    Term(
        "måttenhet",
        "measure_unit",
        "",
        "Enheten som värdet anges i. Procent anges på skalan 0-100.",
    ),
    Term("utfall", "outcome", "result, actual", "Det uppmätta värdet."),
    Term(
        "prognos",
        "prognosis",
        "forecast",
        "Nämndens bedömning av värdet vid årets slut. En beräknad prognos, som ingen har lämnat, "
        "kallas alltid beräknad.",
    ),
    Term(
        "bedömning",
        "assessment",
        "rating",
        "Nämndens eget beslutade ord om ett mål: uppfyllt, delvis uppfyllt, ej uppfyllt eller kan "
        "inte bedömas.",
    ),
    Term(
        "måluppfyllelse",
        "attainment",
        "",
        "Hur indikatorer och mål står sig mot målvärdena, räknat efter inställningarna.",
    ),
    Term(
        "omgång",
        "round",
        "phase",
        "Ett rapporttillfälle: D1 (april), D2 (augusti) eller ÅR (helåret). Skrivs 2019-D2.",
    ),
    Term(
        "antal svar",
        "respondents",
        "",
        "Hur många svar ett enkätresultat bygger på. Är de färre än inställningen märks det ut.",
    ),
    Term(
        "lydelsens kontrolltal",
        "adopted_mark",
        "hash",
        "Ett tal som räknas fram ur målets antagna lydelse, och som visar om den har ändrats sedan "
        "beslutet. Skrivs av `xlmal anta`.",
    ),
    Term("målgrupp", "target_group", "", "De som målet ska göra skillnad för."),
    Term("fokusområde", "focus_area", "", "Ett område som flera nämnder arbetar med tillsammans."),
    Term("målområde", "goal_area", "", "Ett område som fullmäktige samlar sina mål under."),
    Term(
        "bedömda 3 av 4",
        "coverage",
        "",
        "Hur många av dem som skulle bedömas som har gått att bedöma. Ett mål med för få bedömda "
        "kan inte bedömas.",
    ),
    Term(
        "inlämning, komplettering",
        "submission",
        "",
        "En fil som en uppgiftslämnare har lämnat in; kompletteringen kommer efter sista dagen.",
    ),
    Term(
        "påpekande: fel, varning, upplysning",
        "finding: error, warning, note",
        "problem, avvikelse",
        "Något som kontrollen säger om en cell eller en fil. Ett fel gör att värdet inte används; "
        "en varning ska någon titta på; en upplysning är bara bra att veta.",
    ),
    Term(
        "avvikelse",
        "deviation",
        "",
        "Skillnaden mot ett mål eller en budget, och inget annat.",
    ),
    Term(
        "huvudarbetsbok",
        "master",
        "",
        "Kommunens egen arbetsbok med alla mål, indikatorer och värden. Nämndfilerna skickas ut ur "
        "den och samlas in i den.",
    ),
    Term(
        "konflikt",
        "conflict",
        "",
        "En cell som både nämnden och huvudarbetsboken har ändrat sedan filen skickades ut. Den "
        "avgörs på bladet Konflikter.",
    ),
    Term(
        "tidplan",
        "time_plan",
        "",
        "Vilket organ som tar upp vilket ärende när, på vägen mot fullmäktiges beslut.",
    ),
    Term(
        "hållpunkt",
        "milestone",
        "",
        "En rad i tidplanen: ett ärende i ett organ, eller en aktivitet, med planerad och verklig "
        "dag.",
    ),
    Term(
        "mandatperiod",
        "mandate_period",
        "",
        "De fyra år som ett valt fullmäktige gör budget för: 2019-2022.",
    ),
    Term(
        "målbeslut",
        "goal_decision",
        "",
        "Fullmäktiges beslut om ett övergripande mål: antaget, förlängt, omprövat eller upphävt.",
    ),
    Term(
        "program",
        "programme",
        "",
        "Det som förklarar de övergripande målen: vision, värdegrund, vad varje mål betyder.",
    ),
    Term(
        "bidrag",
        "contribution",
        "",
        "Hur en nämnd bidrar till ett övergripande mål, med nämndens egna ord.",
    ),
    Term(
        "synpunkt",
        "dialogue_entry",
        "contribution",
        "Vad en invånare eller en grupp har sagt i dialogen om målen. En rad på bladet Dialog.",
    ),
    Term(
        "klassning",
        "classing",
        "",
        "Vilket målområde, mål och program en synpunkt hör till; förslag tills någon har granskat.",
    ),
)


def as_markdown() -> str:
    """The word list of the manual."""
    lines = [
        "# Ordlista",
        "",
        "Orden i arbetsböckerna, rapporterna och den här handboken. Sidan är gjord ur "
        "`xlmal/glossary.py`; ändra där.",
        "",
        "| Ord | Betydelse |",
        "|---|---|",
    ]
    lines += [f"| {term.swedish} | {term.meaning} |" for term in TERMS]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(as_markdown(), end="")
