"""What a file was sent out with: cell by cell as it is meant, row by row as it is stored."""

from __future__ import annotations

from xlmal.schema.manifest import CLOSED, IssuedValue, columns_issued, issued_rows

ISSUED = [
    IssuedValue("tblUtfall", "M1.1|2019-D2", "Utfall", ""),
    IssuedValue("tblUtfall", "M1.1|2019-D2", "Kvinnor", "", CLOSED),
    IssuedValue("tblUtfall", "M1.1|2019-D2", "Prognos", "70"),
    IssuedValue("tblUtfall", "M1.1|2019-D2", "Kommentar", ""),
    IssuedValue("tblUtfall", "M1.2|2019-D2", "Utfall", ""),
]


def test_the_columns_of_a_row_that_were_issued_alike_stand_together() -> None:
    assert issued_rows(ISSUED) == [
        ("tblUtfall", "M1.1|2019-D2", "Utfall|Kommentar", "", ""),
        ("tblUtfall", "M1.1|2019-D2", "Kvinnor", "", "ja"),
        ("tblUtfall", "M1.1|2019-D2", "Prognos", "70", ""),
        ("tblUtfall", "M1.2|2019-D2", "Utfall", "", ""),
    ]


def test_what_is_stored_means_what_was_issued() -> None:
    meant = [
        row._replace(column=column)
        for row in issued_rows(ISSUED)
        for column in columns_issued(row.column)
    ]
    assert sorted(meant) == sorted(ISSUED)
