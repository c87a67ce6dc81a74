"""Tables that people send as files: read safely, and written so that no cell becomes a formula."""

from talkoot.kit.sheets.read import Table, read_table
from talkoot.kit.sheets.refusals import SheetRefused
from talkoot.kit.sheets.write import Cell, Sheet, workbook

__all__ = ["Cell", "Sheet", "SheetRefused", "Table", "read_table", "workbook"]
