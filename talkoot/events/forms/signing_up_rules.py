"""How people sign up: times, what is asked, places and how the queue moves on."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.events.forms.times import moment_input
from talkoot.events.models import Event, FunderField, Pool
from talkoot.kit.forms import TextsField, capitalised
from talkoot.projects.forms.seen import SeenForm


def _few(most: int, label: Any, help_text: Any = "", **kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=kwargs.pop("min_value", 0),
        max_value=most,
        widget=forms.NumberInput(attrs={"class": "short"}),
        **kwargs,
    )


class RulesForm(SeenForm):
    """When people sign up, what they are asked, and how long it is kept."""

    takes_registrations = forms.BooleanField(
        label=_("People sign up here"),
        required=False,
        help_text=_("Leave it out when one may simply come, or signs up elsewhere."),
    )
    registration_opens_at = forms.DateTimeField(
        label=_("Registration opens"),
        required=False,
        widget=moment_input(),
        help_text=_("Empty: at once when the event is published."),
    )
    registration_closes_at = forms.DateTimeField(
        label=_("Registration closes"),
        required=False,
        widget=moment_input(),
        help_text=_("Empty: when the event is over."),
    )
    remind_hours_before = _few(
        336, _("Reminder, hours before"), _("0: no reminder. 24 is a good choice.")
    )
    asks_diet = forms.BooleanField(
        label=_("Ask about diet"),
        required=False,
        help_text=_("Only if food is served. Diet tells about health: you see counts, not names."),
    )
    asks_access = forms.BooleanField(
        label=_("Ask about accessibility needs"),
        required=False,
        help_text=_("Ask only if you can also do something about them."),
    )
    needs_kept_days = _few(
        90, _("Days that needs are kept after the event"), _("Then they are deleted by themselves.")
    )
    contacts_kept_days = _few(
        3650,
        _("Days that names and addresses are kept after the event"),
        _("Then they are emptied; the numbers stay."),
        min_value=1,
    )
    is_funder_participation = forms.BooleanField(
        label=_("Counts as participation for the funder"),
        required=False,
        help_text=_("Those who only come to an information event are usually not counted."),
    )
    funder_fields = forms.MultipleChoiceField(
        label=_("Fields that the funder asks for"),
        choices=FunderField.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    funder_reason = TextsField(
        label=_("Why the funder asks"),
        required=False,
        long=True,
        rows=2,
        max_length=600,
        help_text=_("Shown beside the questions. Needed when a field is chosen."),
    )
    asks_feedback = forms.BooleanField(
        label=_("Ask for feedback of this event by itself"),
        required=False,
        help_text=_(
            "Those who were there are asked when the event is about to end, if its project asks for "
            "feedback by itself. Leave it out, and nobody is asked unless you prepare the feedback."
        ),
    )
    certificate_minutes = _few(
        6000,
        _("Minutes needed for a certificate"),
        _("Empty: no certificates are given."),
        required=False,
        min_value=1,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("funder_fields"):
            if not cleaned.get("funder_reason"):
                self.add_error("funder_reason", _("Say why the funder asks for these."))
            if not cleaned.get("is_funder_participation"):
                self.add_error(
                    "is_funder_participation",
                    _("The funder's fields are asked only when the event counts for the funder."),
                )
        return cleaned


def rules_initial(event: Event) -> dict[str, Any]:
    """What the form shows of an event as it is."""
    return {name: getattr(event, name) for name in RulesForm.base_fields if name != "seen"}


class PlacesForm(forms.Form):
    """How many places there are by one way, and how a freed place goes on."""

    mode = forms.ChoiceField(label=_("Way of taking part"), widget=forms.RadioSelect)
    capacity = _few(
        100_000,
        _("Places"),
        _("Empty: no limit. Fewer than are taken sends nobody away."),
        required=False,
    )
    queue = forms.ChoiceField(
        label=_("When it is full"),
        choices=capitalised(Pool.Queue.choices),
        widget=forms.RadioSelect,
    )
    offer_hours = _few(336, _("Hours an offer lasts"), min_value=1)
    cut_off_at = forms.DateTimeField(
        label=_("After this a freed place goes to whoever is first"),
        required=False,
        widget=moment_input(),
        help_text=_("Everyone in the queue is told at once, and the first to answer gets it."),
    )

    def __init__(
        self, *args: Any, pool: Pool | None = None, modes: list[str] | None = None, **kwargs: Any
    ) -> None:
        shown: dict[str, Any] = {"queue": Pool.Queue.OFFER, "offer_hours": 24}
        if pool is not None:
            shown = {name: getattr(pool, name) for name in self.base_fields}
        kwargs["initial"] = shown
        super().__init__(*args, **kwargs)
        mode = self.fields["mode"]
        assert isinstance(mode, forms.ChoiceField)
        if pool is not None:
            del self.fields["mode"]
            if pool.session_id is not None:
                for name in ("queue", "offer_hours", "cut_off_at"):
                    del self.fields[name]
        else:
            mode.choices = [
                one for one in capitalised(Pool.Mode.choices) if modes is None or one[0] in modes
            ]

    def values(self) -> dict[str, Any]:
        """What the operations are called with; a session's places have no queue."""
        kept = {"queue": Pool.Queue.OFF, "offer_hours": 24, "cut_off_at": None}
        return {**kept, **self.cleaned_data}


class SessionForm(SeenForm):
    """A part of the event."""

    titles = TextsField(label=_("Title"), max_length=200)
    starts_at = forms.DateTimeField(label=_("Starts"), widget=moment_input())
    ends_at = forms.DateTimeField(label=_("Ends"), widget=moment_input())
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    descriptions = TextsField(
        label=_("Description"), required=False, long=True, rows=3, max_length=3000
    )
