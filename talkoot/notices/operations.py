"""Writing a notice, sending it, and trying again when the mail server does not answer."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import override

from talkoot.notices.models import Notice

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))
"""How long to wait after each failed attempt; after the last one the notice is given up."""


def send(
    *,
    kind: str,
    to: str,
    language: str,
    template: str,
    context: Mapping[str, Any],
    reply_to: str = "",
    due_at: datetime | None = None,
) -> Notice:
    """Writes a notice in the caller's transaction; the worker sends it after the commit.

    `template` is a folder with `subject.txt`, `text.txt` and, if wanted, `body.html`, rendered in
    `language`. `due_at` (aware) sends it later. Records no history: the caller's operation does.
    """
    with override(language):
        words = {**context, "language": language}
        subject = " ".join(render_to_string(f"{template}/subject.txt", words).split())
        text = render_to_string(f"{template}/text.txt", words).strip()
    return send_written(
        kind=kind,
        to=to,
        language=language,
        subject=subject,
        text=text,
        reply_to=reply_to,
        due_at=due_at,
    )


def send_written(
    *,
    kind: str,
    to: str,
    language: str,
    subject: str,
    text: str,
    reply_to: str = "",
    due_at: datetime | None = None,
) -> Notice:
    """As `send`, with words that are ready."""
    with override(language):
        html = render_to_string(
            "notices/mail.html", {"subject": subject, "text": text, "language": language}
        )
    notice = Notice.objects.create(
        kind=kind,
        to=to,
        language=language,
        subject=subject[:250],
        text=text,
        html=html,
        reply_to=reply_to,
        due_at=due_at or timezone.now(),
    )
    if due_at is None or due_at <= timezone.now():
        transaction.on_commit(lambda: _enqueue(notice.pk))
    return notice


def _enqueue(notice_id: int) -> None:
    from talkoot.notices.tasks import deliver  # the task imports this module

    deliver.enqueue(notice_id)


def deliver(*, notice_id: int) -> bool:
    """Sends one waiting notice; returns whether it went. A sent or given up one is left alone.

    The row is locked while it is sent, so two workers never send it twice; a worker killed between
    the mail server's yes and the commit may send it once more, which beats losing it.
    """
    with transaction.atomic():
        notice = (
            Notice.objects.waiting()
            .filter(pk=notice_id, due_at__lte=timezone.now())
            .select_for_update(skip_locked=True)
            .first()
        )
        if notice is None:
            return False
        mail = EmailMultiAlternatives(
            subject=notice.subject,
            body=notice.text,
            to=[notice.to],
            reply_to=[notice.reply_to] if notice.reply_to else None,
            headers={"Auto-Submitted": "auto-generated", "Content-Language": notice.language},
        )
        mail.attach_alternative(notice.html, "text/html")
        try:
            mail.send()
        except OSError as fault:  # smtplib's errors are OSErrors; anything else is our own mistake
            return _try_later(notice, fault)
        Notice.objects.filter(pk=notice.pk).update(
            sent_at=timezone.now(), attempts=F("attempts") + 1, fault=""
        )
        return True


def _try_later(notice: Notice, fault: OSError) -> bool:
    notice.attempts += 1
    notice.fault = f"{type(fault).__name__}: {fault}"[:300]
    if notice.attempts > len(WAITS):
        notice.given_up_at = timezone.now()
    else:
        notice.due_at = timezone.now() + WAITS[notice.attempts - 1]
    notice.save(update_fields=["attempts", "fault", "given_up_at", "due_at"])
    return False


def deliver_due() -> int:
    """Enqueues every notice that is due, at most 1 000 at a time; returns how many."""
    due = Notice.objects.waiting().filter(due_at__lte=timezone.now()).order_by("due_at")[:1000]
    numbers = list(due.values_list("pk", flat=True))
    for number in numbers:
        _enqueue(number)
    return len(numbers)
