"""What the worker runs for the outbox."""

from django_tasks import task

from talkoot.notices import operations


@task()
def deliver(notice_id: int) -> bool:
    """Sends one notice if it still waits."""
    return operations.deliver(notice_id=notice_id)


@task()
def deliver_due() -> int:
    """Looks after notices that are due and were not sent: a later hour, a failed attempt."""
    return operations.deliver_due()
