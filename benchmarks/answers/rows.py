"""Makes projects whose events all have closed feedback with results, in a few statements each."""

from copy import copy
from datetime import timedelta
from typing import Any

OF_FIVE = {"1": 4, "2": 8, "3": 16, "4": 36, "5": 36}
SPREADS = {
    "useful": OF_FIVE,
    "timely": OF_FIVE,
    "learned": OF_FIVE,
    "arrangements": OF_FIVE,
    "heard": OF_FIVE,
    "will_use": {"yes": 60, "no": 14, "not_sure": 26},
    "recommend": {
        str(value): share for value, share in enumerate((1, 1, 2, 2, 4, 6, 12, 20, 24, 16, 12))
    },
}
"""Of a hundred answers, how many each."""

ASKED = """
INSERT INTO surveys_asked (wave_id, email, language, token_hash, is_written_to, is_reminded, has_answered)
SELECT w.id, 'h' || i || '@example.org', 'fi', '', true, false, i <= %(answers)s
  FROM surveys_wave w CROSS JOIN generate_series(1, %(asked)s) i WHERE w.id > %(after)s
"""
RESPONSES = """
INSERT INTO surveys_response (id, wave_id, anonymity, pseudonym, "values", batch_id)
SELECT gen_random_uuid(), b.wave_id, 'anonymous', '',
    '{"useful": {"w": 1, "v": 4}, "timely": {"w": 1, "v": 5}, "recommend": {"w": 1, "v": 8}}', b.id
  FROM surveys_batch b CROSS JOIN generate_series(1, b.answers) i WHERE b.wave_id > %(after)s
"""
BATCHES = """
INSERT INTO surveys_batch (wave_id, project_id, is_of_events, counts_on, answers, made_on)
SELECT w.id, w.project_id, true, e.ends_on, %(answers)s, e.ends_on
  FROM surveys_wave w JOIN events_event e ON e.id = w.event_id WHERE w.id > %(after)s ORDER BY w.id
"""
TALLIES = """
INSERT INTO surveys_tally (batch_id, project_id, is_of_events, item_key, wording, value, count, answered)
SELECT b.id, b.project_id, b.is_of_events, s.item_key, 1, s.value, s.count * b.answers / 100, b.answers
  FROM surveys_batch b
 CROSS JOIN unnest(%(keys)s::text[], %(values)s::text[], %(counts)s::int[]) s(item_key, value, count)
 WHERE b.wave_id > %(after)s ORDER BY b.id
"""


def make(projects: int, events: int, answers: int) -> Any:
    """So many projects more, each of so many events over four years, each with so many answers of one
    and a fifth as many asked; returns the first of the projects."""
    from django.db import connection
    from django.utils import timezone

    from talkoot.events.models import Event
    from talkoot.events.tests import factories
    from talkoot.surveys.models import Wave
    from talkoot.surveys.operations import load_core

    core = load_core()
    last = Wave.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    first = None
    for _turn in range(projects):
        project = factories.running_project()
        first = first or project
        pattern = factories.event(
            project=project,
            starts_at=timezone.now() - timedelta(days=1400),
            takes_registrations=False,
        )
        made = [pattern]
        for number in range(1, events):
            later = copy(pattern)
            later.pk, later._state = None, copy(pattern._state)
            later._state.adding = True
            later.slug = f"{pattern.slug}-{number}"
            days = timedelta(days=7 * number % 1400)
            later.starts_on = later.starts_on and later.starts_on + days
            later.ends_on = later.ends_on and later.ends_on + days
            later.starts_at = later.starts_at and later.starts_at + days
            later.ends_at = later.ends_at and later.ends_at + days
            made.append(later)
        Event.objects.bulk_create(made[1:])
        Wave.objects.bulk_create(
            Wave(  # type: ignore[misc]  # every event made above has its hours
                kind="event", event=event, project=project, organisation=event.organisation, core=core,
                code=f"B{event.pk}", opens_at=event.ends_at, closes_at=event.ends_at + timedelta(days=14),  # type: ignore[operator]  # the same
                closed_at=event.ends_at + timedelta(days=14), has_answers=True,  # type: ignore[operator]  # the same
                asked_in_all=answers * 6 // 5, answered_in_all=answers,
            )
            for event in made
        )  # fmt: skip  # one wave
    spread = [(key, value, count) for key, of in SPREADS.items() for value, count in of.items()]
    keys, values, counts = (list(column) for column in zip(*spread, strict=True))
    given: dict[str, Any] = {
        "after": last, "answers": answers, "asked": answers * 6 // 5,
        "keys": keys, "values": values, "counts": counts,
    }  # fmt: skip  # one row
    with connection.cursor() as cursor:
        # Triggers would ask a question a row; the rows say themselves what triggers would.
        cursor.execute("SET session_replication_role = replica")
        for statement in (ASKED, BATCHES, RESPONSES, TALLIES):
            cursor.execute(statement, given)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")
    return first
