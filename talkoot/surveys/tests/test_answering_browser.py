"""Answering in a browser: on a narrow phone, without scripts, with the keyboard alone."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from conftest import DESK, PATIENCE_MS, PHONE
from talkoot.surveys.models import OpenText, Response
from talkoot.surveys.tests import factories as make

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page
    from pytest_django.live_server_helper import LiveServer

pytestmark = pytest.mark.django_db(transaction=True)
ROWS = """[...document.querySelectorAll('.choices.scale-point')].map(scale => {
  const tops = [...scale.children].map(one => Math.round(one.getBoundingClientRect().top));
  return [...new Set(tops)].map(top => tops.filter(one => one === top).length) })"""
CENTRES = """[...document.querySelectorAll('.on-screen > *')].map(one => {
  const words = document.createRange();
  words.selectNodeContents(one);
  const box = (one.matches('svg') ? one : words).getBoundingClientRect();
  return Math.round(box.left + box.width / 2 - document.documentElement.clientWidth / 2) })"""
LEAST_TARGET = """Math.min(...[...document.querySelectorAll('.choices.scale-point > .choice')].flatMap(
  one => [one.getBoundingClientRect().width, one.getBoundingClientRect().height]))"""


@pytest.fixture
def phone(browser: "Browser", live_server: "LiveServer") -> "Iterator[Page]":
    """A narrow phone that runs no scripts."""
    context = browser.new_context(
        base_url=live_server.url,
        locale="fi-FI",
        viewport={"width": PHONE, "height": 640},
        java_script_enabled=False,
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context.new_page()
    context.close()


def test_the_mailed_link_is_answered_on_a_phone_without_scripts(phone: "Page") -> None:
    asked = make.asked(make.wave(), "linkki")
    phone.goto("/fi/feedback/linkki/")
    phone.get_by_role("group", name="Sisältö on minulle hyödyllinen.").get_by_text("4").click()
    phone.get_by_label("10 hyvin todennäköisesti").check(force=True)
    phone.get_by_label("Kyllä").check()
    phone.get_by_label("Mikä oli parasta?").fill("Ryhmätyö")
    phone.get_by_role("button", name="Lähetä vastaus").click()
    phone.wait_for_url("**/fi/feedback/thanks/")
    assert phone.locator("h1").inner_text() == "Kiitos, vastauksesi on perillä"
    assert Response.objects.get().values == {
        "useful": {"w": 1, "v": 4},
        "will_use": {"w": 1, "v": "yes"},
        "recommend": {"w": 1, "v": 10},
    }
    assert OpenText.objects.get().text == "Ryhmätyö"
    asked.refresh_from_db()
    assert asked.has_answered


def test_with_the_keyboard_alone_and_every_scale_in_even_rows(
    page: "Page", axe: "Callable[[Page], None]"
) -> None:
    make.asked(make.wave(), "linkki")
    page.set_viewport_size({"width": PHONE, "height": 640})
    page.goto("/en/feedback/linkki/")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    assert page.evaluate(ROWS) == [[5]] * 5 + [[6, 5]]
    assert page.evaluate(LEAST_TARGET) >= 44
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the menu, to the main part
    _tab_to(page, "useful")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    _tab_to(page, "best")
    page.keyboard.type("The company")
    _tab_to(page, "", tag="BUTTON")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/feedback/thanks/**")
    axe(page)
    assert Response.objects.get().values == {"useful": {"w": 1, "v": 2}}
    assert OpenText.objects.get().text == "The company"


def test_a_closed_wave_and_a_second_answer_are_told_in_a_sentence(
    page: "Page", axe: "Callable[[Page], None]"
) -> None:
    make.asked(make.wave(), "vastattu", has_answered=True)
    make.asked(make.wave(closes_at=timezone.now() - timedelta(minutes=1)), "suljettu")
    page.set_viewport_size({"width": PHONE, "height": 640})
    told = []
    for token in ("vastattu", "suljettu"):
        page.goto(f"/en/feedback/{token}/")
        axe(page)
        told.append(page.locator("h1").inner_text())
    assert told == [
        "This invitation has been answered already, and one answer is counted.",
        "This feedback is closed: answers are no longer taken.",
    ]


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_the_screen_of_the_room_stands_in_the_middle(
    page: "Page", as_person: Any, width: int
) -> None:
    wave = make.wave()
    assert wave.project is not None
    assert wave.event is not None
    as_person(make.team_member(wave.project, role="manager").person, page)
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/en/feedback/event/{wave.event.slug}/screen/")
    apart = page.evaluate(CENTRES)
    # After the last letter of the code there is a space that is not seen; half of it counts here.
    assert max(abs(one) for one in apart) < 8, apart
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_done_to_a_sector_is_seen_on_a_phone(
    page: "Page", as_person: Any, axe: "Callable[[Page], None]"
) -> None:
    project = make.running_project()
    needs = make.needs(project)
    as_person(make.team_member(project, role="manager").person, page)
    page.set_viewport_size({"width": PHONE, "height": 640})
    page.goto(f"/en/feedback/needs/{needs.code}/results/")
    axe(page)
    for link in page.get_by_role("link", name="Close now").all():
        box = link.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= PHONE


def _tab_to(page: "Page", name: str, tag: str = "") -> None:
    """Presses Tab until the field of that name, or the first such element, has the focus."""
    for _step in range(40):
        page.keyboard.press("Tab")
        here: dict[str, Any] = page.evaluate(
            "(({name, tagName}) => ({name: name || '', tag: tagName}))(document.activeElement)"
        )
        if (tag and here["tag"] == tag) or (name and here["name"] == name):
            return
    raise AssertionError(f"The keyboard did not reach {name or tag}.")
