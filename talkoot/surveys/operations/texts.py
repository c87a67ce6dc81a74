"""A person's check of what people wrote, before it is shown to others."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.surveys.models import OpenText
from talkoot.surveys.operations.waves import subject_of
from talkoot.surveys.queries.masking import masked, names_near


class TextNotReleased(Refused):
    sentence = _("What people wrote is opened when the feedback has results.")
    next_step = _("Close the feedback first, or wait until it closes by itself.")


class TextEmpty(Refused):
    sentence = _("There is nothing left of the text.")
    next_step = _("Keep the text back if it cannot be shown.")


def show_text(*, text: OpenText, by: Person | None, words: str | None = None) -> OpenText:
    """Lets the text be shown. With `words` more of it has been taken out by hand; they replace it, masked
    again, and what stood there is kept nowhere.

    Refuses with TextNotReleased, TextEmpty. Records `surveys.show_text` without any of the text.
    """
    with transaction.atomic():
        text = _locked(text)
        near = names_near(text.wave)
        said = masked(text.text if words is None else words.strip(), near)
        if not said.replace("[…]", "").strip():
            raise TextEmpty
        return _mark(text, OpenText.State.SHOWN, "surveys.show_text", by, said)


def keep_back(*, text: OpenText, by: Person | None) -> OpenText:
    """Shows the text to nobody but those who run the feedback. Records `surveys.keep_back`.

    Refuses with TextNotReleased.
    """
    with transaction.atomic():
        text = _locked(text)
        return _mark(text, OpenText.State.KEPT_BACK, "surveys.keep_back", by, text.text)


def _locked(text: OpenText) -> OpenText:
    found = OpenText.objects.select_for_update(of=("self",)).select_related("wave").get(pk=text.pk)
    if not found.is_released:
        raise TextNotReleased
    return found


def _mark(
    text: OpenText, state: OpenText.State, verb: str, by: Person | None, said: str
) -> OpenText:
    if (text.state, text.text) == (state, said):
        return text
    text.state, text.text = state, said
    text.save(update_fields=["state", "text"])
    # The entry is of the wave: a history of one text would tell which words were taken out, and when.
    record(verb, on=subject_of(text.wave), by=by, part=text.wave)
    return text
