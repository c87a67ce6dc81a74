"""What runs in the process apart: a workbook on standard input, its first sheet as JSON on output."""

import contextlib
import io
import json
import resource
import sys
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 20
MOST_CELLS = 4_000_000
MOST_LETTERS = 20_000_000


def main() -> None:
    """Ends with 0 and JSON, 3 when the sheet is too long, 4 when it is broken, else by its limits."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    content = sys.stdin.buffer.read()
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        if sheet.height * sheet.width > MOST_CELLS:
            sys.exit(3)
        rows = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        # A file tells a text once, however many cells have it; whoever reads this gets it for each.
        if sum(len(cell) for row in rows for cell in row) > MOST_LETTERS:
            raise MemoryError
    except (CalamineError, OSError, ValueError, KeyError, IndexError):
        sys.exit(4)
    with contextlib.suppress(BrokenPipeError):
        json.dump(rows, sys.stdout)


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell).strip()
