"""A list of projects that somebody brings in from a file."""

from datetime import timedelta
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Clock, Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    def of(self, person: Person) -> Self:
        """A person's own; nobody works on another's file."""
        return self.filter(by=person)


class ImportBatch(models.Model):
    """One uploaded list on its way in: its cells as read, and which column means what.

    Brought in at most once (`done_at`); what came of it stands in `result`. Forgotten after 30 days.
    """

    by = models.ForeignKey(
        Person, null=True, on_delete=models.CASCADE, related_name="import_batches"
    )
    owner = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="import_batches")
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    headings: Any = models.JSONField(default=list)
    rows: Any = models.JSONField(default=list)
    columns: Any = models.JSONField(default=dict)
    result: Any = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ImportBatchQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("rows",),
        other=("file_name", "sha256", "headings", "columns", "result"),
        person=("by",),
        on_erasure="delete",
        clocks=(Clock(since="created_at", after=timedelta(days=30)),),
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name
