"""The pages of managing ask the database the same number of questions however much there is."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from talkoot.kit.languages import Texts
from talkoot.projects import operations
from talkoot.projects.models import Project
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period

pytestmark = pytest.mark.django_db
PAGES = (
    "manage", "goals", "themes", "partners", "decisions", "obligations", "recognitions",
    "sources", "team",
)  # fmt: skip  # the list reads as one


def more(project: Project, number: int) -> None:
    """A row of every kind, as another one would be written."""
    owner = factories.organisation()
    partner = factories.partnership(project, position=number)
    factories.partner_period(partner, period("2021", "2021"))
    last = project.decisions.filter(superseded_by=None).first()
    decision = factories.decision(project, supersedes=last)
    factories.budget_line(decision, 10, partnership=partner, category="salaries")
    factories.goal(project, f"Tavoite {number}", position=number)
    factories.theme(project, f"Teema {number}", owner=owner, position=number)
    factories.recognition(project)
    factories.remark(project)
    duty = factories.duty(project.programme) if project.programme else None
    factories.obligation(project, duty=duty, due_on=date(2021, 5, number))
    factories.team_member(project, role="partner_contact", partnership=partner)
    by = factories.person()
    operations.invite(
        project=project, email=f"uusi{number}@example.org", role="viewer", language="fi", by=by
    )
    operations.add_goal(project=project, texts=Texts(fi=f"Lisätty {number}"), by=by)


@pytest.mark.parametrize("door", PAGES)
def test_the_number_of_questions_stays(as_person: Any, count_queries: Any, door: str) -> None:
    project = factories.project(programme=factories.programme())
    client = as_person(factories.team_member(project).person)
    address = reverse(f"projects:{door}", args=[project.slug])
    more(project, 1)
    client.get(address)
    with count_queries() as few:
        client.get(address)
    for number in (2, 3, 4, 5):
        more(project, number)
    with count_queries() as many:
        client.get(address)
    assert (door, len(many)) == (door, len(few))
