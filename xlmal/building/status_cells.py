"""The cells that an indicator's status is reckoned from, and what the column Delvis may say."""

from __future__ import annotations

from xlmal.building.formula_words import text
from xlmal.domain.choices import Direction

DIRECTION, AIM, UPPER, TOLERANCE = "[@Riktning]", "[@Målvärde]", "[@Övre]", "[@Tolerans]"
DECIMALS, VALUE, FAULT = "[@Decimaler]", "[@Bedömt värde]", "[@Hinder]"
MISSED, START, LIMIT = "[@Avstånd]", "[@Startens avstånd]", "[@Gräns]"
EXPECTED, SAID, BASIS = "[@Väntas]", "[@Utfallet är]", "[@Underlag]"
SHARE, RULE = "[@Andel]", "[@Delvis]"
YES_NO = f"{DIRECTION}={text(Direction.YES_NO)}"
IS_YEAR = "omgangNr=3"

WORSE, NO_BASELINE, BASELINE_MEETS = "sämre", "basvärde saknas", "basvärdet klarar målet"
LIMIT_HELD, LIMIT_BROKEN = "gränsen klaras", "gränsen klaras inte"
WAY_COME, WAY_LEFT = "vägen räcker", "vägen räcker inte"
RATIO_HELD, RATIO_BROKEN, NO_RATIO = "andelen räcker", "andelen räcker inte", "ingen andel"
PARTLY = (LIMIT_HELD, WAY_COME, RATIO_HELD)
