"""Events seen: the list, the month, the feeds, an event's and a series' page, and panels elsewhere."""

import re
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar

from talkoot.events.queries.documents import KIND, documents_of
from talkoot.events.tests import factories as make
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.search import index
from talkoot.ui.kept import STORE

pytestmark = pytest.mark.django_db


def titles(client: Client, query: str = "", address: str = "/fi/events/") -> list[str]:
    page = client.get(f"{address}{query}").content.decode()
    rows = re.findall(r"<h3><a [^>]*>(?:<span[^>]*>)?([^<]+)", page)
    return [row.strip() for row in rows]


def main_of(response: Any) -> str:
    page = response.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_the_list_has_coming_ones_soonest_first_and_the_past_apart(client: Client) -> None:
    make.event("Myöhempi", starts_at=make.in_days(20))
    make.event("Pian", starts_at=make.in_days(2))
    make.event("Ollut", starts_at=make.in_days(-5))
    make.event("Ennen", starts_at=make.in_days(-50))
    make.event("Luonnos", published=False)
    make.event("Poistettu", deleted=True)
    make.event("Vain vuosi", period=year(2009))
    assert titles(client) == ["Pian", "Myöhempi"]
    assert titles(client, "?when=past") == ["Ollut", "Ennen", "Vain vuosi"]


def year(number: int) -> Period:
    known = PartialDate(date(number, 1, 1), Precision.YEAR)
    return Period(known, known)


def test_the_list_is_narrowed(client: Client) -> None:
    topic, area = make.topic("Etäjohtaminen"), make.area("Kangasala")
    project = make.running_project("Esimerkkihanke")
    make.event("Aihe", topics=[topic])
    make.event("Alue", area=area)
    make.event("Kieli", languages=["sv"])
    make.event("Hanke", project=project)
    make.event("Paikalla", on_site=True, remote=False, place="Kuopio")
    make.event("Kokous", kind="meeting")
    found = {
        query: titles(client, f"?{query}")
        for query in (
            f"theme={topic.code}",
            f"area={area.code}",
            "language=sv",
            f"project={project.slug}",
            "way=on_site",
            "kind=meeting",
            "text=Kieli",
        )
    }
    assert list(found.values()) == [
        ["Aihe"],
        ["Alue"],
        ["Kieli"],
        ["Hanke"],
        ["Paikalla"],
        ["Kokous"],
        ["Kieli"],
    ]


def test_a_choice_that_is_not_there_is_said_and_narrows_nothing(client: Client) -> None:
    make.event("Ainoa")
    assert titles(client, "?theme=ei-ole") == ["Ainoa"]


def test_an_empty_list_says_what_to_do_first(client: Client) -> None:
    assert "No events are coming now" in main_of(client.get("/en/events/"))
    make.event("Ainoa")
    STORE.empty()
    assert "No event fits all that was chosen" in main_of(client.get("/en/events/?text=muuta"))


def test_the_list_asks_as_little_however_many_there_are(client: Client, count_queries: Any) -> None:
    for number in range(3):
        make.event(f"Tapahtuma {number}", project=make.running_project())
    with count_queries() as few:
        client.get("/fi/events/")
    for number in range(12):
        make.event(f"Toinen {number}", project=make.running_project())
    STORE.empty()
    with count_queries() as many:
        client.get("/fi/events/")
    assert len(many) == len(few) <= 6


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"capacity": 40}, "40 places free"),
        ({}, "Room for everyone"),
        ({"cancelled": "Syy"}, "Cancelled"),
        ({"takes_registrations": False}, ""),
    ],
)
def test_the_list_says_how_much_room_there_is(
    client: Client, fields: dict[str, Any], said: str
) -> None:
    make.event(**fields)
    page = client.get("/en/events/").content.decode().split('class="rows event-rows"')[1]
    found = re.findall(r'<span class="tag[^"]*">([^<]*)</span>', page.split("</ul>")[0])
    assert found == ([said] if said else [])


def test_the_list_tells_how_long_the_queue_is(client: Client) -> None:
    event = make.event(capacity=1)
    make.registration(event)
    for _number in range(7):
        make.registration(event, state="waiting")
    assert "7 in the queue" in main_of(client.get("/en/events/"))


def test_the_list_says_which_way_is_full_when_the_other_has_room(client: Client) -> None:
    event = make.event(on_site=True, remote=True, place="Talo")
    event.pools.filter(mode="on_site").update(capacity=1)
    make.registration(event.pools.get(mode="on_site"))
    assert "Full on site, room remotely" in main_of(client.get("/en/events/"))


def test_the_month_has_each_day_of_an_event(client: Client) -> None:
    with time_machine.travel(datetime.fromisoformat("2027-03-10T12:00:00+02:00"), tick=False):
        make.event("Kaksi päivää", starts_at=make.moment("2027-03-16 07:00"), hours=31)
        make.event("Toisessa kuussa", starts_at=make.moment("2027-04-01 07:00"))
        page = client.get("/en/events/month/").content.decode()
        assert re.findall(r'datetime="(2027-03-1[0-9])"', page)[:1] == ["2027-03-10"]
        assert page.count(">Kaksi päivää<") == 2
        assert "Toisessa kuussa" not in page
        assert "Toisessa kuussa" in client.get("/en/events/month/2027/4/").content.decode()
    assert [client.get(f"/en/events/month/{bad}/").status_code for bad in ("2027/13", "1/1")] == [
        404,
        404,
    ]


# --- one event ------------------------------------------------------------------------------------
def test_an_event_tells_its_time_place_and_room(client: Client) -> None:
    event = make.event(
        "Webinaari",
        starts_at=make.moment("2027-12-03 15:00"),
        hours=1.5,
        languages=["fi", "sv"],
        capacity=42,
    )
    said = main_of(client.get(f"/en/events/{event.slug}/"))
    assert "Fri 3.12.2027 at 17:00–18:30" in said
    assert "Europe/Helsinki" in said
    assert "Finnish, Swedish" in said
    assert "42 places free" in said
    assert "Sign up" in said


def test_an_event_known_by_its_year_tells_no_more(client: Client) -> None:
    event = make.event("Vanha seminaari", period=year(2009))
    make.headcount(event, 90, is_approximate=True, method="Arvio", source="Lehtijuttu")
    said = main_of(client.get(f"/en/events/{event.slug}/"))
    assert "about 90" in said
    assert "Lehtijuttu" in said
    assert "1.1.2009" not in said
    assert "Europe/Helsinki" not in said
    assert "Sign up" not in said


def test_a_cancelled_event_says_why_and_takes_nobody(client: Client) -> None:
    event = make.event(cancelled="Puhuja sairastui")
    response = client.get(f"/en/events/{event.slug}/")
    assert "Puhuja sairastui" in main_of(response)
    assert f"/en/events/{event.slug}/register/" not in response.content.decode()
    assert 'href="https://schema.org/EventCancelled"' in response.content.decode()


def test_machines_read_the_event_too(client: Client) -> None:
    event = make.event("Webinaari", starts_at=make.moment("2027-12-03 15:00"))
    page = client.get(f"/fi/events/{event.slug}/").content.decode()
    assert 'itemtype="https://schema.org/Event"' in page
    assert '<meta itemprop="startDate" content="2027-12-03T17:00:00+02:00">' in page
    assert 'href="https://schema.org/OnlineEventAttendanceMode"' in page


def test_only_published_materials_are_shown(client: Client) -> None:
    event = make.event(starts_at=make.in_days(-3))
    make.attachment(event, "Julkaistu esitys")
    make.attachment(event, "Luonnos", published_at=None)
    make.attachment(event, "Tallenne", kind="recording")
    said = main_of(client.get(f"/en/events/{event.slug}/"))
    assert ("Julkaistu esitys" in said, "Tallenne" in said, "Luonnos" in said) == (
        True,
        True,
        False,
    )
    assert "captions will be there by" in said


def test_a_draft_is_not_found_by_others(client: Client, as_person: Any) -> None:
    event = make.event(published=False)
    keeper = as_person(make.person("Ylläpitäjä Esimerkki", is_staff=True))
    assert client.get(f"/fi/events/{event.slug}/").status_code == 404
    assert keeper.get(f"/fi/events/{event.slug}/").status_code == 200


def test_a_series_has_its_events_and_turns(client: Client) -> None:
    series = make.series("Työkokoukset", rotates=True)
    host = make.organisation("Isäntäkunta")
    make.turn(series, host)
    make.event("Tuleva kokous", series=series)
    make.event("Ollut kokous", series=series, starts_at=make.in_days(-9))
    response = client.get(f"/en/events/series/{series.slug}/")
    assert titles(client, address=f"/en/events/series/{series.slug}/") == [
        "Tuleva kokous",
        "Ollut kokous",
    ]
    assert "Isäntäkunta" in main_of(response)
    empty = make.series()
    assert client.get(f"/en/events/series/{empty.slug}/").status_code == 404


# --- feeds ----------------------------------------------------------------------------------------
def summaries(content: bytes) -> list[str]:
    return [str(entry["summary"]) for entry in Calendar.from_ical(content).walk("VEVENT")]


def test_calendars_follow_everything_a_project_a_series_or_an_event(client: Client) -> None:
    project, series = make.running_project("Hanke"), make.series("Sarja")
    make.event("Hankkeen", project=project)
    make.event("Sarjan", series=series)
    one = make.event("Yksi", remote_link="https://kokous.example/salainen")
    make.event("Luonnos", published=False)
    addresses = {
        "calendar.ics": ["Hankkeen", "Sarjan", "Yksi"],
        f"calendar.ics?project={project.slug}": ["Hankkeen"],
        f"series/{series.slug}/calendar.ics": ["Sarjan"],
        f"{one.slug}/event.ics": ["Yksi"],
    }
    answers = {rest: client.get(f"/fi/events/{rest}") for rest in addresses}
    assert {rest: sorted(summaries(got.content)) for rest, got in answers.items()} == addresses
    assert {got["Content-Type"] for got in answers.values()} == {"text/calendar; charset=utf-8"}
    assert b"salainen" not in b"".join(got.content for got in answers.values())


def test_readers_follow_what_is_published(client: Client) -> None:
    make.event("Uusi webinaari")
    make.event("Peruttu", cancelled="Syy")
    got = client.get("/en/events/feed.xml")
    assert got["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert re.findall(r"<item><title>([^<]*)", got.content.decode()) == [
        "Cancelled: Peruttu",
        "Uusi webinaari",
    ]


def test_a_title_pasted_from_a_slide_does_not_break_the_feed(client: Client) -> None:
    make.event("Kaksi\vriviä", summaries=Texts(fi="Loppu\x01\ufffe"))
    got = client.get("/fi/events/feed.xml").content.decode()
    assert re.findall(r"<item><title>([^<]*)", got) == ["Kaksi riviä"]
    assert re.findall("[\x01\v\ufffe]", got) == []


# --- elsewhere ------------------------------------------------------------------------------------
def test_the_front_page_shows_what_one_may_sign_up_for(client: Client) -> None:
    make.running_project()
    make.event("Auki", capacity=6)
    make.event("Aukeaa myöhemmin", registration_opens_at=make.in_days(3))
    said = main_of(client.get("/en/"))
    assert "Registration open" in said
    assert "6 places free" in said
    assert ("Auki" in said, "Aukeaa myöhemmin" in said) == (True, False)


def test_projects_and_organisations_show_their_events(client: Client) -> None:
    project = make.running_project()
    event = make.event("Hankkeen tapahtuma", project=project)
    pages = [f"/fi/projects/{project.slug}/", f"/fi/organisations/{event.organisation.slug}/"]
    assert ["Hankkeen tapahtuma" in main_of(client.get(page)) for page in pages] == [True, True]


def test_an_event_is_found_by_searching(client: Client) -> None:
    event = make.event("Etäjohtamisen webinaari", summaries=Texts(fi="Johtamisesta etänä."))
    index.put(KIND, event.pk, documents_of(event))
    assert "Etäjohtamisen" in main_of(client.get("/fi/search/?q=etäjohtaminen"))
