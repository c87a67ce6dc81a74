"""The pages of series and turns: who may open them, what they hold, what they do."""

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import openpyxl
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from talkoot.events.models import Event, HostTurn, Series
from talkoot.events.tests import factories as make
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return make.person("Vetäjä Esimerkki")


@pytest.fixture
def client(as_person: Any, by: Person) -> Client:
    made: Client = as_person(by)
    return made


@pytest.fixture
def series(by: Person) -> Series:
    """Work meetings of a project whose member the arranger is."""
    project = make.running_project("Johtajuuden tuki")
    make.team_member(project, by, role="member")
    return make.series(
        "Työkokoukset", project=project, rotates=True, turns_a_year=4,
        duties=Texts(fi="Varaa tila\nKutsu"),
    )  # fmt: skip  # one series


def on(written: str) -> Period:
    day = PartialDate.read(written)
    return Period(day, day)


def at(door: str, *more: object) -> str:
    return reverse(f"events:{door}", args=more)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


OF_TURN = (
    "turn",
    "turn_handover",
    "turn_handover_workbook",
    "turn_handover_files",
    "turn_pass",
    "turn_swap",
    "turn_finish",
)
OF_ARRANGER = ("turn_edit", "turn_remove")
OF_SERIES = ("series_manage", "series_edit", "turn_new", "turns_propose")
POSTED = ("turn_accept", "turn_begin")


def test_every_page_opens_to_those_whose_it_is(
    client: Client, series: Series, as_person: Any
) -> None:
    host = make.organisation("Isäntäkunta")
    turn = make.turn(series, host, period=on("9.2.2099"))
    make.turn(series)
    make.turn_duty(turn)
    hosts = as_person(make.coordinator(host))
    responsible_person = make.person()
    HostTurn.objects.filter(pk=turn.pk).update(responsible=responsible_person)
    visitors = {
        "arranger": client,
        "host": hosts,
        "responsible": as_person(responsible_person),
        "other": as_person(make.person()),
        "nobody": Client(),
    }

    def answers(address: str) -> list[int]:
        return [visitor.get(address).status_code for visitor in visitors.values()]

    for door in OF_TURN:
        assert (door, answers(at(door, series.slug, turn.pk))) == (
            door, [200, 200, 200, 404, 302],
        )  # fmt: skip  # one row
    for door in OF_ARRANGER:
        assert (door, answers(at(door, series.slug, turn.pk))) == (
            door, [200, 404, 404, 404, 302],
        )  # fmt: skip  # one row
    for door in OF_SERIES:
        assert (door, answers(at(door, series.slug))) == (door, [200, 404, 404, 404, 302])
    for door in POSTED:
        assert (door, answers(at(door, series.slug, turn.pk))) == (
            door, [405, 405, 405, 405, 302],
        )  # fmt: skip  # one row
    assert answers(at("series_new")) == [200, 200, 200, 200, 302]
    assert answers(at("series_list")) == [200, 200, 200, 200, 200]
    assert answers(at("series", series.slug)) == [200, 200, 200, 200, 200]
    elsewhere = at("turn", make.series().slug, turn.pk)
    assert client.get(elsewhere).status_code == 404


def test_a_series_of_a_draft_project_is_seen_by_its_arranger_and_hosts(
    by: Person, client: Client
) -> None:
    project = make.project("Luonnos")
    make.team_member(project, by, role="member")
    series = make.series("Salasarja", project=project, rotates=True)
    make.turn(series)
    address = at("series", series.slug)
    assert [one.get(address).status_code for one in (client, Client())] == [200, 404]
    assert "Salasarja" in text(client, at("series_list"))
    assert "Salasarja" not in text(Client(), at("series_list"))


def test_a_series_is_begun_and_edited(client: Client, series: Series) -> None:
    assert series.project is not None
    sent = {"titles-fi": "Webinaarisarja", "kind": "webinars", "project": series.project.pk}
    response = client.post(at("series_new"), {**sent, "avoided_weeks": "8, 42-43"})
    made = Series.objects.get(titles__fi="Webinaarisarja")
    assert response["Location"] == at("series_manage", made.slug)
    assert (made.avoided_weeks, made.organisation, made.rotates) == (
        [8, 42, 43], series.project.owner, False,
    )  # fmt: skip  # one row
    page = client.post(
        at("series_edit", made.slug), {**sent, "slug": made.slug, "avoided_weeks": "60"}
    )
    assert "A year has no such week" in page.content.decode() or page.status_code == 200
    sent |= {"slug": "uusi", "rotates": "on", "turns_a_year": "4"}
    response = client.post(at("series_edit", made.slug), sent)
    assert response["Location"] == at("series_manage", "uusi")


def test_an_event_that_is_begun_from_a_series_belongs_to_it(
    client: Client, as_person: Any, series: Series
) -> None:
    begin = f"{reverse('events:new')}?series={series.slug}"
    assert begin in text(client, at("series_manage", series.slug))
    day = timezone.localdate() + timedelta(days=30)
    sent = {
        "title": "Sarjan ensimmäinen", "language": "fi", "kind": "meeting", "remote": "on",
        "day": f"{day.day}.{day.month}.{day.year}",
    }  # fmt: skip  # one form
    client.post(begin, sent)
    made = Event.objects.get(slug="sarjan-ensimmainen")
    assert (made.series, made.project, made.organisation) == (
        series,
        series.project,
        series.organisation,
    )
    # Of somebody else's series it is the ordinary form.
    stranger = as_person(make.coordinator(make.organisation()))
    assert stranger.get(begin).context["series"] is None


def test_the_public_page_tells_who_hosts_when_and_how_evenly(series: Series) -> None:
    first = make.turn(series, make.organisation("Iisalmi"), state="done", period=on("3.2.2026"))
    HostTurn.objects.filter(pk=first.pk).update(travel_km=820, handover="Salainen sana")
    make.turn(series, make.organisation("Varkaus"), state="done", period=on("5.5.2026"))
    turn = make.turn(series, make.organisation("Kuopio"), period=on("1.12.2099"))
    HostTurn.objects.filter(pk=turn.pk).update(responsible=make.person("Vastuu Henkilö"))
    page = text(Client(), at("series", series.slug).replace("/fi/", "/en/"))
    for wanted in ("Iisalmi", "1.12.2099", "820", "An equal share of 3 hosts would be 0.7 each"):
        assert wanted in page, wanted
    for hidden in ("Vastuu Henkilö", "Salainen sana"):
        assert hidden not in page, hidden


def test_a_series_of_an_ended_project_promises_nothing() -> None:
    client = Client()
    year, day = (
        Period(PartialDate(on), PartialDate(on)) for on in (date(2020, 1, 1), date(2019, 5, 6))
    )
    ended = make.project(published=True, period=year)
    over, running = make.series(project=ended), make.series(project=make.running_project())
    for of in (over, running):
        make.event(series=of, project=of.project, period=day)
    pages = [client.get(f"/en/events/series/{of.slug}/").content.decode() for of in (over, running)]
    links = [
        f'<a class="more" href="/en/events/series/{of.slug}/calendar.ics"' for of in (over, running)
    ]
    assert [link in page for link, page in zip(links, pages, strict=True)] == [False, True]
    assert ["the series goes on no more" in page for page in pages] == [True, False]


def test_why_a_turn_was_passed_on_is_told_to_hosts_only(as_person: Any, series: Series) -> None:
    host = make.organisation("Isäntäkunta")
    make.turn(series, host, state="passed", reason="Henkilöstö vaihtuu")
    address = at("series", series.slug)
    shown = [
        "Henkilöstö vaihtuu" in text(visitor, address)
        for visitor in (as_person(make.coordinator(host)), as_person(make.person()), Client())
    ]
    assert shown == [True, False, False]


def test_the_host_takes_ticks_holds_and_hands_over(as_person: Any, series: Series) -> None:
    host = make.organisation("Isäntäkunta")
    turn = make.turn(series, host, period=on("3.2.2026"))
    duty = make.turn_duty(turn)
    client = as_person(make.coordinator(host))
    client.post(at("turn_accept", series.slug, turn.pk))
    client.post(at("turn_tick", series.slug, turn.pk, duty.pk), {"done": "1"})
    client.post(at("turn_finish", series.slug, turn.pk), {"travel_km": "300"})
    client.post(at("turn_handover", series.slug, turn.pk), {"text": "Varaa isompi tila."})
    turn.refresh_from_db()
    duty.refresh_from_db()
    assert (turn.state, turn.travel_km, turn.handover) == ("done", 300, "Varaa isompi tila.")
    assert duty.done_on is not None


def test_turns_are_passed_swapped_added_edited_and_removed(client: Client, series: Series) -> None:
    a = make.turn(series, make.organisation("Iisalmi"), period=on("3.2.2099"))
    b = make.turn(series, make.organisation("Varkaus"), period=on("5.5.2099"))
    sent = {"other": b.pk, "reason": "Remontti"}
    client.post(at("turn_swap", series.slug, a.pk), sent)
    a.refresh_from_db()
    assert str(a.period) == "5.5.2099"
    page = text(client, at("turn_pass", series.slug, a.pk))
    assert b.host is not None
    assert f'value="o{b.host.pk}" selected' in page
    client.post(at("turn_pass", series.slug, a.pk), {"reason": "Ei ehdi", "to": f"o{b.host.pk}"})
    assert [(str(turn.host), turn.state) for turn in series.turns.all()] == [
        ("Varkaus", "planned"),
        ("Iisalmi", "passed"),
        ("Varkaus", "planned"),
    ]
    extra = make.organisation("Kuopio")
    client.post(at("turn_new", series.slug), {"host": extra.pk, "starts": "3/2099"})
    new = series.turns.get(host=extra)
    assert (str(new.period), new.checklist.count()) == ("maaliskuu 2099", 2)
    client.post(at("turn_edit", series.slug, new.pk), {"host": extra.pk, "starts": "4.3.2099"})
    new.refresh_from_db()
    assert str(new.period) == "4.3.2099"
    client.post(at("turn_remove", series.slug, new.pk))
    assert not series.turns.filter(pk=new.pk).exists()


@time_machine.travel("2026-11-22T10:00:00+02:00", tick=False)
def test_the_next_turns_are_shown_and_then_added(client: Client, series: Series) -> None:
    for name, day in (("Iisalmi", "10.2.2026"), ("Varkaus", "6.5.2026")):
        make.turn(series, make.organisation(name), period=on(day), state="done")
    address = at("turns_propose", series.slug)
    page = text(client, address)
    assert (series.turns.count(), page.count('class="proposed"')) == (2, 4)
    keys = [f"o{turn.host_id}" for turn in series.turns.all()]
    sent = {"year": "2027", "number": "2"}
    for number, key in enumerate(keys):
        sent |= {
            f"turn-{number}-day": f"1{number}.3.2027",
            f"turn-{number}-host": key,
            f"turn-{number}-chosen": "on",
        }
    wrong = client.post(address, {**sent, "turn-1-day": "3/2027"})
    assert (wrong.status_code, series.turns.count()) == (200, 2)
    client.post(address, sent)
    assert [str(turn.period) for turn in series.turns.all()[2:]] == ["10.3.2027", "11.3.2027"]


def test_the_meeting_is_begun_with_one_press(client: Client, series: Series) -> None:
    turn = make.turn(series, period=on("9.2.2099"))
    response = client.post(at("turn_begin", series.slug, turn.pk))
    made = series.events.get()
    assert (response["Location"], made.turn) == (at("manage", made.slug), turn)
    assert made.slug in text(client, at("turn", series.slug, turn.pk))


def test_the_handover_is_a_page_and_files_without_needs(client: Client, series: Series) -> None:
    held = make.turn(series, period=on("13.10.2026"), handover="Kahvit ajoissa.")
    last = make.event(
        "Lokakuun kokous", series=series, turn=held, starts_at=make.moment("2026-10-13 06:00"),
        descriptions=Texts(fi="Puhe & kahvi"), project=series.project,
    )  # fmt: skip  # one event
    one = make.registration(last, "=Anna Esimerkki", email="anna@example.org")
    make.need(one, "Keliakia")
    turn = make.turn(series, period=on("9.2.2099"))
    page = text(client, at("turn_handover", series.slug, turn.pk))
    files = client.get(at("turn_handover_files", series.slug, turn.pk))
    whole = zipfile.ZipFile(io.BytesIO(files.content))
    names = sorted(whole.namelist())
    written = next(whole.read(name).decode() for name in names if name.endswith(".txt"))
    sheets = client.get(at("turn_handover_workbook", series.slug, turn.pk))
    book = openpyxl.load_workbook(io.BytesIO(sheets.content))
    people = [cell for row in book.worksheets[2].iter_rows(values_only=True) for cell in row]
    assert "=Anna Esimerkki" in people
    assert book.worksheets[2]["A2"].data_type == "s"
    for said in (page, written):
        assert "Kahvit ajoissa." in said
        assert "Lokakuun kokous" in said
    assert "Puhe & kahvi" in written
    for said in (page, written, str(people)):
        assert "Keliakia" not in said
        assert "anna@example.org" not in said


def test_pages_ask_few_questions_however_many_turns(
    client: Client, series: Series, django_assert_max_num_queries: Any
) -> None:
    for number in range(12):
        turn = make.turn(series, period=on(f"3.2.{2014 + number}"), state="done")
        make.event(series=series, turn=turn, project=series.project)
    with django_assert_max_num_queries(30):
        text(client, at("series", series.slug))
    with django_assert_max_num_queries(30):
        text(client, at("series_manage", series.slug))
