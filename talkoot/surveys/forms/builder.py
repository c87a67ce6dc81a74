"""Making questions: the form itself, one question, and a pasted instrument."""

from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from talkoot.kit.forms import TextsField, capitalised
from talkoot.kit.languages import PRODUCT_LANGUAGES, Texts, language_name
from talkoot.kit.refusals import Sentence
from talkoot.projects.models import Project
from talkoot.surveys.models import Form, Item

PURPOSES = [one for one in Form.Purpose.choices if one[0] != Form.Purpose.CORE]
CHOOSING = (Item.Kind.CHOICE, Item.Kind.MANY)
OF_SCALES = ("low", "low_words", "high", "high_words", "is_reversed")
MOST_LINES, LONGEST_LINE = 40, 200


class BeginForm(forms.Form):
    """Whose questions these are, and what for."""

    project = forms.ModelChoiceField(label=_("Project"), queryset=Project.objects.none())
    titles = TextsField(label=_("Name of the form"), max_length=200)
    purpose = forms.ChoiceField(
        label=_("What is it for?"),
        choices=capitalised(PURPOSES),
        initial=Form.Purpose.FEEDBACK,
        widget=forms.RadioSelect,
    )
    licence = forms.CharField(
        label=_("Licence statement of the instrument"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "A licensed instrument, such as a wellbeing scale, is not part of this program. Use one only "
            "if your organisation has the right to, and tell here what gives it."
        ),
    )

    def __init__(self, *args: Any, projects: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]  # a field of choices


class ItemForm(forms.Form):
    """One question of one kind: the fields that belong to it and no others."""

    words = TextsField(label=_("Question"), max_length=500)
    help_texts = TextsField(label=_("Help"), required=False, max_length=500)
    options = TextsField(
        label=_("Answers to choose from"),
        long=True,
        rows=5,
        max_length=MOST_LINES * (LONGEST_LINE + 2),  # with the ends of the lines
        help_text=_("One answer on each line, in the same order in each language."),
    )
    low = forms.IntegerField(
        label=_("The scale begins at"), initial=1, min_value=0, max_value=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip  # one field
    low_words = TextsField(label=_("The lowest means"), required=False, max_length=100)
    high = forms.IntegerField(
        label=_("The scale ends at"), initial=5, min_value=1, max_value=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip  # one field
    high_words = TextsField(label=_("The highest means"), required=False, max_length=100)
    is_reversed = forms.BooleanField(
        label=_("Scored backwards"),
        required=False,
        help_text=_("A large answer means little."),
    )

    def __init__(self, *args: Any, kind: str, is_scored: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        left_out = list(() if kind in CHOOSING else ("options",))
        left_out += () if kind == Item.Kind.SCALE else OF_SCALES
        if not is_scored and "is_reversed" not in left_out:
            left_out.append("is_reversed")
        for name in left_out:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "options" in said:
            uneven = _("Write the same answers in the same order in each language.")
            for sentence in unfit_lines(said["options"], uneven=uneven):
                self.add_error("options", sentence)
        return said

    def values(self) -> dict[str, Any]:
        """The fields as the operation takes them."""
        said = {**self.cleaned_data, "kind": self.kind}
        if "options" in said:
            said["options"] = options_of(said["options"])
        return said


class PasteForm(forms.Form):
    """The questions of an instrument, pasted."""

    lines = forms.CharField(
        label=_("Questions, one on each line"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Write (R) at the end of a line whose answers are scored backwards."),
    )
    language = forms.ChoiceField(label=_("Their language"), choices=())
    low = forms.IntegerField(
        label=_("The scale begins at"), initial=1, min_value=0, max_value=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip  # one field
    high = forms.IntegerField(
        label=_("The scale ends at"), initial=5, min_value=1, max_value=10,
        widget=forms.NumberInput(attrs={"class": "short"}),
    )  # fmt: skip  # one field
    low_words = TextsField(label=_("The lowest means"), required=False, max_length=100)
    high_words = TextsField(label=_("The highest means"), required=False, max_length=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        languages = self.fields["language"]
        assert isinstance(languages, forms.ChoiceField)
        languages.choices = [(tag, language_name(tag)) for tag in PRODUCT_LANGUAGES]


def unfit_lines(written: Texts, *, uneven: Sentence) -> Iterator[ValidationError]:
    """Why answers or sectors, one on each line in each language, cannot be taken as they are; `uneven` says
    that they are not as many in each language."""
    lists = [_lines(text) for text in written.values()]
    if len({len(lines) for lines in lists}) > 1:
        yield ValidationError(str(uneven))
    if (count := max(map(len, lists), default=0)) > MOST_LINES:
        told = _("There are %(count)d lines, and at most %(most)d fit. Leave some of them out.")
        yield ValidationError(told, params={"count": count, "most": MOST_LINES})
    for lines in lists:
        if long := next((line for line in lines if len(line) > LONGEST_LINE), ""):
            told = _("The line “%(line)s…” is too long: at most %(most)d characters fit on a line.")
            yield ValidationError(told, params={"line": long[:40], "most": LONGEST_LINE})
        counted = Counter(line.casefold() for line in lines)
        if twice := next((line for line in lines if counted[line.casefold()] > 1), ""):
            told = _("“%(line)s” is there more than once. Leave it there once.")
            yield ValidationError(told, params={"line": twice[:LONGEST_LINE]})


def options_of(written: Texts) -> list[Texts]:
    """What was written on the same line in each language is one answer."""
    lines = {tag: _lines(text) for tag, text in written.items()}
    return [
        Texts(dict(zip(lines, words, strict=True)))
        for words in zip_longest(*lines.values(), fillvalue="")
    ]


def written_of(item: Item) -> dict[str, Any]:
    """A question as it stands in the form."""
    fields = (
        "kind",
        "words",
        "help_texts",
        "low",
        "high",
        "low_words",
        "high_words",
        "is_reversed",
    )
    tags = dict.fromkeys(tag for option in item.options for tag in option["words"])
    options = {
        tag: "\n".join(option["words"].get(tag, "") for option in item.options) for tag in tags
    }
    return {name: getattr(item, name) for name in fields} | {"options": Texts(options)}


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
