"""Erased, one of two, or not there after all: who is asked then, and what becomes of what they answered."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from talkoot.events.models import Event, Registration
from talkoot.kit.languages import Texts
from talkoot.notices.models import Notice
from talkoot.people import operations as people
from talkoot.people.models import Person
from talkoot.surveys import operations
from talkoot.surveys.models import Asked, PairResult, Response, Study, StudyKey, Wave
from talkoot.surveys.operations import inviting, refusals, studies
from talkoot.surveys.operations.pseudonyms import of_address, of_person
from talkoot.surveys.queries.asking import numbers_of
from talkoot.surveys.tests import factories as make

pytestmark = pytest.mark.django_db

BOTH_ORDERS = pytest.mark.parametrize("turned", [False, True])


def held(number: int = 2) -> tuple[Event, list[Registration]]:
    starts = timezone.now() - timedelta(hours=3)
    event = make.event(project=make.running_project(), starts_at=starts)
    return event, [make.registration(event, language="en") for _one in range(number)]


def person_of(row: Registration) -> Person:
    assert row.person is not None
    return row.person


def merged(one: Registration, other: Registration, *, turned: bool = False) -> Person:
    """The person who remains, whichever of the two it is."""
    duplicate, into = [person_of(row) for row in ((other, one) if turned else (one, other))]
    people.merge(duplicate=duplicate, into=into, by=None, reason="Sama ihminen")
    return into


def say(asked: Asked, useful: int = 5) -> None:
    again = Asked.objects.select_related("wave", "registration").get(pk=asked.pk)
    operations.answer(asked=again, values={"useful": useful}, texts={}, language="fi")


def wrote_to() -> list[str]:
    """To whom feedback has written since the last time it was asked."""
    found = Notice.objects.filter(kind__startswith="surveys.").order_by("to")
    addresses = list(found.values_list("to", flat=True))
    found.delete()
    return addresses


# --- a study of the same people ---------------------------------------------------------------------
def study_of(event: Event) -> Study:
    assert event.project is not None
    day = timezone.localdate() + timedelta(days=400)
    titles = Texts(fi="Ennen ja jälkeen")
    return studies.begin_study(project=event.project, titles=titles, destroy_on=day, by=None)


def asked_in(study: Study, kind: str, **fields: Any) -> Wave:
    now = timezone.now()
    # The one before it is over, so that the rounds follow one another and all take answers now.
    study.waves.update(closes_at=now - timedelta(minutes=1))
    wave = studies.ask_in_study(
        study=study, kind=kind, own=None, opens_at=now - timedelta(minutes=1),
        closes_at=now + timedelta(days=9), by=None, **fields,
    )  # fmt: skip  # one round
    study.waves.update(closes_at=now + timedelta(days=9))
    return wave


def said_in(wave: Wave, *rows: Registration) -> None:
    for row in rows:
        say(wave.asked.get(registration=row))


def pseudonyms(wave: Wave) -> set[str]:
    return set(wave.responses.values_list("pseudonym", flat=True))


def key_of(study: Study) -> bytes:
    return bytes(StudyKey.objects.get(study=study).secret)


# --- erasing -------------------------------------------------------------------------------------------
def test_whoever_is_erased_is_asked_no_more_and_still_counts_as_having_been_there() -> None:
    event, (gone, stays) = held()
    wave = operations.open_for_event(event=event, by=None)
    assert inviting.ask_due() == 2
    assert wrote_to() == sorted([gone.email, stays.email])
    token = inviting.token_of(wave.asked.get(registration=gone))
    people.erase(person=person_of(gone), by=None, reason="Pyysi")
    with pytest.raises(refusals.LinkNotKnown):
        operations.find_invitation(token=token)
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert inviting.ask_due() == 1
    assert wrote_to() == [stays.email]
    assert (numbers_of(wave).asked, numbers_of(wave).reachable) == (2, 1)


def test_an_anonymous_answer_stays_when_whoever_gave_it_is_erased() -> None:
    event, (gone, _stays) = held()
    wave = operations.open_for_event(event=event, by=None)
    said_in(wave, gone)
    people.erase(person=person_of(gone), by=None, reason="Pyysi")
    assert Response.objects.count() == 1
    assert (numbers_of(wave).asked, numbers_of(wave).answered) == (2, 1)


def test_an_erased_address_is_no_free_place_for_anybody() -> None:
    wave = make.wave()
    person = make.person("Testi Esimerkki", email="testi@example.org")
    make.asked(wave, "linkki", email="Testi@example.org")
    people.erase(person=person, by=None, reason="Pyysi")
    with pytest.raises(refusals.EverybodyAnswered):
        operations.find_unnamed(wave=wave)
    with pytest.raises(refusals.LinkNotKnown):
        operations.find_invitation(token="linkki")


@pytest.mark.django_db(transaction=True)
def test_under_a_key_no_pseudonym_leads_to_the_erased_and_pairs_stay_whole() -> None:
    event, rows = held(6)
    study = study_of(event)
    before = asked_in(study, "before", events=[event], addresses=["osoite@example.org"])
    said_in(before, *rows)
    operations.close(wave=before, by=None)
    end = asked_in(study, "end")
    said_in(end, *rows)
    gone = person_of(rows[0])
    people.erase(person=gone, by=None, reason="Pyysi")
    assert of_person(key_of(study), gone.pk) not in pseudonyms(before) | pseudonyms(end)
    assert pseudonyms(before) == pseudonyms(end)
    with connection.cursor() as cursor:
        # No row tells by its transaction that it was the one.
        cursor.execute("SELECT wave_id FROM surveys_response GROUP BY wave_id, xmin")
        assert sorted(cursor.fetchall()) == [(before.pk,), (end.pk,)]
    operations.close(wave=end, by=None)
    useful = PairResult.objects.get(item_key="useful")
    assert (useful.pairs, useful.only_first) == (6, 0)
    assert set(useful.members) == pseudonyms(before)
    # Erased when the change has been shown: the round before still knows whose it was.
    people.erase(person=person_of(rows[1]), by=None, reason="Pyysi")
    useful.refresh_from_db()
    assert set(useful.members) == pseudonyms(before)
    later = asked_in(study, "follow_up")
    assert {one.registration for one in later.asked.exclude(registration=None)} == set(rows[2:])


def test_whose_address_is_erased_leaves_an_answer_that_is_nobodys() -> None:
    event, _rows = held()
    person = make.person("Testi Esimerkki", email="osoite@example.org")
    study = study_of(event)
    wave = asked_in(study, "before", addresses=["osoite@example.org", "toinen@example.org"])
    first, second = wave.asked.order_by("pk")
    say(first)
    mine = of_address(key_of(study), "osoite@example.org")
    assert pseudonyms(wave) == {mine}
    people.erase(person=person, by=None, reason="Pyysi")
    assert mine not in pseudonyms(wave)
    # Two who are not known are never taken for one another.
    Asked.objects.filter(pk=second.pk).update(email="")
    Asked.objects.create(wave=wave)
    for one in wave.asked.filter(has_answered=False):
        say(one)
    assert len(pseudonyms(wave)) == 3


# --- two who are one ---------------------------------------------------------------------------------
@BOTH_ORDERS
@pytest.mark.parametrize("letters", [0, 2])
def test_two_who_are_one_are_asked_once(letters: int, turned: bool) -> None:
    event, rows = held()
    wave = operations.open_for_event(event=event, by=None)
    if letters:
        assert inviting.ask_due() == letters
    into = merged(*rows, turned=turned)
    left = wave.asked.get()
    assert left.registration is not None
    assert left.registration.person == into
    inviting.ask_due()
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert inviting.ask_due() == 0
    assert wave.asked.count() == 1
    assert len(wrote_to()) == max(letters, 1)
    say(wave.asked.get())
    assert numbers_of(wave).answered == 1


@BOTH_ORDERS
def test_who_has_answered_as_one_of_two_does_not_answer_as_the_other(turned: bool) -> None:
    event, rows = held()
    wave = operations.open_for_event(event=event, by=None)
    assert inviting.ask_due() == 2
    tokens = [inviting.token_of(wave.asked.get(registration=row)) for row in rows]
    said_in(wave, rows[0])
    merged(*rows, turned=turned)
    inviting.ask_due()
    with pytest.raises(refusals.AlreadyAnswered):
        operations.find_invitation(token=tokens[0])
    with pytest.raises(refusals.LinkNotKnown):
        operations.find_invitation(token=tokens[1])
    assert (numbers_of(wave).asked, numbers_of(wave).answered) == (1, 1)


def test_what_both_answered_stays_for_nobody_can_tell_which_it_is() -> None:
    event, rows = held()
    wave = operations.open_for_event(event=event, by=None)
    said_in(wave, *rows)
    merged(*rows)
    operations.settle(wave=wave)
    assert (numbers_of(wave).asked, numbers_of(wave).answered) == (2, 2)
    assert Response.objects.count() == 2


def test_two_addresses_of_one_person_are_asked_once() -> None:
    wave = make.wave()
    one, other = (make.person(email=f"{name}@example.org") for name in ("yksi", "toinen"))
    for person in (one, other):
        make.asked(wave, email=person.email)
    people.merge(duplicate=one, into=other, by=None, reason="Sama ihminen")
    assert wave.asked.get().email == other.email


@BOTH_ORDERS
def test_before_as_one_and_after_as_the_other_is_one_pair(turned: bool) -> None:
    event, rows = held()
    study = study_of(event)
    before = asked_in(study, "before", events=[event])
    said_in(before, rows[0])
    operations.close(wave=before, by=None)
    end = asked_in(study, "end")
    said_in(end, rows[1])
    into = merged(*rows, turned=turned)
    assert pseudonyms(before) == pseudonyms(end) == {of_person(key_of(study), into.pk)}


def test_in_a_round_that_both_answered_the_answers_stay_apart() -> None:
    event, rows = held(6)
    study = study_of(event)
    before = asked_in(study, "before", events=[event])
    said_in(before, *rows)
    operations.close(wave=before, by=None)
    end = asked_in(study, "end")
    said_in(end, *rows[:5])
    operations.close(wave=end, by=None)
    assert not PairResult.objects.exists()  # one alone would be left over
    old = of_person(key_of(study), rows[0].person_id or 0)
    into = merged(rows[0], rows[5])
    new = of_person(key_of(study), into.pk)
    assert pseudonyms(before) & {old, new} == {old, new}
    assert pseudonyms(end) & {old, new} == {new}


def test_whose_change_is_shown_is_known_by_the_one_pseudonym() -> None:
    event, rows = held(6)
    study = study_of(event)
    before = asked_in(study, "before", events=[event])
    said_in(before, *rows[:5])
    operations.close(wave=before, by=None)
    end = asked_in(study, "end")
    said_in(end, *rows[:5])
    operations.close(wave=end, by=None)
    into = merged(rows[0], rows[5])
    useful = PairResult.objects.get(item_key="useful")
    assert of_person(key_of(study), into.pk) in useful.members
    assert set(useful.members) == pseudonyms(before)
    # Answers are forgotten in time, and whose pairs were shown is still not known by the key.
    Response.objects.all().delete()
    people.erase(person=into, by=None, reason="Pyysi")
    useful.refresh_from_db()
    assert of_person(key_of(study), into.pk) not in useful.members


# --- a sign-up that ends ------------------------------------------------------------------------------
def test_whoever_cancels_is_not_asked_and_whose_row_is_deleted_is_forgotten() -> None:
    event, (cancels, goes, _stays) = held(3)
    wave = operations.open_for_event(event=event, by=None)
    Registration.objects.filter(pk=cancels.pk).update(state="cancelled", holds_place=False)
    assert inviting.ask_due() == 2
    said_in(wave, goes)
    goes.delete()
    assert (numbers_of(wave).asked, numbers_of(wave).answered) == (1, 0)
    assert Response.objects.count() == 1


def test_whoever_proves_to_have_been_away_is_not_reminded() -> None:
    event, (here, away) = held()
    wave = operations.open_for_event(event=event, by=None)
    assert inviting.ask_due() == 2
    assert wrote_to() == sorted([here.email, away.email])
    make.attendance(here)
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert inviting.ask_due() == 1
    assert wrote_to() == [here.email]
    # They have the letter, and if the list of who was there is wrong they may answer.
    said_in(wave, away)
