"""Who answers the council: committees, companies, federations, providers, and contacts."""

from __future__ import annotations

from xlmal.domain.choices import UnitKind
from xlmal.domain.types import Fact, UnitCode


class Unit(Fact):
    """A committee, board, company, federation or joint committee; years are inclusive."""

    code: UnitCode
    name: str
    kind: UnitKind
    administration: str = ""
    valid_from: int | None = None
    valid_to: int | None = None
    successor: UnitCode | None = None

    def is_valid(self, year: int) -> bool:
        """Tell whether the unit exists in a year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class Provider(Fact):
    """Somebody who is no unit but answers for figures of several, as the personnel office does."""

    code: UnitCode
    name: str
    mailbox: str = ""


class Contact(Fact):
    """Whom to ask at a unit: a role and its mailbox, never a person's name."""

    unit: UnitCode
    role: str
    mailbox: str = ""
