"""One text that somebody checked."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from talkoot.surveys.models import OpenText


class TextForm(forms.Form):
    """Which text, what is done with it, and its words after more was taken out of them."""

    text = forms.ModelChoiceField(OpenText.objects.none())
    verb = forms.ChoiceField(choices=[("show", "show"), ("keep_back", "keep_back")])
    words = forms.CharField(required=False, max_length=4000)

    def __init__(self, *given: Any, texts: QuerySet[OpenText], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["text"].queryset = texts  # type: ignore[attr-defined]  # a field of choices
