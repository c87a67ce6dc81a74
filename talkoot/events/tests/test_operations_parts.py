"""Places, sessions, attachments, headcounts, needs and messages of an event."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from talkoot.events import operations
from talkoot.events.models import Attachment, Event, Headcount, Receiver
from talkoot.events.operations import attachments, changing, event_refusals, turn_refusals
from talkoot.events.operations.messages import AT_A_TIME
from talkoot.events.operations.places_of_event import Places
from talkoot.events.queries.messages import progress_of, receivers_of
from talkoot.events.queries.needs import counts
from talkoot.events.tests import factories
from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.notices.models import Notice
from talkoot.people.models import Person
from talkoot.projects.operations.obligations import PROOF_MOST_BYTES, ProofOfUnknownKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return factories.person("Järjestäjä Esimerkki")


def verbs(event: Event) -> list[str]:
    return list(Entry.objects.of(event).order_by("pk").values_list("verb", flat=True))


def refuse(refusal: type[Refused], call: Any) -> None:
    with pytest.raises(refusal):
        call()


# --- places and sessions --------------------------------------------------------------------------
def test_places_are_added_once_a_way_and_removed_when_nobody_uses_them(by: Person) -> None:
    event = factories.event()
    pool = operations.add_places(event=event, asked=Places("on_site", 20), by=by)
    event.refresh_from_db()
    assert (pool.capacity, event.on_site) == (20, True)
    refuse(
        event_refusals.PlacesThere,
        lambda: operations.add_places(event=event, asked=Places("on_site"), by=by),
    )
    registration = factories.registration(pool)
    refuse(event_refusals.PlacesInUse, lambda: operations.remove_places(pool=pool, by=by))
    registration.transitions.all().delete()
    registration.delete()
    operations.remove_places(pool=pool, by=by)
    refuse(changing.NoLongerThere, lambda: operations.remove_places(pool=pool, by=by))
    assert verbs(event) == ["events.add_places", "events.remove_places"]


def test_a_lowered_limit_sends_nobody_away_and_a_raised_one_moves_the_queue(by: Person) -> None:
    event = factories.event(capacity=2)
    rows = [factories.registration(event) for _ in range(2)]
    waiting = factories.registration(event, state="waiting")
    pool = event.pools.get()
    kept: dict[str, Any] = {"queue": "auto", "offer_hours": 24, "cut_off_at": None}
    operations.edit_places(pool=pool, by=by, capacity=1, **kept)
    pool.refresh_from_db()
    assert (pool.held, pool.overrides) == (2, 1)
    operations.edit_places(pool=pool, by=by, capacity=3, **kept)
    states = []
    for row in (*rows, waiting):
        row.refresh_from_db()
        states.append(row.state)
    assert states == ["confirmed"] * 3


def test_a_session_is_inside_its_event_and_its_places_have_no_queue(by: Person) -> None:
    event = factories.event(hours=3)
    assert event.starts_at is not None
    assert event.ends_at is not None
    hour = timedelta(hours=1)
    session = operations.add_session(
        event=event,
        titles=Texts(fi="Pienryhmä"),
        starts_at=event.starts_at,
        ends_at=event.starts_at + hour,
        by=by,
        places=[Places("remote", 5)],
    )
    pool = session.pools.get()
    assert (pool.capacity, pool.queue) == (5, "off")
    refuse(
        event_refusals.SessionOutsideEvent,
        lambda: operations.edit_session(session=session, by=by, ends_at=event.ends_at + hour),
    )
    refuse(
        event_refusals.EndsBeforeStart,
        lambda: operations.edit_session(session=session, by=by, ends_at=event.starts_at - hour),
    )
    operations.edit_session(session=session, by=by, place="Sali 2")
    factories.registration(event).session_places.create(pool=pool)
    refuse(event_refusals.PlacesInUse, lambda: operations.remove_session(session=session, by=by))
    pool.session_places.all().delete()
    operations.remove_session(session=session, by=by)
    assert verbs(event) == ["events.add_session", "events.edit_session", "events.remove_session"]


# --- attachments ----------------------------------------------------------------------------------
def attached(event: Event, by: Person | None = None, **fields: Any) -> Attachment:
    fields.setdefault("kind", "recording")
    fields.setdefault("titles", Texts(fi="Tallenne"))
    return operations.add_attachment(event=event, by=by, **fields)


def test_a_recording_is_captioned_in_14_days_whatever_is_done_to_it(by: Person) -> None:
    event = factories.event()
    row = attached(event, by, web_address="https://video.example/1")
    assert (row.published_at, row.captions_due_on) == (None, None)
    with time_machine.travel("2027-03-02T10:00:00+02:00", tick=False):
        operations.publish_attachment(attachment=row, by=by)
    assert str(row.captions_due_on) == "2027-03-16"
    operations.take_back_attachment(attachment=row, by=by)
    with time_machine.travel("2027-03-10T10:00:00+02:00", tick=False):
        operations.publish_attachment(attachment=row, by=by)
        assert str(row.captions_due_on) == "2027-03-16"
        today = timezone.localdate()
        refuse(
            event_refusals.CaptionedInFuture,
            lambda: operations.mark_captioned(attachment=row, on=today + timedelta(days=1), by=by),
        )
        operations.mark_captioned(attachment=row, on=today, by=by)
    assert str(row.captioned_on) == "2027-03-10"


def test_a_material_has_no_captions(by: Person) -> None:
    row = attached(factories.event(), kind="material", web_address="https://esimerkki.example/")
    operations.publish_attachment(attachment=row, by=by)
    assert row.captions_due_on is None
    refuse(
        event_refusals.NotARecording,
        lambda: operations.mark_captioned(attachment=row, on=timezone.localdate(), by=by),
    )


def test_an_attachment_is_a_file_or_an_address() -> None:
    event = factories.event()
    refuse(event_refusals.FileOrAddressMissing, lambda: attached(event))
    file = ContentFile(b"Kalvot.", name="../../etc/Kalvot.txt")
    refuse(
        event_refusals.FileOrAddressMissing,
        lambda: attached(event, file=file, web_address="https://video.example/1"),
    )
    refuse(event_refusals.TitleMissing, lambda: attached(event, titles=Texts(), file=file))
    hostile = ContentFile(b"MZ\x00\x01program", name="kalvot.pdf")
    refuse(attachments.FileOfUnknownKind, lambda: attached(event, file=hostile))
    large = ContentFile(b"a" * (PROOF_MOST_BYTES + 1), name="suuri.txt")
    refuse(attachments.FileTooLarge, lambda: attached(event, file=large))
    row = attached(event, kind="material", file=file)
    assert (row.file_name, str(row.file.name).rsplit(".", 1)[-1]) == ("Kalvot.txt", "txt")


def test_a_removed_attachment_takes_its_file_along(
    by: Person, django_capture_on_commit_callbacks: Any
) -> None:
    event = factories.event()
    row = attached(event, kind="material", file=ContentFile(b"Kalvot.", name="a.txt"))
    storage, name = row.file.storage, str(row.file.name)
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_attachment(attachment=row, by=by)
    assert (storage.exists(name), event.attachments.count()) == (False, 0)


def test_the_database_holds_the_clock_of_captions() -> None:
    row = factories.attachment(factories.event(), kind="recording", published_at=None)
    same = Attachment.objects.filter(pk=row.pk)
    clock = "events_attachment_published_recording_has_clock"
    with pytest.raises(IntegrityError, match=clock), transaction.atomic():
        same.update(published_at=timezone.now())
    either = "events_attachment_file_or_address"
    with pytest.raises(IntegrityError, match=either), transaction.atomic():
        same.update(web_address="")


# --- headcounts -------------------------------------------------------------------------------------
def test_a_session_and_a_series_that_are_sent_twice_are_one(by: Person) -> None:
    event = factories.event()
    begins = event.starts_at
    assert begins is not None
    part: dict[str, Any] = {
        "event": event, "titles": Texts(fi="Avaus"), "starts_at": begins,
        "ends_at": begins + timedelta(minutes=30), "by": by,
    }  # fmt: skip  # one form
    operations.add_session(**part)
    with pytest.raises(event_refusals.SessionThere):
        operations.add_session(**part)
    whole: dict[str, Any] = {
        "organisation": event.organisation, "titles": Texts(fi="Webinaarit"), "kind": "webinars",
        "by": by,
    }  # fmt: skip  # one form
    operations.create_series(**whole)
    with pytest.raises(turn_refusals.SeriesThere):
        operations.create_series(**whole)


def test_a_material_and_a_message_that_are_sent_twice_are_one(by: Person) -> None:
    event = factories.event()
    given: dict[str, Any] = {
        "event": event, "kind": "material", "titles": Texts(fi="Esitys"),
        "web_address": "https://esimerkki.example/esitys", "by": by,
    }  # fmt: skip  # one form
    operations.add_attachment(**given)
    with pytest.raises(event_refusals.AttachmentThere):
        operations.add_attachment(**given)
    written: dict[str, Any] = {
        "event": event, "subject": "A", "text": "B", "states": ["confirmed"], "by": by,
    }  # fmt: skip  # one form
    first = operations.write(**written)
    assert operations.write(**written) == first
    factories.registration(event)
    operations.start(message=first, by=by)
    # Once it has gone, the same words are another message.
    assert operations.write(**written) != first


def test_a_number_that_is_sent_twice_is_noted_once(by: Person) -> None:
    event = factories.event()
    told: dict[str, Any] = {"event": event, "number": 90, "method": "Laskettu ovella", "by": by}
    row = operations.add_headcount(**told)
    with pytest.raises(event_refusals.HeadcountThere):
        operations.add_headcount(**told)
    operations.add_headcount(**told, kinds=Texts(fi="asukkaita"))
    operations.withdraw_headcount(headcount=row, by=by)
    operations.add_headcount(**told)
    assert event.headcounts.filter(withdrawn_at=None).count() == 2


def test_a_headcount_says_how_it_was_counted_and_is_withdrawn_not_changed(by: Person) -> None:
    event = factories.event()
    refuse(
        event_refusals.MethodMissing,
        lambda: operations.add_headcount(event=event, number=90, method=" ", by=by),
    )
    hostile = ContentFile(b"MZ\x00\x01", name="a.pdf")
    refuse(
        ProofOfUnknownKind,
        lambda: operations.add_headcount(
            event=event, number=90, method="Laskettu", by=by, proof=hostile
        ),
    )
    row = operations.add_headcount(
        event=event,
        number=90,
        method="Laskettu ovella",
        by=by,
        is_approximate=True,
        kinds=Texts(fi="kunnanjohtajia"),
        proof=ContentFile(b"Lista.", name="lista.txt"),
    )
    for _twice in range(2):
        operations.withdraw_headcount(headcount=row, by=by)
    assert verbs(event) == ["events.add_headcount", "events.withdraw_headcount"]
    assert Headcount.objects.filter(withdrawn_at=None).count() == 0


# --- needs ------------------------------------------------------------------------------------------
def test_needs_are_counted_alike_and_only_of_those_who_come() -> None:
    event = factories.event(on_site=True, remote=True)
    here, there = event.pools.get(mode="on_site"), event.pools.get(mode="remote")
    for text in ("Keliakia", " keliakia ", "KELIAKIA.", "Vegaani"):
        factories.need(factories.registration(here), text)
    factories.need(factories.registration(there), "Keliakia")
    factories.need(factories.registration(here, state="waiting"), "Keliakia")
    factories.need(factories.registration(there), "Tulkkaus", kind="access")
    assert (
        counts(event)
        == {
            "diet": [("keliakia", 3), ("Vegaani", 1)],
            "access": [("Tulkkaus", 1)],
        }
        or counts(event)["diet"][0].number == 3
    )


def test_names_with_needs_take_a_reason_that_stays(by: Person) -> None:
    event = factories.event(on_site=True)
    need = factories.need(factories.registration(event))
    refuse(
        event_refusals.NeedsReasonMissing,
        lambda: operations.show_needs(event=event, reason=" ", by=by),
    )
    assert operations.show_needs(event=event, reason="Nimikyltit", by=by) == [need]
    entry = Entry.objects.of(event).get()
    assert (entry.verb, entry.note, entry.changes) == ("events.show_needs", "Nimikyltit", {})


# --- messages -------------------------------------------------------------------------------------
def written(event: Event, by: Person | None = None, **fields: Any) -> Any:
    fields = {"subject": "Ohje", "text": "Hei!", "states": ["confirmed"], **fields}
    return operations.write(event=event, by=by, **fields)


def test_whom_a_message_goes_to() -> None:
    event = factories.event(on_site=True, remote=True)
    here, there = event.pools.get(mode="on_site"), event.pools.get(mode="remote")
    first = factories.registration(here)
    second = factories.registration(there)
    waiting = factories.registration(there, state="waiting")
    factories.registration(here, email="")
    factories.registration(here, state="removed")
    assert list(receivers_of(event, ["confirmed"])) == [first, second]
    assert list(receivers_of(event, ["confirmed"], "remote")) == [second]
    assert list(receivers_of(event, ["confirmed", "waiting"])) == [first, second, waiting]


def test_a_message_is_written_changed_and_thrown_away_before_it_starts(by: Person) -> None:
    event = factories.event()
    factories.registration(event)
    refuse(event_refusals.MessageEmpty, lambda: written(event, text=" "))
    message = written(event, by)
    operations.rewrite(message=message, by=by, subject="Uusi\nohje")
    assert message.subject == "Uusi ohje"
    operations.start(message=message, by=by)
    refuse(
        event_refusals.MessageStarted,
        lambda: operations.rewrite(message=message, by=by, subject="X"),
    )
    refuse(event_refusals.MessageStarted, lambda: operations.throw_away(message=message, by=by))
    other = written(event, by)
    operations.throw_away(message=other, by=by)
    assert list(event.messages.all()) == [message]
    assert verbs(event) == [
        "events.write_message",
        "events.rewrite_message",
        "events.start_message",
        "events.write_message",
        "events.throw_away_message",
    ]


def test_a_message_without_receivers_is_not_started(by: Person) -> None:
    message = written(factories.event())
    refuse(event_refusals.NobodyToTell, lambda: operations.start(message=message, by=by))


def test_every_receiver_gets_one_letter_in_batches_whatever_happens_between(by: Person) -> None:
    event = factories.event()
    for _each in range(AT_A_TIME + 3):
        factories.registration(event)
    message = written(event, by)
    assert [operations.start(message=message, by=by) for _twice in range(2)] == [AT_A_TIME + 3] * 2
    factories.registration(event)  # who comes later does not get what was sent before
    assert operations.send_next(message=message) == 3
    assert progress_of(message) == (AT_A_TIME, AT_A_TIME + 3)
    assert operations.send_unfinished() == 1
    assert (operations.send_unfinished(), operations.send_next(message=message)) == (0, 0)
    letters = Notice.objects.filter(kind="events.message")
    assert letters.count() == letters.values("to").distinct().count() == AT_A_TIME + 3
    message.refresh_from_db()
    assert message.finished_at is not None


def test_an_invented_person_gets_no_letter_and_the_own_words_stay_as_written(by: Person) -> None:
    event = factories.event()
    invented = factories.person("Keksitty", is_invented=True)
    factories.registration(event, email=invented.email, person=invented)
    real = factories.registration(event, language="sv")
    message = written(event, by, text="Hei <b>kaikki</b> & muut!")
    operations.start(message=message, by=by)
    operations.send_next(message=message)
    letter = Notice.objects.get(kind="events.message")
    assert (letter.to, letter.language) == (real.email, "sv")
    assert letter.text.startswith("Hei <b>kaikki</b> & muut!")
    assert factories.token_of(real) in letter.text
    assert "<b>kaikki" not in letter.html


def test_the_database_holds_that_a_receiver_is_one() -> None:
    message = factories.message(factories.event())
    registration = factories.registration(message.event)
    Receiver.objects.create(message=message, registration=registration)
    with pytest.raises(IntegrityError, match="events_receiver_once"), transaction.atomic():
        Receiver.objects.create(message=message, registration=registration)
