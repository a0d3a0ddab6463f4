"""What a municipality calls the states, and their signs: its own words where it has chosen some."""

from __future__ import annotations

from dataclasses import dataclass

from xlmal.domain.choices import RoundKind, State
from xlmal.domain.settings import StateWords
from xlmal.domain.status import symbol, wording


@dataclass(frozen=True, slots=True)
class Words:
    """The states as one kind of round says them; what nobody has chosen is said as usual."""

    kind: RoundKind
    own: tuple[StateWords, ...] = ()

    def of(self, state: State) -> str:
        """Say a state: in D1 and D2 the year is not over yet."""
        own = self._own(state)
        interim = self.kind in (RoundKind.D1, RoundKind.D2)
        return (own.interim if interim else own.annual) or wording(state, self.kind)

    def symbol(self, state: State) -> str:
        """Return the state's sign."""
        return self._own(state).symbol or symbol(state)

    def _own(self, state: State) -> StateWords:
        return next((one for one in self.own if one.state is state), StateWords(state=state))


def unusual(given: StateWords) -> StateWords | None:
    """Keep of a state's words only those that are not the usual ones; None when all are."""
    state = given.state
    interim, annual = Words(RoundKind.D2), Words(RoundKind.YEAR)
    kept = StateWords(
        state=state,
        symbol="" if given.symbol == interim.symbol(state) else given.symbol,
        interim="" if given.interim == interim.of(state) else given.interim,
        annual="" if given.annual == annual.of(state) else given.annual,
    )
    return kept if kept.symbol or kept.interim or kept.annual else None


def contradiction(own: tuple[StateWords, ...]) -> str:
    """Return what two states would both be called or marked with; "" when all are told apart.

    The six states are never merged (LKBR 13:1), and neither may their words or signs be.
    """
    for kind in (RoundKind.D2, RoundKind.YEAR):
        words = Words(kind, own)
        for told in (words.of, words.symbol):
            seen: set[str] = set()
            for state in State:
                said = told(state).casefold()
                if said in seen:
                    return told(state)
                seen.add(said)
    return ""
