"""The ways about: menu, account, languages, crumbs and pager; drawn here, for nearly every page has them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.kit.languages import Text
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
CRUMBS = '<nav class="crumbs" aria-label="{}">\n  <ol>\n    {}\n  </ol>\n</nav>'
STEP = '<li{}><a href="{}">{}</a></li>'
LAST_STEP = '<li{}><span aria-current="page">{}</span></li>'
PAGER = '<nav class="pages" aria-label="{}">{}<ol>{}</ol>{}</nav>'
PAGE = '<li><a href="{}" aria-label="{}"{}>{}</a></li>'
GAP = SafeString('<li class="pages-gap" aria-hidden="true">…</li>')
PREVIOUS = '<a class="pages-step" rel="prev" href="{}">{}{}</a>'
NEXT = '<a class="pages-step" rel="next" href="{}">{}{}</a>'
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


def crumbs(steps: Sequence[tuple[Text, str]]) -> SafeString:
    """The way here; a step without an address is this page."""
    drawn = [
        (draw(STEP, lang, address, words.text) if address else draw(LAST_STEP, lang, words.text),)
        for words, address in steps
        for lang in [draw(' lang="{}"', words.language) if words.language else ""]
    ]
    return draw(CRUMBS, _("You are here"), draw_all("{}", drawn, "\n    "))


def pager(page: Page[Any], address: str) -> SafeString:
    """The pages of a list, below `address` followed by a number; nothing when there is but one."""
    if not page.has_other_pages():
        return SafeString("")
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    previous = following = SafeString("")
    if page.has_previous():
        to = f"{address}{page.previous_page_number()}"
        previous = draw(PREVIOUS, to, drawing("arrow-left"), _("Previous"))
    if page.has_next():
        to = f"{address}{page.next_page_number()}"
        following = draw(NEXT, to, _("Next"), drawing("arrow-right"))
    return draw(
        PAGER,
        _("Pages of the list"),
        previous,
        draw_all("{}", ((_page(number, page.number, address),) for number in numbers)),
        following,
    )


def _page(number: int | str, here: int, address: str) -> SafeString:
    if not isinstance(number, int):
        return GAP
    label = _("Page %(number)s") % {"number": number}
    return draw(PAGE, f"{address}{number}", label, HERE if number == here else "", number)
