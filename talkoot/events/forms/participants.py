"""People of an event: the list narrowed, somebody signed up by hand, and moves that need a reason."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import Event, Pool, Registration
from talkoot.events.queries.organisations import organisation_told
from talkoot.kit.forms import capitalised
from talkoot.kit.languages import PRODUCT_LANGUAGES, language_name


class ParticipantsFilter(forms.Form):
    """Words, a state and a way of taking part; every field may be empty."""

    mark_optional = False

    text = forms.CharField(label=_("Name, address or organisation"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All in force")),
            *Registration.State.choices,
            ("any", _("All, ended too")),
        ],
    )
    mode = forms.ChoiceField(
        label=_("Way of taking part"),
        required=False,
        choices=[("", _("All")), *capitalised(Pool.Mode.choices)],
    )


class ByHandForm(forms.Form):
    """Somebody who asked by phone or mail to be signed up."""

    form_key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The confirmation goes there, with a link to change or cancel."),
    )
    organisation = forms.CharField(label=_("Organisation"), max_length=200, required=False)
    role = forms.ChoiceField(label=_("Role"), choices=capitalised(Registration.Role.choices))
    mode = forms.ChoiceField(label=_("Way of taking part"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the messages"))
    is_project_staff = forms.BooleanField(
        label=_("Paid by the project"),
        required=False,
        help_text=_("The project's own staff are not counted as participants."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mode, language = self.fields["mode"], self.fields["language"]
        assert isinstance(mode, forms.ChoiceField)
        assert isinstance(language, forms.ChoiceField)
        there = list(event.pools.filter(session=None).values_list("mode", flat=True))
        mode.choices = [one for one in capitalised(Pool.Mode.choices) if one[0] in there]
        language.choices = [(tag, language_name(tag)) for tag in PRODUCT_LANGUAGES]
        self.initial.setdefault("form_key", uuid.uuid4())
        if len(there) == 1:
            self.initial.setdefault("mode", there[0])

    def values(self) -> dict[str, Any]:
        """What `register` is called with; an organisation that is known by that name is chosen."""
        said = dict(self.cleaned_data)
        return said | organisation_told(said.pop("organisation"))


class ReasonForm(forms.Form):
    """Why; the person reads it."""

    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("The person reads it."))


class MoveForm(ReasonForm):
    """How far forward in the queue."""

    priority = forms.IntegerField(
        label=_("Precedence"),
        min_value=0,
        max_value=1000,
        widget=forms.NumberInput(attrs={"class": "short"}),
        help_text=_("Higher goes before lower; 0 is everyone's own, in the order of signing up."),
    )
    field_order = ("priority", "reason")


class ModeForm(forms.Form):
    """The other way of taking part."""

    mode = forms.ChoiceField(
        label=_("Way of taking part"),
        choices=capitalised(Pool.Mode.choices),
        widget=forms.RadioSelect,
    )


class NeedsReasonForm(forms.Form):
    """Why names are needed with the needs."""

    reason = forms.CharField(
        label=_("Why are names needed?"),
        max_length=300,
        help_text=_(
            "For example: the kitchen asks for name tags for allergies. It stays in the history."
        ),
    )
