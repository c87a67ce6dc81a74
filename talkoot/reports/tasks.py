"""What the worker runs for reports."""

from django_tasks import task

from talkoot.kit import clock
from talkoot.reports.operations import keeping


@task()
def recount() -> int:
    """Counts everything anew for pages over all projects; how long it took, 0 where another counts."""
    try:
        return keeping.recount().milliseconds
    except keeping.BeingCounted:
        return 0


clock.every("reports.recount", 900, recount)
