"""Ways to break a workbook file: in its bytes, in its zip container, and inside its XML parts."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from random import Random

Parts = dict[str, bytes]

_ATTRIBUTE = re.compile(rb"""([\w:.\-]{1,40})=("[^"]*"|'[^']*')""")
_TEXT = re.compile(rb">([^<>]+)<")
_TAG = re.compile(rb"</?([\w:.\-]+)")
_ELEMENT = re.compile(
    rb"<([\w:.\-]+)(?:\s[^<>]*)?(?:/>|>(?:[^<]|<(?!/?\1\b))*?</\1\s*>)", re.DOTALL
)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?")

_VALUES = (
    *("", " ", "0", "-1", "1", "2", "00", "+5", "1.5", "1e5", "1e999", "-1e-999", "NaN", "INF"),
    *("16384", "16385", "1048576", "1048577", "2147483648", "99999999999999999999", "9" * 5000),
    *("A1", "a1", "$A$1", "A0", "A01", "XFD1048576", "XFE1", "AAAA1", "A1:B2", "B2:A1", "A:A"),
    *("A1 B2:C3", "1:1", "A1:", ":", "#REF!", "true", "false", "TRUE", "s", "str", "b", "e", "d"),
    *("n", "inlineStr", "shared", "array", "dataTable", "veryHidden", "0%", "yyyy-mm-dd", "[h]:mm"),
    *("\u0661\u0662", "\u00b2", "\uff11", "\u00a0", "\u200b", "å", "a\u030a", "\U0001f600", "\x7f"),
    *(
        "_xD800_",
        "_x0000_",
        "_x005F_x0041_",
        "&#0;",
        "&#xD800;",
        "&#10;",
        "&amp;",
        "&okänd;",
        "]]>",
    ),
    *("../../x.xml", "/xl/workbook.xml", "/", "..", "%2e%2e/x", "http://exempel.invalid/a", "#a"),
    *("NULL", "External", "Internal", "rId1", "rId2", "rId99", "Utfall", "UTFALL", "Summa"),
    *("2025-04-30", "2025-02-30", "9999-99-99", "1-3", "82,5", "1.250", "ca 85", "mäts ej", "D1"),
    *("=1+1", "@SUM(1)", "[1]Blad1!A1", "'[x.xlsx]Blad 1'!A1", "[" * 60, "(" * 300, "{}", "{0.x}"),
    *("60", "0.5", "-0", "2958465", "2958466", "1e308", "44315.999999999", "5E-324", "%s%n"),
)
_TYPES = ("officeDocument", "worksheet", "chartsheet", "styles", "sharedStrings", "table", "x")
_NAMES: tuple[bytes, ...] = (
    b"c",
    b"row",
    b"v",
    b"f",
    b"is",
    b"t",
    b"si",
    b"r",
    b"rPh",
    b"sheetData",
    b"sheet",
    b"x",
)
_NAMES += (b"mergeCell", b"col", b"table", b"tableColumn", b"worksheet", b"workbook", b"xm:sqref")
_CODECS = ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252", "utf-8-sig", "cp437")
_LABELS = ("UTF-8", "utf-16", "iso-8859-1", "windows-1252", "us-ascii", "UTF-7", "x-okänd", "")
_INTRUDERS = (
    b"<!-- -->",
    b"<?a b?>",
    b"<![CDATA[<c r='A1'/>]]>",
    b'<!DOCTYPE a [<!ENTITY b "c">]>',
    b"&b;",
    b"&#x1F600;",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"<c/>",
    b'<c t="s"><v>0</v></c>',
    b'<c r="A1"><f t="shared" ref="A1:A9" si="0">1</f><v>1</v></c>',
    b"<row/>",
    b'<row r="3"><c><v>1</v></c></row>',
    b"<sheetData/>",
    b"<is><t>a</t></is>",
    b'<mergeCell ref="A1:XFD1048576"/>',
    b'<mergeCell ref="A2:A3"/>',
    b'<col min="1" max="16384" hidden="1" style="1"/>',
    b'<conditionalFormatting sqref="A1:A9 C3"/>',
    b"<a xmlns='b' xmlns:c='d'/>",
    b"</c>",
    b"<",
    b">",
)


def unpacked(data: bytes) -> Parts:
    """The parts of a zip file by name; empty when it is none that can be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError):
        return {}


def packed(parts: Parts, random: Random) -> bytes:
    """Zip parts, most often deflated."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            method = zipfile.ZIP_STORED if random.random() < 0.1 else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name or "x"), content, method, 1)
    return stream.getvalue()


def mutate_bytes(data: bytes, random: Random) -> bytes:
    """Break the file without knowing what it is."""
    out = bytearray(data or b"\x00")
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(out))
        length = random.choice((1, 2, 4, 16, 200))
        match random.randrange(7):
            case 0:
                out[at] ^= 1 << random.randrange(8)
            case 1:
                out[at] = random.randrange(256)
            case 2:
                out[at : at + 4] = struct.pack("<I", random.choice((0, 1, 0xFFFF, 0xFFFFFFFF)))
            case 3:
                del out[at : at + length]
            case 4:
                out[at:at] = out[at : at + length]
            case 5:
                out[at : at + length] = bytes(length)
            case _:
                del out[at + random.randrange(len(out)) :]
        if not out:
            return b""
    return bytes(out)


def mutate_directory(data: bytes, random: Random) -> bytes:
    """Break fields of the zip headers: sizes, offsets, flags, methods, names."""
    out = bytearray(data)
    marks = [m.start() for m in re.finditer(rb"PK(?:\x01\x02|\x03\x04|\x05\x06)", data)]
    for _ in range(random.choice((1, 1, 3))):
        if marks:
            at = random.choice(marks) + 4 + random.randrange(44)
            fresh = random.choice(
                (b"\x00", b"\x01", b"\x08", b"\xff\xff", b"\xff" * 4, b"\x00" * 4)
            )
            out[at : at + len(fresh)] = fresh
    return bytes(out)


def mutate_parts(parts: Parts, random: Random) -> Parts:
    """Break the package: a part gone, renamed, exchanged; or what stands in one."""
    parts = dict(parts)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        if not parts:
            return parts
        name = random.choice(_weighted(parts))
        choice = random.randrange(40)
        if choice == 0:
            del parts[name]
        elif choice == 1:
            parts[random.choice((name.upper(), f"{name}x", f"/{name}", f"../{name}"))] = parts.pop(
                name
            )
        elif choice == 2:
            other = random.choice(list(parts))
            parts[name], parts[other] = parts[other], parts[name]
        elif choice == 3:
            parts[name] = mutate_bytes(parts[name], random)
        else:
            parts[name] = random.choice(_IN_XML)(parts[name], random)
    return parts


def _weighted(parts: Parts) -> list[str]:
    """The parts' names, those that are read often several times."""
    often = ("sheet", "table", "workbook", "styles", "rels", "/s1.", "/t1.")
    return [name for name in parts for _ in range(1 + 4 * any(word in name for word in often))]


def _attribute(data: bytes, random: Random) -> bytes:
    def fresh(_: re.Match[bytes]) -> bytes:
        return b'"%b"' % random.choice(_VALUES).encode("utf-8", "replace").replace(b'"', b"'")

    return _one(_ATTRIBUTE, data, random, lambda m: m[1] + b"=" + fresh(m))


def _attribute_gone(data: bytes, random: Random) -> bytes:
    return _one(_ATTRIBUTE, data, random, lambda _: b"")


def _attribute_moved(data: bytes, random: Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(data))
    if not found:
        return data
    value = random.choice(found)[2]
    return _one(_ATTRIBUTE, data, random, lambda m: m[1] + b"=" + value)


def _text(data: bytes, random: Random) -> bytes:
    fresh = random.choice(_VALUES).encode("utf-8", "replace").replace(b"<", b"&lt;")
    return _one(_TEXT, data, random, lambda _: b">" + fresh + b"<")


def _number(data: bytes, random: Random) -> bytes:
    fresh = random.choice(_VALUES).encode("utf-8", "replace")
    return _one(_NUMBER, data, random, lambda _: fresh)


def _tag(data: bytes, random: Random) -> bytes:
    """Rename one tag, or all tags of a name."""
    found = list(_TAG.finditer(data))
    if not found:
        return data
    old, new = random.choice(found)[1], random.choice(_NAMES)
    if random.random() < 0.5:
        return _one(_TAG, data, random, lambda m: m[0].replace(m[1], new))
    return re.sub(rb"(</?)" + re.escape(old) + rb"(?=[\s/>])", rb"\g<1>" + new, data)


def _element(data: bytes, random: Random) -> bytes:
    """Take away, double or move an element."""
    found = list(_ELEMENT.finditer(data[:200_000]))
    if not found:
        return data
    one = random.choice(found)
    match random.randrange(3):
        case 0:
            return data[: one.start()] + data[one.end() :]
        case 1:
            return data[: one.end()] + one[0] * random.choice((1, 1, 300)) + data[one.end() :]
        case _:
            at = random.choice(found).start()
            return data[:at] + one[0] + data[at:]


def _intrude(data: bytes, random: Random) -> bytes:
    """Put something in between two tags, or anywhere."""
    places = [m.end() for m in re.finditer(rb">", data)] if random.random() < 0.8 else []
    at = random.choice(places) if places else random.randrange(len(data) + 1)
    return data[:at] + random.choice(_INTRUDERS) + data[at:]


def _deep(data: bytes, random: Random) -> bytes:
    """Nest elements deeper than anybody would."""
    at = data.rfind(b"</")
    depth = random.choice((50, 3000, 100_000))
    return data[:at] + b"<a>" * depth + b"</a>" * depth + data[at:]


def _encoding(data: bytes, random: Random) -> bytes:
    label = random.choice(_LABELS)
    labelled = re.sub(rb'encoding="[^"]*"', b'encoding="%b"' % label.encode(), data)
    if random.random() < 0.5:
        return labelled
    return labelled.decode("utf-8", "replace").encode(random.choice(_CODECS), "replace")


def _namespace(data: bytes, random: Random) -> bytes:
    fresh = random.choice(
        (b"", b"a", b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"\xc3\xa5")
    )
    return _one(
        re.compile(rb'xmlns(?::\w+)?="[^"]*"'), data, random, lambda _: b'xmlns="%b"' % fresh
    )


def _relationship(data: bytes, random: Random) -> bytes:
    """Point a relationship elsewhere, or call it something else."""
    kind = random.choice(_TYPES).encode()
    if random.random() < 0.5:
        return _one(re.compile(rb'/\w+" Target'), data, random, lambda _: b'/%b" Target' % kind)
    return _one(re.compile(rb'Target="[^"]*"'), data, random, lambda _: b'Target="%b"' % b"../x")


def _one(
    pattern: re.Pattern[bytes],
    data: bytes,
    random: Random,
    change: Callable[[re.Match[bytes]], bytes],
) -> bytes:
    """Change one of a pattern's places."""
    found = list(pattern.finditer(data[:400_000]))
    if not found:
        return data
    match = random.choice(found)
    return data[: match.start()] + change(match) + data[match.end() :]


_IN_XML = (
    *(_attribute, _attribute, _attribute, _attribute_gone, _attribute_moved, _text, _text, _number),
    *(_tag, _element, _element, _intrude, _encoding, _namespace, _relationship, _deep),
)
