"""Number formats by style index; everything else in a stylesheet may be as odd as it likes."""

from __future__ import annotations

from xlmal.ooxml.markup import elements, whole

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


def number_formats(data: bytes, part: str) -> tuple[str, ...]:
    """Return the number format of every cell style (``cellXfs``), by the cell's ``s``.

    Raises:
        Refusal: F14 for a DOCTYPE, F18 for broken XML.
    """
    codes = dict(BUILTIN_FORMATS)
    ids: list[int] = []
    for element in elements(data, part):
        if not element.is_main:
            continue
        number = whole(element.attributes.get("numFmtId"), 0)
        if element.name == "numFmt" and element.parent == "numFmts":
            codes[number] = element.attributes.get("formatCode", "General")
        elif element.name == "xf" and element.parent == "cellXfs":
            ids.append(number)
    return tuple(codes.get(number, "General") for number in ids)
