"""Before and after: the study, and one time of asking."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.kit.forms import DayField, LinesField, TextsField, capitalised
from talkoot.projects.forms.seen import SeenForm
from talkoot.projects.models import Project
from talkoot.surveys.models import FormVersion, Study, Wave
from talkoot.surveys.queries.forms import own_versions

ROUNDS = capitalised(
    one
    for one in Wave.Kind.choices
    if one[0] in (Wave.Kind.BEFORE, Wave.Kind.END, Wave.Kind.FOLLOW_UP)
)


def addresses_field(**about: Any) -> LinesField:
    """Addresses, one on each line."""
    return LinesField(
        most=5000,
        longest=254,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
        **about,
    )


class StudyForm(forms.Form):
    """What is studied, and when its key is destroyed."""

    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none())
    titles = TextsField(label=_("Name"), max_length=200)
    destroy_on = DayField(
        label=_("The key is destroyed on"),
        help_text=_(
            "The day is told in every invitation. After it nobody can join anyone's answers to them, or "
            "new answers to old ones."
        ),
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]  # a field of choices


def morning_of(day: date) -> datetime:
    """When a round opens on its first day, in Europe/Helsinki."""
    return timezone.make_aware(datetime.combine(day, time(8)))


def end_of(day: date) -> datetime:
    """When a round closes on its last day, in Europe/Helsinki."""
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


class PeriodOfAsking(forms.Form):
    """The first and the last day of asking."""

    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        first, last = said.get("opens_on"), said.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day is before the first."))
        return said

    def moments(self) -> dict[str, datetime]:
        """From the morning of the first day to the end of the last."""
        first, last = self.cleaned_data["opens_on"], self.cleaned_data["closes_on"]
        return {"opens_at": morning_of(first), "closes_at": end_of(last)}


class MovedDaysForm(SeenForm):
    """Days that somebody moves. What this person left as it was shown to them is not moved, whatever
    others have saved meanwhile."""

    def clean_closes_on(self) -> date:
        day: date = self.cleaned_data["closes_on"]
        if "closes_on" in self.changed_data and day < timezone.localdate():
            raise forms.ValidationError(
                _("This day has passed. Choose a day that is still to come, or close it now.")
            )
        return day

    def moved(self) -> dict[str, datetime]:
        """What this person changed: `opens_at`, `closes_at`, both or neither."""
        ends = {"opens_on": ("opens_at", morning_of), "closes_on": ("closes_at", end_of)}
        return {
            name: moment_of(self.cleaned_data[field])
            for field, (name, moment_of) in ends.items()
            if field in self.changed_data
        }


class MoveForm(MovedDaysForm, PeriodOfAsking):
    """Other days for a round; the first one while it is still to come."""

    opens_on = DayField(label=_("First day"), show_hidden_initial=True)
    closes_on = DayField(label=_("Last day"), show_hidden_initial=True)
    field_order = ("opens_on", "closes_on")

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["opens_on"] = timezone.localdate(wave.opens_at)
        self.initial["closes_on"] = wave.closes_at and timezone.localdate(wave.closes_at)
        # Where it has opened since the page was made, the operation says so.
        if wave.opens_at <= timezone.now() and "opens_on" not in self.data:
            del self.fields["opens_on"]


class StudyNameForm(SeenForm):
    """Another name for a study."""

    titles = TextsField(label=_("Name"), max_length=200)


class AskForm(PeriodOfAsking):
    """One time of asking: when, what, and of whom."""

    kind = forms.ChoiceField(
        label=_("Which round is this?"),
        choices=(),
        widget=forms.RadioSelect,
    )
    own = forms.ModelChoiceField(
        label=_("Questions"),
        queryset=FormVersion.objects.none(),
        required=False,
        empty_label=_("Only the core questions of the feedback"),
        help_text=_("Ask the same questions each time, so that a change can be shown."),
    )
    with_core = forms.BooleanField(label=_("Ask the core questions too"), required=False)
    events = forms.ModelMultipleChoiceField(
        label=_("Ask the participants of these events"),
        queryset=Event.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    addresses = addresses_field(
        label=_("Ask these addresses"),
        required=False,
        help_text=_(
            "One address on each line. Later rounds ask the same people by themselves; write here only "
            "those who come more."
        ),
    )
    field_order = ("kind", "own", "with_core", "opens_on", "closes_on", "events", "addresses")

    def __init__(self, *args: Any, study: Study, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        project, made = study.project, list(study.waves.select_related("own"))
        rounds = self.fields["kind"]
        assert isinstance(rounds, forms.ChoiceField)
        done = {wave.kind for wave in made} if made else {Wave.Kind.END, Wave.Kind.FOLLOW_UP}
        rounds.choices = left = [one for one in ROUNDS if one[0] not in done]
        self.initial["kind"] = left[0][0] if left else None  # the next in order
        # The same questions as at first, so that there is something to compare.
        asked = [wave.own.form_id for wave in made if wave.own is not None]
        self.initial["own"] = own_versions(project).filter(form__in=asked).first()
        self.initial["with_core"] = any(wave.core_id and wave.own_id for wave in made)
        events = Event.objects.live().filter(project=project).order_by("-starts_on", "pk")
        self.fields["own"].queryset = own_versions(project)  # type: ignore[attr-defined]  # a field of choices
        self.fields["events"].queryset = events  # type: ignore[attr-defined]  # the same

    def values(self) -> dict[str, Any]:
        """The fields as the operation takes them."""
        names = ("kind", "own", "with_core", "events", "addresses")
        return {name: self.cleaned_data[name] for name in names} | self.moments()
