"""The history page: every verb in words, before and after, nobody's personal data."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from talkoot import projects
from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.projects import models, operations
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period
from talkoot.projects.views.history_words import VERBS, told, told_changes


def test_every_verb_that_is_recorded_has_a_sentence() -> None:
    folder = Path(str(projects.__file__)).parent / "operations"
    written = "\n".join(file.read_text() for file in folder.rglob("*.py"))
    recorded = set(re.findall(r'"(projects\.[a-z_]+)"', written))
    assert recorded - set(VERBS) == set()
    assert set(VERBS) - recorded == set()


@pytest.mark.parametrize("language", ["en", "fi", "sv"])
def test_before_and_after_are_in_words(language: str) -> None:
    changes: dict[str, Any] = {
        "names": [{"fi": "Vanha", "sv": "Samma"}, {"fi": "Uusi", "sv": "Samma", "cs": "Nové"}],
        "funding": ["not_known", "known"],
        "starts_on": ["2019-01-01", "2019-03-02"],
        "starts_precision": ["year", "day"],
        "contact_email": ["changed", "changed"],
        "areas": [[], [{"fi": "Kuopio"}, {"fi": "Kangasala"}]],
        "code": ["", "S1"],
    }
    with translation.override(language):
        shown = told_changes(models.Project, changes)
        labels = [change.label for change in shown]
        assert [(c.before, c.after, c.only_that) for c in shown] == [
            ("Vanha", "Uusi", False),
            ("", "Nové", False),
            (
                str(models.Project.Funding.NOT_KNOWN.label).capitalize(),
                str(models.Project.Funding.KNOWN.label).capitalize(),
                False,
            ),
            ("2019", "2.3.2019", False),
            ("", "", True),
            ("", "Kuopio\nKangasala", False),
            ("", "S1", False),
        ]
        assert all(label[0].isupper() for label in labels)


def test_money_days_and_answers_are_in_words() -> None:
    with translation.override("en"):
        shown = told_changes(
            models.FundingDecision,
            {
                "total_eur": [None, "293323.00"],
                "decided_on": [None, "2020-02-01"],
                "closed_indicators": [[], ["EECO01", "EECR01"]],
            },
        )
        assert shown[0].after == "€293,323" or "293" in shown[0].after
        assert shown[2].after == "EECO01\nEECR01"
        answer = told_changes(
            models.Remark, {"is_uncertain": [False, True], "about": [None, "all"]}
        )
        assert [(c.before, c.after) for c in answer] == [("no", "yes"), ("", "The whole project")]


@pytest.mark.django_db
def test_the_history_names_who_what_and_when(as_person: Any) -> None:
    manager = factories.person("Testi Esimerkki")
    project = factories.project()
    factories.team_member(project, manager)
    goal = operations.add_goal(project=project, texts=Texts(fi="Ensimmäinen tavoite"), by=manager)
    operations.remove_goal(goal=goal, by=None)
    erased = factories.person()
    operations.edit(project=project, by=erased, contact_email="salainen@example.org")
    erased.delete()
    joined = operations.add_member(
        project=project, person=factories.person("Toinen Esimerkki"), role="viewer", by=manager
    )
    with translation.override("en"):
        page = as_person(manager).get(reverse("projects:history", args=[project.slug]))
        who = [(entry.who, str(entry.sentence), entry.about) for entry in page.context["entries"]]
        assert who == [
            ("Testi Esimerkki", "A person joined the team.", "Toinen Esimerkki (viewer)"),
            ("a person who has been erased", "The project was edited.", ""),
            ("Talkoot itself", "A goal was removed.", "Ensimmäinen tavoite"),
            ("Testi Esimerkki", "A goal was added.", "Ensimmäinen tavoite"),
        ]
    assert "salainen" not in page.content.decode()
    joined.person.delete()
    assert "Toinen Esimerkki" not in str(list(Entry.objects.values_list("changes", "note")))


@pytest.mark.django_db
def test_the_history_is_paged_and_asks_the_same_however_long(
    as_person: Any, count_queries: Any
) -> None:
    project = factories.project(period=period("2021"))
    manager = factories.team_member(project).person
    client: Client = as_person(manager)
    address = reverse("projects:history", args=[project.slug])

    def add(number: int) -> None:
        for n in range(number):
            operations.add_goal(
                project=project, texts=Texts(fi=f"Tavoite {number} {n}"), by=manager
            )

    add(2)
    client.get(address)
    with count_queries() as few:
        client.get(address)
    add(60)
    with count_queries() as many:
        page = client.get(address)
    assert len(many) == len(few)
    assert (len(page.context["entries"]), page.context["page_obj"].paginator.num_pages) == (30, 3)
    assert client.get(address, {"page": "9"}).status_code == 200


@pytest.mark.django_db
def test_an_entry_of_an_area_above_is_shown_as_it_is() -> None:
    project = factories.project()
    entry = Entry.objects.create(
        verb="later.verb",
        subject="projects.project",
        subject_id=project.pk,
        part="nowhere.thing",
        part_id=1,
        changes={"unheard_of": [1, 2]},
    )
    (shown,) = told([entry])
    assert (shown.sentence, shown.changes[0].before, shown.changes[0].after) == (
        "later.verb",
        "1",
        "2",
    )
