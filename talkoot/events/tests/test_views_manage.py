"""The arranger's pages: who may open them, what they hold, what they do."""

import uuid
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from talkoot.events.models import Event, Registration
from talkoot.events.operations import messages as message_operations
from talkoot.events.operations.refusals import AnotherInForce
from talkoot.events.tests import factories
from talkoot.history.models import Entry
from talkoot.notices.models import Notice
from talkoot.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def by() -> Person:
    return factories.person("Järjestäjä Esimerkki")


@pytest.fixture
def client(as_person: Any, by: Person) -> Client:
    made: Client = as_person(by)
    return made


@pytest.fixture
def event(by: Person) -> Event:
    """An event on site and remote, of a project whose member the arranger is."""
    project = factories.running_project("Etänä enemmän")
    factories.team_member(project, by, role="member")
    return factories.event(
        "Etäjohtaminen", project=project, on_site=True, remote=True, place="Kuntatalo", capacity=2,
        asks_diet=True,
    )  # fmt: skip  # one event


def at(door: str, event: Event, *more: object) -> str:
    return reverse(f"events:{door}", args=[event.slug, *more])


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def rows_of_each(event: Event) -> dict[str, Any]:
    """One row of every kind of part."""
    confirmed = factories.registration(event, "Anna Esimerkki")
    waiting = factories.registration(event, "Jono Esimerkki", state="waiting")
    session = factories.session(event)
    factories.pool(event, 5, session=session, mode="on_site")
    factories.need(confirmed, "Keliakia")
    return {
        "confirmed": confirmed,
        "waiting": waiting,
        "session": session,
        "pool": event.pools.order_by("pk").first(),
        "attachment": factories.attachment(event, "Tallenne", kind="recording"),
        "headcount": factories.headcount(event, is_approximate=True),
        "message": factories.message(event),
    }


PAGES = [
    ("manage",),
    ("manage_basics",),
    ("manage_texts",),
    ("manage_rules",),
    ("manage_places",),
    ("manage_places_new",),
    ("manage_places_edit", "pool"),
    ("manage_places_remove", "pool"),
    ("manage_sessions",),
    ("manage_session_new",),
    ("manage_session", "session"),
    ("manage_session_remove", "session"),
    ("manage_participants",),
    ("manage_participants_workbook",),
    ("manage_participants_print",),
    ("manage_participant_new",),
    ("manage_participant", "confirmed"),
    ("manage_participant", "waiting"),
    ("manage_participant_mode", "confirmed"),
    ("manage_participant_give", "waiting"),
    ("manage_participant_move", "waiting"),
    ("manage_participant_return", "confirmed"),
    ("manage_participant_remove", "confirmed"),
    ("manage_needs",),
    ("manage_messages",),
    ("manage_message_new",),
    ("manage_message", "message"),
    ("manage_message_edit", "message"),
    ("manage_message_throw_away", "message"),
    ("manage_attachments",),
    ("manage_attachment_new",),
    ("manage_attachment", "attachment"),
    ("manage_attachment_captions", "attachment"),
    ("manage_attachment_remove", "attachment"),
    ("manage_headcounts",),
    ("manage_headcount_new",),
    ("manage_headcount_withdraw", "headcount"),
    ("cancel",),
    ("copy",),
    ("delete",),
    ("history",),
]


def test_every_page_opens_to_the_arranger_and_is_not_found_by_others(
    client: Client, event: Event, as_person: Any
) -> None:
    rows = rows_of_each(event)
    viewer = factories.person()
    assert event.project is not None
    factories.team_member(event.project, viewer, role="viewer")
    outsiders = [as_person(viewer), as_person(factories.person())]
    for door, *parts in PAGES:
        address = at(door, event, *(rows[name].pk for name in parts))
        assert (door, client.get(address).status_code) == (door, 200)
        assert [other.get(address).status_code for other in outsiders] == [404, 404], door


def test_a_part_of_another_event_is_not_found(client: Client, event: Event) -> None:
    other = rows_of_each(factories.event(capacity=2, on_site=True))
    for door, *parts in PAGES:
        if parts:
            address = at(door, event, *(other[name].pk for name in parts))
            assert (door, client.get(address).status_code) == (door, 404)


def test_a_partners_contact_arranges_the_events_of_their_own_share(
    event: Event, as_person: Any
) -> None:
    contact = factories.person()
    assert event.project is not None
    mine, other = factories.partnership(event.project), factories.partnership(event.project)
    factories.team_member(event.project, contact, role="partner_contact", partnership=mine)
    own = factories.event(project=event.project, counting_partnership=mine)
    others = factories.event(project=event.project, counting_partnership=other)
    client = as_person(contact)
    answers = [client.get(at("manage", row)).status_code for row in (own, others, event)]
    assert answers == [200, 404, 404]


def test_a_coordinator_arranges_what_has_no_project(as_person: Any) -> None:
    organisation = factories.organisation()
    own = factories.event(organisation=organisation)
    of_project = factories.event(organisation=organisation, project=factories.running_project())
    client = as_person(factories.coordinator(organisation))
    assert [client.get(at("manage", row)).status_code for row in (own, of_project)] == [200, 404]


def test_arrangers_find_their_way_from_the_project_and_the_list(
    client: Client, event: Event, as_person: Any
) -> None:
    assert event.project is not None
    project = reverse("projects:page", args=[event.project.slug])
    begin = f"{reverse('events:new')}?project={event.project.slug}"
    others = as_person(factories.person())
    assert [begin in text(one, project) for one in (client, others, Client())] == [
        True,
        False,
        False,
    ]
    listing, mine = reverse("events:list"), reverse("events:arranged")
    assert [mine in text(one, listing) for one in (client, Client())] == [True, False]
    assert client.get(begin).context["form"]["project"].value() == event.project.pk


def test_the_form_of_a_sessions_last_places_sent_twice_is_answered(
    client: Client, event: Event
) -> None:
    session = factories.session(event)
    factories.pool(event, 5, mode="on_site", session=session)
    address = f"{at('manage_places_new', event)}?session={session.pk}"
    sent = {"mode": "remote", "capacity": "5"}
    assert [client.post(address, sent).status_code for _time in range(2)] == [302, 302]
    assert session.pools.count() == 2


def test_the_own_page_leads_to_what_one_arranges(
    client: Client, event: Event, as_person: Any
) -> None:
    own = reverse("home:own_page")
    others = as_person(factories.person())
    for address in (at("manage", event), reverse("events:arranged"), reverse("events:new")):
        assert [f'"{address}"' in text(one, own) for one in (client, others)] == [True, False]


def test_who_has_signed_up_is_not_signed_up_again_by_hand(client: Client, event: Event) -> None:
    there = factories.registration(event, email="anna@example.org")
    for name in ("Esimerkin kuntayhtymä", "Esimerkin kuntaliitto", "Esimerkin kunta"):
        known = factories.organisation(name)
    sent = {
        "form_key": str(uuid.uuid4()), "name": "Anna", "email": "anna@example.org",
        "organisation": "Esimerkin kunta", "role": "participant", "mode": "remote", "language": "fi",
    }  # fmt: skip  # one form
    form = client.post(at("manage_participant_new", event), sent).context["form"]
    assert form.errors == {"email": [str(AnotherInForce())]}
    client.post(at("manage_participant_new", event), {**sent, "email": "berta@example.org"})
    other = event.registrations.exclude(pk=there.pk).get()
    # However many hold the words, the one whose name they are is meant.
    assert (other.email, other.organisation) == ("berta@example.org", known)


# --- beginning and changing -------------------------------------------------------------------------
def test_a_new_event_is_begun_with_few_words(client: Client, event: Event) -> None:
    assert event.project is not None
    day = timezone.localdate() + timedelta(days=30)
    answer = client.post(
        reverse("events:new"),
        {
            "title": "Uusi esimerkki",
            "language": "fi",
            "kind": "webinar",
            "project": event.project.pk,
            "day": f"{day.day}.{day.month}.{day.year}",
            "begins": "9.00",
            "finishes": "11.30",
            "remote": "on",
        },
    )
    made = Event.objects.get(slug="uusi-esimerkki")
    assert answer.headers["Location"] == at("manage", made)
    assert made.starts_at is not None
    begins = timezone.localtime(made.starts_at)
    assert (begins.date(), begins.hour, made.minutes) == (day, 9, 150)
    assert list(made.pools.values_list("mode", "capacity")) == [("remote", None)]
    assert (made.published_at, made.organisation) == (None, event.project.owner)


def test_the_short_form_says_what_is_missing(client: Client, event: Event) -> None:
    answer = client.post(reverse("events:new"), {"title": "X", "language": "fi", "kind": "webinar"})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"day", "on_site", "project"}


def test_a_new_time_is_told_to_those_who_signed_up(
    client: Client, event: Event, django_capture_on_commit_callbacks: Any
) -> None:
    registration = factories.registration(event)
    page = client.get(at("manage_basics", event))
    shown = {bound.html_name: bound.value() for bound in page.context["form"]}
    data = {name: value for name, value in shown.items() if value not in (None, False, "", [])}
    day = timezone.localdate() + timedelta(days=40)
    data |= {"day": f"{day.day}.{day.month}.{day.year}", "reason": "Puhuja estyi."}
    assert client.post(at("manage_basics", event), data).status_code == 302
    step = registration.transitions.order_by("-pk").first()
    assert step is not None
    assert (step.cause, step.reason, step.told_at) == ("event_changed", "Puhuja estyi.", None)
    event.refresh_from_db()
    assert event.calendar_sequence == 1


def test_how_people_sign_up_and_what_comes_after_is_said_on_one_page(
    client: Client, event: Event
) -> None:
    address = at("manage_rules", event)
    form = client.get(address).context["form"]
    assert form["asks_feedback"].value() is True
    kept = ("seen", "remind_hours_before", "needs_kept_days", "contacts_kept_days")
    given = {name: form[name].value() for name in kept} | {"takes_registrations": "on"}
    assert client.post(address, given).status_code == 302
    event.refresh_from_db()
    assert (event.takes_registrations, event.asks_feedback) == (True, False)
    changes = Entry.objects.of(event).get(verb="events.edit").changes
    assert changes == {"asks_diet": [True, False], "asks_feedback": [True, False]}


def test_two_who_change_the_same_text_meet(client: Client, event: Event, by: Person) -> None:
    seen = client.get(at("manage_texts", event)).context["form"].initial["seen"]
    first = {"seen": seen, "titles-fi": "Ensimmäinen", "summaries-fi": "", "descriptions-fi": ""}
    assert client.post(at("manage_texts", event), first).status_code == 302
    second = client.post(at("manage_texts", event), {**first, "titles-fi": "Toinen"})
    assert second.status_code == 200
    assert [change.after for change in second.context["meanwhile"]] == ["Ensimmäinen"]
    again = {**first, "titles-fi": "Toinen", "seen": second.context["form"].data["seen"]}
    assert client.post(at("manage_texts", event), again).status_code == 302
    event.refresh_from_db()
    assert str(event) == "Toinen"


def test_a_cancelled_event_tells_why_and_ends_its_registrations(
    client: Client, event: Event
) -> None:
    registration = factories.registration(event)
    assert client.post(at("cancel", event), {"reason": " "}).status_code == 200
    assert client.post(at("cancel", event), {"reason": "Puhuja sairastui."}).status_code == 302
    registration.refresh_from_db()
    assert registration.state == Registration.State.CANCELLED
    assert "Puhuja sairastui." in text(client, at("manage", event))


def test_an_event_is_copied_deleted_and_brought_back(client: Client, event: Event) -> None:
    day = timezone.localdate() + timedelta(days=50)
    answer = client.post(at("copy", event), {"day": day.isoformat(), "begins": "13.00"})
    copied = Event.objects.exclude(pk=event.pk).get()
    assert answer.headers["Location"] == at("manage", copied)
    assert client.post(at("delete", copied)).headers["Location"] == reverse("events:deleted")
    assert client.get(at("manage", copied)).status_code == 404
    assert "Etäjohtaminen" in text(client, reverse("events:deleted"))
    assert client.post(at("bring_back", copied)).headers["Location"] == at("manage", copied)
    assert client.get(at("manage", copied)).status_code == 200


# --- places and people -----------------------------------------------------------------------------
def test_more_places_go_to_the_queue_at_once(client: Client, event: Event) -> None:
    pool = event.pools.get(mode="on_site")
    for number in range(2):
        factories.registration(pool, f"Paikalla {number}")
    waiting = factories.registration(pool, "Jonossa", state="waiting")
    data = {"capacity": 3, "queue": "auto", "offer_hours": 24, "cut_off_at": ""}
    assert client.post(at("manage_places_edit", event, pool.pk), data).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "confirmed"


@pytest.mark.parametrize(
    ("how", "data", "state"),
    [
        ("give", {"reason": "Puhuja"}, "confirmed"),
        ("move", {"reason": "Odotti jo keväällä", "priority": 3}, "waiting"),
        ("remove", {"reason": "Pyysi puhelimessa"}, "removed"),
    ],
)
def test_a_move_needs_a_reason(
    client: Client, event: Event, how: str, data: dict[str, Any], state: str
) -> None:
    for number in range(2):
        factories.registration(event, f"Paikalla {number}")
    waiting = factories.registration(event, "Jonossa", state="waiting")
    address = at(f"manage_participant_{how}", event, waiting.pk)
    assert client.post(address, {**data, "reason": ""}).status_code == 200
    assert client.post(address, data).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == state
    assert data["reason"] in text(client, at("manage_participant", event, waiting.pk))


def test_somebody_is_signed_up_by_hand_once(client: Client, event: Event) -> None:
    form = client.get(at("manage_participant_new", event)).context["form"]
    data = {
        "form_key": form["form_key"].value(),
        "name": "Soittaja Esimerkki",
        "email": "soittaja@example.org",
        "organisation": str(event.organisation),
        "role": "participant",
        "mode": "on_site",
        "language": "fi",
    }
    for _twice in range(2):
        assert client.post(at("manage_participant_new", event), data).status_code == 302
    made = event.registrations.get()
    assert (made.state, made.organisation, made.organisation_written) == (
        "confirmed",
        event.organisation,
        "",
    )
    other = client.get(at("manage_participant_new", event)).context["form"]["form_key"].value()
    again = client.post(at("manage_participant_new", event), {**data, "form_key": other})
    assert again.status_code == 200
    assert list(again.context["form"].errors) == ["email"]


def test_the_list_is_searched_and_narrowed(client: Client, event: Event) -> None:
    factories.registration(event, "Anna Esimerkki", organisation_written="Kuopio")
    factories.registration(event, "Bertta Esimerkki", state="waiting")
    factories.registration(event, "Celia Esimerkki", state="cancelled")

    def names(query: str = "") -> list[str]:
        page = client.get(at("manage_participants", event) + query).context["page_obj"]
        return [row.name for row in page.object_list]

    assert names() == ["Anna Esimerkki", "Bertta Esimerkki"]
    assert names("?text=kuopio") == ["Anna Esimerkki"]
    assert names("?state=cancelled") == ["Celia Esimerkki"]
    assert names("?mode=remote") == []
    assert len(names("?state=any")) == 3


def test_the_list_of_hundreds_asks_as_often_as_that_of_one(
    client: Client, event: Event, count_queries: Any
) -> None:
    factories.registration(event)
    with count_queries() as few:
        client.get(at("manage_participants", event))
    pool = event.pools.get(mode="remote")
    for _more in range(20):
        factories.registration(pool)
    with count_queries() as many:
        client.get(at("manage_participants", event))
    assert len(many) == len(few)


def test_the_workbook_writes_text_as_text_and_needs_as_counts(client: Client, event: Event) -> None:
    for name in ('=HYPERLINK("x")', "+358", "-1", "@SUM(A1)"):
        row = factories.registration(event.pools.get(mode="remote"), name)
    factories.need(factories.registration(event, "Anna"), "keliakia")
    factories.need(factories.registration(event, "Bertta"), "Keliakia")
    answer = client.get(at("manage_participants_workbook", event))
    book = openpyxl.load_workbook(BytesIO(answer.content))
    people, needs = book.worksheets
    cells = [cell for cell in people["A"][1:] if str(cell.value)[0] in "=+-@"]
    assert [cell.data_type for cell in cells] == ["s"] * 4
    assert [[cell.value for cell in line] for line in needs.iter_rows(min_row=2)] == [
        [needs["A2"].value, "keliakia", 2]
    ]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert row.name in [cell.value for cell in people["A"]]


def test_needs_are_numbers_until_somebody_says_why(client: Client, event: Event) -> None:
    factories.need(factories.registration(event, "Anna Esimerkki"), "Keliakia")
    page = text(client, at("manage_needs", event))
    assert "Keliakia" in page
    assert "Anna Esimerkki" not in page
    refused = client.post(at("manage_needs", event), {"reason": ""}).content.decode()
    assert "Anna Esimerkki" not in refused
    shown = client.post(at("manage_needs", event), {"reason": "Nimikyltit"})
    assert "Anna Esimerkki" in shown.content.decode()
    entry = Entry.objects.of(event).get(verb="events.show_needs")
    assert entry.note == "Nimikyltit"


# --- messages ---------------------------------------------------------------------------------------
def test_a_message_is_looked_at_and_then_sent_once_to_each(client: Client, event: Event) -> None:
    factories.registration(event, "Anna", language="sv")
    factories.registration(event, "Bertta")
    factories.registration(event, "Jono", state="waiting")
    data = {
        "states": ["confirmed"],
        "mode": "",
        "language": "fi",
        "subject": "Ohje",
        "text": "Hei!",
    }
    made = client.post(at("manage_message_new", event), data)
    row = event.messages.get()
    assert made.headers["Location"] == at("manage_message", event, row.pk)
    assert client.get(at("manage_message", event, row.pk)).context["number"] == 2
    for _twice in range(2):
        client.post(at("manage_message_send", event, row.pk))
    message_operations.send_next(message=row)
    message_operations.send_next(message=row)
    notices = Notice.objects.filter(kind="events.message").order_by("language")
    assert list(notices.values_list("subject", "language")) == [("Ohje", "fi"), ("Ohje", "sv")]
    shown = client.get(at("manage_message", event, row.pk))
    assert (shown.context["progress"], shown.context["unsent"]) == ((2, 2), (2, 0))
    assert "data-goes-on" in shown.content.decode()
    notices.filter(language="fi").update(sent_at=timezone.now())
    notices.filter(language="sv").update(given_up_at=timezone.now())
    shown = client.get(at("manage_message", event, row.pk))
    assert shown.context["unsent"] == (0, 1)
    assert "data-goes-on" not in shown.content.decode()


# --- what remains -----------------------------------------------------------------------------------
def test_a_published_recording_starts_the_clock_of_captions(client: Client, event: Event) -> None:
    data = {"kind": "recording", "titles-fi": "Tallenne", "web_address": "https://video.example/1"}
    assert client.post(at("manage_attachment_new", event), data).status_code == 302
    row = event.attachments.get()
    client.post(at("manage_attachment_publish", event, row.pk))
    row.refresh_from_db()
    due = timezone.localdate() + timedelta(days=14)
    assert (row.captions_due_on, row.published_at is not None) == (due, True)
    assert f"{due.day}.{due.month}.{due.year}" in text(client, at("manage", event))
    on = timezone.localdate().isoformat()
    client.post(at("manage_attachment_captions", event, row.pk), {"on": on})
    row.refresh_from_db()
    assert row.captioned_on == timezone.localdate()


def test_a_file_is_everyones_only_when_published(client: Client, event: Event) -> None:
    file = SimpleUploadedFile("Esitys.txt", b"Kalvot.")
    data = {"kind": "material", "titles-fi": "Kalvot", "file": file}
    assert client.post(at("manage_attachment_new", event), data).status_code == 302
    row = event.attachments.get()
    address = at("attachment_file", event, row.pk)
    assert [Client().get(address).status_code, client.get(address).status_code] == [404, 200]
    client.post(at("manage_attachment_publish", event, row.pk))
    answer = Client().get(address)
    assert b"".join(answer) == b"Kalvot."
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Esitys.txt"'


def test_a_headcount_says_how_and_keeps_its_proof(client: Client, event: Event) -> None:
    proof = ContentFile(b"Lista.", name="lista.txt")
    data = {"number": 90, "is_approximate": "on", "method": "Laskettu ovella", "proof": proof}
    assert client.post(at("manage_headcount_new", event), data).status_code == 302
    row = event.headcounts.get()
    assert (row.number, row.is_approximate, str(row.proof.name).endswith(".txt")) == (
        90,
        True,
        True,
    )
    assert client.get(at("manage_headcount_proof", event, row.pk)).status_code == 200
    client.post(at("manage_headcount_withdraw", event, row.pk))
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_an_event_outside_the_partners_period_is_warned_of(client: Client, event: Event) -> None:
    assert event.project is not None
    partner = factories.partnership(event.project)
    factories.partner_period(partner, factories.period("2021", "2021"))
    Event.objects.filter(pk=event.pk).update(counting_partnership=partner)
    assert client.get(at("manage", event)).context["outside"] == partner


def test_managing_the_project_says_how_many_events_it_has(client: Client, event: Event) -> None:
    project = event.project
    assert project is not None
    with translation.override("en"):
        address = reverse("projects:manage", args=[project.slug])
        link = f"{reverse('events:list')}?project={project.slug}"
    assert f'href="{link}">Events</a><span>1 coming, 0 past</span>' in text(client, address)
    event.delete()
    assert f'href="{link}">Events</a><span>none yet</span>' in text(client, address)
    began = factories.moment("2020-02-10 12:00")
    factories.event(project=project, starts_at=began)
    past = f'href="{link}&amp;when=past">Events</a><span>0 coming, 1 past</span>'
    assert past in text(client, address)
