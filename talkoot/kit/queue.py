"""The queue of background work: django-tasks-db's own, into which tasks are written by `prepared`."""

from typing import TYPE_CHECKING, Any

from django_tasks.utils import normalize_json
from django_tasks_db import DatabaseBackend

from talkoot.kit import prepared

if TYPE_CHECKING:
    from django_tasks_db.models import DBTaskResult


class Queue(DatabaseBackend):
    """Every sign-up asks for its letter in its own transaction, so asking is made cheap."""

    def _task_to_db_task(self, task: Any, args: Any, kwargs: Any) -> "DBTaskResult[Any, Any]":
        # A task may be declared before models are ready.
        from django_tasks_db.models import DBTaskResult, get_date_max

        row: DBTaskResult[Any, Any] = DBTaskResult(
            id=self._get_id(),
            args_kwargs=normalize_json({"args": args, "kwargs": kwargs}),
            priority=task.priority,
            task_path=task.module_path,
            queue_name=task.queue_name,
            run_after=task.run_after or get_date_max(),
            backend_name=self.alias,
        )
        prepared.write_new(row)
        return row
