"""What the worker runs for projects."""

from django_tasks import task

from talkoot.kit import clock
from talkoot.projects import operations


@task()
def forget_deleted() -> int:
    """Removes projects that were deleted 90 days ago and not brought back."""
    return operations.forget_deleted()


clock.every("projects.forget_deleted", 86_400, forget_deleted)
