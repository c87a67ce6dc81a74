"""The search page: results, kinds, languages, and its empty states."""

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.test import Client
from django.test.utils import CaptureQueriesContext

from talkoot.projects.tests import factories
from talkoot.search.find import find
from talkoot.search.index import Document, put

pytestmark = pytest.mark.django_db


def search(client: Client, language: str = "en", **asked: str | int) -> str:
    return client.get(f"/{language}/search/", asked).content.decode()


def test_nothing_written_asks_what_is_wanted(client: Client) -> None:
    assert "What are you looking for?" in search(client)
    assert "What are you looking for?" in search(client, q="   ")


def test_nothing_found_gives_advice_and_the_words_back(client: Client) -> None:
    page = search(client, q='<b>"zzz"</b>')
    assert "Nothing was found for “&lt;b&gt;&quot;zzz&quot;&lt;/b&gt;”" in page
    assert 'value="&lt;b&gt;&quot;zzz&quot;&lt;/b&gt;"' in page


def test_a_result_leads_to_its_page_in_the_visitors_language(client: Client) -> None:
    put("projects.project", 1, [Document("fi", "Verkosto", "/projects/verkosto/", "Koko maa")])
    page = search(client, language="sv", q="verkoston")
    assert '<a href="/sv/projects/verkosto/" lang="fi"><mark>Verkosto</mark></a>' in page
    assert '<p lang="fi">Koko maa</p>' in page


def test_results_are_narrowed_by_their_kind(client: Client) -> None:
    put("projects.project", 1, [Document("en", "Network project", "/projects/a/")])
    put("organisations.organisation", 1, [Document("en", "Network body", "/organisations/b/")])
    page = search(client, q="network")
    assert "2 results" in page
    assert "?q=network&amp;kind=projects.project" in page
    narrowed = search(client, q="network", kind="projects.project")
    assert ("1 result<" in narrowed, "/en/organisations/b/" in narrowed) == (True, False)


def test_an_unknown_kind_narrows_nothing(client: Client) -> None:
    put("projects.project", 1, [Document("en", "Network", "/projects/a/")])
    assert "1 result<" in search(client, q="network", kind="no.such")


def test_results_are_paged(
    client: Client, count_queries: Callable[[], CaptureQueriesContext]
) -> None:
    for number in range(45):
        put(
            "projects.project",
            number,
            [Document("en", f"Network {number}", f"/projects/{number}/")],
        )
    with count_queries() as asked:
        page = search(client, q="network", page=3)
    assert len(asked) == 3
    assert page.count("<h3>") == 5
    assert "?q=network&amp;page=2" in page


@pytest.mark.parametrize("written", ["%00", "'; --", "a" * 5000, "näköala 🙂"])
def test_anything_may_be_written(client: Client, written: str) -> None:
    assert client.get("/fi/search/", {"q": written}).status_code == 200


def test_the_index_is_made_anew_by_a_command() -> None:
    factories.project("Verkosto", published=True)
    said = io.StringIO()
    call_command("rebuild_search", stdout=said)
    # The project and the organisation that owns it.
    assert said.getvalue() == "2 things can be found\n"
    assert [hit.title for hit in find("verkoston", language="fi")] == ["Verkosto"]
