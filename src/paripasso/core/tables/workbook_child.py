"""Run alone, in a process with limits: an Excel workbook on stdin, its first sheet as JSON on stdout.

It imports nothing of ours, so that it starts fast and has nothing to lose.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 25


def main() -> int:
    """Read, write, and say by the exit code whether it went well."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it may write to its pipe, and to no file
    from python_calamine import CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 (under the limits)

    most_rows, most_columns = int(sys.argv[1]), int(sys.argv[2])
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
    shown = [sheet.name for sheet in workbook.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
    answer: dict[str, object] = {"lines": []}
    for name in shown:
        sheet = workbook.get_sheet_by_name(name)
        if sheet.height == 0:
            continue
        if sheet.total_height > most_rows:
            answer = {"too_many": "rows"}
        elif sheet.width > most_columns:
            answer = {"too_many": "columns"}
        else:
            rows = sheet.to_python(skip_empty_area=False)
            answer = {"lines": [(line, [said(cell) for cell in row]) for line, row in enumerate(rows, start=1)]}
        break
    json.dump(answer, sys.stdout)
    return 0


def said(cell: object) -> str:
    """A cell as a person would type it into a CSV: whole numbers without a point, dates as 2026-11-23."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return "" if cell is None else str(cell)


if __name__ == "__main__":
    sys.exit(main())
