"""A question of a published version never changes, and none comes to it."""

from django.db import migrations

KEPT = """
CREATE FUNCTION surveys_item_check() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM surveys_formversion v
                WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL) THEN
        RAISE EXCEPTION 'a published version of a form never changes'
            USING ERRCODE = '23514', CONSTRAINT = 'surveys_item_published_kept';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER surveys_item_published_kept
    BEFORE INSERT OR UPDATE ON surveys_item
    FOR EACH ROW EXECUTE FUNCTION surveys_item_check();
"""
UNDO = """
DROP TRIGGER surveys_item_published_kept ON surveys_item;
DROP FUNCTION surveys_item_check();
"""


class Migration(migrations.Migration):
    dependencies = (("surveys", "0002_hidden"),)
    operations = (migrations.RunSQL(KEPT, UNDO),)
