"""The door in a browser: marks survive a failing connection, tickets are read, pages fit and are accessible."""

import io
import os
import threading
from typing import TYPE_CHECKING, Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import reverse

from talkoot.events import operations
from talkoot.events.models import Attendance, Event, Registration
from talkoot.events.queries import check_in
from talkoot.events.tests import factories as make
from talkoot.events.tests.reports import TEAMS, written
from talkoot.events.tests.test_attendance import today
from talkoot.events.views import door
from talkoot.people.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
LOOK = os.environ.get("LOOK_AT", "")
"""A folder for pictures of every page, for people who look at them."""
FAKE_CAMERA = """
class BarcodeDetector {
  static async getSupportedFormats() { return ["qr_code"] }
  async detect() { return window.inView ? [{ rawValue: window.inView }] : [] }
}
window.BarcodeDetector = BarcodeDetector;
"""
World = tuple[Person, Event, list[Registration]]


@pytest.fixture
def world(transactional_db: None) -> World:
    """An event that is going on, with people, and its arranger."""
    event = today("Etäjohtamisen ja monipaikkaisen työn kehittämisverkoston avajaistapahtuma",
                  certificate_minutes=60)  # fmt: skip  # one event
    by = make.coordinator(event.organisation)
    names = ("Aino Esimerkki", "Erittäin Pitkänimi-Kaksiosainen Esimerkkihenkilö", "Testi Öberg")
    rows = [make.registration(event, name, organisation=make.organisation()) for name in names]
    rows.append(make.registration(event, "Jono Esimerkki", state="waiting"))
    return by, event, rows


def door_of(event: Event) -> str:
    return reverse("events:check_in", args=[event.slug])


def marked() -> list[tuple[int | None, str]]:
    live = Attendance.objects.live().order_by("registration")
    return list(live.values_list("registration", "how"))


@pytest.mark.expects_page_errors("the browser writes of each request that fails")
def test_marks_wait_for_the_connection_and_are_sent_once(
    world: World, page: "Page", as_person: Any
) -> None:
    by, event, (aino, pitka, testi, _jono) = world
    as_person(by, page)
    page.goto(door_of(event))
    page.context.set_offline(True)
    page.click(f"#r{aino.pk} .door-mark button")
    page.click(f"#r{pitka.pk} .door-mark button")
    page.fill("#id_ticket", check_in.ticket_of(testi).lower())
    page.press("#id_ticket", "Enter")
    page.click(f"#r{pitka.pk} .door-undo button")
    page.wait_for_selector("#door-sync:has-text('2')")
    assert page.inner_text("#door-here") == "2"
    page.fill(".door-walk-in [name=name]", "Ovelta Esimerkki")
    page.click(".door-walk-in button")
    page.wait_for_selector("#door-sync:has-text('3')")
    assert marked() == []
    # The page is closed and opened again before the connection is back.
    page.context.route("**/check-in/mark/", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto(door_of(event))
    page.wait_for_selector(f"#r{aino.pk}.is-here.is-waiting")
    page.context.unroute("**/check-in/mark/")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector("#door-walk-ins li")
    assert marked() == [(aino.pk, "list"), (testi.pk, "qr"), (None, "list")]
    page.wait_for_selector("#door-sync", state="hidden")
    assert page.inner_text("#door-here") == "3"
    page.click(f"#r{aino.pk} .door-undo button")
    page.wait_for_selector(f"#r{aino.pk} .door-mark button")
    page.wait_for_selector(".door[data-waiting='0']")
    assert marked() == [(testi.pk, "qr"), (None, "list")]


@pytest.mark.expects_page_errors("the browser writes of each request that fails")
def test_an_answer_that_was_lost_does_not_make_a_second_mark(
    world: World, page: "Page", as_person: Any
) -> None:
    by, event, (aino, *_others) = world
    as_person(by, page)
    page.goto(door_of(event))
    lost = []

    def lose(route: Any) -> None:
        # The server hears it, and its answer does not come back.
        route.fetch()
        lost.append(1)
        route.abort()

    page.route("**/check-in/mark/", lose, times=1)
    page.click(f"#r{aino.pk} .door-mark button")
    page.wait_for_selector("#door-sync:has-text('1')")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_selector(".door[data-waiting='0']")
    assert (lost, marked()) == ([1], [(aino.pk, "list")])


@pytest.mark.expects_page_errors("the browser writes of each request that fails")
def test_the_list_opens_again_without_a_connection(
    world: World, page: "Page", as_person: Any
) -> None:
    from playwright.sync_api import Error

    by, event, (aino, *_others) = world
    as_person(by, page)
    page.goto(door_of(event))
    page.wait_for_selector("#door-again", state="visible")
    assert not page.is_visible("#door-kept")
    page.context.set_offline(True)
    page.goto("about:blank")
    page.goto(door_of(event))
    page.wait_for_selector("#door-kept", state="visible")
    assert (
        page.evaluate(
            "getComputedStyle(document.querySelector('.door-sync')).borderInlineStartStyle"
        )
        == "solid"
    )
    page.click(f"#r{aino.pk} .door-mark button")
    page.wait_for_selector("#door-sync:has-text('1')")
    assert marked() == []
    page.context.set_offline(False)
    page.goto(door_of(event))
    page.wait_for_selector("#door-kept", state="hidden")
    page.wait_for_selector(".door[data-waiting='0']")
    assert marked() == [(aino.pk, "list")]
    # Who is signed out no longer sees the copy either.
    page.context.clear_cookies()
    told_to_sign_in(page, event)
    page.context.set_offline(True)
    with pytest.raises(Error, match=r"ERR_INTERNET_DISCONNECTED|ERR_FAILED"):
        page.goto(door_of(event))
    page.context.set_offline(False)
    as_person(by, page)
    page.goto(door_of(event))
    page.wait_for_selector("#door-again", state="visible")
    assert len(page.evaluate("caches.keys()")) == 1
    page.click("form[action*='/logout/'] button:visible")
    page.wait_for_url("**/fi/")
    assert page.evaluate("caches.keys()") == []


def told_to_sign_in(page: "Page", event: Event) -> None:
    """Opens the door until the server answers in time; before that the browser shows its copy."""
    page.goto(door_of(event))
    while "/login/" not in page.url:
        page.goto(door_of(event))


def test_a_late_answer_brings_no_copy_back_to_who_is_signed_out(
    world: World, page: "Page", as_person: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    by, event, _rows = world
    as_person(by, page)
    page.goto(door_of(event))
    page.wait_for_selector("#door-again", state="visible")
    asked, may_answer, answered = (threading.Event() for _each in range(3))
    drawn = door.door_page

    def slow(request: HttpRequest, *given: Any, **named: Any) -> HttpResponse:
        answer = drawn(request, *given, **named)
        if request.headers["Sec-Fetch-Mode"] != "navigate":
            asked.set()
            assert may_answer.wait(60)
            answered.set()
        return answer

    # The page asks for its copy, and is signed out before the copy comes.
    monkeypatch.setattr(door, "door_page", slow)
    page.goto(door_of(event))
    assert asked.wait(60)
    page.context.clear_cookies()
    told_to_sign_in(page, event)
    may_answer.set()
    assert answered.wait(60)
    page.wait_for_timeout(1000)
    kept = "async (door) => Boolean(await caches.match(door, { ignoreVary: true }))"
    assert not page.evaluate(kept, door_of(event))


def test_the_camera_reads_tickets(world: World, page: "Page", as_person: Any) -> None:
    by, event, (aino, _pitka, _testi, jono) = world
    page.add_init_script(FAKE_CAMERA)
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia = async () => document.createElement('canvas').captureStream()"
    )
    page.add_init_script("HTMLMediaElement.prototype.play = async () => {}")
    as_person(by, page)
    page.goto(f"{door_of(event)}?all=1")
    page.click("#door-camera")
    ticket = reverse("events:ticket", args=[event.slug, check_in.ticket_of(aino)])
    page.evaluate("address => { window.inView = address }", f"https://talkoot.example{ticket}")
    page.wait_for_selector(f"#r{aino.pk}.is-here")
    page.evaluate("code => { window.inView = code }", check_in.ticket_of(jono))
    page.wait_for_selector("#door-result.is-bad")
    page.wait_for_selector(".door[data-waiting='0']")
    assert marked() == [(aino.pk, "qr")]


def test_the_door_works_without_scripts(world: World, browser: Any, live_server: Any) -> None:
    by, event, (aino, *_others) = world
    client = Client()
    client.force_login(by)
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(door_of(event))
    page.click(f"#r{aino.pk} .door-mark button")
    page.wait_for_selector(f"#r{aino.pk} .door-undo button")
    assert marked() == [(aino.pk, "list")]
    page.click(f"#r{aino.pk} .door-undo button")
    page.wait_for_selector(f"#r{aino.pk} .door-mark button")
    assert marked() == []
    context.close()


def test_every_page_fits_and_is_accessible(
    world: World, page: "Page", as_person: Any, axe: Any
) -> None:
    by, event, (aino, pitka, testi, _jono) = world
    operations.mark(event=event, how="list", by=by, registration=aino)
    operations.mark(event=event, how="list", by=by, name="Ovelta", organisation_written="Yhdistys")
    certificate = operations.issue_certificate(registration=aino, by=by)
    Event.objects.filter(pk=event.pk).update(
        starts_at="2026-05-12T06:00Z", ends_at="2026-05-12T08:00Z"
    )
    event.refresh_from_db()
    Registration.objects.filter(pk=pitka.pk).update(name="Testi Esimerkkinen")
    report = operations.bring_report(
        event=event,
        file=io.BytesIO(written(TEAMS["fi"])),
        by=by,
        name="osallistujat-2026-05-12.csv",
    ).report
    operations.settle_match(reported=report.people.last(), registration=None, by=by)  # type: ignore[arg-type]  # two are there
    operations.open_check_in(event=event, by=by)
    token = make.token_of(testi)
    pages = {
        "door": door_of(event),
        "screen": reverse("events:check_in_screen", args=[event.slug]),
        "ticket": reverse("events:ticket", args=[event.slug, check_in.ticket_of(testi)]),
        "attendance": reverse("events:manage_attendance", args=[event.slug]),
        "bring": reverse("events:report_bring", args=[event.slug]),
        "report": reverse("events:report", args=[event.slug, report.pk]),
        "take-back": reverse("events:report_take_back", args=[event.slug, report.pk]),
        "revoke": reverse("events:certificate_revoke", args=[event.slug, certificate.pk]),
        "own-ticket": reverse("events:own_ticket", args=[token]),
        "own": reverse("events:own", args=[make.token_of(aino)]),
        "here": reverse("events:here"),
        "check": reverse("events:certificate", args=[certificate.check_code]),
        "check-empty": reverse("events:certificates"),
    }
    as_person(by, page)
    wide = []
    for name, address in pages.items():
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{name} at {width}")
            if width != WIDTHS[1]:
                axe(page)
            if LOOK:
                page.screenshot(path=f"{LOOK}/{name}-{width}.png", full_page=True)
    assert wide == []
