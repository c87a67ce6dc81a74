"""What a visitor narrows the list of events by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.events.queries.listing import Choices, Wanted
from talkoot.kit.languages import language_name

TIMES = [("", _("Coming")), ("past", _("Past"))]
WAYS = [("", _("All")), ("on_site", _("on site")), ("remote", _("remotely"))]


class FilterForm(forms.Form):
    """Every field may be empty. What cannot be chosen is refused in words and narrows nothing."""

    mark_optional = False

    text = forms.CharField(label=_("Search by words"), required=False, max_length=200)
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    way = forms.ChoiceField(label=_("Way of taking part"), required=False, choices=WAYS)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    project = forms.ChoiceField(label=_("Project"), required=False)
    organisation = forms.ChoiceField(label=_("Arranged by"), required=False)
    when = forms.ChoiceField(required=False, choices=TIMES, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = dict(Event.Kind.choices)
        for name, rows in (
            ("theme", [(code, str(names)) for code, names in choices.themes]),
            ("area", [(code, str(names)) for code, names in choices.areas]),
            ("project", [(code, str(names)) for code, names in choices.projects]),
            ("organisation", [(code, str(names)) for code, names in choices.organisations]),
            ("language", [(tag, language_name(tag)) for tag in choices.languages]),
            ("kind", [(kind, str(kinds[kind]).capitalize()) for kind in choices.kinds]),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *rows]

    def wanted(self) -> Wanted:
        """What is asked, as far as it could be understood."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name) or "" for name in self.fields})
