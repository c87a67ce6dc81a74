"""Counting everything anew, for pages over all projects."""

import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused
from talkoot.measures import measure as measures
from talkoot.measures.measure import Measure, Scope
from talkoot.measures.totals import question
from talkoot.projects.models import Project
from talkoot.reports.models import Keeping, KeptSum, KeptTotal, ProjectIndicator
from talkoot.reports.queries.suppression import LEAST, is_of_people

LOCK = 7206041
COUNTY = "county"

AT_ONCE = 2
SAME_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
# Many rows are sorted and grouped at once here and nowhere else.
MEMORY = "SET LOCAL work_mem = '128MB'; SET LOCAL hash_mem_multiplier = 2"

KEEP = """
INSERT INTO reports_kepttotal (keeping_id, project_id, measure, year, split, part, amount, is_about)
SELECT %s, project, %s, year, split, part, amount, is_about FROM reports_counted
 WHERE split IN ('', %s) OR split || ' ' || part = ANY(%s)
"""
ADD_UP = """
INSERT INTO reports_keptsum (keeping_id, measure, programme_id, state, is_public, year, split, part,
    amount, is_about)
SELECT %(keeping)s, %(measure)s, p.programme_id,
       CASE WHEN p.starts_on IS NULL AND p.ends_on IS NULL
            THEN CASE WHEN p.kind = 'standing' THEN 'running' ELSE 'not_known' END
            WHEN p.ends_on < %(today)s THEN 'ended'
            WHEN p.starts_on > %(today)s THEN 'coming'
            ELSE 'running' END,
       p.published_at IS NOT NULL AND whole.amount >= %(least)s,
       c.year, c.split, c.part, sum(c.amount), bool_or(c.is_about)
  FROM reports_counted c
  JOIN projects_project p ON p.id = c.project
  JOIN (SELECT project, sum(amount) AS amount FROM reports_counted WHERE split = '' GROUP BY project)
       whole ON whole.project = c.project
 WHERE c.split IN ('', %(county)s)
 GROUP BY 3, 4, 5, 6, 7, 8
"""


class BeingCounted(Refused):
    """Somebody else is counting everything at this moment."""

    sentence = _("Everything is being counted at this moment.")
    next_step = _("Look at the page again in a while.")


def recount() -> Keeping:
    """Counts every measure of every project anew and keeps the totals, all of them at one moment; who
    reads meanwhile sees the earlier ones. The count before the last is forgotten.

    Refuses with BeingCounted where another counts already. Records nothing: it changes no fact.
    """
    began = time.perf_counter()
    of_its_own = not connection.in_atomic_block
    with transaction.atomic():
        with connection.cursor() as cursor:
            if of_its_own:
                cursor.execute(SAME_MOMENT)
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
            if cursor.fetchone() != (True,):
                raise BeingCounted
            earlier = list(Keeping.objects.order_by("-pk").values_list("pk", flat=True)[:1])
            keeping = Keeping.objects.create(kept_at=timezone.now(), milliseconds=0)
            projects = tuple(Project.objects.live().values_list("pk", flat=True))
            asked = [one for one in measures.every() if projects and one.day and one.project]
            scope = Scope(projects, each=True)
            if of_its_own:
                cursor.execute("SELECT pg_export_snapshot()")
                (moment,) = cursor.fetchone()
                # Until this transaction ends nobody reads what the others write.
                with ThreadPoolExecutor(AT_ONCE) as pool:
                    list(pool.map(partial(_count_apart, keeping, scope, moment), asked))
            else:
                for measure in asked:
                    _count(cursor, keeping, measure, scope)
        for kept in (KeptTotal, KeptSum):
            kept._default_manager.exclude(keeping__in=[keeping.pk, *earlier]).delete()
        Keeping.objects.exclude(pk__in=[keeping.pk, *earlier]).delete()
        keeping.milliseconds = round((time.perf_counter() - began) * 1000)
        keeping.save(update_fields=["milliseconds"])
    return keeping


def _count_apart(keeping: Keeping, scope: Scope, moment: str, measure: Measure) -> None:
    """The same on a connection of its own that sees what the first one sees."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(SAME_MOMENT)
            cursor.execute(f"SET TRANSACTION SNAPSHOT '{moment}'")
            _count(cursor, keeping, measure, scope)
    finally:
        connection.close()


def _count(cursor: CursorWrapper, keeping: Keeping, measure: Measure, scope: Scope) -> None:
    """One measure's totals, and their sums by programme, state and year."""
    asked = ProjectIndicator.objects.live().filter(measure=measure.code).exclude(part_by="")
    parts = {(by, part) for by, part in asked.values_list("part_by", "part").distinct()}
    splits = {by for by, _part in parts if by in measure.split}
    if COUNTY in measure.split:
        splits.add(COUNTY)
    sql, values = question(measure, scope, sorted(splits))
    cursor.execute(MEMORY)
    # A table of its own, since the database reads with several processors only where it does not write.
    cursor.execute(
        "CREATE TEMPORARY TABLE reports_counted (project, year, split, part, amount, is_about)"
        f" ON COMMIT DROP AS {sql}",
        values,
    )
    wanted = [f"{by} {part}" for by, part in sorted(parts)]
    cursor.execute(KEEP, [keeping.pk, measure.code, COUNTY, wanted])
    cursor.execute(
        ADD_UP,
        {
            "keeping": keeping.pk,
            "measure": measure.code,
            "today": timezone.localdate(keeping.kept_at),
            "least": LEAST if is_of_people(measure.unit) else 0,
            "county": COUNTY,
        },
    )
    cursor.execute("DROP TABLE reports_counted")
