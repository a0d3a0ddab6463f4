"""The settings as people see them on the sheet Inställningar: one row each, explained."""

from __future__ import annotations

from typing import NamedTuple


class SettingRow(NamedTuple):
    """One setting: the field it fills, the row's words, and whether it is shown in per cent."""

    field: str
    label: str
    explanation: str
    percent: bool = False


#: Settings that are no worse for being empty.
MAY_BE_EMPTY = frozenset({"missing_words", "report_logo", "report_colour", "report_template"})

SETTING_ROWS = (
    SettingRow("municipality", "Kommun", "Kommunens namn, som det ska stå i rapporter."),
    SettingRow("year", "År", "Året som arbetsboken styr."),
    SettingRow(
        "least_indicators", "Minst antal indikatorer per mål", "Varje mål mäts med minst så många."
    ),
    SettingRow(
        "most_indicators",
        "Högst antal indikatorer per mål",
        "Fler än så gör målet svårt att följa.",
    ),
    SettingRow(
        "least_council_goals",
        "Minst antal övergripande mål",
        "Ambitionen för nya övergripande mål.",
    ),
    SettingRow(
        "most_council_goals", "Högst antal övergripande mål", "Ambitionen för nya övergripande mål."
    ),
    SettingRow(
        "concentration_share",
        "Gräns för koncentration",
        "Andel av nämndmålen på ett och samma övergripande mål som ger en varning.",
        True,
    ),
    SettingRow(
        "partial_rule",
        "Regel för delvis uppfyllt",
        "vägen från basvärdet, andel av målvärdet eller aldrig. En uttrycklig gräns går före.",
    ),
    SettingRow(
        "progress_share",
        "Delvis från andel av vägen",
        "Så stor del av vägen från basvärde till målvärde.",
        True,
    ),
    SettingRow(
        "ratio_share",
        "Delvis från andel av målvärdet",
        "Används bara med regeln andel av målvärdet (80 %-regeln).",
        True,
    ),
    SettingRow("rollup_method", "Metod för sammanvägning", "andel, sämsta eller majoritet."),
    SettingRow(
        "met_from", "Uppfyllt från", "Vid metoden andel: så stor andel måste vara uppfylld.", True
    ),
    SettingRow(
        "partly_from",
        "Delvis uppfyllt från",
        "Vid metoden andel: så stor andel måste vara uppfylld.",
        True,
    ),
    SettingRow("partly_counts", "Ett delvis uppfyllt räknas som", "Vid metoden andel.", True),
    SettingRow(
        "least_coverage",
        "Minsta täckning",
        "Är färre bedömda än så går målet inte att bedöma.",
        True,
    ),
    SettingRow(
        "decided_rolls_up",
        "Nämndens bedömning går före",
        "ja: nämndens beslutade bedömning vägs samman där den finns. nej: den beräknade.",
    ),
    SettingRow("comment_length", "Längsta kommentar", "Antal tecken."),
    SettingRow(
        "least_respondents",
        "Minst antal svar",
        "Ett resultat som bygger på färre svar än så märks ut. 0: inget märks ut.",
    ),
    SettingRow(
        "missing_words",
        "Ord som betyder att värde saknas",
        "Semikolon emellan, till exempel: mäts ej; uppgift saknas",
    ),
    SettingRow(
        "report_logo",
        "Logotyp i rapporter",
        "En PNG- eller JPEG-bild i samma mapp som arbetsboken, till exempel logga.png.",
    ),
    SettingRow(
        "report_colour",
        "Rubrikernas färg i rapporter",
        "Sex tecken, till exempel 1F4E5F. Så mörk att vit text syns på den.",
    ),
    SettingRow(
        "report_template",
        "Wordmall för rapporter",
        "Ett Word-dokument i samma mapp som arbetsboken, till exempel mall.docx.",
    ),
)
