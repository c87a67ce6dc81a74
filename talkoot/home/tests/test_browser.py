"""The pages of home in a real browser: accessible at three widths, and usable by keyboard alone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from conftest import DESK, PHONE, TABLET, SignIn
from talkoot.home.management.demonstration.load import load
from talkoot.home.management.demonstration.people import DOMAIN
from talkoot.people.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = (
    "/fi/",
    "/sv/search/",
    "/fi/search/?q=etäjohtaminen",
    "/en/search/?q=zzzz",
    "/fi/accessibility/",
    "/sv/privacy/",
    "/fi/terms/indicators/",
    "/sv/terms/indicators/esf-plus-2021/",
)


@pytest.mark.django_db(transaction=True)
def test_the_pages_are_accessible_at_three_widths(
    page: "Page", axe: "Callable[[Page], None]", as_person: SignIn
) -> None:
    load()
    as_person(Person.objects.get(email=f"kangasala@{DOMAIN}"), page)
    for address in (*PAGES, "/fi/own/"):
        for width in (PHONE, TABLET, DESK):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            axe(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
                f"{address} is wider than {width}"
            )


@pytest.mark.django_db(transaction=True)
def test_an_empty_installation_is_accessible(page: "Page", axe: "Callable[[Page], None]") -> None:
    page.goto("/fi/")
    axe(page)


@pytest.mark.django_db(transaction=True)
def test_a_project_is_found_by_keyboard_alone(page: "Page") -> None:
    load()
    page.goto("/fi/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("etäjohtaminen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/search/?q=*")
    result = page.locator(".results h3 a[href$='/projects/etana-enemman/']")
    for _step in range(60):
        page.keyboard.press("Tab")
        if result.evaluate("element => element === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/fi/projects/etana-enemman/")
