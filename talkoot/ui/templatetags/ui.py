"""The tags and filters of all our templates; a builtin, so nothing is loaded."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.kit.languages import Text, Texts
from talkoot.ui import chrome, fields, icons, pictures, words
from talkoot.ui import timeline as timelines
from talkoot.ui.drawing import draw
from talkoot.ui.words import Words, known, picked, text

register = template.Library()


register.tag("text", words.text_tag)
register.tag("translate", words.translate_tag)
register.tag("static", words.static_tag)
register.simple_tag(fields.error_summary)
register.simple_tag(words.paragraphs)
register.simple_tag(words.period)
register.filter(words.known)
register.filter(words.money)


# --- forms ------------------------------------------------------------------------------------


@register.inclusion_tag("ui/form.html", takes_context=True)
def form(
    context: Context,
    form: BaseForm | BaseFormSet[Any],
    submit: Words = "",
    *,
    action: str = "",
    method: str = "post",
    cancel: str = "",
    look: str = "",
    name: str = "",
    next: str = "",  # the name that Django gives to the address to return to
) -> dict[str, object]:
    """A whole form with its button; `look` danger, `cancel` the way back, `name` of the button."""
    return {
        "form": form,
        "submit": submit or _("Save"),
        "action": action,
        "method": method,
        "cancel": cancel,
        "look": look,
        "name": name,
        "next": next,
        "csrf_token": context.get("csrf_token"),
        "request": context.get("request"),
    }


@register.simple_tag
def field(bound: BoundField) -> SafeString:
    """One field with its question, help and errors."""
    return bound.as_field_group()


# --- the page's head ---------------------------------------------------------------------------


@register.simple_tag
def assets() -> SafeString:
    """The links to styles, script, fonts and marks: the same on every page, so written once."""
    return _assets(settings.STATIC_URL, settings.STORAGES["staticfiles"]["BACKEND"])


@lru_cache(maxsize=4)
def _assets(_address: str, _storage: str) -> SafeString:
    return render_to_string("ui/assets.html")


# --- small parts ------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str, label: Words = "") -> SafeString:
    """One of our icons; with a label when it stands alone."""
    return icons.drawing(name, str(label))


@register.simple_tag
def tag(label: Words | None, look: str = "") -> SafeString:
    """A small label; `look` is good, warm, blue, bad or nothing. Nothing to say draws nothing."""
    if not label:
        return SafeString("")
    extra = f" tag-{look}" if look else ""
    return draw('<span class="tag{}">{}</span>', extra, label)


@register.inclusion_tag("ui/empty.html")
def empty(title: Words, first: Words = "", url: str = "", label: Words = "") -> dict[str, object]:
    """What stands where a list would: that there is nothing, and what to do first."""
    return {"title": title, "first": first, "url": url, "label": label}


@register.simple_tag
def crumbs(*parts: Words | Texts) -> SafeString:
    """The way here: label and address by turns, the last label being this page."""
    pairs = list(pairwise([*parts, ""]))[::2]
    return chrome.crumbs([(picked(label), str(address)) for label, address in pairs])


@register.inclusion_tag("ui/facts.html")
def facts(*parts: object) -> dict[str, object]:
    """A strip of facts: name and value by turns; a value of None is not known."""
    pairs = list(pairwise([*parts, ""]))[::2]
    return {"facts": [(name, _fact(value)) for name, value in pairs]}


def _fact(value: object) -> SafeString:
    if isinstance(value, Texts | Text):
        return text(value) if picked(value).text else known(None)
    if isinstance(value, Model):
        return conditional_escape(str(value))
    return value if isinstance(value, SafeString) else known(value)


@register.simple_tag(takes_context=True)
def pages(context: Context, page_obj: Page[Any], parameter: str = "page") -> SafeString:
    """The pager of a list; every other part of the address stays as it is."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop(parameter, None)
    rest = f"{query.urlencode()}&" if query else ""
    return chrome.pager(page_obj, f"?{rest}{parameter}=")


# --- pictures ---------------------------------------------------------------------------------


@register.inclusion_tag("ui/timeline.html")
def timeline(rows: Sequence[pictures.TimelineRow], caption: Words = "") -> dict[str, object]:
    """Periods as bars on one axis of years, with the same rows as a table."""
    drawn = pictures.draw_timeline(rows)
    return {
        "drawn": drawn,
        "lines": timelines.lines(drawn) if drawn else "",
        "table_rows": timelines.table_rows(drawn) if drawn else "",
        "caption": caption,
    }


@register.inclusion_tag("ui/tilemap.html")
def tilemap(
    tiles: Sequence[pictures.Tile], caption: Words = "", *, words: Mapping[str, Words] | None = None
) -> dict[str, object]:
    """Areas as tiles about where they lie, with a legend that counts them and a table. `words` say
    what the states mean where the picture is not of coverage."""
    states = {**pictures.TILE_STATES, **(words or {})}
    counted = [
        (state, label, pictures.TILE_SIGNS[state], sum(tile.state == state for tile in tiles))
        for state, label in states.items()
    ]
    drawn = [(t, pictures.TILE_SIGNS[t.state], states[t.state]) for t in tiles]
    return {"tiles": drawn, "legend": [row for row in counted if row[3]], "caption": caption}


@register.inclusion_tag("ui/bars.html")
def bars(
    rows: Iterable[pictures.BarRow],
    caption: Words,
    *,
    of: Words = "",
    value: Words = "",
    top: float | None = None,
) -> dict[str, object]:
    """A table whose numbers are drawn as bars: `of` and `value` are the columns' headings."""
    return {
        "rows": pictures.draw_bars(rows, top),
        "caption": caption,
        "of": of,
        "value": value or _("Number"),
    }


@register.inclusion_tag("ui/bar.html")
def bar(
    value: Decimal | float | None, top: Decimal | float | None, label: Words = ""
) -> dict[str, object]:
    """One bar: `value` of `top`, turning green when it is full; `label` says it in words."""
    full = value is not None and bool(top) and value >= (top or 0)
    return {"width": pictures.bar_width(value, top), "label": label, "full": full}
