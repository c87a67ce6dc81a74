"""Messages of the arranger to groups of participants: written, looked at, then sent by the worker."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from talkoot.events.models import Event, Message, Receiver, Registration
from talkoot.events.operations import event_refusals as refusals
from talkoot.events.operations.changing import changing, reread
from talkoot.events.operations.telling import own_address
from talkoot.events.queries.messages import mailing_of, receivers_of
from talkoot.history.record import record, snapshot
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.notices import operations as notices
from talkoot.people.models import Person
from talkoot.projects.operations.changing import changed

AT_A_TIME = 50
AS_WRITTEN = ("subject", "text", "states", "mode", "language", "by")
"""How many one task of the worker writes to; progress is seen and others are not kept waiting."""


def write(
    *,
    event: Event,
    subject: str,
    text: str,
    states: list[str],
    by: Person | None,
    mode: str = "",
    language: str = PRODUCT_LANGUAGES[0],
) -> Message:
    """Writes a message, which goes to nobody before `start`. The same form sent twice is one message:
    what waits to be sent already is returned.

    Refuses with MessageEmpty, EventDeleted. Records `events.write_message`.
    """
    with changing(event):
        message = Message(
            event=event,
            subject=" ".join(subject.split())[:200],
            text=text.strip(),
            states=list(states),
            mode=mode,
            language=language,
            by=by,
        )
        _refuse_empty(message)
        same = {name: getattr(message, name) for name in AS_WRITTEN}
        waiting = Message.objects.filter(event=event, started_at=None, **same).first()
        if waiting is not None:
            return waiting
        message.save()
        record("events.write_message", on=event, by=by, part=message)
    return message


def rewrite(*, message: Message, by: Person | None, **changes: Any) -> Message:
    """Changes a message that has not been started: `subject`, `text`, `states`, `mode`, `language`.

    Refuses with MessageStarted, MessageEmpty, NoLongerThere, EventDeleted.
    Records `events.rewrite_message`.
    """
    with changing(message.event) as event:
        reread(message)
        if message.started_at is not None:
            raise refusals.MessageStarted
        before = snapshot(message)
        for name, value in changes.items():
            if name not in ("subject", "text", "states", "mode", "language"):
                raise TypeError(f"not a field of a message: {name}")
            setattr(message, name, value)
        message.subject, message.text = " ".join(message.subject.split()), message.text.strip()
        _refuse_empty(message)
        if changed(message, before):
            message.save()
            record("events.rewrite_message", on=event, by=by, part=message)
    return message


def throw_away(*, message: Message, by: Person | None) -> None:
    """Throws away a message that has not been started.

    Refuses with MessageStarted, NoLongerThere, EventDeleted. Records `events.throw_away_message`.
    """
    with changing(message.event) as event:
        reread(message)
        if message.started_at is not None:
            raise refusals.MessageStarted
        record("events.throw_away_message", on=event, by=by, note=message.subject)
        message.delete()


def start(*, message: Message, by: Person | None) -> int:
    """Begins sending: who is in the groups now gets it, each once; the worker writes the letters.
    Returns to how many. A second time changes nothing.

    Refuses with NobodyToTell, NoLongerThere, EventDeleted. Records `events.start_message`.
    """
    with changing(message.event) as event:
        reread(message)
        if message.started_at is not None:
            return message.receivers.count()
        rows = list(receivers_of(event, message.states, message.mode).values_list("pk", flat=True))
        if not rows:
            raise refusals.NobodyToTell
        Receiver.objects.bulk_create(
            [Receiver(message=message, registration_id=key) for key in rows], batch_size=1000
        )
        message.started_at = timezone.now()
        message.save(update_fields=["started_at"])
        record(
            "events.start_message",
            on=event,
            by=by,
            part=message,
            changes={"receivers": [None, len(rows)]},
        )
        _wake(message)
    return len(rows)


def send_next(*, message: Message) -> int:
    """Writes the letters to the next 50 receivers; returns how many still wait.

    Letter and mark are one transaction, so a worker killed half way doubles and loses none. Two
    workers do not write to the same receiver. Those whose data was emptied meanwhile are passed by.
    """
    with transaction.atomic():
        due = (
            Receiver.objects.filter(message=message, noticed_at=None)
            .select_related(
                "registration__event__organisation", "registration__event__project",
                "registration__person",
            )
            .select_for_update(of=("self",), skip_locked=True)
            .order_by("pk")[:AT_A_TIME]
        )  # fmt: skip  # one question
        keys = []
        for receiver in due:
            _letter(message, receiver.registration)
            keys.append(receiver.pk)
        Receiver.objects.filter(pk__in=keys).update(noticed_at=timezone.now())
        left = Receiver.objects.filter(message=message, noticed_at=None).count()
        if left == 0 and message.finished_at is None:
            message.finished_at = timezone.now()
            message.save(update_fields=["finished_at"])
        elif keys:
            _wake(message)
    return left


def send_unfinished() -> int:
    """Goes on with messages that were started and whose worker was killed; returns how many."""
    rows = Message.objects.filter(started_at__isnull=False, finished_at=None).order_by("pk")
    messages = list(rows)
    for message in messages:
        send_next(message=message)
    return len(messages)


def _letter(message: Message, to: Registration) -> None:
    """One letter: the arranger's own words, and in the receiver's language why it came."""
    if not to.email or (to.person is not None and to.person.is_invented):
        return
    event = to.event
    language = to.language if to.language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0]
    organisation = event.organisation
    reply_to = event.project.contact_email if event.project is not None else ""
    notices.send(
        kind="events.message",
        to=to.email,
        language=language,
        template="events/mail/message",
        context={
            "message": message,
            "event": event,
            "title": event.titles.pick(language).text,
            "organiser": organisation.names.pick(language).text,
            "own_address": own_address(to),
        },
        reply_to=reply_to or organisation.email,
        mailing=mailing_of(message),
    )


def _refuse_empty(message: Message) -> None:
    if not message.subject or not message.text:
        raise refusals.MessageEmpty


def _wake(message: Message) -> None:
    from talkoot.events.tasks import send_message  # the task imports this module

    send_message.enqueue(message.pk)
