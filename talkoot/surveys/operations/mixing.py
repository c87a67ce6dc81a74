"""Rewriting answers in random order, so that neither their order nor PostgreSQL's own columns tell
when any of them came (decision 0014)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection, transaction

from talkoot.surveys.models import Wave

WITH_EACH = 200
"""So many others are rewritten together with each new answer; the rest by the clock."""

_RESPONSES = """
WITH chosen AS (
    SELECT ctid FROM surveys_response WHERE wave_id = %s
     ORDER BY id = ANY(%s::uuid[]) DESC, random() LIMIT %s FOR UPDATE
), gone AS (
    DELETE FROM surveys_response r USING chosen WHERE r.ctid = chosen.ctid RETURNING r.*
)
INSERT INTO surveys_response (id, wave_id, anonymity, pseudonym, registration_id, "values", batch_id)
SELECT gen_random_uuid(), wave_id, anonymity, pseudonym, registration_id, "values", batch_id
  FROM gone ORDER BY random()
"""
# Deleted and written anew, for an update leaves rows in the order in which they lay. A text keeps its
# random key, by which what was read from it is found.
_TEXTS = """
WITH chosen AS (
    SELECT ctid FROM surveys_opentext WHERE wave_id = %s
     ORDER BY id = ANY(%s::uuid[]) DESC, random() LIMIT %s FOR UPDATE
), gone AS (
    DELETE FROM surveys_opentext t USING chosen WHERE t.ctid = chosen.ctid RETURNING t.*
)
INSERT INTO surveys_opentext
       (id, wave_id, item_key, wording, text, language, state, is_released, lemmas)
SELECT id, wave_id, item_key, wording, text, language, state, is_released, lemmas
  FROM gone ORDER BY random()
"""


def hold(*, wave: Wave) -> Wave:
    """The wave as it is now, held until the caller's transaction ends: whoever writes its answers takes
    it first, so that nobody waits for one another."""
    return Wave.objects.select_for_update(no_key=True).get(pk=wave.pk)


def mix(*, wave: Wave, most: int | None = None, also: Sequence[UUID] = ()) -> None:
    """Rewrites the wave's answers, or `most` of them and surely those with the keys `also`, in random
    order in the caller's transaction, so that all bear its number; responses get new keys."""
    # No savepoint: what is rewritten in one has another number than what the transaction wrote before.
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        hold(wave=wave)
        cursor.execute(_RESPONSES, [wave.pk, list(also), most])
        cursor.execute(_TEXTS, [wave.pk, list(also), most])


def mix_asked(*, wave: Wave) -> None:
    """Rewrites all who were asked in one transaction, whose number tells no order of answering."""
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        hold(wave=wave)
        cursor.execute(
            "UPDATE surveys_asked SET has_answered = has_answered WHERE wave_id = %s", [wave.pk]
        )


def mix_everything() -> int:
    """Rewrites the answers of every wave that has got any since it was last mixed; then lets PostgreSQL
    forget the rows that were replaced. Returns how many waves.

    Run by the clock, and before a backup. Not inside a transaction.
    """
    waves = list(Wave.objects.filter(is_unmixed=True).order_by("pk"))
    for wave in waves:
        mix_all(wave=wave)
    forget_replaced()
    return len(waves)


def mix_all(*, wave: Wave) -> None:
    """Rewrites all answers of the wave and all who were asked, and remembers that it did."""
    with transaction.atomic():
        mix(wave=wave)
        mix_asked(wave=wave)
        Wave.objects.filter(pk=wave.pk, is_unmixed=True).update(is_unmixed=False)


def forget_replaced() -> None:
    """Rows that were rewritten lie in their table until it is vacuumed; this does it now."""
    if connection.in_atomic_block:
        return  # within a test's own transaction; PostgreSQL vacuums outside of transactions only
    with connection.cursor() as cursor:
        cursor.execute("VACUUM surveys_response, surveys_opentext, surveys_asked")
