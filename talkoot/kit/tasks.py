"""What the worker does for the house itself."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from talkoot.kit import clock

KEPT = timedelta(days=14)
LOST_AFTER = timedelta(hours=1)


@task()
def tidy() -> dict[str, int]:
    """Forgets sessions that ended and tasks done two weeks ago; gives lost tasks back.

    A task is lost when its worker was killed while running it: no task of ours takes an hour.
    """
    now = timezone.now()
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    tasks, _ = DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    lost = (
        DBTaskResult.objects.running()
        .filter(started_at__lt=now - LOST_AFTER)
        .update(status=TaskResultStatus.READY, started_at=None)
    )
    return {"sessions": sessions, "tasks": tasks, "lost": lost}


clock.every("kit.tidy", 3600, tidy)
