"""What an arranger says of a series."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from talkoot.events.forms.managing import organisations_of, projects_of
from talkoot.events.models import Series
from talkoot.kit.forms import TextsField, capitalised
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Project


class WeeksField(forms.CharField):
    """Numbers of weeks as people write them: `8, 42–43`."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(str(week) for week in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        weeks: set[int] = set()
        for part in re.split(
            r"[,;\s]+", re.sub(r"\s*[-–]\s*", "–", str(super().to_python(value) or ""))
        ):
            found = re.fullmatch(r"(\d{1,2})(?:–(\d{1,2}))?", part)
            if part and not found:
                raise ValidationError(_("Write the weeks as 8, 42–43."))
            if found:
                first = int(found[1])
                weeks.update(range(first, int(found[2] or first) + 1))
        if any(not 1 <= week <= 53 for week in weeks):
            raise ValidationError(_("A year has no such week. Write numbers from 1 to 53."))
        return sorted(weeks)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial or [])) != str(data or "")


class SeriesForm(SeenForm):
    """What a series says of itself, and how its hosts take turns."""

    titles = TextsField(label=_("Name of the series"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=capitalised(Series.Kind.choices))
    summaries = TextsField(
        label=_("In short"),
        required=False,
        long=True,
        rows=3,
        max_length=2000,
        help_text=_("About what, for whom, how often."),
    )
    rotates = forms.BooleanField(
        label=_("Hosts take turns"),
        required=False,
        help_text=_("Each meeting has a host, who answers for its programme and arrangements."),
    )
    turns_a_year = forms.IntegerField(
        label=_("Turns a year"),
        required=False,
        min_value=1,
        max_value=52,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    avoided_weeks = WeeksField(
        label=_("Weeks to avoid"),
        required=False,
        help_text=_(
            "Numbers of weeks, for example the winter and autumn holidays: 8, 42–43. Finnish "
            "holidays and July are avoided always."
        ),
    )
    duties = TextsField(
        label=_("What the host takes care of"),
        required=False,
        long=True,
        rows=6,
        max_length=4000,
        help_text=_(
            "One thing on a line, in the same order in each language. Each new turn gets them as "
            "a list to tick."
        ),
    )


class NewSeriesForm(SeriesForm):
    """The same, and whose series it is."""

    project = forms.ModelChoiceField(
        label=_("Project"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=_("No project"),
    )
    organisation = forms.ModelChoiceField(
        label=_("Arranged by"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("The organisation that administers the project"),
    )
    field_order = ("titles", "kind", "project", "organisation", "summaries")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("project", projects_of(person)),
            ("organisation", organisations_of(person)),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("project") and not cleaned.get("organisation") and not self.errors:
            self.add_error("project", _("Choose the project or the organisation."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        project = values["project"]
        if values["organisation"] is None and project is not None:
            values["organisation"] = project.owner
        return values


class EditSeriesForm(SeriesForm):
    """The same, and the address of the page."""

    slug = forms.CharField(
        label=_("Address of the page"),
        max_length=80,
        validators=[validate_slug],
        help_text=_("Letters a–z, digits and hyphens."),
    )


def series_initial(series: Series) -> dict[str, Any]:
    """What the form shows of a series as it is."""
    return {name: getattr(series, name) for name in EditSeriesForm.base_fields if name != "seen"}
