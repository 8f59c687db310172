"""Tables in and out: CSV and XLSX, whatever a spreadsheet program makes of them.

table = tables.read(content, "people.csv")      # raises NotATable, which says what is wrong and what to do
table.headers, [(row.line, row.cells) for row in table.rows]
tables.write_csv(headers, rows) -> bytes        # formula-safe, as is write_xlsx
"""

from __future__ import annotations

from paripasso.core.tables.reading import read
from paripasso.core.tables.table import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    NotATable,
    Row,
    Table,
)
from paripasso.core.tables.writing import safe_file_name, write_csv, write_xlsx

__all__ = [
    "MOST_BYTES",
    "MOST_COLUMNS",
    "MOST_ROWS",
    "NotATable",
    "Row",
    "Table",
    "read",
    "safe_file_name",
    "write_csv",
    "write_xlsx",
]
