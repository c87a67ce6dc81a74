"""Makes the national data set in a few statements, with the indexes made after the rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sizes:
    """How many of each. The first project has `huge` registrations and the next ten `large` each; the
    rest are shared by the others evenly."""

    projects: int = 5_000
    events: int = 100_000
    registrations: int = 5_000_000
    persons: int = 1_250_000
    organisations: int = 2_000
    large: int = 10_000
    huge: int = 100_000

    @property
    def at_event(self) -> int:
        return self.registrations // self.events


SMALL = Sizes(250, 5_000, 250_000, 60_000, 300, 5_000, 20_000)

ORGANISATIONS = """
INSERT INTO organisations_organisation (slug, kind, names, short_name, descriptions, business_id,
    country, email, web_address, postal_address, source, created_at)
SELECT 'o' || n, 'association', jsonb_build_object('fi', 'Esimerkkiyhdistys ' || n), '', '{}', '', 'FI', '',
    '', '', '', now() FROM generate_series(1, %(organisations)s) n;
INSERT INTO organisations_areacovered (organisation_id, area_id, how, source, is_uncertain)
SELECT o.id, a.id, 'located', '', false FROM (
    SELECT id, row_number() OVER (ORDER BY id) n FROM organisations_organisation
     WHERE slug ~ '^o[0-9]+$') o
  JOIN (SELECT a.id, row_number() OVER (ORDER BY a.id) n, count(*) OVER () total FROM terms_area a
         JOIN terms_areacounty c ON c.area_id = a.id AND c.county = a.code) a
    ON a.n = o.n %% a.total + 1;
"""
PERSONS = """
INSERT INTO people_person (password, is_superuser, email, name, language, is_staff, is_active,
    is_invented, joined_at)
SELECT '!', false, 'h' || n || '@example.org', 'Testi Esimerkki ' || n, 'fi', false, true, true, now()
  FROM generate_series(1, %(persons)s) n;
"""
PROJECTS = """
INSERT INTO projects_project (starts_on, starts_precision, ends_on, ends_precision, slug, kind, names,
    short_names, sort_key, code, summaries, aims, owner_id, funding, programme_id, priority,
    specific_objective, funding_statement, contact_role, contact_email, web_address, created_at,
    changed_at, published_at)
SELECT make_date(2008 + n %% 14, 1, 1), 'day', make_date(2010 + n %% 14, 12, 31), 'day', 'p' || n,
    'project', jsonb_build_object('fi', 'Esimerkkihanke ' || n), '{}', 'esimerkkihanke ' || n, '', '{}',
    '{}', (SELECT min(id) FROM organisations_organisation), 'known',
    (SELECT id FROM terms_programme ORDER BY id
      OFFSET n %% (SELECT count(*) FROM terms_programme) LIMIT 1),
    '{}', '{}', '{}', '{}', '', '', now(), now(), CASE WHEN n %% 10 > 0 THEN now() END
  FROM generate_series(1, %(projects)s) n;
"""
# Which project the n-th event is of: the first has many, the next ten have some, the rest share evenly.
EVENTS = """
INSERT INTO events_event (starts_on, starts_precision, ends_on, ends_precision, slug, kind, project_id,
    organisation_id, titles, summaries, descriptions, languages, area_id, on_site, remote, place, address,
    accessibility, remote_link, remote_help, takes_registrations, asks_diet, asks_access, asks_feedback,
    needs_kept_days, contacts_kept_days, is_funder_participation, funder_fields, funder_reason,
    notice_version, remind_hours_before, check_in_hash, calendar_sequence, source, is_invented,
    created_at, changed_at, published_at, cancelled_reason)
SELECT day, 'day', day, 'day', 'e' || n, (ARRAY['webinar', 'coaching', 'seminar', 'training'])[1 + n %% 4],
    p.id, p.owner_id, jsonb_build_object('fi', 'Esimerkkitapahtuma ' || n), '{}', '{}', '[]',
    CASE WHEN n %% 3 > 0 THEN (SELECT min(id) FROM terms_area WHERE kind = 'wellbeing_county')
        + n %% 20 END,
    n %% 2 = 0, n %% 2 = 1, '', '', '{}', '', '{}', true, false, false, true, 14, 365, false, '[]', '{}', '1',
    24, '', 0, '', true, now(), now(), now(), ''
  FROM (SELECT n, CASE WHEN n <= %(huge)s / %(at_event)s THEN 1
                       WHEN n <= (%(huge)s + 10 * %(large)s) / %(at_event)s
                       THEN 2 + (n - %(huge)s / %(at_event)s) %% 10
                       ELSE 12 + n %% (%(projects)s - 11) END AS number
          FROM generate_series(1, %(events)s) n) e
  JOIN projects_project p ON p.slug = 'p' || e.number
 CROSS JOIN LATERAL (SELECT p.starts_on + (n * 37) %% (p.ends_on - p.starts_on) AS day) d;
INSERT INTO events_pool (event_id, mode, held, overrides, waiting, is_open, queue, offer_hours)
SELECT id, 'remote', %(at_event)s, 0, 0, true, 'offer', 24 FROM events_event ORDER BY id;
"""
# People come again to events of the same project, and mostly from the project's own part of the country.
REGISTRATIONS = """
INSERT INTO events_registration (event_id, pool_id, person_id, name, email, organisation_id,
    organisation_written, role, is_project_staff, language, state, holds_place, priority, token_hash,
    notice_version, wants_news, funder_answers, calendar_uid, calendar_sequence, in_calendar, created_at)
SELECT x.event_id, x.id, first.person + who.n, 'Testi Esimerkki', 'h' || first.person + who.n || '@example.org',
    first.organisation + (x.project_id * 5 + CASE WHEN who.n %% 10 < 7 THEN who.n %% 3 * places.n
        ELSE who.n %% 4 END) %% %(organisations)s,
    '', 'participant', i = 1 AND x.event_id %% 2 = 0, 'fi', 'confirmed', true, 0, md5(x.id || '.' || i),
    '1', false, '{}', md5(x.id || '.' || i)::uuid, 0, false, now()
  FROM (SELECT o.*, e.project_id FROM events_pool o JOIN events_event e ON e.id = o.event_id ORDER BY o.id) x
 CROSS JOIN generate_series(1, %(at_event)s) i
 CROSS JOIN (SELECT min(id) AS person, (SELECT min(id) FROM organisations_organisation
                                          WHERE slug ~ '^o[0-9]+$') AS organisation
               FROM people_person WHERE email LIKE 'h%%') first
 CROSS JOIN (SELECT count(*)::int AS n FROM terms_areacounty a JOIN terms_area t
                 ON t.id = a.area_id AND t.code = a.county) places
 CROSS JOIN LATERAL (SELECT ((x.project_id * 7919 + (x.event_id * 31 + i * 13) %% 700
     + CASE WHEN x.project_id %% 97 = 0 THEN i * 997 ELSE 0 END) %% %(persons)s)::int AS n) who;
"""
ATTENDANCE = """
INSERT INTO events_attendance (event_id, registration_id, person_id, name, organisation_id,
    organisation_written, is_project_staff, how, on_site, intervals, minutes, marked_at,
    counted_person, counted_organisation_id, counted_staff, somebody)
SELECT r.event_id, r.id, r.person_id, '', r.organisation_id, '', r.is_project_staff, 'report',
    e.on_site, '[]', 60 + r.id %% 90, now(), r.person_id, r.organisation_id, r.is_project_staff, r.person_id
  FROM events_registration r JOIN events_event e ON e.id = r.event_id ORDER BY r.id;
"""
INDICATORS = """
INSERT INTO reports_projectindicator (project_id, names, unit_words, meaning, measure, part_by, part,
    baseline_note, version, position, created_at)
SELECT p.id, jsonb_build_object('fi', m.measure), '{}', '{}', m.measure, '', '', '', 1, m.place, now()
  FROM projects_project p CROSS JOIN (VALUES ('events.held', 1), ('events.participations', 2),
    ('events.people', 3), ('events.organisations', 4), ('events.hours', 5)) m(measure, place)
 WHERE p.slug ~ '^p[0-9]+$';
INSERT INTO reports_indicatortarget (project_indicator_id, value)
SELECT id, 10 * position * position * position FROM reports_projectindicator;
"""
STEPS = {
    "organisations_organisation": ORGANISATIONS,
    "people_person": PERSONS,
    "projects_project": PROJECTS,
    "events_event": EVENTS,
    "events_registration": REGISTRATIONS,
    "events_attendance": ATTENDANCE,
    "reports_projectindicator": INDICATORS,
}
BIG = ("people_person", "events_event", "events_registration", "events_attendance")


def make(sizes: Sizes) -> None:
    """All of it; says how long each step took."""
    import time

    from django.db import connection

    values = {**vars(sizes), "at_event": sizes.at_event}
    with connection.cursor() as cursor:
        # Triggers would ask a question a row; the rows say themselves what triggers would.
        cursor.execute("SET session_replication_role = replica; SET maintenance_work_mem = '512MB'")
        for table, step in STEPS.items():
            began = time.perf_counter()
            with bare(cursor, table if table in BIG else ""):
                for statement in filter(str.strip, step.split(";\n")):
                    cursor.execute(statement, values)
            print(f"made {table:30} {time.perf_counter() - began:7.1f} s", flush=True)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


@contextmanager
def bare(cursor: Any, table: str) -> Iterator[None]:
    """The table without its indexes, but for the one of its primary key, until the block ends."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = to_regclass(%s) AND contype = 'u'",
        [table],
    )
    constraints = cursor.fetchall()
    for name, _definition in constraints:
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    cursor.execute(
        "SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid) FROM pg_index i"
        " WHERE i.indrelid = to_regclass(%s) AND NOT i.indisprimary",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f"DROP INDEX {name}")
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
    for name, definition in constraints:
        cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
