"""What every page knows of itself: its languages, the menu, where it stands, whether it is a demonstration."""

from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from talkoot.ui import chrome
from talkoot.ui.menu import Entry, entries

OWN_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


class Place(NamedTuple):
    """A menu entry that leads somewhere; `here` is what aria-current says of it."""

    href: str
    words: Promise
    here: str


class InLanguage(NamedTuple):
    """This very page in another language."""

    code: str
    name: str
    href: str
    url: str
    here: bool


class PageContext:
    """The page being shown; each part is worked out only when the template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def demo(self) -> bool:
        """Whether participants and answers on this installation are invented."""
        return bool(settings.DEMO)

    @property
    def gallery(self) -> str:
        """The address of the gallery of components, where anyone may open it."""
        return door("ui:gallery") if settings.DEMO or settings.DEBUG else ""

    @property
    def outside_sign_in(self) -> bool:
        """Whether one may sign in with another organisation's account."""
        return bool(settings.SOCIALACCOUNT_PROVIDERS)

    @property
    def sign_in(self) -> str:
        """The sign-in page, which leads back here."""
        address = door("account_login")
        match = self.request.resolver_match
        if self.request.method != "GET" or match is None or not match.namespaces:
            return address
        if match.view_name == "home:front":
            return address
        return f"{address}?{urlencode({'next': self.request.get_full_path()})}"

    @cached_property
    def languages(self) -> list[InLanguage]:
        """This page's address in each language; the rest of the address stays as it is."""
        here = get_language()
        full = self.request.get_full_path()
        start, _slash, rest = full.lstrip("/").partition("/")
        if start not in OWN_NAMES:
            rest = ""
        found = []
        for code, _name in settings.LANGUAGES:
            href = f"/{code}/{rest}"
            found.append(
                InLanguage(code, OWN_NAMES[code], href, f"{settings.SITE_URL}{href}", code == here)
            )
        return found

    @property
    def alternates(self) -> SafeString:
        """The head's links to this page in each language."""
        return chrome.alternates(self.languages)

    @property
    def choices_of_language(self) -> SafeString:
        """The header's links to this page in each language."""
        return chrome.choices_of_language(self.languages)

    @cached_property
    def menu(self) -> SafeString:
        """The main menu; a page shows it twice, for wide and for narrow screens."""
        return chrome.menu(self.places)

    @cached_property
    def account(self) -> SafeString:
        """The search and the way in or out; shown twice too."""
        return chrome.account(
            self.request,
            search=door("home:search"),
            own_page=door("home:own_page"),
            sign_in=self.sign_in,
            sign_out=door("account_logout"),
        )

    @property
    def front(self) -> str:
        """The address of the front page."""
        return door("home:front") or "/"

    @property
    def accessibility(self) -> str:
        """The address of the accessibility statement, if there is one."""
        return door("home:accessibility")

    @property
    def privacy(self) -> str:
        """The address of the privacy page, if there is one."""
        return door("home:privacy")

    @property
    def places(self) -> list[Place]:
        """The main menu: only doors that exist and are for this visitor, the present one marked."""
        shown = [entry for entry in entries() if entry.shown(self.request)]
        lit = self._lit(shown)
        places = []
        for entry in shown:
            href = door(entry.door)
            if href:
                here = "page" if self.request.path == href else "true" if entry is lit else ""
                places.append(Place(href, entry.words, here))
        return places

    def _lit(self, shown: list[Entry]) -> Entry | None:
        match = self.request.resolver_match
        fitting = [entry for entry in shown if match and match.view_name.startswith(entry.section)]
        return max(fitting, key=lambda entry: len(entry.section), default=None)


def door(name: str) -> str:
    """The address of a door in the active language; empty when there is no such door."""
    return _door(name, get_language() or "", get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=256)
def _door(name: str, _language: str, _urlconf: object) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def page(request: HttpRequest) -> dict[str, object]:
    """The context processor: everything about the page is under the one name `ui`."""
    return {"ui": PageContext(request)}
