"""Totals that are kept so that a page over thousands of projects need not count millions of rows."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Privacy
from talkoot.projects.models import Project
from talkoot.terms.models import Programme


class KeepingQuerySet(models.QuerySet["Keeping"]):
    def newest(self) -> "Keeping | None":
        """The one that pages read; None where nothing has been counted yet."""
        return self.order_by("-pk").first()


class Keeping(models.Model):
    """One count of everything. Its totals appear with it, all at once, and stay until the one after the
    next, so that a page that has begun to read goes on with the same numbers."""

    kept_at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()

    objects = KeepingQuerySet.as_manager()
    privacy: ClassVar = Privacy()

    class Meta:
        verbose_name = _("count of everything")
        verbose_name_plural = _("counts of everything")

    def __str__(self) -> str:
        return f"{self.kept_at}"


class KeptTotal(models.Model):
    """What one measure counted of one project in one year: in all where `split` is empty, else of one
    part of that split, by its key as text. What is counted once is counted once in each project.

    Follows the rows at the next count; nothing points here and nothing is reported from here.
    """

    keeping = models.ForeignKey(
        Keeping, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    project = models.ForeignKey(
        Project, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    measure = models.CharField(max_length=60)
    year = models.SmallIntegerField()
    split = models.CharField(max_length=40)
    part = models.CharField(max_length=60)
    amount = models.BigIntegerField()
    is_about = models.BooleanField()

    privacy: ClassVar = Privacy(other=("measure", "split", "part"))

    class Meta:
        verbose_name = _("kept total")
        verbose_name_plural = _("kept totals")
        constraints = [
            models.UniqueConstraint(
                fields=["keeping", "project", "measure", "split", "year", "part"],
                name="reports_kepttotal_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.project_id} {self.year} {self.part}: {self.amount}"


class KeptSum(models.Model):
    """The kept totals of the projects of one programme (or of none) that were in one state, added up.

    `is_public` are those of published projects, without the numbers of people of a project in which
    fewer than five were counted; the others are all the rest of the total.
    """

    keeping = models.ForeignKey(
        Keeping, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    measure = models.CharField(max_length=60)
    programme = models.ForeignKey(
        Programme,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    state = models.CharField(max_length=10)
    is_public = models.BooleanField()
    year = models.SmallIntegerField()
    split = models.CharField(max_length=40)
    part = models.CharField(max_length=60)
    amount = models.BigIntegerField()
    is_about = models.BooleanField()

    privacy: ClassVar = Privacy(other=("measure", "state", "split", "part"))

    class Meta:
        verbose_name = _("sum of kept totals")
        verbose_name_plural = _("sums of kept totals")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "keeping", "split", "measure", "is_public", "year", "programme", "state", "part",
                ],
                nulls_distinct=False,
                name="reports_keptsum_once",
            )
        ]  # fmt: skip  # the list reads as one

    def __str__(self) -> str:
        return f"{self.measure} {self.year} {self.part}: {self.amount}"
