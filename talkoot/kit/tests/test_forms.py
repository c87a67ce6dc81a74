"""Form fields: texts by language, dates as exact as they are known, money, lines."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import override

from talkoot.kit.forms import (
    EurosField,
    LinesField,
    NumberField,
    PartialDateField,
    PeriodFields,
    TextsField,
    capitalised,
    period_initial,
    show_refusal,
)
from talkoot.kit.languages import Texts, language_name
from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.kit.refusals import Refused


class OneForm(forms.Form):
    names = TextsField(label="Names", max_length=20)
    amount = EurosField(label="Amount", required=False)
    codes = LinesField(label="Codes", required=False)


def bound(**data: str) -> OneForm:
    return OneForm(MultiValueDict({key.replace("__", "-"): [text] for key, text in data.items()}))


def test_texts_are_read_in_every_language_sent() -> None:
    form = bound(names__fi="Nimi ", names__cs="Jméno", names__sv="")
    assert form.is_valid()
    assert form.cleaned_data["names"] == Texts(fi="Nimi", cs="Jméno")


def test_one_language_is_enough_and_none_is_not() -> None:
    assert bound(names__sv="Namn").is_valid()
    assert list(bound(names__fi="  ").errors) == ["names"]
    assert list(bound().errors) == ["names"]


def test_a_text_too_long_says_in_which_language(settings: object) -> None:
    form = bound(names__fi="Nimi", names__sv="x" * 21)
    assert not form.is_valid()
    assert "21" in str(form.errors["names"])


@pytest.mark.parametrize("text", ["a\x00b"])
def test_what_the_database_cannot_hold_is_refused(text: str) -> None:
    assert list(bound(names__fi=text).errors) == ["names"]


def test_other_fields_with_a_like_name_are_left_alone() -> None:
    form = bound(names__fi="Nimi", names__fi__x__y__z__w="q", namesx__sv="q")
    assert form.is_valid()
    assert form.cleaned_data["names"] == Texts(fi="Nimi")


def test_each_language_has_a_labelled_box_in_its_own_language() -> None:
    form = OneForm(initial={"names": Texts(cs="Jméno")})
    field = form.fields["names"]
    assert isinstance(field, TextsField)
    field.show(["it"])
    drawn = str(form["names"])
    for tag in ("fi", "sv", "en", "cs", "it"):
        assert f'id="id_names-{tag}" lang="{tag}"' in drawn
        assert f'<label for="id_names-{tag}">' in drawn
    assert 'value="Jméno"' in drawn
    assert form["names"].id_for_label == "id_names-fi"


def test_texts_have_changed_only_when_a_word_has() -> None:
    field = TextsField()
    assert field.has_changed(Texts(fi="a"), {"fi": "a ", "sv": ""}) is False
    assert field.has_changed(Texts(fi="a"), {"fi": "a", "sv": "b"}) is True
    assert field.has_changed(None, {"fi": ""}) is False


@pytest.mark.parametrize(
    ("written", "first", "precision"),
    [
        ("2.3.2020", date(2020, 3, 2), Precision.DAY),
        (" 3/2020 ", date(2020, 3, 1), Precision.MONTH),
        ("2020", date(2020, 1, 1), Precision.YEAR),
    ],
)
def test_a_date_is_read_as_exactly_as_written(
    written: str, first: date, precision: Precision
) -> None:
    assert PartialDateField().clean(written) == PartialDate(first, precision)


@pytest.mark.parametrize("written", ["31.2.2020", "kevät 2020", "20", "1.1.1066", "9999"])
def test_what_is_not_a_date_is_refused(written: str) -> None:
    with pytest.raises(forms.ValidationError):
        PartialDateField().clean(written)


def test_a_date_goes_out_and_comes_back_the_same() -> None:
    field = PartialDateField(required=False)
    for written in ("2.3.2020", "3/2020", "2020"):
        shown = field.prepare_value(field.clean(written))
        assert (shown, field.has_changed(field.clean(written), shown)) == (written, False)
    assert field.clean("") is None


def test_a_period_ends_after_it_starts() -> None:
    assert PeriodFields({"starts": "2020", "ends": "1.3.2020"}).is_valid()
    wrong = PeriodFields({"starts": "2.3.2020", "ends": "2019"})
    assert list(wrong.errors) == ["ends"]
    right = PeriodFields({"starts": "2019", "ends": ""})
    assert right.is_valid()
    assert right.period() == Period(PartialDate(date(2019, 1, 1), Precision.YEAR))
    assert period_initial(right.period()) == {"starts": right.period().starts, "ends": None}


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("293 323", "293323.00"),
        ("293\u00a0323,50 €", "293323.50"),
        ("293,323.50", "293323.50"),
        ("293,323", "293323.00"),
        ("0", "0.00"),
        ("12,5", "12.50"),
    ],
)
def test_money_is_read_as_people_write_it(written: str, amount: str) -> None:
    assert EurosField().clean(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["-1", "1,234.567", "paljon", "NaN", "1e30", "0,001"])
def test_what_is_not_money_is_refused(written: str) -> None:
    with pytest.raises(forms.ValidationError):
        EurosField().clean(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [("120", "120"), ("1 200,5", "1200.5"), ("1,200", "1200"), ("1.2", "1.2"), ("0", "0")],
)
def test_a_number_is_read_as_people_write_it(written: str, number: str) -> None:
    assert NumberField().clean(written) == Decimal(number)
    assert NumberField().has_changed(Decimal(number), written) is False


def test_each_field_refuses_in_its_own_words() -> None:
    for field, written, words in (
        (NumberField(), "5 €", "Write a number, for example 120 or 12,5."),
        (NumberField(), "-1", "The number is not less than nought."),
        (NumberField(), "1 000 000 000 000", "Check the number."),
        (EurosField(), "10 000 000 000", "Check the amount."),
        (EurosField(), "paljon", "Write the amount in euros, for example 293 323,50."),
    ):
        with override("en"), pytest.raises(forms.ValidationError, match=f"'{words}'"):
            field.clean(written)


def test_money_goes_out_and_comes_back_the_same() -> None:
    field = EurosField()
    for amount in (Decimal("293323.00"), Decimal("1234567.89"), Decimal("0.00")):
        assert field.clean(field.prepare_value(amount)) == amount
        assert field.has_changed(amount, field.prepare_value(amount)) is False
    assert EurosField(required=False).clean("") is None


def test_lines_are_a_list_without_repetitions() -> None:
    form = bound(names__fi="Nimi", codes="EECO01\r\n\r\n EECR01 \nEECO01")
    assert form.is_valid()
    assert form.cleaned_data["codes"] == ["EECO01", "EECR01"]
    assert list(bound(names__fi="Nimi", codes="x" * 81).errors) == ["codes"]


class Full(Refused):
    sentence = "It is full."
    field = "amount"


class Closed(Refused):
    sentence = "It is closed."


def test_a_refusal_stands_beside_its_field_or_on_top() -> None:
    form = bound(names__fi="Nimi")
    assert form.is_valid()
    show_refusal(form, Full())
    show_refusal(form, Closed())
    assert form.errors == {"amount": ["It is full."], "__all__": ["It is closed."]}


@pytest.mark.parametrize(
    ("active", "name"), [("fi", "Tšekki"), ("sv", "Tjeckiska"), ("en", "Czech")]
)
def test_a_language_is_named_in_the_readers_own(active: str, name: str) -> None:
    assert language_name("cs", active) == name
    assert language_name("xx", active) == "Xx"


def test_words_that_stand_alone_begin_with_a_capital() -> None:
    assert capitalised([("a", "hanke"), ("b", "Äiti")]) == [("a", "Hanke"), ("b", "Äiti")]
