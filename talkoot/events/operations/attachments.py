"""Materials and recordings of an event, and the fourteen days in which a recording gets its captions."""

import secrets
from datetime import date, timedelta
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from talkoot.events.models import Attachment, Event
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations.changing import changing, reread
from talkoot.history.record import record, snapshot
from talkoot.kit.files import kind_of
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects.operations.changing import (
    changed,
    first_values,
    last_values,
    refuse_overwriting,
)
from talkoot.projects.operations.obligations import (
    PROOF_KINDS,
    PROOF_MOST_BYTES,
    ProofOfUnknownKind,
    ProofTooLarge,
)

CAPTIONS_WITHIN = timedelta(days=14)
"""Act 306/2019 on digital services: a recording that stays in public is accessible in 14 days."""


class FileTooLarge(ProofTooLarge):
    field = "file"


class FileOfUnknownKind(ProofOfUnknownKind):
    field = "file"


def add_attachment(
    *,
    event: Event,
    kind: str,
    titles: Texts,
    by: Person | None,
    web_address: str = "",
    file: File | None = None,  # type: ignore[type-arg]  # a file of bytes or an upload alike
    language: str = "",
) -> Attachment:
    """Adds a material or a recording: a file here or an address elsewhere. Nobody but the arrangers
    sees it before it is published. The kind of a file is read from its content.

    Refuses with TitleMissing, FileOrAddressMissing, FileTooLarge, FileOfUnknownKind,
    AttachmentThere, EventDeleted. Records `events.add_attachment`.
    """
    row = Attachment(
        event=event, kind=kind, titles=titles, web_address=web_address.strip(), language=language
    )
    try:
        with changing(event):
            if not titles:
                raise refusals.TitleMissing
            if bool(file) == bool(row.web_address):
                raise refusals.FileOrAddressMissing
            if file:
                _keep(row, file)
            _refuse_same(row)
            row.save()
            record("events.add_attachment", on=event, by=by, part=row, changes=_told(row))
    except BaseException:
        # The row is rolled back by the database, a file that was written is not.
        if row.file:
            row.file.storage.delete(str(row.file.name))
        raise
    return row


def edit_attachment(
    *, attachment: Attachment, by: Person | None, seen: int | None = None, **changes: Any
) -> Attachment:
    """Changes what is said of it: title, language, and the address of what is elsewhere.

    Refuses with TitleMissing, FileOrAddressMissing, ChangedMeanwhile, NoLongerThere, EventDeleted.
    Records `events.edit_attachment`.
    """
    with changing(attachment.event) as event:
        reread(attachment)
        before = snapshot(attachment)
        for name, value in changes.items():
            if name not in ("titles", "language", "web_address"):
                raise TypeError(f"not a field of an attachment: {name}")
            setattr(attachment, name, value)
        if not attachment.titles:
            raise refusals.TitleMissing
        if bool(attachment.file) == bool(attachment.web_address):
            raise refusals.FileOrAddressMissing
        differing = changed(attachment, before)
        if differing:
            refuse_overwriting(event, differing, seen, attachment)
            attachment.save()
            record("events.edit_attachment", on=event, by=by, part=attachment, changes=differing)
    return attachment


def publish_attachment(*, attachment: Attachment, by: Person | None) -> Attachment:
    """Lets anyone who sees the event have it. A recording's captions are then due in 14 days, by a
    day that publishing it again does not move. Records `events.publish_attachment`.

    Refuses with NoLongerThere, EventDeleted.
    """
    with changing(attachment.event) as event:
        reread(attachment)
        if attachment.published_at is None:
            before = snapshot(attachment)
            attachment.published_at = timezone.now()
            if attachment.kind == Attachment.Kind.RECORDING and attachment.captions_due_on is None:
                attachment.captions_due_on = timezone.localdate() + CAPTIONS_WITHIN
            attachment.save(update_fields=["published_at", "captions_due_on"])
            record(
                "events.publish_attachment",
                on=event,
                by=by,
                part=attachment,
                changes=changed(attachment, before),
            )
    return attachment


def take_back_attachment(*, attachment: Attachment, by: Person | None) -> Attachment:
    """Hides it from others again; the captions' day stays, for hiding does not end the duty.

    Refuses with NoLongerThere, EventDeleted. Records `events.take_back_attachment`.
    """
    with changing(attachment.event) as event:
        reread(attachment)
        if attachment.published_at is not None:
            attachment.published_at = None
            attachment.save(update_fields=["published_at"])
            record("events.take_back_attachment", on=event, by=by, part=attachment)
    return attachment


def mark_captioned(*, attachment: Attachment, on: date | None, by: Person | None) -> Attachment:
    """Notes the day when a recording's captions were ready, or with None that they are not.

    Refuses with NotARecording, CaptionedInFuture, NoLongerThere, EventDeleted.
    Records `events.mark_captioned`.
    """
    with changing(attachment.event) as event:
        reread(attachment)
        if attachment.kind != Attachment.Kind.RECORDING:
            raise refusals.NotARecording
        if on is not None and on > timezone.localdate():
            raise refusals.CaptionedInFuture
        before = snapshot(attachment)
        attachment.captioned_on = on
        differing = changed(attachment, before)
        if differing:
            attachment.save(update_fields=["captioned_on"])
            record("events.mark_captioned", on=event, by=by, part=attachment, changes=differing)
    return attachment


def remove_attachment(*, attachment: Attachment, by: Person | None) -> None:
    """Removes it with its file.

    Refuses with NoLongerThere, EventDeleted. Records `events.remove_attachment`.
    """
    with changing(attachment.event) as event:
        reread(attachment)
        gone = last_values(attachment)
        gone.pop("file", None)
        record("events.remove_attachment", on=event, by=by, part=attachment, changes=gone)
        if attachment.file:
            storage, name = attachment.file.storage, str(attachment.file.name)
            transaction.on_commit(lambda: storage.delete(name))
        attachment.delete()


def _refuse_same(row: Attachment) -> None:
    """The same form sent twice is one."""
    names = ("kind", "titles", "web_address", "file_name", "language")
    if row.event.attachments.filter(**{name: getattr(row, name) for name in names}).exists():
        raise refusals.AttachmentThere


def _told(row: Attachment) -> dict[str, Any]:
    changes = first_values(row)
    changes.pop("file", None)
    return changes


def _keep(row: Attachment, file: File) -> None:  # type: ignore[type-arg]  # as in add_attachment
    if file.size > PROOF_MOST_BYTES:
        raise FileTooLarge
    kind = kind_of(file)
    if kind is None or kind not in PROOF_KINDS:
        raise FileOfUnknownKind
    row.file_name = (file.name or "").replace("\\", "/").split("/")[-1][-200:]
    row.file.save(f"{secrets.token_hex(16)}.{kind.value}", file, save=False)
