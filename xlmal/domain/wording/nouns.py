"""Swedish nouns of goals: whose they are, and whether they name work, a document or a state.

A compound is what its last part is: medborgardialog is a dialog, utbildningsnivå a nivå.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from typing import Final

from xlmal.domain.wording.listed import listed


class Noun(Enum):
    """What a noun stands for in a goal."""

    ACTOR = "kommunens egen verksamhet"
    STAFF = "medarbetare"
    GROUP = "målgrupp"
    WORK = "eget arbete"
    DOCUMENT = "eget dokument"
    STATE = "tillstånd eller resultat"
    ATTITUDE = "förhållningssätt"


_ENDINGS: Final = "(?:en|et|n|t|er|ar|or|r|na|ena|arna|erna|orna|a|e|aren|are)?"

_ACTORS: Final = listed("""
    kommun kommunen nämnd utskott styrelse förvaltning verksamhet enhet avdelning kontor bolag
    koncern fullmäktige allians förbund skola skolor skolorna förskola bibliotek biblioteket
    socialtjänst hemtjänst räddningstjänst gymnasium gymnasiet äldreomsorg elevhälsa
    myndighet fritidsgård sektor organisation politik särskola äldreboende grundskola vi
""")

_STAFF: Final = listed("""
    medarbetare chef personal lärare pedagog rektor handläggare anställd anställda tjänsteman
    tjänstemän tjänsteperson sjuksköterska undersköterska politiker förtroendevald förtroendevalda
""")

_GROUPS: Final = listed("""
    invånare medborgare barn elev unga ungdom äldre brukare klient företag företagare
    vårdnadshavare förälder föräldr besökare kvinna kvinnor man män flicka pojke flickor pojkar
    nyanländ nyanlända person hushåll familj boende patient kund hyresgäst individ människa
    människor befolkning pensionär sökande student anhörig anhöriga deltagare gäst vuxna turist
    resenär trafikant cyklist förening föreningar näringsliv utrikesfödda arbetslösa seniorer
    personer kommuninvånare födda flertal fastighetsägare
""")

_WORK: Final = listed("""
    dialog samverkan samarbete samråd kommunikation information arbete arbetet insats åtgärd
    satsning aktivitet möte tillsyn kontroll kampanj utbildning fortbildning kurs workshop
    vandring träff projekt rekrytering marknadsföring uppföljning utvärdering planering
    upphandling översyn inventering kartläggning samordning samtal enkät kompetensutveckling
    nätverk rådgivning undersökning digitalisering medverkan utredning café inspektion hembesök
    analys omvärldsbevakning internkontroll upplysning evenemang verksamhetsutveckling
    seminarium seminarier planarbete inköp underhåll introduktion handledning medborgarlöfte
    tillsynsbesök företagsbesök klassbesök studiebesök kontrollbesök lovbesök kontakt utbyte
    partnerskap återkoppling
""")

_DOCUMENTS: Final = listed("""
    plan strategi program policy policyer rutin riktlinje handlingsplan reglemente föreskrift
    rapport avtal överenskommelse checklista mall manual handbok översiktsplan detaljplan
    beslutsunderlag styrdokument underlag dokument bokslut årsredovisning
""")

_STATES: Final = listed("""
    het nivå tid frånvaro resultat kostnad utsläpp klimat hälsa lösh segregation tillit
    förtroende kvalitet grad skillnad andel antal index fattigdom miljö inflytande förmåga
    påverkan betyg meritvärde användning förbrukning belastning olycka olyckor brott
    självförsörjning sysselsättning befolkning ekonomi soliditet likviditet överskott underskott
    kö köer ohälsa trivsel trygghet mångfald skattesats intäkt avfall kunskap vattenkvalitet
    nöjdhet upplevelse bostad bostäder jobb arbetstillfälle standard attraktivitet livskvalitet
    måluppfyllelse skuld omsättning rörlighet tillväxt andel nedskräpning behörighet läslust
    resa resor resande artrikedom biologi luft vatten nettokostnad skadegörelse utanförskap
    åtagande lån
""")

_ATTITUDES: Final = listed("""
    roll rollen perspektiv förhållningssätt synsätt värdegrund ledord fokus ledstjärna kärnvärde
    kärnvärden helhet helheten helhetssyn
""")

#: Ends like a noun in a table and is something else.
_EXCEPTIONS: Final[dict[str, Noun | None]] = {
    "aktivitetsnivå": Noun.STATE,
    "allt": None,
    "alltid": None,
    "arbetsgivare": None,
    "fritid": None,
    "fritiden": None,
    "framtid": None,
    "framtiden": None,
    "nyhet": None,
    "samtid": None,
    "service": None,
    # Trains and buses; kommunikation, in the singular, is work.
    "kommunikationer": Noun.STATE,
    "kommunikationerna": Noun.STATE,
}


@lru_cache(maxsize=4096)
def noun(word: str) -> Noun | None:
    """What a word in lower case stands for; None when no table knows it."""
    if word in _EXCEPTIONS:
        return _EXCEPTIONS[word]
    for pattern, kind in _patterns():
        if pattern.fullmatch(word):
            return kind
    return None


#: These are too short to be looked for at the end of a compound.
_WHOLE_WORDS: Final = frozenset(
    listed("""vi man män kö tid grad het plan mall jobb kurs luft café unga äldre boende födda vuxna
    biologi lån roll rollen""")
)
_AS_LAST_PART: Final = frozenset(listed("tid grad het plan mall kurs café"))


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    compounds = [word for word in words if word not in _WHOLE_WORDS or word in _AS_LAST_PART]
    whole = [word for word in words if word in _WHOLE_WORDS]
    parts = [rf"(?:[\wåäö-]*)(?:{'|'.join(compounds)}){_ENDINGS}"]
    if whole:
        parts.append("|".join(whole))
    # Invånare, invånarna: the last letter of -are goes before -na.
    makers = [word[:-1] for word in compounds if word.endswith("are")]
    if makers:
        parts.append(rf"(?:[\wåäö-]*)(?:{'|'.join(makers)})na")
    return re.compile("|".join(f"(?:{part})" for part in parts))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], Noun], ...]:
    """What each kind of noun looks like; made when the first goal is judged."""
    return tuple(
        (_pattern(words), kind)
        for words, kind in (
            (_ACTORS, Noun.ACTOR),
            (_STAFF, Noun.STAFF),
            (_GROUPS, Noun.GROUP),
            (_WORK, Noun.WORK),
            (_ATTITUDES, Noun.ATTITUDE),
            (_STATES, Noun.STATE),
            (_DOCUMENTS, Noun.DOCUMENT),
        )
    )
