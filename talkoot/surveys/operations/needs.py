"""Surveys of needs: the same questions to every sector, each sector a wave of its own."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import changing, keep_changes, refuse_overwriting
from talkoot.surveys.models import Asked, FormVersion, Needs, Wave
from talkoot.surveys.operations import form_refusals as refusals
from talkoot.surveys.operations.refusals import ClosesBeforeOpening
from talkoot.surveys.operations.studies import fit
from talkoot.surveys.operations.waves import edit, least_of, new_code

FEWEST_SECTORS = 2


def begin_needs(
    *,
    project: Project,
    titles: Texts,
    sectors: Sequence[Texts],
    own: FormVersion,
    opens_at: datetime,
    closes_at: datetime,
    by: Person | None,
    intros: Texts | None = None,
    is_open_to_all: bool = True,
    is_invented: bool = False,
) -> Needs:
    """A survey of needs, anonymous: a wave for each sector, open to everybody with the code, or to those
    whose addresses are given later (`ask_addresses`).

    Refuses with NoSectors, NotPublishedYet, ClosesBeforeOpening, ProjectArchived, ProjectDeleted.
    Records `surveys.begin_needs` on the project.
    """
    if len(sectors) < FEWEST_SECTORS:
        raise refusals.NoSectors
    if own.published_at is None:
        raise refusals.NotPublishedYet
    if closes_at <= opens_at:
        raise ClosesBeforeOpening
    with changing(project):
        needs = Needs.objects.create(
            project=project, titles=titles, intros=intros or Texts(), code=new_code()
        )
        for sector in sectors:
            Wave.objects.create(
                kind=Wave.Kind.NEEDS,
                titles=sector,
                project=project,
                organisation=project.owner,
                needs=needs,
                own=own,
                least=least_of(project),
                code=new_code(),
                is_open_to_all=is_open_to_all,
                opens_at=opens_at,
                closes_at=closes_at,
                is_invented=is_invented,
            )
        told = {"titles": [{}, dict(titles)], "count": [None, len(sectors)]}
        record("surveys.begin_needs", on=project, by=by, part=needs, changes=told)
    return needs


def edit_needs(
    *,
    needs: Needs,
    titles: Texts,
    intros: Texts,
    by: Person | None,
    closes_at: datetime | None = None,
    seen: int | None = None,
) -> Needs:
    """Changes the name and what is told of it, and moves the closing of all sectors that are not closed;
    None leaves it as it is.

    Refuses with SurveyUnnamed, SurveyClosed, ClosesBeforeOpening, ChangedMeanwhile, ProjectArchived,
    ProjectDeleted. Records `surveys.edit_needs` on the project, and `surveys.edit` of each sector that
    was moved.
    """
    with changing(needs.project) as project:
        needs.refresh_from_db()
        if not titles:
            raise refusals.SurveyUnnamed
        before = snapshot(needs)
        needs.titles, needs.intros = titles, intros
        keep_changes(needs, before, of=project, verb="surveys.edit_needs", by=by, seen=seen)
        if closes_at is not None:
            waiting = list(needs.waves.filter(closed_at=None).order_by("pk"))
            if not waiting:
                raise refusals.SurveyClosed
            for wave in waiting:
                refuse_overwriting(project, {"closes_at": []}, seen, wave)
                edit(wave=wave, by=by, closes_at=closes_at)
    return needs


def ask_addresses(
    *, wave: Wave, addresses: Iterable[str], by: Person | None, language: str = "fi"
) -> int:
    """Asks one address of each organisation of the wave's sector; returns how many are new. Whoever the
    survey asks already, in this sector or another, is not asked twice.

    Refuses with AddressUnfit, NobodyToAsk, SectorClosed, ProjectArchived.
    Records `surveys.ask_addresses` on the project, with how many.
    """
    found = fit(addresses)
    if not found:
        raise refusals.NobodyToAsk
    assert wave.project is not None  # a survey of needs is of a project
    with changing(wave.project) as project:
        wave.refresh_from_db()
        if wave.closed_at is not None:
            raise refusals.SectorClosed
        there = set(
            Asked.objects.filter(wave__needs=wave.needs, email__in=found).values_list(
                "email", flat=True
            )
        )
        rows = [Asked(wave=wave, email=one, language=language) for one in found if one not in there]
        Asked.objects.bulk_create(rows, batch_size=1000)
        if rows:
            told = {"count": [None, len(rows)]}
            record("surveys.ask_addresses", on=project, by=by, part=wave, changes=told)
    return len(rows)
