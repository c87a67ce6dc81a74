"""What the tests of doors stand on: all addresses of the program, and a world with one of each visitor."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.files.base import ContentFile
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from talkoot.home.tests.doors_of_events import rows_of_events
from talkoot.home.tests.doors_of_evidence import rows_of_evidence
from talkoot.home.tests.doors_of_handover import rows_of_handover
from talkoot.home.tests.doors_of_indicators import rows_of_indicators
from talkoot.home.tests.doors_of_reports import rows_of_reports
from talkoot.home.tests.doors_of_studies import rows_of_studies
from talkoot.home.tests.doors_of_surveys import rows_of_surveys
from talkoot.organisations.models import MembershipOffer, Organisation
from talkoot.organisations.tests import factories as network
from talkoot.people.models import Person
from talkoot.people.tests import factories as people
from talkoot.projects.models import ImportBatch, Project, TeamOffer
from talkoot.projects.tests import factories
from talkoot.terms.tests import factories as terms

VISITORS = (
    "anonymous",
    "participant",
    "member",
    "contact",
    "manager",
    "viewer",
    "other_manager",
    "coordinator",
    "staff",
)
"""In the order of the table's columns."""

ANSWERS = {
    "o": "opens",
    "n": "is not found",
    "s": "is sent to sign in",
    "m": "is sent to another page",
    "g": "cannot be opened, only posted to",
    "a": "is answered (posted to: done, shown again with what to mend, or refused with a reason)",
}


@dataclass(frozen=True)
class Pattern:
    """One address of the program."""

    name: str
    view: Callable[..., Any]

    @property
    def is_ours(self) -> bool:
        return self.view.__module__.startswith("talkoot.")

    @property
    def takes_posts(self) -> bool:
        """Whether the view, or a function of its module that it calls, looks at what was posted."""
        view = inspect.unwrap(getattr(self.view, "view_class", self.view))
        module = inspect.getmodule(view)
        reached, waiting = set(), [view]
        while waiting:
            function = waiting.pop()
            reached.add(function)
            text = inspect.getsource(function)
            if re.search(r"POST\b|\bFILES\b|\bdef post\b", text):
                return True
            for word in set(re.findall(r"\b\w+\b", text)):
                called = inspect.unwrap(getattr(module, word, int))
                if (
                    inspect.isfunction(called)
                    and called.__module__ == view.__module__
                    and called not in reached
                ):
                    waiting.append(called)
        return False


def patterns() -> Iterator[Pattern]:
    """Every address, once, by its full name (`projects:page`)."""

    def walk(resolver: URLResolver, spaces: tuple[str, ...]) -> Iterator[Pattern]:
        for one in resolver.url_patterns:
            if isinstance(one, URLResolver):
                inner = (*spaces, one.namespace) if one.namespace else spaces
                yield from walk(one, inner)
            elif isinstance(one, URLPattern):
                yield Pattern(":".join((*spaces, one.name or "?")), one.callback)

    seen = set()
    for pattern in walk(get_resolver(), ()):
        if pattern.name not in seen:
            seen.add(pattern.name)
            yield pattern


@dataclass
class World:
    """Three projects of one organisation (open, draft, deleted), and one of each visitor to them."""

    organisation: Organisation
    project: Project
    draft: Project
    deleted: Project
    sessions: dict[str, str | None]
    rows: dict[str, Any]

    def look_up(self, name: str, said: str) -> object:
        """What the argument `name` is given: `project` is the project's slug, `goal` the goal's number (or
        its slug, if that is the name), `'word'` the word itself."""
        if said.startswith("'"):
            return said.strip("'")
        if said in self.rows:
            return self.rows[said].slug if name == "slug" else self.rows[said].pk
        row: Organisation | Project = getattr(self, said)
        return row.slug


@dataclass(frozen=True)
class Door:
    """One row of the table: an address, and how it answers to each visitor."""

    method: Literal["GET", "POST"]
    name: str
    arguments: dict[str, str]
    answers: str

    def __str__(self) -> str:
        said = " ".join(f"{name}={what}" for name, what in self.arguments.items())
        return " ".join(part for part in (self.method, self.name, said) if part)

    def address(self, world: World) -> str:
        kwargs = {name: world.look_up(name, said) for name, said in self.arguments.items()}
        return reverse(self.name, kwargs=kwargs)


def read_table(path: Path) -> list[Door]:
    """Reads the table; raises ValueError with the line that cannot be read."""
    doors = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        method, name, *rest = words
        arguments = dict(word.split("=") for word in rest if "=" in word)
        answers = "".join(word for word in rest if "=" not in word)
        if (
            method not in ("GET", "POST")
            or len(answers) != len(VISITORS)
            or set(answers) - set(ANSWERS)
        ):
            raise ValueError(f"{path.name}:{number} cannot be read: {line}")
        doors.append(Door("GET" if method == "GET" else "POST", name, arguments, answers))
    return doors


def answer_of(response: HttpResponseBase, method: str) -> str:
    """The table's letter for a response; its status in figures where there is none."""
    target = response.headers.get("Location", "")
    if response.status_code in (301, 302, 303) and target.split("?")[0].endswith("/account/login/"):
        return "s"
    if response.status_code in (404, 405):
        return {404: "n", 405: "g"}[response.status_code]
    if method == "POST" and response.status_code in (200, 302, 303, 409):
        return "a"
    return {200: "o", 301: "m", 302: "m", 303: "m"}.get(
        response.status_code, f"[{response.status_code}]"
    )


def signed_in(person: Person) -> str:
    """The cookie of a session of theirs."""
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def client_of(session: str | None) -> Client:
    """A client that has nothing but the session, if any; signing in anew each time takes long."""
    client = Client()
    if session is not None:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def make_world() -> World:
    """A world in which every door has something behind it; the team runs all three projects."""
    organisation = factories.organisation("Esimerkkikuntayhtymä")
    project = factories.everything("Avoin esimerkki", owner=organisation)
    draft = factories.project("Luonnos", owner=organisation)
    deleted = factories.project("Poistettu", owner=organisation, deleted=True)
    visitors: dict[str, Person | None] = {
        "anonymous": None,
        "participant": factories.person("Osallistuja Esimerkki"),
        "other_manager": factories.person("Toinen Esimerkki"),
        "coordinator": factories.coordinator(organisation, name="Koordinaattori Esimerkki"),
        "staff": factories.person("Ylläpitäjä Esimerkki", is_staff=True),
    }
    other = factories.project("Toinen hanke", published=True)
    factories.team_member(other, visitors["other_manager"], role="manager")
    rows: dict[str, Any] = {}
    for visitor, role in (
        ("member", "member"),
        ("contact", "partner_contact"),
        ("manager", "manager"),
        ("viewer", "viewer"),
    ):
        person = visitors[visitor] = factories.person(f"{role} Esimerkki")
        for one in (project, draft, deleted):
            partner = factories.partnership(one) if role == "partner_contact" else None
            rows[f"{one.slug}_{visitor}"] = factories.team_member(
                one, person, role=role, partnership=partner
            )
    rows = {
        "own_role": rows[f"{project.slug}_member"],
        "own_partner": rows[f"{project.slug}_contact"].partnership,
        **parts_of(project),
        **rows_of_the_network(organisation, visitors),
        **letters(project, organisation),
        "catalogue": terms.catalogue(code="interreg-2021", version="1"),
    }
    rows |= rows_of_events(project, rows["own_partner"])
    rows |= rows_of_indicators(project, rows["own_partner"])
    rows |= rows_of_evidence(project, rows["counted"])
    rows |= rows_of_reports(project, rows["own_partner"])
    rows |= rows_of_handover(project)
    rows |= rows_of_surveys(rows["event"])
    rows |= rows_of_studies(project)
    sessions = {name: signed_in(person) if person else None for name, person in visitors.items()}
    return World(organisation, project, draft, deleted, sessions, rows)


def parts_of(project: Project) -> dict[str, Any]:
    """One row of each kind of part, each with a page of its own."""
    proved = factories.obligation(project, "Todistettu velvoite")
    proved.proof.save("todiste.txt", ContentFile(b"Todiste."))
    return {
        "partner": factories.partnership(project),
        "decision": project.decisions.order_by("pk").last(),
        "goal": project.goals.order_by("position").first(),
        "theme": project.themes.first(),
        "recognition": project.recognitions.first(),
        "remark": project.remarks.first(),
        "obligation": factories.obligation(project),
        "proved": proved,
    }


def rows_of_the_network(
    organisation: Organisation, visitors: dict[str, Person | None]
) -> dict[str, Any]:
    """What belongs to an organisation, and what the participant knows and was asked."""
    expertise = network.expertise(visitors["participant"])
    return {
        "area": network.covers(organisation, network.area()),
        "membership": network.member(organisation).memberships.get(),
        "expertise": expertise,
        "question": network.question(expertise),
        "list": ImportBatch.objects.create(
            by=visitors["coordinator"],
            owner=organisation,
            file_name="hankkeet.csv",
            headings=["Nimi"],
            rows=[[2, ["Tuotu esimerkki"]]],
        ),
    }


def letters(project: Project, organisation: Organisation) -> dict[str, Any]:
    """Invitations and a question that wait behind the links of mails."""
    network.question(token="kysymys", confirmed=False)
    people.invitation(token="kutsu")
    return {
        "team_offer": TeamOffer.objects.create(
            invitation=people.invitation("tiimiin@example.org"), project=project, role="viewer"
        ),
        "offer": MembershipOffer.objects.create(
            invitation=people.invitation("jaseneksi@example.org"),
            organisation=organisation,
            role="member",
        ),
    }
