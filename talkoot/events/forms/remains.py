"""What goes with an event and stays of it: messages, materials, headcounts; cancelling and copying."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from talkoot.events.forms.times import HourField
from talkoot.events.models import Attachment, Event, Pool, Registration
from talkoot.kit.forms import DayField, TextsField, capitalised
from talkoot.kit.languages import CONTENT_LANGUAGES, PRODUCT_LANGUAGES, language_name
from talkoot.projects.forms.seen import SeenForm

ACCEPTED = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.txt"


class CancelForm(forms.Form):
    """Why the event is cancelled."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,  # the operation says it in better words
        help_text=_("It stands on the event's page and in the message to everyone."),
    )
    mark_optional = False


class CopyForm(forms.Form):
    """When the copy is."""

    day = DayField(label=_("Day"))
    begins = HourField(label=_("Begins at"))

    def starts_at(self) -> datetime:
        said = self.cleaned_data
        return timezone.make_aware(datetime.combine(said["day"], said["begins"]))


class MessageForm(forms.Form):
    """To whom, and the arranger's own words."""

    states = forms.MultipleChoiceField(
        label=_("To whom"),
        choices=capitalised(
            (state, label)
            for state, label in Registration.State.choices
            if state in ("confirmed", "waiting", "offered", "cancelled")
        ),
        widget=forms.CheckboxSelectMultiple,
    )
    mode = forms.ChoiceField(
        label=_("Way of taking part"),
        required=False,
        choices=[("", _("All")), *capitalised(Pool.Mode.choices)],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(label=_("Language of the message"))
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Message"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Plain text. Everyone's own link to change or cancel is added below it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        language.choices = [(tag, language_name(tag)) for tag in PRODUCT_LANGUAGES]
        self.initial.setdefault("language", get_language())
        self.initial.setdefault("states", ["confirmed"])


class AttachmentForm(SeenForm):
    """A material or a recording: a file here or an address elsewhere."""

    kind = forms.ChoiceField(
        label=_("Kind"), choices=capitalised(Attachment.Kind.choices), widget=forms.RadioSelect
    )
    titles = TextsField(label=_("Title"), max_length=200)
    language = forms.ChoiceField(label=_("Language"), required=False)
    web_address = forms.URLField(
        label=_("Web address"), required=False, max_length=1000, assume_scheme="https"
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("PDF, PNG, JPG, DOCX, XLSX or plain text, at most 20 MB."),
        allow_empty_file=True,  # the operation says it in better words
    )

    def __init__(self, *args: Any, attachment: Attachment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        assert isinstance(language, forms.ChoiceField)
        names = [(tag, language_name(tag)) for tag in CONTENT_LANGUAGES]
        language.choices = [("", _("Not said")), *names]
        if attachment is not None:
            for name in ("kind", "file", *(["web_address"] if attachment.file else [])):
                del self.fields[name]


class CaptionedForm(forms.Form):
    """When the captions of a recording were ready."""

    on = DayField(
        label=_("The captions were ready on"),
    )


class HeadcountForm(forms.Form):
    """How many came, when nobody wrote down who."""

    number = forms.IntegerField(
        label=_("How many came"),
        min_value=0,
        max_value=1_000_000,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )
    is_approximate = forms.BooleanField(
        label=_("About so many"), required=False, help_text=_("Shown as “about” everywhere.")
    )
    kinds = TextsField(
        label=_("Who"),
        required=False,
        max_length=300,
        help_text=_("For example residents, managers."),
    )
    method = forms.CharField(
        label=_("How it was counted"),
        max_length=200,
        help_text=_("For example: counted at the door, the meeting program's own number."),
    )
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    proof = forms.FileField(
        label=_("Proof"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        help_text=_("For example a photograph of the room or of the list of ticks."),
        allow_empty_file=True,  # the operation says it in better words
    )


def copy_initial(event: Event) -> dict[str, Any]:
    """The same hour as the event that is copied."""
    if event.starts_at is None:
        return {}
    return {"begins": timezone.localtime(event.starts_at).time()}
