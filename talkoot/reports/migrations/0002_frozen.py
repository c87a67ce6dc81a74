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

CREATE FUNCTION reports_refuse_after_freezing() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_report bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.report_id ELSE NEW.report_id END;
    frozen timestamptz;
BEGIN
    -- FOR SHARE waits for whoever is freezing the report at this moment, and then sees it frozen.
    SELECT r.frozen_at INTO frozen FROM reports_report r WHERE r.id = of_report FOR SHARE;
    IF frozen IS NOT NULL THEN
        RAISE EXCEPTION 'the report is frozen' USING ERRCODE = '23514', CONSTRAINT = TG_ARGV[0];
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;

CREATE TRIGGER reports_reporttext_not_after_freezing
    BEFORE INSERT OR UPDATE OR DELETE ON reports_reporttext
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_after_freezing('reports_reporttext_not_after_freezing');

CREATE TRIGGER reports_reportpassage_not_after_freezing
    BEFORE INSERT OR UPDATE OR DELETE ON reports_reportpassage
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_after_freezing('reports_reportpassage_not_after_freezing');

CREATE TRIGGER reports_reportfigure_not_after_freezing
    BEFORE INSERT OR DELETE ON reports_reportfigure
    FOR EACH ROW EXECUTE FUNCTION reports_refuse_after_freezing('reports_reportfigure_not_after_freezing');

CREATE TRIGGER reports_report_freezes_once
    BEFORE UPDATE ON reports_report
    FOR EACH ROW WHEN (
        OLD.frozen_at IS NOT NULL AND (
            OLD.frozen_at IS DISTINCT FROM NEW.frozen_at
            OR OLD.content_hash IS DISTINCT FROM NEW.content_hash
            OR OLD.previous_hash IS DISTINCT FROM NEW.previous_hash
            OR OLD.period_id IS DISTINCT FROM NEW.period_id
            OR OLD.partnership_id IS DISTINCT FROM NEW.partnership_id
            OR OLD.version IS DISTINCT FROM NEW.version
            OR OLD.language IS DISTINCT FROM NEW.language
        )
    )
    EXECUTE FUNCTION reports_refuse_change('reports_report_freezes_once');
"""
UNDO = """
DROP TRIGGER reports_report_freezes_once ON reports_report;
DROP TRIGGER reports_reportfigure_not_after_freezing ON reports_reportfigure;
DROP TRIGGER reports_reportpassage_not_after_freezing ON reports_reportpassage;
DROP TRIGGER reports_reporttext_not_after_freezing ON reports_reporttext;
DROP FUNCTION reports_refuse_after_freezing();
DROP TRIGGER reports_correction_never_changes ON reports_correction;
DROP TRIGGER reports_reportfigure_never_changes ON reports_reportfigure;
DROP FUNCTION reports_refuse_change();
ALTER TABLE reports_reportingperiod DROP CONSTRAINT reports_reportingperiod_no_overlap;
"""


class Migration(migrations.Migration):
    dependencies = (("reports", "0001_initial"),)
    operations = (migrations.RunSQL(NO_OVERLAP + FROZEN, UNDO),)
