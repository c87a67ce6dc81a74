"""Two persons who are one had both signed up or been: one registration and one mark remain."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from talkoot.events.models import Attendance, Certificate, Event, Registration
from talkoot.events.models.intervals import stored
from talkoot.events.tests import factories as make
from talkoot.history.models import Entry
from talkoot.kit.periods import PartialDate, Period
from talkoot.measures.measure import Scope, get
from talkoot.notices.models import Notice
from talkoot.people import operations as people
from talkoot.people.models import Person

pytestmark = pytest.mark.django_db

BOTH_ORDERS = pytest.mark.parametrize("turned", [False, True])


def merged(one: Person | None, other: Person | None, *, turned: bool) -> Person:
    """The person who remains, whichever of the two it is."""
    assert one is not None
    assert other is not None
    duplicate, into = (other, one) if turned else (one, other)
    people.merge(duplicate=duplicate, into=into, by=None, reason="Sama ihminen")
    return into


def live(event: Event) -> list[tuple[str, int | None]]:
    rows = Registration.objects.live().filter(event=event).order_by("pk")
    return [(row.state, row.person_id) for row in rows]


def counts(event: Event) -> tuple[int, int]:
    pool = event.pools.get()
    return pool.held, pool.waiting


def over(**fields: object) -> Event:
    """An event of a running project that was held yesterday."""
    fields.setdefault("starts_at", make.in_days(-1))
    return make.event(project=make.running_project(), **fields)  # type: ignore[arg-type]  # the test chooses


def figures(event: Event) -> list[object]:
    scope = Scope((event.project_id or 0,))
    codes = ("participations", "people", "hours")
    return [get(f"events.{code}").value(scope) for code in codes]


@BOTH_ORDERS
def test_the_better_registration_stays_and_the_other_ones_place_goes_to_the_queue(
    turned: bool,
) -> None:
    event = make.event(capacity=2)
    event.pools.update(queue="auto")
    first, second = make.registration(event), make.registration(event)
    waits = make.registration(event, state="waiting")
    into = merged(first.person, second.person, turned=turned)
    assert sorted(live(event)) == sorted(
        [("confirmed", into.pk), ("confirmed", waits.person_id)], key=str
    )
    assert counts(event) == (2, 0)
    entry = Entry.objects.get(verb="events.unite")
    assert (entry.subject_id, entry.by_worker) == (event.pk, True)
    # Of the registrations only the one that got the place is told; the merge tells of itself.
    kinds = Notice.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["people.merged", "people.merged"]


@BOTH_ORDERS
def test_who_had_a_place_keeps_it_and_who_waited_leaves_the_queue(turned: bool) -> None:
    event = make.event(capacity=1)
    has, waits = make.registration(event), make.registration(event, state="waiting")
    into = merged(has.person, waits.person, turned=turned)
    has.refresh_from_db()
    waits.refresh_from_db()
    assert (has.state, has.person, waits.state, waits.person) == (
        "confirmed", into, "cancelled", into,
    )  # fmt: skip  # one row
    assert [step.cause for step in waits.transitions.all()] == ["signed_up", "united"]
    assert counts(event) == (1, 0)


@BOTH_ORDERS
def test_the_earlier_place_in_the_queue_stays(turned: bool) -> None:
    event = make.event(capacity=1)
    make.registration(event)
    now = timezone.now()
    early = make.registration(event, state="waiting", queued_at=now - timedelta(hours=2))
    late = make.registration(event, state="waiting", queued_at=now - timedelta(hours=1))
    merged(early.person, late.person, turned=turned)
    early.refresh_from_db()
    late.refresh_from_db()
    assert (early.state, late.state, counts(event)) == ("waiting", "cancelled", (1, 1))


@BOTH_ORDERS
def test_both_marked_at_one_event_are_counted_once_with_the_time_of_both(turned: bool) -> None:
    event = over()
    assert event.starts_at is not None
    start = event.starts_at
    rows = [make.registration(event), make.registration(event)]
    for row, minutes in zip(rows, (0, 30), strict=True):
        interval = (start + timedelta(minutes=minutes), start + timedelta(minutes=minutes + 60))
        make.attendance(row, how="report", minutes=60, intervals=stored([interval]))
    assert figures(event) == [2, 2, Decimal(2)]
    into = merged(rows[0].person, rows[1].person, turned=turned)
    assert figures(event) == [1, 1, Decimal("1.5")]
    (mark,) = Attendance.objects.live().filter(event=event)
    (kept,) = Registration.objects.live().filter(event=event)
    assert (mark.registration, mark.person, mark.minutes) == (kept, into, 90)
    assert Attendance.objects.filter(event=event).count() == 2
    why = {
        one.code: one.rows.count()
        for one in get("events.participations").left_out(Scope((event.project_id or 0,)))
    }
    assert (why["absent"], why["withdrawn"], why["already"]) == (0, 1, 0)


@BOTH_ORDERS
def test_a_walk_in_and_a_registration_become_one(turned: bool) -> None:
    event = over()
    came = make.person()
    make.attendance(event, person=came, name="Testi Esimerkki", how="list")
    signed_up = make.registration(event)
    into = merged(came, signed_up.person, turned=turned)
    (mark,) = Attendance.objects.live().filter(event=event)
    assert (mark.registration, mark.person, mark.name) == (signed_up, into, "")
    assert figures(event)[:2] == [1, 1]


@BOTH_ORDERS
def test_a_mark_made_by_hand_stays_and_known_minutes_stay_known(turned: bool) -> None:
    event = over()
    by_hand, by_report = make.registration(event), make.registration(event)
    mark = make.attendance(by_hand, how="list")
    make.attendance(by_report, how="report", minutes=45)
    merged(by_hand.person, by_report.person, turned=turned)
    (left,) = Attendance.objects.live().filter(event=event)
    assert (left.pk, left.how, left.minutes) == (mark.pk, "list", 45)


@BOTH_ORDERS
def test_parts_of_an_event_are_united_each_by_itself(turned: bool) -> None:
    event = over()
    sessions = [make.session(event), make.session(event)]
    one, other = make.registration(event), make.registration(event)
    make.attendance(one, session=sessions[0], minutes=30)
    make.attendance(other, session=sessions[0], minutes=40)
    make.attendance(other, session=sessions[1], minutes=20)
    merged(one.person, other.person, turned=turned)
    (kept,) = Registration.objects.live().filter(event=event)
    found = Attendance.objects.live().filter(event=event).order_by("session_id")
    assert [(mark.registration, mark.session, mark.minutes) for mark in found] == [
        (kept, sessions[0], 40),
        (kept, sessions[1], 20),
    ]


@BOTH_ORDERS
def test_one_certificate_stays_in_force_and_says_what_is_known_now(turned: bool) -> None:
    event = over(certificate_minutes=60)
    one, other = make.registration(event, "Testi Esimerkki"), make.registration(event)
    make.attendance(one, minutes=60)
    make.attendance(other, minutes=90)
    old = [make.certificate(one, minutes=60), make.certificate(other, minutes=90)]
    merged(one.person, other.person, turned=turned)
    (kept,) = Registration.objects.live().filter(event=event)
    in_force = Certificate.objects.get(revoked_at=None)
    assert (in_force.registration, in_force.minutes) == (kept, 90)
    assert Certificate.objects.filter(pk__in=[row.pk for row in old]).count() == 2


@BOTH_ORDERS
def test_events_that_only_one_of_them_was_at_are_left_as_they_were(turned: bool) -> None:
    one, other = make.registration(make.event()), make.registration(make.event())
    into = merged(one.person, other.person, turned=turned)
    assert [live(row.event) for row in (one, other)] == [[("confirmed", into.pk)]] * 2
    assert Entry.objects.filter(verb="events.unite").count() == 0


def test_an_event_that_is_over_offers_nothing() -> None:
    period = Period(PartialDate(timezone.localdate() - timedelta(days=3)))
    event = make.event(period=period, capacity=1)
    one, other = make.registration(event), make.registration(event, state="waiting")
    make.registration(event, state="waiting")
    merged(one.person, other.person, turned=False)
    assert counts(event) == (1, 1)
