"""What a person may say of what they know, and what others may ask them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.terms.models import Topic


class ExpertiseForm(forms.Form):
    """A theme that a person knows; showing it is never chosen for them."""

    topic = forms.ModelChoiceField(
        label=_("Theme"), queryset=Topic.objects.none(), empty_label=_("Choose a theme")
    )
    description = forms.CharField(
        label=_("In your own words"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you have done and can help with. At most 600 characters."),
    )
    is_shown = forms.BooleanField(
        label=_("Show this to everybody, with my name, job title and organisation"),
        required=False,
        help_text=_(
            "Anybody can then find you on the page Who knows what and send you a question. "
            "Your e-mail address is not shown. You can hide it again at any time."
        ),
    )

    def __init__(self, *args: Any, topics: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topics is None:
            del self.fields["topic"]
        else:
            topic = self.fields["topic"]
            assert isinstance(topic, forms.ModelChoiceField)
            topic.queryset = topics


class AskForm(forms.Form):
    """A question to somebody who knows."""

    text = forms.CharField(
        label=_("Your question"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("Do not write about the health or affairs of a person who can be recognised."),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        help_text=_("Shown to the person you ask."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_(
            "The answer comes here. The address is not shown to the person you ask, "
            "and it is deleted with the question after a year."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    # Filled in by programs that fill in everything; a person does not meet it.
    website = forms.CharField(
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))


class AnswerForm(forms.Form):
    """The answer."""

    answer = forms.CharField(
        label=_("Your answer"), max_length=8000, widget=forms.Textarea(attrs={"rows": 9})
    )
