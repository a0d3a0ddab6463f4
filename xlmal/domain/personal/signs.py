"""Words that tell whether a capital letter beside them begins a person, a street or a firm."""

from __future__ import annotations

from typing import Final

#: What somebody says before a name; one or two words, in lower case.
INTRODUCTIONS: Final = frozenset(
    {
        *(
            "heter",
            "hette",
            "kallas",
            "undertecknad",
            "undertecknat",
            "hälsar",
            "hälsningar",
            "hälsn",
        ),
        *("mvh", "vh", "mh", "namn är", "prata med", "tala med", "pratade med", "talade med"),
        *("fråga efter", "ring", "ringa", "kontakta", "sms a", "sök", "mejla", "maila", "vänligen"),
        *("kontaktperson", "avsändare", "namn", "signerat"),
    }
)
#: Only here may a name that no list knows be in lower case.
I_AM_CALLED: Final = frozenset({"jag heter", "namn är"})
#: A greeting is followed by a name or by anything at all: only names that we know count.
GREETINGS: Final = frozenset({"hej", "hejsan", "tack", "till", "för"})

_ROLES: Final = (
    *("rektor", "lärare", "handläggare", "chef", "sköterska", "skötare", "sekreterare", "kurator"),
    *("ordförande", "mästare", "tränare", "pedagog", "doktor", "läkare", "konsulent", "inspektör"),
    *("assistent", "bibliotekarie", "chaufför", "politiker", "kommunalråd", "oppositionsråd"),
    *("granne", "kompis", "väninna", "kollega", "sambo", "ägare", "biträde", "samordnare"),
)
_ENDINGS: Final = ("", "n", "en", "r", "rna", "arna", "et", "ns", "s", "ens")
_KIN: Final = frozenset(
    {
        *("mamma", "pappa", "mor", "far", "mormor", "morfar", "farmor", "farfar", "son", "dotter"),
        *("fru", "man", "make", "maka", "bror", "syster", "faster", "moster", "farbror", "kusin"),
        *("svärmor", "svärfar", "barnbarn", "herr", "fröken", "magister", "dr", "familjen", "vän"),
        *("vännen", "sonen", "dottern", "mamman", "pappan", "brodern", "grabben", "lillebror"),
        *("storasyster", "storebror", "lillasyster", "kille", "tjej", "flicka", "pojke"),
    }
)
_ROLE_FORMS: Final = tuple(role + ending for role in _ROLES for ending in _ENDINGS)

#: What may stand after a name that a street, a hall or a firm is called by.
PLACES: Final = frozenset(
    {
        *(
            "torg",
            "torget",
            "gata",
            "gatan",
            "väg",
            "vägen",
            "gränd",
            "gränden",
            "plats",
            "platsen",
        ),
        *("park", "parken", "allé", "allén", "backe", "backen", "bro", "bron", "kaj", "kajen"),
        *("stig", "stigen", "kyrka", "kyrkan", "kapell", "hall", "hallen", "minne", "stiftelse"),
        *("fond", "pris", "ab", "hb", "kb", "bygg", "bageri", "livs", "konditori", "gård", "slott"),
        *("församling", "museum", "strand", "hage", "udde", "ö", "hamn", "källa", "esplanad"),
    }
)
_PLACE_ENDINGS: Final = (
    *(
        "gata",
        "väg",
        "torg",
        "gatan",
        "vägen",
        "torget",
        "skolan",
        "skola",
        "parken",
        "kyrkan",
        "hallen",
        "huset",
    ),
    *("hemmet", "gränd", "stigen", "backen", "gården", "platsen", "hallar", "plan", "bron"),
    *("kommun", "kommunen", "köping", "förskola", "biblioteket", "förening", "centrum"),
    *("föreningen", "klubben", "laget", "rådet", "gruppen", "förvaltningen", "nämnden", "bolaget"),
)

#: Persons known from history and books, whom nobody needs to be shielded from naming.
KNOWN_TO_ALL: Final = frozenset(
    {
        *("astrid lindgren", "selma lagerlöf", "olof palme", "gustav vasa", "carl von linné"),
        *("alfred nobel", "karin boye", "evert taube", "nils holgersson", "pippi långstrump"),
        *("august strindberg", "karl oskar", "elsa beskow", "emil i", "dag hammarskjöld"),
    }
)

#: First names that even a capital letter inside a sentence does not tell from the word.
NEVER_BY_CAPITAL: Final = frozenset(
    {
        *("maj", "juni", "juli", "june", "august", "vår", "ros", "rose", "sol", "sky"),
        *("lo", "my", "ven", "per", "mina", "inga"),
    }
)

#: How people sign when they do not say who they are.
SIGNED_AS: Final = frozenset(
    {
        *("pensionär", "förälder", "mamma", "pappa", "invånare", "medborgare", "skattebetalare"),
        *("granne", "cyklist", "företagare", "elev", "anonym", "familjen", "styrelsen", "boende"),
        *("hyresgäst", "lärare", "småbarnsförälder", "kommuninvånare", "orolig", "föreningen"),
    }
)

PARTICLES: Final = frozenset({"af", "von", "van", "de", "der", "al", "el", "bin", "ibn", "della"})

_SURNAME_ENDINGS: Final = (
    *("sson", "ström", "berg", "qvist", "kvist", "quist", "gren", "lund", "dahl", "holm", "stedt"),
    *("wall", "vall", "strand", "én", "ius", "stam", "fors", "blom", "löf", "mark", "borg", "man"),
)


#: Few places end so: alone, with a capital inside a sentence, such a word is a surname.
_PLAIN_ENDINGS: Final = ("qvist", "kvist", "quist", "ström", "gren", "stedt", "dahl", "löf")


def is_plain_surname(word: str, starts_sentence: bool) -> bool:
    """True for a word that is a surname by its ending alone, in the genitive too.

    Only -sson tells at the beginning of a sentence, where every word has a capital.
    """
    bare = word[:-1] if word.endswith("s") else word
    if bare.endswith("sson"):
        return len(bare) > len("sson") + 2
    return not starts_sentence and bare.endswith(_PLAIN_ENDINGS) and len(bare) > len("löf") + 2


def is_role(word: str) -> bool:
    """True for a word that may stand before a name: rektorn, min son, bygglovshandläggaren."""
    return word in _KIN or word.endswith(_ROLE_FORMS)


def is_place(word: str) -> bool:
    """True for a word that is a place by its ending: Storgatan, Björkskolan."""
    return word in PLACES or word.endswith(_PLACE_ENDINGS)


def ends_as_surname(word: str) -> bool:
    """True when a word ends as Swedish surnames do, with something before the ending."""
    return any(word.endswith(one) and len(word) > len(one) + 2 for one in _SURNAME_ENDINGS)
