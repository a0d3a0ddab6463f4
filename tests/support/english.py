"""Words that click says in English, and that no user of ours should meet."""

from __future__ import annotations

import re

ENGLISH = re.compile(
    r"\b(Usage|Options?|Errors?|Missing|Invalid|Try|Commands?|Arguments?|Show|Such|No such|"
    r"Got unexpected|requires|does not|not a valid|for help|required|default|Aborted|"
    r"this message|Did you mean|Traceback)\b",
    re.IGNORECASE,
)
