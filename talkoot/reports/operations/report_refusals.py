"""How a report's way says no."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused
from talkoot.reports.models import Report


class ReportThere(Refused):
    sentence = _("This period has a report of the same share already.")
    next_step = _("Open it from the list of reports.")


class LanguageUnknown(Refused):
    sentence = _("Reports are written in Finnish, Swedish or English.")
    field = "language"


class ReportFrozen(Refused):
    """`who` and `when` tell the one who came second what happened."""

    sentence = _("{who} froze the report on {when}, and nothing in it changes any more.")
    next_step = _("Look at it as it is now. If something is wrong in it, make a new version of it.")

    def __init__(self, report: Report) -> None:
        assert report.frozen_at is not None
        when = timezone.localtime(report.frozen_at)
        who = str(report.frozen_by) if report.frozen_by else _("Talkoot itself")
        super().__init__(who=who, when=f"{when:%-d.%-m.%Y %H:%M}")


class ReportChecked(Refused):
    sentence = _("The report has been checked, so it is not written any more.")
    next_step = _("Take it back to a draft first.")


class ReportNotReady(Refused):
    sentence = _("The report cannot go on yet: {what}")
    next_step = _("Mend it and try again.")


class NotThatState(Refused):
    """The report is in another state than the one from which this can be done."""

    sentence = _("The report is now in the state “{state}”, and this cannot be done from it.")
    next_step = _("Look at the report as it is now.")


class DayNotCome(Refused):
    sentence = _("This day has not come yet.")
    field = "on"


class BeforeFreezing(Refused):
    sentence = _("The report was frozen only after this day.")
    field = "on"


class BeforeSending(Refused):
    sentence = _("The report was sent only after this day.")
    field = "on"


class ReturnReasonMissing(Refused):
    sentence = _("Say why the funder returned the report.")
    field = "reason"


class TextTooLong(Refused):
    sentence = _("The text has {count} characters, and {most} fit.")
    next_step = _("Make it shorter by {over}. Your text is still below.")
    field = "text"


class AnsweredAlready(Refused):
    sentence = _("This version has been followed by a new one already.")
    next_step = _("Open the newest version.")
