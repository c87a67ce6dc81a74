"""The letters of a certificate: its link, once for each that is issued, and that it is in force no more."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from talkoot.events.models import Certificate
from talkoot.events.operations.telling import AT_MOST_AT_ONCE, has_mail, language_of, own_address
from talkoot.events.queries import times
from talkoot.notices import operations as notices

LETTER, REVOKED = "events/mail/certificate", "events/mail/certificate_revoked"


def tell_certificates() -> int:
    """Writes to those who have a certificate in force of which nobody has told them, each once; one
    that takes another's place says so. Returns how many letters. Nothing is written to those without
    an address, nor to the invented."""
    waiting = Certificate.objects.filter(told_at=None, revoked_at=None).order_by("pk")
    return sum(_tell(number) for number in waiting.values_list("pk", flat=True)[:AT_MOST_AT_ONCE])


@transaction.atomic
def _tell(number: int) -> bool:
    # Two workers with the same certificate: the second waits here and then finds it told.
    row = (
        Certificate.objects.select_for_update(of=("self",), no_key=True)
        .select_related("registration__event__organisation", "registration__person")
        .filter(pk=number, told_at=None, revoked_at=None)
        .first()
    )
    if row is None:
        return False
    row.told_at = timezone.now()
    row.save(update_fields=["told_at"])
    registration = row.registration
    event = registration.event
    if event.deleted_at is not None or not has_mail(registration):
        return False
    with override(language_of(registration)):
        own = own_address(registration)
        check = settings.SITE_URL + reverse("events:certificate", args=[row.check_code])
    _send(
        row,
        "events.certificate",
        LETTER,
        address=f"{own}certificate.pdf",
        check=check,
        replaces=registration.certificates.exclude(pk=row.pk).exists(),
    )
    return True


def tell_revoked(row: Certificate) -> None:
    """Writes to whoever was told of the certificate that it is in force no more, and why, unless another
    has taken its place, whose letter says so. Called in the transaction that revokes it."""
    registration = row.registration
    in_force = registration.certificates.filter(revoked_at=None).exists()
    if row.told_at is not None and not in_force and has_mail(registration):
        _send(row, "events.certificate_revoked", REVOKED)


def _send(row: Certificate, kind: str, template: str, **words: object) -> None:
    registration = row.registration
    event, language = registration.event, language_of(registration)
    with override(language):
        when = times.when(event)
    notices.send(
        kind=kind,
        to=registration.email,
        language=language,
        template=template,
        context={
            "certificate": row,
            "event": event,
            "title": event.titles.pick(language).text,
            "organiser": event.organisation.names.pick(language).text,
            "when": when,
            **words,
        },
    )
