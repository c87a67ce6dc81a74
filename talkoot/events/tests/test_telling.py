"""What is told: once for each step, after the commit, with the calendar's part; never to strangers."""

import email
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import Message
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import connection
from django.urls import resolve
from django.utils import timezone, translation
from django_tasks_db.models import DBTaskResult
from icalendar import Calendar

from talkoot.events.models import Registration, Transition
from talkoot.events.operations import registrations
from talkoot.events.queries import calendar, times
from talkoot.events.tests import factories as make
from talkoot.events.tests.test_queue import full, row_of, state
from talkoot.events.tests.test_registering import sign_up
from talkoot.kit.languages import Texts
from talkoot.notices import operations as notices
from talkoot.notices.models import Notice

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """What the worker has written since the last time it was asked: kind and to whom."""
    registrations.tell_due()
    found = list(Notice.objects.order_by("pk").values_list("kind", "to"))
    Notice.objects.all().delete()
    return found


def entry_of(notice: Notice) -> Any:
    (entry,) = Calendar.from_ical(notice.calendar).walk("VEVENT")
    return entry


def test_a_sign_up_wakes_the_worker_in_its_own_transaction() -> None:
    row = row_of(make.event(), "a")
    (task,) = DBTaskResult.objects.filter(task_path="talkoot.events.tasks.tell")
    assert task.args_kwargs["args"] == [[row.pk]]
    assert Notice.objects.count() == 0


def test_each_step_is_told_once() -> None:
    row_of(make.event(), "a")
    assert told() == [("events.place", "a@example.org")]
    assert told() == []


def test_several_steps_are_one_letter() -> None:
    _event, (first, _second, _third) = full(queue="auto")
    registrations.cancel(registration=first)
    assert told() == [
        ("events.ended", "p0@example.org"),
        ("events.place", "p1@example.org"),
        ("events.queue", "p2@example.org"),
    ]


def test_every_kind_of_letter_says_what_it_should() -> None:
    event, (first, second, third) = full()
    assert [kind for kind, _to in told()] == ["events.place", "events.queue", "events.queue"]
    registrations.cancel(registration=first)
    assert told() == [("events.ended", "p0@example.org"), ("events.offer", "p1@example.org")]
    registrations.decline_offer(registration=second)
    assert told() == [("events.ended", "p1@example.org"), ("events.offer", "p2@example.org")]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        registrations.lapse_offers()
        assert told() == [("events.lapsed", "p2@example.org")]
    registrations.return_to_queue(registration=third, reason="Oli lomalla", by=None)
    registrations.tell_due()
    # There was room, so that the return and the new offer are told in one.
    assert told() == [("events.offer", "p2@example.org")]
    registrations.give_place(registration=third, reason="Puhuja", by=None)
    registrations.tell_due()
    assert "Puhuja" in Notice.objects.get().text
    assert told() == [("events.place", "p2@example.org")]
    registrations.tell_change(event=event, what="Uusi paikka: Esimerkkitalo", by=None)
    registrations.tell_due()
    assert "Esimerkkitalo" in Notice.objects.get().text
    assert told() == [("events.changed", "p2@example.org")]
    registrations.remove(registration=third, reason="Ei kuulu ryhmään", by=None)
    assert told() == [("events.removed", "p2@example.org")]
    sign_up(event)
    registrations.cancel_all(event=event, reason="Lakko", by=None)
    assert told() == [("events.event_cancelled", "testi@example.org")]


def test_a_letter_tells_the_whole_time_of_an_event_of_two_days() -> None:
    event = make.event(starts_at=make.moment("2027-12-16 07:00"), hours=31)
    row_of(event, "a")
    registrations.tell_due()
    assert "to 16.12.2027 klo 9.00 – pe 17.12.2027 klo 16.00" in Notice.objects.get().text


def test_who_cancelled_is_not_told_that_they_take_part() -> None:
    row = row_of(make.event(), "a")
    registrations.tell_due()
    assert "Osallistut etänä." in Notice.objects.get().text
    registrations.cancel(registration=row)
    registrations.tell_due()
    assert "Osallistut etänä." not in Notice.objects.latest("pk").text


def test_the_last_hours_letters() -> None:
    event, (first, second, _third) = full()
    event.pools.update(cut_off_at=timezone.now() - timedelta(minutes=1))
    told()
    registrations.cancel(registration=first)
    assert [kind for kind, _to in told()] == [
        "events.ended",
        "events.first_come",
        "events.first_come",
    ]
    registrations.accept_offer(registration=second)
    assert told() == [("events.place", "p1@example.org"), ("events.taken", "p2@example.org")]


def test_no_letter_goes_to_those_without_an_address_nor_to_the_invented() -> None:
    event = make.event()
    make.person(email="keksitty@example.org", is_invented=True)
    row_of(event, "keksitty")
    row_of(event, "a", party=[{"name": "Toinen Esimerkki"}])
    assert told() == [("events.place", "a@example.org")]
    assert Transition.objects.untold().count() == 0


def test_the_calendar_entry_keeps_its_name_and_its_sequence_rises() -> None:
    event = make.event(
        titles=Texts(fi="Esimerkki", sv="Exempel"), place="Esimerkkitalo", on_site=True
    )
    row = row_of(event, "a", mode="on_site", language="sv")
    registrations.tell_due()
    registrations.tell_change(event=event, what="Uusi aika", by=None)
    registrations.tell_due()
    registrations.cancel(registration=row)
    registrations.tell_due()
    parts = list(Notice.objects.order_by("pk"))
    entries = [entry_of(part) for part in parts]
    assert [part.calendar_method for part in parts] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [int(entry["SEQUENCE"]) for entry in entries] == [0, 1, 2]
    assert {str(entry["UID"]) for entry in entries} == {f"{row.calendar_uid}@127.0.0.1"}
    assert [str(entry["STATUS"]) for entry in entries] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    first = entries[0]
    assert (str(first["SUMMARY"]), str(first["LOCATION"])) == ("Exempel", "Esimerkkitalo")
    assert str(first["ATTENDEE"]) == "MAILTO:a@example.org"
    assert first["DTSTART"].dt == event.starts_at
    assert first["DTSTART"].params["TZID"] == "Europe/Helsinki"
    assert event.starts_at is not None


def test_a_queue_is_no_calendar_entry_and_is_not_cancelled_from_one() -> None:
    _event, (_first, second) = full(waiting=1)
    registrations.tell_due()
    registrations.cancel(registration=second)
    registrations.tell_due()
    mine = Notice.objects.filter(to="p1@example.org")
    assert list(mine.values_list("calendar", flat=True)) == ["", ""]


def test_the_remote_link_is_for_those_who_have_a_place() -> None:
    event, _rows = full(waiting=1)
    event.remote_link = "https://kokous.example/abc"
    event.save()
    registrations.tell_due()
    has, waits = Notice.objects.order_by("pk")
    assert "https://kokous.example/abc" in has.text
    assert "kokous.example" not in waits.text + waits.html
    assert str(entry_of(has)["LOCATION"]) == "https://kokous.example/abc"


def test_the_personal_link_is_the_same_in_every_letter_and_only_its_hash_is_kept() -> None:
    event = make.event()
    outcome = sign_up(event)
    registrations.tell_due()
    registrations.tell_change(event=event, what="x", by=None)
    registrations.tell_due()
    assert [
        f"/fi/events/own/{outcome.token}/" in notice.text for notice in Notice.objects.all()
    ] == [
        True,
        True,
    ]
    assert outcome.registration is not None
    row = Registration.objects.filter(pk=outcome.registration.pk).values().get()
    assert outcome.token not in str(row)
    assert Registration.objects.with_link(outcome.token).get() == outcome.registration


def test_the_letters_addresses_are_doors() -> None:
    row = row_of(make.event(), "a")
    own = registrations.own_address(row).removeprefix("http://127.0.0.1:8000")
    page = calendar.page_of(row.event).removeprefix("http://127.0.0.1:8000")
    assert [resolve(own).view_name, resolve(page).view_name] == ["events:own", "events:page"]


# --- several steps, one letter -----------------------------------------------------------------------
def letter_to(row: Registration) -> tuple[str, str]:
    """The one letter that waits for this person: its kind and its text."""
    registrations.tell_due()
    notice = Notice.objects.get(to=row.email)
    Notice.objects.all().delete()
    return notice.kind, notice.text


def written(moment: datetime) -> str:
    """As a Finnish letter writes it."""
    with translation.override("fi"):
        return times.moment(moment)


def test_an_offer_and_a_change_are_one_letter_with_the_deadline_first() -> None:
    event, (first, second, _third) = full()
    told()
    registrations.cancel(registration=first)
    registrations.tell_change(event=event, what="Uusi aika: kello 14", by=None)
    registrations.tell_change(event=event, what="Uusi paikka: Esimerkkitalo", by=None)
    second.refresh_from_db()
    assert second.offer_expires_at is not None
    kind, text = letter_to(second)
    clock = written(second.offer_expires_at)
    assert kind == "events.offer"
    assert registrations.own_address(second) in text
    assert text.index(clock) < text.index("Uusi aika: kello 14") < text.index("Uusi paikka")


def test_a_change_after_a_told_offer_reminds_of_the_offer() -> None:
    event, (first, second, _third) = full()
    registrations.cancel(registration=first)
    told()
    registrations.tell_change(event=event, what="Uusi aika", by=None)
    kind, text = letter_to(second)
    second.refresh_from_db()
    assert second.offer_expires_at is not None
    assert kind == "events.changed"
    assert written(second.offer_expires_at) in text


def test_the_arrangers_earlier_reason_is_in_the_letter_of_what_came_of_it() -> None:
    _event, (first, second, third) = full(queue="auto")
    told()
    registrations.move_in_queue(registration=third, priority=1, reason="Puhuja", by=None)
    registrations.cancel(registration=first)
    kind, text = letter_to(third)
    assert (kind, "Puhuja" in text, state(second)) == ("events.place", True, "waiting")


def test_an_offer_that_was_overtaken_is_not_told() -> None:
    event, (first, second, _third) = full()
    told()
    event.pools.update(cut_off_at=timezone.now() - timedelta(minutes=1))
    registrations.cancel(registration=first)
    event.pools.update(cut_off_at=None, capacity=0)
    registrations.fill(pool=event.pools.get())
    assert state(second) == "waiting"
    assert letter_to(second)[0] == "events.queue"


def test_a_letter_has_no_line_for_what_is_not_said() -> None:
    event, (first, _second, _third) = full()
    told()
    registrations.tell_change(event=event, what="", by=None)
    _kind, text = letter_to(first)
    assert (":\n\n" in text.partition(str(event.titles))[0], "\n\n\n" in text) == (False, False)
    registrations.cancel_all(event=event, reason="Lakko", by=None)
    assert "\n\n\n" not in letter_to(first)[1]


def test_who_is_out_is_not_told_what_changed() -> None:
    event, (first, _second, _third) = full()
    told()
    registrations.tell_change(event=event, what="Uusi aika", by=None)
    registrations.cancel(registration=first)
    kind, text = letter_to(first)
    assert (kind, "Uusi aika" in text) == ("events.ended", False)


# --- reminders ----------------------------------------------------------------------------------------
def test_a_reminder_goes_once_to_those_who_have_a_place() -> None:
    event, rows = full(waiting=1)
    told()
    assert event.starts_at is not None
    with time_machine.travel(event.starts_at - timedelta(hours=25)):
        assert registrations.remind() == 0
    with time_machine.travel(event.starts_at - timedelta(hours=23)):
        late = row_of(make.event(starts_at=event.starts_at), "late")
        told()
        assert registrations.remind() == 1
        assert registrations.remind() == 0
        assert list(Notice.objects.values_list("kind", "to")) == [
            ("events.reminder", rows[0].email)
        ]
    late.refresh_from_db()
    assert late.reminded_at is not None  # the confirmation was enough


def test_a_cancelled_event_reminds_nobody() -> None:
    event = make.event()
    row_of(event, "a")
    event.cancelled_at, event.cancelled_reason = timezone.now(), "Lakko"
    event.save()
    assert event.starts_at is not None
    with time_machine.travel(event.starts_at - timedelta(hours=1)):
        assert registrations.remind() == 0


# --- the mail itself ----------------------------------------------------------------------------------
def test_the_mail_carries_the_invitation_where_calendars_look_for_it() -> None:
    row_of(make.event(), "a")
    registrations.tell_due()
    notices.deliver_due()
    (sent,) = mail.outbox
    parts = list(sent.message().walk())
    (part,) = [part for part in parts if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    assert parts[0].get_content_type() == "multipart/alternative"
    assert parts[-1] is part


class Received:
    """A mail server's memory."""

    def __init__(self) -> None:
        self.letters: list[Message] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd's own name
        self.letters.append(email.message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def received(settings: Any) -> Iterator[tuple[Received, Controller]]:
    handler = Received()
    controller = Controller(handler, hostname="127.0.0.1", port=0)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    yield handler, controller
    if controller.server is not None:
        controller.stop()


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_down_for_an_hour_loses_and_doubles_nothing(
    received: tuple[Received, Controller], settings: Any
) -> None:
    import socket

    handler, controller = received
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
    event = make.event(capacity=3)
    start = timezone.now()
    for minute in range(0, 60, 10):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            row_of(event, f"m{minute}")
            registrations.tell_due()
            notices.deliver_due()
    assert handler.letters == []
    controller.port = settings.EMAIL_PORT
    controller.start()
    for minute in range(60, 300, 5):
        with time_machine.travel(start + timedelta(minutes=minute), tick=False):
            registrations.tell_due()
            notices.deliver_due()
    assert sorted(letter["To"] for letter in handler.letters) == [
        f"m{minute}@example.org" for minute in range(0, 60, 10)
    ]
    assert Notice.objects.waiting().count() == 0
    assert connection.in_atomic_block is False
