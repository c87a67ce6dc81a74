"""Why a file cannot be read as a table, each in a sentence."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


class SheetRefused(Refused):
    """The file is not a table that can be read. Nothing of it was kept."""

    field = "file"
    sentence = _("The file could not be read as a table.")
    next_step = _("Save it as XLSX or CSV and choose it again.")


class SheetEmpty(SheetRefused):
    sentence = _("The file has no rows.")
    next_step = _("The first row should hold the headings and each row after it one thing.")


class SheetTooLarge(SheetRefused):
    sentence = _("The file is larger than {megabytes} MB.")
    next_step = _("Take out pictures and sheets that are not needed, or send it in parts.")


class SheetTooLong(SheetRefused):
    sentence = _("The table has more than {rows} rows or {columns} columns.")
    next_step = _("Send it in parts, and only the columns that are needed.")


class SheetUnpacksTooLarge(SheetRefused):
    sentence = _("The file unpacks to more than {megabytes} MB, so it was not opened.")
    next_step = _("Copy the table into a new workbook and save that.")


class SheetLocked(SheetRefused):
    sentence = _("The file is protected with a password.")
    next_step = _("Open it, take the password away, save it and choose it again.")


class SheetHasMacros(SheetRefused):
    sentence = _("The file has macros, and they are not let in.")
    next_step = _("Save it as an ordinary workbook (.xlsx) and choose it again.")


class SheetIsOld(SheetRefused):
    sentence = _("The file is of the old Excel format (.xls).")
    next_step = _("Save it as a workbook of today (.xlsx) or as CSV and choose it again.")


class SheetBroken(SheetRefused):
    sentence = _("The file is broken or has been cut short.")
    next_step = _("Open it in a spreadsheet program, save it again and choose it again.")
