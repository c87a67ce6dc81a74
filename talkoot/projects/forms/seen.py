"""What every form on the management pages carries: the history entry that its page was made at, how
it is saved, and what is told when somebody else saved the same fields meanwhile."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.db import models
from django.forms import BaseForm
from django.utils.datastructures import MultiValueDict

from talkoot.history.models import Entry
from talkoot.history.record import snapshot
from talkoot.kit.forms import TextsField, show_refusal
from talkoot.kit.refusals import Refused
from talkoot.projects.operations import ChangedMeanwhile
from talkoot.ui.changes import Change, told_changes
from talkoot.ui.words import Words


class SeenForm(forms.Form):
    """Knows what the person had seen, so that nobody's text is overwritten unseen. `refused_fields`
    are those that somebody else had saved meanwhile."""

    refused_fields: list[str] = []  # only ever replaced, never added to

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    def __init__(
        self, *args: Any, seen: int | None = None, languages: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("seen", seen)
        for field in self.fields.values():
            if isinstance(field, TextsField):
                field.show(languages)

    def see(self, latest: int) -> None:
        """The person is shown what was saved meanwhile; the next attempt may overwrite it."""
        assert isinstance(self.data, MultiValueDict)
        data = self.data.copy()
        data[self.add_prefix("seen")] = str(latest)
        self.data = data

    def values(self) -> dict[str, Any]:
        """What the form sends, without what it only carries."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


def seen_now(subject: models.Model) -> int:
    """The last history entry of the row: what the page that is being made has seen.

    Asked before the row is read, so at worst a conflict is told that was none.
    """
    return Entry.objects.of(subject).last_number()


def saved(form: BaseForm, call: Callable[[], object]) -> bool:
    """Whether the form was fit and the operation said yes; a no stands in the form.

    When somebody else had saved the same fields, the form keeps the person's own text, the page shows
    what is saved now (`meet`), and the next attempt may overwrite it.
    """
    if not form.is_valid():
        return False
    try:
        call()
    except Refused as refused:
        show_refusal(form, refused)
        if isinstance(refused, ChangedMeanwhile) and isinstance(form, SeenForm):
            form.refused_fields = refused.fields
        return False
    return True


def has_met(form: BaseForm, subject: models.Model) -> bool:
    """Whether somebody else had saved the same fields; the next attempt then goes through."""
    if not isinstance(form, SeenForm) or not form.refused_fields:
        return False
    form.see(seen_now(subject))
    return True


def meet(
    form: BaseForm,
    subject: models.Model,
    row: models.Model | None = None,
    labels: Mapping[str, Words] | None = None,
) -> list[Change]:
    """What is saved now of the fields that met, of `row` or of the subject itself, in words; empty
    when nothing did."""
    if not has_met(form, subject):
        return []
    assert isinstance(form, SeenForm)
    of = row if row is not None else subject
    now = type(of)._default_manager.get(pk=of.pk)
    values = snapshot(now)
    told: dict[str, list[Any]] = {}
    for name in form.refused_fields:
        related: Any = getattr(now, name, None)
        if name in values:
            told[name] = [None, values[name]]
        elif hasattr(related, "all"):
            told[name] = [None, [str(one) for one in related.all()]]
    return told_changes(type(of), told, labels)
