"""The inspector's link: given for a time, taken back, and every visit written down."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.refusals import Refused
from talkoot.people.models import Person, hash_of
from talkoot.projects.models import Project
from talkoot.reports.models import InspectorLink, InspectorVisit

USUAL = timedelta(days=30)
LONGEST = timedelta(days=366)


class LinkEndsTooSoon(Refused):
    sentence = _("The link would be closed before anyone could open it.")
    next_step = _("Choose a later day.")
    field = "last_on"


class LinkOpenTooLong(Refused):
    sentence = _("A link is open for a year at most.")
    next_step = _("Choose an earlier day; a new link can be given then.")
    field = "last_on"


class LinkUnexplained(Refused):
    sentence = _("Say who inspects and for what purpose.")
    field = "given_to"


@transaction.atomic
def open_link(
    *,
    project: Project,
    given_to: str,
    purpose: str,
    expires_at: datetime,
    by: Person | None,
    shows_names: bool = False,
) -> tuple[InspectorLink, str]:
    """Opens a read-only door to the project's frozen reports; gives the link and its token, which is
    not kept and cannot be shown again. A project in the archive is inspected as any other.

    Refuses with LinkUnexplained, LinkEndsTooSoon, LinkOpenTooLong. Records `reports.open_link`; who
    inspects stays out of the history.
    """
    if not given_to.strip() or not purpose.strip():
        raise LinkUnexplained
    now = timezone.now()
    if expires_at <= now:
        raise LinkEndsTooSoon
    if expires_at > now + LONGEST:
        raise LinkOpenTooLong
    token = secrets.token_urlsafe(32)
    link = InspectorLink.objects.create(
        project=project,
        given_to=given_to.strip(),
        purpose=purpose.strip(),
        shows_names=shows_names,
        token_hash=hash_of(token),
        created_by=by,
        created_at=now,
        expires_at=expires_at,
    )
    told = {
        "purpose": [None, link.purpose],
        "expires_at": [None, expires_at.isoformat()],
        "shows_names": [None, shows_names],
    }
    record("reports.open_link", on=project, by=by, part=link, changes=told)
    return link, token


@transaction.atomic
def revoke_link(*, link: InspectorLink, by: Person | None) -> InspectorLink:
    """Closes the link at once and for good. One that is revoked already stays as it is.

    Records `reports.revoke_link`.
    """
    link.refresh_from_db(from_queryset=InspectorLink.objects.select_for_update(of=("self",)))
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.save(update_fields=["revoked_at"])
        record("reports.revoke_link", on=link.project, by=by, part=link)
    return link


def note_visit(*, link: InspectorLink, page: str) -> InspectorVisit:
    """Writes down that a page was opened through the link. No history entry: the visits are one."""
    return InspectorVisit.objects.create(link=link, page=page[:300])
