"""One text that somebody checked."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import TextsField
from talkoot.projects.forms.seen import SeenForm
from talkoot.surveys.models import OpenText, Theme

DIGITS = 19
"""A number of fewer digits than this is one that PostgreSQL takes."""


class ThemesField(forms.ModelMultipleChoiceField[Theme]):
    """Those of the chosen themes that are still there: who removed one meanwhile undoes nobody's
    reading."""

    def clean(self, value: Any) -> QuerySet[Theme]:
        numbers = [
            int(one) for one in value or () if str(one).isdecimal() and len(str(one)) < DIGITS
        ]
        assert self.queryset is not None  # given when the form is made
        return self.queryset.filter(pk__in=numbers)


class TextForm(forms.Form):
    """Which text, what is done with it, and its words after more was left out of them."""

    text = forms.ModelChoiceField(OpenText.objects.none())
    verb = forms.ChoiceField(choices=[("show", "show"), ("keep_back", "keep_back")])
    words = forms.CharField(required=False, max_length=4000)
    themes = ThemesField(Theme.objects.none(), required=False)

    def __init__(
        self, *given: Any, texts: QuerySet[OpenText], themes: QuerySet[Theme], **named: Any
    ) -> None:
        super().__init__(*given, **named)
        self.fields["themes"].queryset = themes  # type: ignore[attr-defined]  # a field of choices
        self.fields["text"].queryset = texts  # type: ignore[attr-defined]  # a field of choices


class NewThemeForm(forms.Form):
    """The name of a theme, in the language of the page; `event` is where one goes back to, if anywhere."""

    name = forms.CharField(label=_("New theme"), max_length=80)
    event = forms.SlugField(required=False, widget=forms.HiddenInput)


class ThemeForm(SeenForm):
    """A theme's name and what belongs to it, in every language."""

    names = TextsField(label=_("Name"), max_length=80)
    meaning = TextsField(
        label=_("What belongs to it"),
        required=False,
        long=True,
        rows=3,
        max_length=500,
        help_text=_("So that everybody who reads texts marks alike."),
    )
