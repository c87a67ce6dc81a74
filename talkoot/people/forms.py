"""What a visitor may send about themselves, and how they sign in."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from talkoot.people.models import Person


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth carries no types
    """An address, and a password for those who have one; without it a code is mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")

    def _setup_password_field(self) -> None:
        field = self.fields["password"]
        field.required = False
        field.widget.is_required = False
        field.help_text = _("Leave this empty if you have no password: we then e-mail you a code.")
        field.widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs.pop("placeholder", None)


class OwnForm(forms.Form):
    """A person's name and the language of their mails."""

    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("Shown to those you work with. Your address is not shown."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the messages to you"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


class OtherAddressForm(forms.Form):
    """The other address of somebody who has two."""

    email = forms.EmailField(
        label=_("Your other e-mail address"),
        help_text=_("We send a code to it, so that we know it is yours."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()


class CodeForm(forms.Form):
    """A code that was mailed."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("Eight digits, from the message we sent to your other address."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        return "".join(str(self.cleaned_data["code"]).split())


class KeeperForm(forms.Form):
    """What a keeper does to a person's data, and why."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=1000,
        help_text=_("How you know, and who asked. It stays in the history; write no names in it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def _person(self, field: str) -> Person | None:
        """The person with the address in the field; without one the field says so."""
        person = Person.objects.with_address(self.cleaned_data.get(field) or "").first()
        if person is None and self.cleaned_data.get(field):
            self.add_error(field, _("Nobody has this address."))
        return person


class KeeperMergeForm(KeeperForm):
    """Two addresses that a keeper knows to be one person's."""

    duplicate = forms.EmailField(
        label=_("Address that goes"), help_text=_("Everything that belongs to it moves.")
    )
    into = forms.EmailField(label=_("Address that stays"))
    field_order = ("duplicate", "into", "reason")

    persons: dict[str, Person]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        found = {name: self._person(name) for name in ("duplicate", "into")}
        self.persons = {name: person for name, person in found.items() if person}
        return cleaned


class KeeperEraseForm(KeeperForm):
    """A person who asked a keeper to be erased."""

    email = forms.EmailField(label=_("Address of the person"))
    field_order = ("email", "reason")

    person: Person | None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.person = self._person("email")
        return cleaned
