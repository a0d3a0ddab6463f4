"""What the files in which units write say on Så gör du, and the words their lists offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlmal.domain.choices import RoundKind
from xlmal.domain.municipality import Municipality


def own_words(municipality: Municipality) -> dict[str, Sequence[str]]:
    """The target groups and focus areas that the municipality already uses."""

    def said(values: Iterable[str]) -> list[str]:
        return sorted({value.strip() for value in values} - {""})

    return {
        "listaMalgrupp": said(goal.target_group for goal in municipality.unit_goals),
        "listaFokusomrade": said(goal.focus_area for goal in municipality.unit_goals),
    }


def steps_of(kind: RoundKind) -> Iterator[tuple[str, str]]:
    """What one is to do, step by step, for the sheet Så gör du."""
    if kind is RoundKind.CONTRIBUTIONS:
        yield (
            "Läs målen",
            "På bladet Bidrag står fullmäktiges övergripande mål, vad de betyder och hur kommunen "
            "ska nå dit.",
        )
        yield (
            "Skriv hur ni bidrar",
            "Skriv i de gula cellerna vad ni gör som märks för invånarna, och vilka ni behöver "
            "göra det tillsammans med. Bidrar ni inte till ett mål: skriv det, och varför.",
        )
    else:
        yield (
            "Skriv målen",
            "På bladet Nämndmål finns rader med färdiga id. Skriv vilken effekt målet ska ha, och "
            "för vem, och välj vilket övergripande mål det svarar på. Bladet Bra och dåligt ger "
            "exempel. Rader som inte behövs lämnas tomma.",
        )
        yield (
            "Skriv indikatorer",
            "En till tre per mål på bladet Indikatorer. Id:t säger vilket mål raden hör till: "
            "M7.2 mäter M7. Ange måttenhet, riktning och källa.",
        )
        yield (
            "Sätt målvärden",
            "Ett tal per indikator på bladet Målvärden. Raden fylls på från bladet Indikatorer.",
        )
    yield (
        "Kontrollera",
        "Kolumnen Kontroll längst till höger säger vad som återstår på raden. Här ovan ser du hur "
        "långt du har kommit.",
    )
    yield (
        "Skicka tillbaka",
        "Fyll i de gula cellerna här nedanför, spara och skicka filen till den du fick den från. "
        "Låt blad och rubriker heta som de gör. Blir det fel går det bra att skicka en ny fil.",
    )
