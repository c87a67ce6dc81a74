"""Making results: answers are added up in batches of enough people, once for all."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone

from talkoot.projects.models import Project
from talkoot.surveys.models import Batch, Item, OpenText, Response, Tally, Wave
from talkoot.surveys.operations.mixing import hold, mix_all
from talkoot.surveys.operations.pairs import compare

AT_ONCE = 5000


def release(*, wave: Wave) -> list[Batch]:
    """Adds up what may be added up now, and returns the new batches; a second time changes nothing.

    A closed wave: everything, if there are enough; else its answers go to those of its partner, its
    area or its project, as soon as together they are enough. An open wave: all but `least` of the
    answers that wait, when twice as many wait, so that closing always leaves enough. A wave of a study
    is one batch, made when it is closed, for its pairs are shown beside it (`pairs`).
    """
    with transaction.atomic():
        # The project's rows first: pools of two waves that close at once are made one after another.
        if wave.project_id:
            Project.objects.select_for_update(no_key=True).get(pk=wave.project_id)
        wave = hold(wave=wave)
        mix_all(wave=wave)
        waiting = list(Response.objects.filter(wave=wave, batch=None))
        least = wave.least
        if wave.closed_at is None and wave.study_id is not None:
            return []
        if wave.closed_at is None:
            # See also `ready_for_more`, by which the clock finds it.
            ready = len(waiting) - least if len(waiting) >= 2 * least else 0
            secrets.SystemRandom().shuffle(waiting)
            return [_batch(waiting[:ready], wave=wave)] if ready else []
        if len(waiting) >= least:
            made = [_batch(waiting, wave=wave)]
            _open_texts(wave)
        else:
            made = _pool(wave.project, wave.kind) if waiting and wave.project is not None else []
            if wave.batches.exists():
                _open_texts(wave)
        if wave.study is not None:
            compare(study=wave.study)
        return made


def ready_for_more() -> list[Wave]:
    """The open waves in which twice as many answers wait as are shown at least (`release`)."""
    waiting = Count("responses", filter=Q(responses__batch=None))
    rows = Wave.objects.filter(closed_at=None, study=None, has_answers=True)
    return list(rows.annotate(waiting=waiting).filter(waiting__gte=2 * F("least")).order_by("pk"))


def _pool(project: Project, kind: str) -> list[Batch]:
    """What small closed waves left over: by partner, else by area, else of the whole project. Those of
    events apart from those of other surveys, which ask something else."""
    rows = Response.objects.filter(
        wave__project=project, wave__closed_at__isnull=False, batch=None
    ).select_related("wave")
    of_events = Q(wave__kind=Wave.Kind.EVENT)
    rows = rows.filter(of_events if kind == Wave.Kind.EVENT else ~of_events)
    left, made = list(rows), []
    for level in ("partnership_id", "area_id", None):
        groups: dict[Any, list[Response]] = defaultdict(list)
        for row in left:
            groups[getattr(row.wave, level) if level else project.pk].append(row)
        for key, some in groups.items():
            least = max(row.wave.least for row in some)
            if key is not None and len(some) >= least:
                made.append(_batch(some, project=project, **({level: key} if level else {})))
                _open_texts_together(some, least)
                left = [row for row in left if row.batch_id is None]
    return made


def _open_texts(wave: Wave) -> None:
    """What people wrote is opened to those who check it as soon as the wave has results of its own."""
    OpenText.objects.filter(wave=wave, is_released=False).update(is_released=True)


def _open_texts_together(rows: Sequence[Response], least: int) -> None:
    """What people wrote in waves that were too small alone, without telling of which each is; but to a
    question that only some of the waves asked nothing is opened unless these have answers enough, for
    it tells which they are."""
    waves = {row.wave_id for row in rows}
    versions = {number for row in rows for number in (row.wave.core_id, row.wave.own_id)}
    asked: dict[int | None, set[str]] = defaultdict(set)
    items = Item.objects.filter(version__in=versions - {None}, kind=Item.Kind.TEXT)
    for version, key in items.values_list("version", "key"):
        asked[version].add(key)
    # So many answers came from where each question was asked.
    answers = Counter(
        key for row in rows for key in asked[row.wave.core_id] | asked[row.wave.own_id]
    )
    enough = [key for key, number in answers.items() if number >= least]
    texts = OpenText.objects.filter(wave__in=waves, item_key__in=enough, is_released=False)
    texts.update(is_released=True)


def _batch(rows: Sequence[Response], *, wave: Wave | None = None, **pool: Any) -> Batch:
    least = max(row.wave.least for row in rows) if wave is None else wave.least
    days = [_day(row.wave) for row in rows] if wave is None else [_day(wave)]
    batch = Batch.objects.create(
        wave=wave,
        project=wave.project if wave is not None else pool.pop("project"),
        answers=len(rows),
        is_of_events=(wave or rows[0].wave).kind == Wave.Kind.EVENT,
        counts_on=max(days),
        **pool,
    )
    for start in range(0, len(rows), AT_ONCE):
        keys = [row.pk for row in rows[start : start + AT_ONCE]]
        Response.objects.filter(pk__in=keys).update(batch=batch)
    for row in rows:
        row.batch = batch
    Tally.objects.bulk_create(_tallies(batch, rows, least), batch_size=2000)
    return batch


def _tallies(batch: Batch, rows: Sequence[Response], least: int) -> list[Tally]:
    """Of a question that fewer than `least` answered nothing is written. A number is kept as its sum
    only, for a number alone may tell who gave it."""
    answered: Counter[tuple[str, int]] = Counter()
    counts: Counter[tuple[str, int, str]] = Counter()
    for row in rows:
        for key, said in row.values.items():
            about = (key, said["w"])
            answered[about] += 1
            value = said["v"]
            if isinstance(value, dict):
                counts[(*about, "sum")] += int(value["number"])
            else:
                for one in value if isinstance(value, list) else [value]:
                    counts[(*about, str(one))] += 1
    return [
        Tally(
            batch=batch, item_key=key, wording=wording, value=value, count=count,
            answered=answered[key, wording],
        )
        for (key, wording, value), count in sorted(counts.items())
        if answered[key, wording] >= least
    ]  # fmt: skip  # one row reads as one


def _day(wave: Wave) -> Any:
    if wave.event is not None and wave.event.ends_on is not None:
        return wave.event.ends_on
    return timezone.localdate(wave.closes_at or wave.closed_at or wave.opens_at)
