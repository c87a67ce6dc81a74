"""The parts of the head and the header that a page draws twice or on every visit, drawn here once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.ui.drawing import draw, draw_all
from talkoot.ui.icons import drawing

if TYPE_CHECKING:
    from talkoot.ui.context import InLanguage, Place

ALTERNATE = '<link rel="alternate" hreflang="{}" href="{}">'
LANGUAGE = (
    '<li><a href="{}" lang="{}" hreflang="{}"{}><span class="wide-only">{}</span>'
    '<abbr class="narrow-only" title="{}">{}</abbr></a></li>'
)
PLACE = '<li><a href="{}"{}>{}</a></li>'
DOOR = '<a href="{}"{}>{}<span>{}</span></a>'
SIGN_OUT = """<form action="{}" method="post"><input type="hidden" name="csrfmiddlewaretoken" value="{}">\
<button class="btn-link">{}<span>{}</span></button></form>"""
HERE = SafeString(' aria-current="page"')
CHOSEN = SafeString(' aria-current="true"')


def alternates(languages: Sequence["InLanguage"]) -> SafeString:
    """The page's address in each language, for those who search."""
    return draw_all(ALTERNATE, ((each.code, each.url) for each in languages), "\n  ")


def choices_of_language(languages: Sequence["InLanguage"]) -> SafeString:
    """The page's address in each language, for those who read."""
    return draw_all(
        LANGUAGE,
        (
            (
                each.href,
                each.code,
                each.code,
                CHOSEN if each.here else "",
                each.name,
                each.name,
                each.code.upper(),
            )
            for each in languages
        ),
    )


def menu(places: Sequence["Place"]) -> SafeString:
    """The main menu's places."""
    rows = (
        (each.href, draw(' aria-current="{}"', each.here) if each.here else "", each.words)
        for each in places
    )
    return draw("<ul>\n  {}\n</ul>", draw_all(PLACE, rows))


def account(
    request: HttpRequest, *, search: str, own_page: str, sign_in: str, sign_out: str
) -> SafeString:
    """The search, and the visitor's own page and the way out, or the way in; an empty address is no door."""
    doors = [(search, "search", _("Search"))]
    signed_in = request.user.is_authenticated
    if signed_in:
        doors.append((own_page, "person", _("Own page")))
    else:
        doors.append((sign_in, "person", _("Sign in")))
    drawn = draw_all(
        DOOR,
        (
            (address, HERE if request.path == address else "", drawing(icon), words)
            for address, icon, words in doors
            if address
        ),
        "\n",
    )
    if not signed_in:
        return drawn
    out = draw(SIGN_OUT, sign_out, get_token(request), drawing("sign-out"), _("Sign out"))
    return draw("{}\n{}", drawn, out)
