"""Before and after: a study's key, its times of asking, and the key's end."""

import secrets
from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.utils import timezone

from talkoot.events.models import Attendance, Event, Registration
from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import (
    changing,
    keep_changes,
    refuse_overwriting,
    same_project,
)
from talkoot.surveys.models import Asked, FormVersion, PairResult, Response, Study, StudyKey, Wave
from talkoot.surveys.operations import form_refusals as refusals
from talkoot.surveys.operations.refusals import ClosesBeforeOpening, KeyDestroyed
from talkoot.surveys.operations.waves import core_in_force, edit, least_of, new_code

SECRET_BYTES = 32
LATER = (Wave.Kind.END, Wave.Kind.FOLLOW_UP)
IN_ORDER = (Wave.Kind.BEFORE, *LATER)


def begin_study(*, project: Project, titles: Texts, destroy_on: date, by: Person | None) -> Study:
    """A study of the same people before and after, with a key that is destroyed on a day that every
    invitation tells.

    Refuses with DestroyDayPast, ProjectArchived, ProjectDeleted. Records `surveys.begin_study`.
    """
    if destroy_on <= timezone.localdate():
        raise refusals.DestroyDayPast
    with changing(project):
        study = Study.objects.create(project=project, titles=titles, destroy_on=destroy_on)
        StudyKey.objects.create(study=study, secret=secrets.token_bytes(SECRET_BYTES))
        told = {"titles": [{}, dict(titles)], "destroy_on": [None, destroy_on.isoformat()]}
        record("surveys.begin_study", on=project, by=by, part=study, changes=told)
    return study


def ask_in_study(
    *,
    study: Study,
    kind: str,
    own: FormVersion | None,
    opens_at: datetime,
    closes_at: datetime,
    by: Person | None,
    events: Iterable[Event] = (),
    addresses: Iterable[str] = (),
    with_core: bool = False,
    language: str = "fi",
    is_invented: bool = False,
) -> Wave:
    """A time of asking in the study: before, at the end or in a follow-up, under a pseudonym. Before,
    the participants of the events and the addresses are asked; later, the same people and whoever
    comes more.

    Refuses with KeyDestroyed, AskedAlready, BeforeMissing, RoundsOverlap, RunsIntoNext,
    NotPublishedYet, ClosesBeforeOpening, DestroyedBeforeClosing, AddressUnfit, NobodyToAsk,
    PartOfAnotherProject, ProjectArchived.
    Records `surveys.ask_in_study` on the project, with how many are asked.
    """
    if own is not None and own.published_at is None:
        raise refusals.NotPublishedYet
    with changing(study.project) as project:
        study.refresh_from_db()
        earlier = list(study.waves.all())
        if any(wave.kind == kind for wave in earlier):
            raise refusals.AskedAlready
        if kind in LATER and not any(wave.kind == Wave.Kind.BEFORE for wave in earlier):
            raise refusals.BeforeMissing
        _refuse_unfit(study, kind, opens_at, closes_at, earlier)
        wave = Wave.objects.create(
            kind=kind,
            titles=study.titles,
            project=project,
            organisation=project.owner,
            study=study,
            core=core_in_force() if with_core or own is None else None,
            own=own,
            anonymity=Wave.Anonymity.PSEUDONYMOUS,
            least=least_of(project),
            code=new_code(),
            opens_at=opens_at,
            closes_at=closes_at,
            is_invented=is_invented,
        )
        asked = _same_people(wave, earlier) + _people_of(project, wave, events)
        asked += [Asked(wave=wave, email=one, language=language) for one in fit(addresses)]
        rows = _once(asked)
        if not rows:
            raise refusals.NobodyToAsk
        Asked.objects.bulk_create(rows, batch_size=1000)
        told = {"kind": [None, kind], "count": [None, len(rows)]}
        record("surveys.ask_in_study", on=project, by=by, part=wave, changes=told)
    return wave


def edit_study(*, study: Study, by: Person | None, titles: Texts, seen: int | None = None) -> Study:
    """Changes the name, also in the letters that are still to be written. The day on which the key is
    destroyed has been promised and stays.

    Refuses with StudyUnnamed, ChangedMeanwhile, ProjectArchived, ProjectDeleted. Records
    `surveys.edit_study` on the project when something differs.
    """
    with changing(study.project) as project:
        study.refresh_from_db()
        if not titles:
            raise refusals.StudyUnnamed
        before = snapshot(study)
        study.titles = titles
        if keep_changes(study, before, of=project, verb="surveys.edit_study", by=by, seen=seen):
            study.waves.update(titles=titles)
    return study


def move_round(
    *,
    wave: Wave,
    by: Person | None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    seen: int | None = None,
) -> Wave:
    """Moves the days of a round that is not closed; the first only while it is still to come. None
    leaves it as it is.

    Refuses with RoundClosed, OpenedAlready, KeyDestroyed, DestroyedBeforeClosing, RoundsOverlap,
    RunsIntoNext, ClosesBeforeOpening, ChangedMeanwhile, ProjectArchived, ProjectDeleted. Records
    `surveys.edit` on the project when something differs.
    """
    study = wave.study
    assert study is not None  # a round is of a study
    with changing(study.project) as project:
        study.refresh_from_db()
        wave.refresh_from_db()
        if wave.closed_at is not None:
            raise refusals.RoundClosed
        first, last = opens_at or wave.opens_at, closes_at or wave.closes_at
        assert last is not None  # a round is made with its last day
        if first != wave.opens_at and wave.opens_at <= timezone.now():
            raise refusals.OpenedAlready
        moved = {"opens_at": first != wave.opens_at, "closes_at": last != wave.closes_at}
        refuse_overwriting(
            project, {name: [] for name, is_moved in moved.items() if is_moved}, seen, wave
        )
        _refuse_unfit(study, wave.kind, first, last, study.waves.exclude(pk=wave.pk))
        return edit(wave=wave, by=by, opens_at=first, closes_at=last)


def destroy_key(*, study: Study, by: Person | None) -> None:
    """Destroys the study's key, and with it who was in the pairs, and who was asked and what each
    answered in closed rounds: nobody can join an answer to a person, nor a new answer to an old one.
    Results that were made stay. A second time changes nothing.

    Records `surveys.destroy_key` on the project: the log of the destruction.
    """
    with transaction.atomic():
        study = Study.objects.select_for_update(no_key=True).get(pk=study.pk)
        if study.destroyed_at is not None:
            return
        StudyKey.objects.filter(study=study).delete()
        PairResult.objects.filter(study=study).update(members=[])
        Asked.objects.filter(wave__study=study, wave__closed_at__isnull=False).delete()
        Response.objects.filter(wave__study=study, batch__isnull=False).delete()
        study.destroyed_at = timezone.now()
        study.save(update_fields=["destroyed_at"])
        told = {"titles": [dict(study.titles), dict(study.titles)]}
        record("surveys.destroy_key", on=study.project, by=by, part=study, changes=told)
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            # A deleted row lies in its table until it is vacuumed.
            cursor.execute(
                "VACUUM surveys_studykey, surveys_pairresult, surveys_asked, surveys_response"
            )


def destroy_due() -> int:
    """Destroys the keys whose day has come; returns how many."""
    due = Study.objects.filter(destroyed_at=None, destroy_on__lte=timezone.localdate())
    studies = list(due.order_by("pk"))
    for study in studies:
        destroy_key(study=study, by=None)
    return len(studies)


def fit(addresses: Iterable[str]) -> list[str]:
    """The addresses in small letters, each once, in order. Refuses with AddressUnfit."""
    found = list(dict.fromkeys(one.strip().lower() for one in addresses if one.strip()))
    for one in found:
        try:
            validate_email(one)
        except ValidationError:
            raise refusals.AddressUnfit(address=one) from None
    return found


def _refuse_unfit(
    study: Study, kind: str, opens_at: datetime, closes_at: datetime, others: Iterable[Wave]
) -> None:
    """Refuses with KeyDestroyed, ClosesBeforeOpening, DestroyedBeforeClosing, RoundsOverlap and
    RunsIntoNext what would not fit among the other rounds and before the end of the key."""
    if study.destroyed_at is not None:
        raise KeyDestroyed
    if closes_at <= opens_at:
        raise ClosesBeforeOpening
    if timezone.localdate(closes_at) >= study.destroy_on:
        raise refusals.DestroyedBeforeClosing
    for wave in others:
        if IN_ORDER.index(Wave.Kind(wave.kind)) > IN_ORDER.index(Wave.Kind(kind)):
            if closes_at > wave.opens_at:
                raise refusals.RunsIntoNext
        # A closed one asks nobody any more.
        elif wave.closed_at is None and (wave.closes_at is None or wave.closes_at > opens_at):
            raise refusals.RoundsOverlap


def _same_people(wave: Wave, earlier: Iterable[Wave]) -> list[Asked]:
    there = Asked.objects.filter(wave__in=list(earlier)).select_related("registration")
    return [
        Asked(wave=wave, registration=one.registration, email=one.email, language=one.language)
        for one in there.order_by("pk")
        # Whoever has been erased, or whose address is kept no more, cannot be asked again.
        if one.email or (one.registration is not None and one.registration.email)
    ]


def _people_of(project: Project, wave: Wave, events: Iterable[Event]) -> list[Asked]:
    """Whoever was at the events, or has a place where nobody has been marked; not the project's own."""
    found = []
    for event in events:
        same_project(project, event)
        rows = Registration.objects.filter(event=event, is_project_staff=False).exclude(email="")
        marks = Attendance.objects.live().filter(event=event, registration__isnull=False)
        if marks.exists():
            rows = rows.filter(pk__in=marks.values("registration"))
        else:
            rows = rows.filter(state=Registration.State.CONFIRMED)
        found += [
            Asked(wave=wave, registration=row, language=row.language) for row in rows.order_by("pk")
        ]
    return found


def _once(asked: Iterable[Asked]) -> list[Asked]:
    """One row for each person and each address; the first that asked them stays."""
    kept: list[Asked] = []
    known: set[object] = set()
    for one in asked:
        who = one.registration
        marks: set[object] = {who.email.lower() if who is not None else one.email.lower()}
        if who is not None and who.person_id:
            marks.add(who.person_id)
        if not marks & known:
            kept.append(one)
        known |= marks
    return kept
