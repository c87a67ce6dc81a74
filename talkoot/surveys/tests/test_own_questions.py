"""Arrangers' own questions in the ledger: by form, over the events that asked them."""

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook

from talkoot.kit.languages import Texts
from talkoot.measures.measure import Scope
from talkoot.projects.models import Project
from talkoot.surveys import operations
from talkoot.surveys.models import FormVersion, Response, Wave
from talkoot.surveys.operations import forms
from talkoot.surveys.queries.ledger import ledger_of
from talkoot.surveys.queries.own_questions import OwnQuestions, own_questions_of
from talkoot.surveys.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return make.running_project()


def published(project: Project, title: str, *kinds: str) -> FormVersion:
    """A project's form with a question of each kind, made as its people make it."""
    form = forms.begin_form(project=project, titles=Texts(fi=title), by=None)
    for kind in kinds:
        options = [Texts(fi=one) for one in ("yksi", "kaksi", "kolme")]
        forms.add_item(
            form=form, kind=kind, words=Texts(fi=f"Kysymys {kind}?"),
            options=options if kind in ("choice", "many") else [], by=None,
        )  # fmt: skip  # one question
    return forms.publish_version(form=form, by=None)


def answered(project: Project, own: FormVersion | None, people: int, *said: Any) -> Wave:
    """Feedback of a new event that so many were asked and answered alike, closed."""
    wave = make.wave(make.event(project=project), own=own, has_answers=True)
    items = list(own.items.all()) if own is not None else []
    values = {"useful": {"w": 1, "v": 4}} | {
        item.key: {"w": item.wording, "v": value}
        for item, value in zip(items, said, strict=False)
        if value is not None
    }
    Response.objects.bulk_create(
        Response(wave=wave, anonymity="anonymous", values=values) for _one in range(people)
    )
    for _one in range(people):
        make.asked(wave, has_answered=True)
    return operations.close(wave=wave, by=None)


def own_of(project: Project) -> list[OwnQuestions]:
    return own_questions_of(ledger_of(project), Scope((project.pk,)))


def test_a_question_is_added_up_over_the_events_that_asked_it(project: Project) -> None:
    version = published(project, "Vertaistuki", "scale", "many", "number", "text")
    answered(project, version, 6, 5, ["o1", "o2"], {"number": 10})
    answered(project, version, 8, 3, ["o1"], {"number": 3})
    answered(project, None, 9)
    (own,) = own_of(project)
    assert (own.form, own.events, [one.asked for one in own.items]) == (version.form, 2, [14] * 3)
    # What is written in own words stands elsewhere.
    scale, many, number = (one.result for one in own.items)
    assert (scale.answered, scale.mean) == (14, (6 * 5 + 8 * 3) / 14)
    assert (many.answered, [one.count for one in many.points]) == (14, [14, 6, 0])
    assert (number.answered, number.mean) == (14, 6.0)


def test_each_form_stands_by_itself_and_the_most_asked_first(project: Project) -> None:
    rare, common = (published(project, title, "scale") for title in ("Yksi", "Toinen"))
    answered(project, rare, 5, 2)
    for _event in range(2):
        answered(project, common, 5, 4)
    found = [(str(one.form), one.events, one.items[0].result.answered) for one in own_of(project)]
    assert found == [("Toinen", 2, 10), ("Yksi", 1, 5)]


def test_small_events_are_counted_together_and_never_fewer_than_the_rule(project: Project) -> None:
    version = published(project, "Vertaistuki", "scale")
    answered(project, version, 4, 5)
    assert not any(one.are_answered for one in own_of(project))
    answered(project, None, 3)  # with these they are seven, of whom four answered the question
    (own,) = own_of(project)
    assert (own.events, own.are_answered) == (1, False)
    answered(project, version, 2, 5)
    answered(project, version, 3, 4)
    (own,) = own_of(project)
    assert (own.events, own.items[0].result.answered, own.items[0].asked) == (3, 5, 9)


def test_a_newer_version_joins_what_was_asked_in_the_same_words(project: Project) -> None:
    first = published(project, "Vertaistuki", "scale", "choice")
    draft = forms.begin_version(form=first.form, by=None)
    forms.change_item(item=draft.items.get(kind="choice"), words=Texts(fi="Toisin?"), by=None)
    second = forms.publish_version(form=first.form, by=None)
    answered(project, first, 5, 5, "o1")
    answered(project, second, 5, 4)
    (own,) = own_of(project)
    assert own.events == 2
    told = [(str(one.result.item.words), one.result.answered, one.asked) for one in own.items]
    assert told == [("Kysymys scale?", 10, 10), ("Toisin?", 0, 5), ("Kysymys choice?", 5, 5)]


def test_it_is_asked_in_few_questions_and_in_none_where_nobody_has_own_ones(
    project: Project,
) -> None:
    answered(project, None, 5)
    ledger, scope = ledger_of(project), Scope((project.pk,))
    with CaptureQueriesContext(connection) as none:
        assert own_questions_of(ledger, scope) == []
    assert len(none) == 0
    for _event in range(3):
        answered(project, published(project, "Omat", "scale", "many"), 5, 4, ["o1"])
    ledger = ledger_of(project)
    with CaptureQueriesContext(connection) as some:
        own_questions_of(ledger, scope)
    assert len(some) == 3


def test_the_page_and_the_workbook_show_them(project: Project) -> None:
    answered(project, published(project, "Vertaistuki", "scale", "number"), 6, 5, {"number": 10})
    answered(project, published(project, "Ei vastauksia", "choice"), 6)
    client = Client(headers={"accept-language": "en"})
    client.force_login(make.team_member(project, role="manager").person)
    with translation.override("en"):
        page = client.get(reverse("surveys:ledger", args=[project.slug])).content.decode()
        book = client.get(reverse("surveys:ledger_workbook", args=[project.slug]))
    assert "Own questions: Vertaistuki" in page
    assert "Asked after 1 event." in page
    assert "of 6 asked (100 %)" in page
    assert "Ei vastauksia" not in page
    rows = list(load_workbook(io.BytesIO(book.getvalue())).worksheets[0].values)
    assert ("Kysymys scale?", 1, "5", 6, 6, 5, "Vertaistuki") in rows
    assert ("Kysymys number?", 1, "", None, 6, 10, "Vertaistuki") in rows
    assert {row[-1] for row in rows} == {"Own questions", "", "Vertaistuki"}
