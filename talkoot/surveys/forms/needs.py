"""Surveys of needs: what is asked, of which sectors."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import DayField, TextsField
from talkoot.projects.models import Project
from talkoot.surveys.forms.builder import options_of, unfit_lines
from talkoot.surveys.forms.studies import MovedDaysForm, PeriodOfAsking, addresses_field
from talkoot.surveys.models import FormVersion, Wave
from talkoot.surveys.queries.forms import own_versions


class NeedsForm(PeriodOfAsking):
    """A survey of needs of a project."""

    titles = TextsField(label=_("Name"), max_length=200)
    intros = TextsField(
        label=_("What is asked and why"), required=False, long=True, rows=3, max_length=2000
    )
    sectors = TextsField(
        label=_("Sectors"),
        long=True,
        rows=6,
        max_length=5000,
        help_text=_(
            "One on each line, in the same order in each language. Whoever answers chooses one first, and "
            "results are shown by sector where there are enough answers."
        ),
    )
    own = forms.ModelChoiceField(label=_("Questions"), queryset=FormVersion.objects.none())
    is_open_to_all = forms.BooleanField(
        label=_("Everybody who has the address may answer"),
        required=False,
        initial=True,
        help_text=_("Otherwise only those whose addresses you give, each once."),
    )
    field_order = (
        "titles", "intros", "sectors", "own", "opens_on", "closes_on", "is_open_to_all",
    )  # fmt: skip  # the list reads as one

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own"].queryset = own_versions(project)  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if "sectors" in said:
            uneven = _("Write the same sectors in the same order in each language.")
            for sentence in unfit_lines(said["sectors"], uneven=uneven):
                self.add_error("sectors", sentence)
        return said

    def values(self) -> dict[str, Any]:
        """The fields as the operation takes them."""
        named = ("titles", "intros", "own", "is_open_to_all")
        said = {name: self.cleaned_data[name] for name in named}
        return said | self.moments() | {"sectors": options_of(self.cleaned_data["sectors"])}


class EditNeedsForm(MovedDaysForm):
    """The name of a survey, what is told of it, and its last day while it is not closed."""

    titles = TextsField(label=_("Name"), max_length=200)
    intros = TextsField(
        label=_("What is asked and why"), required=False, long=True, rows=3, max_length=2000
    )
    closes_on = DayField(
        label=_("Last day"),
        help_text=_("Of all the sectors that are not closed."),
        show_hidden_initial=True,
    )

    def __init__(self, *args: Any, waiting: Sequence[Wave], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first_day = max((timezone.localdate(one.opens_at) for one in waiting), default=None)
        ends = [timezone.localdate(one.closes_at) for one in waiting if one.closes_at]
        self.initial["closes_on"] = max(ends, default=None)
        # Where it has been closed since the page was made, the operation says so.
        if not waiting and "closes_on" not in self.data:
            del self.fields["closes_on"]

    def clean_closes_on(self) -> date:
        day = super().clean_closes_on()
        if self.first_day and "closes_on" in self.changed_data and day < self.first_day:
            raise forms.ValidationError(_("The last day is before the first."))
        return day

    def values(self) -> dict[str, Any]:
        """The fields as the operation takes them."""
        said = {name: self.cleaned_data[name] for name in ("titles", "intros")}
        return said | self.moved()


class AddressesForm(forms.Form):
    """Whom to ask: one address of each organisation."""

    addresses = addresses_field(
        label=_("Addresses"),
        help_text=_("One on each line, one address for each organisation: it answers once."),
    )
