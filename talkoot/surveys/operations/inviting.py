"""Letters to those who are asked: one invitation, one reminder, and never to those who answered."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, override

from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.notices import operations as notices
from talkoot.people.models import hash_of
from talkoot.surveys.models import Asked, Wave
from talkoot.surveys.operations.waves import end_of, settle
from talkoot.surveys.queries.asking import mailing_of, who_was_there

AT_A_TIME = 50
AFTER_END = timedelta(minutes=30)
"""Whoever answers from the screen is then not written to."""
REMIND_AFTER = timedelta(days=4)


def token_of(asked: Asked) -> str:
    """The token of the mailed link, made of the row's number and the installation's key, so that the
    reminder carries the same link and no row holds it."""
    secret = salted_hmac("talkoot.surveys.link", f"{asked.wave_id}/{asked.pk}", algorithm="sha256")
    return secret.hexdigest()[:43]


def address_of(asked: Asked) -> str:
    """The whole address of answering, in the active language."""
    return f"{settings.SITE_URL}/{get_language()}/feedback/{token_of(asked)}/"


def ask_due() -> int:
    """Writes the letters of all open waves whose time it is, and the reminders; returns how many. Of an
    event that was cancelled or deleted nobody is asked."""
    now = timezone.now()
    written = 0
    held = Wave.objects.open().filter(event__cancelled_at=None, event__deleted_at=None)
    for wave in held.select_related("event", "study").order_by("pk"):
        if wave.is_invented or (wave.event is not None and end_of(wave.event) + AFTER_END > now):
            continue
        with transaction.atomic():
            settle(wave=wave)
        while some := ask_next(wave=wave):
            written += some
    return written


def ask_next(*, wave: Wave) -> int:
    """Writes the next 50 invitations or reminders of a wave; returns how many, 0 when all are written.

    Letter and mark are one transaction: a worker that is killed doubles none and loses none, and two
    workers never write to the same person. Nobody is written to who has answered by then, and nobody is
    reminded of an event where they were not after all.
    """
    reminded_from = timezone.localdate() - REMIND_AFTER
    waits = Q(is_written_to=False) | Q(
        is_written_to=True, is_reminded=False, asked_on__lte=reminded_from
    )
    with transaction.atomic():
        rows = (
            Asked.objects.filter(waits, wave=wave, has_answered=False)
            .filter(~Q(email="") | ~Q(registration__email=""))
            .exclude(registration=None, email="")
            .exclude(registration__person__is_invented=True)
            .select_related(
                "registration",
                "wave__event",
                "wave__needs",
                "wave__organisation",
                "wave__study",
            )
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("pk")
        )
        if wave.event is not None:
            came = Q(registration=None) | Q(registration__in=who_was_there(wave.event))
            rows = rows.filter(Q(is_written_to=False) | came)
        some = list(rows[:AT_A_TIME])
        for asked in some:
            _letter(asked)
    return len(some)


def _letter(asked: Asked) -> None:
    wave, who = asked.wave, asked.registration
    language = asked.language if asked.language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
    again = asked.is_written_to
    with override(language):
        address = address_of(asked)
        title = str(wave.titles or (wave.event.titles if wave.event is not None else ""))
        if wave.needs is not None:
            title = f"{wave.needs} – {title}"
    notices.send(
        kind="surveys.reminder" if again else "surveys.invitation",
        to=asked.email or (who.email if who is not None else ""),
        language=language,
        template="surveys/mail/asked",
        context={
            "wave": wave,
            "title": title,
            "again": again,
            "organiser": wave.organisation.names.pick(language).text,
            "address": address,
            "closes_at": wave.closes_at,
            "least": wave.least,
            "destroy_on": wave.study.destroy_on if wave.study is not None else None,
        },
        mailing=mailing_of(wave),
    )
    asked.token_hash = hash_of(token_of(asked))
    asked.is_reminded = again
    asked.is_written_to = True
    asked.asked_on = asked.asked_on or timezone.localdate()
    asked.save(update_fields=["token_hash", "is_reminded", "is_written_to", "asked_on"])
