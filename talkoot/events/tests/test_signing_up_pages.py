"""Signing up in the pages: the form, what it refuses, the answer, and the own registration."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from talkoot.events.models import Registration
from talkoot.events.operations.telling import token_for
from talkoot.events.tests import factories as make
from talkoot.events.views import signing_up
from talkoot.kit.languages import Texts
from talkoot.kit.limits import Limit
from talkoot.ui.kept import STORE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_counts() -> None:
    """No test is slowed down by what an earlier one sent."""
    signing_up.FROM_ONE_PLACE.forget()
    signing_up.WITH_ONE_ADDRESS.forget()


def form_of(client: Client, address: str) -> dict[str, str]:
    """The hidden fields of the form as the page gives them, and the party's empty rows."""
    return form_of_page(client.get(address).content.decode())


def form_of_page(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))


def sign_up(client: Client, event: Any, *, follow: Any = True, **typed: Any) -> Any:
    address = f"/en/events/{event.slug}/register/"
    sent = {
        **form_of(client, address),
        "name": "Testi Esimerkki",
        "email": "testi@example.org",
        "role": "participant",
        **typed,
    }
    return client.post(address, sent, follow=follow)


def heading(response: Any) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.S)
    assert found is not None
    return re.sub(r"<[^>]+>|\s+", " ", found.group(1)).strip()


def test_one_signs_up_without_an_account_and_is_answered_at_once(client: Client) -> None:
    event = make.event(capacity=10)
    response = sign_up(client, event, organisation="Esimerkkikunta")
    assert (response.status_code, heading(response)) == (200, "You have a place")
    row = Registration.objects.get()
    assert (row.name, row.email, row.organisation_written) == (
        "Testi Esimerkki",
        "testi@example.org",
        "Esimerkkikunta",
    )
    assert (row.state, row.language, row.notice_version) == ("confirmed", "en", "1")
    assert "te…@example.org" in response.content.decode()
    assert response["Cache-Control"].split(", ").count("no-store") == 1
    assert dict(client.cookies) == {}


def test_an_organisation_of_the_network_is_known_by_its_name(client: Client) -> None:
    known = make.organisation("Esimerkin hyvinvointialue")
    sign_up(client, make.event(), organisation="esimerkin  Hyvinvointialue")
    row = Registration.objects.get()
    assert (row.organisation, row.organisation_written) == (known, "")


def test_who_comes_to_a_full_event_joins_the_queue(client: Client) -> None:
    event = make.event(capacity=1)
    make.registration(event)
    form = client.get(f"/en/events/{event.slug}/register/")
    assert heading(form) == "Join the queue"
    assert heading(sign_up(client, event)) == "You are number 1 in the queue"


@pytest.mark.parametrize(
    ("queue", "said"), [("auto", "you get the place at once"), ("offer", "we offer you the place")]
)
def test_the_answer_tells_how_the_queue_of_the_chosen_way_moves(
    client: Client, queue: str, said: str
) -> None:
    event = make.event(on_site=True, remote=True, place="Talo", capacity=1)
    place = event.pools.get(mode="on_site")
    event.pools.filter(pk=place.pk).update(queue=queue)
    make.registration(place)
    answer = sign_up(client, event, mode="on_site").content.decode()
    assert [
        one for one in ("you get the place at once", "we offer you the place") if one in answer
    ] == [said]


def test_the_same_form_sent_twice_is_one_registration_with_one_answer(client: Client) -> None:
    event = make.event(capacity=10)
    address = f"/en/events/{event.slug}/register/"
    sent = {
        **form_of(client, address),
        "name": "Testi Esimerkki",
        "email": "testi@example.org",
        "role": "participant",
    }
    answers = [heading(client.post(address, sent, follow=True)) for _time in range(2)]
    assert answers == ["You have a place", "You have a place"]
    assert Registration.objects.count() == 1


def test_a_known_address_is_answered_like_a_new_one(client: Client) -> None:
    event = make.event(capacity=10)
    make.registration(event, email="tuttu@example.org")
    answers = [
        sign_up(client, event, email=email).content.decode()
        for email in ("Tuttu@example.org", "tuore@example.org")
    ]
    said = [re.sub(r"\s+", " ", page.split("<main")[1].split("</main>")[0]) for page in answers]
    assert said[0] == said[1]
    assert "You have a place" in said[0]


def test_what_is_wrong_is_said_and_what_was_written_is_kept(client: Client) -> None:
    response = sign_up(client, make.event(), name="", email="ei osoite", organisation="Oma sana")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Please check these points" in page
    assert 'value="Oma sana"' in page
    assert 'value="ei osoite"' in page
    assert Registration.objects.count() == 0


def test_needs_are_kept_only_with_consent(client: Client) -> None:
    event = make.event(asks_diet=True)
    refused = sign_up(client, event, diet="Keliakia").content.decode()
    assert "Tick this so that what you wrote may be kept" in refused
    sign_up(client, event, diet="Keliakia", diet_consent="on")
    need = Registration.objects.get().needs.get()
    assert (need.kind, need.text) == ("diet", "Keliakia")


def test_no_consent_is_given_beforehand(client: Client) -> None:
    event = make.event(asks_diet=True, asks_access=True)
    page = client.get(f"/en/events/{event.slug}/register/").content.decode()
    assert re.findall(r"<input[^>]*type=\"checkbox\"[^>]*\bchecked", page) == []


def test_the_funder_asks_only_where_the_switch_is_on(client: Client) -> None:
    fields: dict[str, Any] = {
        "funder_fields": ["age"],
        "funder_reason": Texts(en="The fund counts ages."),
    }
    off = make.event(**fields)
    on = make.event(is_funder_participation=True, **fields)
    assert "funder_age" not in client.get(f"/en/events/{off.slug}/register/").content.decode()
    page = client.get(f"/en/events/{on.slug}/register/").content.decode()
    assert ("funder_age" in page, "The fund counts ages." in page) == (True, True)
    sign_up(client, on, funder_age="30_to_54")
    assert Registration.objects.get().funder_answers == {"age": "30_to_54"}


def test_a_party_is_signed_up_in_one_go(client: Client) -> None:
    event = make.event(capacity=10)
    response = sign_up(
        client,
        event,
        **{
            "party-0-name": "Toinen Esimerkki",
            "party-1-name": "Kolmas",
            "party-1-email": "k@example.org",
        },
    )
    assert heading(response) == "All 3 of you have a place"
    assert sorted(Registration.objects.values_list("email", flat=True)) == [
        "",
        "k@example.org",
        "testi@example.org",
    ]


def test_more_rows_come_without_losing_what_was_written(client: Client) -> None:
    event = make.event(capacity=10)
    response = sign_up(client, event, add="1", **{"party-0-name": "Toinen Esimerkki"})
    page = response.content.decode()
    assert 'value="Toinen Esimerkki"' in page
    assert 'value="Testi Esimerkki"' in page
    assert len(re.findall(r'name="party-\d+-name"', page)) == 4
    assert "Please check these points" not in page
    assert Registration.objects.count() == 0


def test_sessions_with_places_are_chosen(client: Client) -> None:
    event = make.event(capacity=10)
    session = make.session(event, "Työpaja")
    pool = make.pool(event, 5, session=session)
    sign_up(client, event, sessions=str(session.pk))
    assert [place.pool for place in Registration.objects.get().session_places.all()] == [pool]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"registration_opens_at": "later"}, "Registration has not opened yet"),
        ({"registration_closes_at": "before"}, "Registration has closed"),
        ({"cancelled": "Puhuja sairastui"}, "The event has been cancelled"),
        ({"starts_at": "before"}, "The event is already over"),
        ({"takes_registrations": False}, "One does not sign up for this event here"),
    ],
)
def test_where_one_cannot_sign_up_the_page_says_why(
    client: Client, fields: dict[str, Any], said: str
) -> None:
    moments = {
        "later": timezone.now() + timedelta(days=1),
        "before": timezone.now() - timedelta(days=1),
    }
    event = make.event(**{name: moments.get(str(value), value) for name, value in fields.items()})
    response = client.get(f"/en/events/{event.slug}/register/")
    assert (response.status_code, heading(response)) == (200, said)


def test_a_full_event_without_a_queue_keeps_the_form_away_and_says_so(client: Client) -> None:
    event = make.event(pools=False)
    pool = make.pool(event, 1, queue="off")
    address = f"/en/events/{event.slug}/register/"
    sent = {
        **form_of(client, address),
        "name": "T",
        "email": "t@example.org",
        "role": "participant",
    }
    make.registration(pool)
    STORE.empty()
    assert heading(client.get(address)) == "The event is full"
    assert heading(client.post(address, sent)) == "The event is full"


def test_when_one_way_fills_up_meanwhile_the_other_is_offered_and_the_form_kept(
    client: Client,
) -> None:
    event = make.event(pools=False, on_site=True, remote=True)
    on_site = make.pool(event, 1, mode="on_site", queue="off")
    make.pool(event)
    address = f"/en/events/{event.slug}/register/"
    sent = {
        **form_of(client, address),
        "mode": "on_site",
        "name": "Testi Esimerkki",
        "email": "t@example.org",
        "role": "participant",
    }
    make.registration(on_site)
    response = client.post(address, sent)
    page = response.content.decode()
    assert 'value="Testi Esimerkki"' in page
    assert "You can still come in another way" in page
    again = {**sent, **form_of_page(page), "mode": "remote"}
    assert heading(client.post(address, again, follow=True)) == "You have a place"


def test_an_expired_form_of_a_signed_in_person_keeps_what_was_written(as_person: Any) -> None:
    event = make.event(capacity=10)
    signed_in = as_person(make.person("Kirjautunut Esimerkki"))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    address = f"/en/events/{event.slug}/register/"
    response = strict.post(
        address,
        {**form_of(strict, address), "csrfmiddlewaretoken": "x" * 64, "name": "Oma Nimi",
         "email": "oma@example.org", "role": "participant"},
    )  # fmt: skip  # one form in one line of thought
    page = response.content.decode()
    assert "The page had been open for too long" in page
    assert 'value="Oma Nimi"' in page
    assert Registration.objects.count() == 0


def test_a_signed_in_person_comes_to_their_own_registration(as_person: Any) -> None:
    person = make.person("Kirjautunut Esimerkki")
    client = as_person(person)
    response = sign_up(client, make.event(), email=person.email, name=person.name)
    assert heading(response) == "Your registration"
    assert Registration.objects.get().person == person


def test_a_machine_is_answered_and_nothing_happens(client: Client) -> None:
    response = sign_up(client, make.event(), website="https://example.org")
    assert heading(response) == "You have a place"
    assert Registration.objects.count() == 0


def test_a_flood_from_one_place_is_slowed_down_and_the_form_kept(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing_up, "FROM_ONE_PLACE", Limit(2, seconds=600))
    event = make.event()
    codes = [
        sign_up(client, event, follow=False, email=f"t{number}@example.org").status_code
        for number in range(3)
    ]
    assert codes == [302, 302, 429]
    assert Registration.objects.count() == 2


def test_an_answer_that_is_old_or_not_ours_leads_to_the_events_page(client: Client) -> None:
    event = make.event()
    response = sign_up(client, event)
    address = response.redirect_chain[-1][0]
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert client.get(address).headers["Location"] == f"/en/events/{event.slug}/"
    forged = client.get(f"/en/events/{event.slug}/registered/x:y:z/")
    assert forged.headers["Location"] == f"/en/events/{event.slug}/"


def test_a_sign_up_asks_the_database_little(client: Client, count_queries: Any) -> None:
    event = make.event(capacity=10)
    with count_queries() as asked:
        client.get(f"/en/events/{event.slug}/")
        sign_up(client, event)
    said = [one["sql"] for one in asked]
    counted = [
        sql for sql in said if not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    assert len(counted) <= 20, "\n".join(counted)


# --- the own registration -----------------------------------------------------------------------
def own(row: Registration, rest: str = "") -> str:
    return f"/en/events/own/{token_for(row)}/{rest}"


def test_the_own_page_is_for_the_link_only_and_is_kept_by_nobody(client: Client) -> None:
    row = make.registration(make.event(capacity=5))
    response = client.get(own(row))
    assert heading(response) == "Your registration"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]
    assert client.get("/en/events/own/vaara/").status_code == 404


def test_the_remote_link_is_only_for_those_who_have_a_place(client: Client) -> None:
    event = make.event(capacity=1, remote_link="https://kokous.example/huone")
    placed, waiting = make.registration(event), make.registration(event, state="waiting")
    assert "https://kokous.example/huone" in client.get(own(placed)).content.decode()
    assert "https://kokous.example/huone" not in client.get(own(waiting)).content.decode()
    assert "https://kokous.example" not in client.get(f"/en/events/{event.slug}/").content.decode()


def test_one_cancels_by_the_link_and_a_second_time_changes_nothing(client: Client) -> None:
    row = make.registration(make.event(capacity=5))
    assert heading(client.get(own(row, "cancel/"))) == "Cancel your registration?"
    assert Registration.objects.get().state == "confirmed"
    for _time in range(2):
        response = client.post(own(row, "cancel/"), follow=True)
        assert "Your registration was cancelled" in response.content.decode()
    assert Registration.objects.get().state == "cancelled"


def test_one_reads_ones_place_in_the_queue_and_why_it_moved(client: Client) -> None:
    event = make.event(capacity=1)
    make.registration(event)
    first, second = (make.registration(event, state="waiting") for _number in range(2))
    assert "You are number 2 in the queue" in client.get(own(second)).content.decode()
    client.post(own(first, "cancel/"))
    page = client.get(own(second)).content.decode()
    assert "You are number 1 in the queue" in page
    assert "1 left the queue" in page


def test_an_offer_is_accepted_or_declined_by_a_button_never_by_opening(client: Client) -> None:
    event = make.event(capacity=2)
    yes, no = (make.registration(event, state="offered") for _number in range(2))
    assert [client.get(own(yes, verb)).status_code for verb in ("accept/", "decline/")] == [
        405,
        405,
    ]
    client.post(own(yes, "accept/"))
    client.post(own(no, "decline/"))
    yes.refresh_from_db()
    no.refresh_from_db()
    assert (yes.state, no.state) == ("confirmed", "declined")


def test_one_changes_what_one_told(client: Client) -> None:
    row = make.registration(make.event(asks_diet=True), "Vanha Nimi")
    response = client.post(
        own(row, "edit/"),
        {"name": "Uusi Nimi", "organisation": "Kunta", "diet": "Vegaani", "diet_consent": "on"},
        follow=True,
    )
    assert "Your changes were saved." in response.content.decode()
    row.refresh_from_db()
    assert (row.name, row.organisation_written, row.needs.get().text) == (
        "Uusi Nimi",
        "Kunta",
        "Vegaani",
    )


def test_one_changes_the_way_of_taking_part(client: Client) -> None:
    event = make.event(on_site=True, remote=True, capacity=3)
    row = make.registration(event)
    assert row.pool.mode == "on_site"
    client.post(own(row, "mode/"), {"mode": "remote"})
    assert Registration.objects.get().pool.mode == "remote"


def test_one_takes_ones_data_and_calendar_entry_away(client: Client) -> None:
    row = make.registration(make.event(capacity=3), "Oma Esimerkki")
    make.need(row)
    told = client.get(own(row, "data.json")).json()
    assert (told["name"], told["needs"][0]["text"]) == ("Oma Esimerkki", "Keliakia")
    entry = client.get(own(row, "event.ics"))
    assert entry["Content-Type"].startswith("text/calendar")
    assert b"METHOD:REQUEST" in entry.content


def test_organisations_are_found_while_one_writes(client: Client) -> None:
    make.organisation("Esimerkkilän kunta")
    make.organisation("Toinen kunta")
    found = client.get("/fi/events/organisations/?q=esimerkk").json()
    assert found == {"names": ["Esimerkkilän kunta"]}
    assert client.get("/fi/events/organisations/?q=e").json() == {"names": []}
