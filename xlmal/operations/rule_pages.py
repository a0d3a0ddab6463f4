"""The manual's page on rules: every check there is, made from the checks themselves."""

from __future__ import annotations

import re
import sys

from xlmal.finding import Check
from xlmal.ooxml.checks import FILE_CHECKS
from xlmal.ooxml.patch_checks import PATCH_CHECKS
from xlmal.operations import dialogue_checks, file_checks, merge_checks, settings
from xlmal.rules.catalogue import ROW_RULES, TOPICS, all_checks
from xlmal.rules.engine import written
from xlmal.rules.rule import NativeForm, RowRule

_NAME = re.compile(r"\{[^{}]*\}")

_HEAD = """# Regler och påpekanden

Allt som xlmal kan säga om en arbetsbok. Ett *fel* gör att värdet inte används, en *varning* ska
någon titta på, en *upplysning* är bara bra att veta. Koden betyder alltid samma sak och
återanvänds inte. Vad som sägs när något inte går alls står i [Meddelanden](meddelanden.md). Sidan
är gjord ur reglerna själva; ändra där.
"""


def every_check() -> dict[str, Check]:
    """Every check of every layer, by code.

    Raises:
        ValueError: two checks share a code.
    """
    others = (*FILE_CHECKS, *PATCH_CHECKS, *merge_checks.CHECKS, *settings.CHECKS)
    return all_checks((*others, *file_checks.CHECKS, *dialogue_checks.CHECKS))


def as_markdown() -> str:
    """The page docs/regler.md."""
    checks = every_check()
    rules = {rule.code: rule for rule in ROW_RULES}
    lines = [_HEAD]
    for letter, topic in TOPICS.items():
        codes = [code for code in checks if code[0] == letter]
        if codes:
            lines.append(f"## {letter}: {topic}\n")
            lines += [_section(checks[code], rules.get(code)) for code in codes]
    return "\n".join(lines)


def _section(check: Check, rule: RowRule | None) -> str:
    lines = [
        f"### {check.code} {check.title.rstrip('.')}\n",
        f"- **Allvar:** {check.severity}",
    ]
    if check.reason:
        lines.append(f"- **Varför:** {check.reason}")
    lines.append(f"- **Exempel:** {_example(check, rule)}")
    lines.append(f"- **Påpekandet:** {_capital(_NAME.sub('…', check.message))}")
    if rule is not None:
        lines.append(f"- **I Excel:** {_native(rule)}")
    return "\n".join(lines) + "\n"


def _example(check: Check, rule: RowRule | None) -> str:
    if rule is None:
        return check.example
    return "; ".join(
        f"{header}: {written(header, value)}" for header, value in rule.example.failing.items()
    )


def _native(rule: RowRule) -> str:
    if rule.native is NativeForm.NONE:
        return f"ingen egen kontroll, {rule.native_reason}"
    text = f'kolumnen Kontroll säger "{rule.native_text}"'
    return f"{text} (strängare: {rule.native_reason})" if rule.native_reason else text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
