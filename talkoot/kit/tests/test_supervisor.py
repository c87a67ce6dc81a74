"""Whoever watches the servers: starts them, says when they are ready, stops them all."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from talkoot.kit import environment, supervisor
from talkoot.kit.embedded import postmaster

# Two programs that say they live; the second one does not end when asked to.
PLAIN = "import time; time.sleep(600)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
WATCH = """
import sys
from talkoot.kit import supervisor
supervisor.STOP_SECONDS = 1
def told(): print("ready", flush=True)
programs = [
    supervisor.Program(f"program {n}", [sys.executable, "-c", code])
    for n, code in enumerate(sys.argv[1:])
]
sys.exit(supervisor.run(programs, ready=lambda: True, announce=told))
"""


def watched(*programs: str, hang_up: signal.Handlers = signal.SIG_DFL) -> subprocess.Popen[str]:
    """Starts the watcher of the programs; `hang_up` is what it inherits, not what the tests did."""
    before = signal.signal(signal.SIGHUP, hang_up)
    try:
        running = subprocess.Popen(
            [sys.executable, "-c", WATCH, *programs],
            cwd=environment.ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    finally:
        signal.signal(signal.SIGHUP, before)
    assert running.stdout is not None
    return running


def children(pid: int) -> set[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return {int(one) for one in listed}


def living(pids: set[int]) -> set[int]:
    return {pid for pid in pids if postmaster.alive(pid)}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all(number: signal.Signals) -> None:
    running = watched(PLAIN, PLAIN)
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    started = children(running.pid)
    assert len(started) == 2
    os.kill(running.pid, number)
    _, wrong = running.communicate(timeout=60)
    assert (running.returncode, wrong) == (0, "")
    assert living(started) == set()


def test_what_was_started_with_nohup_goes_on_after_a_hang_up() -> None:
    running = watched(PLAIN, hang_up=signal.SIG_IGN)  # as nohup leaves it to what it starts
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    os.kill(running.pid, signal.SIGHUP)
    with pytest.raises(subprocess.TimeoutExpired):
        running.wait(timeout=1)
    os.kill(running.pid, signal.SIGTERM)
    assert running.wait(timeout=60) == 0


def test_one_that_does_not_end_is_made_to() -> None:
    running = watched(PLAIN, STUBBORN)
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    started = children(running.pid)
    os.kill(running.pid, signal.SIGTERM)
    running.communicate(timeout=60)
    assert running.returncode == 0
    assert living(started) == set()


def test_when_one_ends_by_itself_the_others_are_stopped_and_it_is_said() -> None:
    running = watched(PLAIN, "raise SystemExit(3)")
    _, wrong = running.communicate(timeout=60)
    assert running.returncode == 1
    assert wrong == "The program 1 ended by itself; what it wrote is above.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child of its parent's end")
def test_when_the_watcher_is_killed_the_others_end_too() -> None:
    running = watched(PLAIN, PLAIN)
    assert running.stdout is not None
    assert running.stdout.readline() == "ready\n"
    started = children(running.pid)
    running.kill()
    running.communicate(timeout=60)
    until = time.monotonic() + 10
    while living(started) and time.monotonic() < until:
        os.sched_yield()
    assert living(started) == set()


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(supervisor.PortTaken, match=f"PORT={port + 1}") as refused:
            supervisor.claim_address("127.0.0.1", port)
    assert str(refused.value).startswith(
        f"Port {port} of 127.0.0.1 cannot be used: another program"
    )
    supervisor.claim_address("127.0.0.1", port)


def test_whether_a_server_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert not supervisor.answers("127.0.0.1", port)
