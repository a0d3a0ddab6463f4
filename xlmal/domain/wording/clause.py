"""A goal sentence taken apart: purpose and means set aside, then who or what, and its verb.

Swedish main clauses have their finite verb in the second place, so what stands before it is the
subject, or an adverbial with the subject after it. No grammar is looked up anywhere: the tables
of verbs and nouns and the places of the words are all there is.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from xlmal.domain.wording.aside import MODALS, without_means, without_purpose
from xlmal.domain.wording.listed import listed
from xlmal.domain.wording.nouns import Noun, noun
from xlmal.domain.wording.verbs import Form, Verb, verb

# Kept as text: re compiles them when the first goal is judged, not when a program starts.
_WORD: Final = r"[^\W_]+(?:[-/.:,][^\W_]+)*"
_SENTENCE_END: Final = r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])|\n+"

PREPOSITIONS: Final = frozenset(
    listed("""
        av bland enligt från för genom hos i inom med mellan mot om på per samt senast till
        trots under utan via vid över efter utifrån jämfört inför kring runt sedan inklusive
        exklusive utöver tillsammans
    """)
)
_QUANTITIES: Final = frozenset(
    listed("""
        alla samtliga varje ingen inga inget fler färre flera flest minst högst antal
        antalet andel andelen hälften flertalet många majoriteten en ett
    """)
)
#: "80 procent av eleverna" are pupils.
_PARTS: Final = frozenset(
    listed("procent hälften del delar tredjedel tredjedelar fjärdedel många fler flesta en ett")
    + listed("två tre fyra fem sex sju åtta nio andelen antalet majoriteten flertalet")
)
_PHYSICAL: Final = (("fysisk",), ("fysiska",))
_AUXILIARIES: Final = frozenset(listed("har hade är var blir blev kan ska vill får inte ej"))
_NOT_THE_VERB: Final = frozenset(
    listed("""
        alla inga samma våra sina egna bra flesta unga vuxna nya goda höga låga flera många
        andra hela båda lika äldre kommunala inte ej aldrig alltid även också aktivt
        fortsatt
    """)
)

#: What a sentence begins with when its subject stands after the verb.
_ADVERBIALS: Final = PREPOSITIONS | frozenset(listed("tack årligen därför idag samtidigt när om"))
_ADJECTIVES: Final = frozenset(listed("trygga öppna lika jämna"))


@dataclass(frozen=True, slots=True)
class Clause:
    """What is said, about whom.

    Attributes:
        words: the clause's words in lower case, purpose and means left out.
        purpose: the words that say why, without "för att"; empty when nothing does.
        means: the words that say how.
        subject: the words before the finite verb, or between it and the main verb.
        head: the noun that the subject is about.
        head_kind: what it stands for; None when no table knows it.
        modal: ska, bör, kan ...; "" without one.
        verb: the main verb; None when there is none, or none that is known.
        verb_words: the verb as it is written.
        after: the words after the verb.
    """

    words: tuple[str, ...]
    purpose: tuple[str, ...]
    means: tuple[str, ...]
    subject: tuple[str, ...]
    head: str
    head_kind: Noun | None
    modal: str
    verb: Verb | None
    verb_words: str
    after: tuple[str, ...]


def sentences(text: str) -> list[str]:
    """The sentences of a goal, without empty ones."""
    whole = unicodedata.normalize("NFC", text)
    return [part for part in re.split(_SENTENCE_END, whole) if re.search(_WORD, part)]


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, in lower case."""
    return tuple(word.lower() for word in re.findall(_WORD, text))


def clause_of(sentence: str) -> Clause:
    """Take one sentence apart."""
    words = words_of(sentence)
    if words[:1] == ("att",):
        words = words[1:]
    words, purpose = without_purpose(words)
    words, means = without_means(words)
    at, modal = _finite(words)
    if at is None:
        head, kind = head_of(words)
        return Clause(words, purpose, means, words, head, kind, "", None, "", ())
    subject = words[:at]
    is_inverted = not subject or subject[0] in _ADVERBIALS or not _names(subject)
    main = _after_modal(words, at + 1, is_inverted) if modal else at
    found = verb(words[main], _at(words, main + 1)) if main < len(words) else None
    if is_inverted and modal:
        subject = words[at + 1 : main]
    elif is_inverted and subject:
        subject = words[main + 1 :]
    written = words[main] if main < len(words) else ""
    after = words[main + 1 :]
    if found and " " in found.stem:
        written, after = f"{written} {_at(words, main + 1)}", after[1:]
    elif (
        found and found.stem == "ta" and after[:1] and after[0] in ("fram", "emot", "till", "bort")
    ):
        written, after = f"{written} {after[0]}", after[1:]
    head, kind = head_of(subject)
    return Clause(words, purpose, means, subject, head, kind, modal, found, written, after)


def head_of(words: tuple[str, ...]) -> tuple[str, Noun | None]:
    """The noun that a phrase is about: its first, before any preposition.

    Of "andelen elever som ..." it is elever only where the noun is the organisation's own work:
    a share of people is a result, a number of meetings is work.
    """
    counted = ""
    for at, word in enumerate(words):
        if word in ("som", "att") or (
            word in PREPOSITIONS and at > 0 and not (word == "av" and words[at - 1] in _PARTS)
        ):
            break
        if word in ("den", "de", "dem") and _at(words, at + 1) == "som":
            return word, Noun.GROUP
        if word in _QUANTITIES:
            counted = counted or word
            continue
        kind = noun(word)
        if kind is Noun.WORK and word.startswith("aktivitet") and words[at - 1 : at] in _PHYSICAL:
            kind = Noun.STATE
        if kind is not None:
            is_share = counted.startswith(("andel", "antal"))
            return (counted, Noun.STATE) if is_share and kind is not Noun.WORK else (word, kind)
    if counted.startswith(("andel", "antal")):
        return counted, Noun.STATE
    if counted and counted not in ("en", "ett") and len(words) == 1:
        return counted, Noun.GROUP
    return "", None


def _names(words: tuple[str, ...]) -> bool:
    """Whether words before a verb can be a subject: an adverb alone is none."""
    return not all(verb(word) or word.endswith(("vis", "ligen")) or word == "nu" for word in words)


def _finite(words: tuple[str, ...]) -> tuple[int | None, str]:
    """Where the main clause's finite verb stands, and the modal that it is; None without one."""
    skipped = 0
    for at, word in enumerate(words):
        if word == "som" and at:
            # The relative clause's own verb comes next, whatever it is.
            skipped = at + 1
            while _at(words, skipped) in _AUXILIARIES and _at(words, skipped + 1) not in MODALS:
                skipped += 1
            continue
        if skipped and at <= skipped:
            continue
        if word in MODALS or (word == "kommer" and _at(words, at + 1) == "att"):
            return at, word
        found = verb(word, _at(words, at + 1))
        if found is None or found.form is Form.PARTICIPLE or _is_adjective(words, at):
            continue
        if found.form is Form.INFINITIVE and at and not _opens(words[:at]):
            continue
        return at, ""
    return None, ""


def _is_adjective(words: tuple[str, ...], at: int) -> bool:
    """Whether a word that could be a verb describes people instead: "trygga barn"."""
    then = _at(words, at + 1)
    return words[at] in _ADJECTIVES and (then == "och" or noun(then) in (Noun.GROUP, Noun.STAFF))


def _opens(before: tuple[str, ...]) -> bool:
    """Whether only adverbs stand before: "Aktivt verka för ..."."""
    return all(noun(word) is None and word.endswith(("t", "en", "vis", "s")) for word in before)


def _after_modal(words: tuple[str, ...], start: int, is_inverted: bool) -> int:
    """Where the main verb stands after a modal: the first known one, else the likeliest."""
    first = _at(words, start)
    if not is_inverted and first.endswith("a") and first not in _NOT_THE_VERB and not verb(first):
        return start
    stop = len(words) if is_inverted else min(len(words), start + 8)
    for at in range(start, stop):
        found = verb(words[at], _at(words, at + 1))
        if found and words[at] not in _NOT_THE_VERB and found.form is not Form.PRESENT:
            if words[at] == "ha" and (then := _at(words, at + 1)) and _is_supine(then):
                return at + 1
            if found.stem in ("bli", "vara") and (then := _at(words, at + 1)) in MODALS:
                return at + 1
            return at
    for at in range(start, len(words)):
        if words[at] not in _NOT_THE_VERB and words[at].endswith(("a", "as")):
            return at
    return start


def _is_supine(word: str) -> bool:
    found = verb(word)
    return found is not None and (
        found.form is Form.PARTICIPLE or (found.form is Form.PASSIVE and word.endswith("ts"))
    )


def _at(words: tuple[str, ...], at: int) -> str:
    return words[at] if at < len(words) else ""
