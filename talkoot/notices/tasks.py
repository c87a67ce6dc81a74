"""What the worker runs for the outbox."""

from django_tasks import task

from talkoot.kit import clock
from talkoot.notices import operations


@task()
def deliver(notice_id: int) -> bool:
    """Sends one notice if it still waits."""
    return operations.deliver(notice_id=notice_id)


@task()
def deliver_due() -> int:
    """Looks after notices that are due and were not sent."""
    return operations.deliver_due()


clock.every("notices.deliver_due", 60, deliver_due)
