"""What a certificate says, and its document."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.events.models import Certificate
from talkoot.events.queries import times
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.terms.models import Programme
from talkoot.ui.documents import pdf
from talkoot.ui.qr import qr_file

SOURCE = Path(__file__).parent.parent / "documents" / "certificate.typ"
EMBLEMS = dict(Programme.Emblem.choices)


def shown_code(code: str) -> str:
    """The code in fours, as people read it."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def length(minutes: int) -> str:
    """Hours and minutes in words."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def document(row: Certificate) -> HttpResponse:
    """The certificate as PDF/UA-1, in the language of the registration. 404 when its name is not
    kept any longer."""
    if not row.name:
        raise Http404
    language = row.registration.language
    with override(language if language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]):
        content = pdf(SOURCE, _said(row, language))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{row.number}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    answer["X-Robots-Tag"] = "noindex, nofollow"
    return answer


def _said(row: Certificate, language: str) -> dict[str, str]:
    event = row.registration.event
    address = settings.SITE_URL + reverse("events:certificate", args=[row.check_code])
    title = event.titles.pick(language)
    project = event.project
    programme = project.programme if project else None
    statement = (project.funding_statement if project else None) or (
        programme.statement if programme else None
    )
    picked = statement.pick(language) if statement else None
    emblem = programme.emblem if programme else Programme.Emblem.NONE
    return {
        "language": language[:2],
        "title": _("Certificate of attendance"),
        "organiser": event.organisation.names.pick(language).text,
        "name": row.name,
        "sentence": _("took part in"),
        "event": title.text,
        "event_language": (title.language or language)[:2],
        "when": times.when(event),
        "minutes": _("Took part for {length}.").format(length=length(row.minutes)),
        "issued": _("Issued {day}").format(
            day=f"{(day := timezone.localdate(row.issued_at)).day}.{day.month}.{day.year}"
        ),
        "number_words": _("Number of the certificate"),
        "number": row.number,
        "check_words": _("Whether this certificate is in force can be checked here:"),
        "check_url": address,
        "check_shown": f"{settings.SITE_URL.split('//', 1)[-1]}"
        f"{reverse('events:certificates')} · {shown_code(row.check_code)}",
        "picture": qr_file(address),
        "picture_words": _("The address of the check as a picture that a phone reads"),
        "statement": picked.text if picked else "",
        "statement_language": ((picked.language if picked else "") or language)[:2],
        "emblem": "" if emblem == Programme.Emblem.NONE else str(EMBLEMS[emblem]),
        "flag_words": _("Flag of the European Union"),
    }
