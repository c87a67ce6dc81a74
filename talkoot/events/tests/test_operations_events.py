"""Beginning, changing, publishing, cancelling, copying and deleting an event."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from talkoot.events import operations
from talkoot.events.models import Event, Need, Registration, Transition
from talkoot.events.operations import changing, event_refusals
from talkoot.events.operations.places_of_event import Places
from talkoot.events.queries import managing as queries
from talkoot.events.tests import factories
from talkoot.events.tests.factories import in_days, moment
from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations import ChangedMeanwhile, ProjectArchived, ProjectDeleted
from talkoot.search.models import Entry as Found

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return factories.person("Järjestäjä Esimerkki")


def made(by: Person | None = None, **fields: Any) -> Event:
    fields.setdefault("organisation", factories.organisation())
    fields.setdefault("titles", Texts(fi="Etäjohtaminen 1"))
    fields.setdefault("kind", "webinar")
    return operations.create(by=by, **fields)


def verbs(event: Event) -> list[str]:
    return list(Entry.objects.of(event).order_by("pk").values_list("verb", flat=True))


# --- create -----------------------------------------------------------------------------------------
def test_an_event_begins_as_a_draft_with_its_days_and_places(by: Person) -> None:
    event = made(
        by,
        starts_at=moment("2027-03-02 22:30"),
        ends_at=moment("2027-03-03 10:00"),
        remote=True,
        on_site=True,
    )
    assert (event.slug, event.published_at, event.minutes) == ("etajohtaminen-1", None, 690)
    # 22.30 in UTC is half past midnight on the next day in Finland.
    assert (str(event.period), event.check_in_hash) == ("3.3.2027", "")
    assert list(event.pools.values_list("mode", "capacity", "queue")) == [
        ("on_site", None, "offer"),
        ("remote", None, "offer"),
    ]
    entry = Entry.objects.of(event).get()
    assert (entry.verb, entry.actor_id) == ("events.create", by.pk)
    assert entry.changes["titles"] == [None, {"fi": "Etäjohtaminen 1"}]


def test_places_are_those_asked_for() -> None:
    event = made(pools=[Places("on_site", 90, "auto"), Places("remote")])
    assert (event.on_site, event.remote) == (True, True)
    assert list(event.pools.values_list("mode", "capacity", "queue")) == [
        ("on_site", 90, "auto"),
        ("remote", None, "offer"),
    ]


def test_an_old_event_is_known_by_its_year() -> None:
    event = made(period=factories.period("2009", "2009"), takes_registrations=False)
    assert (str(event.period), event.starts_at, event.pools.count()) == ("2009", None, 0)


def test_a_partners_contacts_event_counts_in_their_share() -> None:
    project = factories.running_project()
    partner = factories.partnership(project)
    contact = factories.person()
    factories.team_member(project, contact, role="partner_contact", partnership=partner)
    event = made(contact, project=project)
    assert event.counting_partnership == partner
    assert list(Event.objects.run_by(contact)) == [event]


def refuse(refusal: type[Refused], call: Any) -> None:
    with pytest.raises(refusal):
        call()


def test_what_cannot_begin() -> None:
    hours: dict[str, Any] = {"starts_at": in_days(3, 9), "ends_at": in_days(3, 11)}
    there = made(**hours, organisation=factories.organisation())
    other = factories.partnership(factories.project())
    cases: list[tuple[type[Refused], dict[str, Any]]] = [
        (event_refusals.TitleMissing, {"titles": Texts()}),
        (event_refusals.HoursIncomplete, {"starts_at": in_days(3)}),
        (event_refusals.EndsBeforeStart, {"starts_at": in_days(3), "ends_at": in_days(2)}),
        (
            event_refusals.ClosesBeforeOpening,
            {"registration_opens_at": in_days(2), "registration_closes_at": in_days(1)},
        ),
        (event_refusals.EventThere, {**hours, "organisation": there.organisation}),
        (event_refusals.SlugTaken, {"slug": there.slug}),
        (event_refusals.SlugReserved, {"slug": "series"}),
        (event_refusals.OfAnotherProject, {"counting_partnership": other}),
        (
            event_refusals.TurnOfAnotherSeries,
            {"turn": factories.turn(factories.series()), "series": factories.series()},
        ),
        (ProjectArchived, {"project": factories.project(archived=True)}),
        (ProjectDeleted, {"project": factories.project(deleted=True)}),
    ]
    for refusal, fields in cases:
        refuse(refusal, lambda fields=fields: made(**fields))


def test_a_turn_has_one_event() -> None:
    turn = factories.turn(factories.series())
    made(series=turn.series, turn=turn)
    refuse(event_refusals.TurnHasEvent, lambda: made(series=turn.series, turn=turn))


def test_an_unknown_field_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError):
        made(held=3)


# --- edit -------------------------------------------------------------------------------------------
def test_a_new_place_is_told_and_moves_the_calendars(by: Person) -> None:
    event = factories.event(on_site=True, place="Kuntatalo")
    here = factories.registration(event)
    gone = factories.registration(event, state="cancelled")
    operations.edit(event=event, by=by, place="Kirjasto", reason="Tila vaihtui.")
    told = Transition.objects.filter(cause="event_changed")
    assert list(told.values_list("registration", "before", "after", "reason", "told_at")) == [
        (here.pk, "confirmed", "confirmed", "Tila vaihtui.", None)
    ]
    assert gone.transitions.count() == 1
    event.refresh_from_db()
    assert (event.place, event.calendar_sequence) == ("Kirjasto", 1)
    assert Entry.objects.of(event).get().changes == {"place": ["Kuntatalo", "Kirjasto"]}


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        ({}, {"source": "esimerkki.example"}),
        ({"published": False}, {"place": "Kirjasto"}),
        ({"starts_at": moment("2020-02-03 07:00")}, {"place": "Kirjasto"}),
        ({"cancelled": "Peruttu."}, {"place": "Kirjasto"}),
    ],
)
def test_what_concerns_nobody_is_told_to_nobody(
    by: Person, fields: dict[str, Any], changes: dict[str, Any]
) -> None:
    event = factories.event(**fields)
    factories.registration(event)
    operations.edit(event=event, by=by, **changes)
    assert not Transition.objects.filter(cause="event_changed").exists()


def test_the_same_again_records_nothing(by: Person) -> None:
    event = factories.event()
    operations.edit(event=event, by=by, titles=event.titles, topics=[])
    assert verbs(event) == []


def test_themes_are_told_as_they_were_and_are(by: Person) -> None:
    old, new = factories.topic("Vanha"), factories.topic("Uusi")
    event = factories.event(topics=[old])
    operations.edit(event=event, by=by, topics=[new])
    assert list(event.topics.all()) == [new]
    assert Entry.objects.of(event).get().changes == {
        "topics": [[{"fi": "Vanha"}], [{"fi": "Uusi"}]]
    }


def test_two_persons_meet_only_where_both_wrote(by: Person) -> None:
    event = factories.event()
    operations.edit(event=event, by=by, place="Yksi", seen=0)
    with pytest.raises(ChangedMeanwhile) as met:
        operations.edit(event=event, by=by, place="Kaksi", seen=0)
    assert met.value.fields == ["place"]
    operations.edit(event=event, by=by, address="Katu 1", seen=0)
    event.refresh_from_db()
    assert (event.place, event.address) == ("Yksi", "Katu 1")


def test_a_public_event_stays_fit_to_be_public(by: Person) -> None:
    event = factories.event(on_site=True, place="Kuntatalo")
    refuse(event_refusals.PlaceMissing, lambda: operations.edit(event=event, by=by, place=""))
    event.refresh_from_db()
    refuse(event_refusals.WayMissing, lambda: operations.edit(event=event, by=by, on_site=False))


def test_a_way_that_is_switched_on_gets_places_and_off_loses_unused_ones(by: Person) -> None:
    event = factories.event(remote=True)
    operations.edit(event=event, by=by, on_site=True, place="Kuntatalo")
    assert sorted(event.pools.values_list("mode", flat=True)) == ["on_site", "remote"]
    operations.edit(event=event, by=by, remote=False)
    assert list(event.pools.values_list("mode", flat=True)) == ["on_site"]
    factories.registration(event)
    refuse(
        event_refusals.PlacesInUse,
        lambda: operations.edit(event=event, by=by, on_site=False, remote=True),
    )


def test_a_deleted_event_is_not_edited(by: Person) -> None:
    event = factories.event(deleted=True)
    refuse(changing.EventDeleted, lambda: operations.edit(event=event, by=by, place="X"))


# --- publish and take back -----------------------------------------------------------------------
def test_publishing_needs_time_and_way_and_makes_it_findable(by: Person) -> None:
    event = made(by, titles=Texts(fi="Etäjohtajuus"))
    refuse(event_refusals.TimeMissing, lambda: operations.publish(event=event, by=by))
    operations.edit(event=event, by=by, period=factories.period("3/2027", "3/2027"))
    refuse(event_refusals.WayMissing, lambda: operations.publish(event=event, by=by))
    operations.edit(event=event, by=by, on_site=True)
    refuse(event_refusals.PlaceMissing, lambda: operations.publish(event=event, by=by))
    operations.edit(event=event, by=by, place="Kuntatalo")
    for _twice in range(2):
        operations.publish(event=event, by=by)
    assert verbs(event).count("events.publish") == 1
    found = Found.objects.filter(kind="events.event", row_id=event.pk)
    assert list(found.values_list("title", "address")) == [
        ("Etäjohtajuus", "/events/etajohtajuus/")
    ]
    operations.take_back(event=event, by=by)
    assert not found.all().exists()


def test_an_event_with_registrations_is_not_taken_back_or_deleted(by: Person) -> None:
    event = factories.event()
    factories.registration(event, state="waiting")
    refuse(event_refusals.PeopleSignedUp, lambda: operations.take_back(event=event, by=by))
    refuse(event_refusals.PeopleSignedUp, lambda: operations.delete(event=event, by=by))


# --- cancel ---------------------------------------------------------------------------------------
def test_cancelling_ends_every_registration_with_the_reason(by: Person) -> None:
    event = factories.event(capacity=1)
    rows = [
        factories.registration(event),
        factories.registration(event, state="waiting"),
        factories.registration(event, state="removed"),
    ]
    for _twice in range(2):
        operations.cancel_event(event=event, reason=" Puhuja sairastui. ", by=by)
    states = [Registration.objects.get(pk=row.pk).state for row in rows]
    assert states == ["cancelled", "cancelled", "removed"]
    steps = Transition.objects.filter(cause="event_cancelled", told_at=None)
    assert set(steps.values_list("reason", flat=True)) == {"Puhuja sairastui."}
    pool = event.pools.get()
    assert (pool.held, pool.waiting, pool.is_open) == (0, 0, False)
    entry = Entry.objects.of(event).get(verb="events.cancel_event")
    assert (entry.note, entry.changes) == ("Puhuja sairastui.", {"told": [None, 2]})
    assert (event.calendar_sequence, event.cancelled_reason) == (1, "Puhuja sairastui.")


def test_cancelling_needs_a_reason_and_an_event_to_come(by: Person) -> None:
    refuse(
        event_refusals.CancelReasonMissing,
        lambda: operations.cancel_event(event=factories.event(), reason=" ", by=by),
    )
    held = factories.event(starts_at=moment("2020-02-03 07:00"))
    refuse(
        event_refusals.EventHasBeenHeld,
        lambda: operations.cancel_event(event=held, reason="X", by=by),
    )


# --- copy -----------------------------------------------------------------------------------------
def test_a_copy_keeps_the_hours_of_the_clock_over_the_change_to_summer_time(by: Person) -> None:
    event = factories.event(
        starts_at=moment("2027-03-02 07:00"),
        hours=3,
        on_site=True,
        place="Kuntatalo",
        capacity=20,
        registration_opens_at=moment("2027-02-02 06:00"),
        topics=[factories.topic()],
        remote_link="https://kokous.example/1",
    )
    session = factories.session(event)
    factories.pool(event, 5, session=session, mode="on_site")
    factories.registration(event)
    factories.attachment(event)
    copied = operations.copy(event=event, starts_at=moment("2027-04-06 06:00"), by=by)
    begins = timezone.localtime(copied.starts_at)
    assert (str(begins.time()), copied.minutes, copied.published_at) == ("09:00:00", 180, None)
    assert timezone.localtime(copied.registration_opens_at).isoformat() == (
        "2027-03-09T08:00:00+02:00"
    )
    assert list(copied.pools.values_list("mode", "capacity", "session__starts_at")) == [
        ("on_site", 20, None),
        ("on_site", 5, copied.starts_at),
    ]
    assert (copied.titles, list(copied.topics.all())) == (event.titles, list(event.topics.all()))
    assert (copied.registrations.count(), copied.attachments.count()) == (0, 0)
    assert copied.remote_link == ""
    assert verbs(copied) == ["events.create", "events.copy"]


def test_a_copy_may_be_of_another_turn_and_have_no_time_yet(by: Person) -> None:
    series = factories.series()
    event = factories.event(series=series, asks_feedback=False)
    turn = factories.turn(series)
    copied = operations.copy(
        event=event, starts_at=None, by=by, turn=turn, titles=Texts(fi="Seuraava")
    )
    assert (copied.turn, copied.starts_at, str(copied), copied.series) == (
        turn,
        None,
        "Seuraava",
        series,
    )
    assert not copied.asks_feedback


# --- delete ---------------------------------------------------------------------------------------
def test_a_deleted_event_comes_back_for_90_days_and_is_then_gone(by: Person) -> None:
    event = factories.event(starts_at=moment("2026-02-03 07:00"))
    registration = factories.registration(event)
    factories.need(registration)
    factories.attendance(registration)
    factories.message(event).receivers.create(registration=registration)
    factories.certificate(registration)
    factories.session(event)
    operations.delete(event=event, by=by)
    assert (list(Event.objects.run_by(by)), event.pools.get().is_open) == ([], False)
    operations.bring_back(event=event, by=by)
    assert event.pools.get().is_open is True
    operations.delete(event=event, by=by)
    with time_machine.travel(timezone.now() + timedelta(days=89), tick=False):
        assert operations.forget_deleted() == 0
    with time_machine.travel(timezone.now() + timedelta(days=91), tick=False):
        assert operations.forget_deleted() == 1
    assert not Event.objects.filter(pk=event.pk).exists()
    assert not Need.objects.exists()
    assert verbs(event) == ["events.delete", "events.bring_back", "events.delete"]


# --- who may ---------------------------------------------------------------------------------------
def test_who_arranges_what(by: Person) -> None:
    project = factories.running_project()
    share = factories.partnership(project)
    whole, shared = (
        factories.event(project=project),
        factories.event(project=project, counting_partnership=share),
    )
    alone = factories.event()
    people = {
        role: factories.person() for role in ("manager", "member", "partner_contact", "viewer")
    }
    for role, person in people.items():
        partner = share if role == "partner_contact" else None
        factories.team_member(project, person, role=role, partnership=partner)
    people["owner"] = factories.coordinator(project.owner)
    people["organiser"] = factories.coordinator(alone.organisation)
    people["keeper"] = factories.person(is_staff=True)
    arranged = {role: set(Event.objects.run_by(person)) for role, person in people.items()}
    both = {whole, shared}
    assert arranged == {
        "manager": both,
        "member": both,
        "partner_contact": {shared},
        "viewer": set(),
        "owner": both,
        "organiser": {alone},
        "keeper": {whole, shared, alone},
    }
    begins = {
        role for role, person in people.items() if project in Project.objects.arranged_by(person)
    }
    assert begins == {"manager", "member", "partner_contact", "owner", "keeper"}


def test_an_event_outside_the_partners_period_does_not_count_there() -> None:
    project = factories.running_project()
    partner = factories.partnership(project)
    event = factories.event(
        project=project, counting_partnership=partner, starts_at=moment("2022-05-03 07:00")
    )
    assert queries.outside_share(event) is None
    factories.partner_period(partner, factories.period("2020", "2021"))
    assert queries.outside_share(event) == partner
    factories.partner_period(partner, factories.period("2022", "2022"))
    assert queries.outside_share(event) is None
