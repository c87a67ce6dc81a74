"""Writing a notice, sending it, and trying again when the mail server does not answer."""

import logging
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email
from django.db import transaction
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from talkoot.kit import prepared
from talkoot.kit.refusals import Refused
from talkoot.notices.models import Notice

logger = logging.getLogger("talkoot.notices")

WAITS = tuple(timedelta(minutes=m) for m in (1, 5, 15, 60, 180, 360, 720, 1440))
"""How long to wait after each failed attempt; after the last one the notice is given up."""
AT_MOST_AT_ONCE = 1000
SERVER_IS_DOWN_AFTER = 3


class AddressUnusable(Refused):
    sentence = _("“{address}” is not an e-mail address.")
    next_step = _("Check the address and try again.")


def send(
    *,
    kind: str,
    to: str,
    language: str,
    template: str,
    context: Mapping[str, Any],
    reply_to: str = "",
    mailing: str = "",
    due_at: datetime | None = None,
    calendar: str = "",
    calendar_method: str = "",
) -> Notice:
    """Writes a notice in the caller's transaction; the worker sends it after the commit.

    `template` is a folder with `subject.txt` and `text.txt`, rendered in `language` as plain text.
    `mailing` names the many letters that it is one of. `due_at` (aware) sends it later. Records no
    history: the caller's operation does. Refuses with AddressUnusable.
    """
    with override(language):
        words = {**context, "language": language}
        subject = _plain(f"{template}/subject.txt", words)
        text = _plain(f"{template}/text.txt", words)
    return send_written(
        kind=kind,
        to=to,
        language=language,
        subject=subject,
        text=text,
        reply_to=reply_to,
        mailing=mailing,
        due_at=due_at,
        calendar=calendar,
        calendar_method=calendar_method,
    )


def _plain(name: str, words: Mapping[str, Any]) -> str:
    """A template rendered as plain text: nothing in it is escaped, for it is no HTML."""
    template: Any = get_template(name)
    text = str(template.template.render(Context(dict(words), autoescape=False))).strip()
    # What is left out of a letter leaves its empty lines behind.
    return re.sub(r"\n\s*\n(\s*\n)+", "\n\n", text)


def send_written(
    *,
    kind: str,
    to: str,
    language: str,
    subject: str,
    text: str,
    reply_to: str = "",
    mailing: str = "",
    due_at: datetime | None = None,
    calendar: str = "",
    calendar_method: str = "",
) -> Notice:
    """As `send`, with words that are ready. The subject is made one line whatever it holds.

    `calendar` is an iCalendar object that the mail carries as its own part, with the METHOD
    `calendar_method`: calendars offer to answer it, and take a cancelled one away.
    """
    for address in (to, reply_to or to):
        try:
            validate_email(address)
        except ValidationError as error:
            raise AddressUnusable(address=address) from error
    subject = " ".join(subject.split())[:250]
    with override(language):
        html = render_to_string(
            "notices/mail.html", {"subject": subject, "text": text, "language": language}
        )
    notice = Notice(
        kind=kind,
        to=to,
        language=language,
        subject=subject,
        text=text,
        html=html,
        reply_to=reply_to,
        mailing=mailing,
        due_at=due_at or timezone.now(),
        calendar=calendar,
        calendar_method=calendar_method,
    )
    prepared.write_new(notice)
    if due_at is None or due_at <= timezone.now():
        transaction.on_commit(lambda: _enqueue(notice.pk))
    return notice


def _enqueue(notice_id: int) -> None:
    from talkoot.notices.tasks import deliver  # the task imports this module

    deliver.enqueue(notice_id)


def deliver(*, notice_id: int) -> bool:
    """Sends one waiting notice; returns whether it went. A sent or given up one is left alone.

    The row is locked while it is sent, so two workers never send it twice; a worker killed between
    the mail server's yes and the commit may send it once more, which beats losing it. Its
    Message-ID stays the same, so that the receiver's server can tell.
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
        notice.attempts += 1
        try:
            _mail(notice).send()
        except OSError as fault:  # the network's and the mail server's, smtplib's among them
            _try_later(notice, fault)
        except Exception as fault:  # a mail that cannot be built must not come round for ever
            logger.exception("Notice %s cannot be sent as it is", notice.pk)
            notice.given_up_at = timezone.now()
            notice.fault = _fault(notice, fault)
        else:
            notice.sent_at = timezone.now()
            notice.fault = ""
        notice.save(update_fields=["attempts", "fault", "sent_at", "given_up_at", "due_at"])
        return notice.sent_at is not None


def _mail(notice: Notice) -> EmailMultiAlternatives:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    mail = EmailMultiAlternatives(
        subject=notice.subject,
        body=notice.text,
        to=[notice.to],
        reply_to=[notice.reply_to] if notice.reply_to else None,
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": notice.language,
            "Message-ID": f"<notice.{notice.pk}.{notice.created_at:%Y%m%d%H%M%S%f}@{domain}>",
        },
    )
    mail.attach_alternative(notice.html, "text/html")
    if notice.calendar:
        # Last and as an alternative, which is where calendars look for an invitation.
        mail.attach_alternative(
            notice.calendar, f"text/calendar; method={notice.calendar_method or 'REQUEST'}"
        )
    return mail


def _try_later(notice: Notice, fault: OSError) -> None:
    notice.fault = _fault(notice, fault)
    if notice.attempts > len(WAITS):
        notice.given_up_at = timezone.now()
    else:
        notice.due_at = timezone.now() + WAITS[notice.attempts - 1]


def _fault(notice: Notice, fault: Exception) -> str:
    """What went wrong, without the address, which mail servers like to repeat."""
    return f"{type(fault).__name__}: {fault}".replace(notice.to, "…")[:300]


def deliver_due() -> int:
    """Sends the notices that are due: a later hour, a failed attempt, a worker that was killed.

    At most 1 000 at a time, oldest first; stops when the mail server fails three in a row, since
    the rest would only wait for it. Returns how many went.
    """
    due = Notice.objects.waiting().filter(due_at__lte=timezone.now()).order_by("due_at", "pk")
    sent = failed = 0
    for number in list(due.values_list("pk", flat=True)[:AT_MOST_AT_ONCE]):
        if deliver(notice_id=number):
            sent, failed = sent + 1, 0
        else:
            failed += 1
        if failed == SERVER_IS_DOWN_AFTER:
            break
    return sent


def forget_address(*, address: str) -> int:
    """Deletes every notice to or answering to the address, waiting ones too; returns how many."""
    count, _rows = Notice.objects.filter(to__iexact=address).delete()
    count += Notice.objects.filter(reply_to__iexact=address).update(reply_to="")
    return count


def try_again(*, notice: Notice) -> bool:
    """Lets a notice that was given up wait anew, due at once; returns whether it was given up."""
    with transaction.atomic():
        moved = Notice.objects.filter(pk=notice.pk, given_up_at__isnull=False).update(
            given_up_at=None, attempts=0, due_at=timezone.now()
        )
        if moved:
            transaction.on_commit(lambda: _enqueue(notice.pk))
    return bool(moved)
