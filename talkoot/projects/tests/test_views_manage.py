"""Running a project in the browser's terms: forms sent, pages read, nothing lost."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects import operations
from talkoot.projects.models import Obligation, Project
from talkoot.projects.tests import factories
from talkoot.projects.tests.factories import period

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def manager() -> Person:
    return factories.member(factories.organisation("Esimerkkikunta"), name="Testi Esimerkki")


@pytest.fixture
def client(manager: Person, as_person: Any) -> Client:
    made: Client = as_person(manager)
    return made


@pytest.fixture
def project(manager: Person) -> Project:
    project = factories.project("Esimerkkihanke", period=period("2019", "2022"))
    factories.team_member(project, manager)
    return project


def to(door: str, project: Project, *more: int) -> str:
    return reverse(f"projects:{door}", args=[project.slug, *more])


# --- beginning ----------------------------------------------------------------------------------------
def test_a_member_of_an_organisation_begins_a_project(client: Client, manager: Person) -> None:
    owner = manager.memberships.get().organisation
    page = client.get(reverse("projects:new")).content.decode()
    assert f'<option value="{owner.pk}" selected>' in page
    sent = {
        "name": "Etänä enemmän",
        "language": "fi",
        "owner": owner.pk,
        "kind": "project",
        "starts": "2019",
        "ends": "2022",
    }
    answer = client.post(reverse("projects:new"), sent)
    project = Project.objects.get()
    assert answer["Location"] == to("manage", project)
    assert (project.slug, str(project.period)) == ("etana-enemman", "2019–2022")
    again = client.post(reverse("projects:new"), sent)
    assert "has a project with the same name" in again.content.decode()
    assert Project.objects.count() == 1


def test_nobody_begins_a_project_for_an_organisation_of_others(client: Client) -> None:
    other = factories.organisation()
    sent = {"name": "X", "language": "fi", "owner": other.pk, "kind": "project"}
    assert client.post(reverse("projects:new"), sent).status_code == 200
    assert Project.objects.count() == 0


def test_one_without_an_organisation_reads_what_to_do(as_person: Any) -> None:
    page = as_person(factories.person()).get(reverse("projects:new")).content.decode()
    assert "You do not belong to an organisation yet." in page
    assert "<form class" not in page.split("<main")[1].split("</main")[0]


# --- overview -----------------------------------------------------------------------------------------
def test_the_overview_says_what_is_missing_and_publishes(client: Client, project: Project) -> None:
    Project.objects.update(summaries=Texts())
    page = client.get(to("manage", project)).content.decode()
    assert "Not ready to be published yet" in page
    assert to("publish", project) not in page
    client.post(to("publish", project))
    assert not Project.objects.get().is_published
    Project.objects.update(summaries=Texts(fi="Tiivistelmä."))
    assert to("publish", project) in client.get(to("manage", project)).content.decode()
    answer = client.post(to("publish", project), follow=True)
    assert "The project is now public." in answer.content.decode()
    for door in ("archive", "take_from_archive", "take_back"):
        client.post(to(door, project))
    verbs = Entry.objects.of(project).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [
        "projects.publish",
        "projects.archive",
        "projects.take_from_archive",
        "projects.take_back",
    ]


def test_what_is_late_stands_on_the_overview(client: Client, project: Project) -> None:
    factories.obligation(project, "Loppuraportti", due_on=date(2020, 1, 1))
    page = client.get(to("manage", project)).content.decode()
    assert "Loppuraportti" in page
    assert "Late" in page


def test_a_deleted_project_is_brought_back(client: Client, project: Project) -> None:
    for _ in range(2):
        answer = client.post(to("delete", project), follow=True)
        assert "Deleted projects" in answer.content.decode()
    client.post(to("bring_back", project))
    assert list(Project.objects.live()) == [project]


def test_an_archived_project_offers_no_changes(client: Client, project: Project) -> None:
    factories.goal(project)
    client.post(to("archive", project))
    page = client.get(to("goals", project)).content.decode()
    assert to("goal_new", project) not in page
    refused = client.post(to("goal_new", project), {"texts-fi": "Uusi"}).content.decode()
    assert "The project is in the archive" in refused
    assert project.goals.count() == 1


# --- basics and texts ---------------------------------------------------------------------------------
def basics(project: Project, **changes: Any) -> dict[str, Any]:
    return {
        "kind": project.kind,
        "slug": project.slug,
        "owner": project.owner_id,
        "funding": project.funding,
        "starts": "2019",
        "ends": "2022",
    } | changes


def test_basic_facts_are_saved(client: Client, project: Project) -> None:
    area, programme = factories.area(), factories.programme()
    factories.duty(programme)
    earlier = factories.project("Edellinen", code="S1", published=True)
    sent = basics(
        project,
        starts="2.3.2020",
        ends="2/2022",
        funding="known",
        programme=programme.pk,
        areas=[area.pk],
        follows=f"http://127.0.0.1:8000/fi/projects/{earlier.slug}/?x=1",
        web_address="esimerkki.example",
    )
    answer = client.post(to("basics", project), sent)
    assert answer.status_code == 302
    project.refresh_from_db()
    assert (str(project.period.starts), project.period.ends.written()) == ("2.3.2020", "2/2022")  # type: ignore[union-attr]  # it has an end
    assert (project.programme, list(project.areas.all()), project.follows) == (
        programme,
        [area],
        earlier,
    )
    assert (project.web_address, project.obligations.count()) == ("https://esimerkki.example", 1)
    assert client.post(to("basics", project), sent).status_code == 302
    assert Entry.objects.of(project).filter(verb="projects.edit").count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"starts": "kevät"}, "starts", "Write the date as"),
        ({"starts": "2023"}, "ends", "The end is before the start."),
        ({"code": "S1"}, "code", "Another project has this code."),
        ({"slug": "new"}, "slug", "This address is in use"),
        ({"slug": "Ä ö"}, "slug", "valid"),
        ({"follows": "ei-ole"}, "follows", "There is no such project here."),
        ({"programme": True}, "funding", "has a known funder"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(
    client: Client, project: Project, changes: dict[str, Any], field: str, sentence: str
) -> None:
    factories.project(code="S1")
    if "programme" in changes:
        changes = {"programme": factories.programme().pk}
    answer = client.post(to("basics", project), basics(project, **changes))
    form = answer.context["form"]
    assert list(form.errors) == [field]
    assert sentence in str(form.errors[field])
    assert 'class="error-summary"' in answer.content.decode()
    assert Entry.objects.count() == 0


def test_the_address_of_a_public_project_stays(client: Client, project: Project) -> None:
    operations.publish(project=project, by=None)
    client.post(to("basics", project), basics(project, slug="muu", code="S9"))
    project.refresh_from_db()
    assert (project.slug != "muu", project.code) == (True, "S9")


def test_texts_in_a_new_language_need_no_script(client: Client, project: Project) -> None:
    typed = {"names-fi": "Uusi nimi", "summaries-sv": "Ännu inte sparat", "seen": "0"}
    answer = client.post(
        to("texts", project), typed | {"add_language": "1", "language": "cs"}
    ).content.decode()
    assert 'id="id_names-cs" lang="cs"' in answer
    assert 'value="Uusi nimi"' in answer
    assert "Ännu inte sparat" in answer
    assert Entry.objects.count() == 0
    client.post(to("texts", project), typed | {"names-cs": "Jméno", "aims-it": "Scopi"})
    project.refresh_from_db()
    assert project.names == Texts(fi="Uusi nimi", cs="Jméno")
    assert (project.summaries, project.aims) == (
        Texts(sv="Ännu inte sparat"),
        Texts(it="Scopi"),
    )


def test_two_people_on_one_page_lose_nothing(client: Client, project: Project) -> None:
    seen = client.get(to("texts", project)).context["form"].initial["seen"]
    operations.edit(project=project, by=None, names=Texts(fi="Toisen nimi"))
    sent = {"names-fi": "Oma nimi", "summaries-fi": "Oma tiivistelmä", "seen": seen}
    answer = client.post(to("texts", project), sent)
    page = answer.content.decode()
    assert "Somebody else has saved this after you opened the page: full name." in page
    assert 'value="Oma nimi"' in page
    assert "Oma tiivistelmä" in page
    assert [(c.label, c.after) for c in answer.context["meanwhile"]] == [
        ("Full name (Finnish)", "Toisen nimi")
    ]
    assert Project.objects.get().names == Texts(fi="Toisen nimi")
    again = sent | {"seen": answer.context["form"]["seen"].value()}
    assert client.post(to("texts", project), again).status_code == 302
    assert Project.objects.get().names == Texts(fi="Oma nimi")


# --- parts --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("section", "kind", "sent", "shown"),
    [
        ("goals", "goal", {"texts-fi": "Tavoite yksi"}, "Tavoite yksi"),
        ("themes", "theme", {"names-fi": "Ravitsemus", "state": "under_way"}, "Ravitsemus"),
        (
            "recognitions",
            "recognition",
            {"names-fi": "Palkinto", "given_by-fi": "Raati", "starts": "2021", "ends": "2021"},
            "Palkinto",
        ),
        (
            "sources",
            "remark",
            {"about": "period", "texts-fi": "Lähteet eroavat", "is_uncertain": "on"},
            "Lähteet eroavat",
        ),
    ],
)
def test_a_part_is_added_edited_and_removed(
    client: Client, project: Project, section: str, kind: str, sent: dict[str, str], shown: str
) -> None:
    assert "yet." in client.get(to(section, project)).content.decode()
    assert client.post(to(f"{kind}_new", project), sent)["Location"] == to(section, project)
    page = client.get(to(section, project)).content.decode()
    assert shown in page
    twice = client.post(to(f"{kind}_new", project), sent).content.decode()
    assert "has this" in twice
    number = getattr(project, "remarks" if section == "sources" else section).get().pk
    first = next(name for name in sent if name.endswith("-fi"))
    changed = sent | {first: "Muutettu"}
    assert client.post(to(kind, project, number), changed)["Location"] == to(section, project)
    assert "Muutettu" in client.get(to(section, project)).content.decode()
    assert "Muutettu" in client.get(to(f"{kind}_remove", project, number)).content.decode()
    client.post(to(f"{kind}_remove", project, number))
    assert client.post(to(f"{kind}_remove", project, number)).status_code == 404
    verbs = Entry.objects.of(project).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == [f"projects.{verb}_{kind}" for verb in ("add", "edit", "remove")]


def test_goals_are_moved(client: Client, project: Project) -> None:
    one, two = factories.goal(project, "yksi"), factories.goal(project, "kaksi", position=1)
    client.post(to("goal_up", project, two.pk))
    assert list(project.goals.all()) == [two, one]
    client.post(to("goal_down", project, two.pk))
    assert list(project.goals.all()) == [one, two]


# --- partners -----------------------------------------------------------------------------------------
def test_a_partner_and_its_periods(client: Client, project: Project) -> None:
    kt = factories.organisation("KT")
    sent = {"organisation": kt.pk, "role": "part_implementer", "task-fi": "Viestintä"}
    assert client.post(to("partner_new", project), sent).status_code == 302
    assert "has this role in the project already" in (
        client.post(to("partner_new", project), sent).content.decode()
    )
    row = project.partnerships.get()
    rows = {
        "period-TOTAL_FORMS": "3",
        "period-INITIAL_FORMS": "0",
        "period-0-starts": "2020",
        "period-0-ends": "2021",
        "seen": "0",
    }
    wrong = client.post(to("partner_periods", project, row.pk), rows | {"period-0-ends": "2023"})
    assert "not inside the project" in wrong.content.decode()
    assert client.post(to("partner_periods", project, row.pk), rows).status_code == 302
    assert [str(one.period) for one in row.periods.all()] == ["2020–2021"]
    page = client.get(to("partners", project)).content.decode()
    assert "2020–2021" in page
    assert client.post(to("partner_remove", project, row.pk)).status_code == 302
    assert project.partnerships.count() == 0


def test_a_group_is_named_and_counted(client: Client, project: Project) -> None:
    sent = {"role": "participant", "group_names-fi": "kuntaa", "group_size": "22"}
    for missing in ("group_names-fi", "group_size"):
        fewer = {name: value for name, value in sent.items() if name != missing}
        assert client.post(to("partner_new", project), fewer).status_code == 200
    assert client.post(to("partner_new", project), sent).status_code == 302
    assert '22 <span lang="fi">kuntaa</span>' in (
        client.get(to("partners", project)).content.decode()
    )


# --- decisions ----------------------------------------------------------------------------------------
def test_decisions_and_the_budget(client: Client, project: Project) -> None:
    partner = factories.partnership(project)
    sent = {
        "number": "S1-1",
        "decided_on": "2020-02-01",
        "cost_model": "flat_rate_40",
        "total_eur": "293 323,50 €",
        "closed_indicators": "EECO01\r\nEECR01",
    }
    assert client.post(to("decision_new", project), sent).status_code == 302
    decision = project.decisions.get()
    assert (str(decision.total_eur), decision.closed_indicators) == (
        "293323.50",
        ["EECO01", "EECR01"],
    )
    again = client.post(to("decision_new", project), sent | {"supersedes": ""})
    assert "has a first decision already" in again.content.decode()
    next_one = sent | {"number": "S1-2", "supersedes": str(decision.pk)}
    assert client.post(to("decision_new", project), next_one).status_code == 302
    late = client.post(to("decision_new", project), next_one)
    assert "taken the place of this one already" in late.content.decode()
    budget = to("decision_budget", project, decision.pk)
    assert "flat_rate" not in client.get(budget).content.decode()
    client.post(budget, {f"line-{partner.pk}-salaries": "1 000", "line-all-travel": "0"})
    assert sorted(decision.budget_lines.values_list("category", "amount_eur")) == [
        ("flat_rate", Decimal(400)),
        ("salaries", Decimal(1000)),
        ("travel", Decimal(0)),
    ]
    page = client.get(to("decisions", project)).content.decode()
    assert page.index("S1-2") < page.index("S1-1")
    assert "do not add up" in page


# --- obligations --------------------------------------------------------------------------------------
def uploaded(content: bytes, name: str = "juliste.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


def test_a_proof_is_served_only_to_the_projects_people_and_only_to_be_saved(
    client: Client, project: Project, as_person: Any
) -> None:
    row = factories.obligation(project)
    sent = {"done_on": "2021-03-01", "proof": uploaded(b"%PDF-1.7 x", 'jul"iste\r\n.html')}
    assert client.post(to("obligation", project, row.pk), sent).status_code == 302
    viewer = factories.team_member(project, role="viewer").person
    answer = as_person(viewer).get(to("obligation_proof", project, row.pk))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 x"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    stranger = as_person(factories.person())
    assert stranger.get(to("obligation_proof", project, row.pk)).status_code == 404
    operations.publish(project=project, by=None)
    assert stranger.get(to("obligation_proof", project, row.pk)).status_code == 404
    Obligation.objects.update(proof="projects/proofs/gone.pdf")
    assert client.get(to("obligation_proof", project, row.pk)).status_code == 404


@pytest.mark.parametrize("content", [b"MZ\x00\x01", b"", b"<script>\x00"])
def test_a_wrong_file_is_refused_beside_the_field(
    client: Client, project: Project, content: bytes
) -> None:
    row = factories.obligation(project)
    sent = {"done_on": "2021-03-01", "proof": uploaded(content)}
    answer = client.post(to("obligation", project, row.pk), sent)
    assert "not one of the kinds" in str(answer.context["done"].errors["proof"])
    row.refresh_from_db()
    assert row.done_on is None


def test_an_obligation_is_waived_opened_and_dated(client: Client, project: Project) -> None:
    row = factories.obligation(project)
    empty = client.post(to("obligation_waive", project, row.pk), {"reason": " "})
    assert list(empty.context["waiving"].errors) == ["reason"]
    client.post(to("obligation_waive", project, row.pk), {"reason": "Ei koske."})
    assert "Ei koske." in client.get(to("obligations", project)).content.decode()
    client.post(to("obligation_open", project, row.pk))
    client.post(
        to("obligation_edit", project, row.pk), {"names-fi": "Uusi", "due_on": "2030-01-02"}
    )
    row.refresh_from_db()
    assert (str(row), row.due_on, row.waived_reason) == ("Uusi", date(2030, 1, 2), "")
    future = client.post(to("obligation", project, row.pk), {"done_on": "2999-01-01"})
    assert list(future.context["done"].errors) == ["done_on"]


# --- team ---------------------------------------------------------------------------------------------
def test_a_person_is_invited_and_the_invitation_withdrawn(client: Client, project: Project) -> None:
    sent = {"email": "uusi@example.org", "role": "viewer", "language": "sv"}
    assert client.post(to("team_invite", project), sent).status_code == 302
    assert "waiting for an answer already" in (
        client.post(to("team_invite", project), sent).content.decode()
    )
    assert "uusi@example.org" in client.get(to("team", project)).content.decode()
    offer = project.offers.get()
    assert offer.invitation.language == "sv"
    for _ in range(2):
        client.post(to("team_withdraw", project, offer.pk))
    assert "uusi@example.org" not in client.get(to("team", project)).content.decode()


def test_the_last_manager_reads_what_to_do(client: Client, project: Project) -> None:
    me = project.team.get()
    answer = client.post(to("team_role", project, me.pk), {"role": "viewer"})
    assert "the project&#x27;s only manager" in answer.content.decode()
    answer = client.post(to("team_end", project, me.pk), follow=True)
    assert "the project&#x27;s only manager" in answer.content.decode()
    other = factories.team_member(project, role="viewer")
    client.post(to("team_role", project, other.pk), {"role": "manager"})
    assert client.post(to("team_end", project, me.pk))["Location"] == reverse("projects:list")
