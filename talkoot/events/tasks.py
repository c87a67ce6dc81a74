"""What the worker runs for events."""

from django_tasks import task

from talkoot.events import operations
from talkoot.events.models import Message
from talkoot.events.operations import messages, publishing, registrations
from talkoot.kit import clock


@task()
def tell(numbers: list[int]) -> int:
    """Tells registrations of their latest steps."""
    return registrations.tell(registrations=numbers)


@task()
def tell_due() -> int:
    """Tells what no other task has told."""
    return registrations.tell_due()


@task()
def lapse_offers() -> int:
    """Ends offers that ran out and passes their places on."""
    return registrations.lapse_offers()


@task()
def remind() -> int:
    """Reminds those whose event is near."""
    return registrations.remind()


@task()
def tell_certificates() -> int:
    """Writes the letters with the links to new certificates."""
    return operations.tell_certificates()


@task()
def remind_arrangers() -> int:
    """Reminds hosts of their turns and arrangers of captions."""
    return operations.remind_hosts() + operations.remind_captions()


@task()
def empty_contacts() -> int:
    """Empties names and addresses that are kept no longer."""
    return registrations.empty_contacts()


@task()
def send_message(number: int) -> int:
    """Writes the next letters of an arranger's message."""
    message = Message.objects.filter(pk=number).first()
    return messages.send_next(message=message) if message is not None else 0


@task()
def send_unfinished() -> int:
    """Goes on with messages whose worker was killed."""
    return messages.send_unfinished()


@task()
def forget_deleted() -> int:
    """Removes events that were deleted 90 days ago and not brought back."""
    return publishing.forget_deleted()


clock.every("events.tell_due", 60, tell_due)
clock.every("events.lapse_offers", 60, lapse_offers)
clock.every("events.remind", 600, remind)
clock.every("events.tell_certificates", 60, tell_certificates)
clock.every("events.remind_arrangers", 3_600, remind_arrangers)
clock.every("events.empty_contacts", 86_400, empty_contacts)
clock.every("events.send_unfinished", 300, send_unfinished)
clock.every("events.forget_deleted", 86_400, forget_deleted)
