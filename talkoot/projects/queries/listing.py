"""Which projects a list shows, in which order, and what it can be narrowed by."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone
from django.utils.translation import get_language

from talkoot.kit import prepared
from talkoot.kit.alphabet import fold
from talkoot.kit.languages import Texts
from talkoot.organisations.models import Organisation
from talkoot.projects.models import Partnership, Project
from talkoot.projects.models.project import ProjectQuerySet
from talkoot.projects.queries import documents
from talkoot.search.find import holding
from talkoot.terms.models import Area, Programme, Topic


@dataclass(frozen=True)
class Wanted:
    """What a visitor asks of the list; empty words narrow nothing."""

    text: str = ""
    state: str = ""
    programme: str = ""
    area: str = ""
    theme: str = ""
    organisation: str = ""
    sort: str = ""


def narrowed(projects: ProjectQuerySet, wanted: Wanted) -> ProjectQuerySet:
    """Those of the projects that fit everything that is asked, in the asked order."""
    if wanted.text:
        projects = projects.filter(_holding(wanted.text))
    if wanted.programme:
        projects = projects.filter(programme__code=wanted.programme)
    if wanted.area:
        projects = projects.filter(Exists(_areas_of_projects(wanted.area)))
    if wanted.theme:
        topics = Project.topics.through.objects.filter(project_id=OuterRef("pk"))
        projects = projects.filter(Exists(topics.filter(topic__code=wanted.theme)))
    if wanted.organisation:
        projects = projects.filter(_with_organisation(wanted.organisation))
    return _in_order(_in_state(projects, wanted.state), wanted.sort)


def _holding(text: str) -> Q:
    """Found by the words of the page, or by a part of the name or the code, drafts too."""
    return (
        Q(pk__in=holding(text, kind=documents.KIND).values("row_id"))
        | Q(sort_key__contains=fold(text))
        | Q(code__iexact=text.strip())
    )


def _areas_of_projects(code: str) -> QuerySet[Any]:
    """The project's own areas that are the area or lie in it, two levels deep (a county's towns)."""
    rows = Project.areas.through.objects.filter(project_id=OuterRef("pk"))
    return rows.filter(
        Q(area__code=code) | Q(area__parent__code=code) | Q(area__parent__parent__code=code)
    )


def _with_organisation(said: str) -> Q:
    """Where an organisation takes part, by its address or a part of any of its names."""
    meant = organisations_meant(said).values("pk")
    partnerships = Partnership.objects.filter(project_id=OuterRef("pk"), organisation__in=meant)
    return Q(owner__in=meant) | Q(Exists(partnerships))


def organisations_meant(said: str) -> QuerySet[Organisation]:
    """The organisations that the words mean: the one with that address, else all so named."""
    words = said.strip()
    return Organisation.objects.live().filter(
        Q(slug=words) | Q(names__icontains=words) | Q(short_name__iexact=words)
    )


def _in_state(projects: ProjectQuerySet, state: str) -> ProjectQuerySet:
    if state == "running":
        return projects.running()
    if state == "coming":
        return projects.coming()
    return projects.ended() if state == "ended" else projects


def _in_order(projects: ProjectQuerySet, sort: str) -> ProjectQuerySet:
    """Newest first, those whose beginning is not known before them; by name; or by the next to end."""
    if sort == "name":
        return projects.by_name()
    if sort == "end":
        return projects.annotate(over=_is_over(timezone.localdate())).order_by(
            "over", F("ends_on").asc(nulls_last=True), "sort_key", "pk"
        )
    return projects.order_by("-starts_on", "sort_key", "pk")


def _is_over(today: date) -> Case:
    return Case(
        When(ends_on__lt=today, then=Value(1)), default=Value(0), output_field=IntegerField()
    )


@dataclass(frozen=True)
class Choices:
    """What the list can be narrowed by: code and name of what projects have, by the alphabet."""

    programmes: list[tuple[str, str]]
    areas: list[tuple[str, str]]
    themes: list[tuple[str, str]]


def choices() -> Choices:
    """The vocabularies as far as projects use them. One query for the three."""
    language = get_language()
    found: dict[str, list[tuple[str, str]]] = {"programmes": [], "areas": [], "themes": []}
    with prepared.cursor() as cursor:
        cursor.execute(_question_of_choices())
        for of, code, names in cursor.fetchall():
            found[of].append((code, Texts(json.loads(names)).pick(language).text))
    for rows in found.values():
        rows.sort(key=lambda row: fold(row[1]))
    return Choices(**found)


@cache
def _question_of_choices() -> str:
    """The question in SQL: always the same, so it is put together once and not for every list.

    Drafts count as use: to leave them out, every list would read all projects, and a choice of a
    shared vocabulary tells nothing of them.
    """
    projects = Project.objects.order_by()
    areas = Project.areas.through.objects.filter(area=OuterRef("pk"))
    topics = Project.topics.through.objects.filter(topic=OuterRef("pk"))
    asked: list[tuple[str, QuerySet[Any], QuerySet[Any]]] = [
        ("programmes", Programme.objects.all(), projects.filter(programme=OuterRef("pk"))),
        ("areas", Area.objects.all(), areas),
        ("themes", Topic.objects.all(), topics),
    ]
    parts = [
        rows.order_by()
        .annotate(of=Value(of))
        .filter(Exists(using))
        .values_list("of", "code", "names")
        for of, rows, using in asked
    ]
    question, values = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    # The three kinds by name are its only values; with them written out it needs none.
    return str(question) % tuple(f"'{value}'" for value in values)


def on_a_page(projects: ProjectQuerySet) -> ProjectQuerySet:
    """With what a card shows at hand, and no more."""
    of_project = (
        "slug", "kind", "names", "short_names", "summaries", "published_at", "archived_at",
        "starts_on", "starts_precision", "ends_on", "ends_precision", "owner", "programme",
    )  # fmt: skip  # the list reads as one
    of_others = ("owner__names", "programme__names", "programme__short_names")
    return projects.select_related("owner", "programme").only(*of_project, *of_others)


AREAS = """SELECT x.project_id, a.names::text FROM projects_project_areas x
    JOIN terms_area a ON a.id = x.area_id WHERE x.project_id = ANY(%s) ORDER BY x.id"""


def areas_of(projects: list[Project]) -> dict[int, list[Texts]]:
    """The names of the projects' areas by the project, in one query."""
    found: dict[int, list[Texts]] = {}
    with connection.cursor() as cursor:
        cursor.execute(AREAS, [[each.pk for each in projects]])
        for project_id, names in cursor.fetchall():
            found.setdefault(project_id, []).append(Texts(json.loads(names)))
    return found


def of_organisation(projects: ProjectQuerySet, organisation: Organisation) -> ProjectQuerySet:
    """Those that the organisation administers or takes part in, newest first, with its `roles`."""
    partnerships = Partnership.objects.filter(project=OuterRef("pk"), organisation=organisation)
    roles = ArraySubquery(partnerships.order_by("position", "pk").values("role"))
    concerned = Q(owner=organisation) | Q(Exists(partnerships))
    return projects.filter(concerned).annotate(roles=roles).order_by("-starts_on", "sort_key", "pk")
