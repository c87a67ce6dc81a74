"""The tags and filters of all our templates; a builtin, so nothing is loaded."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BaseForm, BaseFormSet, BoundField
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags import i18n
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.kit.languages import Text, Texts
from talkoot.kit.money import euros
from talkoot.kit.periods import Period
from talkoot.ui import icons, pictures

register = template.Library()
Words = str | Promise


# --- words ------------------------------------------------------------------------------------


def _picked(value: Texts | Text | Words | None) -> Text:
    """The text to show and its language when that is not the page's own."""
    if isinstance(value, Texts):
        value = value.pick()
    if isinstance(value, Text):
        here = (get_language() or "").split("-")[0]
        return Text(value.text, "" if value.language == here else value.language)
    return Text(str(value or ""), "")


def text(value: Texts | Text | Words | None) -> SafeString:
    """A text in the page's language; when it fell back, marked with the language it is in."""
    shown = _picked(value)
    if shown.language:
        return format_html('<span lang="{}">{}</span>', shown.language, shown.text)
    return conditional_escape(shown.text)


class TextNode(template.Node):
    """`{% text value %}`: `text` of the value. A node of its own, for lists have hundreds of them."""

    def __init__(self, value: template.base.FilterExpression) -> None:
        self.value = value

    def render(self, context: Context) -> SafeString:
        return text(self.value.resolve(context))


@register.tag("text")
def text_tag(parser: template.base.Parser, token: template.base.Token) -> TextNode:
    """`{% text value %}`, see `text`."""
    _name, value = token.split_contents()
    return TextNode(parser.compile_filter(value))


class SaidNode(template.Node):
    """A `{% translate %}` of fixed words, looked up once in each language: a page has dozens."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        self.node = node
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        said = self.said.get(language)
        if said is None:
            said = self.said[language] = self.node.render(context)
        return said


@register.tag("translate")
def translate_tag(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Django's own `{% translate %}`; fixed words without `as` or a context are kept."""
    node = i18n.do_translate(parser, token)
    bits = token.split_contents()
    if len(bits) == 2 and bits[1][0] in "\"'" and bits[1][-1] == bits[1][0]:
        return SaidNode(node)
    return node


@register.simple_tag
def paragraphs(value: Texts | Text | Words | None) -> SafeString:
    """A longer text: an empty line parts paragraphs, a line break stays one."""
    shown = _picked(value)
    blocks = [block.strip().splitlines() for block in _blocks(shown.text)]
    line_break = SafeString("<br>")
    lines = format_html_join(
        "\n",
        "<p>{}</p>",
        ((format_html_join(line_break, "{}", ((line,) for line in block)),) for block in blocks),
    )
    if shown.language:
        return format_html('<div lang="{}">{}</div>', shown.language, lines)
    return lines


def _blocks(words: str) -> list[str]:
    return [block for block in words.replace("\r\n", "\n").split("\n\n") if block.strip()]


@register.filter
def known(value: object) -> SafeString:
    """The value, or “not known” said quietly where there is none. Zero is a value."""
    if value is None or str(value) == "":
        return format_html('<span class="unknown">{}</span>', _("not known"))
    return conditional_escape(str(value))


@register.simple_tag
def period(value: Period | None) -> SafeString:
    """A period in words, no more exact than it is known."""
    return known(value or None)


@register.filter
def money(value: Decimal | int | None) -> SafeString:
    """Euros the way the reader's language writes them; “not known” when there is no amount."""
    return known(euros(value))


# --- forms ------------------------------------------------------------------------------------


class Problem(NamedTuple):
    """A line of the error summary."""

    href: str
    label: Words
    sentence: Words


@register.inclusion_tag("ui/error_summary.html")
def error_summary(form: BaseForm | BaseFormSet[Any]) -> dict[str, object]:
    """All that is wrong with a form, each with a link to its field."""
    return {"problems": list(_problems(form))}


def _problems(form: BaseForm | BaseFormSet[Any]) -> Iterable[Problem]:
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from (Problem("", "", str(sentence)) for sentence in form.non_form_errors())
        for row in form.forms:
            yield from _problems(row)
        return
    yield from (Problem("", "", str(sentence)) for sentence in form.non_field_errors())
    for bound in form:
        for sentence in bound.errors:
            label = "" if bound.is_hidden else str(bound.label)
            yield Problem(_href(bound), label.rstrip(":"), str(sentence))


def _href(bound: BoundField) -> str:
    if bound.is_hidden or not bound.auto_id:
        return ""
    return f"#{bound.id_for_label or bound.subwidgets[0].id_for_label}"


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
def tag(words: Words | None, look: str = "") -> SafeString:
    """A small label; `look` is good, warm, blue, bad or nothing. Nothing to say draws nothing."""
    if not words:
        return SafeString("")
    extra = f" tag-{look}" if look else ""
    return format_html('<span class="tag{}">{}</span>', extra, words)


@register.inclusion_tag("ui/empty.html")
def empty(title: Words, first: Words = "", url: str = "", label: Words = "") -> dict[str, object]:
    """What stands where a list would: that there is nothing, and what to do first."""
    return {"title": title, "first": first, "url": url, "label": label}


@register.inclusion_tag("ui/crumbs.html")
def crumbs(*parts: Words | Texts) -> dict[str, object]:
    """The way here: label and address by turns, the last label being this page."""
    pairs = list(pairwise([*parts, ""]))[::2]
    return {"steps": [(_picked(label), address) for label, address in pairs]}


@register.inclusion_tag("ui/facts.html")
def facts(*parts: object) -> dict[str, object]:
    """A strip of facts: name and value by turns; a value of None is not known."""
    pairs = list(pairwise([*parts, ""]))[::2]
    return {"facts": [(name, _fact(value)) for name, value in pairs]}


def _fact(value: object) -> SafeString:
    if isinstance(value, Texts | Text):
        return text(value) if _picked(value).text else known(None)
    if isinstance(value, Model):
        return conditional_escape(str(value))
    return value if isinstance(value, SafeString) else known(value)


@register.inclusion_tag("ui/pages.html", takes_context=True)
def pages(context: Context, page_obj: Page[Any], parameter: str = "page") -> dict[str, object]:
    """The pager of a list; every other part of the address stays as it is."""
    request: HttpRequest | None = context.get("request")
    query = request.GET.copy() if request else None
    if query is not None:
        query.pop(parameter, None)
    rest = f"{query.urlencode()}&" if query else ""
    numbers = page_obj.paginator.get_elided_page_range(page_obj.number, on_each_side=1, on_ends=1)
    return {
        "page_obj": page_obj,
        "numbers": list(numbers),
        "gap": page_obj.paginator.ELLIPSIS,
        "address": f"?{rest}{parameter}=",
    }


# --- pictures ---------------------------------------------------------------------------------


@register.inclusion_tag("ui/timeline.html")
def timeline(rows: Sequence[pictures.TimelineRow], caption: Words = "") -> dict[str, object]:
    """Periods as bars on one axis of years, with the same rows as a table."""
    return {"drawn": pictures.draw_timeline(rows), "rows": rows, "caption": caption}


@register.inclusion_tag("ui/tilemap.html")
def tilemap(tiles: Sequence[pictures.Tile], caption: Words = "") -> dict[str, object]:
    """Areas as tiles about where they lie, with a legend that counts them and a table."""
    counted = [
        (state, words, pictures.TILE_SIGNS[state], sum(tile.state == state for tile in tiles))
        for state, words in pictures.TILE_STATES.items()
    ]
    drawn = [(t, pictures.TILE_SIGNS[t.state], pictures.TILE_STATES[t.state]) for t in tiles]
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
