"""What the arranger decides of a feedback, and the project of all of its."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.projects.forms.seen import SeenForm
from talkoot.surveys.models import FormVersion, ProjectRule, Wave
from talkoot.surveys.models.wave import LEAST
from talkoot.surveys.queries.by_itself import rule_of

MOST = 100


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
        closes_at = self.instance.closes_at
        # The box holds no seconds: what is left untouched is not changed by them.
        self.initial["closes_at"] = closes_at and closes_at.replace(second=0, microsecond=0)
        self.fields["closes_at"].input_formats = ["%Y-%m-%dT%H:%M"]  # type: ignore[attr-defined]  # a date and time field has them
        self.fields["own"].queryset = FormVersion.objects.filter(pk__in=own)  # type: ignore[attr-defined]  # a choice of rows has one
        self.fields["own"].label = _("Own questions")
        self.fields["own"].required = False
        written = self.fields["least"]
        self.fields["least"] = forms.IntegerField(
            label=written.label,
            help_text=written.help_text,
            min_value=rule_of(self.instance.project).least,
            max_value=MOST,
            widget=forms.NumberInput(attrs={"class": "short"}),
        )

    def clean_closes_at(self) -> datetime | None:
        """A moment to come: closing cannot be taken back, so nobody closes by a slip of the hand."""
        moment: datetime | None = self.cleaned_data["closes_at"]
        if moment and "closes_at" in self.changed_data and moment <= timezone.now():
            raise forms.ValidationError(
                _("This time has passed. Choose a later one, or close the feedback now.")
            )
        return moment


class RuleForm(SeenForm):
    """How a project asks for feedback."""

    asks_by_itself = forms.BooleanField(
        label=_("Ask for feedback of every event by itself"),
        required=False,
        help_text=_(
            "One can answer by the code on the screen from 15 minutes before the end of the event. "
            "Those who have not answered get a letter half an hour after it."
        ),
    )
    least = forms.IntegerField(
        label=_("Fewest answers shown"),
        min_value=LEAST,
        max_value=MOST,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, rule: ProjectRule, **kwargs: Any) -> None:
        initial = {"asks_by_itself": rule.asks_by_itself, "least": rule.least}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["least"].help_text = _(
            "Nothing is shown to anybody of fewer answers than this. It is {least} now. It can only be "
            "raised, never lowered: those who have answered were promised it."
        ).format(least=rule.least)
