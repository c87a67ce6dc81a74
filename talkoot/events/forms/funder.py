"""The funder's questions as fields of a form: in words, or one of a few choices."""

from collections.abc import Iterable

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import FunderField

UNTOLD: tuple[str, Promise | str] = ("untold", _("I do not want to tell"))
CHOICES: dict[str, list[tuple[str, Promise | str]]] = {
    FunderField.WORK_EXPERIENCE: [
        ("under_5", _("under 5 years")),
        ("5_to_10", _("5–10 years")),
        ("over_10", _("over 10 years")),
        UNTOLD,
    ],
    FunderField.MOTHER_TONGUE: [
        ("fi", _("Finnish")),
        ("sv", _("Swedish")),
        ("se", _("a Sámi language")),
        ("other", _("another language")),
        UNTOLD,
    ],
    FunderField.GENDER: [
        ("woman", _("woman")),
        ("man", _("man")),
        ("other", _("other")),
        UNTOLD,
    ],
    FunderField.AGE: [
        ("under_30", _("under 30")),
        ("30_to_54", _("30–54")),
        ("over_54", _("55 or over")),
        UNTOLD,
    ],
}
LABELS: dict[str, Promise | str] = dict(FunderField.choices)
PREFIX = "funder_"


def fields_for(codes: Iterable[object]) -> dict[str, forms.Field]:
    """A field for each of the codes that is known, by its name in the form."""
    made: dict[str, forms.Field] = {}
    for code in map(str, codes):
        if code not in LABELS:
            continue
        label = str(LABELS[code])
        label = label[:1].upper() + label[1:]
        if code in CHOICES:
            choices = [("", _("Choose")), *CHOICES[code]]
            made[f"{PREFIX}{code}"] = forms.ChoiceField(
                label=label, choices=choices, required=False
            )
        else:
            made[f"{PREFIX}{code}"] = forms.CharField(label=label, max_length=200, required=False)
    return made
