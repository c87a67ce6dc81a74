"""Before and after: the study, and one time of asking."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event
from talkoot.kit.forms import DayField, LinesField, TextsField, capitalised
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


class PeriodOfAsking(forms.Form):
    """The first and the last day of asking."""

    opens_on = DayField(label=_("First day"))
    closes_on = DayField(label=_("Last day"))

    def moments(self) -> dict[str, datetime]:
        """From the morning of the first day to the end of the last."""
        first, last = self.cleaned_data["opens_on"], self.cleaned_data["closes_on"]
        return {
            "opens_at": timezone.make_aware(datetime.combine(first, time(8))),
            "closes_at": timezone.make_aware(datetime.combine(last, time(23, 59))),
        }


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
        rounds.choices = [one for one in ROUNDS if one[0] not in done]
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
