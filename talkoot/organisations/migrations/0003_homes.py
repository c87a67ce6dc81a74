"""The wellbeing services county of an organisation, told by what it covers."""

import django.db.models.deletion
from django.db import migrations, models

MAKE = """
CREATE VIEW organisations_organisationhome AS
WITH told AS (
    SELECT c.organisation_id, c.how, min(x.county) AS county, count(DISTINCT x.county) AS counties
      FROM organisations_areacovered c
      LEFT JOIN terms_areacounty x ON x.area_id = c.area_id
     GROUP BY c.organisation_id, c.how),
own AS (
    SELECT DISTINCT ON (organisation_id)
           organisation_id, CASE WHEN counties = 1 THEN county END AS county
      FROM told ORDER BY organisation_id, how = 'located' DESC)
SELECT o.id AS organisation_id,
       CASE WHEN mine.organisation_id IS NOT NULL THEN mine.county
            WHEN above.organisation_id IS NOT NULL THEN above.county
            ELSE top.county END AS county
  FROM organisations_organisation o
  LEFT JOIN organisations_organisation p ON p.id = o.parent_id
  LEFT JOIN own mine ON mine.organisation_id = o.id
  LEFT JOIN own above ON above.organisation_id = o.parent_id
  LEFT JOIN own top ON top.organisation_id = p.parent_id;
"""
UNMAKE = "DROP VIEW organisations_organisationhome"


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_tree"), ("terms", "0003_counties")]
    operations = [
        migrations.RunSQL(MAKE, UNMAKE),
        migrations.CreateModel(
            name="OrganisationHome",
            fields=[
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="home",
                        serialize=False,
                        to="organisations.organisation",
                    ),
                ),
                ("county", models.CharField(max_length=40, null=True)),
            ],
            options={"db_table": "organisations_organisationhome", "managed": False},
        ),
    ]
