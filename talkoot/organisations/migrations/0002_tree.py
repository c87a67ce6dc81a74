"""No organisation stands under itself, whoever changes the tree at the same time."""

from django.db import migrations

# The lock makes the changes of the tree take turns; each statement of the function then sees what
# the earlier ones committed, so two moves that together would make a circle cannot both pass.
MAKE = """
CREATE FUNCTION organisations_no_circle() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7206011);
  IF EXISTS (
    WITH RECURSIVE above(id) AS (
      SELECT NEW.parent_id
      UNION
      SELECT o.parent_id FROM organisations_organisation o JOIN above a ON o.id = a.id
       WHERE o.parent_id IS NOT NULL)
    SELECT 1 FROM above WHERE id = NEW.id)
  THEN
    RAISE EXCEPTION 'organisation % would stand under itself', NEW.id
      USING ERRCODE = '23514', CONSTRAINT = 'organisations_organisation_no_circle';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER organisations_no_circle
  BEFORE INSERT OR UPDATE OF parent_id ON organisations_organisation
  FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL)
  EXECUTE FUNCTION organisations_no_circle();
"""
UNMAKE = """
DROP TRIGGER organisations_no_circle ON organisations_organisation;
DROP FUNCTION organisations_no_circle();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, UNMAKE)]
