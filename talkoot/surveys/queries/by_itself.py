"""Of which events feedback is asked by itself, and why not of the others."""

from datetime import timedelta
from enum import StrEnum

from django.db.models import QuerySet
from django.utils import timezone

from talkoot.events.models import Event
from talkoot.projects.models import Project
from talkoot.projects.models.project import Visitor
from talkoot.surveys.models import ProjectRule

LATE = timedelta(days=2)
"""Feedback of an event that ended longer ago is not opened by the worker."""


class WhyNot(StrEnum):
    """What stands in the way of asking by itself; whoever arranges the event may still prepare it."""

    INVENTED = "invented"
    NO_SIGN_UP = "no_sign_up"
    NO_HOURS = "no_hours"
    EVENT = "event"
    PROJECT = "project"
    LATE = "late"


def rule_of(project: Project | None) -> ProjectRule:
    """The rule that holds; one that has not been saved where the project has set none."""
    found = ProjectRule.objects.filter(project=project).first() if project is not None else None
    return found or ProjectRule(project=project)


def may_set_rule(visitor: Visitor, project: Project | None) -> bool:
    """Whether the visitor may change how the project asks."""
    run = Project.objects.run_by(visitor).filter(archived_at=None)
    return project is not None and run.filter(pk=project.pk).exists()


def asked_by_itself() -> QuerySet[Event]:
    """The public events that nothing of `WhyNot` concerns."""
    switched_off = ProjectRule.objects.filter(asks_by_itself=False).values("project")
    return (
        Event.objects.live()
        .filter(
            published_at__isnull=False,
            cancelled_at=None,
            takes_registrations=True,
            asks_feedback=True,
            ends_at__gt=timezone.now() - LATE,
            is_invented=False,
        )
        .exclude(project__in=switched_off)
    )


def why_not(event: Event) -> WhyNot | None:
    """Why feedback of a public event is not asked by itself; None when it is."""
    if event.is_invented:
        return WhyNot.INVENTED
    if not event.takes_registrations:
        return WhyNot.NO_SIGN_UP
    if event.ends_at is None:
        return WhyNot.NO_HOURS
    if not event.asks_feedback:
        return WhyNot.EVENT
    if not rule_of(event.project).asks_by_itself:
        return WhyNot.PROJECT
    return WhyNot.LATE if event.ends_at <= timezone.now() - LATE else None
