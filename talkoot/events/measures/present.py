"""Who was at the events that count: participations, persons, organisations and hours."""

from collections.abc import Sequence
from functools import partial

from django.db.models import BigIntegerField, Exists, F, Func, Min, OuterRef, Window
from django.db.models.functions import Least, RowNumber
from django.utils.translation import gettext_lazy as _

from talkoot.events.measures.columns import COUNTED, REGISTERED
from talkoot.events.measures.held import Rows, between, held, not_held
from talkoot.events.measures.numbers import headcounts
from talkoot.events.models import Attendance, Registration
from talkoot.measures.measure import LeftOut, Scope

COUNTED_ON = Least("event__ends_on", "event__project__ends_on")
IDS = (1 << 41) - 1


class Turn(Func):
    """The day and the mark's number in one: the smallest of several is the first that counts."""

    template = "((%(expressions)s))"
    arg_joiner = " - DATE '0001-01-01')::bigint << 41 | ("
    output_field = BigIntegerField()


def _marks(events: Rows) -> Rows:
    """All marks of these events, withdrawn ones too."""
    return Attendance.objects.filter(event__in=events.values("pk"))


def _told(rows: Rows) -> Rows:
    """With the day on which each counts, and whose it is."""
    told: Rows = rows.annotate(counted_on=COUNTED_ON, whose=F("counted_organisation_id"))
    return told


def _shown(rows: Rows) -> Rows:
    """With what the columns show."""
    shown = _told(rows).select_related("event", "session", "registration", "organisation", "person")
    return shown.order_by("counted_on", "pk")


def _present(events: Rows) -> Rows:
    """Those marks that tell of somebody who was there and is not paid by the project."""
    return _marks(events).filter(withdrawn_at=None, counted_staff=False)


def _first(rows: Rows, *same: str) -> Rows:
    """Of the rows that are of the same, the numbers of the first; asked within, so that narrowing the
    answer later never makes another row the first."""
    turns: Rows = rows.values(*same).annotate(turn=Min(Turn(COUNTED_ON, "pk")))
    return turns.values(first=F("turn").bitand(IDS))


def _once(rows: Rows, *same: str) -> Rows:
    """Of the rows that are of the same, the first: found in one reading, and not to be narrowed."""
    order = [COUNTED_ON.asc(), F("pk").asc()]
    number = Window(RowNumber(), partition_by=[F(one) for one in same], order_by=order)
    first: Rows = _told(rows).alias(number=number).filter(number=1)
    return first


SAME = ("event", "somebody")


def participations(scope: Scope) -> Rows:
    first = _first(_present(between(held(scope), scope)), *SAME)
    return _shown(Attendance.objects.filter(pk__in=first))


def participations_counted(scope: Scope) -> Rows:
    return _once(_present(between(held(scope), scope)), *SAME)


def _ever(scope: Scope, who: str) -> tuple[Rows, Sequence[str]]:
    """All marks of somebody in the whole of the projects, in whosever share they were, and within what
    the same one is counted once."""
    present = _present(held(Scope(scope.projects, each=scope.each)))
    return present.exclude(**{who: None}), ["event__project", who] if scope.each else [who]


def _of_scope(scope: Scope, who: str) -> Rows:
    marks, same = _ever(scope, who)
    rows = between(_shown(Attendance.objects.filter(pk__in=_first(marks, *same))), scope)
    if scope.partnership is not None:
        rows = rows.filter(event__counting_partnership=scope.partnership)
    return rows


def _of_scope_counted(scope: Scope, who: str) -> Rows:
    if scope != Scope(scope.projects, each=scope.each):
        return _of_scope(scope, who)
    marks, same = _ever(scope, who)
    return _once(marks, *same)


persons = partial(_of_scope, who="counted_person")
persons_counted = partial(_of_scope_counted, who="counted_person")
organisations = partial(_of_scope, who="counted_organisation")
organisations_counted = partial(_of_scope_counted, who="counted_organisation")


def _timed(events: Rows) -> Rows:
    """Marks that say how long. Where the whole event's time is known, its parts' are inside it."""
    whole = Attendance.objects.live().filter(
        event=OuterRef("event"),
        somebody=OuterRef("somebody"),
        session=None,
        minutes__isnull=False,
    )
    # Few marks are of parts: they are looked for once, not each mark for its whole.
    inside = _marks(events).filter(Exists(whole), session__isnull=False)
    return _present(events).filter(minutes__isnull=False).exclude(pk__in=inside.values("pk"))


def hours(scope: Scope) -> Rows:
    return _shown(hours_counted(scope))


def hours_counted(scope: Scope) -> Rows:
    return _told(_timed(between(held(scope), scope)))


def _left_out(scope: Scope) -> list[LeftOut]:
    """Why marks of the scope's events were not counted, down to the measure's own reasons."""
    found = [LeftOut(code, why, _shown(_marks(rows))) for code, why, rows in not_held(scope)]
    marks = _shown(_marks(between(held(scope), scope)))
    live = marks.filter(withdrawn_at=None)
    found += [
        LeftOut(
            "withdrawn", _("The mark was withdrawn."), marks.filter(withdrawn_at__isnull=False)
        ),
        LeftOut(
            "staff", _("The project pays this person's work."), live.filter(counted_staff=True)
        ),
    ]
    return found


def _not_counted(scope: Scope, counted: Rows) -> Rows:
    present = _shown(_present(between(held(scope), scope)))
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
        LeftOut(
            "already", _("The person has been counted before."), rest.exclude(counted_person=None)
        ),
        LeftOut(
            "unknown",
            _("Without an address nobody can tell whether it is a new person."),
            rest.filter(counted_person=None),
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
