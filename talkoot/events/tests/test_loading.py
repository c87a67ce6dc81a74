"""A register of an event that is over, brought in whole; series and turns begun."""

from datetime import date

import pytest

from talkoot.events import operations
from talkoot.events.models import Attendance, Event, HostTurn, Registration, Transition
from talkoot.events.operations import Listed
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations.turn_refusals import (
    HostMissing,
    SeriesSlugTaken,
    SeriesTitleMissing,
)
from talkoot.events.queries.series import public_series
from talkoot.events.tests import factories as make
from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.notices.models import Notice
from talkoot.people.models import Person
from talkoot.people.operations import AddressNotAnEmail

pytestmark = pytest.mark.django_db

YEARS = Period(
    PartialDate(date(2020, 1, 1), Precision.YEAR), PartialDate(date(2021, 1, 1), Precision.YEAR)
)
LINES = (
    Listed("Testi Yksi", "yksi@example.org", minutes=60),
    Listed("Testi Kaksi", "Kaksi@example.org", organisation_written="Esimerkkikunta"),
    Listed("Testi Kaksi", "kaksi@example.org "),
    Listed("Testi Kolme", "kolme@example.org", was_there=False, is_project_staff=True),
)


def over(**fields: object) -> Event:
    return make.event(period=YEARS, **fields)  # type: ignore[arg-type]  # the test chooses


def test_a_register_becomes_registrations_and_marks() -> None:
    event = over()
    assert operations.load_register(event=event, lines=LINES, by=None) == 3
    rows = Registration.objects.filter(event=event)
    assert [(row.email, row.state, row.is_project_staff) for row in rows] == [
        ("yksi@example.org", "confirmed", False),
        ("kaksi@example.org", "confirmed", False),
        ("kolme@example.org", "confirmed", True),
    ]
    marks = Attendance.objects.filter(event=event)
    assert [(mark.person.email, mark.how, mark.minutes) for mark in marks if mark.person] == [
        ("yksi@example.org", "loaded", 60),
        ("kaksi@example.org", "loaded", None),
    ]
    pool = event.pools.get()
    assert (pool.held, pool.overrides) == (3, 0)


def test_nobody_is_told_and_one_entry_says_it() -> None:
    event = over()
    operations.load_register(event=event, lines=LINES, by=None)
    assert Notice.objects.count() == 0
    assert Transition.objects.untold().count() == 0
    entry = Entry.objects.get(verb="events.load_register")
    assert (entry.subject_id, entry.changes) == (
        event.pk,
        {"count": [None, 3], "present": [None, 2]},
    )
    assert Entry.objects.filter(verb="people.create").count() == 3


def test_known_persons_stay_as_they_are() -> None:
    known = make.person("Testi Tunnettu", email="yksi@example.org")
    operations.load_register(event=over(), lines=LINES, by=None, is_invented=True)
    known.refresh_from_db()
    assert (known.name, known.is_invented) == ("Testi Tunnettu", False)
    new = Person.objects.get(email="kaksi@example.org")
    assert (new.name, new.is_invented, new.has_usable_password()) == ("Testi Kaksi", True, False)
    assert Person.objects.count() == 3


def test_invented_participants_are_said_to_be() -> None:
    event = over()
    operations.load_register(event=event, lines=LINES, by=None, is_invented=True)
    event.refresh_from_db()
    assert event.is_invented


def test_more_than_there_were_places_are_overrides() -> None:
    event = over(capacity=1)
    operations.load_register(event=event, lines=LINES, by=None)
    pool = event.pools.get()
    assert (pool.held, pool.overrides) == (3, 2)


@pytest.mark.parametrize(
    ("make_event", "lines", "refusal"),
    [
        (lambda: make.event(), LINES, refusals.EventNotOverYet),
        (lambda: over(), [Listed("Testi", "t@example.org", mode="on_site")],
         refusals.NoPlacesForRegister),
        (lambda: over(), [Listed("Testi", "ei osoite")], AddressNotAnEmail),
    ],
)  # fmt: skip  # a case a line
def test_what_is_refused_leaves_nothing(make_event, lines, refusal) -> None:  # type: ignore[no-untyped-def]  # cases of several kinds
    event = make_event()
    with pytest.raises(refusal):
        operations.load_register(event=event, lines=lines, by=None)
    assert (Registration.objects.count(), Person.objects.count()) == (0, 0)


def test_a_register_comes_once() -> None:
    event = over()
    operations.load_register(event=event, lines=LINES, by=None)
    with pytest.raises(refusals.RegisterThere):
        operations.load_register(event=event, lines=LINES, by=None)


# --- series and turns ----------------------------------------------------------------------------
def test_a_series_is_begun_and_its_turns_follow_one_another() -> None:
    area = make.area("Esimerkkiseutu")
    host = make.organisation()
    series = operations.create_series(
        organisation=host, titles=Texts(fi="Työkokoukset"), kind="meetings", by=None, rotates=True
    )
    assert series.slug == "tyokokoukset"
    operations.add_turn(series=series, area=area, by=None, state=HostTurn.State.DONE)
    operations.add_turn(series=series, host=host, by=None)
    assert [(turn.position, turn.state) for turn in series.turns.all()] == [
        (1, "done"),
        (2, "planned"),
    ]
    verbs = ["events.create_series", "events.add_turn", "events.add_turn"]
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == verbs
    again = operations.create_series(
        organisation=make.organisation(), titles=Texts(fi="Työkokoukset"), kind="meetings", by=None
    )
    assert again.slug == "tyokokoukset-2"


def test_a_series_without_a_name_or_at_a_taken_address_is_refused() -> None:
    host = make.organisation()
    with pytest.raises(SeriesTitleMissing):
        operations.create_series(organisation=host, titles=Texts(), kind="other", by=None)
    there = make.series()
    with pytest.raises(SeriesSlugTaken):
        operations.create_series(
            organisation=host, titles=Texts(fi="S"), kind="other", slug=there.slug, by=None
        )
    with pytest.raises(HostMissing):
        operations.add_turn(series=there, by=None)


def test_a_series_with_turns_is_public_with_its_project() -> None:
    hidden = make.series(project=make.project())
    make.turn(hidden)
    seen = make.series(project=make.running_project())
    make.turn(seen)
    make.series()
    assert list(public_series()) == [seen]
