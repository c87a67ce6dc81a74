"""The history of a project's reporting in words: a sentence for each verb."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "reports.pick": _("An indicator of the programme was chosen."),
    "reports.define": _("An indicator of the project's own was defined."),
    "reports.edit_indicator": _("An indicator was edited."),
    "reports.retire": _("An indicator is no longer followed."),
    "reports.bring_back": _("An indicator is followed again."),
    "reports.move": _("An indicator was moved in the list."),
    "reports.set_target": _("A target was set."),
    "reports.remove_target": _("A target was removed."),
    "reports.set_targets": _("The targets of an indicator were changed."),
    "reports.add_manual_figure": _("A figure was written by hand."),
    "reports.withdraw_manual_figure": _("A figure written by hand was withdrawn."),
    "reports.open_link": _("An inspector's link was opened."),
    "reports.revoke_link": _("An inspector's link was closed."),
    "reports.add_template": _("A template of reports was added."),
    "reports.retire_template": _("A template of reports was taken out of use."),
    "reports.plan_period": _("A reporting period was planned."),
    "reports.edit_period": _("A reporting period was edited."),
    "reports.remove_period": _("A reporting period was removed."),
    "reports.set_up_headings": _("The headings of reports were set up from a ready set."),
    "reports.add_heading": _("A heading of reports was added."),
    "reports.edit_heading": _("A heading of reports was edited."),
    "reports.retire_heading": _("A heading of reports was taken out of use."),
    "reports.bring_back_heading": _("A heading of reports was taken into use again."),
    "reports.move_heading": _("A heading of reports was moved in the list."),
    "reports.begin": _("A report was begun."),
    "reports.write_text": _("A text of a report was written."),
    "reports.check": _("A report was marked checked."),
    "reports.take_back_to_draft": _("A report was taken back to a draft."),
    "reports.freeze": _("A report was frozen."),
    "reports.submit": _("A report was noted sent."),
    "reports.accept": _("A report was noted accepted."),
    "reports.return_": _("A report was noted returned."),
    "reports.answer_returned": _("A new version of a returned report was begun."),
    "reports.begin_again": _("A new version of a frozen report was begun."),
    "reports.throw_away": _("The draft of a report was thrown away."),
}
"""Whoever adds an operation adds its sentence here; a test looks that none is missing."""
