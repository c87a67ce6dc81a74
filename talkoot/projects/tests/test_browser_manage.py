"""Running a project in a real browser: handsome on a phone, by keyboard, and without scripts."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from talkoot.kit.languages import Texts
from talkoot.projects import operations
from talkoot.projects.models import Project
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.django_db(transaction=True)
PAGES = (
    "manage/", "manage/basics/", "manage/texts/", "manage/goals/", "manage/goals/new/",
    "manage/themes/", "manage/partners/", "manage/partners/new/", "manage/partners/{partner}/",
    "manage/partners/{partner}/periods/", "manage/decisions/", "manage/decisions/new/",
    "manage/decisions/{decision}/budget/", "manage/obligations/",
    "manage/obligations/{obligation}/", "manage/recognitions/", "manage/sources/",
    "manage/sources/new/", "manage/team/", "manage/team/invite/", "history/", "delete/",
    "../new/", "../deleted/",
)  # fmt: skip  # the list reads as one
LONG = "Hyvinvointialueen ja kuntien yhdyspintatyön kehittämiskokonaisuus"


def filled() -> tuple[Any, Project, dict[str, int]]:
    """A manager, a project with everything and long names in it, and the numbers of its rows."""
    owner = factories.organisation(f"{LONG} – Esimerkkikunta")
    manager = factories.member(owner, name="Testi Esimerkki")
    programme = factories.programme(f"{LONG} 2014–2020")
    factories.duty(programme, LONG, help_texts=Texts(fi="Tunnus ja maininta rahoituksesta."))
    for name in (LONG, "Etäjohtaminen"):
        factories.topic(name)
        factories.area(name)
        factories.target_group(name)
    project = operations.create(
        names=Texts(fi=f"{LONG}: täysi nimi"),
        short_names=Texts(fi="Esimerkki"),
        owner=owner,
        by=manager,
        period=period("2.3.2020", "28.2.2022"),
        programme=programme,
    )
    partner = operations.add_partner(
        project=project,
        role="part_implementer",
        organisation=factories.organisation(LONG),
        by=manager,
    )
    operations.add_partner(
        project=project,
        role="participant",
        group_names=Texts(fi="kuntaa"),
        group_size=22,
        by=manager,
    )
    operations.set_partner_periods(
        partnership=partner, periods=[(period("2021", "2021"), LONG)], by=manager
    )
    decision = operations.add_decision(
        project=project,
        by=manager,
        number="A123",
        decided_on=date(2020, 2, 1),
        total_eur=Decimal("1293323.50"),
        cost_model="flat_rate_40",
        budget_lines=[(partner, "salaries", Decimal("100000.55"))],
    )
    for words in (LONG, "Toinen tavoite"):
        operations.add_goal(project=project, texts=Texts(fi=words, sv="Mål"), by=manager)
    operations.add_theme(project=project, names=Texts(fi=LONG), owner=owner, by=manager)
    operations.add_recognition(project=project, names=Texts(fi=LONG), by=manager)
    operations.add_remark(
        project=project, about="all", texts=Texts(fi=LONG), is_uncertain=True, by=manager
    )
    operations.invite(
        project=project, email="uusi@example.org", role="viewer", language="fi", by=manager
    )
    rows = {
        "partner": partner.pk,
        "decision": decision.pk,
        "obligation": project.obligations.get().pk,
    }
    return manager, project, rows


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_fits_and_is_accessible(
    page: "Page", as_person: Any, axe: "Callable[[Page], None]", width: int
) -> None:
    manager, project, rows = filled()
    as_person(manager, page)
    page.set_viewport_size({"width": width, "height": 800})
    wide = []
    for address in PAGES:
        page.goto(f"/fi/projects/{project.slug}/{address.format(**rows)}")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(address)
        axe(page)
    assert wide == []


def test_a_project_is_begun_filled_and_published_without_scripts(
    browser: "Browser", live_server: Any, as_person: Any
) -> None:
    manager = factories.member(factories.organisation("Esimerkkikunta"))
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    as_person(manager, page)
    page.goto("/en/projects/new/")
    page.get_by_label("Full name of the project").fill("Etänä enemmän")
    page.get_by_label("Language of the name").select_option("fi")
    page.get_by_label("Starts").fill("2019")
    page.get_by_role("button", name="Begin the project").click()
    assert page.url.endswith("/en/projects/etana-enemman/manage/")
    assert "Not ready to be published yet" in page.inner_text("main")
    page.get_by_role("main").get_by_role("link", name="A summary").first.click()
    summary = page.get_by_role("group", name="Summary")
    summary.get_by_label("Finnish").fill("Etäjohtamisen valmennuksia.")
    page.get_by_label("Add a language").select_option("cs")
    page.get_by_role("button", name="Add boxes for the language").click()
    assert summary.get_by_label("Finnish").input_value() == "Etäjohtamisen valmennuksia."
    summary.get_by_label("Czech").fill("Vedení na dálku.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("button", name="Publish the project").click()
    project = Project.objects.get()
    assert project.is_published
    assert project.summaries == Texts(fi="Etäjohtamisen valmennuksia.", cs="Vedení na dálku.")
    context.close()


def test_a_goal_is_added_by_keyboard_alone(page: "Page", as_person: Any) -> None:
    manager, project, _rows = filled()
    as_person(manager, page)
    page.goto(f"/en/projects/{project.slug}/manage/goals/new/")
    page.locator("#main").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "id_texts-fi":
            break
    page.keyboard.type("Kolmas tavoite")
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Save"
    page.keyboard.press("Enter")
    page.wait_for_url("**/manage/goals/")
    assert [str(goal) for goal in project.goals.all()] == [LONG, "Toinen tavoite", "Kolmas tavoite"]
