"""The public pages in a browser: the accessibility rules, narrow screens, the keyboard."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from talkoot.events.models import Event, Registration
from talkoot.events.operations.telling import token_for
from talkoot.events.tests import factories as make
from talkoot.kit.languages import Texts

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 768, 1280)


def rich_event() -> Event:
    """An event with all that a page can have, and long words."""
    project = make.running_project("Kangasalan hyvinvointityö")
    event = make.event(
        "Järjestöjen ja kunnan yhteistyöaamu: vuorossa Kuhmalahden monipalvelukeskus",
        project=project,
        on_site=True,
        remote=True,
        place="Kuhmalahden monipalvelukeskus",
        address="Esimerkkitie 1, Kuhmalahti",
        capacity=6,
        languages=["fi", "sv"],
        summaries=Texts(fi="Mitä järjestöt ja kunta tekevät yhdessä ja mitä siitä seuraa?"),
        descriptions=Texts(fi="Klo 9 kahvit\nKlo 9.30 avaus\n\nTervetuloa mukaan."),
        accessibility=Texts(fi="Esteetön sisäänkäynti pihan puolelta. Induktiosilmukka salissa."),
        remote_help=Texts(fi="Linkki toimii selaimessa ilman asennusta."),
        remote_link="https://kokous.example/huone",
        registration_closes_at=timezone.now() + timedelta(days=10),
        asks_diet=True,
        asks_access=True,
        is_funder_participation=True,
        funder_fields=["age", "region"],
        funder_reason=Texts(fi="Rahoittaja seuraa, keitä hankkeen tilaisuudet tavoittavat."),
        topics=[make.topic("Yhteistyö")],
        area=make.area("Kangasala"),
    )
    session = make.session(event, "Työpaja: yhteinen vuosikello")
    make.pool(event, 5, session=session, mode="on_site")
    make.attachment(event, "Ohjelma")
    return event


def look(page: "Page", axe: Callable[["Page"], None], address: str, name: str) -> None:
    """Opens the page at three widths; nothing sticks out and no rule is broken."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} wide at {width}"
        axe(page)


def test_the_public_pages_keep_the_rules_at_every_width(page: "Page", axe: Any) -> None:
    event = rich_event()
    series = make.series("Työkokoukset", rotates=True)
    make.turn(series)
    make.event("Sarjan kokous", series=series, cancelled="Puhuja sairastui")
    over = make.event("Pidetty seminaari", starts_at=make.in_days(-20))
    make.headcount(over, 90, is_approximate=True, kinds=Texts(fi="sosiaalialan väkeä"))
    waiting = [
        make.registration(event.pools.filter(session=None, mode="remote").get(), state="waiting")
        for _number in range(3)
    ][-1]
    placed = make.registration(event, "Osallistuja Esimerkki")
    make.need(placed)
    pages = {
        "list": "/fi/events/",
        "past": "/fi/events/?when=past",
        "month": "/fi/events/month/",
        "page": f"/fi/events/{event.slug}/",
        "over": f"/fi/events/{over.slug}/",
        "series": f"/fi/events/series/{series.slug}/",
        "register": f"/fi/events/{event.slug}/register/",
        "closed": f"/fi/events/{over.slug}/register/",
        "own": f"/fi/events/own/{token_for(placed)}/",
        "own-waiting": f"/fi/events/own/{token_for(waiting)}/",
        "own-edit": f"/fi/events/own/{token_for(placed)}/edit/",
        "own-cancel": f"/fi/events/own/{token_for(placed)}/cancel/",
        "front": "/fi/",
    }
    for name, address in pages.items():
        look(page, axe, address, name)


def test_one_signs_up_by_keyboard_alone_and_finds_the_organisation_while_writing(
    page: "Page", axe: Any
) -> None:
    make.organisation("Esimerkkilän kunta")
    event = make.event("Webinaari", capacity=10)
    page.goto(f"/en/events/{event.slug}/register/")
    page.get_by_label("Name", exact=True).first.focus()
    page.keyboard.type("Näppäimistö Esimerkki")
    page.keyboard.press("Tab")
    page.keyboard.type("nappaimisto@example.org")
    page.keyboard.press("Tab")
    with page.expect_response(lambda answer: "/events/organisations/" in answer.url):
        page.keyboard.type("Esimerkk")
    page.locator("#known-organisations option").first.wait_for(state="attached")
    page.keyboard.press("Escape")
    page.get_by_label("Organisation").fill("Esimerkkilän kunta")
    page.keyboard.press("Enter")
    page.wait_for_url("**/registered/**")
    assert page.locator("h1").inner_text() == "You have a place"
    axe(page)
    row = Registration.objects.get()
    assert (row.name, str(row.organisation)) == ("Näppäimistö Esimerkki", "Esimerkkilän kunta")


def test_a_form_with_mistakes_leads_to_them(page: "Page", axe: Any) -> None:
    event = make.event("Webinaari", asks_diet=True)
    page.goto(f"/en/events/{event.slug}/register/")
    page.get_by_role("button", name="Sign up").last.click()
    assert page.evaluate("document.activeElement.className") == "error-summary"
    axe(page)
    page.get_by_role("link", name="Name – Write your name.").click()
    assert page.evaluate("document.activeElement.name") == "name"
