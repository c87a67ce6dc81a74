"""Partner periods stay inside the project's and apart from one another, whoever writes."""

from django.db import migrations

NO_OVERLAP = """
ALTER TABLE projects_partnerperiod ADD CONSTRAINT projects_partnerperiod_no_overlap
    EXCLUDE USING gist (
        int8range(partnership_id, partnership_id, '[]') WITH &&,
        daterange(starts_on, ends_on, '[]') WITH &&
    );
"""
INSIDE = """
-- A date known by the month or the year fits when the other's is in that month or year.
CREATE FUNCTION projects_period_holds(
    outer_starts date, outer_ends date,
    inner_starts date, inner_starts_precision text, inner_ends date, inner_ends_precision text
) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (outer_starts IS NULL OR (
                inner_starts IS NULL  -- a constraint of its own asks for a start
                OR inner_starts >= date_trunc(inner_starts_precision, outer_starts::timestamp)::date))
       AND (outer_ends IS NULL OR (
                inner_ends IS NOT NULL
                AND inner_ends <= (date_trunc(inner_ends_precision, outer_ends::timestamp)
                    + ('1 ' || inner_ends_precision)::interval - interval '1 day')::date))
$$;

CREATE FUNCTION projects_partnerperiod_check() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    project record;
BEGIN
    -- FOR SHARE waits for whoever is changing the project's period at this moment.
    SELECT p.starts_on, p.ends_on INTO project
      FROM projects_project p
      JOIN projects_partnership s ON s.project_id = p.id
     WHERE s.id = NEW.partnership_id
       FOR SHARE OF p;
    IF FOUND AND NOT projects_period_holds(
        project.starts_on, project.ends_on,
        NEW.starts_on, NEW.starts_precision, NEW.ends_on, NEW.ends_precision
    ) THEN
        RAISE EXCEPTION 'the partner''s period is not inside the project''s period'
            USING ERRCODE = '23514', CONSTRAINT = 'projects_partnerperiod_inside_project';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER projects_partnerperiod_inside_project
    BEFORE INSERT OR UPDATE ON projects_partnerperiod
    FOR EACH ROW EXECUTE FUNCTION projects_partnerperiod_check();

CREATE FUNCTION projects_project_period_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1
          FROM projects_partnerperiod r
          JOIN projects_partnership s ON s.id = r.partnership_id
         WHERE s.project_id = NEW.id
           AND NOT projects_period_holds(
               NEW.starts_on, NEW.ends_on,
               r.starts_on, r.starts_precision, r.ends_on, r.ends_precision)
    ) THEN
        RAISE EXCEPTION 'a partner''s period would be left outside the project''s period'
            USING ERRCODE = '23514', CONSTRAINT = 'projects_partnerperiod_inside_project';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER projects_project_holds_partner_periods
    AFTER UPDATE OF starts_on, ends_on ON projects_project
    FOR EACH ROW
    WHEN (OLD.starts_on IS DISTINCT FROM NEW.starts_on OR OLD.ends_on IS DISTINCT FROM NEW.ends_on)
    EXECUTE FUNCTION projects_project_period_check();
"""
UNDO = """
DROP TRIGGER projects_project_holds_partner_periods ON projects_project;
DROP TRIGGER projects_partnerperiod_inside_project ON projects_partnerperiod;
DROP FUNCTION projects_project_period_check();
DROP FUNCTION projects_partnerperiod_check();
DROP FUNCTION projects_period_holds(date, date, date, text, date, text);
ALTER TABLE projects_partnerperiod DROP CONSTRAINT projects_partnerperiod_no_overlap;
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0001_initial")]
    operations = [migrations.RunSQL(NO_OVERLAP + INSIDE, UNDO)]
