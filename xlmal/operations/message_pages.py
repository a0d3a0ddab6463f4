"""The manual's page on refusals: what xlmal says when something cannot be done, by code.

It is gathered from the source: a refusal is worded where it is raised.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import xlmal
from xlmal.finding import Check
from xlmal.operations import addin_check

_HEAD = """# Meddelanden när något inte går

När xlmal inte kan göra det du bad om står en kod först, till exempel `Fel (A01)`. Koden betyder
alltid samma sak och återanvänds inte. Inget har då ändrats, om meddelandet inte säger något annat.
Tre punkter (…) står för det som varierar, som ett filnamn. Det som kan vara fel i en arbetsboks
innehåll och i själva filen (F, T, V ...) står i [Regler och påpekanden](regler.md).

Sidan är gjord ur programmet självt; ändra där.
"""

_TOPICS: Mapping[str, str] = {
    "A": "arbetsböcker, mappar och kommandon",
    "L": "Excel och tillägget",
}
_VARIES = "…"

Said = Mapping[str, Sequence[str]]


def refusals() -> Said:
    """What each refusal's code is said with, in the order of the source; codes in order."""
    found: dict[str, list[str]] = {}
    package = Path(xlmal.__file__).parent
    for folder in (package, package.parent / "udfs"):
        for path in sorted(folder.rglob("*.py")):
            for code, text in _in_source(path.read_text(encoding="utf-8")):
                texts = found.setdefault(code, [])
                if text not in texts:
                    texts.append(text)
    return dict(sorted(found.items()))


def addin_faults() -> dict[str, Check]:
    """What may be wrong with an installed add-in, by code."""
    return {one.code: one for one in sorted(addin_check.CHECKS, key=lambda check: check.code)}


def as_markdown() -> str:
    """The page docs/meddelanden.md."""
    said, faults = refusals(), addin_faults()
    lines = [_HEAD]
    for letter, topic in _TOPICS.items():
        lines.append(f"## {letter}: {topic}\n")
        for code, texts in said.items():
            if code[0] == letter:
                lines += [f"### {code}\n", *(f"- {text}" for text in texts), ""]
        for code, check in faults.items():
            if code[0] == letter:
                message = check.message.format_map(_Varying())
                lines += [f"### {code} {check.title}\n", f"- {_capital(message)}"]
                lines += [f"- **Varför:** {check.reason}", ""]
    return "\n".join(lines)


class _Varying(dict[str, str]):
    def __missing__(self, _: str) -> str:
        return _VARIES


def _in_source(source: str) -> Iterator[tuple[str, str]]:
    """The code and the text of each ``Refusal("A01", ...)``."""
    if "Refusal(" not in source:
        return
    tree = ast.parse(source)
    worded = {
        one.name: returned.value
        for one in ast.walk(tree)
        if isinstance(one, ast.FunctionDef)
        for returned in one.body
        if isinstance(returned, ast.Return) and returned.value is not None
    }
    calls = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    for call in sorted(calls, key=lambda one: one.lineno):
        if isinstance(call.func, ast.Name) and call.func.id == "Refusal":
            code, text = call.args
            if isinstance(code, ast.Constant):
                yield str(code.value), _capital(_text(text, worded))


def _text(node: ast.expr, worded: Mapping[str, ast.expr]) -> str:
    """A text as the source writes it; what is filled in is three dots."""
    match node:
        case ast.Constant(value=str(text)):
            return " ".join(text.split("\n"))
        case ast.JoinedStr(values=parts):
            return "".join(_text(part, worded) for part in parts)
        case ast.BinOp(left=left, right=right):
            return _text(left, worded) + _text(right, worded)
        case ast.Call(func=ast.Name(id=name)) if name in worded:
            return _text(worded[name], worded)
    return _VARIES


def _capital(text: str) -> str:
    return text if text.startswith("xlwings") else text[:1].upper() + text[1:]


if __name__ == "__main__":
    sys.stdout.write(as_markdown())
