"""A person's check of what people wrote, before it is shown to others."""

import re
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.surveys.models import OpenText, Theme, ThemeMark
from talkoot.surveys.operations.mixing import hold
from talkoot.surveys.operations.waves import subject_of
from talkoot.surveys.queries.masking import HIDDEN, masked, names_near

TYPED = "[...]"
"""The mark of what is left out as a keyboard types it."""
WORD = re.compile(r"[\w…]")
"""A letter, a digit, or a mark."""


class TextNotReleased(Refused):
    sentence = _("What people wrote is opened when the feedback has results.")
    next_step = _("Close the feedback first, or wait until it closes by itself.")


class TextEmpty(Refused):
    sentence = _("There is nothing left of the text.")
    next_step = _("Keep the text back if it cannot be shown.")
    field = "words"


class WordsChanged(Refused):
    sentence = _("Only leave out: the words that stay must be as they were written.")
    next_step = _("Mark what you leave out with […].")
    field = "words"


def show_text(
    *,
    text: OpenText,
    by: Person | None,
    words: str | None = None,
    themes: Iterable[Theme] | None = None,
) -> OpenText:
    """Lets the text be shown. With `words` more of it has been taken out by hand, each part marked with
    “[…]”; they replace it, masked again, and what stood there is kept nowhere. With `themes` it is about
    these of its project's and no others.

    Refuses with TextNotReleased, TextEmpty, WordsChanged. Records `surveys.show_text` without any of the
    text.
    """
    with transaction.atomic():
        text = _locked(text)
        near = names_near(text.wave)
        said = masked(text.text if words is None else _left(text.text, words), near)
        if not said.replace(HIDDEN, "").strip():
            raise TextEmpty
        if themes is not None:
            _mark_themes(text, themes, by)
        return _mark(text, OpenText.State.SHOWN, "surveys.show_text", by, said)


def keep_back(*, text: OpenText, by: Person | None) -> OpenText:
    """Shows the text to nobody but those who run the feedback. Records `surveys.keep_back`.

    Refuses with TextNotReleased.
    """
    with transaction.atomic():
        text = _locked(text)
        return _mark(text, OpenText.State.KEPT_BACK, "surveys.keep_back", by, text.text)


def _left(written: str, words: str) -> str:
    """The words, if they are what was written with parts left out; what lacks at either end gets its mark.

    Refuses with WordsChanged, also when a word is cut without a mark: half a word may mean another thing.
    """
    left, there = words.replace(TYPED, HIDDEN).strip(), _spaced(written.replace(TYPED, HIDDEN))
    parts = left.split(HIDDEN)
    last, begun, done = len(parts) - 1, 0, 0
    for number, part in enumerate(parts):
        if not (kept := _spaced(part)):
            continue
        is_cut_before = number > 0 and not part[0].isspace()
        is_cut_after = number < last and not part[-1].isspace()
        before = "" if is_cut_before or not WORD.match(kept[0]) else r"(?<!\w)"
        after = "" if is_cut_after or not WORD.match(kept[-1]) else r"(?!\w)"
        found = re.compile(f"{before}{re.escape(kept)}{after}").search(there, done)
        if found is None:
            raise WordsChanged
        begun, done = begun if number else found.start(), found.end()
    is_at_end = last > 0 and there.endswith(_spaced(parts[-1]))
    if parts[0].strip() and WORD.search(there[:begun]):
        left = f"{HIDDEN} {left}"
    if parts[-1].strip() and not is_at_end and WORD.search(there[done:]):
        left = f"{left} {HIDDEN}"
    return left


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _mark_themes(text: OpenText, themes: Iterable[Theme], by: Person | None) -> None:
    # Held before their marks, as in removing one; what has been removed meanwhile is not marked.
    there = Theme.objects.filter(
        pk__in=[theme.pk for theme in themes], project=text.wave.project_id
    )
    chosen = set(there.order_by("pk").select_for_update(no_key=True).values_list("pk", flat=True))
    marks = ThemeMark.objects.filter(text=text)
    marks.exclude(theme__in=chosen).delete()
    ThemeMark.objects.bulk_create(
        [ThemeMark(text=text, theme_id=pk, by=by) for pk in sorted(chosen)], ignore_conflicts=True
    )


def _locked(text: OpenText) -> OpenText:
    # Texts are written anew with their wave held, and are not there in the middle of it.
    hold(wave=text.wave)
    found = OpenText.objects.select_for_update(of=("self",)).select_related("wave").get(pk=text.pk)
    if not found.is_released:
        raise TextNotReleased
    return found


def _mark(
    text: OpenText, state: OpenText.State, verb: str, by: Person | None, said: str
) -> OpenText:
    if (text.state, text.text) == (state, said):
        return text
    if text.text != said:
        text.text, text.lemmas = said, None
    text.state = state
    text.save(update_fields=["state", "text", "lemmas"])
    # The entry is of the wave: a history of one text would tell which words were taken out, and when.
    # Of a wave that was too small to have results of its own it is not told that the text is of it.
    wave = text.wave
    if wave.project is not None and not wave.batches.exists():
        record(verb, on=wave.project, by=by)
    else:
        record(verb, on=subject_of(wave), by=by, part=wave)
    return text
