"""The word lists of workbooks/language: names and Swedish words that say nothing."""

from __future__ import annotations

from functools import cache

from xlmal.domain.dialogue_themes import Vocabulary
from xlmal.domain.personal.words import NameWords
from xlmal.finding import Refusal
from xlmal.package_data import data_path


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of workbooks/language/<name>.txt, in lower case; lines with # are comments."""
    lines = data_path(f"language/{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def name_words() -> NameWords:
    """What the finder of names knows."""
    first, common = words_of("first_names"), words_of("stop_words")
    homonyms = words_of("homonyms") | (first & common)
    return NameWords(first - homonyms, homonyms, words_of("surnames"), common)


@cache
def vocabulary() -> Vocabulary:
    """How the words of a dialogue are understood.

    Raises:
        Refusal: simplemma, which knows the forms of Swedish words, is not installed (A64).
    """
    try:
        from simplemma import lemmatize
    except ModuleNotFoundError as error:
        raise Refusal(
            "A64",
            "Dialogens nyckelord behöver tillägget simplemma, som inte är installerat. Skriv: "
            'pip install "xlmal[rapport]".',
        ) from error
    lines = data_path("language/themes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines if line)
    themes = {theme: tuple(dict.fromkeys(words.split())) for theme, words in rows}
    return Vocabulary(lambda word: lemmatize(word, lang="sv"), words_of("stop_words"), themes)
