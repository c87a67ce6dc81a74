"""Starts the web server and the worker, watches them, and stops all together."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from talkoot.kit import environment
from talkoot.kit.trouble import Trouble

STOP_SECONDS = 10.0
LOOK_SECONDS = 0.1


class PortTaken(Trouble):
    """The address cannot be listened on; the message is a sentence."""


@dataclass(frozen=True)
class Program:
    """One program to keep running, and what to call it."""

    name: str
    arguments: Sequence[str]


def web(host: str, port: int) -> Program:
    """The production web server."""
    workers = environment.number("WORKERS", 2, least=1, most=64)
    threads = environment.number("THREADS", 4, least=1, most=64)
    return Program(
        "web server",
        [
            *(sys.executable, "-m", "granian", "talkoot.wsgi:application"),
            *("--interface", "wsgi", "--http", "1", "--no-ws"),
            *("--host", host, "--port", str(port)),
            *("--workers", str(workers), "--blocking-threads", str(threads)),
            *("--respawn-failed-workers", "--workers-kill-timeout", "5"),
            # What the environment says must not keep a list of the links by which people answer.
            *("--log-level", "warning", "--no-access-log"),
        ],
    )


def worker() -> Program:
    """The worker, in a process of its own."""
    return Program("worker", [sys.executable, "-m", "talkoot", "worker"])


def claim_address(host: str, port: int) -> None:
    """Refuses an address that another program listens on, or that this account may not use."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except PermissionError as error:
            raise PortTaken(
                f"This account may not listen on port {port}; use a number from 1024."
            ) from error
        except OSError as error:
            raise PortTaken(
                f"Port {port} of {host} cannot be used: another program listens there "
                f"({error.strerror}). Stop that one, or choose another port: PORT={port + 1}"
            ) from error


def answers(host: str, port: int) -> bool:
    """Whether a web server answers there."""
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - this only connects
    connection = http.client.HTTPConnection(everywhere.get(host, host), port, timeout=5)
    try:
        connection.request("HEAD", "/", headers={"Host": "localhost"})
        connection.getresponse()
    except OSError:
        return False
    finally:
        connection.close()
    return True


def run(
    programs: Sequence[Program], *, ready: Callable[[], bool], announce: Callable[[], None]
) -> int:
    """Runs the programs until one ends by itself or a signal asks to stop; then stops all.

    `announce` is called once, when `ready` is first true. Returns 0 after a signal, else 1. A hang-up
    that was ignored before stays ignored.
    """
    asked: list[int] = []

    def ask(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    # Who starts it with nohup wants it to go on when the terminal is closed.
    hangs_up = signal.getsignal(signal.SIGHUP) != signal.SIG_IGN
    heard = (signal.SIGINT, signal.SIGTERM, *((signal.SIGHUP,) if hangs_up else ()))
    before = {number: signal.signal(number, ask) for number in heard}
    children = [(program, _started(program)) for program in programs]
    announced, ended = False, None
    try:
        while not asked and ended is None:
            time.sleep(LOOK_SECONDS)
            ended = next((p for p, child in children if child.poll() is not None), None)
            if not announced and ended is None and ready():
                announce()
                announced = True
    finally:
        _stop([child for _, child in children], asked)
        for number, handler in before.items():
            signal.signal(number, handler)
    if ended is not None and not asked:
        print(f"The {ended.name} ended by itself; what it wrote is above.", file=sys.stderr)
        return 1
    return 0


def _started(program: Program) -> subprocess.Popen[bytes]:
    # A group of its own: Ctrl-C reaches this process, which then stops the others in order.
    return subprocess.Popen(
        program.arguments,
        cwd=environment.ROOT,
        # Fewer of the C library's memory arenas: a third less memory, no slower here.
        env=os.environ | {"MALLOC_ARENA_MAX": "2"},
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent,
    )


def _end_with_parent() -> None:
    if _libc is not None:
        _libc.prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG: Linux ends us when the parent is killed


_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _stop(children: Sequence[subprocess.Popen[bytes]], asked: list[int]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    until, asks = time.monotonic() + STOP_SECONDS, len(asked)
    while any(child.poll() is None for child in children):
        # Asked again, or too slow: no more waiting.
        if time.monotonic() > until or len(asked) > asks:
            for child in children:
                if child.poll() is None:
                    child.kill()
        time.sleep(LOOK_SECONDS / 2)
