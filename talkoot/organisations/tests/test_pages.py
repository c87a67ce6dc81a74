"""The pages of the network: who may open them, what they hold, how much they ask."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talkoot.kit.languages import Texts
from talkoot.notices.models import Notice
from talkoot.organisations.models import AreaCovered, Membership, Organisation, Question
from talkoot.organisations.tests import factories
from talkoot.ui.kept import STORE

pytestmark = pytest.mark.django_db
BASE = "/fi/organisations/"


def body(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def fill(count: int) -> None:
    """Organisations with areas, parts and people who are shown."""
    top = factories.organisation("Huippu")
    for number in range(count):
        row = factories.organisation(f"Osa {number}", kind="centre_of_expertise", parent=top)
        factories.covers(row, factories.area(f"Alue {number}", kind="wellbeing_county"))
        factories.expertise(factories.member(row), factories.topic(f"Teema {number}"))


# --- the public ones ---------------------------------------------------------------------------
@pytest.mark.parametrize("path", ["", "coverage/", "expertise/"])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_an_empty_network_says_what_to_do(client: Client, path: str, language: str) -> None:
    response = client.get(f"/{language}/organisations/{path}")
    assert response.status_code == 200
    assert 'class="empty"' in body(response)


@pytest.mark.parametrize(
    ("path", "queries"), [("", 5), ("coverage/", 3), ("expertise/", 5), ("huippu/", 8)]
)
def test_pages_ask_as_much_of_many_rows_as_of_few(
    client: Client, count_queries: Any, path: str, queries: int
) -> None:
    fill(2)
    Organisation.objects.filter(parent=None).update(slug="huippu")
    with count_queries() as few:
        client.get(f"{BASE}{path}")
    for number in range(20):
        row = factories.organisation(
            f"Lisää {number}",
            kind="centre_of_expertise",
            parent=Organisation.objects.get(slug="huippu"),
        )
        factories.covers(row, factories.area(kind="wellbeing_county"))
        factories.expertise(factories.member(row), factories.topic())
    # The page of a second ago is kept; this is about rendering it anew.
    STORE.empty()
    with count_queries() as many:
        client.get(f"{BASE}{path}")
    assert (len(few), len(many)) == (queries, queries), [each["sql"] for each in many]


def test_a_page_shows_what_is_known_and_says_what_is_not(client: Client) -> None:
    row = factories.organisation("Esimerkkilä", slug="esimerkkila")
    response = client.get(f"{BASE}esimerkkila/")
    assert "Esimerkkilä" in body(response)
    assert 'class="unknown"' in body(response)
    assert reverse("organisations:edit", args=[row.slug]) not in body(response)


def test_a_merged_organisation_leads_to_the_one_that_stays(client: Client) -> None:
    stays = factories.organisation(slug="stays")
    factories.organisation(slug="gone", merged_into=stays)
    response = client.get(f"{BASE}gone/?x=1")
    assert (response.status_code, response.headers["Location"]) == (301, f"{BASE}stays/")
    assert client.get(f"{BASE}never/").status_code == 404


def test_only_those_who_chose_it_are_shown_and_never_an_address(client: Client) -> None:
    row = factories.organisation(slug="here")
    shown, hidden = factories.member(row, name="Näkyvä"), factories.member(row, name="Piilossa")
    factories.expertise(shown)
    factories.expertise(hidden, is_shown=False)
    for path in ("expertise/", "here/"):
        page = body(client.get(f"{BASE}{path}"))
        assert "Näkyvä" in page
        assert "Piilossa" not in page
        assert shown.email not in page


def test_the_filters_stay_in_the_pager(client: Client) -> None:
    for number in range(31):
        factories.organisation(f"Kunta {number}")
    page = body(client.get(f"{BASE}?kind=municipality&page=2"))
    assert '?kind=municipality&amp;page=1"' in page
    assert client.get(f"{BASE}?kind=nonsense&page=x").status_code == 200


def test_coverage_says_in_words_what_the_map_shows(client: Client) -> None:
    savo = factories.area("Savo", kind="wellbeing_county", column=1, row=1, abbreviation="SAV")
    factories.area("Lappi", kind="wellbeing_county", column=1, row=2, abbreviation="LAP")
    row = factories.organisation("Keskus", kind="centre_of_expertise", short_name="Iso")
    factories.covers(row, savo, source="lahde.example", is_uncertain=True)
    page = body(client.get("/en/organisations/coverage/"))
    assert "1 centre of expertise is known here by name." in page
    assert "Together they work over 1 of the 2 areas" in page
    assert "No centre is known to work over Lappi." in page
    assert "1 area is not certain" in page
    assert "that there are 11 centres (stm.fi). 10 of them are not known" in page
    assert "lahde.example" in page


# --- doors -------------------------------------------------------------------------------------
OWN = ("edit/", "areas/", "members/", "merge/", "history/")


@pytest.mark.parametrize("path", OWN)
def test_only_coordinators_and_keepers_work_on_an_organisation(as_person: Any, path: str) -> None:
    top = factories.organisation()
    row = factories.organisation(slug="row", parent=top)
    address = f"{BASE}row/{path}"
    sent = Client().get(address)
    assert (sent.status_code, "/account/login/" in sent.headers["Location"]) == (302, True)
    for stranger in (
        factories.person(),
        factories.member(row),
        factories.coordinator(factories.organisation()),
    ):
        assert as_person(stranger).get(address).status_code == 404
    for own in (factories.coordinator(row), factories.coordinator(top), factories.keeper()):
        assert as_person(own).get(address).status_code == 200


def test_a_new_organisation_is_made_by_coordinators_and_keepers_only(as_person: Any) -> None:
    row = factories.organisation()
    assert as_person(factories.member(row)).get(f"{BASE}new/").status_code == 404
    assert as_person(factories.coordinator(row)).get(f"{BASE}new/").status_code == 200


def test_a_row_of_another_organisation_is_not_found(as_person: Any) -> None:
    row, other = factories.organisation(slug="row"), factories.organisation()
    factories.member(other)
    theirs = Membership.objects.get()
    area = factories.covers(other, factories.area())
    client = as_person(factories.coordinator(row))
    assert client.get(f"{BASE}row/members/{theirs.pk}/").status_code == 404
    assert client.post(f"{BASE}row/members/{theirs.pk}/end/").status_code == 404
    assert client.post(f"{BASE}row/areas/{area.pk}/remove/").status_code == 404


# --- working on an organisation ----------------------------------------------------------------
def new(**fields: str) -> dict[str, str]:
    return {"names-fi": "Uusi yhdistys", "kind": "association", "country": "FI", **fields}


def test_a_likely_duplicate_is_shown_before_it_is_made(as_person: Any) -> None:
    client = as_person(factories.keeper())
    factories.organisation("Uusi yhdistys ry", slug="known")
    asked = client.post(f"{BASE}new/", new())
    assert asked.status_code == 200
    assert f"{BASE}known/" in body(asked)
    assert Organisation.objects.count() == 1
    made = client.post(f"{BASE}new/", new(sure="on"))
    assert (made.status_code, made.headers["Location"]) == (302, f"{BASE}uusi-yhdistys/")


def test_a_business_id_in_use_leads_to_its_organisation(as_person: Any) -> None:
    client = as_person(factories.keeper())
    factories.organisation("Pihtiputaan kunta", slug="known", business_id="0243027-4")
    page = body(client.post(f"{BASE}new/", new(business_id="0243027-4")))
    assert f'<a href="{BASE}known/">Pihtiputaan kunta</a>' in page
    wrong = client.post(f"{BASE}new/", new(business_id="0243027-5"))
    assert 'aria-invalid="true"' in body(wrong)
    assert Organisation.objects.count() == 1


def test_an_organisation_is_edited_and_the_parent_never_below_it(as_person: Any) -> None:
    row = factories.organisation(slug="row")
    below = factories.organisation(parent=row)
    client = as_person(factories.keeper())
    saved = client.post(f"{BASE}row/edit/", new(**{"names-es": "Nombre"}))
    assert saved.headers["Location"] == f"{BASE}row/"
    row.refresh_from_db()
    assert row.names == Texts(fi="Uusi yhdistys", es="Nombre")
    refused = client.post(f"{BASE}row/edit/", new(parent=str(below.pk)))
    assert 'class="error-summary"' in body(refused)


def test_areas_are_added_and_removed(as_person: Any) -> None:
    row, area = factories.organisation(slug="row"), factories.area()
    client = as_person(factories.keeper())
    client.post(f"{BASE}row/areas/", {"how": "covers", "area": area.pk, "source": "stm.fi"})
    covered = AreaCovered.objects.get()
    assert (covered.organisation, covered.source) == (row, "stm.fi")
    client.post(f"{BASE}row/areas/{covered.pk}/remove/")
    assert not AreaCovered.objects.exists()


def test_members_are_invited_changed_and_ended(as_person: Any) -> None:
    row = factories.organisation(slug="row")
    member = factories.member(row)
    client = as_person(factories.coordinator(row))
    invited = {"email": "uusi@example.org", "role": "member", "language": "fi"}
    assert client.post(f"{BASE}row/members/", invited).status_code == 302
    again = client.post(f"{BASE}row/members/", invited)
    assert 'class="error-summary"' in body(again)
    offer = row.offers.get()
    client.post(f"{BASE}row/invitations/{offer.pk}/withdraw/")
    offer.invitation.refresh_from_db()
    assert offer.invitation.withdrawn_at is not None
    membership = member.memberships.get()
    address = f"{BASE}row/members/{membership.pk}/"
    client.post(address, {"role": "coordinator", "title": "Johtaja"})
    membership.refresh_from_db()
    assert (membership.role, membership.title) == ("coordinator", "Johtaja")
    assert client.get(f"{address}end/").status_code == 200
    client.post(f"{address}end/")
    membership.refresh_from_db()
    assert membership.ended_at is not None


def test_a_duplicate_is_merged_after_what_moves_was_shown(as_person: Any) -> None:
    duplicate = factories.organisation("Sama nimi", slug="duplicate")
    into = factories.organisation("Sama nimi", slug="into")
    factories.covers(duplicate, factories.area())
    stranger = factories.organisation()
    by = factories.coordinator(duplicate)
    Membership.objects.create(organisation=into, person=by, role="coordinator")
    client = as_person(by)
    seen = client.get(f"{BASE}duplicate/merge/", {"into": into.pk})
    assert '<input type="hidden" name="into"' in body(seen)
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None
    refused = client.post(f"{BASE}duplicate/merge/", {"into": stranger.pk})
    assert 'class="error-summary"' in body(refused)
    done = client.post(f"{BASE}duplicate/merge/", {"into": into.pk})
    assert done.headers["Location"] == f"{BASE}into/"
    assert Client().get(f"{BASE}duplicate/").status_code == 301
    history = body(client.get(f"{BASE}into/history/"))
    assert "organisations.merge" not in history


# --- who knows what ----------------------------------------------------------------------------
def test_my_themes_are_added_shown_and_removed(as_person: Any) -> None:
    person, topic = factories.person(), factories.topic()
    client = as_person(person)
    page = body(client.get(f"{BASE}expertise/own/"))
    assert "checked" not in page
    client.post(f"{BASE}expertise/own/", {"topic": topic.pk, "description": "Osaan."})
    row = person.expertise.get()
    assert not row.is_shown
    client.post(f"{BASE}expertise/own/{row.pk}/", {"description": "Osaan.", "is_shown": "on"})
    assert person.expertise.filter(is_shown=True).count() == 1
    assert as_person(factories.person()).get(f"{BASE}expertise/own/{row.pk}/").status_code == 404
    assert (
        as_person(factories.person()).post(f"{BASE}expertise/own/{row.pk}/remove/").status_code
        == 404
    )
    client.post(f"{BASE}expertise/own/{row.pk}/remove/")
    assert not person.expertise.exists()


ASKED = {"text": "Miten?", "name": "Kysyjä", "email": "kysyja@example.org"}


def test_a_question_goes_from_the_form_to_an_answer(client: Client, as_person: Any) -> None:
    row = factories.expertise()
    asked = client.post(f"{BASE}expertise/{row.pk}/ask/", ASKED)
    assert asked.headers["Location"] == f"{BASE}expertise/asked/"
    link = re.search(r"http\S+", Notice.objects.get().text)
    assert link
    path = link.group().removeprefix("http://127.0.0.1:8000")
    opened = client.get(path)
    assert opened.headers["X-Robots-Tag"] == "noindex, nofollow"
    # Opening a link, as mail programs do, sends nothing yet.
    assert Question.objects.get().confirmed_at is None
    client.post(path)
    question = Question.objects.get(confirmed_at__isnull=False)

    expert = as_person(row.person)
    assert "Miten?" in body(expert.get(f"{BASE}questions/"))
    address = f"{BASE}questions/{question.pk}/"
    page = body(expert.get(address))
    assert "kysyja@example.org" not in page
    assert as_person(factories.keeper()).get(address).status_code == 404
    expert.post(address, {"answer": "Näin."})
    last = Notice.objects.latest("pk")
    assert (last.to, "Näin." in last.text) == ("kysyja@example.org", True)
    assert client.get(path).status_code == 200
    twice = expert.post(address, {"answer": "Taas."})
    assert 'class="error-summary"' in body(twice) or "Näin." in body(twice)
    assert Notice.objects.latest("pk") == last


def test_a_question_is_declined_or_withdrawn(client: Client, as_person: Any) -> None:
    row = factories.expertise()
    declined, withdrawn = factories.question(row), factories.question(row, token="secret")
    expert = as_person(row.person)
    assert expert.get(f"{BASE}questions/{declined.pk}/decline/").status_code == 200
    expert.post(f"{BASE}questions/{declined.pk}/decline/")
    declined.refresh_from_db()
    assert declined.declined_at is not None
    client.post(f"{BASE}questions/confirm/secret/withdraw/")
    assert not Question.objects.filter(pk=withdrawn.pk).exists()
    assert client.get(f"{BASE}questions/confirm/secret/").status_code == 404


def test_a_program_that_fills_in_everything_is_thanked_and_nothing_happens(client: Client) -> None:
    row = factories.expertise()
    asked = client.post(
        f"{BASE}expertise/{row.pk}/ask/", {**ASKED, "website": "https://spam.example"}
    )
    assert asked.status_code == 302
    assert not Question.objects.exists()


def test_a_hidden_person_cannot_be_asked(client: Client) -> None:
    row = factories.expertise(is_shown=False)
    assert client.get(f"{BASE}expertise/{row.pk}/ask/").status_code == 404
