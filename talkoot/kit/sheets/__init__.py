"""Tables that people send as files: read safely, and written so that no cell becomes a formula."""

from talkoot.kit.sheets.read import LARGEST_MB, MOST_ROWS, Table, decoded, read_table
from talkoot.kit.sheets.refusals import SheetRefused
from talkoot.kit.sheets.write import Cell, Sheet, workbook

__all__ = [
    "LARGEST_MB",
    "MOST_ROWS",
    "Cell",
    "Sheet",
    "SheetRefused",
    "Table",
    "decoded",
    "read_table",
    "workbook",
]
