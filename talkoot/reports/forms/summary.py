"""What a summary is made of: measures, projects or an area, years, and one's own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.projects.models import Project
from talkoot.projects.queries import listing
from talkoot.reports.queries import summary


class SummaryForm(forms.Form):
    """Sent by GET, so that the address keeps what was chosen and can be shared."""

    mark_optional = False

    m = forms.MultipleChoiceField(
        label=_("What to count"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing to count.")},
        help_text=_("Six at most fit on one page."),
    )
    area = forms.ChoiceField(
        label=_("All projects of an area"),
        required=False,
    )
    p = forms.MultipleChoiceField(
        label=_("Projects"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    find = forms.CharField(
        label=_("Find other projects by name"),
        required=False,
        max_length=100,
        help_text=_("Write a part of the name and press the button; what is found can be ticked."),
    )
    first = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2199)
    last = forms.IntegerField(label=_("Last year"), min_value=1990, max_value=2199)
    title = forms.CharField(label=_("Title"), required=False, max_length=120)
    text = forms.CharField(
        label=_("What you want to say of it"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Two or three sentences. They are a part of the address, so write no secrets."),
    )

    def __init__(self, *args: Any, offered: list[Project], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, Any]]] = {
            "m": [(one.code, one.name) for one in summary.askable()],
            "p": [(row.slug, str(row.names)) for row in offered],
            "area": [("", _("None")), *listing.choices().areas],
        }
        for name, rows in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = rows
        if not offered:
            del self.fields["p"]

    def clean_m(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["m"]
        if len(chosen) > summary.MOST_MEASURES:
            raise forms.ValidationError(_("Choose six at most, so that they fit on one page."))
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last year is before the first."))
        elif first and last and last - first >= summary.LONGEST_YEARS:
            self.add_error("last", _("Twelve years at most fit on one page."))
        if not cleaned.get("area") and not cleaned.get("p"):
            self.add_error("area", _("Choose an area, or at least one project."))
        return cleaned
