"""People who sign up one after another, as browsers do it, in a process of their own."""

import asyncio
import gzip
import itertools
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from urllib.parse import urlencode

from benchmarks import ground

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
TYPED = {"name": "Testi Esimerkki", "role": "participant"}


@dataclass(frozen=True)
class Rush:
    """What came of one run: whole sign-ups, and each request of them."""

    rate: float
    p99_ms: float
    worst_ms: float
    sign_ups: int
    refused: int
    failed: int


class Crowd:
    """So many clients, each of whom is one new person after another until the time is up."""

    def __init__(self, address: str, slugs: list[str], clients: int, seconds: float) -> None:
        self.host, port = address.removeprefix("http://").rsplit(":", 1)
        self.port = int(port)
        self.slugs = itertools.cycle(slugs)
        self.clients, self.seconds = clients, seconds
        self.numbers = itertools.count()
        self.mark = f"{os.getpid()}.{time.time_ns()}"
        self.times: list[float] = []
        self.sign_ups = self.counted = self.refused = self.failed = 0

    async def rushed(self) -> Rush:
        self.counts_from = time.perf_counter() + ground.WARM_UP_SECONDS
        self.ends_at = self.counts_from + self.seconds
        await asyncio.gather(*(self.client() for _ in range(self.clients)))
        took = sorted(self.times)
        return Rush(
            rate=round(self.counted / self.seconds, 2),
            p99_ms=round(ground.percentile(took, 0.99) * 1000, 2),
            worst_ms=round(took[-1] * 1000, 2) if took else 0.0,
            sign_ups=self.sign_ups,
            refused=self.refused,
            failed=self.failed,
        )

    async def client(self) -> None:
        while time.perf_counter() < self.ends_at:
            try:
                done = await self.person(next(self.slugs))
            except (OSError, EOFError, asyncio.IncompleteReadError):
                self.failed += 1
                continue
            self.sign_ups += done
            self.refused += not done
            if done and self.counts_from <= time.perf_counter() < self.ends_at:
                self.counted += 1

    async def person(self, slug: str) -> bool:
        """One person from the event's page to the answer; whether there was an answer."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            page = f"/fi/events/{slug}/"
            await self.ask(reader, writer, "GET", page)
            _status, _head, form = await self.ask(reader, writer, "GET", f"{page}register/")
            sent = dict(HIDDEN.findall(gunzipped(form)))
            sent |= TYPED | {"email": f"p{next(self.numbers)}.{self.mark}@example.org"}
            body = urlencode(sent)
            status, head, _page = await self.ask(reader, writer, "POST", f"{page}register/", body)
            if status != HTTPStatus.FOUND:
                return False
            place = re.search(rb"(?i)\r\nlocation: *([^\r]+)", head)
            assert place is not None
            status, _head, _page = await self.ask(reader, writer, "GET", place.group(1).decode())
            return status == HTTPStatus.OK
        finally:
            writer.close()

    async def ask(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        method: str,
        path: str,
        body: str = "",
    ) -> tuple[int, bytes, bytes]:
        """The status, the head and the body of the answer; a fault of the server is counted."""
        host = f"{self.host}:{self.port}"
        sent = (
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"Origin: http://{host}\r\n"
        )
        began = time.perf_counter()
        writer.write(
            f"{method} {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n"
            f"Accept-Encoding: gzip\r\nAccept-Language: fi\r\n{sent if body else ''}\r\n"
            f"{body}".encode()
        )
        head = await reader.readuntil(b"\r\n\r\n")
        answer = b""
        if length := re.search(rb"(?i)\r\ncontent-length: *(\d+)", head):
            answer = await reader.readexactly(int(length.group(1)))
        elif b"chunked" in head.lower():
            while size := int(await reader.readuntil(b"\r\n"), 16):
                answer += (await reader.readexactly(size + 2))[:-2]
            await reader.readexactly(2)
        if began >= self.counts_from:
            self.times.append(time.perf_counter() - began)
        status = int(head.split(b" ", 2)[1])
        self.failed += status >= HTTPStatus.INTERNAL_SERVER_ERROR
        return status, head, answer


def gunzipped(body: bytes) -> str:
    return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()


def rush(address: str, slugs: Sequence[str], *, clients: int, seconds: float) -> Rush:
    asked = {"address": address, "slugs": list(slugs), "clients": clients, "seconds": seconds}
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.rush.crowd", json.dumps(asked)],
        cwd=ground.ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Rush(**json.loads(done.stdout))


if __name__ == "__main__":
    print(json.dumps(asdict(asyncio.run(Crowd(**json.loads(sys.argv[1])).rushed()))))
