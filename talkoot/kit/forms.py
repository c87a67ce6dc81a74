"""Form fields for what is ours: texts by language, dates as exact as they are known, numbers, lines."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.datastructures import MultiValueDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import PRODUCT_LANGUAGES, Texts, language_name
from talkoot.kit.periods import PartialDate, Period
from talkoot.kit.refusals import Refused

_no_nulls = ProhibitNullCharactersValidator()
EARLIEST, LATEST = 1900, 2199


# --- texts by language ----------------------------------------------------------------------------
class TextsWidget(forms.Widget):
    """One box a language, each named `<field>-<tag>`: the product's languages, those that there is a
    text in, and `languages`. Long ones are text areas of `rows` rows."""

    template_name = "kit/texts.html"
    use_fieldset = True

    def __init__(self, *, long: bool = False, rows: int = 4, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.long, self.rows = long, rows
        self.languages: tuple[str, ...] = ()

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        texts = value if isinstance(value, Mapping) else {}
        identity = context["widget"]["attrs"].get("id", name)
        context["widget"].update(
            long=self.long,
            rows=self.rows,
            invalid=bool(context["widget"]["attrs"].get("aria-invalid")),
            languages=[
                {
                    "tag": tag,
                    "label": language_name(tag),
                    "name": f"{name}-{tag}",
                    "id": f"{identity}-{tag}",
                    "text": texts.get(tag, ""),
                }
                for tag in dict.fromkeys([*PRODUCT_LANGUAGES, *texts, *self.languages])
            ],
        )
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}-{PRODUCT_LANGUAGES[0]}" if id_ else ""

    def value_from_datadict(self, data: Any, files: MultiValueDict[str, Any], name: str) -> Any:
        return {
            tag: data.get(key, "").replace("\r\n", "\n")
            for key in data
            if (tag := _tag_in(key, name))
        }

    def value_omitted_from_data(
        self, data: Any, files: MultiValueDict[str, Any], name: str
    ) -> bool:
        return not any(_tag_in(key, name) for key in data)


def _tag_in(key: str, name: str) -> str:
    found = re.fullmatch(rf"{re.escape(name)}-([A-Za-z]{{2,8}}(?:-[A-Za-z0-9]{{1,8}}){{0,3}})", key)
    return found.group(1) if found else ""


class TextsField(forms.Field):
    """`Texts` typed in one box a language. Required means that one language at least has a text."""

    widget = TextsWidget

    def __init__(
        self, *, long: bool = False, rows: int = 4, max_length: int = 500, **kwargs: Any
    ) -> None:
        self.max_length = max_length
        kwargs.setdefault("widget", TextsWidget(long=long, rows=rows))
        super().__init__(**kwargs)

    def show(self, languages: Iterable[str]) -> None:
        """Shows boxes for these languages too."""
        self.widget.languages = tuple(languages)

    def to_python(self, value: Any) -> Texts:
        return Texts(value or {})

    def validate(self, value: Texts) -> None:
        super().validate(value)
        for tag, text in value.items():
            _no_nulls(text)
            if len(text) > self.max_length:
                raise ValidationError(
                    _("The text in %(language)s has %(count)d characters; at most %(most)d fit."),
                    params={
                        "language": language_name(tag),
                        "count": len(text),
                        "most": self.max_length,
                    },
                )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return Texts(initial or {}) != Texts(data or {})


# --- dates and periods ----------------------------------------------------------------------------
class PartialDateField(forms.Field):
    """A day, a month or a year as a person writes it: `2.3.2020`, `3/2020` or `2020`."""

    widget = forms.TextInput

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"class": "short", "autocomplete": "off", "maxlength": 12}),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.written() if isinstance(value, PartialDate) else value

    def to_python(self, value: Any) -> PartialDate | None:
        if isinstance(value, PartialDate) or value in self.empty_values:
            return value or None
        try:
            read = PartialDate.read(str(value))
        except ValueError:
            raise ValidationError(
                _("Write the date as 2.3.2020, the month as 3/2020 or the year as 2020.")
            ) from None
        if not EARLIEST <= read.first.year <= LATEST:
            raise ValidationError(_("Check the year."))
        return read

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (self.prepare_value(initial) or "") != (data or "")


class DayField(forms.DateField):
    """A day, which the browser's own calendar offers."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def validate(self, value: Any) -> None:
        super().validate(value)
        # What is counted from the day, such as the day after it, has to be one too.
        if value and not EARLIEST <= value.year <= LATEST:
            raise ValidationError(_("Check the year."))


class PeriodFields(forms.Form):
    """Two dates of a form, `starts` and `ends`, read together by `period()`."""

    starts = PartialDateField(
        label=_("Starts"),
        required=False,
        help_text=_("As exactly as it is known: 2.3.2020, 3/2020 or 2020."),
    )
    ends = PartialDateField(
        label=_("Ends"),
        required=False,
        help_text=_("The last day, month or year. Empty if there is no end or it is not known."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends.last < starts.first:
            self.add_error("ends", _("The end is before the start."))
        return cleaned

    def period(self) -> Period:
        return Period(self.cleaned_data.get("starts"), self.cleaned_data.get("ends"))


def period_initial(period: Period) -> dict[str, PartialDate | None]:
    """What `PeriodFields` show of a period."""
    return {"starts": period.starts, "ends": period.ends}


# --- numbers and lines ----------------------------------------------------------------------------
class NumberField(forms.Field):
    """A number of at most two decimals as people write it: `293 323`, `293323,50` or `293,323.50`."""

    widget = forms.TextInput
    below = Decimal(10) ** 12
    unreadable = _("Write a number, for example 120 or 12,5.")
    too_large = _("Check the number.")
    negative = _("The number is not less than nought.")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(
                attrs={"class": "short", "inputmode": "decimal", "autocomplete": "off"}
            ),
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        whole = value == value.to_integral_value()
        return f"{value:,.{0 if whole else 2}f}".replace(",", " ").replace(".", ",")

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal) or value in self.empty_values:
            return value if isinstance(value, Decimal) else None
        plain = re.sub(r"[\s\u00a0\u202f']", "", str(value)).replace("−", "-")
        if re.fullmatch(
            r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", plain
        ):  # 293,323.50, as it is written in English
            plain = plain.replace(",", "")
        try:
            number = Decimal(plain.replace(",", "."))
        except InvalidOperation:
            raise ValidationError(self.unreadable) from None
        if not number.is_finite() or abs(number) >= self.below:
            raise ValidationError(self.too_large)
        if number < 0:
            raise ValidationError(self.negative)
        exact = number.quantize(Decimal("0.01"))
        if number != exact:
            raise ValidationError(_("Write at most two decimals."))
        return exact

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


class EurosField(NumberField):
    """Euros, with their sign or without: `293 323,50 €`."""

    below = Decimal(10) ** 10
    unreadable = _("Write the amount in euros, for example 293 323,50.")
    too_large = _("Check the amount.")
    negative = _("An amount of money is not less than nought.")

    def to_python(self, value: Any) -> Decimal | None:
        return super().to_python(value.replace("€", "") if isinstance(value, str) else value)


class LinesField(forms.CharField):
    """A list of short words, one on each line; empty lines and repetitions are left out."""

    widget = forms.Textarea

    def __init__(self, *, most: int = 200, longest: int = 80, **kwargs: Any) -> None:
        self.most, self.longest = most, longest
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        lines = list(dict.fromkeys(line.strip() for line in written.splitlines() if line.strip()))
        if len(lines) > self.most or any(len(line) > self.longest for line in lines):
            raise ValidationError(
                _("At most %(most)d lines of %(longest)d characters fit."),
                params={"most": self.most, "longest": self.longest},
            )
        return lines


def capitalised(choices: Iterable[tuple[Any, Any]]) -> list[tuple[Any, Any]]:
    """Choices whose words stand alone, so that they begin with a capital letter in every language."""
    return [(value, capfirst(label)) for value, label in choices]


# --- saying no --------------------------------------------------------------------------------------
def show_refusal(form: forms.BaseForm, refused: Refused) -> None:
    """Puts an operation's no beside the field it belongs to, or on top of the form."""
    field = refused.field if refused.field in form.fields else None
    form.add_error(field, str(refused))
