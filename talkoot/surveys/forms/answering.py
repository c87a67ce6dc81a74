"""The questions as a form: nothing is compulsory but to say something."""

from functools import partial
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import Texts
from talkoot.surveys.models import Item, Wave
from talkoot.surveys.queries.asking import items_of
from talkoot.ui.drawing import draw

LONGEST = 2000
LARGEST = 1_000_000
IN_ONE_ROW = 7
"""As many points of a scale fit beside one another on a phone; more stand in two even rows."""
POINT = '{}<span class="sr-only"> {}</span>'
END = "{} = {}"
ENDS = '<p class="scale-ends" aria-hidden="true"><span>{}</span><span>{}</span></p>'


class AnswerForm(forms.Form):
    """One field a question, named by the question's key, in the order of the wave."""

    mark_optional = False

    def __init__(self, *args: Any, wave: Wave, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items_of(wave)
        for item in self.items:
            self.fields[item.key] = _field(item)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(value not in (None, "", []) for value in said.values()):
            raise ValidationError(_("Answer at least one question."))
        return said

    def values(self) -> dict[str, Any]:
        """What was chosen, by the question's key, as `operations.answer` takes it."""
        found: dict[str, Any] = {}
        for item in self.items:
            said = self.cleaned_data.get(item.key)
            if item.kind == Item.Kind.TEXT or said in (None, "", []):
                continue
            if item.kind == Item.Kind.NUMBER:
                found[item.key] = {"number": said}
            else:
                found[item.key] = int(said) if item.kind == Item.Kind.SCALE else said
        return found

    def texts(self) -> dict[str, str]:
        """What was said in one's own words."""
        return {
            item.key: self.cleaned_data[item.key]
            for item in self.items
            if item.kind == Item.Kind.TEXT and self.cleaned_data.get(item.key)
        }


class WhoForm(forms.Form):
    """Who answers by the code on the screen: the address one signed up with, or nobody's. `once` tells the
    same form that is sent again from another one's."""

    mark_optional = False

    email = forms.EmailField(
        label=_("The e-mail address that you signed up with"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_(
            "It only sees to it that each answers once. It is not kept with your answer, and nobody "
            "can tell by it what you said."
        ),
    )
    is_unnamed = forms.BooleanField(label=_("I did not sign up"), required=False)
    once = forms.CharField(
        required=False, max_length=40, initial=partial(token_urlsafe, 16), widget=forms.HiddenInput
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not said.get("email") and not said.get("is_unnamed"):
            self.add_error("email", _("Write your address, or tick that you did not sign up."))
        return said


class Scale(forms.RadioSelect):
    """The points of a scale in a row, and below it what its ends mean."""

    def __init__(self, item: Item) -> None:
        points = item.high - item.low + 1
        in_two = f" half-{(points + 1) // 2}" if points > IN_ONE_ROW else ""
        super().__init__(attrs={"class": f"scale-point{in_two}"})
        self.item = item

    def render(self, *args: Any, **kwargs: Any) -> SafeString:
        row, item = super().render(*args, **kwargs), self.item
        ends = [
            draw(END, number, words) if words else ""
            for number, words in ((item.low, item.low_words), (item.high, item.high_words))
        ]
        return row + draw(ENDS, *ends) if any(ends) else row


def _field(item: Item) -> forms.Field:
    about: dict[str, Any] = {
        "label": str(item.words),
        "help_text": str(item.help_texts),
        "required": False,
    }
    if item.kind == Item.Kind.SCALE:
        points = [(str(n), _point(item, n)) for n in range(item.low, item.high + 1)]
        return forms.ChoiceField(choices=points, widget=Scale(item), **about)
    if item.kind in (Item.Kind.CHOICE, Item.Kind.MANY):
        options = [(option["key"], _words(option)) for option in item.options]
        if item.kind == Item.Kind.CHOICE:
            return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **about)
        return forms.MultipleChoiceField(
            choices=options, widget=forms.CheckboxSelectMultiple, **about
        )
    if item.kind == Item.Kind.NUMBER:
        return forms.IntegerField(min_value=0, max_value=LARGEST, **about)
    about["help_text"] = about["help_text"] or _(
        "Do not write names. E-mail addresses, phone numbers and links are hidden by themselves."
    )
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3}), **about)


def _point(item: Item, number: int) -> str:
    """A point of the scale; the ends say what they mean to the ear, for the eye it stands below."""
    words = item.low_words if number == item.low else item.high_words if number == item.high else ""
    return draw(POINT, number, words) if words else str(number)


def _words(option: Any) -> str:
    return str(Texts(option["words"]))
