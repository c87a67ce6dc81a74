"""Rewriting answers in random order, so that neither their order nor PostgreSQL's own columns tell
when any of them came (decision 0014)."""

from django.db import connection, transaction

from talkoot.surveys.models import Wave

WITH_EACH = 200
"""So many others are rewritten together with each new answer; the rest by the clock."""

_RESPONSES = """
WITH chosen AS (
    SELECT ctid FROM surveys_response WHERE wave_id = %s ORDER BY random() LIMIT %s FOR UPDATE
), gone AS (
    DELETE FROM surveys_response r USING chosen WHERE r.ctid = chosen.ctid RETURNING r.*
)
INSERT INTO surveys_response (id, wave_id, anonymity, pseudonym, registration_id, "values", batch_id)
SELECT gen_random_uuid(), wave_id, anonymity, pseudonym, registration_id, "values", batch_id
  FROM gone ORDER BY random()
"""
_TEXTS = """
UPDATE surveys_opentext SET state = state
 WHERE id IN (SELECT id FROM surveys_opentext WHERE wave_id = %s ORDER BY random() LIMIT %s)
"""


def mix(*, wave: Wave, most: int | None = None) -> None:
    """Rewrites the wave's answers, or `most` of them, in random order under new keys in the caller's
    transaction, and touches all who were asked, so that all bear the number of one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        # In one order for all: the wave, then its answers.
        cursor.execute("SELECT 1 FROM surveys_wave WHERE id = %s FOR NO KEY UPDATE", [wave.pk])
        cursor.execute(_RESPONSES, [wave.pk, most])
        cursor.execute(_TEXTS, [wave.pk, most])


def mix_asked(*, wave: Wave) -> None:
    """Rewrites all who were asked in one transaction, so that the order of answering is not there."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM surveys_wave WHERE id = %s FOR NO KEY UPDATE", [wave.pk])
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
