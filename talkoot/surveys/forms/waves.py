"""What the arranger decides of a feedback, and the project of all of its."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.surveys.models import FormVersion, Wave


class WaveForm(forms.ModelForm[Wave]):
    """When it closes, what is asked besides the core, and the fewest answers shown."""

    class Meta:
        model = Wave
        fields = ("closes_at", "own", "least")
        widgets = {
            "closes_at": forms.DateTimeInput(
                attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
            )
        }
        help_texts = {
            "least": _("It can be raised, never lowered after somebody has answered."),
            "own": _("Asked after the core questions, on the same page."),
        }

    def __init__(self, *args: Any, own: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["closes_at"].input_formats = ["%Y-%m-%dT%H:%M"]  # type: ignore[attr-defined]  # a date and time field has them
        self.fields["own"].queryset = FormVersion.objects.filter(pk__in=own)  # type: ignore[attr-defined]  # a choice of rows has one
        self.fields["own"].label = _("Own questions")
        self.fields["own"].required = False


class RuleForm(forms.Form):
    """How a project asks for feedback."""

    asks_by_itself = forms.BooleanField(
        label=_("Ask for feedback of every event by itself"),
        required=False,
        help_text=_("The invitation opens 15 minutes before the end of the event."),
    )
    least = forms.IntegerField(
        label=_("Fewest answers shown"),
        min_value=5,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("Nothing is shown of fewer answers than this. It can only be raised."),
    )
