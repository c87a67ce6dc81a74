"""What the page over all projects is narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.reports.queries.dashboard import Wanted

STATES = [
    ("", _("All")),
    ("running", _("Running")),
    ("coming", _("Not begun yet")),
    ("ended", _("Ended")),
]


class NetworkForm(forms.Form):
    """Every field may be empty. What cannot be chosen is refused in words and narrows nothing."""

    mark_optional = False

    programme = forms.ChoiceField(label=_("Programme"), required=False)
    year = forms.TypedChoiceField(label=_("Year"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)

    def __init__(
        self, *args: Any, programmes: list[tuple[str, str]], years: list[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("programme", programmes),
            ("year", [(str(year), str(year)) for year in reversed(years)]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *choices]

    def wanted(self) -> Wanted:
        """What is asked, as far as it could be understood."""
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(asked.get("programme") or "", asked.get("year"), asked.get("state") or "")
