"""Marking who was there: once each, taken back, by the code on the screen; certificates that follow."""

import uuid
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from talkoot.events import operations
from talkoot.events.models import Attendance, Certificate, Event
from talkoot.events.models.intervals import minutes_of, restored, stored, united
from talkoot.events.operations import attendance_refusals as refusals
from talkoot.events.operations.changing import EventDeleted, PartOfAnotherEvent
from talkoot.events.operations.refusals import EventCancelled
from talkoot.events.queries import check_in
from talkoot.events.tests import factories as make
from talkoot.history.models import Entry

START = make.moment("2026-05-12 09:00")
MOMENTS = st.integers(0, 600).map(lambda minutes: START + timedelta(minutes=minutes))


def today(name: str = "", **fields: Any) -> Event:
    """An event on site that began half an hour ago."""
    fields.setdefault("on_site", True)
    fields.setdefault("starts_at", timezone.now() - timedelta(minutes=30))
    return make.event(name, **fields)


def verbs(event: Event) -> list[str]:
    return list(Entry.objects.of(event).order_by("pk").values_list("verb", flat=True))


# --- minutes ---------------------------------------------------------------------------------------
@given(st.lists(st.tuples(MOMENTS, MOMENTS), max_size=12))
def test_minutes_are_the_union_of_the_intervals(intervals: list[Any]) -> None:
    there = {
        START + timedelta(minutes=minute)
        for minute in range(600)
        if any(start <= START + timedelta(minutes=minute) < end for start, end in intervals)
    }
    assert minutes_of(intervals) == len(there)
    whole = united(intervals)
    assert whole == united(whole) == united(reversed(intervals))
    assert all(one[1] < other[0] for one, other in pairwise(whole))
    assert restored(stored(intervals)) == whole


def test_a_part_of_a_minute_is_not_a_minute() -> None:
    assert minutes_of([(START, START + timedelta(seconds=119))]) == 1
    assert minutes_of([(START, START)]) == 0
    assert minutes_of([(START + timedelta(minutes=1), START)]) == 0


# --- marks -----------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_mark_keeps_what_the_registration_says() -> None:
    keeper, event = make.person(), today()
    row = make.registration(event, "Testi Esimerkki", organisation=make.organisation())
    marked = operations.mark(event=event, how="list", by=keeper, registration=row)
    one = Attendance.objects.get()
    assert marked == operations.attendance.Marked(one, True)
    assert (one.registration, one.person, one.organisation) == (row, row.person, row.organisation)
    assert (one.name, one.minutes, one.on_site, one.marked_by) == ("", None, True, keeper)
    assert verbs(event) == ["events.mark"]


@pytest.mark.django_db
def test_the_same_key_or_the_same_person_is_marked_once() -> None:
    event = today()
    row, key = make.registration(event), uuid.uuid4()
    first = operations.mark(event=event, how="qr", by=None, registration=row, mark_key=key)
    again = operations.mark(event=event, how="qr", by=None, registration=row, mark_key=key)
    other = operations.mark(event=event, how="list", by=None, registration=row)
    assert [first.is_new, again.is_new, other.is_new] == [True, False, False]
    assert Attendance.objects.get().how == "qr"
    assert verbs(event) == ["events.mark"]


@pytest.mark.django_db
def test_a_key_that_comes_late_does_not_undo_the_taking_back() -> None:
    event = today()
    row, key = make.registration(event), uuid.uuid4()
    first = operations.mark(event=event, how="qr", by=None, registration=row, mark_key=key)
    operations.withdraw_mark(attendance=first.attendance, by=None)
    operations.mark(event=event, how="qr", by=None, registration=row, mark_key=key)
    assert Attendance.objects.live().count() == 0
    new = operations.mark(event=event, how="list", by=None, registration=row)
    assert new.is_new
    operations.withdraw_mark(attendance=first.attendance, by=None)
    assert verbs(event) == ["events.mark", "events.withdraw_mark", "events.mark"]


@pytest.mark.django_db
def test_walk_ins_by_name_and_by_number() -> None:
    event, organisation = today(), make.organisation()
    operations.mark(event=event, how="list", by=None, name=" Testi ", organisation_written="Oy X")
    operations.mark(event=event, how="list", by=None, name="Toinen", organisation=organisation)
    key = uuid.uuid4()
    assert len(operations.mark_heads(event=event, number=3, by=None, mark_key=key)) == 3
    assert operations.mark_heads(event=event, number=3, by=None, mark_key=key) == []
    assert check_in.present(event) == check_in.Present(expected=0, here=5, walk_ins=5)
    rows = list(Attendance.objects.values_list("name", "organisation", "organisation_written"))
    assert rows[:2] == [("Testi", None, "Oy X"), ("Toinen", organisation.pk, "")]
    for number in (0, 201):
        with pytest.raises(refusals.NameMissing):
            operations.mark_heads(event=event, number=number, by=None)


@pytest.mark.django_db
def test_who_may_not_be_marked() -> None:
    event = today()
    waiting = make.registration(event, state="waiting")
    with pytest.raises(refusals.HasNoPlace):
        operations.mark(event=event, how="qr", by=None, registration=waiting)
    assert operations.mark(
        event=event, how="list", by=None, registration=waiting, anyway=True
    ).is_new
    other = make.registration(today())
    with pytest.raises(PartOfAnotherEvent):
        operations.mark(event=event, how="qr", by=None, registration=other)
    with pytest.raises(PartOfAnotherEvent):
        operations.mark(event=event, how="qr", by=None, session=make.session(today()))
    with pytest.raises(refusals.EventNotBegun):
        operations.mark(event=make.event(), how="list", by=None, name="Testi")
    with pytest.raises(EventCancelled):
        operations.mark(event=today(cancelled="Lakko"), how="list", by=None, name="Testi")
    with pytest.raises(EventDeleted):
        operations.mark(event=today(deleted=True), how="list", by=None, name="Testi")


@pytest.mark.django_db
def test_one_person_with_two_registrations_is_there_once() -> None:
    event, person = today(), make.person()
    first = make.registration(event, state="cancelled", person=person)
    second = make.registration(event, person=person)
    operations.mark(event=event, how="list", by=None, registration=second)
    again = operations.mark(event=event, how="list", by=None, registration=first, anyway=True)
    assert not again.is_new


@pytest.mark.django_db
def test_the_database_holds_one_mark_of_a_registration_and_of_a_person() -> None:
    event, person = today(), make.person()
    row = make.registration(event)
    make.attendance(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.attendance(row, person=None)
    make.attendance(event, person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.attendance(event, person=person)
    make.attendance(row, session=make.session(event))


# --- tickets and the screen ------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_ticket_is_read_however_it_is_written() -> None:
    event = today()
    row, _other = make.registration(event), make.registration(event)
    code = check_in.ticket_of(row)
    assert len(code) == 10
    for written in (
        code,
        code.lower(),
        f"https://x.example/fi/events/a/ticket/{code}/",
        f" {code} ",
    ):
        assert check_in.registration_of_ticket(event, written) == row
    assert check_in.registration_of_ticket(event, "") is None
    assert check_in.registration_of_ticket(today(), code) is None


@pytest.mark.django_db
def test_the_code_on_the_screen_changes_and_ends() -> None:
    event = operations.open_check_in(event=today(), by=None)
    assert operations.open_check_in(event=event, by=None).check_in_hash == event.check_in_hash
    code, now = check_in.screen_code(event), timezone.now()
    assert len(code) == 6
    assert check_in.event_of_code(f"{code[:3]} {code[3:]}") == event
    with time_machine.travel(now + timedelta(seconds=120), tick=False):
        assert check_in.screen_code(event) != code
        assert check_in.event_of_code(code) == event
    with time_machine.travel(now + timedelta(seconds=180), tick=False):
        assert check_in.event_of_code(code) is None
    operations.close_check_in(event=event, by=None)
    operations.close_check_in(event=event, by=None)
    assert check_in.event_of_code(code) is None
    assert check_in.screen_code(today()) == ""
    assert check_in.event_of_code("") is None
    assert verbs(event) == ["events.open_check_in", "events.close_check_in"]


@pytest.mark.django_db
def test_people_mark_themselves() -> None:
    event = operations.open_check_in(event=today(), by=None)
    code = check_in.screen_code(event)
    known = make.registration(event, "Testi Esimerkki")
    named = make.registration(event, "Pekka Esimerkki", email="")
    make.registration(event, state="waiting", email="jono@example.org")

    def come(name: str, email: str = "", **more: Any) -> Attendance:
        return operations.check_self_in(code=code, name=name, email=email, **more).attendance

    assert come("Joku", known.email.upper()).registration == known
    assert come(" pekka  esimerkki ").registration == named
    walk_in = come("Outo Esimerkki", "jono@example.org", organisation_written="Oy")
    assert (walk_in.registration, walk_in.name, walk_in.how) == (None, "Outo Esimerkki", "self")
    with pytest.raises(refusals.CodeNotValid):
        operations.check_self_in(code="12", name="Testi")
    with pytest.raises(refusals.NameMissing):
        operations.check_self_in(code=code, name=" ")
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        late = check_in.screen_code(event)
        with pytest.raises(refusals.CodeNotValid):
            operations.check_self_in(code=late, name="Testi")


@pytest.mark.django_db
def test_the_list_is_in_order_and_shows_who_is_there() -> None:
    event = today()
    late = make.registration(event, "Anna Öberg")
    first = make.registration(event, "Testi Aalto")
    gone = make.registration(event, "Mennyt Bee", state="cancelled")
    make.attendance(first)
    rows = check_in.door_rows(event)
    assert [(row.registration, row.mark is not None) for row in rows] == [
        (first, True),
        (late, False),
    ]
    everyone = check_in.door_rows(event, everyone=True)
    assert [row.registration for row in everyone] == [first, gone, late]
    assert [row.registration for row in check_in.door_rows(event, text="öberg")] == [late]


# --- certificates ----------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_certificate_is_given_at_the_minimum_and_not_below() -> None:
    event = today(certificate_minutes=60)
    row = make.registration(event, "Testi Esimerkki")
    with pytest.raises(refusals.TooFewMinutes):
        operations.issue_certificate(registration=row, by=None)
    mark = make.attendance(row, minutes=59)
    with pytest.raises(refusals.TooFewMinutes):
        operations.issue_certificate(registration=row, by=None)
    Attendance.objects.filter(pk=mark.pk).update(minutes=60)
    one = operations.issue_certificate(registration=row, by=None)
    assert (one.minutes, one.name) == (60, "Testi Esimerkki")
    assert one.number == f"{timezone.localdate().year}-{one.pk:06}"
    assert operations.issue_certificate(registration=row, by=None) == one
    assert verbs(event) == ["events.issue_certificate"]
    with pytest.raises(refusals.NoCertificates):
        operations.issue_certificate(registration=make.registration(today()), by=None)


@pytest.mark.django_db
def test_a_hand_made_mark_is_worth_the_whole_event_and_sessions_are_summed() -> None:
    event = today(certificate_minutes=60)
    by_hand, in_parts = make.registration(event), make.registration(event)
    make.attendance(by_hand)
    for minutes in (None, 25):
        make.attendance(in_parts, session=make.session(event), minutes=minutes)
    assert operations.issue_all(event=event, by=None) == 2
    assert operations.issue_all(event=event, by=None) == 0
    found = Certificate.objects.order_by("registration").values_list("minutes", flat=True)
    assert list(found) == [120, 85]


@pytest.mark.django_db
def test_a_correction_revokes_and_issues_anew() -> None:
    event = today(certificate_minutes=60)
    row = make.registration(event)
    mark = make.attendance(row, minutes=60)
    first = operations.issue_certificate(registration=row, by=None)
    operations.withdraw_mark(attendance=mark, by=None)
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert first.revoked_reason != ""
    assert not Certificate.objects.filter(revoked_at=None).exists()
    operations.mark(event=event, how="list", by=None, registration=row)
    second = operations.issue_certificate(registration=row, by=None)
    wrong = Attendance.objects.live().get()
    Attendance.objects.filter(pk=wrong.pk).update(minutes=70)
    third = operations.issue_certificate(registration=row, by=None)
    second.refresh_from_db()
    assert (second.minutes, third.minutes) == (120, 70)
    assert second.revoked_at is not None


@pytest.mark.django_db
def test_revoking_needs_a_reason_and_is_done_once() -> None:
    event = today(certificate_minutes=60)
    row = make.registration(event)
    make.attendance(row)
    one = operations.issue_certificate(registration=row, by=None)
    with pytest.raises(refusals.RevokeReasonMissing):
        operations.revoke_certificate(certificate=one, reason=" ", by=None)
    operations.revoke_certificate(certificate=one, reason="Väärä henkilö", by=None)
    operations.revoke_certificate(certificate=one, reason="Toinen", by=None)
    assert one.revoked_reason == "Väärä henkilö"
    assert verbs(event) == ["events.issue_certificate", "events.revoke_certificate"]


@pytest.mark.django_db
def test_the_database_holds_one_certificate_in_force_and_a_reason_for_each_revoked() -> None:
    row = make.registration(today())
    one = make.certificate(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.certificate(row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=one.pk).update(revoked_at=timezone.now())
