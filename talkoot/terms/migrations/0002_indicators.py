"""An indicator depends only on one of its own catalogue, whoever writes."""

from django.db import migrations

MAKE = """
ALTER TABLE terms_indicator ADD CONSTRAINT terms_indicator_stands_in_its_catalogue
    UNIQUE (catalogue_id, id);
ALTER TABLE terms_indicator ADD CONSTRAINT terms_indicator_depends_on_same_catalogue
    FOREIGN KEY (catalogue_id, depends_on_id) REFERENCES terms_indicator (catalogue_id, id);
"""
UNMAKE = """
ALTER TABLE terms_indicator DROP CONSTRAINT terms_indicator_depends_on_same_catalogue;
ALTER TABLE terms_indicator DROP CONSTRAINT terms_indicator_stands_in_its_catalogue;
"""


class Migration(migrations.Migration):
    dependencies = [("terms", "0001_initial")]
    operations = [migrations.RunSQL(MAKE, UNMAKE)]
