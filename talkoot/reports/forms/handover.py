"""What is asked for an inspector's link and for an organisation's template."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import DayField
from talkoot.reports.operations.inspection import USUAL


class LinkForm(forms.Form):
    """Who inspects, why, until when, and whether names are shown."""

    given_to = forms.CharField(
        label=_("Who inspects"),
        max_length=200,
        help_text=_("The person and the office, for example the funder's auditor."),
    )
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=300,
        help_text=_("For example: on-the-spot check of the payment claim."),
    )
    last_on = DayField(
        label=_("Last day"),
        help_text=_("The link is open to the end of this day, a year from now at most."),
    )
    shows_names = forms.BooleanField(
        label=_("Show the names of people"),
        required=False,
        help_text=_(
            "Only if the inspector has the right to know them. Otherwise rows are nameless, and "
            "proofs of figures written by hand do not open."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial.setdefault("last_on", today + USUAL)

    def expires_at(self) -> datetime:
        """The end of the last day in Finland."""
        after = self.cleaned_data["last_on"] + timedelta(days=1)
        return timezone.make_aware(datetime.combine(after, time.min))


class TemplateForm(forms.Form):
    """A Word file and what it is called."""

    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        help_text=_("A template of the same name is replaced by this one."),
    )
    file = forms.FileField(
        label=_("Word file"),
        help_text=_("A document (.docx) of 5 MB at most, without macros."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )
