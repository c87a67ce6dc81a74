"""Kept pages: one second, for visitors without cookies, and never anything but the same page."""

import gzip
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from talkoot.ui import kept
from talkoot.ui.tests.doors_for_tests import Rendered

NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
COUNTED = "/en/counted/"


@pytest.fixture(autouse=True)
def keeping(settings: Any) -> Iterator[None]:
    """Turns the keeping on, with nothing kept yet."""
    settings.KEEP_PAGES = True
    settings.ROOT_URLCONF = "talkoot.ui.tests.doors_for_tests"
    kept.STORE.empty()
    Rendered.times = 0
    yield
    kept.STORE.empty()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def words(address: str = COUNTED, **headers: str) -> str:
    return Client(headers=headers).get(address).content.decode().split("</p>")[0]


def test_a_page_is_kept_for_one_second(clock: time_machine.Traveller) -> None:
    assert words() == "<p> 1"
    clock.move_to(NOON + timedelta(milliseconds=999))
    assert words() == "<p> 1"
    clock.move_to(NOON + timedelta(seconds=1))
    assert words() == "<p> 2"


def test_a_clock_set_back_does_not_stretch_the_second(clock: time_machine.Traveller) -> None:
    words()
    clock.move_to(NOON - timedelta(hours=1))
    assert words() == "<p> 2"


@pytest.mark.usefixtures("clock")
def test_another_address_query_or_host_is_another_page() -> None:
    assert words() == "<p> 1"
    assert words(f"{COUNTED}?q=a") == "<p>a 2"
    assert words(host="localhost") == "<p> 3"
    assert words() == "<p> 1"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("name", ["sessionid", "csrftoken", "messages"])
def test_a_visitor_with_our_cookies_gets_a_page_of_their_own(name: str) -> None:
    words()
    client = Client()
    client.cookies[name] = "x"
    assert client.get(COUNTED).content.startswith(b"<p> 2")
    assert words() == "<p> 1"


@pytest.mark.usefixtures("clock")
def test_other_cookies_do_not_matter() -> None:
    words()
    client = Client()
    client.cookies["theme"] = "x"
    assert client.get(COUNTED).content.startswith(b"<p> 1")


@pytest.mark.usefixtures("clock")
def test_what_is_not_marked_or_sets_a_cookie_is_not_kept() -> None:
    assert [words("/en/not-kept/"), words("/en/not-kept/")] == ["1", "2"]
    assert [words("/en/with-cookie/"), words("/en/with-cookie/")] == ["3", "4"]
    assert kept.STORE.pages == {}


@pytest.mark.usefixtures("clock")
def test_other_methods_and_htmx_are_rendered_anew() -> None:
    words()
    Client().post(COUNTED)
    assert Rendered.times == 2
    assert words(hx_request="true") == "<p> 3"


@pytest.mark.usefixtures("clock")
def test_a_compressed_copy_is_the_same_page() -> None:
    plain = Client().get(COUNTED)
    packed = Client(headers={"accept-encoding": "br, gzip"}).get(COUNTED)
    assert gzip.decompress(packed.content) == plain.content
    assert packed["Content-Encoding"] == "gzip"
    assert packed["Content-Length"] == str(len(packed.content))
    assert packed["ETag"] != plain["ETag"]
    assert plain["Vary"] == packed["Vary"] == "Cookie, Accept-Encoding"
    assert plain["Cache-Control"] == "no-cache"
    assert "Content-Security-Policy" in packed


@pytest.mark.usefixtures("clock")
def test_who_has_the_page_is_told_so() -> None:
    tag = Client().get(COUNTED)["ETag"]
    same = Client(headers={"if-none-match": f"W/{tag}"}).get(COUNTED)
    assert (same.status_code, same.content, same["ETag"]) == (304, b"", tag)
    other = Client(headers={"if-none-match": '"another"'}).get(COUNTED)
    assert other.status_code == 200


@pytest.mark.usefixtures("clock")
def test_head_answers_from_the_kept_page_without_a_body() -> None:
    page = Client().get(COUNTED)
    head = Client().head(COUNTED)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == page["Content-Length"]
    assert Rendered.times == 1


@pytest.mark.usefixtures("clock")
def test_languages_are_pages_of_their_own() -> None:
    finnish, swedish = (Client().get(f"/{code}/kept/") for code in ("fi", "sv"))
    assert (finnish.content, swedish.content) == (b"fi", b"sv")
    assert Client().get("/fi/kept/").content == b"fi"
    assert [key[2] for key in kept.STORE.pages] == ["/fi/kept/", "/sv/kept/"]


@pytest.mark.usefixtures("clock")
def test_a_page_that_is_not_found_is_not_kept() -> None:
    assert Client().get("/en/nowhere/").status_code == 404
    assert kept.STORE.pages == {}


@pytest.mark.usefixtures("clock")
def test_those_who_come_meanwhile_wait_for_one_rendering() -> None:
    Rendered.gate.clear()
    answers: list[str] = []
    visitors = [threading.Thread(target=lambda: answers.append(words())) for _ in range(4)]
    try:
        for visitor in visitors:
            visitor.start()
        while Rendered.times == 0:
            pass
    finally:
        Rendered.gate.set()
    for visitor in visitors:
        visitor.join(60)
    assert answers == ["<p> 1"] * 4


@pytest.mark.usefixtures("clock")
def test_who_looked_just_before_it_landed_renders_no_second_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    join, before = kept.STORE.join, [words]

    def overtaken(key: kept.Key) -> tuple[kept.Flight, bool]:
        while before:
            assert before.pop()() == "<p> 1"
        return join(key)

    monkeypatch.setattr(kept.STORE, "join", overtaken)
    assert words() == "<p> 1"
    assert Rendered.times == 1


@pytest.mark.usefixtures("clock")
def test_the_oldest_page_gives_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PAGES", 2)
    for query in "abc":
        words(f"{COUNTED}?q={query}")
    assert [key[3] for key in kept.STORE.pages] == ["q=b", "q=c"]
    assert kept.STORE.bytes == sum(len(page.plain) for page in kept.STORE.pages.values())


def test_keeping_can_be_turned_off(settings: Any, clock: time_machine.Traveller) -> None:
    settings.KEEP_PAGES = False
    assert [words(), words()] == ["<p> 1", "<p> 2"]
