"""Swedish verbs of goals: what the organisation does, what changes, and what is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from xlmal.domain.wording.listed import listed


class Kind(Enum):
    """What a verb says about its subject."""

    DOING = "görande"
    CHANGE = "förändring"
    STATE = "tillstånd"
    VAGUE = "allmänt"


class Form(Enum):
    """How a verb is bent, as far as the verdict needs it."""

    INFINITIVE = "grundform"
    PRESENT = "presens"
    PASSIVE = "passivum"
    PARTICIPLE = "particip"


class Verb(NamedTuple):
    """A verb form as it was recognised.

    Attributes:
        stem: the infinitive in the tables; a particle belongs to it (ta fram).
    """

    stem: str
    kind: Kind
    form: Form


#: What an organisation does: decides, arranges, handles, supports, strives for.
_DOING: Final = listed("""
    aktualitetspröva analysera anlita anlägga anordna anpassa anskaffa anställa ansvara använda
    arbeta arrangera asfaltera avhjälpa avsluta avsätta avveckla bedriva behandla bekosta belöna
    besluta besvara besöka bevaka bevara bidra bilda bistå bjuda bredda bygga certifiera coacha
    delta digitalisera diplomera dokumentera driva effektivisera engagera erbjuda etablera
    exploatera finansiera fortbilda fortsätta framta främja färdigställa följa förankra
    förbereda fördjupa förebygga förenkla föreslå förnya förtydliga förtäta förvalta förvärva
    genomföra genomlysa granska göra handleda handlägga hantera implementera informera införa
    införskaffa inkludera inleda inrätta inspektera inspirera installera integrera intensifiera
    inventera investera involvera iordningställa jobba kartlägga kommunicera kompetensutveckla
    komplettera konkurrensutsätta kontrollera kvalitetssäkra köpa laga leda lyfta marknadsföra
    medverka modernisera motverka mäta möjliggöra ordna organisera placera planera planlägga
    plantera premiera prioritera profilera pröva publicera påbörja påskynda realisera redovisa
    registrera rekrytera renovera revidera rusta röja samarbeta sammanställa samordna samråda
    samverka sanera satsa skapa skicka skydda sköta sprida starta stimulera sträva stödja stötta
    subventionera synliggöra systematisera sälja ta teckna testa tillgängliggöra tillhandahålla
    tillskapa tillsätta tillvarata tillämpa tydliggöra underhålla underlätta undersöka uppdatera
    uppföra upphandla upplysa upplåta uppmana uppmuntra uppmärksamma upprusta upprätta uppsöka
    uppvakta utarbeta utbilda utbyta utforma utföra utlysa utmana utnyttja utreda utse utveckla
    utvärdera utöka utöva verka verkställa vidareutveckla vidta vårda väcka vägleda värna åta
    åtgärda öppna öva översända
""")

#: What goes up or down, better or worse.
_CHANGE: Final = listed("""
    accelerera avta balansera begränsa bibehålla bryta dubblera dämpa eliminera fyrdubbla
    förbättra fördubbla förkorta förlänga förstärka försvinna försämra halvera höja jämna korta
    minimera minska närma reducera sjunka stabilisera stiga stärka sänka tillta tredubbla
    upphöra utjämna utplåna utrota växa öka
""")

#: What is, what somebody has, feels, manages or reaches; how large something is.
_STATE: Final = listed("""
    anse behålla besitta bli bo bära delge efterfråga erhålla ersätta finna flytta fullfölja
    fungera få försörja gå ha hinna hitta hålla höra innebära inneha inträffa klara komma kosta
    kunna känna känneteckna köra leva ligga lita lyckas lämna lära läsa matcha motsvara må märka
    möta nyttja nå omfatta omsätta orka prägla rekommendera representera rymma råda röra saknas
    se ske slippa sova stanna studera stå synas söka tillhöra trivas tro tycka täcka umgås
    understiga uppfatta uppfylla uppgå uppleva uppnå uppstå upptäcka utgöra vara veta vistas
    våga välja växla återgå äga äta överstiga
""")

#: Says so little that the rest of the sentence must decide.
_VAGUE: Final = listed("beakta genomsyra säkerställa säkra trygga tillgodose utgå")

_IRREGULAR: Final = {
    ("vara", Kind.STATE): {"är": Form.PRESENT, "varit": Form.PARTICIPLE},
    ("bli", Kind.STATE): {"blir": Form.PRESENT, "blivit": Form.PARTICIPLE},
    ("ha", Kind.STATE): {"har": Form.PRESENT, "haft": Form.PARTICIPLE},
    ("få", Kind.STATE): {"får": Form.PRESENT, "fått": Form.PARTICIPLE},
    ("gå", Kind.STATE): {"går": Form.PRESENT, "gått": Form.PARTICIPLE},
    ("uppgå", Kind.STATE): {"uppgår": Form.PRESENT},
    ("finna", Kind.STATE): {"finns": Form.PRESENT, "finnas": Form.INFINITIVE},
    ("rymma", Kind.STATE): {"ryms": Form.PRESENT, "rymmas": Form.INFINITIVE},
    ("dra", Kind.STATE): {"dra": Form.INFINITIVE, "drar": Form.PRESENT},
    ("veta", Kind.STATE): {"vet": Form.PRESENT},
    ("växa", Kind.CHANGE): {"växer": Form.PRESENT},
    ("ta", Kind.DOING): {
        "tar": Form.PRESENT,
        "tas": Form.PASSIVE,
        "tagits": Form.PASSIVE,
        "tagen": Form.PARTICIPLE,
        "tagna": Form.PARTICIPLE,
        "framtagen": Form.PARTICIPLE,
        "framtagna": Form.PARTICIPLE,
    },
    ("ge", Kind.DOING): {"ge": Form.INFINITIVE, "ger": Form.PRESENT, "ges": Form.PASSIVE},
    ("anta", Kind.DOING): {
        "anta": Form.INFINITIVE,
        "antar": Form.PRESENT,
        "antas": Form.PASSIVE,
        "antagits": Form.PASSIVE,
        "antagen": Form.PARTICIPLE,
        "antaget": Form.PARTICIPLE,
        "antagna": Form.PARTICIPLE,
    },
    ("göra", Kind.DOING): {"gjort": Form.PARTICIPLE, "gjord": Form.PARTICIPLE},
    ("se över", Kind.DOING): {"översedd": Form.PARTICIPLE},
    ("besluta", Kind.DOING): {"fattas": Form.PASSIVE},
    ("lämna", Kind.DOING): {"lämnas": Form.PASSIVE},
    ("hålla", Kind.DOING): {"hålls": Form.PASSIVE, "hållas": Form.PASSIVE},
    ("stödja", Kind.DOING): {
        "stöder": Form.PRESENT,
        "stöds": Form.PASSIVE,
        "stöd": Form.PARTICIPLE,
    },
    ("kartlägga", Kind.DOING): {"kartlagd": Form.PARTICIPLE, "kartlagda": Form.PARTICIPLE},
    ("bjuda", Kind.DOING): {"bjuden": Form.PARTICIPLE},
    ("utse", Kind.DOING): {"utses": Form.PASSIVE, "utser": Form.PRESENT},
    ("tillsätta", Kind.DOING): {"tillsatt": Form.PARTICIPLE, "tillsatta": Form.PARTICIPLE},
    ("hjälpa", Kind.DOING): {"hjälper": Form.PRESENT, "hjälpa": Form.INFINITIVE},
}

#: Verbs that mean doing only with their particle.
_WITH_PARTICLE: Final = {
    ("se", "över"): "se över",
    ("ser", "över"): "se över",
    ("ses", "över"): "se över",
    ("byta", "ut"): "byta ut",
    ("bytas", "ut"): "byta ut",
    ("byts", "ut"): "byta ut",
    ("dela", "ut"): "dela ut",
    ("delas", "ut"): "dela ut",
    ("ställa", "krav"): "ställa krav",
    ("ställer", "krav"): "ställa krav",
    ("ställa", "om"): "ställa om",
    ("ställs", "om"): "ställa om",
    ("fasa", "ut"): "fasa ut",
    ("fasas", "ut"): "fasa ut",
    ("söka", "upp"): "söka upp",
    ("söka", "bidrag"): "söka bidrag",
    ("lägga", "ut"): "lägga ut",
    ("bygga", "upp"): "bygga upp",
    ("hålla", "samman"): "hålla samman",
    ("stå", "för"): "stå för",
}

#: New verbs are made all the time, and what they are made with says that something is done.
_MADE: Final = r"\w{3,}(?:iser(?=a)|gör|ställ(?=a|e|s)|lägg(?=a|e|s))(?P<end>a|ar|er|as|s|)"

#: Forms that are something else in goals than the verb they could be.
_NOT_VERBS: Final = frozenset(
    ["stöd", "läst", "inkluderande", "ordning", "svart", "fast", "mätt", "ledd", "lett", "vårds"]
)


def verb(word: str, following: str = "") -> Verb | None:
    """Recognise a verb form, in lower case; ``following`` is the next word, for particles."""
    both = _WITH_PARTICLE.get((word, following))
    if both is not None:
        is_passive = word.endswith("s")
        is_present = word.endswith("r")
        form = Form.PASSIVE if is_passive else Form.PRESENT if is_present else Form.INFINITIVE
        return Verb(both, Kind.DOING, form)
    return _of_tables(word)


@lru_cache(maxsize=4096)  # the same few hundred words make most goals
def _of_tables(word: str) -> Verb | None:
    found = _forms().get(word)
    if found is None and (made := re.fullmatch(_MADE, word)):
        form = Form.PASSIVE if made["end"].endswith("s") else Form.PRESENT
        return Verb(word, Kind.DOING, Form.INFINITIVE if made["end"] == "a" else form)
    return found


def _bent(stem: str) -> Iterator[tuple[str, Form]]:
    """The forms that a verb may have in either conjugation; those that do not exist do no harm."""
    short = stem[:-1] if stem.endswith("a") else stem
    yield stem, Form.INFINITIVE
    if stem.endswith("s"):
        if stem.endswith("as"):
            yield f"{stem[:-2]}s", Form.PRESENT  # trivas, trivs
        return
    yield f"{stem}r", Form.PRESENT
    yield f"{stem}s", Form.PASSIVE
    yield from ((f"{stem}{end}", Form.PARTICIPLE) for end in ("d", "t", "de"))
    yield f"{stem}ts", Form.PASSIVE
    if short == stem:
        return
    yield f"{short}er", Form.PRESENT
    yield f"{short}s", Form.PASSIVE
    yield f"{short}ts", Form.PASSIVE
    yield from ((f"{short}{end}", Form.PARTICIPLE) for end in ("d", "da", "t", "ta"))
    if short.endswith("r"):
        yield short, Form.PRESENT
    if short.endswith("d"):
        yield from ((f"{short[:-1]}{end}", Form.PARTICIPLE) for end in ("tt", "dd", "dda"))
        yield f"{short[:-1]}tts", Form.PASSIVE


@cache
def _forms() -> dict[str, Verb]:
    """Every form; made when the first goal is judged, for starting a program must be quick."""
    found: dict[str, Verb] = {}

    def put(word: str, one: Verb) -> None:
        if word not in _NOT_VERBS:
            found.setdefault(word, one)

    for (stem, kind), forms in _IRREGULAR.items():
        for word, form in forms.items():
            put(word, Verb(stem, kind, form))
    tables: Iterable[tuple[Iterable[str], Kind]] = (
        (_DOING, Kind.DOING),
        (_CHANGE, Kind.CHANGE),
        (_STATE, Kind.STATE),
        (_VAGUE, Kind.VAGUE),
    )
    bent = [
        (word, Verb(stem, kind, form))
        for stems, kind in tables
        for stem in stems
        for word, form in _bent(stem)
    ]
    # A verb's own infinitive goes before a form that another verb might have.
    for word, one in sorted(bent, key=lambda pair: pair[0] != pair[1].stem):
        put(word, one)
    return found
