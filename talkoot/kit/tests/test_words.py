"""Texts by language, money in words, and refusals."""

from decimal import Decimal

import pytest
from django.db import models
from django.utils import translation

from talkoot.kit.languages import Text, Texts, TextsField
from talkoot.kit.money import euros
from talkoot.kit.refusals import Refused


def test_a_text_falls_back_and_says_its_language() -> None:
    texts = Texts(fi="Hanke", es="Proyecto")
    assert texts.pick("es") == Text("Proyecto", "es")
    assert texts.pick("sv") == Text("Hanke", "fi")
    assert Texts(cs="Projekt").pick("fi") == Text("Projekt", "cs")
    assert Texts().pick("fi") == Text("", "")


def test_empty_texts_are_left_out() -> None:
    assert Texts({"fi": " Hanke ", "sv": "  "}) == {"fi": "Hanke"}


def test_a_text_reads_in_the_active_language() -> None:
    with translation.override("sv"):
        assert str(Texts(fi="Hanke", sv="Projekt")) == "Projekt"


def test_a_field_reads_texts_and_not_a_plain_dictionary() -> None:
    field: models.Field[object, object] = TextsField()
    assert type(field.to_python({"fi": "Hanke"})) is Texts


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "293\N{NO-BREAK SPACE}323\N{NO-BREAK SPACE}€"),
        ("sv", "293\N{NO-BREAK SPACE}323\N{NO-BREAK SPACE}€"),
    ],
)
def test_euros_are_written_as_the_language_does(language: str, words: str) -> None:
    with translation.override(language):
        assert euros(Decimal("293323.00")) == words


def test_cents_are_shown_when_there_are_some() -> None:
    with translation.override("fi"):
        assert euros(Decimal("0.50")) == "0,50\N{NO-BREAK SPACE}€"
        assert euros(0) == "0\N{NO-BREAK SPACE}€"
    assert euros(None) == ""


class RoomFull(Refused):
    sentence = "The room holds {places}."
    next_step = "Choose another day."


def test_a_refusal_is_a_sentence_and_a_next_step() -> None:
    assert str(RoomFull(places=10)) == "The room holds 10. Choose another day."
