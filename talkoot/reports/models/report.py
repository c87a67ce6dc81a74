"""When the project reports, under which headings, and each version of each report."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from talkoot.kit.languages import TextsField
from talkoot.kit.periods import PartialDate, Period
from talkoot.kit.privacy import Privacy
from talkoot.people.models import Person
from talkoot.projects.models import Partnership, Project


class ReportingPeriod(models.Model):
    """The days, first and last included, that one report of a project tells about, and when it is due.

    Periods of kind `period` of one project do not overlap (an exclusion constraint); a final report
    covers the whole project.
    """

    class Kind(models.TextChoices):
        PERIOD = "period", _("monitoring report")
        FINAL = "final", _("final report")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="reporting_periods")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERIOD)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    privacy: ClassVar = Privacy(other=("kind", "note"))

    class Meta:
        ordering = ("first_on", "kind", "pk")
        verbose_name = _("reporting period")
        verbose_name_plural = _("reporting periods")
        constraints = [
            models.CheckConstraint(
                name="reports_reportingperiod_ends_after_start",
                condition=Q(last_on__gte=F("first_on")),
            ),
            models.UniqueConstraint(
                fields=["project"],
                name="reports_reportingperiod_one_final",
                condition=Q(kind="final"),
            ),
        ]

    def __str__(self) -> str:
        return str(Period(PartialDate(self.first_on), PartialDate(self.last_on)))


class ReportHeading(models.Model):
    """One heading of the funder's form, in the order of that form. `code` is the same from report to
    report, so that the previous report's text is found; `limit` is in characters, None without one."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="report_headings")
    code = models.SlugField(_("code"), max_length=60)
    names = TextsField(_("heading"), blank=False)
    help_texts = TextsField(_("what the funder asks"))
    limit = models.PositiveIntegerField(_("most characters"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    retired_at = models.DateTimeField(null=True, blank=True)

    privacy: ClassVar = Privacy(other=("code", "names", "help_texts"))

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("heading")
        verbose_name_plural = _("headings")
        constraints = [
            models.UniqueConstraint(fields=["project", "code"], name="reports_reportheading_once")
        ]

    def __str__(self) -> str:
        return str(self.names)


class ReportQuerySet(models.QuerySet["Report"]):
    def newest(self) -> Self:
        """Of each period and share the version that no other supersedes."""
        return self.filter(superseded_by=None)


class Report(models.Model):
    """One version of what the project, or one partner (`partnership`), tells of a period.

    Its states follow one another: draft, checked, frozen, submitted, accepted or returned. From frozen
    on neither its figures nor its texts change, and `content_hash` is of all of them and of
    `previous_hash`, the hash of the project's report frozen before it. A returned one is answered by a
    new version that supersedes it.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        CHECKED = "checked", _("checked")
        FROZEN = "frozen", _("frozen")
        SUBMITTED = "submitted", _("submitted")
        ACCEPTED = "accepted", _("accepted")
        RETURNED = "returned", _("returned")

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="reports")
    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
        verbose_name=_("partner"),
    )
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )
    language = models.CharField(_("language"), max_length=10, default="fi")
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    created_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    frozen_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(_("answer of the funder"), null=True, blank=True)
    returned_reason = models.TextField(_("why it was returned"), blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, blank=True)

    named_with: ClassVar = ("period", "partnership__organisation")
    objects = ReportQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("created_by", "checked_by", "frozen_by"),
        other=("language", "state", "returned_reason", "content_hash", "previous_hash"),
        person=("created_by", "checked_by", "frozen_by"),
    )

    class Meta:
        ordering = ("period", "partnership__position", "-version")
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "partnership", "version"],
                nulls_distinct=False,
                name="reports_report_one_per_version",
            ),
            models.CheckConstraint(
                name="reports_report_frozen_has_hash",
                condition=Q(state__in=["draft", "checked"], frozen_at=None, content_hash="")
                | (
                    Q(state__in=["frozen", "submitted", "accepted", "returned"])
                    & Q(frozen_at__isnull=False)
                    & ~Q(content_hash="")
                ),
            ),
            models.CheckConstraint(
                name="reports_report_returned_with_reason",
                condition=Q(state="returned", answered_at__isnull=False) & ~Q(returned_reason="")
                | ~Q(state="returned") & Q(returned_reason=""),
            ),
        ]

    def __str__(self) -> str:
        """The days it tells about, whose share it is, and from the second one on the version."""
        words = [str(self.period)]
        if self.partnership_id:
            words.append(str(self.partnership))
        if self.version > 1:
            words.append(gettext("version %(number)s") % {"number": self.version})
        return ", ".join(words)

    @property
    def is_frozen(self) -> bool:
        return self.frozen_at is not None


class ReportText(models.Model):
    """What one report says under one heading; the heading's words as they were are kept with it."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    heading = models.ForeignKey(ReportHeading, on_delete=models.PROTECT, related_name="texts")
    heading_words = models.CharField(max_length=300, blank=True)
    text = models.TextField(_("text"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    privacy: ClassVar = Privacy(other=("heading_words", "text"))

    class Meta:
        ordering = ("heading__position", "pk")
        constraints = [
            models.UniqueConstraint(fields=["report", "heading"], name="reports_reporttext_once")
        ]

    def __str__(self) -> str:
        return self.heading_words


class ReportPassage(models.Model):
    """What another area had to tell of the period when the report was frozen (feedback, outputs): its
    code, words and table as they were (`talkoot.measures.passage.Told` as JSON)."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="passages")
    code = models.CharField(max_length=60)
    told = models.JSONField()

    privacy: ClassVar = Privacy(other=("code", "told"))

    class Meta:
        ordering = ("code",)
        constraints = [
            models.UniqueConstraint(fields=["report", "code"], name="reports_reportpassage_once")
        ]

    def __str__(self) -> str:
        return self.code
