"""What a person writes to sign up, alone or with others, and later changes."""

import uuid
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.events.forms import funder
from talkoot.events.models import Event, Need, Pool, Registration, Session
from talkoot.events.queries.organisations import organisation_told

ROLES = [
    (value, label)
    for value, label in Registration.Role.choices
    if value != Registration.Role.HOST  # hosts are named by the arranger
]
MOST_OTHERS = 29
NEED_KINDS = (Need.Kind.DIET, Need.Kind.ACCESS)
MACHINE = forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"})


class _NeedsFields(forms.Form):
    """Diet and access, each with its own consent; only what the event asks is there."""

    diet = forms.CharField(label=_("Special diet or allergies"), required=False, max_length=500)
    diet_consent = forms.BooleanField(
        label=_("What I wrote of my diet may be kept for arranging the meals."), required=False
    )
    access = forms.CharField(
        label=_("What you need so that you can take part"),
        help_text=_("For example an induction loop, an interpreter or a step-free way in."),
        required=False,
        max_length=500,
    )
    access_consent = forms.BooleanField(
        label=_("What I wrote of my needs may be kept for arranging them."), required=False
    )

    def ask_needs(self, event: Event) -> None:
        """Leaves out what the event does not ask."""
        for kind, is_asked in (
            (Need.Kind.DIET, event.asks_diet),
            (Need.Kind.ACCESS, event.asks_access),
        ):
            if not is_asked:
                del self.fields[kind], self.fields[f"{kind}_consent"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for kind in NEED_KINDS:
            if cleaned.get(kind) and not cleaned.get(f"{kind}_consent"):
                self.add_error(
                    f"{kind}_consent",
                    _("Tick this so that what you wrote may be kept, or empty the field above."),
                )
        return cleaned

    def needs(self) -> dict[str, str]:
        """What was told with consent, by kind."""
        return {str(kind): self.cleaned_data.get(kind) or "" for kind in NEED_KINDS}


class SignUpForm(_NeedsFields):
    """One person's sign-up. `form_key` is new in every form, so that a form sent twice is one."""

    field_order = ["mode", "name", "email", "organisation", "role"]

    mode = forms.ChoiceField(
        label=_("How do you take part?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you take part.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The answer, a calendar invitation and your personal link are sent here."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address.")},
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        help_text=_("Begin to write and choose from the list, or write the name yourself."),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    role = forms.ChoiceField(
        label=_("You come as"), choices=ROLES, initial=Registration.Role.PARTICIPANT
    )
    sessions = forms.MultipleChoiceField(
        label=_("Sessions"),
        help_text=_("These have places of their own. Choose those that you come to."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    wants_news = forms.BooleanField(
        label=_("I may be told about other events of the arranger."), required=False
    )
    notice_version = forms.CharField(widget=forms.HiddenInput, max_length=20)
    form_key = forms.UUIDField(widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200, widget=MACHINE)

    def __init__(
        self,
        *args: Any,
        event: Event,
        modes: list[tuple[str, str]],
        sessions: Iterable[tuple[Session, str]] = (),
        **kwargs: Any,
    ) -> None:
        first = {
            "mode": modes[0][0] if len(modes) == 1 else None,
            "notice_version": event.notice_version,
            "form_key": uuid.uuid4(),
        }
        kwargs["initial"] = {**first, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.event = event
        self._choose("mode", modes)
        self._choose("role", [(value, str(label).capitalize()) for value, label in ROLES])
        if len(modes) == 1:
            self.fields["mode"].widget = forms.HiddenInput()
        self.parts = list(sessions)
        if self.parts:
            self._choose("sessions", [(str(one.pk), words) for one, words in self.parts])
        else:
            del self.fields["sessions"]
        self.ask_needs(event)
        if event.is_funder_participation:
            self.fields.update(funder.fields_for(event.funder_fields))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean_notice_version(self) -> str:
        shown = str(self.cleaned_data["notice_version"])
        if shown != self.event.notice_version:
            raise forms.ValidationError(
                _("The privacy notice was changed meanwhile. Read it again and send the form.")
            )
        return shown

    @property
    def funder_fields(self) -> list[forms.BoundField]:
        """The funder's questions, for the template."""
        return [self[name] for name in self.fields if name.startswith(funder.PREFIX)]

    @property
    def is_from_a_machine(self) -> bool:
        """Whether the field that no person sees was filled in."""
        return bool(self.cleaned_data.get("website"))

    def session_pools(self) -> list[Pool]:
        """The places of the chosen sessions in the chosen way; a session without them is refused."""
        chosen = set(self.cleaned_data.get("sessions") or ())
        mode, found = self.cleaned_data.get("mode"), []
        for session, _words in self.parts:
            if str(session.pk) not in chosen:
                continue
            pool = next((one for one in session.pools.all() if one.mode == mode), None)
            if pool is None:
                self.add_error(
                    "sessions",
                    _("“%(session)s” cannot be followed in the way that you chose.")
                    % {"session": session.titles},
                )
            else:
                found.append(pool)
        return found

    def told(self) -> dict[str, Any]:
        """What `register` takes of the person."""
        said = self.cleaned_data
        answers = {
            name.removeprefix(funder.PREFIX): said[name]
            for name in self.fields
            if name.startswith(funder.PREFIX) and said.get(name)
        }
        return {
            "mode": said["mode"],
            "name": said["name"],
            "email": said["email"],
            "role": said["role"],
            "needs": self.needs(),
            "funder_answers": answers,
            "wants_news": said["wants_news"],
            "notice_version": said["notice_version"],
            "form_key": said["form_key"],
            **organisation_told(said["organisation"]),
        }


class OtherForm(forms.Form):
    """Somebody else who is signed up in the same go; an empty row is nobody."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_(
            "With an address they get a link of their own, by which they tell their needs."
        ),
        max_length=254,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("email") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name of this person."))
        return cleaned


class OthersFormSet(forms.BaseFormSet[OtherForm]):
    """The party; rows without a name are left out."""

    row_name: Promise | str = _("Person")

    def party(self) -> list[dict[str, Any]]:
        rows = [form.cleaned_data for form in self.forms]
        return [
            {"name": row["name"], "email": row.get("email") or ""}
            for row in rows
            if row.get("name")
        ]


Others = cast(
    type[OthersFormSet],
    forms.formset_factory(
        OtherForm,
        formset=OthersFormSet,
        extra=2,
        max_num=MOST_OTHERS,
        absolute_max=MOST_OTHERS,
        validate_max=True,
    ),
)


def as_typed(form: forms.Form) -> dict[str, Any]:
    """What stands in a sent form, unchecked, to be shown again as it was."""
    return {
        name: field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
        for name, field in form.fields.items()
    }


class OwnForm(_NeedsFields):
    """What a person changes of their own registration."""

    field_order = ["name", "organisation"]

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    wants_news = forms.BooleanField(
        label=_("I may be told about other events of the arranger."), required=False
    )

    def __init__(self, *args: Any, registration: Registration, **kwargs: Any) -> None:
        needs = {need.kind: need.text for need in registration.needs.all()}
        organisation = registration.organisation
        kwargs["initial"] = {
            "name": registration.name,
            "organisation": str(organisation)
            if organisation
            else registration.organisation_written,
            "wants_news": registration.wants_news,
            **needs,
            # They gave their consent when they told these; taking the text away withdraws it.
            **{f"{kind}_consent": True for kind in needs},
        }
        super().__init__(*args, **kwargs)
        self.ask_needs(registration.event)
