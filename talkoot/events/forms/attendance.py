"""Forms of the day: a mark at the door, a walk-in, oneself by the code on the screen."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from talkoot.events.operations.attendance import MOST_HEADS


class MarkForm(forms.Form):
    """Who, by the list or by the ticket; the key makes a mark that is sent twice one."""

    mark_optional = False

    registration = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    mark = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    ticket = forms.CharField(
        label=_("Code of the ticket"),
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


class WalkInForm(forms.Form):
    """Somebody who came without signing up, or so many of them."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("May be left empty if nobody writes names down."),
    )
    organisation = forms.CharField(
        label=_("Organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    number = forms.IntegerField(
        label=_("How many without a name"),
        required=False,
        min_value=1,
        max_value=MOST_HEADS,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors and not cleaned.get("name") and not cleaned.get("number"):
            self.add_error("name", _("Write a name, or how many came without one."))
        if cleaned.get("name") and (cleaned.get("number") or 1) > 1:
            self.add_error("number", _("A name is one person. Leave one of the two empty."))
        return cleaned


class HereForm(forms.Form):
    """Oneself, by the code that is on the screen now."""

    key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code on the screen"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code"}
        ),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one that you signed up with, so that you are found on the list."),
    )
    organisation = forms.CharField(
        label=_("Your organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        help_text=_("If you have not signed up."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid.uuid4())


class RevokeForm(forms.Form):
    """Why a certificate is taken out of force."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,  # the operation says it in better words
        help_text=_("Whoever checks the certificate reads it, so write no names."),
    )
    mark_optional = False
