"""How often something may happen, counted in this process's memory: no question to the database."""

import threading
import time

MOST_KEYS = 50_000


class Limit:
    """At most `most` times within `seconds` for each key; nought is no limit.

    Counted in whole windows and in each serving process by itself, so several processes together
    let through as many times more. It slows abuse down; no truth depends on it.
    """

    def __init__(self, most: int, seconds: int) -> None:
        self.most, self.seconds = most, seconds
        self._lock = threading.Lock()
        self._window = 0
        self._counts: dict[str, int] = {}

    def takes(self, key: str) -> bool:
        """Counts one more; whether it is still within the limit."""
        if not self.most:
            return True
        window = int(time.time()) // self.seconds
        with self._lock:
            if window != self._window or len(self._counts) >= MOST_KEYS:
                self._window, self._counts = window, {}
            count = self._counts[key] = self._counts.get(key, 0) + 1
        return count <= self.most

    def is_full(self, key: str) -> bool:
        """Whether the next one would be too many, for what is counted only when it goes wrong."""
        window = int(time.time()) // self.seconds
        with self._lock:
            counted = self._counts.get(key, 0) if window == self._window else 0
        return bool(self.most) and counted >= self.most

    def forget(self) -> None:
        """Begins anew, for tests."""
        with self._lock:
            self._counts = {}
