"""The queue: offers, who is next, what the arranger does, and what the counts say after each step."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.events.models import Event, Pool, Registration, Transition
from talkoot.events.operations import refusals, registrations
from talkoot.events.queries import queue
from talkoot.events.tests import factories as make
from talkoot.events.tests.test_registering import counts, sign_up
from talkoot.history.models import Entry

pytestmark = pytest.mark.django_db


def row_of(event: Event, name: str, **given: Any) -> Registration:
    row = sign_up(event, f"{name}@example.org", **given).registration
    assert row is not None
    return row


def state(row: Registration) -> str:
    row.refresh_from_db()
    return row.state


def full(capacity: int = 1, waiting: int = 2, **pool: Any) -> tuple[Event, list[Registration]]:
    """An event whose places are taken, with a queue."""
    event = make.event(capacity=capacity)
    event.pools.update(**pool)
    names = [f"p{number}" for number in range(capacity + waiting)]
    return event, [row_of(event, name) for name in names]


# --- a place becomes free ---------------------------------------------------------------------------
def test_a_freed_place_is_offered_to_the_first_in_the_same_transaction() -> None:
    event, (first, second, third) = full(offer_hours=5)
    with time_machine.travel(timezone.now(), tick=False):
        registrations.cancel(registration=first)
        second.refresh_from_db()
        assert (second.state, second.holds_place) == ("offered", True)
        assert second.offer_expires_at == timezone.now() + timedelta(hours=5)
    assert (state(first), state(third)) == ("cancelled", "waiting")
    assert counts(event) == (1, 0, 1)
    assert [step.cause for step in second.transitions.all()] == ["signed_up", "offer_made"]
    verbs = list(Entry.objects.of(event).order_by("pk").values_list("verb", flat=True))
    assert verbs[-2:] == ["events.cancel", "events.promote"]


def test_in_automatic_mode_the_first_has_the_place_at_once() -> None:
    event, (first, second, third) = full(queue="auto")
    registrations.cancel(registration=first)
    assert (state(second), state(third), counts(event)) == ("confirmed", "waiting", (1, 0, 1))


def test_filling_again_changes_nothing() -> None:
    event, (first, *_rest) = full()
    registrations.cancel(registration=first)
    steps = Transition.objects.count()
    assert registrations.fill(pool=event.pools.get()) == 0
    assert (Transition.objects.count(), counts(event)) == (steps, (1, 0, 1))


def test_cancelling_twice_frees_one_place() -> None:
    event, (first, _second, third) = full(queue="auto")
    registrations.cancel(registration=first)
    registrations.cancel(registration=first)
    assert (state(third), counts(event)) == ("waiting", (1, 0, 1))


def test_leaving_the_queue() -> None:
    event, (_first, second, third) = full()
    registrations.cancel(registration=second)
    third.refresh_from_db()
    assert (queue.place_in_queue(third), counts(event)) == (1, (1, 0, 1))


def test_a_member_of_a_party_cannot_cancel_for_the_others() -> None:
    event = make.event(capacity=3)
    head = row_of(event, "a", party=[{"name": "B", "email": "b@example.org"}, {"name": "C"}])
    member = Registration.objects.get(email="b@example.org")
    registrations.cancel(registration=member, whole_party=True)
    assert (state(head), state(member), counts(event)) == ("confirmed", "cancelled", (2, 0, 0))


def test_a_whole_party_cancels_at_once() -> None:
    event = make.event(capacity=2)
    head = row_of(event, "a", party=[{"name": "Kaksi Esimerkki"}])
    registrations.cancel(registration=head, whole_party=True)
    assert counts(event) == (0, 0, 0)


# --- offers -----------------------------------------------------------------------------------------
def offered() -> tuple[Event, Registration, Registration]:
    event, (first, second, third) = full()
    registrations.cancel(registration=first)
    second.refresh_from_db()
    return event, second, third


def test_an_accepted_offer_is_a_place_and_a_second_yes_is_the_same() -> None:
    event, second, _third = offered()
    assert registrations.accept_offer(registration=second).state == "confirmed"
    assert registrations.accept_offer(registration=second).state == "confirmed"
    assert counts(event) == (1, 0, 1)


def test_a_declined_offer_goes_to_the_next() -> None:
    event, second, third = offered()
    registrations.decline_offer(registration=second)
    registrations.decline_offer(registration=second)
    assert (state(second), state(third), counts(event)) == ("declined", "offered", (1, 0, 0))


def test_an_offer_that_ran_out_holds_nothing_though_nobody_swept() -> None:
    event, second, third = offered()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        with pytest.raises(refusals.OfferRanOut):
            registrations.accept_offer(registration=second)
        assert (state(second), state(third), counts(event)) == ("lapsed", "offered", (1, 0, 0))
        assert Registration.objects.holding().count() == 1


def test_the_place_of_an_offer_that_ran_out_goes_to_who_comes_though_nobody_swept() -> None:
    event, (first, second) = full(waiting=1)
    registrations.cancel(registration=first)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert sign_up(event, "z@example.org").state == "confirmed"
    assert (state(second), counts(event)) == ("lapsed", (1, 0, 0))


def test_the_sweeper_ends_offers_and_goes_on_to_the_next() -> None:
    event, second, third = offered()
    assert registrations.lapse_offers() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert registrations.lapse_offers() == 1
        assert registrations.lapse_offers() == 0
    assert (state(second), state(third), counts(event)) == ("lapsed", "offered", (1, 0, 0))


def test_nothing_is_offered_to_who_waits_or_has_left() -> None:
    _event, (_first, second, third) = full()
    with pytest.raises(refusals.NothingOffered):
        registrations.accept_offer(registration=second)
    registrations.cancel(registration=third)
    for verb in (registrations.accept_offer, registrations.decline_offer):
        with pytest.raises(refusals.RegistrationEnded):
            verb(registration=third)


def test_a_party_is_offered_its_places_together_and_accepts_for_all() -> None:
    event = make.event(capacity=2)
    first = row_of(event, "a", party=[{"name": "Toinen Esimerkki"}])
    head = row_of(event, "b", party=[{"name": "Neljäs Esimerkki"}])
    registrations.cancel(registration=first)
    assert (state(head), counts(event)) == ("waiting", (1, 0, 2))
    registrations.cancel(registration=first.party.get())
    assert (state(head), counts(event)) == ("offered", (2, 0, 0))
    registrations.accept_offer(registration=head)
    assert [state(head), state(head.party.get())] == ["confirmed", "confirmed"]


# --- the last hours ---------------------------------------------------------------------------------
def test_after_the_cut_off_all_are_asked_and_the_first_has_it() -> None:
    event, (first, second, third) = full()
    event.pools.update(cut_off_at=timezone.now() - timedelta(minutes=1))
    registrations.cancel(registration=first)
    assert [state(second), state(third)] == ["offered", "offered"]
    assert counts(event) == (0, 0, 2)  # these offers hold no place
    assert registrations.accept_offer(registration=third).state == "confirmed"
    assert (state(second), counts(event)) == ("waiting", (1, 0, 1))
    with pytest.raises(refusals.NothingOffered):
        registrations.accept_offer(registration=second)


def test_after_the_cut_off_who_comes_stands_in_the_queue_with_the_others() -> None:
    event, (first, second) = full(waiting=1)
    event.pools.update(cut_off_at=timezone.now() - timedelta(minutes=1))
    registrations.cancel(registration=first)
    outcome = sign_up(event, "z@example.org")
    assert (outcome.state, state(second), counts(event)) == ("offered", "offered", (0, 0, 2))


def test_the_sweeper_asks_all_once_the_cut_off_has_come() -> None:
    event, (first, second, third) = full()
    event.pools.update(cut_off_at=timezone.now() + timedelta(hours=1), offer_hours=48)
    registrations.cancel(registration=first)
    second.refresh_from_db()
    assert second.offer_expires_at == event.pools.get().cut_off_at
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        registrations.lapse_offers()
        assert (state(second), state(third), counts(event)) == ("lapsed", "offered", (0, 0, 1))


# --- more and fewer places --------------------------------------------------------------------------
def test_a_raised_limit_moves_the_queue() -> None:
    event, rows = full(capacity=1, waiting=3, queue="auto")
    registrations.set_capacity(pool=event.pools.get(), capacity=3, by=None)
    assert [state(row) for row in rows] == ["confirmed"] * 3 + ["waiting"]
    assert counts(event) == (3, 0, 1)


def test_a_lowered_limit_evicts_nobody_and_gives_nothing_on() -> None:
    event, rows = full(capacity=3, waiting=1, queue="auto")
    registrations.set_capacity(pool=event.pools.get(), capacity=1, by=None)
    assert counts(event) == (3, 2, 1)
    registrations.cancel(registration=rows[0])
    registrations.cancel(registration=rows[1])
    assert (state(rows[3]), counts(event)) == ("waiting", (1, 0, 1))
    registrations.cancel(registration=rows[2])
    assert (state(rows[3]), counts(event)) == ("confirmed", (1, 0, 0))


def test_without_a_limit_everybody_fits() -> None:
    event, rows = full()
    registrations.set_capacity(pool=event.pools.get(), capacity=None, by=None)
    assert [state(row) for row in rows] == ["confirmed"] * 3
    assert counts(event) == (3, 0, 0)


# --- the arranger -----------------------------------------------------------------------------------
def test_a_given_place_is_past_the_queue_and_beyond_the_limit_with_a_reason() -> None:
    event, (_first, second, third) = full()
    by = make.person()
    with pytest.raises(refusals.ReasonMissing):
        registrations.give_place(registration=third, reason=" ", by=by)
    assert registrations.give_place(registration=third, reason="Puhuja", by=by).state == "confirmed"
    assert (state(second), counts(event)) == ("waiting", (2, 1, 1))
    step = third.transitions.last()
    assert step is not None
    assert (step.cause, step.reason, step.by) == ("place_given", "Puhuja", by)
    with pytest.raises(refusals.AlreadyHasPlace):
        registrations.give_place(registration=third, reason="Puhuja", by=by)


def test_a_given_place_brings_back_who_had_left_unless_they_came_again() -> None:
    event, (_first, second, _third) = full()
    registrations.cancel(registration=second)
    again = row_of(event, "p1")
    with pytest.raises(refusals.AnotherInForce):
        registrations.give_place(registration=second, reason="Pyysi", by=None)
    registrations.cancel(registration=again)
    assert (
        registrations.give_place(registration=second, reason="Pyysi", by=None).state == "confirmed"
    )


def test_removing_frees_the_place_with_a_reason() -> None:
    event, (first, second, _third) = full(queue="auto")
    registrations.remove(registration=first, reason="Kahteen kertaan", by=None)
    assert (state(first), state(second), counts(event)) == ("removed", "confirmed", (1, 0, 1))
    with pytest.raises(refusals.RegistrationEnded):
        registrations.remove(registration=first, reason="Taas", by=None)


def test_moving_in_the_queue() -> None:
    _event, (_first, second, third) = full()
    outcome = registrations.move_in_queue(
        registration=third, priority=1, reason="Tulee kaukaa", by=None
    )
    assert outcome.place_in_queue == 1
    second.refresh_from_db()
    assert queue.place_in_queue(second) == 2
    assert queue.standing(second).arranger_moved == 1
    with pytest.raises(refusals.NotInQueue):
        registrations.move_in_queue(registration=_first, priority=1, reason="x", by=None)


def test_returning_to_the_queue_is_to_its_end() -> None:
    event, (first, second, third) = full(queue="auto")
    registrations.return_to_queue(registration=first, reason="Väärä ryhmä", by=None)
    assert (state(second), state(first), counts(event)) == ("confirmed", "waiting", (1, 0, 2))
    third.refresh_from_db()
    assert [queue.place_in_queue(third), queue.place_in_queue(first)] == [1, 2]


# --- two ways of taking part ------------------------------------------------------------------------
def test_a_change_of_mode_takes_the_one_and_frees_the_other() -> None:
    event = make.event(on_site=True, remote=True, capacity=1)
    event.pools.update(queue="auto")
    mine, other = row_of(event, "a"), row_of(event, "b")
    outcome = registrations.change_mode(registration=mine, mode="on_site")
    assert (outcome.state, state(other)) == ("confirmed", "confirmed")
    assert (counts(event), counts(event, "on_site")) == ((1, 0, 0), (1, 0, 0))


def test_a_change_to_a_full_mode_keeps_the_place() -> None:
    event = make.event(on_site=True, remote=True, capacity=1)
    row_of(event, "a", mode="on_site")
    mine = row_of(event, "b")
    with pytest.raises(refusals.ModeFull):
        registrations.change_mode(registration=mine, mode="on_site")
    assert (state(mine), counts(event), counts(event, "on_site")) == (
        "confirmed", (1, 0, 0), (1, 0, 0),
    )  # fmt: skip  # what is expected reads as one


def test_who_waits_changes_to_the_end_of_the_other_queue() -> None:
    event = make.event(on_site=True, remote=True, capacity=1)
    for name in ("a", "b"):
        row_of(event, name, mode="on_site")
    row_of(event, "c")
    mine = row_of(event, "d")
    outcome = registrations.change_mode(registration=mine, mode="on_site")
    assert (outcome.state, outcome.place_in_queue) == ("waiting", 2)
    assert (counts(event), counts(event, "on_site")) == ((1, 0, 0), (1, 0, 2))


# --- what the person changes, and the whole event ------------------------------------------------
def test_editing_ones_own() -> None:
    event = make.event(asks_diet=True)
    row = row_of(event, "a", needs={"diet": "Keliakia"})
    registrations.edit_own(
        registration=row, name="Uusi Nimi", organisation_written="Esimerkki ry", needs={"diet": ""}
    )
    row.refresh_from_db()
    assert (row.name, row.organisation_written, row.needs.count()) == (
        "Uusi Nimi",
        "Esimerkki ry",
        0,
    )
    entry = Entry.objects.of(event).first()
    assert entry is not None
    assert entry.changes == {
        "name": ["changed", "changed"],
        "organisation_written": ["changed", "changed"],
        "needs": ["changed", "changed"],
    }
    before = Entry.objects.count()
    registrations.edit_own(registration=row, name="Uusi Nimi")
    assert Entry.objects.count() == before


def test_cancelling_the_event_ends_all() -> None:
    event, rows = full(capacity=2, waiting=2)
    assert registrations.cancel_all(event=event, reason="Puhuja sairastui", by=None) == 4
    assert [state(row) for row in rows] == ["cancelled"] * 4
    assert counts(event) == (0, 0, 0)
    registrations.open_again(event=event)
    assert sign_up(event, "z@example.org").state == "confirmed"


def test_names_are_emptied_when_their_time_is_out_and_counts_stay() -> None:
    event, rows = full(waiting=0)
    event.contacts_kept_days = 10
    event.save()
    assert event.ends_at is not None
    with time_machine.travel(event.ends_at + timedelta(days=9)):
        assert registrations.empty_contacts() == 0
    with time_machine.travel(event.ends_at + timedelta(days=11)):
        assert registrations.empty_contacts() == 1
        assert registrations.empty_contacts() == 0
    rows[0].refresh_from_db()
    assert (rows[0].name, rows[0].email, rows[0].state) == ("", "", "confirmed")
    assert rows[0].person is not None


def test_erasing_a_person_gives_their_place_on() -> None:
    from talkoot.people import operations as people

    event, (first, second, _third) = full(queue="auto")
    assert first.person is not None
    people.erase(person=first.person, by=None, reason="Pyysi")
    first.refresh_from_db()
    assert (first.state, first.name, first.email) == ("cancelled", "", "")
    assert (state(second), counts(event)) == ("confirmed", (1, 0, 1))


# --- what the database itself holds -------------------------------------------------------------------
@pytest.mark.parametrize(
    ("name", "break_it"),
    [
        ("events_pool_never_overbooked", lambda e, r: Pool.objects.update(held=2)),
        (
            "events_registration_queue_has_time",
            lambda e, r: Registration.objects.filter(pk=r.pk).update(
                state="waiting", holds_place=False
            ),
        ),
        (
            "events_registration_offer_has_end",
            lambda e, r: Registration.objects.filter(pk=r.pk).update(state="offered"),
        ),
        (
            "events_registration_place_held_in_live_state",
            lambda e, r: Registration.objects.filter(pk=r.pk).update(state="cancelled"),
        ),
        (
            "events_registration_confirmed_holds_place",
            lambda e, r: Registration.objects.filter(pk=r.pk).update(holds_place=False),
        ),
        (
            "events_registration_one_per_address",
            lambda e, r: make.registration(e, email=r.email.upper(), state="waiting", person=None),
        ),
        (
            "events_transition_arranger_says_why",
            lambda e, r: Transition.objects.create(
                registration=r, before="waiting", after="waiting", cause="moved"
            ),
        ),
        ("events_pool_one_per_mode", lambda e, r: make.pool(e, mode="remote")),
        ("events_pool_offer_lasts", lambda e, r: Pool.objects.update(offer_hours=0)),
        ("events_need_one_per_kind", lambda e, r: [make.need(r), make.need(r)]),
    ],
)
def test_the_database_refuses(name: str, break_it: Any) -> None:
    event, (row,) = full(waiting=0)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        break_it(event, row)
