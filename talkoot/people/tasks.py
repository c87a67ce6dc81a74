"""What the worker runs for people."""

from django_tasks import task

from talkoot.kit import clock
from talkoot.people import operations


@task()
def run_clocks() -> dict[str, int]:
    """Forgets what is due."""
    return operations.run_clocks()


clock.every("people.run_clocks", 86_400, run_clocks)
