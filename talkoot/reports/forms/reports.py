"""What is written in a report, and what is noted of its way."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import DayField
from talkoot.projects.forms.seen import SeenForm
from talkoot.reports.models import ReportHeading

MOST = 200_000


class TextForm(SeenForm):
    """What the report says under one heading."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=MOST, strip=True, widget=forms.Textarea
    )

    def __init__(self, *args: Any, heading: ReportHeading, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attributes = {"rows": 14, "lang": language}
        if heading.limit is not None:
            attributes |= {"data-limit": heading.limit, "aria-describedby": "text-count"}
        self.fields["text"].widget.attrs.update(attributes)


class DayForm(forms.Form):
    """The day on which something happened; today unless said otherwise."""

    on = DayField(label=_("Day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("on", timezone.localdate())


class ReturnForm(DayForm):
    """When and why the funder returned the report."""

    reason = forms.CharField(
        label=_("Why the funder returned it"),
        required=False,  # the operation says it in better words
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What must be answered, in the funder's words as far as possible."),
    )
    field_order = ("reason", "on")
