"""Why a file cannot be a template, each in a sentence."""

from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused


class WordRefused(Refused):
    """The file is not a Word template that can be used. Nothing of it was kept."""

    field = "file"
    sentence = _("The file is not a Word document.")
    next_step = _("Save it as a Word document (.docx) and choose it again.")


class WordTooLarge(WordRefused):
    sentence = _("The file is larger than {megabytes} MB, or unpacks to far too much.")
    next_step = _("Take out large pictures and choose it again.")


class WordHasMacros(WordRefused):
    sentence = _("The file has macros or embedded objects, and they are not let in.")
    next_step = _("Save it as an ordinary document (.docx) without them and choose it again.")


class WordReachesOut(WordRefused):
    sentence = _("The file fetches something from another place: a template, a picture or a field.")
    next_step = _("Put the pictures into the document itself and choose it again.")


class WordUnsafe(WordRefused):
    sentence = _("The file tries to reach more than the fields of the report.")
    next_step = _("Use only the fields that are listed on this page.")


class WordFieldUnreadable(WordRefused):
    sentence = _("A field or a repetition in the file is not written as it should be: {where}")
    next_step = _("Compare it with the ready template and choose it again.")


class WordTakesTooLong(WordRefused):
    sentence = _("Filling the file took too much time or memory.")
    next_step = _("Take out repetitions inside repetitions and choose it again.")
