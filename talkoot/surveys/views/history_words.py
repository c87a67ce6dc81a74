"""The history of feedback in words: a sentence for each verb. Answering leaves no entry."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, Promise] = {
    "surveys.open": _("The feedback was prepared."),
    "surveys.edit": _("The feedback was edited."),
    "surveys.close": _("The feedback was closed."),
    "surveys.set_rule": _("The rule of the project's feedback was changed."),
    "surveys.show_text": _("What somebody wrote was let be shown."),
    "surveys.keep_back": _("What somebody wrote was kept back."),
    "surveys.add_theme": _("A theme of the feedback was added."),
    "surveys.load_answers": _("Invented answers were brought in."),
    "surveys.begin_form": _("A form for feedback was begun."),
    "surveys.add_item": _("A question was added."),
    "surveys.paste_items": _("Questions were added."),
    "surveys.change_item": _("A question was changed."),
    "surveys.move_item": _("A question was moved."),
    "surveys.remove_item": _("A question was taken out."),
    "surveys.publish_version": _("A version of a form was published."),
    "surveys.begin_version": _("A new version of a form was begun."),
    "surveys.retire": _("A form was taken out of use."),
    "surveys.begin_study": _("A study before and after was begun, and its key was made."),
    "surveys.ask_in_study": _("A round of a study was made."),
    "surveys.destroy_key": _("The key of a study was destroyed."),
    "surveys.begin_door": _("A door for feedback from residents was opened."),
    "surveys.edit_door": _("The words of a door for feedback were edited."),
    "surveys.close_door": _("A door for feedback was closed."),
    "surveys.reopen_door": _("A door for feedback was opened again."),
    "surveys.write_down": _("Feedback that was said aloud was written down."),
    "surveys.reply": _("Feedback from a resident was replied to."),
    "surveys.set_state": _("The state of a resident's feedback was changed."),
    "surveys.begin_needs": _("A survey of needs was made."),
    "surveys.ask_addresses": _("Organisations were asked in a survey of needs."),
}
