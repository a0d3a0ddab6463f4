"""The kinds of value that a municipality's goal steering is written in."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

#: A neutral id: K3 (council goal), M17 (unit goal), M17.2 (indicator). Compared in NFC, upper case.
Id = Annotated[str, StringConstraints(min_length=1, max_length=40)]

#: The code of a unit or a provider, used in file names: KS, BUN, ÖFN.
UnitCode = Annotated[str, StringConstraints(min_length=1, max_length=20)]

#: What is measured: a number, or True/False for an indicator answered by ja/nej.
Measured = float | bool


class Fact(BaseModel):
    """A frozen value of the domain; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
