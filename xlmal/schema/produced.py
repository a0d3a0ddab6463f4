"""What we write and never read back as facts: findings, attainment, lists and the manifest."""

from __future__ import annotations

from xlmal.schema.columns import Table, calculated

#: A link to the cell that a finding concerns, worked out by Excel from its address.
_CELL = "tblValidering[[#This Row],[Cell]]"
_LINK = (
    f'IF({_CELL}="","",HYPERLINK("#\'"&LEFT({_CELL},FIND("!",{_CELL})-1)&"\'!"'
    f'&MID({_CELL},FIND("!",{_CELL})+1,12),{_CELL}))'
)

VALIDATION = Table(
    "tblValidering",
    "Validering",
    None,
    (),
    (
        calculated("Allvar"),
        calculated("Var", _LINK),
        calculated("Vad raden gäller"),
        calculated("Påpekande"),
        calculated("Kod"),
        calculated("I cellen står"),
        calculated("Cell"),
    ),
)

ATTAINMENT = Table(
    "tblMaluppfyllelse",
    "Måluppfyllelse",
    None,
    ("Omgång", "ID"),
    tuple(
        calculated(header)
        for header in (
            "Omgång",
            "Nivå",
            "ID",
            "Nämnd/bolag",
            "Benämning",
            "Symbol",
            "Status",
            "Bedömda",
            "Skäl",
            "Nämndens bedömning",
        )
    ),
)

#: What no merge may decide; people choose in the column Välj, and the next merge obeys.
CONFLICTS = Table(
    "tblKonflikter",
    "Konflikter",
    None,
    (),
    tuple(
        calculated(header)
        for header in (
            "Uppgiftslämnare",
            "Omgång",
            "ID",
            "Benämning",
            "Kolumn",
            "Utskickat",
            "Inlämnat",
            "Huvudarbetsboken",
            "Välj",
            "Gäller",
            "Avgjort",
            "Fil",
            "Cell i filen",
        )
    ),
)
#: What one can choose besides typing a value.
CHOOSE_MASTER, CHOOSE_RETURNED = "master", "nämnd"

SETTINGS_SHEET = "Inställningar"
SETTINGS_TABLE = Table(
    "tblInstallningar",
    SETTINGS_SHEET,
    None,
    ("Inställning",),
    tuple(calculated(header) for header in ("Inställning", "Värde", "Förklaring")),
)

#: How the municipality says the states; below the settings.
STATE_WORDS = Table(
    "tblLagen",
    SETTINGS_SHEET,
    None,
    ("Läge",),
    tuple(
        calculated(header)
        for header in ("Läge", "Symbol", "I delårsrapporten", "I årsredovisningen")
    ),
)

START_SHEET = "Start"
OVERVIEW_SHEET = "Översikt"
PLAN_PICTURE_SHEET = "Tidplan i bild"
LISTS_SHEET = "Listor"
CALCULATION_SHEET = "Beräkning"

#: veryHidden: schema version, workbook id, kind, unit or provider, year, round.
MANIFEST_SHEET = "_xlmal"
#: veryHidden: what was issued in which cells.
ISSUED_SHEET = "_utskick"
#: veryHidden: the last value each provider said, cell by cell.
MERGED_SHEET = "_sammanslaget"
#: The addresses of findings; each data sheet's conditional format looks itself up here.
MARKED_CELLS_NAME = "valCell"
