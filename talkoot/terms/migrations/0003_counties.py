"""In which wellbeing services county an area lies, told by the areas themselves."""

import django.db.models.deletion
from django.db import migrations, models

MAKE = """
CREATE VIEW terms_areacounty AS
WITH county AS (
    SELECT id, code, parent_id FROM terms_area
     WHERE kind = 'wellbeing_county' OR carries_county_duties),
only_one AS (
    SELECT parent_id AS area_id, min(code) AS code FROM county
     WHERE parent_id IS NOT NULL GROUP BY parent_id HAVING count(*) = 1)
SELECT a.id AS area_id,
       COALESCE(self.code, above.code, top.code, inside.code, beside.code) AS county
  FROM terms_area a
  LEFT JOIN terms_area p ON p.id = a.parent_id
  LEFT JOIN county self ON self.id = a.id
  LEFT JOIN county above ON above.id = p.id
  LEFT JOIN county top ON top.id = p.parent_id
  LEFT JOIN only_one inside ON inside.area_id = a.id AND a.kind = 'region'
  LEFT JOIN only_one beside ON beside.area_id = p.id AND p.kind = 'region'
 WHERE COALESCE(self.code, above.code, top.code, inside.code, beside.code) IS NOT NULL;
"""
UNMAKE = "DROP VIEW terms_areacounty"


class Migration(migrations.Migration):
    dependencies = [("terms", "0002_indicators")]
    operations = [
        migrations.RunSQL(MAKE, UNMAKE),
        migrations.CreateModel(
            name="AreaCounty",
            fields=[
                (
                    "area",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="in_county",
                        serialize=False,
                        to="terms.area",
                    ),
                ),
                ("county", models.CharField(max_length=40)),
            ],
            options={"db_table": "terms_areacounty", "managed": False},
        ),
    ]
