"""Periods of one project do not overlap, and what was frozen does not change, whoever writes."""

from django.db import migrations

NO_OVERLAP = """
ALTER TABLE reports_reportingperiod ADD CONSTRAINT reports_reportingperiod_no_overlap
    EXCLUDE USING gist (
        int8range(project_id, project_id, '[]') WITH &&,
        daterange(first_on, last_on, '[]') WITH &&
    ) WHERE (kind = 'period');
"""
FROZEN = """
CREATE FUNCTION reports_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was frozen does not change'
        USING ERRCODE = '23514', CONSTRAINT = TG_ARGV[0];
END $$;

CREATE TRIGGER reports_reportfigure_never_changes
    BEFORE UPDATE ON reports_reportfigure
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION reports_refuse_change('reports_reportfigure_never_changes');

CREATE TRIGGER reports_correction_never_changes
    BEFORE UPDATE ON reports_correction
    FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*)
    EXECUTE FUNCTION reports_refuse_change('reports_correction_never_changes');

CREATE FUNCTION reports_reporttext_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- FOR SHARE waits for whoever is freezing the report at this moment.
    PERFORM 1 FROM reports_report r WHERE r.id = NEW.report_id AND r.frozen_at IS NOT NULL FOR SHARE;
    IF FOUND THEN
        RAISE EXCEPTION 'the report is frozen'
            USING ERRCODE = '23514', CONSTRAINT = 'reports_reporttext_not_after_freezing';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER reports_reporttext_not_after_freezing
    BEFORE INSERT OR UPDATE ON reports_reporttext
    FOR EACH ROW EXECUTE FUNCTION reports_reporttext_check();

CREATE TRIGGER reports_report_freezes_once
    BEFORE UPDATE ON reports_report
    FOR EACH ROW WHEN (
        OLD.frozen_at IS NOT NULL AND (
            OLD.frozen_at IS DISTINCT FROM NEW.frozen_at
            OR OLD.content_hash IS DISTINCT FROM NEW.content_hash
            OR OLD.previous_hash IS DISTINCT FROM NEW.previous_hash
        )
    )
    EXECUTE FUNCTION reports_refuse_change('reports_report_freezes_once');
"""
UNDO = """
DROP TRIGGER reports_report_freezes_once ON reports_report;
DROP TRIGGER reports_reporttext_not_after_freezing ON reports_reporttext;
DROP FUNCTION reports_reporttext_check();
DROP TRIGGER reports_correction_never_changes ON reports_correction;
DROP TRIGGER reports_reportfigure_never_changes ON reports_reportfigure;
DROP FUNCTION reports_refuse_change();
ALTER TABLE reports_reportingperiod DROP CONSTRAINT reports_reportingperiod_no_overlap;
"""


class Migration(migrations.Migration):
    dependencies = (("reports", "0001_initial"),)
    operations = (migrations.RunSQL(NO_OVERLAP + FROZEN, UNDO),)
