"""The pages of figures written by hand: who writes of whose share, withdrawing, and the proofs."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talkoot.projects.models import Partnership, Project
from talkoot.reports.models import ManualFigure, ProjectIndicator
from talkoot.reports.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return make.project()


@pytest.fixture
def row(project: Project) -> ProjectIndicator:
    return make.indicator(project, "Opintoryhmän jäsenet")


@pytest.fixture
def share(project: Project) -> Partnership:
    return make.partnership(project)


@pytest.fixture
def manager(project: Project, as_person: Any) -> Client:
    client: Client = as_person(make.team_member(project).person)
    return client


@pytest.fixture
def contact(project: Project, share: Partnership, as_person: Any) -> Client:
    person = make.team_member(project, role="partner_contact", partnership=share).person
    client: Client = as_person(person)
    return client


def address(door: str, project: Project, *numbers: int) -> str:
    return reverse(f"reports:{door}", args=[project.slug, *numbers])


def sent(**more: Any) -> dict[str, Any]:
    return {
        "value": "12",
        "first_on": "2021-01-01",
        "last_on": "2021-05-31",
        "reason": "Ryhmällä ei ole rekisteriä.",
        "estimated_by": "Hankkeen sihteeri",
        "proof": make.proof(),
        **more,
    }


def text(answer: Any) -> str:
    return str(answer.content, "utf-8")


def test_a_manager_writes_of_the_whole_or_of_any_share(
    manager: Client, project: Project, row: ProjectIndicator, share: Partnership
) -> None:
    door = address("figure_new", project, row.pk)
    answer = manager.post(door, sent())
    assert answer["Location"] == address("figures_by_hand", project)
    manager.post(door, sent(partnership=str(share.pk), is_estimate="on"))
    figures = ManualFigure.objects.order_by("pk")
    assert [(one.partnership, one.is_estimate) for one in figures] == [
        (None, False),
        (share, True),
    ]
    page = text(manager.get(address("figures_by_hand", project)))
    assert page.count('<span class="tag tag-warm">') == 2
    assert page.count("Hankkeen sihteeri") == 2


def test_what_is_missing_is_said_beside_its_box(
    manager: Client, project: Project, row: ProjectIndicator
) -> None:
    door = address("figure_new", project, row.pk)
    page = text(manager.post(door, {"value": "paljon"}))
    for name in ("value", "first_on", "last_on", "reason", "estimated_by", "proof"):
        assert f'id="id_{name}_error"' in page
    late = text(manager.post(door, sent(last_on="2020-12-31")))
    assert 'id="id_last_on_error"' in late
    # The operation's own no, beside the box that it is about.
    outside = text(manager.post(door, sent(first_on="2019-01-01")))
    assert 'id="id_last_on_error"' in outside
    assert not ManualFigure.objects.exists()


def test_a_partner_writes_of_the_own_share_only(
    contact: Client, project: Project, row: ProjectIndicator, share: Partnership
) -> None:
    door = address("figure_new", project, row.pk)
    assert 'name="partnership"' not in text(contact.get(door))
    other = make.partnership(project)
    contact.post(door, sent(partnership=str(other.pk)))
    figure = ManualFigure.objects.get()
    assert figure.partnership == share
    theirs = make.manual_figure(row, partnership=other)
    whole = make.manual_figure(row)
    for foreign in (theirs, whole):
        withdraw = address("figure_withdraw", project, foreign.pk)
        assert contact.get(withdraw).status_code == 404
        assert contact.post(withdraw, {"reason": "Ei."}).status_code == 404
    contact.post(address("figure_withdraw", project, figure.pk), {"reason": "Väärä."})
    figure.refresh_from_db()
    assert figure.withdrawn_reason == "Väärä."


def test_others_read_and_do_not_see_who_estimated(
    project: Project, row: ProjectIndicator, as_person: Any
) -> None:
    figure = make.manual_figure(row)
    viewer = as_person(make.team_member(project, role="viewer").person)
    page = text(viewer.get(address("figures_by_hand", project)))
    assert "Esimerkin vuoksi." in page
    assert "Testi Esimerkki" not in page
    for door, number in (("figure_new", row.pk), ("figure_withdraw", figure.pk)):
        assert viewer.get(address(door, project, number)).status_code == 404
    stranger = as_person(make.person())
    for door, numbers in (("figures_by_hand", ()), ("figure_proof", (figure.pk,))):
        assert stranger.get(address(door, project, *numbers)).status_code == 404


def test_a_withdrawn_figure_stays_with_its_reason(
    manager: Client, project: Project, row: ProjectIndicator
) -> None:
    figure = make.manual_figure(row)
    door = address("figure_withdraw", project, figure.pk)
    assert manager.get(door).status_code == 200
    assert "error-summary" in text(manager.post(door, {"reason": ""}))
    manager.post(door, {"reason": "Laskettu kahdesti."})
    page = text(manager.get(address("figures_by_hand", project)))
    assert "Laskettu kahdesti." in page
    assert door not in page


def test_the_proof_is_given_to_the_people_of_the_project_only_to_be_saved(
    manager: Client, project: Project, row: ProjectIndicator
) -> None:
    manager.post(address("figure_new", project, row.pk), sent())
    figure = ManualFigure.objects.get()
    answer: Any = manager.get(address("figure_proof", project, figure.pk))
    assert b"".join(answer.streaming_content) == make.proof().read()
    assert answer["Content-Disposition"] == 'attachment; filename="todiste.txt"'
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == (
        "private, no-store",
        "nosniff",
    )
    elsewhere = make.project()
    make.team_member(elsewhere, make.person())
    assert manager.get(address("figure_proof", elsewhere, figure.pk)).status_code == 404
    # A row whose file is gone is not an error of the program.
    lost = make.manual_figure(row)
    assert manager.get(address("figure_proof", project, lost.pk)).status_code == 404


def test_the_list_is_paged_and_asks_as_much_for_many_as_for_two(
    manager: Client, project: Project, row: ProjectIndicator, share: Partnership, count_queries: Any
) -> None:
    door = address("figures_by_hand", project)

    def asked() -> int:
        with count_queries() as questions:
            assert manager.get(door).status_code == 200
        return len(questions)

    for _ in range(2):
        make.manual_figure(row, partnership=share)
    few = asked()
    for _ in range(28):
        make.manual_figure(row, partnership=share)
    assert asked() == few
    assert text(manager.get(door)).count('id="figure-') == 25
    assert text(manager.get(door, {"page": 2})).count('id="figure-') == 5


def test_nothing_is_written_in_the_archive(as_person: Any) -> None:
    project = make.project(archived=True)
    row = make.indicator(project)
    manager = as_person(make.team_member(project).person)
    page = text(manager.get(address("figures_by_hand", project)))
    assert address("figure_new", project, row.pk) not in page
    answer = text(manager.post(address("figure_new", project, row.pk), sent()))
    assert "error-summary" in answer
