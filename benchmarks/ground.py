"""What every benchmark stands on: servers, a load from outside, honest numbers, the last line."""

import argparse
import asyncio
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
WARM_UP_SECONDS = 1.5
START_SECONDS = 60


# --- the machine ----------------------------------------------------------------------------------
def machine() -> dict[str, Any]:
    """What the numbers were measured on, and how busy it was with other things."""
    model = "unknown"
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        names = [line for line in cpuinfo.read_text().splitlines() if "model name" in line]
        model = names[0].split(":")[1].strip() if names else model
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return {
        "processor": model,
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(pages * size / 1e9, 1),
        "system": platform.platform(terse=True),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


# --- numbers ----------------------------------------------------------------------------------------
def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of all do not exceed (nearest rank)."""
    if not sorted_values:
        return math.nan
    return sorted_values[max(0, math.ceil(share * len(sorted_values)) - 1)]


def milliseconds(ask: Callable[[], object], times: int) -> list[float]:
    """How long each asking took, in order of length; one before them is not counted."""
    ask()
    taken = []
    for _turn in range(times):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return sorted(taken)


@dataclass(frozen=True)
class Load:
    """One run of requests: how many a second, and how long they took."""

    rate: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    requests: int
    failed: int

    @classmethod
    def middle_of(cls, runs: Sequence["Load"]) -> "Load":
        """The median of several runs, measure by measure; what failed is added up."""

        def median(name: str) -> float:
            values: list[float] = [getattr(run, name) for run in runs]
            return round(statistics.median(values), 2)

        return cls(
            median("rate"),
            median("p50_ms"),
            median("p95_ms"),
            median("p99_ms"),
            sum(run.requests for run in runs),
            sum(run.failed for run in runs),
        )

    def __str__(self) -> str:
        return (
            f"{self.rate:9.1f} requests/s   p50 {self.p50_ms:7.2f} ms   p95 {self.p95_ms:7.2f} ms"
            f"   p99 {self.p99_ms:7.2f} ms   {self.requests} requests, {self.failed} failed"
        )


def compared(
    name: str, *, ours: float, reference: float, goal: float, at_most: bool = False
) -> dict[str, Any]:
    """One comparison of the closing line; the ratio is ours to the reference."""
    # Nothing beside nothing is as good as the reference; JSON knows no infinity.
    ratio = ours / reference if reference else 1 + ours
    return {
        "name": name,
        "ours": round(ours, 2),
        "reference": round(reference, 2),
        "ratio": round(ratio, 3),
        "goal": goal,
        "holds": ratio <= goal if at_most else ratio >= goal,
    }


def finish(facts: dict[str, Any], first: dict[str, Any], *others: dict[str, Any]) -> None:
    """Prints the closing line: the first comparison, the others, and whether all goals hold."""
    whole = {
        **first,
        "holds": all(one["holds"] for one in (first, *others)),
        "parts": [first, *others],
        "machine": facts,
    }
    print(json.dumps(whole), flush=True)


# --- the database ------------------------------------------------------------------------------------
def in_a_database_of_its_own(
    run: Callable[[dict[str, Any]], None], *, may_be_small: bool = False
) -> None:
    """Starts an empty server, calls `run` with the machine's facts, and takes the server away.

    The program's words are looked at first: `--help` tells what is measured, `--small` is known only
    where `may_be_small`, anything else is refused.
    """
    parser = argparse.ArgumentParser(
        description=run.__globals__["__doc__"], formatter_class=argparse.RawDescriptionHelpFormatter
    )
    if may_be_small:
        parser.add_argument("--small", action="store_true", help="only a little, for trying")
    parser.parse_args()
    facts = machine()
    os.environ.pop("DATABASE_URL", None)
    folder = Path(tempfile.mkdtemp(prefix="talkoot-bench-"))
    folder.chmod(0o755)  # the database's account goes through it
    os.environ |= {
        "TALKOOT_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "talkoot.settings",
        "TALKOOT_KEEP": "0",
    }

    import django

    from talkoot.kit import embedded

    try:
        embedded.start()
        django.setup()
        run(facts)
    finally:
        embedded.stop()
        shutil.rmtree(folder, ignore_errors=True)


# --- servers -----------------------------------------------------------------------------------------
@contextmanager
def served(application: str, port: int, path: str, **environment: str) -> Iterator[str]:
    """The production server with its own settings, serving `application` until the block ends."""
    from talkoot.kit import supervisor

    arguments = [
        application if part == "talkoot.wsgi:application" else part
        for part in supervisor.web("127.0.0.1", port).arguments
    ]
    server = subprocess.Popen(
        arguments,
        cwd=ROOT,
        env=os.environ | {"MALLOC_ARENA_MAX": "2"} | environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + START_SECONDS
        while True:
            try:
                with urlopen(address + path, timeout=5) as answer:  # noqa: S310 # our own address
                    answer.read()
                break
            except OSError as error:
                if server.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"{application} does not answer {path}: {error}") from error
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(15)
        except subprocess.TimeoutExpired:
            server.kill()


def load(addresses: Sequence[str], *, connections: int, seconds: float) -> Load:
    """Asks for the addresses in turn, over as many open connections, from a process of its own."""
    asked = json.dumps(
        {"addresses": list(addresses), "connections": connections, "seconds": seconds}
    )
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.ground", asked],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return Load(**json.loads(done.stdout))


class Asker(asyncio.Protocol):
    """One connection that asks again as soon as it is answered, until the time is up."""

    def __init__(self, run: "Run") -> None:
        self.run = run
        self.transport: asyncio.Transport | None = None
        self.received = bytearray()
        self.asked_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        assert self.transport is not None
        if time.perf_counter() >= self.run.ends_at:
            self.run.leave(self)
            return
        self.received.clear()
        self.asked_at = time.perf_counter()
        self.transport.write(self.run.next_request())

    def data_received(self, data: bytes) -> None:
        self.received += data
        end = self.received.find(b"\r\n\r\n")
        if end < 0:
            return
        head = bytes(self.received[:end]).lower()
        at = head.find(b"content-length:")
        if at >= 0:
            length = int(head[at + 15 :].split(b"\r\n", 1)[0])
            if len(self.received) < end + 4 + length:
                return
        elif not self.received.endswith(b"0\r\n\r\n"):
            return
        self.run.answered(time.perf_counter() - self.asked_at, head.split(b"\r\n", 1)[0])
        self.ask()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.run.is_leaving(self):
            self.run.failed += 1
            self.run.leave(self)


class Run:
    """All connections of one run, and what they saw after the warm-up."""

    def __init__(self, addresses: Sequence[str], connections: int, seconds: float) -> None:
        first = addresses[0].removeprefix("http://").split("/", 1)[0]
        self.host, port = first.rsplit(":", 1)
        self.port = int(port)
        self.requests = [
            (
                f"GET /{address.removeprefix('http://').split('/', 1)[1]} HTTP/1.1\r\n"
                f"Host: {first}\r\nAccept: text/html\r\nAccept-Encoding: gzip\r\n"
                "Accept-Language: fi\r\n\r\n"
            ).encode()
            for address in addresses
        ]
        self.connections = connections
        self.seconds = seconds
        self.turn = 0
        self.times: list[float] = []
        self.failed = 0
        self.counts_from = self.ends_at = 0.0
        self.left: set[Asker] = set()
        self.over = asyncio.Event()

    def next_request(self) -> bytes:
        self.turn += 1
        return self.requests[self.turn % len(self.requests)]

    def answered(self, took: float, status: bytes) -> None:
        if time.perf_counter() < self.counts_from:
            return
        self.times.append(took)
        if b" 200" not in status:
            self.failed += 1

    def is_leaving(self, asker: Asker) -> bool:
        return asker in self.left

    def leave(self, asker: Asker) -> None:
        self.left.add(asker)
        if asker.transport is not None:
            asker.transport.close()
        if len(self.left) == self.connections:
            self.over.set()

    async def measured(self) -> Load:
        loop = asyncio.get_running_loop()
        self.counts_from = time.perf_counter() + WARM_UP_SECONDS
        self.ends_at = self.counts_from + self.seconds
        for _ in range(self.connections):
            await loop.create_connection(lambda: Asker(self), self.host, self.port)
        await asyncio.wait_for(self.over.wait(), WARM_UP_SECONDS + self.seconds + 60)
        took = sorted(self.times)
        return Load(
            rate=round(len(took) / self.seconds, 1),
            p50_ms=round(percentile(took, 0.5) * 1000, 2),
            p95_ms=round(percentile(took, 0.95) * 1000, 2),
            p99_ms=round(percentile(took, 0.99) * 1000, 2),
            requests=len(took),
            failed=self.failed,
        )


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(Run(**json.loads(sys.argv[1])).measured()))))
