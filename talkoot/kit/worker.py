"""The worker: runs what waits in the queue, and winds the clocks."""

import logging
import os
import secrets
import socket
import time
from types import FrameType

from django.db import InterfaceError, OperationalError, close_old_connections, connections
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.management.commands.db_worker import Worker

from talkoot.kit import clock

logger = logging.getLogger("talkoot.worker")

LOOK_SECONDS = 1.0
TICK_SECONDS = 5.0
DATABASE_GONE_SECONDS = 3.0
AT_MOST_BETWEEN_TICKS = 50


class Queue(Worker):
    """The queue's own worker; asked to end, it finishes the task that it runs."""

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.running = False
        if not self.running_task:
            raise SystemExit(0)


def queue() -> Queue:
    """A worker that returns when nothing waits."""
    name = f"{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"
    return Queue(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def run() -> None:
    """Runs tasks until it is asked to end; survives a database that goes away and comes back."""
    autodiscover_modules("tasks")
    worker = queue()
    worker.configure_signals()
    wound_up, next_tick = False, 0.0
    while worker.running:
        done = worker._run_tasks
        try:
            close_old_connections()
            if not wound_up:
                clock.wind_up()
                wound_up = True
            if time.monotonic() >= next_tick:
                next_tick = time.monotonic() + TICK_SECONDS
                clock.tick()
            worker.max_tasks = done + AT_MOST_BETWEEN_TICKS
            worker.run()
        except (OperationalError, InterfaceError) as error:
            logger.warning("The database does not answer, trying again: %s", error)
            connections.close_all()
            time.sleep(DATABASE_GONE_SECONDS)
        if worker._run_tasks == done and worker.running:
            time.sleep(LOOK_SECONDS)
