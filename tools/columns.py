"""The page of the import formats, its tables made from the columns the importers know: docs/run/imports.md."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import override

from paripasso.enrolment import sheets
from paripasso.people.imports import directory_rows
from paripasso.people.imports.columns import Column

PAPER = "docs/run/imports.md"
HEAD = """# Import formats

The tables are made from the importers by `python3 dev.py docs`; a test compares.

A file is CSV or XLSX with its headers in the first row. CSV may be UTF-8 with or without BOM, or CP1252, with `,` or `;` between cells. Headers are recognised in
Italian and English, whatever their capitals, accents and signs; `--map COLUMN=FIELD` says what a column holds when its header is another. Columns that nobody asks
for are dropped before anything reads them, and named in the report.

A file is read whole first. The report names each doubtful cell by line, column and value, with the reason and the cure; if there is one, nothing is written. Otherwise
everything is written at once, or with `--dry-run` nothing. The same file twice changes nothing.
"""
PEOPLE = """
## People

`paripasso import people FILE`

* A **line manager** is named by personnel number, e-mail or full name, in the same file or already here.
* A **department** may be a path, "Production / Room B". Departments and sites that are not there yet are made.
* A **level** has a rank, from 1 upwards: in its own column, or in front of the name, as in "3 Senior". Without one, new levels are put in order by who reports to whom.
* **Languages spoken**: "it:native; en:working", codes or names; without a word on how well, working.
* **Dates** as 2026-11-23, or 23/11/2026.
* **People missing from the file** are marked, not deleted. `--some` says that the file names only some people, and marks nobody.

"""
ENROLMENTS = """
## Enrolments

`paripasso import enrolments FILE --round SLUG`, while the round takes enrolments. People must be here already. Nobody is written to; people accept the programme's texts
themselves when they sign in. Wishes and vetoes are never imported: they are between a person and the engine.

* **Offers**: a skill, a colon, how deep from 1 (I know the basics) to 4: "excel:3; public-speaking:2". **Seeks**: a skill and its priority, 1 for the first choice.
* A **skill** is written by its code or by either of its names. One that is not there is added, unless it looks like a slip of the pen; `--new-skills` decides otherwise.
* **Free hours** in the person's own zone: "mon 9-12, tue 14-17", or in Italian "lun 9-12, mar 14-17".

"""
LAST = """
## The engine's own file

`pariter match population.csv` reads a third format, which knows no names and no vetoes: see [the engine's README](../../packages/pariter/README.md).
`scripts/real_company.py` writes all three out of two public data sets.
"""


def table(columns: Sequence[Column]) -> str:
    """Every field, the headers it is known by, and an example where there is one."""
    rows = [
        f"| `{column.field}`{' (needed)' if column.required else ''} | {column.label} | {', '.join(column.names)} | {column.hint} |"
        for column in columns
    ]
    return (
        "\n".join(["| field | what it is | headers it is known by, besides these two | |", "|---|---|---|---|", *rows])
        + "\n"
    )


def text() -> str:
    """The page, as it should be, in English. Django must be set up."""
    with override("en"):
        return HEAD + PEOPLE + table(directory_rows.COLUMNS) + ENROLMENTS + table(sheets.COLUMNS) + LAST
