"""Every verb that reports record has its sentence in a project's history."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from talkoot.history.verbs import sentence_of
from talkoot.reports import operations
from talkoot.reports.tests import factories as make
from talkoot.reports.views.history_words import VERBS

ROOM = Path(operations.__file__).parent


def test_every_verb_has_a_sentence_and_every_sentence_a_verb() -> None:
    text = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    recorded = set(re.findall(r'"(reports\.[a-z_]+)"', text))
    assert sorted(recorded - VERBS.keys()) == []
    assert sorted(VERBS.keys() - recorded) == []


def test_the_sentences_are_known_to_the_pages_of_lower_areas() -> None:
    assert {str(sentence_of(verb)) for verb in VERBS} == {str(said) for said in VERBS.values()}
    assert sentence_of("nobody.told") == "nobody.told"


@pytest.mark.django_db
def test_the_history_of_a_project_tells_of_its_indicators(
    as_person: Any, count_queries: Any
) -> None:
    project = make.project()
    manager = make.team_member(project).person
    client = as_person(manager)
    address = reverse("projects:history", args=[project.slug])

    def asked() -> int:
        with count_queries() as questions:
            assert client.get(address).status_code == 200
        return len(questions)

    def one(code: str) -> None:
        row = operations.pick(project=project, indicator=make.offered(project, code), by=manager)
        operations.set_target(project_indicator=row, value=Decimal(8), by=manager)
        make.manual_figure(row)
        figure = row.manual_figures.get()
        operations.withdraw_manual_figure(figure=figure, reason="Väärä.", by=manager)

    one("RCO81")
    few = asked()
    for number in range(82, 87):
        one(f"RCO{number}")
    assert asked() == few
    page = str(client.get(address).content, "utf-8")
    for verb in ("reports.pick", "reports.set_target", "reports.withdraw_manual_figure"):
        assert str(sentence_of(verb)) in page
        assert verb not in page
