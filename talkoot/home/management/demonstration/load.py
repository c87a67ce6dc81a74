"""Brings the demonstration in, through the same operations as anybody's own work."""

from django.db import connection

from talkoot.home.management.demonstration.content import BODIES, STORIES
from talkoot.home.management.demonstration.counts import Counts
from talkoot.home.management.demonstration.events_load import load_events
from talkoot.home.management.demonstration.feedback_load import load_feedback
from talkoot.home.management.demonstration.indicators_load import load_indicators
from talkoot.home.management.demonstration.people import PASSWORD, PEOPLE
from talkoot.home.management.demonstration.reports_load import load_reports
from talkoot.home.management.demonstration.shape import Body, Partner, Somebody, Story
from talkoot.organisations import operations as organisations
from talkoot.organisations.models import Organisation
from talkoot.people import operations as people
from talkoot.people.models import Person
from talkoot.projects import operations as projects
from talkoot.projects.models import Partnership, Project
from talkoot.terms import operations as terms
from talkoot.terms.models import Area, Programme, TargetGroup, Topic


def load() -> Counts:
    """Brings in what is missing, in the caller's transaction; what is there is left as it is.

    An organisation, a project and an event are known by their addresses, a person by theirs.
    """
    counts = Counts()
    terms.load_vocabularies()
    for body in BODIES:
        if Organisation.objects.filter(slug=body.slug).exists():
            counts.kept += 1
        else:
            _organisation(body)
            counts.one("organisations")
    for story in STORIES:
        if Project.objects.filter(slug=story.slug).exists():
            counts.kept += 1
        else:
            _project(story)
            counts.one("projects")
    for somebody in PEOPLE:
        if Person.objects.filter(email=somebody.email).exists():
            counts.kept += 1
        else:
            _person(somebody)
            counts.one("invented people")
    load_events(counts)
    load_feedback(counts)
    _tell_the_planner()
    load_indicators(counts)
    load_reports(counts)
    return counts


def _tell_the_planner() -> None:
    """Thousands of rows came within one transaction, of which PostgreSQL knows nothing until it looks:
    a question over all of them would be planned as if there were none."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _organisation(body: Body) -> None:
    organisation = organisations.create(
        by=None,
        slug=body.slug,
        kind=body.kind,
        names=body.names,
        short_name=body.short_name,
        business_id=body.business_id,
        country=body.country,
        parent=_organisation_at(body.parent) if body.parent else None,
        web_address=body.web_address,
        descriptions=body.descriptions,
        source=body.source,
    )
    for covered in body.covered:
        organisations.set_coverage(
            by=None,
            organisation=organisation,
            areas=[Area.objects.get(code=code) for code in covered.areas],
            how=covered.how,
            source=covered.source,
            is_uncertain=covered.is_uncertain,
        )


def _project(story: Story) -> None:
    basics: dict[str, object] = {
        **story.basics,
        "period": story.period,
        "areas": [Area.objects.get(code=code) for code in story.areas],
        "topics": [Topic.objects.get(code=code) for code in story.topics],
        "target_groups": [TargetGroup.objects.get(code=code) for code in story.target_groups],
    }
    if story.programme:
        basics["programme"] = Programme.objects.get(code=story.programme)
    project = projects.create(
        by=None,
        slug=story.slug,
        names=story.names,
        owner=_organisation_at(story.owner),
        kind=story.kind,
        **basics,
    )
    for partner in story.partners:
        _partner(project, partner)
    for goal in story.goals:
        projects.add_goal(project=project, texts=goal, by=None)
    for theme in story.themes:
        projects.add_theme(
            project=project,
            names=theme.names,
            descriptions=theme.descriptions,
            owner=_organisation_at(theme.owner),
            state=theme.state,
            by=None,
        )
    for honour in story.recognitions:
        projects.add_recognition(
            project=project,
            names=honour.names,
            given_by=honour.given_by,
            period=honour.period,
            by=None,
        )
    if story.decision:
        projects.add_decision(
            project=project,
            total_eur=story.decision.total_eur,
            source=story.decision.source,
            by=None,
        )
    for said in story.remarks:
        projects.add_remark(
            project=project,
            about=said.about,
            texts=said.texts,
            source=said.source,
            is_uncertain=said.is_uncertain,
            by=None,
        )
    projects.publish(project=project, by=None)


def _partner(project: Project, partner: Partner) -> None:
    partnership = projects.add_partner(
        project=project,
        role=partner.role,
        organisation=_organisation_at(partner.organisation) if partner.organisation else None,
        group_names=partner.group_names,
        group_size=partner.group_size,
        task=partner.task,
        by=None,
    )
    if partner.periods:
        projects.set_partner_periods(
            partnership=partnership, periods=list(partner.periods), by=None
        )


def _person(somebody: Somebody) -> None:
    person = people.create_person(
        email=somebody.email,
        name=somebody.name,
        language=somebody.language,
        is_staff=somebody.is_staff,
        is_invented=True,
        password=PASSWORD,
        by=None,
    )
    for slug, role in somebody.member_of.items():
        organisations.add_member(
            organisation=_organisation_at(slug),
            person=person,
            role=role,
            title=somebody.title,
            by=None,
        )
    for slug, role in somebody.roles.items():
        projects.add_member(
            project=Project.objects.get(slug=slug),
            person=person,
            role=role,
            partnership=_partnership(slug, somebody.partner) if somebody.partner else None,
            by=None,
        )
    for known in somebody.knows:
        organisations.declare_expertise(
            person=person,
            topic=Topic.objects.get(code=known.topic),
            description=known.description,
            is_shown=known.is_shown,
            by=person,
        )


def _organisation_at(slug: str) -> Organisation:
    return Organisation.objects.get(slug=slug)


def _partnership(project: str, organisation: str) -> Partnership:
    return Partnership.objects.get(project__slug=project, organisation__slug=organisation)
