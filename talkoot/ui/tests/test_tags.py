"""The tags and filters: words in their language, money, periods, pagers, crumbs."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.ui import icons


def drawn(template: str, language: str = "fi", **words: object) -> str:
    with override(language):
        return Template(template).render(Context(words)).strip()


@pytest.mark.parametrize(
    ("texts", "shown"),
    [
        (Texts(fi="Hanke", en="Project"), "Hanke"),
        (Texts(es="Proyecto"), '<span lang="es">Proyecto</span>'),
        (Texts(en="Project", es="Proyecto"), '<span lang="en">Project</span>'),
        (Texts(sv="<b>Å</b>"), '<span lang="sv">&lt;b&gt;Å&lt;/b&gt;</span>'),
        (Texts(), ""),
        (None, ""),
        ("A & B", "A &amp; B"),
    ],
)
def test_a_text_says_its_language_when_it_fell_back(texts: object, shown: str) -> None:
    assert drawn("{% text texts %}", texts=texts) == shown


def test_paragraphs_keep_their_breaks() -> None:
    story = Texts(en="One.\r\nTwo.\r\n\r\n<i>Three</i>.")
    assert drawn("{% paragraphs story %}", story=story) == (
        '<div lang="en"><p>One.<br>Two.</p>\n<p>&lt;i&gt;Three&lt;/i&gt;.</p></div>'
    )
    assert drawn("{% paragraphs story %}", "en", story=story).startswith("<p>One.<br>Two.</p>")


def test_zero_is_a_value_and_nothing_is_not_known() -> None:
    unknown = '<span class="unknown">not known</span>'
    assert drawn("{{ x|known }}", "en", x=0) == "0"
    assert drawn("{{ x|known }}", "en", x=None) == unknown
    assert drawn("{{ x|money }}", "en", x=None) == unknown
    assert drawn("{{ x|money }}", "fi", x=Decimal(0)) == "0\u00a0€"
    assert drawn("{{ x|money }}", "fi", x=Decimal(293323)) == "293\u00a0323\u00a0€"


def test_a_period_is_no_more_exact_than_it_is_known() -> None:
    year = Period(PartialDate(date(2019, 1, 1), Precision.YEAR), None)
    assert drawn("{% period p %}", p=year) == "2019–"
    assert drawn("{% period p %}", "en", p=Period()) == '<span class="unknown">not known</span>'


def test_crumbs_end_with_this_page_in_its_own_language() -> None:
    html = drawn("{% crumbs 'A' '/a/' name %}", name=Texts(es="Proyecto"))
    assert '<li><a href="/a/">A</a></li>' in html
    assert '<li lang="es"><span aria-current="page">Proyecto</span></li>' in html


def test_the_pager_keeps_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/", {"page": "2", "area": ["a", "b"]})
    html = drawn(
        "{% pages page_obj %}",
        "en",
        request=request,
        page_obj=Paginator(range(50), 10).get_page(2),
    )
    assert 'href="?area=a&amp;area=b&amp;page=3"' in html
    assert html.count('aria-current="page"') == 1


def test_one_page_needs_no_pager() -> None:
    assert drawn("{% pages page_obj %}", page_obj=Paginator([1], 10).get_page(1)) == ""


def test_an_icon_is_hidden_unless_it_stands_alone() -> None:
    assert 'aria-hidden="true"' in drawn("{% icon 'search' %}")
    assert 'role="img" aria-label="Hae"' in drawn("{% icon 'search' 'Hae' %}")
    assert all("<" in lines for lines in icons.DRAWN.values())


def test_facts_pair_names_and_values() -> None:
    html = drawn("{% facts 'Period' p 'Funder' none %}", "en", p=Texts(en="2019"), none=None)
    assert "<dt>Period</dt><dd>2019</dd>" in html
    assert '<dt>Funder</dt><dd><span class="unknown">not known</span></dd>' in html


def test_a_tag_with_nothing_to_say_is_not_drawn() -> None:
    assert drawn("{% tag '' 'good' %}") == ""
    assert drawn("{% tag 'Done' 'good' %}") == '<span class="tag tag-good">Done</span>'
