"""Signing up: who gets a place, who waits, what is refused, and that nothing is done twice."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from talkoot.events.models import Event, Need, Pool, Registration, SessionPlace, Transition
from talkoot.events.operations import refusals, registrations
from talkoot.events.operations.registrations import Outcome
from talkoot.events.tests import factories as make
from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.notices.models import Notice
from talkoot.people.models import Person, hash_of

pytestmark = pytest.mark.django_db


def sign_up(event: Event, email: str = "testi@example.org", **given: Any) -> Outcome:
    given.setdefault("mode", "remote")
    given.setdefault("name", "Testi Esimerkki")
    given.setdefault("language", "fi")
    given.setdefault("form_key", uuid.uuid4())
    given.setdefault("notice_version", "1")
    return registrations.register(event=event, email=email, **given)


def counts(event: Event, mode: str = "remote") -> tuple[int, int, int]:
    pool = Pool.objects.get(event=event, session=None, mode=mode)
    return pool.held, pool.overrides, pool.waiting


def test_a_free_place_is_the_comers() -> None:
    event = make.event(capacity=2)
    outcome = sign_up(event, " Testi@Example.org ", wants_news=True)
    row = outcome.registration
    assert row is not None
    assert (outcome.state, outcome.place_in_queue) == ("confirmed", None)
    assert (row.email, row.name, row.wants_news) == ("testi@example.org", "Testi Esimerkki", True)
    assert row.person == Person.objects.get(email="testi@example.org")
    assert row.token_hash == hash_of(outcome.token)
    assert counts(event) == (1, 0, 0)
    assert list(row.transitions.values_list("before", "after", "cause", "told_at")) == [
        ("", "confirmed", "signed_up", None)
    ]
    entry = Entry.objects.of(event).get()
    assert (entry.verb, entry.part_id, entry.by_worker) == ("events.register", row.pk, False)


def test_who_comes_after_the_last_place_waits_in_order() -> None:
    event = make.event(capacity=1)
    sign_up(event)
    second, third = sign_up(event, "b@example.org"), sign_up(event, "c@example.org")
    assert (second.state, second.place_in_queue) == ("waiting", 1)
    assert (third.state, third.place_in_queue) == ("waiting", 2)
    assert counts(event) == (1, 0, 2)


def test_nobody_passes_a_queue_though_there_is_room_in_the_numbers() -> None:
    event = make.event(capacity=1)
    place = event.pools.get()
    make.registration(place, state="waiting")
    assert sign_up(event).state == "waiting"
    assert counts(event)[2] == 1  # the first was offered the place
    assert Registration.objects.filter(event=event, state="offered").count() == 1


def test_full_without_a_queue_is_refused_and_nothing_stays() -> None:
    event = make.event(capacity=1)
    event.pools.update(queue="off")
    sign_up(event)
    with pytest.raises(refusals.EventFull):
        sign_up(event, "b@example.org")
    assert counts(event) == (1, 0, 0)
    assert not Person.objects.filter(email="b@example.org").exists()


def test_a_form_sent_twice_is_one_registration_and_the_same_answer() -> None:
    event, key = make.event(capacity=1), uuid.uuid4()
    first, again = sign_up(event, form_key=key), sign_up(event, form_key=key)
    assert first.registration == again.registration
    assert (first.token, first.state) == (again.token, again.state)
    assert Registration.objects.count() == 1
    assert counts(event) == (1, 0, 0)


def test_a_form_sent_twice_to_an_event_without_a_queue_is_the_same_answer_too() -> None:
    event, key = make.event(capacity=1), uuid.uuid4()
    event.pools.update(queue="off")
    assert sign_up(event, form_key=key).token == sign_up(event, form_key=key).token


def test_the_same_form_with_another_address_is_another_registration() -> None:
    event, key = make.event(), uuid.uuid4()
    assert sign_up(event, form_key=key).token != sign_up(event, "b@example.org", form_key=key).token
    assert Registration.objects.count() == 2


def test_a_form_sent_again_after_cancelling_signs_up_anew() -> None:
    event, key = make.event(capacity=1), uuid.uuid4()
    first = sign_up(event, form_key=key).registration
    assert first is not None
    registrations.cancel(registration=first)
    again = sign_up(event, form_key=key)
    assert again.state == "confirmed"
    assert again.registration != first


def test_a_known_address_is_told_to_the_address_only() -> None:
    event = make.event(capacity=5)
    mine = sign_up(event).registration
    assert mine is not None
    with pytest.raises(refusals.AlreadyRegistered) as refused:
        sign_up(event, "TESTI@example.org", name="Vieras Esimerkki")
    answer = refused.value.answer
    assert (answer.registration, answer.token, answer.state) == (None, "", "confirmed")
    assert Notice.objects.filter(kind="events.link", to="testi@example.org").count() == 1
    mine.refresh_from_db()
    assert mine.name == "Testi Esimerkki"
    assert counts(event) == (1, 0, 0)
    with pytest.raises(refusals.AlreadyRegistered):
        sign_up(event)
    assert Notice.objects.filter(kind="events.link").count() == 1  # once in ten minutes


def test_a_known_address_is_answered_as_a_new_one_would_be() -> None:
    event = make.event(capacity=1)
    sign_up(event)
    sign_up(event, "b@example.org")
    with pytest.raises(refusals.AlreadyRegistered) as refused:
        sign_up(event)
    new = sign_up(event, "c@example.org")
    answer = refused.value.answer
    assert (answer.state, answer.place_in_queue) == (new.state, new.place_in_queue)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"registration_opens_at": timedelta(hours=1)}, refusals.RegistrationNotOpenYet),
        ({"registration_closes_at": timedelta()}, refusals.RegistrationClosed),
        ({"starts_at": timedelta(hours=-3), "ends_at": timedelta()}, refusals.EventOver),
        ({"cancelled_at": timedelta()}, refusals.EventCancelled),
        ({"published_at": None}, refusals.EventNotPublished),
        ({"takes_registrations": False}, refusals.SignUpElsewhere),
    ],
)
def test_times_and_states_refuse(changes: dict[str, Any], refusal: type[Exception]) -> None:
    event = make.event()
    now = timezone.now()
    for field, value in changes.items():
        setattr(event, field, now + value if isinstance(value, timedelta) else value)
    with time_machine.travel(now, tick=False), pytest.raises(refusal):
        sign_up(event)
    assert Registration.objects.count() == 0


def test_registration_opens_at_its_moment() -> None:
    event = make.event(registration_opens_at=make.in_days(1))
    with time_machine.travel(make.in_days(1), tick=False):
        assert sign_up(event).state == "confirmed"


def test_an_arranger_signs_up_by_hand_after_the_closing() -> None:
    event = make.event(registration_closes_at=timezone.now() - timedelta(hours=1))
    arranger = make.person()
    outcome = sign_up(event, by=arranger, by_hand=True)
    assert outcome.state == "confirmed"
    assert outcome.registration is not None
    assert outcome.registration.person != arranger
    assert Entry.objects.of(event).get().actor == arranger


def test_an_event_cancelled_at_this_very_moment_takes_nobody() -> None:
    event = make.event()
    stale = Event.objects.get(pk=event.pk)
    registrations.cancel_all(event=event, reason="Sairastapaus", by=None)
    with pytest.raises(refusals.EventCancelled):
        sign_up(stale)


def test_a_way_that_the_event_has_not_is_refused() -> None:
    with pytest.raises(refusals.NoSuchMode):
        sign_up(make.event(), mode="on_site")


def test_only_what_the_event_asks_is_kept() -> None:
    event = make.event(asks_diet=True, funder_fields=["age"], needs_kept_days=7)
    row = sign_up(
        event,
        needs={"diet": "Keliakia", "access": "Pyörätuoli"},
        funder_answers={"age": "30–54", "gender": "x"},
    ).registration
    assert row is not None
    need = Need.objects.get()
    assert event.ends_at is not None
    assert (need.kind, need.text) == ("diet", "Keliakia")
    assert need.delete_after == timezone.localdate(event.ends_at) + timedelta(days=7)
    row.refresh_from_db()
    assert row.funder_answers == {"age": "30–54"}


def test_a_person_who_is_known_is_neither_doubled_nor_changed() -> None:
    known = make.person("Tuttu Esimerkki", email="testi@example.org")
    row = sign_up(make.event(), name="Toinen Nimi").registration
    assert row is not None
    assert row.person == known
    known.refresh_from_db()
    assert known.name == "Tuttu Esimerkki"


# --- parties ---------------------------------------------------------------------------------------
PARTY = [
    {"name": "Yksi Esimerkki", "email": "yksi@example.org"},
    {"name": "Kaksi Esimerkki"},
    {"name": "Kolme Esimerkki", "email": "TESTI@example.org"},
]


def test_a_party_gets_its_places_together_and_nobody_is_merged() -> None:
    event = make.event(capacity=4)
    head = sign_up(event, party=PARTY).registration
    assert head is not None
    members = list(head.party.order_by("pk"))
    assert [(row.name, row.email, row.state) for row in members] == [
        ("Yksi Esimerkki", "yksi@example.org", "confirmed"),
        ("Kaksi Esimerkki", "", "confirmed"),
        ("Kolme Esimerkki", "", "confirmed"),
    ]
    assert [row.person is None for row in members] == [False, True, True]
    assert counts(event) == (4, 0, 0)
    assert Transition.objects.count() == 4


def test_a_party_that_does_not_fit_waits_whole() -> None:
    event = make.event(capacity=4)
    sign_up(event, "a@example.org")
    outcome = sign_up(event, party=PARTY)
    assert (outcome.state, outcome.place_in_queue) == ("waiting", 1)
    assert counts(event) == (1, 0, 4)


def test_a_smaller_one_behind_a_party_gets_what_the_party_cannot_use() -> None:
    event = make.event(capacity=4)
    sign_up(event, "a@example.org")
    head = sign_up(event, party=PARTY).registration
    outcome = sign_up(event, "z@example.org")
    assert outcome.state == "offered"
    assert counts(event) == (2, 0, 4)
    assert head is not None
    assert [step.cause for step in head.transitions.all()] == ["signed_up", "skipped"]


def test_a_party_that_could_never_fit_is_refused() -> None:
    with pytest.raises(refusals.PartyTooLarge):
        sign_up(make.event(capacity=3), party=PARTY)


def test_a_member_who_signed_up_alone_keeps_their_own() -> None:
    event = make.event(capacity=9)
    own = sign_up(event, "yksi@example.org").registration
    head = sign_up(event, party=PARTY).registration
    assert head is not None
    assert [row.name for row in head.party.order_by("pk")] == ["Kaksi Esimerkki", "Kolme Esimerkki"]
    assert own is not None
    own.refresh_from_db()
    assert (own.contact, own.name) == (None, "Testi Esimerkki")
    assert counts(event) == (4, 0, 0)


# --- sessions ----------------------------------------------------------------------------------------
def test_a_sessions_place_is_taken_with_the_events_and_a_full_one_refuses_all() -> None:
    event = make.event(capacity=5)
    workshop = make.pool(event, 1, session=make.session(event))
    sign_up(event, session_pools=[workshop])
    with pytest.raises(refusals.SessionFull):
        sign_up(event, "b@example.org", session_pools=[workshop])
    workshop.refresh_from_db()
    assert (workshop.held, counts(event)) == (1, (1, 0, 0))


def test_a_sessions_place_is_a_wish_in_the_queue_and_given_up_with_the_place() -> None:
    event = make.event(capacity=1)
    event.pools.update(queue="auto")
    workshop = make.pool(event, 1, session=make.session(event, "Paja"))
    first = sign_up(event, session_pools=[workshop]).registration
    second = sign_up(event, "b@example.org", session_pools=[workshop]).registration
    assert first is not None
    assert second is not None
    assert SessionPlace.objects.get(registration=second).holds_place is False
    registrations.cancel(registration=first)
    assert SessionPlace.objects.get(registration=first).holds_place is False
    assert SessionPlace.objects.get(registration=second).holds_place is True
    workshop.refresh_from_db()
    assert workshop.held == 1


def test_titles_fall_back_in_refusals() -> None:
    session = make.session(make.event(), titles=Texts(sv="Verkstad"))
    assert "Verkstad" in str(refusals.SessionFull(session=session.titles))
