"""The tables of what is aimed at: council goals, unit goals, indicators and targets."""

from __future__ import annotations

from xlmal.domain.goals import CouncilGoal, UnitGoal
from xlmal.domain.indicators import Indicator, YearTarget
from xlmal.schema.columns import Lookup, Table, calculated, columns_of, looked_up

_ADOPTED: tuple[str, str, dict[str, object]] = (
    "Lydelsens kontrolltal",
    "adopted_mark",
    {"by_us": True, "help": "Skrivs av xlmal anta. Visar om lydelsen har ändrats efter beslutet."},
)

COUNCIL_GOALS = Table(
    "tblOvergripandeMal",
    "Övergripande mål",
    CouncilGoal,
    ("Mål-ID",),
    columns_of(
        CouncilGoal,
        ("Mål-ID", "id", {"help": "Neutralt id som aldrig återanvänds: K1, K2 ..."}),
        ("Mål", "wording", {"help": "Målets lydelse, ordagrant som i beslutet."}),
        ("Målområde", "goal_area"),
        (
            "Agenda 2030",
            "agenda2030",
            {"help": "Mål eller delmål med semikolon emellan: 8.5; 4; 1.a"},
        ),
        ("Gäller från", "valid_from"),
        ("Gäller till", "valid_to"),
        ("Beslut", "decision", {"help": "Organ, datum och paragraf."}),
        _ADOPTED,
    ),
)

UNIT_GOALS = Table(
    "tblNamndmal",
    "Nämndmål",
    UnitGoal,
    ("Mål-ID",),
    columns_of(
        UnitGoal,
        (
            "Mål-ID",
            "id",
            {"help": "Neutralt id som följer målet även om det byter nämnd: M1, M2 ..."},
        ),
        ("Nämnd/bolag", "unit", {"target": "tblNamnder", "list_name": "listaNamnd"}),
        ("Mål", "wording", {"help": "Vilken effekt ska målet ha, och för vem?"}),
        (
            "Övergripande mål",
            "council_goal",
            {
                "target": "tblOvergripandeMal",
                "list_name": "listaOvergripandeMal",
                "help": "Id för det övergripande mål som målet bidrar till.",
            },
        ),
        ("Måltyp", "goal_type", {"list_name": "listaMaltyp"}),
        ("God ekonomisk hushållning", "sound_finances", {"list_name": "listaJaNej"}),
        (
            "Agenda 2030",
            "agenda2030",
            {"help": "Mål eller delmål med semikolon emellan: 8.5; 4; 1.a"},
        ),
        ("Målgrupp", "target_group", {"list_name": "listaMalgrupp"}),
        ("Fokusområde", "focus_area", {"list_name": "listaFokusomrade"}),
        (
            "Vikt",
            "weight",
            {"help": "Normalt 1. Högre om målet väger tyngre när målen vägs samman."},
        ),
        ("Gäller från", "valid_from"),
        ("Gäller till", "valid_to"),
        ("Beslut", "decision"),
        _ADOPTED,
        calculated(
            "Antal indikatorer", "COUNTIF(tblIndikatorer[Mål-ID],tblNamndmal[[#This Row],[Mål-ID]])"
        ),
    ),
)

INDICATORS = Table(
    "tblIndikatorer",
    "Indikatorer",
    Indicator,
    ("Indikator-ID",),
    columns_of(
        Indicator,
        ("Indikator-ID", "id", {"help": "Målets id, punkt och nummer: M17.2"}),
        ("Mål-ID", "goal", {"target": "tblNamndmal"}),
        looked_up("Nämnd/bolag", Lookup("Mål-ID", "tblNamndmal", "Nämnd/bolag")),
        ("Indikator", "name"),
        (
            "Måttenhet",
            "measure_unit",
            {"help": "%, antal, dagar, kr ... Procent anges på skalan 0-100."},
        ),
        ("Decimaler", "decimals", {"help": "Antal decimaler som värdet mäts och jämförs med."}),
        ("Riktning", "direction", {"list_name": "listaRiktning"}),
        ("Sorts mått", "measure_kind", {"list_name": "listaSortsMatt"}),
        ("Basvärde", "baseline"),
        ("Basår", "baseline_year"),
        (
            "Tolerans",
            "tolerance",
            {"help": "Bara för riktningen bibehålla: så långt från målvärdet räknas som uppfyllt."},
        ),
        (
            "Rimligt lägst",
            "plausible_min",
            {"help": "Värden utanför det rimliga tas inte emot utan fråga."},
        ),
        ("Rimligt högst", "plausible_max"),
        ("Vikt", "weight"),
        ("Könsuppdelad", "by_sex", {"list_name": "listaJaNej"}),
        ("Källa", "source"),
        (
            "Lämnas av",
            "provider",
            {
                "list_name": "listaLamnasAv",
                "help": "Fylls i när någon annan än nämnden lämnar uppgiften.",
            },
        ),
    ),
)

TARGETS = Table(
    "tblMalvarden",
    "Målvärden",
    YearTarget,
    ("Indikator-ID", "År"),
    columns_of(
        YearTarget,
        ("Indikator-ID", "indicator", {"target": "tblIndikatorer"}),
        ("År", "year"),
        looked_up("Indikator", Lookup("Indikator-ID", "tblIndikatorer", "Indikator")),
        looked_up("Måttenhet", Lookup("Indikator-ID", "tblIndikatorer", "Måttenhet")),
        (
            "Målvärde",
            "target",
            {"help": "Ett tal, eller ja/nej. För intervall: den nedre gränsen."},
        ),
        (
            "Övre målvärde",
            "target_upper",
            {"help": "Bara för riktningen intervall: den övre gränsen."},
        ),
        (
            "Gräns för delvis",
            "partial_limit",
            {"help": "Härifrån räknas målet som delvis uppfyllt. Tomt: enligt inställningarna."},
        ),
        ("Väntas i D1", "expect_d1", {"list_name": "listaForvantan"}),
        ("Väntas i D2", "expect_d2", {"list_name": "listaForvantan"}),
        ("Väntas i ÅR", "expect_year", {"list_name": "listaForvantan"}),
    ),
)
