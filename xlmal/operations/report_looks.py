"""The municipality's own looks for its reports: template, logo and colour, read with suspicion."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

from xlmal.domain.settings import Settings
from xlmal.finding import Refusal
from xlmal.reports.house_style import HouseStyle, contrast_with_white, picture_kind, plain_style

_DOCUMENT: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_LARGEST_FILE: Final = 20 * 1024**2
_LARGEST_WHOLE: Final = 100 * 1024**2
_MOST_PARTS: Final = 2_000
_LARGEST_LOGO: Final = 512 * 1024
#: WCAG 2.1, 1.4.3: white text of ordinary size on the colour.
_LEAST_CONTRAST: Final = 4.5
_MACROS: Final = re.compile(r"vbaProject|vbaData|\.bin$|activeX|embeddings/", re.IGNORECASE)
_UNSAFE: Final = re.compile(r"[\x00-\x1f\\]|^/|^[A-Za-z]:|(^|/)\.\.?(/|$)|//")


@dataclass(frozen=True, slots=True)
class ReportLooks:
    """What a report is dressed in; ``template`` is a checked .docx file."""

    style: HouseStyle
    template: bytes | None = None


def plain_looks() -> ReportLooks:
    """Our own looks."""
    return ReportLooks(plain_style())


@dataclass(frozen=True, slots=True)
class WantedLooks:
    """What somebody has asked for; None where nothing is said.

    Attributes:
        template: a .docx file whose styles, header, footer and margins the Word report takes.
        logo: a PNG or JPEG picture.
        colour: of headings, as "1F4E5F" or "#1F4E5F".
    """

    template: Path | None = None
    logo: Path | None = None
    colour: str | None = None

    def otherwise(self, usual: WantedLooks) -> WantedLooks:
        """These, and the usual ones where nothing is said."""
        return WantedLooks(
            self.template or usual.template, self.logo or usual.logo, self.colour or usual.colour
        )


def looks_in(settings: Settings, folder: Path) -> WantedLooks:
    """What the sheet Inställningar says; files lie in the master's own folder.

    Raises:
        Refusal: a file is named with a folder (A79): a master that is sent around must not make
            us read elsewhere.
    """
    named = {
        "template": settings.report_template.strip(),
        "logo": settings.report_logo.strip(),
    }
    for name in named.values():
        if name and (name in (".", "..") or re.search(r"[\\/:\x00-\x1f]", name)):
            raise Refusal(
                "A79",
                f"På bladet Inställningar står {name}. Skriv bara filens namn, och lägg filen i "
                "samma mapp som huvudarbetsboken.",
            )
    files = {field: folder / name if name else None for field, name in named.items()}
    return WantedLooks(**files, colour=settings.report_colour.strip() or None)


def looks_of(settings: Settings, folder: Path, wanted: WantedLooks | None = None) -> ReportLooks:
    """The looks that a report gets: what is asked for, else what the sheet Inställningar says.

    Args:
        settings: the master's.
        folder: where the master lies.
        wanted: what somebody asks for this time.

    Raises:
        Refusal: as ``looks_in`` and ``read_looks``.
    """
    chosen = (wanted or WantedLooks()).otherwise(looks_in(settings, folder))
    return read_looks(chosen.template, chosen.logo, chosen.colour)


def read_looks(template: Path | None, logo: Path | None, colour: str | None) -> ReportLooks:
    """Read a municipality's looks.

    Args:
        template: as in ``WantedLooks``.
        logo: as in ``WantedLooks``.
        colour: as in ``WantedLooks``.

    Raises:
        Refusal: the template is none or is unsafe (A61), the logo is no picture (A62), or the
            colour is none or too light for white text (A63).
    """
    style = plain_style()
    chosen = style.colour if colour is None else _colour(colour)
    picture = None if logo is None else _logo(logo)
    read = None if template is None else _template(template)
    return ReportLooks(HouseStyle(chosen, picture), read)


def _colour(text: str) -> str:
    colour = text.strip().removeprefix("#").upper()
    if not re.fullmatch(r"[0-9A-F]{6}", colour):
        raise Refusal("A63", f"{text} är ingen färg. Skriv sex tecken, till exempel 1F4E5F.")
    if contrast_with_white(colour) < _LEAST_CONTRAST:
        raise Refusal(
            "A63",
            f"Färgen {text} är för ljus: vit text på den går inte att läsa (WCAG 2.1 kräver "
            "4,5:1). Välj en mörkare färg.",
        )
    return colour


def _logo(path: Path) -> bytes:
    data = _bytes(path, "A62")
    if len(data) > _LARGEST_LOGO or picture_kind(data) is None:
        raise Refusal(
            "A62",
            f"{path.name} går inte att använda som logotyp. Ange en PNG- eller JPEG-bild på högst "
            "500 kB.",
        )
    return data


def _template(path: Path) -> bytes:
    data = _bytes(path, "A61")
    fault = _fault(data)
    if fault:
        raise Refusal("A61", f"{path.name} används inte som mall: {fault}")
    return data


def _bytes(path: Path, code: str) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise Refusal(
            code, f"{path} går inte att läsa. Kontrollera namn, mapp och om filen är öppen."
        ) from error


def _fault(data: bytes) -> str:
    """Why a file cannot be a template, as a Swedish sentence; "" when it can."""
    if len(data) > _LARGEST_FILE:
        return "filen är större än 20 MB. Ta bort bilderna i den."
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _fault_of(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError, RuntimeError):
        return _NO_DOCUMENT
    except expat.ExpatError:
        return "filen är skadad. Öppna den i Word och spara den på nytt."


_NO_DOCUMENT: Final = (
    "det är inget Word-dokument. Spara mallen som Word-dokument (.docx), inte .dotx, .doc eller "
    ".docm."
)


def _fault_of(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    if len(names) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST_WHOLE:
        return "filen packar upp till mer än den borde."
    if len({name.casefold() for name in names}) < len(names) or any(map(_UNSAFE.search, names)):
        return "filens delar har otillåtna namn."
    if "[Content_Types].xml" not in names or "word/document.xml" not in names:
        return _NO_DOCUMENT
    types = archive.read("[Content_Types].xml")
    if b"macroEnabled" in types or any(map(_MACROS.search, names)):
        return "den har makron eller inbäddade objekt. Spara den som Word-dokument utan makron."
    if _DOCUMENT.encode() not in types:
        return _NO_DOCUMENT
    for name in names:
        if name.endswith((".xml", ".rels")):
            part = archive.read(name)
            if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
                return "den innehåller en dokumenttyp (DOCTYPE), som inte hör hemma i Word-filer."
            if name.endswith(".rels") and _leads_out(part):
                return (
                    "den hämtar något utifrån: en länkad mall, bild eller webblänk. Ta bort länken "
                    "eller bädda in bilden, och spara."
                )
    return ""


def _leads_out(relationships: bytes) -> bool:
    """Tell whether a part of relationships has an external target (ECMA-376 part 2, 6.5.3)."""
    found = []

    def begin(_: str, attributes: dict[str, str]) -> None:
        found.append(attributes.get("TargetMode", "").casefold() == "external")

    parser = expat.ParserCreate()
    parser.StartElementHandler = begin
    parser.Parse(relationships, True)
    return any(found)
