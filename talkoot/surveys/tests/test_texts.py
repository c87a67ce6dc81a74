"""Checking what people wrote: of an event, of a project, and the words that come up most."""

import pytest

from talkoot.events.models import Event
from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.lemmas import lemmas_of
from talkoot.people.models import Person
from talkoot.surveys import operations
from talkoot.surveys.models import OpenText, Theme, Wave
from talkoot.surveys.operations import texts, themes
from talkoot.surveys.queries.texts import frequent_words, released_in, released_of, shown_among
from talkoot.surveys.tests import factories as make
from talkoot.surveys.tests.test_views_results import answered, at, client_of, event, manager, page

__all__ = ["event", "manager"]
pytestmark = pytest.mark.django_db


def test_words_are_shown_only_after_a_person_has_checked_them(
    manager: Person, event: Event
) -> None:
    assert event.project is not None
    answered(make.wave(event), 6, 4, "Hyvä ryhmä", "Huono kahvi tai 040 1234567", "Turhaa puhetta")
    shown, masked, kept = OpenText.objects.order_by("text")
    assert "Hyvä ryhmä" not in page(manager, "surveys:event", event.slug)
    assert "3 texts wait for your check." in page(manager, "surveys:event", event.slug)
    client, address = client_of(manager), at("surveys:event_texts", event.slug)
    assert "Huono kahvi" in client.get(address).content.decode()
    client.post(address, {"text": shown.pk, "verb": "show", "words": "Huono […] tai […]"})
    texts.show_text(text=masked, by=manager)
    client.post(address, {"text": kept.pk, "verb": "keep_back"})
    for name, slug in (("surveys:event", event.slug), ("surveys:ledger", event.project.slug)):
        told = page(manager, name, slug)
        assert "Huono […] tai […]" in told
        assert "Hyvä ryhmä" in told
        assert "Turhaa puhetta" not in told
    assert "A person has checked each text." in told
    entries = Entry.objects.filter(verb__in=["surveys.show_text", "surveys.keep_back"])
    assert entries.count() == 3
    assert not any("kahvi" in str(entry.changes) for entry in entries)


def test_texts_are_marked_with_the_projects_themes(manager: Person, event: Event) -> None:
    assert event.project is not None
    answered(make.wave(event), 6, 4, "Hyvä ryhmä")
    client, address = client_of(manager), at("surveys:event_texts", event.slug)
    whole = at("surveys:project_texts", event.project.slug)
    adding = at("surveys:add_theme", event.project.slug)
    for name, back in (
        ("Ryhmätyö", event.slug),
        ("Kahvi", "muu-tapahtuma"),
        ("kahvi", ""),
        ("", ""),
    ):
        answer = client.post(adding, {"name": name, "event": back})
        assert answer["Location"] == (address if back == event.slug else whole)
    group, coffee = Theme.objects.order_by("pk")
    foreign = themes.add_theme(project=make.running_project(), names=Texts(fi="Muu"), by=None)
    text = OpenText.objects.get()
    for chosen in ([coffee.pk], [group.pk, coffee.pk], [group.pk]):
        client.post(
            address, {"text": text.pk, "verb": "show", "words": text.text, "themes": chosen}
        )
        assert sorted(text.marks.values_list("theme", flat=True)) == sorted(chosen)
    texts.show_text(text=text, by=manager, themes=[group, foreign])
    assert text.marks.get().theme == group
    told = page(manager, "surveys:ledger", event.project.slug)
    assert "Ryhmätyö" in told
    assert "Kahvi" not in told


def test_words_of_feedback_without_results_are_opened_to_nobody(
    manager: Person, event: Event
) -> None:
    answered(make.wave(event), 4, 4, "Hyvä ryhmä")
    text = OpenText.objects.get()
    assert "Hyvä ryhmä" not in page(manager, "surveys:event_texts", event.slug)
    with pytest.raises(texts.TextNotReleased):
        texts.show_text(text=text, by=manager)
    with pytest.raises(texts.TextNotReleased):
        texts.keep_back(text=text, by=manager)


def test_a_text_of_which_nothing_is_left_is_not_shown(manager: Person, event: Event) -> None:
    answered(make.wave(event), 6, 4, "040 123 4567")
    text = OpenText.objects.get()
    for words in (None, "[…]", "  "):
        with pytest.raises(texts.TextEmpty):
            texts.show_text(text=text, by=manager, words=words)


WRITTEN = "Ei ollut hyvä,\r\nmutta [...] kahvi oli epämukavan kylmää. Kiitos!"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Ei ollut hyvä, […] Kiitos!", "Ei ollut hyvä, […] Kiitos!"),
        ("Ei […]  kylmää.\n[...]", "Ei […]  kylmää.\n[…]"),
        ("[…] kahvi oli […]mukavan kylmää. […]!", "[…] kahvi oli […]mukavan kylmää. […]!"),
        ("Ei ollut hyvä […] , […]", "Ei ollut hyvä […] , […]"),
        ("kahvi oli epämukavan kylmää", "[…] kahvi oli epämukavan kylmää […]"),
        ("Ei ollut", "Ei ollut […]"),
        ("Oli hyvä", None),
        ("Ei ollut kahvi", None),
        ("Ei ollut hyvä, mutta kahvi oli […]", None),
        ("mukavan kylmää. Kiitos!", None),
        ("[…] mukavan kylmää. Kiitos!", None),
        ("Kiitos! […] hyvä", None),
        ("Ei ollut hyvä, mutta […] kahvi oli epämukavan kylmää. Kiitos! Tulen taas.", None),
    ],
)
def test_words_are_only_left_out(
    manager: Person, event: Event, words: str, shown: str | None
) -> None:
    answered(make.wave(event), 6, 4, WRITTEN)
    text = OpenText.objects.get()
    if shown is not None:
        assert texts.show_text(text=text, by=manager, words=words).text == shown
        return
    with pytest.raises(texts.WordsChanged):
        texts.show_text(text=text, by=manager, words=words)


def test_what_was_refused_stays_in_its_field(manager: Person, event: Event) -> None:
    answered(make.wave(event), 6, 4, "Hyvä ryhmä")
    text, client = OpenText.objects.get(), client_of(manager)
    address = at("surveys:event_texts", event.slug)
    sent = {"text": text.pk, "verb": "show", "words": "Erinomainen ryhmä"}
    told = client.post(address, sent).content.decode()
    assert ">Erinomainen ryhmä</textarea>" in told
    assert f'aria-describedby="words-{text.pk}_error"' in told
    assert "must be as they were written" in told
    assert OpenText.objects.get().state == "new"


def test_what_was_written_in_small_events_is_opened_with_their_answers_and_not_told_apart(
    manager: Person, event: Event
) -> None:
    assert event.project is not None
    small = answered(make.wave(event), 3, 4, "Hyvä ryhmä")
    assert not released_in(event.project).exists()
    answered(make.wave(make.event(project=event.project)), 2, 4, "Lisää aikaa", "Kiitos")
    assert {row.text for row in released_in(event.project)} == {
        "Hyvä ryhmä",
        "Lisää aikaa",
        "Kiitos",
    }
    assert not released_of(small).exists()
    assert "Hyvä ryhmä" not in page(manager, "surveys:event_texts", event.slug)
    assert "3 texts wait for your check." in page(manager, "surveys:ledger", event.project.slug)
    assert "Hyvä ryhmä" in page(manager, "surveys:project_texts", event.project.slug)
    client, address = client_of(manager), at("surveys:project_texts", event.project.slug)
    for row in released_in(event.project):
        verb = "keep_back" if row.text == "Kiitos" else "show"
        client.post(address, {"text": row.pk, "verb": verb, "words": row.text})
    told = page(manager, "surveys:ledger", event.project.slug)
    assert ["Hyvä ryhmä" in told, "Lisää aikaa" in told, "Kiitos" in told] == [True, True, False]
    entries = Entry.objects.filter(verb__in=["surveys.show_text", "surveys.keep_back"])
    assert {(one.subject, one.subject_id, one.part) for one in entries} == {
        ("projects.project", event.project.pk, "")
    }


def test_a_question_that_only_a_small_event_asked_opens_nothing_of_it(
    manager: Person, event: Event
) -> None:
    assert event.project is not None
    small = make.wave(event, own=make.form("text"))
    operations.answer(
        asked=make.asked(small), values={"useful": 1},
        texts={"oma-text": "Vain minä", "best": "Yhteinen"}, language="fi",
    )  # fmt: skip  # one answer
    other = make.wave(make.event(project=event.project))
    for _each in range(4):
        operations.answer(asked=make.asked(other), values={"useful": 5}, texts={}, language="fi")
    for wave in (small, other):
        operations.close(wave=wave, by=None)
    assert [one.text for one in released_in(event.project)] == ["Yhteinen"]


def test_what_one_wrote_in_a_survey_too_small_is_not_shown_as_its_own(event: Event) -> None:
    own, project = make.form("text"), event.project
    assert project is not None
    for number in (1, 4, 5):
        wave = make.wave(kind="needs", event=None, project=project, own=own)
        for _each in range(number):
            words = {"oma-text": f"Meitä on {number}"}
            asked = make.asked(wave)
            operations.answer(asked=asked, values={"useful": 1}, texts=words, language="fi")
        operations.close(wave=wave, by=None)
    OpenText.objects.update(state=OpenText.State.SHOWN)
    assert OpenText.objects.filter(is_released=True).count() == 10
    waves = Wave.objects.order_by("pk")
    shown = [shown_among(waves.filter(pk=wave.pk)) for wave in waves]
    assert [sum(len(texts) for _words, texts in one) for one in shown] == [0, 0, 5]


def test_words_are_counted_in_their_basic_form_by_the_texts_that_have_them(
    manager: Person, event: Event
) -> None:
    assert event.project is not None
    answered(
        make.wave(event),
        6,
        4,
        "Hyvä ryhmä ja ryhmän aika",
        "Ryhmissä oli aikaa",
        "Turha ryhmä",
        "Kahvi",
    )
    rows = released_in(event.project)
    assert frequent_words(rows) == []
    assert (operations.find_lemmas(), operations.find_lemmas()) == (4, 0)
    assert frequent_words(rows) == [("ryhmä", 3), ("aika", 2)]
    told = page(manager, "surveys:event_texts", event.slug)
    assert "?state=new&amp;word=ryhm%C3%A4" in told
    client, address = client_of(manager), at("surveys:event_texts", event.slug)
    chosen = client.get(address, {"word": "aika"}).content.decode()
    assert "2 texts have the word “aika”." in chosen
    assert ["Ryhmissä oli aikaa" in chosen, "Turha ryhmä" in chosen] == [True, False]
    # What is taken out of a text is no word of it any more.
    text = OpenText.objects.get(text="Ryhmissä oli aikaa")
    texts.show_text(text=text, by=manager, words="Ryhmissä oli […]")
    assert frequent_words(rows) == [("ryhmä", 2)]
    assert operations.find_lemmas() == 1
    assert frequent_words(rows) == [("ryhmä", 3)]


def test_basic_forms_are_of_the_texts_own_language() -> None:
    assert lemmas_of(
        [("fi", "Kunnille, kuntien"), ("sv", "grupperna"), ("en", "Groups!"), ("so", "Su’aalo")]
    ) == [["kunta"], ["grupp"], ["group"], ["su’aalo"]]
    assert lemmas_of([]) == []


def test_whoever_does_not_run_the_project_finds_no_texts(event: Event) -> None:
    assert event.project is not None
    stranger = client_of(make.person())
    assert stranger.get(at("surveys:project_texts", event.project.slug)).status_code == 404
    assert (
        stranger.post(at("surveys:add_theme", event.project.slug), {"name": "Oma"}).status_code
        == 404
    )
    assert Theme.objects.count() == 0
