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
}
"""Whoever adds an operation adds its sentence here; a test looks that none is missing."""
