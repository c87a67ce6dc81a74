"""The gallery in a real browser: accessible at three widths, usable by keyboard, within 320 px."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

if TYPE_CHECKING:
    from playwright.sync_api import Page

GALLERY = "/en/gallery/"


def test_anyone_may_see_it_in_a_demonstration_only(settings: Any) -> None:
    assert Client().get(GALLERY).status_code == 404
    settings.DEMO = True
    assert Client().get(GALLERY).status_code == 200


@pytest.mark.django_db
def test_the_sample_of_confirming_changes_nothing(settings: Any) -> None:
    settings.DEMO = True
    response = Client().post(f"{GALLERY}confirm/")
    assert (response.status_code, response["Location"]) == (302, GALLERY)


@pytest.fixture
def open_gallery(settings: Any, page: "Page") -> "Page":
    settings.DEMO = True
    page.goto(GALLERY)
    return page


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_accessible_and_within_the_width(
    open_gallery: "Page", axe: "Callable[[Page], None]", width: int
) -> None:
    page = open_gallery
    page.set_viewport_size({"width": width, "height": 900})
    for table in page.locator("details.as-table").all():
        table.locator("summary").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_what_is_folded_is_told(open_gallery: "Page") -> None:
    page = open_gallery
    table = page.locator("details.as-table:not([open]) table").first
    assert not table.is_visible()
    page.emulate_media(media="print")
    assert table.is_visible()


def test_at_twice_the_text_size_nothing_runs_over(open_gallery: "Page") -> None:
    page = open_gallery
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_by_keyboard_the_first_stop_is_the_way_past_the_menu(open_gallery: "Page") -> None:
    page = open_gallery
    page.goto(f"{GALLERY}confirm/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_menu_of_a_narrow_screen_opens_by_key_and_closes_by_escape(
    open_gallery: "Page", axe: "Callable[[Page], None]"
) -> None:
    page = open_gallery
    page.set_viewport_size({"width": 320, "height": 700})
    summary = page.locator(".menu-box > summary")
    summary.focus()
    page.keyboard.press("Enter")
    assert page.locator(".menu-box .menu-sheet").is_visible()
    axe(page)
    page.keyboard.press("Escape")
    assert not page.locator(".menu-box .menu-sheet").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_errors_come_first_and_lead_to_their_fields(open_gallery: "Page") -> None:
    page = open_gallery
    assert page.title().startswith("Please check these points")
    page.get_by_role("link", name="How do you take part? – This field is required.").click()
    assert page.evaluate("document.activeElement.id || location.hash") in {
        "wrong_way_0",
        "#wrong_way_0",
    }
