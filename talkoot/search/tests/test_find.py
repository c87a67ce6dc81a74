"""Finding: inflected words, compounds, languages, order, and what must not break it."""

from collections.abc import Callable

import pytest
from django.test.utils import CaptureQueriesContext

from talkoot.search import index
from talkoot.search.find import asked_for, entries_of, find
from talkoot.search.index import Document, put
from talkoot.search.models import Entry, Word

pytestmark = pytest.mark.django_db


def a_thing(
    row_id: int, title: str, summary: str = "", *, language: str = "fi", kind: str = "tests.thing"
) -> None:
    put(kind, row_id, [Document(language, title, f"/things/{row_id}/", summary)])


def titles(written: str, language: str = "fi") -> list[str]:
    return [hit.title for hit in find(written, language=language)]


@pytest.mark.parametrize(
    ("written", "stands"),
    [
        ("etäjohtamista", "Etäjohtaminen"),
        ("etäjohtaminen", "Hankkeessa kehitetään etäjohtamista"),
        ("käytännöt", "Hyvien käytäntöjen pankki"),
        ("käytäntö", "Hyvät käytännöt"),
        ("vertaistuen", "Vertaistuki"),
        ("työkeskus", "Etätyökeskus avattiin"),
        ("työkeskuksessa", "Etätyökeskusten verkosto"),
        ("johtam", "Etäjohtamisen valmennus"),
        ("ETÄJOHTAMINEN", "etäjohtaminen"),
        ("A75860", "Koodi A75860"),
        ("sote", "Sotetyö uudistuu"),
        ("työn", "Työ uudistuu"),
        ("yö", "Yö"),
        ("kt.fi", "Lähde kt.fi"),
    ],
)
def test_finnish_is_found_inflected_cut_and_inside_compounds(written: str, stands: str) -> None:
    a_thing(1, stands)
    a_thing(2, "Jotakin aivan muuta")
    assert titles(written) == [stands]


@pytest.mark.parametrize(
    ("written", "stands", "language"),
    [
        ("regionernas", "Regionerna lär sig", "sv"),
        ("välfärdsområdena", "Välfärdsområdet", "sv"),
        ("studies", "A study group", "en"),
        ("proyecto", "Proyectos internacionales", "es"),
        ("přístupy", "Hledá přístupy v sociální práci", "cs"),
    ],
)
def test_other_languages_are_found_by_their_stems_or_words(
    written: str, stands: str, language: str
) -> None:
    a_thing(1, stands, language=language)
    assert titles(written) == [stands]


def test_every_word_must_be_there_and_small_words_do_not_count() -> None:
    a_thing(1, "Lasten ja nuorten palvelut")
    a_thing(2, "Lasten palvelut")
    assert titles("nuorten ja lasten") == ["Lasten ja nuorten palvelut"]
    assert asked_for("ja") == ["ja"]


def test_a_name_beats_a_mention() -> None:
    a_thing(1, "Hanke", "ravitsemus ravitsemus ravitsemus ravitsemus")
    a_thing(2, "Ravitsemussuunnitelma", "suunnitelma")
    assert titles("ravitsemus") == ["Ravitsemussuunnitelma", "Hanke"]


def test_a_thing_is_found_once_in_the_asked_language_or_the_nearest() -> None:
    put(
        "tests.thing",
        1,
        [
            Document("en", "Wanna Hub", "/things/1/", "hub"),
            Document("fi", "Hubittaako", "/things/1/", "hub"),
        ],
    )
    assert [titles("hub", tag) for tag in ("fi", "sv", "en")] == [
        ["Hubittaako"],
        ["Hubittaako"],
        ["Wanna Hub"],
    ]


def test_a_kind_narrows() -> None:
    a_thing(1, "Verkosto", kind="tests.one")
    a_thing(1, "Verkostot", kind="tests.other")
    assert [hit.kind for hit in find("verkosto", language="fi", kind="tests.other")] == [
        "tests.other"
    ]


@pytest.mark.parametrize("written", ["", "   ", "!!!", "'", "\\", "&|!:*()", "%", "\x00"])
def test_nothing_written_finds_nothing_and_breaks_nothing(written: str) -> None:
    a_thing(1, "Verkosto")
    assert titles(written) == []


@pytest.mark.parametrize("written", ["verkosto & !", "'verkosto", "verkosto:*", "100% verkosto"])
def test_signs_of_the_query_language_are_plain_text(written: str) -> None:
    a_thing(1, "Verkosto 100")
    assert titles(written) == ["Verkosto 100"]


def test_a_very_long_search_is_cut() -> None:
    a_thing(1, "Verkosto")
    assert titles("verkosto " * 5000) == ["Verkosto"]


def test_put_says_all_there_is() -> None:
    put("tests.thing", 1, [Document("fi", "Vanha", "/a/"), Document("sv", "Gammal", "/a/")])
    put("tests.thing", 1, [Document("fi", "Uusi", "/b/", "tiivistelmä")])
    assert list(Entry.objects.values_list("language", "title", "summary", "address")) == [
        ("fi", "Uusi", "tiivistelmä", "/b/")
    ]
    put("tests.thing", 1, [])
    assert list(Entry.objects.all()) == []


def test_a_word_is_learnt_once() -> None:
    a_thing(1, "Verkosto ja verkosto")
    a_thing(2, "Verkosto")
    assert sorted(Word.objects.values_list("word", flat=True)) == ["ja", "verkosto"]


def test_a_rebuild_fills_the_index_from_every_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    a_thing(7, "Jäänyt")
    there = index.Kind("tests.thing", "Thing", lambda: [(1, [Document("fi", "Oikea", "/a/")])])
    monkeypatch.setattr(index, "kinds", {"tests.thing": there})
    assert index.rebuild() == 1
    assert titles("oikea") == ["Oikea"]
    assert titles("jäänyt") == []


def test_finding_takes_two_queries_and_a_page_one(
    count_queries: Callable[[], CaptureQueriesContext],
) -> None:
    for number in range(30):
        a_thing(number, f"Verkosto {number}")
    with count_queries() as asked:
        hits = find("verkoston etäjohtaminen", language="fi")
        assert hits == []
        hits = find("verkoston", language="fi")
    assert len(asked) == 4
    with count_queries() as asked:
        page = entries_of(hits[10:20])
    assert (len(asked), [entry.title for entry in page]) == (
        1,
        [hit.title for hit in hits[10:20]],
    )
