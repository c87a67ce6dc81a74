"""The outbox: what is told to whom, written in the transaction and sent after it."""

from datetime import timedelta
from typing import ClassVar, NamedTuple

from django.db import models
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from talkoot.kit.privacy import Clock, Privacy


class Unsent(NamedTuple):
    """How many letters of a mailing wait to be sent, and how many were given up."""

    waiting: int
    given_up: int


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> "NoticeQuerySet":
        return self.filter(sent_at=None, given_up_at=None)

    def unsent(self, mailing: str) -> Unsent:
        """What of a mailing has not gone, asked in one question. Those that were given up are told for
        30 days, and then forgotten."""
        rows = self.filter(mailing=mailing, sent_at=None)
        counted = rows.aggregate(all=Count("pk"), given_up=Count("given_up_at"))
        return Unsent(counted["all"] - counted["given_up"], counted["given_up"])


class Notice(models.Model):
    """One message to one address. It is waiting, sent or given up, never two of these.

    `kind` names what it is about (`people.sign_in_code`), `mailing` the letters that were written
    with it (`events.message 5`), where there are many. `calendar` is an invitation or its
    cancellation (iCalendar), which `calendar_method` says. A sent or given up notice is forgotten
    after 30 days; a waiting one never, however far off it is due.
    """

    kind = models.CharField(max_length=80)
    mailing = models.CharField(max_length=80, blank=True)
    to = models.EmailField(_("to"))
    language = models.CharField(max_length=10)
    subject = models.CharField(max_length=250)
    text = models.TextField()
    html = models.TextField(blank=True)
    reply_to = models.EmailField(blank=True)
    calendar = models.TextField(blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()
    privacy: ClassVar = Privacy(
        personal=("to", "subject", "text", "html", "reply_to", "calendar"),
        other=("kind", "mailing", "language", "fault", "calendar_method"),
        clocks=(
            Clock(since="sent_at", after=timedelta(days=30)),
            Clock(since="given_up_at", after=timedelta(days=30)),
        ),
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(
                fields=["mailing"],
                name="notices_notice_unsent",
                condition=models.Q(sent_at=None) & ~models.Q(mailing=""),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="notices_notice_sent_or_given_up",
                condition=models.Q(sent_at=None) | models.Q(given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
