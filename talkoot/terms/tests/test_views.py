"""The pages of indicators: what each shows, to whom, and in how many questions."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from talkoot.kit.languages import Texts
from talkoot.search.models import Entry
from talkoot.terms import operations
from talkoot.terms.models import Indicator, IndicatorCatalogue
from talkoot.terms.queries import documents, listing
from talkoot.terms.tests.factories import catalogue, indicator

pytestmark = pytest.mark.django_db
ADDRESS = "/en/terms/indicators/"


def page(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def test_the_catalogues_are_listed_with_their_programmes(
    client: Client, django_assert_num_queries: Any
) -> None:
    operations.load_vocabularies()
    with django_assert_num_queries(2):
        shown = page(client, ADDRESS)
    assert '<a href="/en/terms/indicators/interreg-2021/">Interreg common indicators' in shown
    assert "13 outputs · 7 results · version 2021.1" in shown
    assert shown.count("<h2>") == 3
    assert "Interreg Europe" in shown


def test_without_catalogues_the_page_says_what_to_do(client: Client) -> None:
    assert "There are no catalogues yet" in page(client, ADDRESS)


def test_a_catalogue_shows_each_indicator_and_how_it_is_counted(
    client: Client, django_assert_num_queries: Any
) -> None:
    operations.load_vocabularies()
    with django_assert_num_queries(3):
        shown = page(client, f"{ADDRESS}interreg-2021/")
    codes = Indicator.objects.filter(catalogue__code="interreg-2021").values_list("code", flat=True)
    assert [code for code in codes if f'id="{code}"' not in shown] == []
    assert "<h2>13 outputs</h2>" in shown
    assert "<h2>7 results</h2>" in shown
    assert "Participations in joint actions across borders</h3>" in shown
    assert "Each participation once in each event" in shown
    assert '<dt>Never greater than</dt><dd><a href="#RCO83">RCO83</a></dd>' in shown
    assert "all or nothing" in shown
    assert "not confirmed" not in shown
    assert "June 24, 2021" in shown or "24 June 2021" in shown


def test_what_is_not_confirmed_and_what_is_counted_elsewhere_is_said(client: Client) -> None:
    operations.load_vocabularies()
    shown = page(client, f"{ADDRESS}esf-plus-2021/")
    assert "Of 20 indicators below, the code and the name were not found together" in shown
    assert shown.count("code and name not confirmed") == 20
    assert shown.count(">sensitive<") == 2
    assert shown.count("From the authority's own register") == 25


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_names_are_shown_in_the_readers_language(client: Client, language: str) -> None:
    operations.load_vocabularies()
    shown = page(client, f"/{language}/terms/indicators/interreg-2021/")
    for row in Indicator.objects.filter(catalogue__code="interreg-2021"):
        assert f"<h3>{row.names[language]}</h3>" in shown
        assert row.names["en"] not in shown


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("rco 081", ["RCO81"]),
        ("RCO1", ["RCO01", "RCO10", "RCO13", "RCO14", "RCO16", "RCO101", "RCO112", "RCO113"]),
        ("digital services", ["RCO13", "RCO14", "RCR11", "RCR12"]),
        ("osallistuminen toimiin", ["RCO81", "RCO82", "RCR85"]),
        ("zzzz", []),
    ],
)
def test_indicators_are_found_by_code_however_written_and_by_words(
    asked: str, codes: list[str]
) -> None:
    operations.load_vocabularies()
    rows = listing.found(asked)
    assert [row.code for row in rows if row.code in codes or asked == "zzzz"] == codes
    if asked != "RCO1":
        assert len(rows) == len(codes)


def test_searching_leads_to_the_indicator(client: Client) -> None:
    operations.load_vocabularies()
    shown = page(client, f"{ADDRESS}?q=rco+081")
    assert "<h2>1 indicator</h2>" in shown
    assert 'href="/en/terms/indicators/interreg-2021/#RCO81"' in shown
    assert "No indicator fits" in page(client, f"{ADDRESS}?q=zzzz")
    assert "<h2>85 indicators</h2>" not in page(client, f"{ADDRESS}?q=")
    narrowed = page(client, f"{ADDRESS}interreg-2021/?q=training")
    assert "2 indicators fit “training”." in narrowed
    assert 'id="RCO85"' in narrowed
    assert 'id="RCO81"' not in narrowed
    assert "No indicator fits" in page(client, f"{ADDRESS}interreg-2021/?q=zzzz")


def test_an_older_version_opens_and_says_so(client: Client) -> None:
    indicator(catalogue=catalogue(version="1"), names=Texts(en="As it was"))
    newer = catalogue(version="2", version_on=date(2022, 1, 1))
    indicator(catalogue=newer, names=Texts(en="As it is"))
    shown = page(client, f"{ADDRESS}test-2021/")
    assert "As it is" in shown
    assert "older version" not in shown
    assert 'href="/en/terms/indicators/test-2021/1/"' in shown
    old = page(client, f"{ADDRESS}test-2021/1/")
    assert "As it was" in old
    assert "This is an older version." in old
    assert "Go to version 2" in old
    page(client, f"{ADDRESS}test-2021/3/", 404)
    page(client, f"{ADDRESS}unknown/", 404)


def test_a_catalogue_with_nothing_in_it(client: Client) -> None:
    catalogue()
    assert "There are no indicators in this catalogue yet" in page(client, f"{ADDRESS}test-2021/")


def test_a_name_in_another_language_is_marked(client: Client) -> None:
    indicator(names=Texts(fi="Vain suomeksi"))
    assert '<h3><span lang="fi">Vain suomeksi</span></h3>' in page(client, f"{ADDRESS}test-2021/")


def test_the_newest_versions_are_found_by_searching(client: Client) -> None:
    operations.load_vocabularies()
    kept = Entry.objects.filter(kind=documents.KIND)
    assert sorted(kept.values_list("row_id", "language")) == sorted(
        (row.pk, tag) for row in IndicatorCatalogue.objects.all() for tag in ("en", "fi", "sv")
    )
    assert [pk for pk, _documents in documents.everything()] == sorted(
        row.pk for row in IndicatorCatalogue.objects.all()
    )
    shown = page(client, "/en/search/?q=RCO116")
    assert "/en/terms/indicators/interreg-2021/" in shown
