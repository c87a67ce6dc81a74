"""What every page knows of itself: its languages, its menu, the way to sign in."""

import re
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client
from django.utils.translation import gettext_lazy as _

from talkoot.ui import menu


@pytest.fixture(autouse=True)
def our_doors(settings: Any) -> None:
    settings.ROOT_URLCONF = "talkoot.ui.tests.doors_for_tests"


def page(address: str) -> str:
    return Client().get(address).content.decode()


def test_the_same_page_in_each_language_keeps_its_address(settings: Any) -> None:
    settings.SITE_URL = "https://talkoot.example"
    html = page("/en/plain/?a=1&b=2")
    assert re.findall(r'rel="alternate" hreflang="(\w+)" href="([^"]+)"', html) == [
        (code, f"https://talkoot.example/{code}/plain/?a=1&amp;b=2") for code in ("fi", "sv", "en")
    ]
    assert '<html lang="en">' in html
    assert re.findall(r'lang="en" hreflang="en" aria-current="true"', html) != []


def test_a_demonstration_says_so_on_every_page(settings: Any) -> None:
    said = "its participants and answers are invented"
    settings.DEMO = False
    assert said not in page("/en/plain/")
    settings.DEMO = True
    assert said in page("/en/plain/")
    assert said in page("/en/nowhere/")


@pytest.fixture
def entries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A menu of two: one that all see, one for those whose address asks for it."""

    def asked(request: HttpRequest) -> bool:
        return "more" in request.GET

    monkeypatch.setattr(menu, "_entries", {})
    menu.register(menu.Entry("ui:gallery", _("Second"), "ui:", order=2))
    menu.register(menu.Entry("account_login", _("First"), "account_login", order=1, shown=asked))
    menu.register(menu.Entry("nowhere:at_all", _("Never"), "nowhere:", order=0))


def places(html: str) -> list[tuple[str, str, str]]:
    nav = html.split('<nav class="menu wide-only"')[1].split("</nav>")[0]
    return re.findall(r'<a href="([^"]+)"(?: aria-current="(\w+)")?>(\w+)</a>', nav)


@pytest.mark.usefixtures("entries")
def test_the_menu_shows_doors_that_exist_and_lights_the_present_one(settings: Any) -> None:
    settings.DEMO = True
    assert places(page("/en/plain/")) == [("/en/gallery/", "", "Second")]
    assert places(page("/en/gallery/")) == [("/en/gallery/", "page", "Second")]
    assert places(page("/en/gallery/confirm/?more")) == [
        ("/en/account/login/", "", "First"),
        ("/en/gallery/", "true", "Second"),
    ]


def test_signing_in_leads_back(settings: Any) -> None:
    settings.DEMO = True
    assert 'href="/en/account/login/?next=%2Fen%2Fgallery%2F%3Fpage%3D2"' in page(
        "/en/gallery/?page=2"
    )
    assert 'href="/en/account/login/"' in page("/en/account/login/")


@pytest.mark.parametrize("status", [400, 500])
def test_pages_of_last_resort_need_no_request(status: int) -> None:
    from django.template.loader import render_to_string

    html = render_to_string(f"{status}.html")
    assert html.count("<h1>") == 1
    assert '<link rel="stylesheet"' in html
