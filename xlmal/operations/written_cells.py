"""The cells of the files where units write, by meaning: one name in file, master and ledger."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping

from xlmal.address import CellRef
from xlmal.domain.rounds import Round
from xlmal.finding import Refusal
from xlmal.intake.reading import Reading
from xlmal.intake.rows import RowRead
from xlmal.operations.master import Master
from xlmal.operations.master_cells import master_texts
from xlmal.operations.merge_cells import CellKey
from xlmal.schema.cells import stored_form
from xlmal.schema.columns import Table
from xlmal.schema.master import CONTRIBUTIONS, INDICATORS, TARGETS, UNIT_GOALS
from xlmal.schema.texts import as_text
from xlmal.schema.written import WRITTEN_TABLES

#: The municipality's field and the master's table, by the table's name.
MASTERS: Mapping[str, tuple[str, Table]] = {
    UNIT_GOALS.name: ("unit_goals", UNIT_GOALS),
    INDICATORS.name: ("indicators", INDICATORS),
    TARGETS.name: ("targets", TARGETS),
    CONTRIBUTIONS.name: ("contributions", CONTRIBUTIONS),
}
#: The forms by the same names; only their open columns are merged.
FORMS: Mapping[str, Table] = {table.name: table for table in WRITTEN_TABLES}


def refuse_without(master: Master, table: str) -> None:
    """Make sure that a master has the sheet that a round is about.

    Raises:
        Refusal: it was built before there was one (A03).
    """
    field, schema = MASTERS[table]
    if field not in master.reads:
        raise Refusal(
            "A03",
            f"Bladet {schema.sheet} saknas i {master.name}, som är gjord med en äldre version av "
            "xlmal. Skapa en ny huvudarbetsbok med xlmal ny, för över bladen och försök igen.",
        )


def row_name(table: str, keys: Mapping[str, object], round_: str) -> tuple[str, str] | None:
    """What a row is called: its id, and its round or, for a target, its year.

    None when a key is not understood, or when a contribution is of another round.
    """
    values = [keys.get(header) for header in MASTERS[table][1].key]
    if None in values:
        return None
    if table == TARGETS.name:
        return str(values[0]), str(values[1])
    if table == CONTRIBUTIONS.name:
        unit, goal, told = (str(stored_form(value)) for value in values)
        return (f"{unit} {goal}", told) if told == round_ else None
    return str(values[0]), round_


def keys_of(table: str, name: tuple[str, str]) -> dict[str, object]:
    """The key columns of the master's row that a name stands for."""
    headers = MASTERS[table][1].key
    if table == TARGETS.name:
        return dict(zip(headers, (name[0], int(name[1])), strict=True))
    if table == CONTRIBUTIONS.name:
        unit, _, goal = name[0].partition(" ")
        return dict(zip(headers, (unit, goal, name[1]), strict=True))
    return {headers[0]: name[0]}


def named_rows(
    master: Master, table: str, rounds: Iterable[str]
) -> Iterator[tuple[tuple[str, str], RowRead]]:
    """The master's rows with the names they go by in some rounds."""
    field, schema = MASTERS[table]
    read = master.reads.get(field)
    for row in read.rows if read is not None else ():
        keys = {header: row.value(header) for header in schema.key}
        names = (row_name(table, keys, round_) for round_ in rounds)
        for name in dict.fromkeys(one for one in names if one is not None):
            yield name, row


def written_texts(master: Master, rounds: Iterable[Round | str]) -> dict[CellKey, str]:
    """The stored text of every cell that a written file of these rounds could say something of.

    A cell that is not understood is not blank: its text is like no value that a file can bring.
    """
    codes = [str(one) for one in rounds]
    texts: dict[CellKey, str] = {}
    for table, form in FORMS.items():
        headers = [column.header for column in form.stored if column.opens]
        for name, row in named_rows(master, table, codes) if codes else ():
            for header in headers:
                cell = row.cell(header)
                text = as_text(cell.value)
                if cell.reading is Reading.NOT_UNDERSTOOD:
                    text = f"{cell.raw.text if cell.raw else ''} (går inte att förstå)".strip()
                texts[CellKey(table, name, header)] = text
    return texts


def texts_of(master: Master, rounds: Iterable[Round | str]) -> Mapping[CellKey, str]:
    """The texts of all cells that returned files, some of them of these rounds, could speak of."""
    written = written_texts(master, rounds)
    # Never both in one new dict: the master's are a hundred thousand.
    return ChainMap(written, master_texts(master)) if written else master_texts(master)


def written_formulas(master: Master, rounds: Iterable[Round | str]) -> dict[CellKey, CellRef]:
    """Those of the cells that hold formulas in the master."""
    codes = [str(one) for one in rounds]
    found: dict[CellKey, CellRef] = {}
    for table, form in FORMS.items():
        for name, row in named_rows(master, table, codes) if codes else ():
            for column in form.stored:
                raw = row.cell(column.header).raw
                if column.opens and raw is not None and raw.formula is not None:
                    read = master.reads[MASTERS[table][0]]
                    found[CellKey(table, name, column.header)] = read.ref(row, column.header)
    return found
