"""Who was at the events that count: participations, persons, organisations and hours."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Window
from django.db.models.functions import Coalesce, Greatest, Least, RowNumber
from django.utils.translation import gettext_lazy as _

from talkoot.events.measures.columns import COUNTED, REGISTERED
from talkoot.events.measures.held import Rows, between, held, not_held
from talkoot.events.measures.numbers import headcounts
from talkoot.events.models import Attendance, Registration
from talkoot.measures.measure import LeftOut, Scope


def _attendances(events: Rows) -> Rows:
    """All marks of these events, withdrawn ones too, with whom and whose each is of."""
    return (
        Attendance.objects.filter(event__in=events.values("pk"))
        .annotate(
            counted_on=Least("event__ends_on", "event__project__ends_on"),
            who=Coalesce("person", "registration__person"),
            whose=Coalesce("organisation", "registration__organisation"),
            is_staff=Greatest("is_project_staff", "registration__is_project_staff"),
        )
        .select_related("event", "session", "registration", "organisation", "person")
        .order_by("counted_on", "pk")
    )


def _present(events: Rows) -> Rows:
    """Those marks that tell of somebody who was there and is not paid by the project."""
    return _attendances(events).filter(withdrawn_at=None, is_staff=False)


def _first(rows: Rows, *same: Any) -> Rows:
    """Of the rows that are of the same, the first; asked within, so that narrowing the answer later
    never makes another row the first."""
    order = [F("counted_on").asc(), F("pk").asc()]
    numbered = rows.order_by().annotate(
        turn=Window(RowNumber(), partition_by=list(same), order_by=order)
    )
    return rows.filter(pk__in=numbered.filter(turn=1).values("pk"))


def _somebody() -> list[Any]:
    """One person at one event: by who they are, else by their registration, else by the mark."""
    nobody_else = -2 * F("pk") - 1
    return [F("event"), Coalesce(F("who"), -2 * F("registration"), nobody_else)]


def participations(scope: Scope) -> Rows:
    return _first(_present(between(held(scope), scope)), *_somebody())


def _persons_ever(scope: Scope) -> Rows:
    """The first time of each person in the whole project, whoever's share it was in."""
    whole = Scope(scope.projects)
    return _first(_present(held(whole)).exclude(who=None), F("who"))


def _organisations_ever(scope: Scope) -> Rows:
    whole = Scope(scope.projects)
    return _first(_present(held(whole)).exclude(whose=None), F("whose"))


def _of_scope(rows: Rows, scope: Scope) -> Rows:
    rows = between(rows, scope)
    if scope.partnership is not None:
        rows = rows.filter(event__counting_partnership=scope.partnership)
    return rows


def persons(scope: Scope) -> Rows:
    return _of_scope(_persons_ever(scope), scope)


def organisations(scope: Scope) -> Rows:
    return _of_scope(_organisations_ever(scope), scope)


def _timed(events: Rows) -> Rows:
    """Marks that say how long. Where the whole event's time is known, its parts' are inside it."""
    rows = _present(events).exclude(minutes=None)
    whole = Attendance.objects.live().filter(
        Q(registration=OuterRef("registration")) | Q(person=OuterRef("person")),
        event=OuterRef("event"),
        session=None,
        minutes__isnull=False,
    )
    return rows.exclude(Exists(whole), session__isnull=False)


def hours(scope: Scope) -> Rows:
    return _timed(between(held(scope), scope))


def _left_out(scope: Scope) -> list[LeftOut]:
    """Why marks of the scope's events were not counted, down to the measure's own reasons."""
    found = [LeftOut(code, why, _attendances(rows)) for code, why, rows in not_held(scope)]
    marks = _attendances(between(held(scope), scope))
    live = marks.filter(withdrawn_at=None)
    found += [
        LeftOut(
            "withdrawn", _("The mark was withdrawn."), marks.filter(withdrawn_at__isnull=False)
        ),
        LeftOut("staff", _("The project pays this person's work."), live.filter(is_staff=True)),
    ]
    return found


def _not_counted(scope: Scope, counted: Rows) -> Rows:
    present = _present(between(held(scope), scope))
    return present.exclude(pk__in=counted.order_by().values("pk"))


def participations_left_out(scope: Scope) -> list[LeftOut]:
    counted = participations(scope)
    events = between(held(scope), scope)
    was_there = Attendance.objects.live().filter(registration=OuterRef("pk"))
    absent = Registration.objects.filter(
        ~Exists(was_there), event__in=events.values("pk"), state="confirmed"
    )
    return [
        *_left_out(scope),
        LeftOut(
            "already",
            _("The same person is counted at this event already."),
            _not_counted(scope, counted),
        ),
        LeftOut(
            "absent",
            _("Signed up and had a place, but was not marked present."),
            absent.select_related("event", "organisation").order_by("event_id", "pk"),
            REGISTERED,
        ),
        LeftOut(
            "headcount",
            _("Counted as a number without names; it is never added to those who are known."),
            headcounts(scope),
            COUNTED,
        ),
    ]


def persons_left_out(scope: Scope) -> list[LeftOut]:
    rest = _not_counted(scope, persons(scope))
    return [
        *_left_out(scope),
        LeftOut("already", _("The person has been counted before."), rest.exclude(who=None)),
        LeftOut(
            "unknown",
            _("Without an address nobody can tell whether it is a new person."),
            rest.filter(who=None),
        ),
    ]


def organisations_left_out(scope: Scope) -> list[LeftOut]:
    rest = _not_counted(scope, organisations(scope))
    return [
        *_left_out(scope),
        LeftOut(
            "already", _("The organisation has been counted before."), rest.exclude(whose=None)
        ),
        LeftOut(
            "unknown",
            _("It is not known from which organisation of the network the person came."),
            rest.filter(whose=None),
        ),
    ]


def hours_left_out(scope: Scope) -> list[LeftOut]:
    rest = _not_counted(scope, hours(scope))
    return [
        *_left_out(scope),
        LeftOut(
            "unknown", _("How long the person was there is not known."), rest.filter(minutes=None)
        ),
        LeftOut(
            "already",
            _("The time of this part is inside the time of the whole event."),
            rest.exclude(minutes=None),
        ),
    ]
