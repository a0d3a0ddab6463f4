"""Number formats by style index; everything else in a stylesheet may be as odd as it likes."""

from __future__ import annotations

from functools import lru_cache

from xlmal.ooxml.markup import MAIN, feed, new_parser, whole

# ECMA-376 18.8.30: formats that are understood without being written out.
BUILTIN_FORMATS: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);[Red]("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);[Red]("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "mm-dd-yy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "m/d/yy h:mm",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: r'_(* #,##0_);_(* \(#,##0\);_(* "-"_);_(@_)',
    42: r'_("$"* #,##0_);_("$"* \(#,##0\);_("$"* "-"_);_(@_)',
    43: r'_(* #,##0.00_);_(* \(#,##0.00\);_(* "-"??_);_(@_)',
    44: r'_("$"* #,##0.00_)_("$"* \(#,##0.00\)_("$"* "-"??_)_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mmss.0",
    48: "##0.0E+0",
    49: "@",
}


@lru_cache(maxsize=8)  # files sent out together have their styles in common
def number_formats(data: bytes, part: str) -> tuple[str, ...]:
    """Return the number format of every cell style (``cellXfs``), by the cell's ``s``.

    Raises:
        Refusal: F14 for a DOCTYPE, F18 for broken XML.
    """
    codes = dict(BUILTIN_FORMATS)
    ids: list[int] = []
    parser = new_parser(part)
    number, style = ({f"{uri} {name}" for uri in MAIN} for name in ("numFmt", "xf"))
    own = {f"{uri} {name}": name for uri in MAIN for name in ("numFmts", "cellXfs")}
    inside = ""

    # Handlers of its own: people's books reach Excel's 65 000 styles, half a million elements.
    def start(name: str, given: dict[str, str]) -> None:
        nonlocal inside
        if inside == "cellXfs" and name in style:
            ids.append(whole(given.get("numFmtId"), 0))
        elif inside == "numFmts" and name in number:
            codes[whole(given.get("numFmtId"), 0)] = given.get("formatCode", "General")
        elif name in own:
            inside = own[name]

    def end(name: str) -> None:
        nonlocal inside
        if name in own:
            inside = ""

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    feed(parser, data, part)
    return tuple(codes.get(id_, "General") for id_ in ids)
