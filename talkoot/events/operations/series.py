"""Beginning a series of events and changing what it says of itself."""

from typing import Any

from django.db import transaction

from talkoot.events.models import Series
from talkoot.events.operations import turn_refusals as refusals
from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import refused_by
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import changed, first_values, refuse_overwriting
from talkoot.projects.operations.project import slug_of

SERIES_FIELDS = frozenset({"summaries", "rotates", "turns_a_year", "avoided_weeks", "duties"})
EDITABLE = SERIES_FIELDS | {"titles", "kind", "slug"}
RESERVED_SLUGS = frozenset({"new"})
WEEKS = range(1, 54)
TAKEN = {"events_series_slug_key": refusals.SeriesSlugTaken}


def create_series(
    *,
    organisation: Organisation,
    titles: Texts,
    kind: str,
    by: Person | None,
    project: Project | None = None,
    slug: str = "",
    **fields: Any,
) -> Series:
    """Begins a series that the organisation answers for; `fields` are summaries, whether its hosts
    take turns and how many a year, weeks to avoid and the host's duties. Without `slug` the address
    is made of the name.

    Refuses with SeriesTitleMissing, SeriesThere, SeriesSlugTaken, WeekUnknown. Records
    `events.create_series`.
    """
    unknown = fields.keys() - SERIES_FIELDS
    if unknown:
        raise TypeError(f"not a field of a series: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        # The same form sent twice waits here for the first, and then finds its series.
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        series = Series(
            organisation=organisation, titles=titles, kind=kind, project=project, **fields
        )
        _refuse_unfit(series)
        if Series.objects.filter(
            organisation=organisation, titles=titles, kind=kind, project=project
        ).exists():
            raise refusals.SeriesThere
        series.slug = slug or _free_slug(titles)
        with refused_by(TAKEN):
            series.save(force_insert=True)
        record("events.create_series", on=series, by=by, changes=first_values(series))
    return series


def edit_series(
    *, series: Series, by: Person | None, seen: int | None = None, **changes: Any
) -> Series:
    """Changes any of the series's own fields. New duties concern turns that are added later: those
    that somebody has accepted stay as they were. `seen` is as in `edit`.

    Refuses with ChangedMeanwhile and as `create_series` does. Records `events.edit_series`.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a series: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        series.refresh_from_db(from_queryset=Series.objects.select_for_update(no_key=True))
        before = snapshot(series)
        for name, value in changes.items():
            setattr(series, name, value)
        _refuse_unfit(series)
        differing = changed(series, before)
        if not differing:
            return series
        refuse_overwriting(series, differing, seen)
        with refused_by(TAKEN):
            series.save()
        record("events.edit_series", on=series, by=by, changes=differing)
    return series


def _refuse_unfit(series: Series) -> None:
    if not series.titles:
        raise refusals.SeriesTitleMissing
    if any(week not in WEEKS for week in series.avoided_weeks):
        raise refusals.WeekUnknown
    if series.slug in RESERVED_SLUGS:
        raise refusals.SeriesSlugTaken


def _free_slug(titles: Texts) -> str:
    start = slug_of(titles.pick("fi").text)
    taken = set(Series.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    taken |= RESERVED_SLUGS
    slug, number = start, 1
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug
