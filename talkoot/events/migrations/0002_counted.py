"""As whom a mark counts is kept beside it, so that millions are counted without asking registrations."""

from django.db import migrations

# The mark's own fields come first, then its registration's. FOR SHARE waits for whoever is changing
# the registration at this moment; whoever changes it afterwards finds the mark.
MAKE = """
CREATE FUNCTION events_attendance_counts_as() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
    NEW.counted_person := NEW.person_id;
    NEW.counted_organisation_id := NEW.organisation_id;
    NEW.counted_staff := NEW.is_project_staff;
    IF NEW.registration_id IS NOT NULL THEN
        SELECT person_id, organisation_id, is_project_staff INTO r
          FROM events_registration WHERE id = NEW.registration_id FOR SHARE;
        NEW.counted_person := COALESCE(NEW.person_id, r.person_id);
        NEW.counted_organisation_id := COALESCE(NEW.organisation_id, r.organisation_id);
        NEW.counted_staff := NEW.is_project_staff OR COALESCE(r.is_project_staff, false);
    END IF;
    NEW.somebody := COALESCE(NEW.counted_person, -2 * NEW.registration_id, -2 * NEW.id - 1);
    RETURN NEW;
END $$;

CREATE TRIGGER events_attendance_counts_as
    BEFORE INSERT OR UPDATE ON events_attendance
    FOR EACH ROW EXECUTE FUNCTION events_attendance_counts_as();

CREATE FUNCTION events_registration_counts_as() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE events_attendance SET counted_staff = counted_staff WHERE registration_id = NEW.id;
    RETURN NULL;
END $$;

CREATE TRIGGER events_registration_counts_as
    AFTER UPDATE ON events_registration
    FOR EACH ROW WHEN (
        OLD.person_id IS DISTINCT FROM NEW.person_id
        OR OLD.organisation_id IS DISTINCT FROM NEW.organisation_id
        OR OLD.is_project_staff IS DISTINCT FROM NEW.is_project_staff
    )
    EXECUTE FUNCTION events_registration_counts_as();
"""
UNMAKE = """
DROP TRIGGER events_registration_counts_as ON events_registration;
DROP FUNCTION events_registration_counts_as();
DROP TRIGGER events_attendance_counts_as ON events_attendance;
DROP FUNCTION events_attendance_counts_as();
"""


class Migration(migrations.Migration):
    dependencies = (("events", "0001_initial"),)
    operations = (migrations.RunSQL(MAKE, UNMAKE),)
