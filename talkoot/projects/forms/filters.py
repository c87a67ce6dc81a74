"""What a visitor narrows the list of projects by, and a coordinator the portfolio."""

from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from talkoot.projects.models import Project
from talkoot.projects.queries import portfolio
from talkoot.projects.queries.listing import Choices, Wanted
from talkoot.ui.drawing import draw, draw_all

SELECTED = SafeString(" selected")
STATES = [
    ("", _("All")),
    ("running", _("Running")),
    ("coming", _("Not begun yet")),
    ("ended", _("Ended")),
]
ORDERS = [
    ("", _("Newest first")),
    ("name", _("By name")),
    ("end", _("Next to end first")),
]


class QuickSelect(forms.Select):
    """A list to choose from, without groups; Django's own renders a template for each choice."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        chosen = str(value or "")
        options = draw_all(
            '<option value="{}"{}>{}</option>',
            (
                (code, SELECTED if str(code) == chosen else "", words)
                for code, words in self.choices
            ),
        )
        drawn = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return draw("<select{}>{}</select>", drawn, options)


class FilterForm(forms.Form):
    """Every field may be empty. What cannot be chosen is refused in words and narrows nothing."""

    mark_optional = False

    text = forms.CharField(label=_("Search by words"), required=False, max_length=200)
    programme = forms.ChoiceField(label=_("Programme"), required=False, widget=QuickSelect)
    area = forms.ChoiceField(label=_("Area"), required=False, widget=QuickSelect)
    theme = forms.ChoiceField(label=_("Theme"), required=False, widget=QuickSelect)
    organisation = forms.CharField(label=_("Organisation"), required=False, max_length=200)
    sort = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS, widget=QuickSelect)
    state = forms.ChoiceField(required=False, choices=STATES, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("programme", choices.programmes),
            ("area", choices.areas),
            ("theme", choices.themes),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", _("All")), *rows]

    def wanted(self) -> Wanted:
        """What is asked, as far as it could be understood."""
        self.is_valid()
        return Wanted(**{name: self.cleaned_data.get(name) or "" for name in self.fields})


class PortfolioForm(forms.Form):
    """Whose portfolio is looked at, and what its list is narrowed by."""

    mark_optional = False

    organisation = forms.ChoiceField(label=_("Portfolio of"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=STATES)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    year = forms.IntegerField(
        label=_("Under way in the year"), required=False, min_value=1900, max_value=2200
    )

    def __init__(
        self,
        *args: Any,
        organisations: list[tuple[str, str]],
        programmes: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("organisation", organisations), ("programme", programmes)):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = rows if name == "organisation" else [("", _("All")), *rows]

    def narrowed(self, projects: list[Project], today: date) -> list[Project]:
        """Those of the projects that fit what is asked, as far as it could be understood."""
        self.is_valid()
        state, programme = self.cleaned_data.get("state"), self.cleaned_data.get("programme")
        year = self.cleaned_data.get("year")
        return [
            project
            for project in projects
            if (not state or project.state(today) == state)
            and (not programme or (project.programme and project.programme.code == programme))
            and (not year or portfolio.under_way_in(project, year))
        ]
