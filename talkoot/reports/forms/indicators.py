"""Choosing an indicator, defining one, and choosing what counts it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import NumberField, TextsField
from talkoot.measures.measure import Measure
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Goal, Project
from talkoot.reports.models import ProjectIndicator
from talkoot.reports.queries.choosing import SplitChoice

BY_HAND = _("Nothing counts it: figures are written by hand")
BY_HAND_MEANS = _(
    "Each figure then needs its days, a reason, who counted or estimated it, and a proof, and it is "
    "marked as written by hand everywhere."
)


class SearchForm(forms.Form):
    """Words to look for in the catalogues."""

    words = forms.CharField(
        label=_("Search for an indicator"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
        help_text=_("A code or words of the name, for example RCO81 or participations."),
    )
    mark_optional = False


def counted_by(measures: Iterable[Measure]) -> list[tuple[str, Any]]:
    """The ways of counting, each with its plain sentence; by hand is the last of them."""
    option = '{}<span class="note-under">{}</span>'
    return [
        *((one.code, format_html(option, one.name, one.how)) for one in measures),
        ("", format_html(option, BY_HAND, BY_HAND_MEANS)),
    ]


class CountingForm(SeenForm):
    """What counts the indicator."""

    measure = forms.ChoiceField(label=_("What counts it"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, measures: Iterable[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["measure"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = counted_by(measures)

    mark_optional = False


class WithGoal(SeenForm):
    """An indicator may tell of one of the project's goals."""

    goal = forms.ModelChoiceField(
        label=_("Goal"),
        queryset=Goal.objects.none(),
        required=False,
        empty_label=_("Of no single goal"),
        help_text=_("The evidence page puts indicators under their goals."),
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["goal"]
        assert isinstance(choice, forms.ModelChoiceField)
        choice.queryset = Goal.objects.filter(project=project)


class PickForm(WithGoal, CountingForm):
    """Following an indicator of the catalogue: what counts it here, and which goal it tells of."""

    field_order = ("measure", "goal")


class OfCatalogueForm(WithGoal):
    """What a project says of an indicator of the catalogue."""

    meaning = TextsField(
        label=_("What is counted"),
        required=False,
        long=True,
        rows=3,
        max_length=2000,
        help_text=_("What exactly counts in this project, so that two people count it alike."),
    )
    baseline = NumberField(
        label=_("Baseline"),
        required=False,
        help_text=_("The value before the project began. Empty if there is none."),
    )
    baseline_note = forms.CharField(
        label=_("Source of the baseline"),
        required=False,
        max_length=300,
        help_text=_("Where the baseline is known from, and of which day or year it is."),
    )
    field_order: tuple[str, ...] = ("meaning", "goal", "baseline", "baseline_note")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("baseline") is not None and not cleaned.get("baseline_note"):
            self.add_error("baseline_note", _("Say where the baseline is known from."))
        return cleaned


class OwnForm(OfCatalogueForm):
    """An indicator of the project's own."""

    names = TextsField(
        label=_("Name"), max_length=300, help_text=_("For example: webinars, or study groups.")
    )
    unit_words = TextsField(
        label=_("Unit"),
        required=False,
        max_length=60,
        help_text=_("What one of the counted is called, for example webinars or people."),
    )
    field_order: tuple[str, ...] = (
        "names",
        "unit_words",
        "meaning",
        "goal",
        "baseline",
        "baseline_note",
    )


class DefineForm(OwnForm, CountingForm):
    """A new indicator of the project's own."""

    field_order = ("names", "unit_words", "meaning", "measure", "goal", "baseline", "baseline_note")


def initial_of(row: ProjectIndicator) -> dict[str, Any]:
    """What the forms show of an indicator as it is."""
    names = ("names", "unit_words", "meaning", "baseline", "baseline_note", "measure")
    return {name: getattr(row, name) for name in names} | {"goal": row.goal_id}


class PartForm(SeenForm):
    """Which part of what the measure counts is counted here."""

    part = forms.ChoiceField(
        label=_("What of it is counted"), required=False, widget=forms.RadioSelect
    )
    mark_optional = False

    def __init__(
        self,
        *args: Any,
        splits: Iterable[SplitChoice],
        words: dict[tuple[str, str], Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["part"]
        assert isinstance(field, forms.ChoiceField)
        groups = [
            (
                capfirst(str(split.words)),
                [(f"{split.by}={part.key}", words[split.by, part.key]) for part in split.parts],
            )
            for split in splits
            if split.parts
        ]
        field.choices = [("", _("All of it")), *groups]

    def chosen(self) -> dict[str, str]:
        by, _equals, part = self.cleaned_data["part"].partition("=")
        return {"part_by": by, "part": part}
