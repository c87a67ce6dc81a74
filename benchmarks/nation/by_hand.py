"""The questions of one project's figures as somebody would write them who knows the tables."""

# The same rules as the measures': published, held, not cancelled, in the project's time; live marks of
# those whom the project does not pay. No project of the data set has partners with times of their own.
HELD = """e.project_id = %(project)s AND e.deleted_at IS NULL AND e.published_at IS NOT NULL
    AND e.cancelled_at IS NULL AND (e.ends_at <= now() OR e.ends_at IS NULL AND e.ends_on < current_date)
    AND (p.starts_on IS NULL OR e.ends_on >= p.starts_on)
    AND (p.ends_on IS NULL OR e.starts_on <= p.ends_on)"""
EVENTS = "events_event e JOIN projects_project p ON p.id = e.project_id"
PRESENT = f"""events_attendance a JOIN events_event e ON e.id = a.event_id
    JOIN projects_project p ON p.id = e.project_id
    LEFT JOIN events_registration r ON r.id = a.registration_id
   WHERE {HELD} AND a.withdrawn_at IS NULL
     AND NOT a.is_project_staff AND NOT COALESCE(r.is_project_staff, false)"""
WHO = "COALESCE(a.person_id, r.person_id)"
WHOSE = "COALESCE(a.organisation_id, r.organisation_id)"

BY_HAND = {
    "events.held": f"SELECT count(*) FROM {EVENTS} WHERE {HELD}",
    "events.participations": f"""
        SELECT count(DISTINCT (a.event_id, COALESCE({WHO}, -2 * r.id, -2 * a.id - 1))) FROM {PRESENT}""",
    "events.people": f"SELECT count(DISTINCT {WHO}) FROM {PRESENT}",
    "events.organisations": f"SELECT count(DISTINCT {WHOSE}) FROM {PRESENT}",
    "events.hours": f"""
        SELECT COALESCE(sum(a.minutes), 0) FROM {PRESENT} AND (a.session_id IS NULL OR NOT EXISTS (
            SELECT 1 FROM events_attendance w WHERE w.event_id = a.event_id AND w.session_id IS NULL
               AND w.withdrawn_at IS NULL AND w.minutes IS NOT NULL
               AND (w.registration_id = a.registration_id OR w.person_id = a.person_id)))""",
}
