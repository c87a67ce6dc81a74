"""A person's check of what people wrote, before it is shown to others."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import changing
from talkoot.surveys.models import OpenText, Theme, ThemeMark
from talkoot.surveys.operations.waves import subject_of
from talkoot.surveys.queries.masking import masked, names_near


class TextNotReleased(Refused):
    sentence = _("What people wrote is opened when the feedback has results.")
    next_step = _("Close the feedback first, or wait until it closes by itself.")


class TextEmpty(Refused):
    sentence = _("There is nothing left of the text.")
    next_step = _("Keep the text back if it cannot be shown.")


class ThemeThere(Refused):
    sentence = _("The project has a theme of this name already.")
    next_step = _("Choose it from the list, or give another name.")
    field = "name"


def show_text(
    *,
    text: OpenText,
    by: Person | None,
    words: str | None = None,
    themes: Iterable[Theme] | None = None,
) -> OpenText:
    """Lets the text be shown. With `words` more of it has been taken out by hand; they replace it, masked
    again, and what stood there is kept nowhere. With `themes` it is about these of its project's and no
    others.

    Refuses with TextNotReleased, TextEmpty. Records `surveys.show_text` without any of the text.
    """
    with transaction.atomic():
        text = _locked(text)
        near = names_near(text.wave)
        said = masked(text.text if words is None else words.strip(), near)
        if not said.replace("[…]", "").strip():
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


def add_theme(*, project: Project, names: Texts, by: Person | None) -> Theme:
    """Adds a theme that the project's people find in texts. Records `surveys.add_theme` on the project.

    Refuses with ThemeThere, ProjectArchived, ProjectDeleted.
    """
    with changing(project):
        there = {
            str(name).casefold()
            for one in Theme.objects.filter(project=project)
            for name in one.names.values()
        }
        if there & {str(name).casefold() for name in names.values()}:
            raise ThemeThere
        theme = Theme.objects.create(project=project, names=names)
        record("surveys.add_theme", on=project, by=by, part=theme)
    return theme


def _mark_themes(text: OpenText, themes: Iterable[Theme], by: Person | None) -> None:
    chosen = {theme.pk for theme in themes if theme.project_id == text.wave.project_id}
    marks = ThemeMark.objects.filter(text=text)
    marks.exclude(theme__in=chosen).delete()
    ThemeMark.objects.bulk_create(
        [ThemeMark(text=text, theme_id=pk, by=by) for pk in sorted(chosen)], ignore_conflicts=True
    )


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
