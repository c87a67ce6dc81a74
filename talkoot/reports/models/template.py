"""An organisation's own Word template, by which its reports are written."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Privacy
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person


class OrganisationTemplateQuerySet(models.QuerySet["OrganisationTemplate"]):
    def live(self) -> Self:
        return self.filter(retired_at=None)


class OrganisationTemplate(models.Model):
    """One Word file that was tried when it was sent: it opens, and names only fields that exist. A new
    version is a new row and retires the one of the same name."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="report_templates"
    )
    name = models.CharField(_("name"), max_length=120)
    file = models.FileField(_("file"), upload_to="reports/templates/%Y/")
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = OrganisationTemplateQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("uploaded_by",), other=("name", "file", "sha256"), person=("uploaded_by",)
    )

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("template of reports")
        verbose_name_plural = _("templates of reports")

    def __str__(self) -> str:
        return self.name
