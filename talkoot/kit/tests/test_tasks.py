"""Tidying: what ended is forgotten, what was lost is given back; the worker runs what waits."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from talkoot.kit import worker
from talkoot.kit.tasks import KEPT, LOST_AFTER, tidy

pytestmark = pytest.mark.django_db


def waiting() -> DBTaskResult[[], dict[str, int]]:
    return DBTaskResult.objects.get(pk=tidy.enqueue().id)


def test_sessions_that_ended_are_forgotten() -> None:
    now = timezone.now()
    Session.objects.create(session_key="ended", expire_date=now - timedelta(seconds=1))
    Session.objects.create(session_key="lives", expire_date=now + timedelta(minutes=1))
    assert tidy.call() == {"sessions": 1, "tasks": 0, "lost": 0}
    assert list(Session.objects.values_list("session_key", flat=True)) == ["lives"]


def test_tasks_done_long_ago_are_forgotten() -> None:
    now = timezone.now()
    for after in (KEPT + timedelta(minutes=1), KEPT - timedelta(minutes=1)):
        task = waiting()
        DBTaskResult.objects.filter(pk=task.pk).update(
            status=TaskResultStatus.SUCCESSFUL, finished_at=now - after
        )
    assert tidy.call() == {"sessions": 0, "tasks": 1, "lost": 0}
    assert DBTaskResult.objects.count() == 1


def test_a_task_whose_worker_was_killed_runs_again() -> None:
    task = waiting()
    task.claim("a worker that is no more")
    DBTaskResult.objects.filter(pk=task.pk).update(
        started_at=timezone.now() - LOST_AFTER - timedelta(minutes=1)
    )
    assert tidy.call() == {"sessions": 0, "tasks": 0, "lost": 1}
    task.refresh_from_db()
    assert (task.status, task.started_at) == (TaskResultStatus.READY, None)


def test_a_task_that_runs_is_left_to_its_worker() -> None:
    task = waiting()
    task.claim("a worker that lives")
    assert tidy.call() == {"sessions": 0, "tasks": 0, "lost": 0}


@pytest.mark.django_db(transaction=True)
def test_the_worker_runs_what_waits() -> None:
    task = waiting()
    worker.queue().run()
    task.refresh_from_db()
    assert task.status == TaskResultStatus.SUCCESSFUL
    assert task.return_value == {"sessions": 0, "tasks": 0, "lost": 0}
