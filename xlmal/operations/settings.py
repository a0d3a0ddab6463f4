"""The sheet Inställningar read: the municipality's own choices, each checked like any cell."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import ValidationError

from xlmal.address import CellRef
from xlmal.books.port import Book
from xlmal.domain.choices import MissingReason, State
from xlmal.domain.settings import Settings, StateWords
from xlmal.domain.state_words import contradiction, unusual
from xlmal.finding import Check, Finding, Kind, Place, RawCell, Severity
from xlmal.intake.cells import CellReader
from xlmal.intake.reading import DEFAULT_MISSING_WORDS, NO_CONTEXT, Parsed, Reading, exact
from xlmal.operations.reading import sheet_names
from xlmal.schema.columns import stored
from xlmal.schema.produced import SETTINGS_SHEET, STATE_WORDS
from xlmal.schema.settings_rows import MAY_BE_EMPTY, SETTING_ROWS, SettingRow

SETTING_MISSING = Check(
    "A10",
    Severity.WARNING,
    "Varje inställning har ett värde",
    "Inställningen {label} saknar värde. Förvalet {default} används. Skriv ett värde på bladet "
    "Inställningar om något annat ska gälla.",
    "Utan värde vet ingen vilken gräns som gällde när rapporten skrevs.",
    "Högst antal indikatorer per mål: (tom)",
)
SETTING_UNREADABLE = Check(
    "A11",
    Severity.ERROR,
    "Varje inställning går att förstå",
    "Inställningen {label} går inte att förstå. Förvalet {default} används. {explanation}",
    "En gräns som inte går att förstå får inte bli en annan gräns i tysthet.",
    "Delvis från andel av vägen: hälften",
)
WORDS_ALIKE = Check(
    "A29",
    Severity.ERROR,
    "Varje läge har ett eget ord och en egen symbol",
    "Två lägen skulle heta eller märkas {word}. De vanliga orden och symbolerna används. Skriv "
    "olika på bladet Inställningar, tabellen över lägena.",
    "Ej rapporterat, kan inte bedömas och ej uppfyllt är olika saker. Den som läser rapporten "
    "måste kunna skilja dem åt.",
    "ej rapporterat: saknas, kan inte bedömas: saknas",
)
LIMITS_CROSSED = Check(
    "A86",
    Severity.ERROR,
    "Gränsen för uppfyllt är över 0 och inte lägre än den för delvis uppfyllt",
    "Gränsen Uppfyllt från är {met} och Delvis uppfyllt från är {partly}. Förvalen används. Skriv "
    "Uppfyllt från över 0 %, och minst så mycket som Delvis uppfyllt från.",
    "Annars vore allt uppfyllt, eller delvis uppfyllt bättre än uppfyllt.",
    "Uppfyllt från 30 %, Delvis uppfyllt från 50 %",
)
CHECKS = (SETTING_MISSING, SETTING_UNREADABLE, WORDS_ALIKE, LIMITS_CROSSED)

_WORD_FIELDS = ("state", "symbol", "interim", "annual")


def read_settings(book: Book) -> tuple[Settings, list[Finding]]:
    """Return the settings and what there is to say about them; unreadable ones keep the default."""
    cells = _cells_by_label(book)
    given: dict[str, object] = {}
    findings: list[Finding] = []
    defaults = Settings()
    for row in SETTING_ROWS:
        cell = cells.get(row.label)
        default = _shown(getattr(defaults, row.field))
        place = Place(book.name, cell[0] if cell else None, SETTINGS_SHEET, row.label)
        if cell is None or cell[1].kind is Kind.BLANK:
            if row.field not in MAY_BE_EMPTY:
                findings.append(SETTING_MISSING.at(place, label=row.label, default=default))
            continue
        parsed = _read(row, cell[1])
        if parsed.reading is Reading.NOT_UNDERSTOOD or not _fits(row.field, parsed.value):
            findings.append(
                SETTING_UNREADABLE.at(
                    place,
                    cell[1].text,
                    label=row.label,
                    default=default,
                    explanation=row.explanation,
                )
            )
            continue
        given[row.field] = parsed.value
    words, said = _state_words(book)
    given["state_words"] = words
    findings += said
    settings = Settings(**given)  # type: ignore[arg-type]
    if not 0 < settings.met_from >= settings.partly_from:
        label = next(row.label for row in SETTING_ROWS if row.field == "met_from")
        cell = cells.get(label)
        place = Place(book.name, cell[0] if cell else None, SETTINGS_SHEET, label)
        limits = {"met": _shown(settings.met_from), "partly": _shown(settings.partly_from)}
        findings.append(LIMITS_CROSSED.at(place, cell[1].text if cell else "", **limits))
        usual = {field: getattr(defaults, field) for field in ("met_from", "partly_from")}
        settings = settings.model_copy(update=usual)
    return settings, findings


def _state_words(book: Book) -> tuple[tuple[StateWords, ...], list[Finding]]:
    """The municipality's own words and signs; none at all when two states would be mixed up."""
    table = next((one for one in book.tables() if one.display_name == STATE_WORDS.name), None)
    if table is None:
        return (), []
    scan = book.scan(table.sheet)
    column = {header: table.area.first_column + at for at, header in enumerate(table.columns)}
    own: list[StateWords] = []
    for row in range(table.first_data_row, table.last_data_row + 1):
        texts = {}
        for field, header in zip(_WORD_FIELDS, STATE_WORDS.headers, strict=True):
            cell = scan.cell(row, column[header]) if header in column else None
            texts[field] = cell.text.strip() if cell and cell.kind is Kind.TEXT else ""
        if texts["state"] in [*State]:
            kept = unusual(StateWords.model_validate(texts))
            own += [kept] if kept else []
    word = contradiction(tuple(own))
    if word:
        place = Place(book.name, CellRef(table.sheet, *table.area[:2]), SETTINGS_SHEET)
        return (), [WORDS_ALIKE.at(place, word, word=word)]
    return tuple(own), []


def missing_words(settings: Settings) -> Mapping[str, MissingReason | None]:
    """The words that stand for "no value": the usual ones and the municipality's own."""
    own = dict.fromkeys((word.casefold() for word in settings.missing_words), None)
    return MappingProxyType({**DEFAULT_MISSING_WORDS, **own})


def _cells_by_label(book: Book) -> dict[str, tuple[CellRef, RawCell]]:
    if SETTINGS_SHEET not in sheet_names(book):
        return {}
    scan = book.scan(SETTINGS_SHEET)
    found: dict[str, tuple[CellRef, RawCell]] = {}
    for number, cells in scan.rows():
        if cells[0].column == 1 and cells[0].kind is Kind.TEXT:
            value = scan.cell(number, 2) or RawCell(number, 2, Kind.BLANK, "")
            found.setdefault(cells[0].text.strip(), (CellRef(scan.sheet, number, 2), value))
    return found


def _read(row: SettingRow, raw: RawCell) -> Parsed:
    if row.percent and raw.kind is Kind.NUMBER:
        return exact(float(raw.text))  # 50 % is stored as 0.5, whatever the cell's format
    column = stored(Settings, row.label, row.field)
    return CellReader().read(raw, column, NO_CONTEXT)


def _fits(field: str, value: object) -> bool:
    try:
        Settings(**{field: value})  # type: ignore[arg-type]
    except ValidationError:
        return False
    share = isinstance(getattr(Settings(), field), float)
    return not share or (isinstance(value, float) and 0 <= value <= 1)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.0%}".replace("%", " %")
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(value)
