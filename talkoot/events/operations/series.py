"""Series of events and whose turn it is to host."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from talkoot.events.models import HostTurn, Series
from talkoot.history.record import record
from talkoot.kit.languages import Texts
from talkoot.kit.periods import Period
from talkoot.kit.refusals import Refused, refused_by
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations.changing import first_values
from talkoot.projects.operations.project import slug_of
from talkoot.terms.models import Area

SERIES_FIELDS = frozenset({"summaries", "rotates", "turns_a_year", "avoided_weeks", "duties"})


class SeriesTitleMissing(Refused):
    sentence = _("The series has no name.")
    next_step = _("Write a name in at least one language.")
    field = "titles"


class SeriesSlugTaken(Refused):
    sentence = _("Another series has this address.")
    next_step = _("Choose another address.")
    field = "slug"


class HostMissing(Refused):
    sentence = _("A turn is an organisation's or an area's.")
    next_step = _("Choose who hosts, or the area whose turn it is.")
    field = "host"


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

    Refuses with SeriesTitleMissing, SeriesSlugTaken. Records `events.create_series`.
    """
    unknown = fields.keys() - SERIES_FIELDS
    if unknown:
        raise TypeError(f"not a field of a series: {', '.join(sorted(unknown))}")
    if not titles:
        raise SeriesTitleMissing
    with transaction.atomic():
        series = Series(
            organisation=organisation,
            titles=titles,
            kind=kind,
            project=project,
            slug=slug or _free_slug(titles),
            **fields,
        )
        with refused_by({"events_series_slug_key": SeriesSlugTaken}):
            series.save(force_insert=True)
        record("events.create_series", on=series, by=by, changes=first_values(series))
    return series


def add_turn(
    *,
    series: Series,
    by: Person | None,
    host: Organisation | None = None,
    area: Area | None = None,
    period: Period | None = None,
    state: str = HostTurn.State.PLANNED,
) -> HostTurn:
    """Adds the next turn of a rotating series: an organisation's, or an area's whose hosts choose
    among themselves. When it is may not be known.

    Refuses with HostMissing. Records `events.add_turn`.
    """
    if host is None and area is None:
        raise HostMissing
    with transaction.atomic():
        # Two who add a turn at the same time get places after one another.
        Series.objects.select_for_update(no_key=True).get(pk=series.pk)
        last = series.turns.aggregate(last=Max("position"))["last"] or 0
        turn = HostTurn(series=series, position=last + 1, host=host, area=area, state=state)
        turn.period = period or Period()
        turn.save(force_insert=True)
        record("events.add_turn", on=series, by=by, part=turn, changes=first_values(turn))
    return turn


def _free_slug(titles: Texts) -> str:
    start = slug_of(titles.pick("fi").text)
    taken = set(Series.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    slug, number = start, 1
    while slug in taken:
        number += 1
        slug = f"{start}-{number}"
    return slug
