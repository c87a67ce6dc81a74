"""Processor time of the server, of the database that works for it, and of the worker."""

import os
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ground


def processes() -> dict[int, list[str]]:
    """Each process's fields of /proc/<pid>/stat, from its state on."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                found[int(folder.name)] = (folder / "stat").read_text().rpartition(") ")[2].split()
            except OSError:
                continue  # it has just ended
    return found


def session(leader: int) -> list[int]:
    """The processes of a session: a server or the worker with all that it started."""
    return [pid for pid, fields in processes().items() if fields[3] == str(leader)]


def spent_ms(pids: Sequence[int], *, with_ended: bool = False) -> float:
    """Processor time of these; with what their ended children had used, if asked."""
    all_of = processes()
    ticks = sum(
        int(ticks)
        for pid in pids
        if pid in all_of
        for ticks in all_of[pid][11 : 15 if with_ended else 13]
    )
    return ticks * 1000 / os.sysconf("SC_CLK_TCK")


def leader_at(port: int) -> int:
    """The web server that this process started for a port."""
    for pid, fields in processes().items():
        if fields[1] == str(os.getpid()):
            told = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
            if str(port).encode() in told:
                return pid
    raise SystemExit(f"No server was started for port {port}.")


@dataclass(frozen=True)
class Clock:
    """The processor time so far of the server, of the database that works for it, and of the worker
    with the database's processes that work for the worker."""

    server: float
    database: float
    worker: float

    @classmethod
    def now(cls, server: int, worker: int) -> "Clock":
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pid FROM pg_stat_activity"
                " WHERE application_name IN ('worker', 'bare') OR pid = pg_backend_pid()"
            )
            others = [pid for (pid,) in cursor.fetchall()]
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = 'worker'")
            workers = [pid for (pid,) in cursor.fetchall()]
            cursor.execute("SELECT pg_backend_pid()")
            (own,) = cursor.fetchone()
        everything = processes()
        postmaster = int(everything[own][1])
        database = [pid for pid, fields in everything.items() if fields[1] == str(postmaster)]
        return cls(
            server=spent_ms(session(server)),
            database=spent_ms([pid for pid in database if pid not in others])
            + spent_ms([postmaster], with_ended=True),
            worker=spent_ms(session(worker)) + spent_ms(workers),
        )

    def since(self, before: "Clock", sign_ups: int) -> "Clock":
        number = max(1, sign_ups)
        return Clock(
            (self.server - before.server) / number,
            (self.database - before.database) / number,
            (self.worker - before.worker) / number,
        )


@contextmanager
def working() -> Iterator[int]:
    """The worker, sending letters to files; its session's number."""
    from talkoot.kit import supervisor

    process = subprocess.Popen(
        supervisor.worker().arguments,
        cwd=ground.ROOT,
        env=os.environ | {"MALLOC_ARENA_MAX": "2", "MAIL": "files", "PGAPPNAME": "worker"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process.pid
        if process.poll() is not None:
            raise SystemExit("The worker ended by itself; what it wrote is above.")
    finally:
        os.killpg(process.pid, signal.SIGCONT)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
