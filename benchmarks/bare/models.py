"""A glimpse of the table of projects."""

from django.db import models


class Project(models.Model):
    """The same rows that Talkoot's page is made from."""

    slug = models.SlugField(unique=True)
    names = models.JSONField()
    summaries = models.JSONField()

    class Meta:
        managed = False
        db_table = "projects_project"

    def __str__(self) -> str:
        return self.slug
