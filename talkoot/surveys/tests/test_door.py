"""The lasting door: saying, coming back with the code, replying, and keeping machines out."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period
from talkoot.projects.models import Project
from talkoot.surveys.models import Door, Said
from talkoot.surveys.operations import door as operations
from talkoot.surveys.operations import door_refusals as refusals
from talkoot.surveys.queries.door import public_numbers, told
from talkoot.surveys.tests import factories as make
from talkoot.surveys.views import door as views

pytestmark = pytest.mark.django_db
TEXT = "Palvelu oli hyvä, mutta jono oli pitkä."


@pytest.fixture(autouse=True)
def _anew() -> None:
    views.SAID.forget()
    views.WRONG.forget()


def opened(**fields: Any) -> Door:
    """A door of a public project."""
    project = fields.pop("project", None) or make.running_project()
    given = {"slug": "arki", "titles": Texts(fi="Miten arki sujuu?"), "by": None, **fields}
    return operations.begin_door(**{"organisation": project.owner, "project": project, **given})


def project_of(door: Door) -> Project:
    assert door.project is not None
    return door.project


def said(door: Door, text: str = TEXT, code: str = "AAAA BBBB CCCC", **about: Any) -> Said:
    return operations.say(door=door, text=text, code=code, language="fi", **about)


def send(client: Client, text: str = TEXT, *, after: int = 30, **more: str) -> Any:
    """What a person does: opens the form, writes for a while, sends it."""
    address = reverse("surveys:door", args=["arki"])
    with time_machine.travel("2026-03-10 12:00Z", tick=False) as clock:
        stamp = client.get(address).context["form"].initial["stamp"]
        clock.shift(after)
        return client.post(address, {"text": text, "stamp": stamp, **more})


def test_opening_records_it_on_the_project_and_takes_an_address_once() -> None:
    door = opened()
    entry = Entry.objects.of(project_of(door)).get(verb="surveys.begin_door")
    assert entry.changes["slug"] == [None, "arki"]
    with pytest.raises(refusals.AddressTaken):
        opened(project=door.project)


def test_what_is_said_is_masked_and_leaves_no_entry() -> None:
    door = opened()
    make.team_member(project_of(door), make.person("Testi Esimerkki"))
    before = Entry.objects.count()
    row = said(door, "Testille kiitos, soittakaa 040 123 4567 tai a@example.org")
    assert row.text == "[…] kiitos, soittakaa […] tai […]"
    assert (row.written_down_by, row.state, row.reply) == (None, "new", "")
    assert Entry.objects.count() == before


def test_no_more_is_promised_to_be_hidden_than_is(client: Client) -> None:
    row = said(opened(), "Tuntematon, a@example.org, 040 123 4567, https://example.org, Katu 3")
    assert row.text == "Tuntematon, […], […], […] Katu 3"
    promised = "E-mail addresses, phone numbers and links are hidden by themselves."
    client.force_login(make.person(is_staff=True))
    with override("en"):
        for name in ("door", "door_write_down"):
            page = client.get(reverse(f"surveys:{name}", args=["arki"])).content.decode()
            assert promised in page


def test_the_same_code_twice_keeps_one() -> None:
    door = opened()
    assert said(door) == said(door)
    assert Said.objects.count() == 1


def test_a_closed_door_takes_nothing_and_says_so(client: Client) -> None:
    door = opened()
    operations.close_door(door=door, by=None)
    with pytest.raises(refusals.DoorClosed):
        said(door)
    with pytest.raises(refusals.DoorClosed):
        operations.write_down(door=door, text=TEXT, how="puhelin", by=None)
    page = client.get(reverse("surveys:door", args=["arki"]))
    assert page.status_code == 200
    assert b"<textarea" not in page.content
    operations.reopen_door(door=door, by=None)
    assert said(door).door == door


def test_what_staff_write_down_tells_who_wrote_it_but_not_the_words() -> None:
    door, by = opened(), make.person()
    row = operations.write_down(door=door, text=TEXT, how="Neuvonnassa", by=by)
    entry = Entry.objects.of(project_of(door)).get(verb="surveys.write_down")
    assert (row.written_down_by, row.how, row.code_hash) == (by, "Neuvonnassa", "")
    assert TEXT not in str(entry.changes) + entry.note
    with pytest.raises(refusals.NobodyReads):
        operations.reply(said=row, text="Kiitos.", by=by)


def test_the_reply_is_read_with_the_code_however_it_is_written(client: Client) -> None:
    row = said(opened())
    operations.reply(said=row, text="Jonoa lyhennetään.", by=make.person())
    assert Said.objects.get().state == "answered"
    for code in ("AAAA BBBB CCCC", "aaaa-bbbb-cccc", "AAAABBBBCCCC"):
        page = client.post(reverse("surveys:reply"), {"code": code})
        assert "Jonoa lyhennetään." in page.content.decode()
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]
    assert not client.cookies


def test_a_wrong_code_is_told_alike_and_not_guessed_for_ever(client: Client) -> None:
    said(opened())
    operations.write_down(door=Door.objects.get(), text=TEXT, how="x", by=None)
    address = reverse("surveys:reply")
    pages = [client.post(address, {"code": code}) for code in ("AAAA", "---", "ZZZZ ZZZZ ZZZZ")]
    errors = {str(page.context["form"].errors["code"]) for page in pages}
    assert len(errors) == 1
    for number in range(30):
        last = client.post(address, {"code": f"WRONG{number}"})
    assert last.status_code == 429


def test_somebody_says_something_and_gets_a_code_once(client: Client) -> None:
    opened()
    page = send(client)
    code = page.context["code"]
    assert re.fullmatch(r"[A-Z]{4} [A-Z]{4} [A-Z]{4}", code)
    row = Said.objects.with_code(code).get()
    assert (row.text, row.said_on) == (TEXT, date(2026, 3, 10))
    assert not client.cookies
    assert "no-store" in page["Cache-Control"]


def test_a_form_sent_twice_is_one_and_gives_the_same_code(client: Client) -> None:
    opened()
    address = reverse("surveys:door", args=["arki"])
    with time_machine.travel("2026-03-10 12:00Z", tick=False) as clock:
        stamp = client.get(address).context["form"].initial["stamp"]
        clock.shift(60)
        first, second = (client.post(address, {"text": TEXT, "stamp": stamp}) for _ in range(2))
        other = client.post(address, {"text": "Ja vielä toinen asia.", "stamp": stamp})
    assert first.context["code"] == second.context["code"] != other.context["code"]
    assert Said.objects.count() == 2


@pytest.mark.parametrize(
    "caught",
    [
        {"after": 1},
        {"after": 2 * 24 * 3600},
        {"more": "kone"},
        {"text": "http://a.example http://b.example www.c.example"},
        {"stamp": "vaara"},
    ],
)
def test_whoever_looks_like_a_machine_is_asked_and_loses_nothing(
    client: Client, caught: dict[str, Any]
) -> None:
    opened()
    page = send(client, **caught)
    form = page.context["form"]
    assert page.status_code == 200
    assert Said.objects.count() == 0
    assert form["text"].value() == caught.get("text", TEXT)
    first, second = map(int, re.findall(r"\d+", str(form.fields["sum"].label)))
    again = {"text": form["text"].value(), "stamp": form["stamp"].value()}
    address = reverse("surveys:door", args=["arki"])
    wrong = client.post(address, {**again, "sum": "1", "more": "kone"})
    assert "sum" in wrong.context["form"].errors
    right = client.post(address, {**again, "sum": str(first + second), "more": "kone"})
    assert right.context["code"]
    assert Said.objects.count() == 1


def test_a_busy_network_is_asked_too(client: Client) -> None:
    opened()
    with time_machine.travel("2026-03-10 12:00Z", tick=False):
        for _one in range(views.SAID.most):
            views.SAID.takes("127.0.0.1")
    assert "sum" in send(client).context["form"].errors


def test_public_numbers_move_in_steps_of_five() -> None:
    door = opened()
    for number in range(6):
        said(door, code=f"CODE {number}")
    spam = said(door, code="SPAM")
    operations.set_state(said=spam, state="spam", by=None)
    assert public_numbers(door) == (5, 0)
    assert told(door).total == 6
    assert told(door).by_state == {"new": 6, "spam": 1}


def test_a_reply_has_words_and_its_moment_in_the_database() -> None:
    row = said(opened())
    with pytest.raises(IntegrityError), transaction.atomic():
        Said.objects.filter(pk=row.pk).update(reply="ilman hetkeä")


def test_the_door_of_a_draft_is_not_found(client: Client) -> None:
    door = opened()
    Project.objects.filter(pk=project_of(door).pk).update(published_at=None)
    assert client.get(reverse("surveys:door", args=["arki"])).status_code == 404


def test_the_short_address_leads_to_the_door(client: Client) -> None:
    opened()
    page = client.get("/p/arki", follow=True, headers={"accept-language": "sv"})
    assert page.redirect_chain[-1][0] == "/sv/feedback/open/arki/"
    assert page.status_code == 200


def test_an_address_in_capitals_leads_to_the_door(client: Client) -> None:
    opened(slug="Arki-8")
    for address in ("/sv/p/ARKI-8/", "/sv/feedback/open/Arki-8/", "/sv/p/arki-8/"):
        assert client.get(address)["Location"] == "/sv/feedback/open/arki-8/"
    assert client.get("/sv/feedback/open/arki-8/").status_code == 200
    assert client.get("/sv/p/ARKI-9/").status_code == 404


def test_staff_read_reply_and_print(client: Client) -> None:
    door = opened()
    row = said(door)
    client.force_login(make.person(is_staff=True))
    here = reverse("surveys:door_said", args=["arki"])
    assert TEXT in client.get(here).content.decode()
    one = reverse("surveys:said", args=["arki", row.pk])
    assert client.post(one, {"text": "Kiitos."})["Location"] == here
    assert Said.objects.get().reply == "Kiitos."
    client.post(reverse("surveys:said_set_state", args=["arki", row.pk]), {"state": "in_hand"})
    assert Said.objects.get().state == "in_hand"
    client.post(
        reverse("surveys:door_write_down", args=["arki"]), {"text": "Hyvä.", "how": "Puhelin"}
    )
    assert Said.objects.filter(how="Puhelin").count() == 1
    with override("en"):
        writing = client.get(reverse("surveys:door_write_down", args=["arki"]))
    assert "Write it down</button>" in writing.content.decode()
    for language in ("fi", "sv", "en"):
        poster = client.get(reverse("surveys:door_poster", args=["arki", language]))
        assert b"pdfuaid:part" in poster.content
        # One page, and the list of pages.
        assert poster.content.count(b"/Type/Page") == 2


def test_staff_open_a_door(client: Client) -> None:
    project = make.running_project()
    client.force_login(make.person(is_staff=True))
    given = {"whose": f"project-{project.pk}", "titles-fi": "Ovi", "slug": "Ovi"}
    made = client.post(reverse("surveys:door_new"), given)
    assert made["Location"] == reverse("surveys:door_said", args=["ovi"])
    assert Door.objects.get().organisation == project.owner
    taken = client.post(reverse("surveys:door_new"), given)
    assert "slug" in taken.context["form"].errors


def test_a_door_of_a_project_is_of_its_lead_or_of_a_partner() -> None:
    project, today = make.running_project(), timezone.localdate()
    partner, former, lasting = (make.partnership(project) for _one in range(3))
    funder = make.partnership(project, role="funder")
    for row, ended in ((former, today - timedelta(days=1)), (lasting, today)):
        make.partner_period(row, Period(project.period.starts, PartialDate(ended)))
    for row in (partner, lasting):
        assert row.organisation is not None
        door = opened(project=project, organisation=row.organisation, slug=f"ovi-{row.pk}")
        assert (door.project, door.organisation) == (project, row.organisation)
    for stranger in (funder.organisation, former.organisation, make.organisation()):
        with pytest.raises(refusals.NotInProject):
            opened(project=project, organisation=stranger, slug="vieras")


def test_a_partners_organisation_is_chosen_with_the_project(client: Client) -> None:
    project = make.running_project()
    contact, share = make.person(), make.partnership(project)
    make.partnership(project, project.owner)
    other = make.partnership(project)
    make.team_member(project, contact, role="partner_contact", partnership=share)
    lead, partner, another = (
        f"project-{project.pk}{of}"
        for of in ("", f"-{share.organisation_id}", f"-{other.organisation_id}")
    )

    def offered() -> list[str]:
        choices = client.get(reverse("surveys:door_new")).context["form"].fields["whose"].choices
        groups = [options for name, options in choices if name == str(project.names)]
        return [key for options in groups for key, _words in options]

    for role in ("manager", "member"):
        client.force_login(make.team_member(project, make.person(), role=role).person)
        assert offered() == [lead, partner, another]
    client.force_login(contact)
    assert offered() == [partner]
    given = {"whose": partner, "titles-fi": "Ovi", "slug": "ovi"}
    for foreign in (lead, another):
        refused = client.post(reverse("surveys:door_new"), {**given, "whose": foreign})
        assert list(refused.context["form"].errors) == ["whose"]
    for foreigner in (project.owner, other.organisation):
        with pytest.raises(refusals.NotInThisName):
            opened(project=project, organisation=foreigner, by=contact)
    assert client.post(reverse("surveys:door_new"), given).status_code == 302
    assert Door.objects.get().organisation == share.organisation
    assert str(share.organisation) in client.get(reverse("surveys:doors")).content.decode()
    door, partners = Door.objects.get(), share.organisation
    assert partners is not None
    for own, sees in (
        (make.coordinator(partners), True),
        (make.coordinator(make.organisation()), False),
    ):
        assert Door.objects.run_by(own).filter(pk=door.pk).exists() is sees


def test_a_partners_contact_whose_partner_has_no_door_is_offered_none(client: Client) -> None:
    project = make.running_project()
    share = make.partnership(project, role="funder")
    contact = make.team_member(
        project, make.person(), role="partner_contact", partnership=share
    ).person
    client.force_login(contact)
    assert not client.get(reverse("surveys:door_new")).context["form"].owners
    assert (
        reverse("surveys:door_new")
        not in client.get(reverse("surveys:doors")).content.decode().split("<main", 1)[1]
    )


def test_who_looks_after_an_organisation_finds_its_doors_from_their_own_page(
    client: Client,
) -> None:
    address, own = reverse("surveys:doors"), reverse("home:own_page")
    client.force_login(make.person())
    assert address not in client.get(own).content.decode()
    assert reverse("surveys:door_new") not in client.get(address).content.decode()
    assert b"<form" not in client.get(reverse("surveys:door_new")).content.split(b"<main")[1]
    client.force_login(make.coordinator(make.organisation()))
    told = client.get(own).content.decode()
    assert address in told
    assert reverse("surveys:studies") not in told
    assert reverse("surveys:door_new") in client.get(address).content.decode()


def test_the_project_and_the_organisation_show_the_door(client: Client) -> None:
    door = opened()
    address = reverse("surveys:door", args=["arki"])
    for page in (
        reverse("projects:page", args=[project_of(door).slug]),
        reverse("organisations:page", args=[door.organisation.slug]),
    ):
        assert address in client.get(page).content.decode()
