"""A tally tells by itself whether it is of the feedback of events, as its batch does."""

from django.db import migrations, models

FILLED = """
CREATE OR REPLACE FUNCTION surveys_tally_fill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT b.project_id, b.is_of_events INTO NEW.project_id, NEW.is_of_events
      FROM surveys_batch b WHERE b.id = NEW.batch_id;
    RETURN NEW;
END $$;

-- The trigger fills in those that are there.
UPDATE surveys_tally SET count = count;
"""
UNDO = """
CREATE OR REPLACE FUNCTION surveys_tally_fill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT b.project_id INTO NEW.project_id FROM surveys_batch b WHERE b.id = NEW.batch_id;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = (("surveys", "0003_published"),)
    operations = (
        migrations.AddField(
            model_name="tally",
            name="is_of_events",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunSQL(FILLED, UNDO),
    )
