"""Words on a page: texts in their language, what is not known, and what is looked up once."""

from decimal import Decimal

from django import template
from django.conf import settings
from django.template import Context
from django.templatetags import i18n
from django.templatetags.static import StaticNode, do_static
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from talkoot.kit.languages import Text, Texts
from talkoot.kit.money import euros
from talkoot.kit.periods import Period
from talkoot.ui.drawing import draw, draw_all, escaped

Words = str | Promise


def picked(value: Texts | Text | Words | None) -> Text:
    """The text to show and its language when that is not the page's own."""
    if isinstance(value, Texts | Text):
        here = (get_language() or "").split("-")[0]
        shown = value.pick(here) if isinstance(value, Texts) else value
        return Text(shown.text, "" if shown.language == here else shown.language)
    return Text(str(value or ""), "")


def text(value: Texts | Text | Words | None) -> SafeString:
    """A text in the page's language; when it fell back, marked with the language it is in."""
    shown = picked(value)
    if shown.language:
        return draw('<span lang="{}">{}</span>', shown.language, shown.text)
    return SafeString(escaped(shown.text))


class TextNode(template.Node):
    """`{% text value %}`: `text` of the value. A node of its own, for lists have hundreds of them."""

    def __init__(self, value: template.base.FilterExpression) -> None:
        self.value = value

    def render(self, context: Context) -> SafeString:
        return text(self.value.resolve(context))


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


def translate_tag(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Django's own `{% translate %}`; fixed words without `as` or a context are kept."""
    node = i18n.do_translate(parser, token)
    bits = token.split_contents()
    if len(bits) == 2 and bits[1][0] in "\"'" and bits[1][-1] == bits[1][0]:
        return SaidNode(node)
    return node


class KeptStaticNode(template.Node):
    """A `{% static %}` of a fixed path: its address is worked out once, the storage reads a manifest."""

    def __init__(self, node: StaticNode) -> None:
        self.node = node
        self.kept: dict[tuple[str, str], str] = {}

    def render(self, context: Context) -> str:
        storage = settings.STATIC_URL, settings.STORAGES["staticfiles"]["BACKEND"]
        address = self.kept.get(storage)
        if address is None:
            address = self.kept[storage] = self.node.render(context)
        return address


def static_tag(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Django's own `{% static %}`; fixed paths without `as` are kept."""
    node = do_static(parser, token)
    bits = token.split_contents()
    if len(bits) == 2 and bits[1][0] in "\"'":
        return KeptStaticNode(node)
    return node


def paragraphs(value: Texts | Text | Words | None) -> SafeString:
    """A longer text: an empty line parts paragraphs, a line break stays one."""
    shown = picked(value)
    blocks = [block.strip().splitlines() for block in _blocks(shown.text)]
    lines = draw_all(
        "<p>{}</p>",
        ((draw_all("{}", ((line,) for line in block), "<br>"),) for block in blocks),
        "\n",
    )
    if shown.language:
        return draw('<div lang="{}">{}</div>', shown.language, lines)
    return lines


def _blocks(words: str) -> list[str]:
    return [block for block in words.replace("\r\n", "\n").split("\n\n") if block.strip()]


def known(value: object) -> SafeString:
    """The value, or “not known” said quietly where there is none. Zero is a value."""
    said = value if isinstance(value, SafeString) else "" if value is None else str(value)
    if said == "":
        return draw('<span class="unknown">{}</span>', _("not known"))
    return SafeString(escaped(said))


def period(value: Period | None) -> SafeString:
    """A period in words, no more exact than it is known."""
    return known(value or None)


def money(value: Decimal | int | None) -> SafeString:
    """Euros the way the reader's language writes them; “not known” when there is no amount."""
    return known(euros(value))
