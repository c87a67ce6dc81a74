"""What the arranger decides of a feedback, and the project of all of its."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.projects.forms.seen import SeenForm
from talkoot.surveys.models import FormVersion, Wave
from talkoot.surveys.models.wave import LEAST


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


class RuleForm(SeenForm):
    """How a project asks for feedback."""

    asks_by_itself = forms.BooleanField(
        label=_("Ask for feedback of every event by itself"),
        required=False,
        help_text=_(
            "Participants can answer from 15 minutes before the end of the event by the code on the "
            "screen, and those who have not get a letter half an hour after it. Leave this out, and "
            "feedback is asked only of the events whose arranger prepares it. Of a single event the "
            "arranger can leave it out, too. What has been opened already stays open."
        ),
    )
    least = forms.IntegerField(
        label=_("Fewest answers shown"),
        min_value=LEAST,
        max_value=100,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_(
            "Nothing is shown to anybody of fewer answers than this; they are added to those of other "
            "events. A higher number hides people better, and then small events have results of their "
            "own less often. It can only be raised, never lowered: those who have answered were "
            "promised it. It holds for the feedback that is open now and for all that is opened later."
        ),
    )
