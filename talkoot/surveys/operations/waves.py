"""Opening feedback, of whom it is asked, and closing it."""

import secrets
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from talkoot.events.models import Event
from talkoot.history.record import differences, record, snapshot
from talkoot.kit.refusals import refused_by
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import ProjectArchived, refuse_overwriting
from talkoot.surveys.models import Asked, Form, FormVersion, ProjectRule, Wave
from talkoot.surveys.operations import refusals
from talkoot.surveys.operations.core import load_core
from talkoot.surveys.operations.mixing import hold
from talkoot.surveys.operations.releasing import ready_for_more, release
from talkoot.surveys.queries.asking import marks_of, who_was_there
from talkoot.surveys.queries.by_itself import asked_by_itself, rule_of

BEFORE_END = timedelta(minutes=15)
OPEN_FOR = timedelta(days=14)
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
EDITED = ("titles", "opens_at", "closes_at", "anonymity", "least", "own")


def open_for_event(
    *, event: Event, by: Person | None, own: FormVersion | None = None, is_invented: bool = False
) -> Wave:
    """Feedback of an event: open from 15 minutes before its end for 14 days, anonymous, with the core
    questions and the arranger's own. Who has a place is asked; those who prove to have been absent are
    left out before any letter is written (`settle`). A second time gives the same wave.

    Refuses with EventNotHeld (a draft or cancelled). Records `surveys.open` on the event.
    """
    with transaction.atomic():
        # no_key: signing up goes on; a second opening waits and finds the first.
        event = Event.objects.select_for_update(no_key=True).get(pk=event.pk)
        there = Wave.objects.filter(event=event, kind=Wave.Kind.EVENT).first()
        if there is not None:
            return there
        if event.published_at is None or event.cancelled_at or event.deleted_at:
            raise refusals.EventNotHeld
        end = end_of(event)
        wave = Wave.objects.create(
            kind=Wave.Kind.EVENT,
            event=event,
            project=event.project,
            organisation=event.organisation,
            partnership=event.counting_partnership,
            area=event.area,
            core=core_in_force(),
            own=own,
            least=least_of(event.project),
            code=new_code(),
            opens_at=end - BEFORE_END,
            closes_at=max(end, timezone.now()) + OPEN_FOR,
            is_invented=is_invented,
        )
        settle(wave=wave)
        record("surveys.open", on=event, by=by, part=wave)
    return wave


def settle(*, wave: Wave) -> None:
    """Makes those who are asked true to who was there, in the caller's transaction: with any marks,
    everybody present and nobody else; without, everybody with a place. Whoever the project pays is not
    asked. So many walk-ins get a place without a name as were marked or counted. Nobody who has
    answered or has been written to is taken away."""
    if wave.event is None:
        return
    # Before anybody's invitation, as whoever answers does: they would wait for one another.
    hold(wave=wave)
    asked = Asked.objects.filter(wave=wave)
    asked.filter(registration__isnull=False, has_answered=False, is_written_to=False).exclude(
        registration__in=who_was_there(wave.event)
    ).delete()
    _ask_missing(wave, wave.event)


def ask_missing(*, wave: Wave) -> None:
    """Asks those too who have signed up, been marked or been counted since the feedback was opened;
    takes nobody away, for who is at the door may not be marked yet."""
    event = wave.event
    if event is None:
        return
    with transaction.atomic():
        # Two who come at once would count the same walk-ins twice.
        hold(wave=wave)
        _ask_missing(wave, event)


def _ask_missing(wave: Wave, event: Event) -> None:
    marks, invited = marks_of(event), who_was_there(event)
    asked = Asked.objects.filter(wave=wave)
    there = asked.filter(registration__isnull=False)
    missing = invited.exclude(pk__in=there.values("registration")).exclude(
        # A person who signed up twice is asked once.
        person__in=there.filter(registration__person__isnull=False).values("registration__person")
    )
    rows = [
        Asked(wave=wave, registration=row, language=row.language)
        for row in missing.only("pk", "language").order_by("pk")
    ]
    Asked.objects.bulk_create(rows, batch_size=1000)
    unnamed = asked.filter(registration=None, email="")
    counted = sum(event.headcounts.filter(withdrawn_at=None).values_list("number", flat=True))
    walk_ins = marks.filter(registration=None).count() + counted - unnamed.count()
    Asked.objects.bulk_create([Asked(wave=wave) for _one in range(max(0, walk_ins))])


def open_due() -> int:
    """Opens the feedback of the events that are about to end, unless their arranger or their project
    has switched it off; returns how many. What ended over two days ago is left to the arranger."""
    ending = asked_by_itself().filter(ends_at__lte=timezone.now() + BEFORE_END)
    due = ending.exclude(waves__kind=Wave.Kind.EVENT)
    events = list(due.order_by("ends_at", "pk"))
    for event in events:
        open_for_event(event=event, by=None)
    return len(events)


def follow_events() -> int:
    """Moves the feedback that nobody has answered with its event, when that has been put off or brought
    forward; returns how many. Records `surveys.edit`."""
    moved = Wave.objects.filter(
        kind=Wave.Kind.EVENT, closed_at=None, has_answers=False, is_invented=False
    ).exclude(opens_at=F("event__ends_at") - BEFORE_END)
    count = 0
    for wave in moved.filter(event__ends_at__isnull=False).select_related("event").order_by("pk"):
        assert wave.event is not None
        assert wave.event.ends_at is not None
        by_so_much = wave.event.ends_at - BEFORE_END - wave.opens_at
        closes_at = wave.closes_at and wave.closes_at + by_so_much
        edit(wave=wave, by=None, opens_at=wave.opens_at + by_so_much, closes_at=closes_at)
        count += 1
    return count


def edit(*, wave: Wave, by: Person | None, **changes: Any) -> Wave:
    """Changes `titles`, `opens_at`, `closes_at`, `anonymity`, `least` or `own`.

    Refuses with AnonymityKept and LeastOnlyUp (the database holds both), AnsweredAlready (own questions
    after the first answer), WaveClosed, ClosingMissing, ClosesBeforeOpening. Records `surveys.edit`.
    """
    with transaction.atomic():
        wave = hold(wave=wave)
        if wave.closed_at is not None:
            raise refusals.WaveClosed
        before = snapshot(wave)
        for name, value in changes.items():
            if name not in EDITED:
                raise TypeError(f"not a field that is edited: {name}")
            setattr(wave, name, value)
        if wave.kind == Wave.Kind.EVENT and wave.closes_at is None:
            raise refusals.ClosingMissing
        told = differences(wave, before)
        if "own" in told and wave.has_answers:
            raise refusals.AnsweredAlready
        if wave.least < least_of(wave.project):
            raise refusals.LeastOnlyUp
        with refused_by(
            {
                "surveys_wave_anonymity_kept": refusals.AnonymityKept,
                "surveys_wave_least_kept": refusals.LeastOnlyUp,
                "surveys_wave_at_least_five": refusals.LeastOnlyUp,
                "surveys_wave_closes_after_opening": refusals.ClosesBeforeOpening,
            }
        ):
            wave.save()
        if told:
            record("surveys.edit", on=subject_of(wave), by=by, part=wave, changes=told)
    return wave


def close(*, wave: Wave, by: Person | None) -> Wave:
    """Takes no more answers, counts for good who were asked, and makes the results. A second time
    changes nothing. Whoever comes by a link later is told that it is closed, for thirty days.

    Records `surveys.close`.
    """
    with transaction.atomic():
        if wave.project_id:
            # In one order for all: the project, then its waves (releasing takes them so).
            Project.objects.select_for_update(no_key=True).get(pk=wave.project_id)
        wave = hold(wave=wave)
        if wave.closed_at is not None:
            return wave
        wave.closed_at = timezone.now()
        wave.asked_in_all = wave.asked.count()
        wave.answered_in_all = wave.asked.filter(has_answered=True).count()
        wave.save(update_fields=["closed_at", "asked_in_all", "answered_in_all"])
        record("surveys.close", on=subject_of(wave), by=by, part=wave)
        release(wave=wave)
    return wave


def close_due() -> int:
    """Closes what has reached its time, and makes what results there may be of what is open; returns how
    many were closed."""
    now = timezone.now()
    due = list(Wave.objects.filter(closed_at=None, closes_at__lte=now).order_by("pk"))
    for wave in due:
        close(wave=wave, by=None)
    for wave in ready_for_more():
        release(wave=wave)
    return len(due)


def set_rule(
    *,
    project: Project,
    by: Person | None,
    least: int | None = None,
    asks_by_itself: bool | None = None,
    seen: int | None = None,
) -> ProjectRule:
    """Sets the fewest answers that the project shows anything of, and whether feedback of its events is
    asked by itself; None leaves it as it is. The number holds for the feedback that is open or opened
    from now on. `seen` is the last history entry that the person had seen when the form was opened.

    Refuses with LeastOnlyUp, ProjectArchived and ChangedMeanwhile. Records `surveys.set_rule` when
    something differs.
    """
    with transaction.atomic():
        project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        if project.archived_at is not None:
            raise ProjectArchived
        rule, _made = ProjectRule.objects.get_or_create(project=project)
        before = snapshot(rule)
        if least is not None:
            rule.least = least
        if asks_by_itself is not None:
            rule.asks_by_itself = asks_by_itself
        told = differences(rule, before)
        refuse_overwriting(project, told, seen, part=rule)
        with refused_by(
            {
                "surveys_projectrule_only_up": refusals.LeastOnlyUp,
                "surveys_projectrule_at_least_five": refusals.LeastOnlyUp,
            }
        ):
            rule.save()
        raised = Wave.objects.filter(project=project, closed_at=None, least__lt=rule.least)
        raised.update(least=rule.least)
        if told:
            record("surveys.set_rule", on=project, by=by, part=rule, changes=told)
    return rule


def least_of(project: Project | None) -> int:
    """The fewest answers that the project shows anything of."""
    return rule_of(project).least


def core_in_force() -> FormVersion:
    """The newest published core questions; loaded if this installation has none yet."""
    newest = FormVersion.objects.filter(
        form__purpose=Form.Purpose.CORE, published_at__isnull=False
    ).order_by("-number")
    return newest.first() or load_core()


def new_code() -> str:
    """Six letters and digits that cannot be taken for one another, which no other wave has."""
    while True:
        code = "".join(secrets.choice(LETTERS) for _one in range(6))
        if not Wave.objects.with_code(code).exists():
            return code


def end_of(event: Event) -> datetime:
    """When the event ends; where only a day is known, at four in the afternoon in Europe/Helsinki."""
    if event.ends_at is not None:
        return event.ends_at
    day = event.ends_on or event.starts_on or timezone.localdate()
    return timezone.make_aware(datetime.combine(day, time(16)))


def subject_of(wave: Wave) -> Event | Project | Wave:
    """Whose history tells of the wave: its event's, else its project's, else its own."""
    return wave.event or wave.project or wave
