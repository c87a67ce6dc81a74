"""A project's public page: who sees it, what it says, and what it says of what is not known."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page

from conftest import DESK, PHONE, TABLET, SignIn
from talkoot.kit.languages import Texts
from talkoot.projects.models import Project
from talkoot.projects.queries.page import parts_of
from talkoot.projects.tests import factories
from talkoot.terms.models import Programme
from talkoot.ui.kept import STORE

CountQueries = Callable[[], CaptureQueriesContext]
pytestmark = pytest.mark.django_db


def shown(project: Project, language: str = "en", client: Client | None = None) -> str:
    STORE.empty()  # a test looks again sooner than a second has passed
    answer = (client or Client()).get(f"/{language}/projects/{project.slug}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_everything_of_a_full_project_is_asked_in_six_queries(count_queries: CountQueries) -> None:
    projects = [factories.everything(), factories.project(published=True)]
    for project in projects:
        with count_queries() as asked:
            shown(project)
        # Two for the project, two by which its events show themselves, one by which its results do, one for its
        # doors for feedback.
        assert len(asked) == 6


def test_the_parts_are_those_of_the_rows_in_their_order() -> None:
    project = factories.everything()
    parts = parts_of(project)
    assert [str(partner.names) for partner in parts.partners] == [
        str(row) for row in project.partnerships.all()
    ]
    assert [[str(period) for period, _why in each.periods] for each in parts.partners] == [
        [],
        ["2021", "kesäkuu 2022–2022"],
        [],
    ]
    assert [(each.number, each.in_force) for each in parts.decisions] == [
        ("D-1", False),
        ("D-2", True),
    ]
    in_force = parts.in_force
    assert in_force is not None
    assert in_force.total_eur == Decimal("120000.00")
    assert [line.amount_eur for line in in_force.lines] == [Decimal(70_000), Decimal(50_000)]
    assert [str(goal) for goal in parts.goals] == ["Ensimmäinen tavoite", "Toinen tavoite"]
    assert [(str(each.names), each.state) for each in parts.themes] == [
        ("Ravitsemus", "under_way"),
        ("Ikääntyminen", "planned"),
    ]
    assert [str(each.names) for each in parts.areas] == ["Keski-Esimerkki", "Etelä-Esimerkki"]
    assert {str(each.names) for each in parts.recognitions} == {
        "Esimerkkipalkinto",
        "Toinen palkinto",
    }
    assert [remark.about for remark in parts.remarks] == ["period", "all"]


def test_every_amount_keeps_its_cents() -> None:
    project = factories.project(published=True)
    factories.decision(project, total_eur=Decimal("9999999999.99"))
    in_force = parts_of(project).in_force
    assert in_force is not None
    assert in_force.total_eur == Decimal("9999999999.99")


@pytest.mark.parametrize(
    ("visitor", "status"),
    [
        ("anonymous", 404),
        ("stranger", 404),
        ("viewer", 200),
        ("coordinator", 200),
        ("staff", 200),
    ],
)
def test_a_draft_is_not_found_but_by_its_own(visitor: str, status: int, as_person: SignIn) -> None:
    draft = factories.project()
    people = {
        "stranger": factories.person(),
        "viewer": factories.team_member(draft, role="viewer").person,
        "coordinator": factories.coordinator(draft.owner),
        "staff": factories.person(is_staff=True),
    }
    client = as_person(people[visitor]) if visitor in people else Client()
    answer = client.get(f"/en/projects/{draft.slug}/")
    assert answer.status_code == status
    if status == 200:
        assert "This is a draft." in answer.content.decode()


def test_a_deleted_project_is_not_found_and_an_archived_one_says_so() -> None:
    deleted = factories.project(published=True, deleted=True)
    assert Client().get(f"/en/projects/{deleted.slug}/").status_code == 404
    assert "This project is in the archive" in shown(
        factories.project(published=True, archived=True)
    )


def test_the_way_to_managing_is_shown_to_those_who_may(as_person: SignIn) -> None:
    project = factories.project(published=True)
    manager = factories.team_member(project).person
    link = f'href="/en/projects/{project.slug}/manage/"'
    assert link in shown(project, client=as_person(manager))
    assert link not in shown(project, client=as_person(factories.person()))
    assert link not in shown(project)


def test_names_and_texts_say_their_language() -> None:
    project = factories.project(
        names=Texts(en="New social services", cs="Nové sociální služby"),
        summaries=Texts(fi="Suomeksi.", cs="Česky.", es="En español."),
        published=True,
    )
    page = shown(project, "sv")
    assert '<h1><span lang="en">New social services</span></h1>' in page
    assert '<div lang="fi"><p>Suomeksi.</p></div>' in page
    assert '<dd lang="cs"><b>Nové sociální služby</b><br>Česky.</dd>' in page
    assert '<dd lang="es">En español.</dd>' in page


def test_a_period_known_by_years_is_shown_by_years() -> None:
    page = shown(factories.project(period=factories.period("2019", "2022"), published=True))
    assert "<dt>Period</dt><dd>2019–2022</dd>" in page
    assert "1.1.2019" not in page


def test_a_partners_own_time_is_drawn_and_a_group_has_its_size() -> None:
    project = factories.project(period=factories.period("2019", "2022"), published=True)
    factories.partnership(project, role="coordinator")
    shown_without = shown(project)
    assert '<figure class="timeline">' not in shown_without
    assert "All the time" in shown_without
    part = factories.partnership(project, factories.organisation("KT Esimerkki"))
    factories.partner_period(part, factories.period("2020", "2021"), reason="Pilotti")
    factories.partnership(
        project, role="participant", group_size=22, group_names=Texts(fi="Esimerkin kunnat")
    )
    page = shown(project)
    assert '<figure class="timeline">' in page
    assert '<span class="nowrap">2020–2021</span><span class="note-under">Pilotti</span>' in page
    assert "A group of 22 organisations that no source names" in page
    assert "<dt>Organisations taking part</dt><dd>24</dd>" in page


@pytest.mark.parametrize(
    ("funding", "sentence"),
    [
        ("none", "The work has no outside funding."),
        ("not_known", "Who has funded the project is not known: no source that was read tells it."),
    ],
)
def test_money_that_is_none_and_money_that_is_not_known(funding: str, sentence: str) -> None:
    page = shown(factories.project(funding=funding, published=True))
    assert sentence in page
    assert "€" not in page


def test_the_decision_in_force_and_its_budget_are_shown_and_earlier_ones_listed() -> None:
    page = shown(factories.everything(), "fi")
    assert "<b>120 000 €</b>" in page.replace("\xa0", " ")
    assert page.replace("\xa0", " ").count("70 000 €") == 1
    assert "D-1, 1.12.2020" in page
    assert "D-2, 1.6.2021" in page


def test_the_programmes_statement_and_emblem_stand_on_the_page() -> None:
    programme = factories.programme(
        emblem=Programme.Emblem.EU_CO_FUNDED, statement=Texts(en="Paid by all of us.")
    )
    page = shown(factories.project(programme=programme, published=True))
    assert "Paid by all of us." in page
    assert "Co-funded by the European Union" in page
    assert "Flag of the European Union" in page
    own = factories.project(
        programme=programme, funding_statement=Texts(en="In our words."), published=True
    )
    assert "In our words." in shown(own)
    assert "Paid by all of us." not in shown(own)
    bare = factories.programme(emblem=Programme.Emblem.NONE, statement=Texts(en="Paid."))
    assert "Flag of the European Union" not in shown(
        factories.project(programme=bare, published=True)
    )


def test_remarks_stand_beside_what_they_are_about() -> None:
    project = factories.project(published=True)
    factories.remark(
        project, "Lähteet eroavat.", about="period", is_uncertain=True, source="a.example"
    )
    factories.remark(project, "Tilaisuuksia oli monta.", about="events")
    page = shown(project)
    facts, rest = page.split("<section>", 1)
    assert "Not certain." in facts
    assert "Lähteet eroavat." in facts
    assert "a.example" in facts
    assert "Tilaisuuksia oli monta." in rest.split("Sources and remarks")[1]


def test_projects_that_continue_one_another_are_linked_when_public() -> None:
    first = factories.project("Ensimmäinen", published=True)
    second = factories.project("Toinen", follows=first, published=True)
    factories.project("Luonnos", follows=first)
    assert f'href="/en/projects/{first.slug}/"' in shown(second)
    assert f'href="/en/projects/{second.slug}/"' in shown(first)
    assert "Luonnos" not in shown(first)


def test_what_is_not_known_is_said_to_be_so() -> None:
    page = shown(factories.project(period=factories.period(), summaries=Texts(), published=True))
    assert '<dt>Period</dt><dd><span class="unknown">not known</span></dd>' in page
    assert "No partners are known." in page
    assert "No contact is known." in page
    standing = factories.project(kind="standing", period=factories.period(), published=True)
    assert "<dt>Period</dt><dd>For the time being</dd>" in shown(standing)


def test_what_a_visitor_wrote_is_never_markup() -> None:
    nasty = "<script>alert(1)</script>"
    project = factories.project(
        names=Texts(fi=nasty), summaries=Texts(en=nasty), aims=Texts(en=nasty), published=True
    )
    factories.goal(project, nasty)
    factories.remark(project, nasty, source=nasty)
    assert nasty not in shown(project)


def test_an_organisations_page_shows_its_projects() -> None:
    project = factories.everything("Täysi")
    factories.project("Luonnos", owner=project.owner)
    page = Client().get(f"/en/organisations/{project.owner.slug}/").content.decode()
    assert f'href="/en/projects/{project.slug}/"' in page
    assert "Luonnos" not in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [PHONE, TABLET, DESK])
def test_in_a_browser_nothing_overflows_and_axe_finds_nothing(
    width: int, page: Page, axe: Callable[[Page], None]
) -> None:
    project = factories.everything("Erittäin pitkänimisen yhteistoimintaverkostohankkeen esimerkki")
    page.set_viewport_size({"width": width, "height": 900})
    for address in ("/fi/projects/", f"/fi/projects/{project.slug}/"):
        page.goto(address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
