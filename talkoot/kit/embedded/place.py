"""Where the embedded database lives: beside the other data, or where its account can reach it."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fcntl import LOCK_EX, flock
from pathlib import Path

from talkoot.kit import environment
from talkoot.kit.embedded import account as accounts
from talkoot.kit.embedded.account import Account

FAR = Path("/var/lib/talkoot")
SOCKET = ".s.PGSQL.5432"
# The kernel's address of a Unix socket holds 107 bytes (103 on some systems).
LONGEST_SOCKET = 103


@dataclass(frozen=True)
class Place:
    """One folder, private to the account of the server."""

    folder: Path
    sockets: Path
    account: Account | None

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def unfinished(self) -> Path:
        """A data folder in the making; a broken first start leaves only this."""
        return self.folder / "data.new"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def users(self) -> Path:
        """Each process that uses the server holds a shared lock on this file."""
        return self.folder / "users"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Only one process at a time starts or stops the server."""
        handle = self.open(self.folder / "lock")
        try:
            flock(handle, LOCK_EX)
            yield
        finally:
            os.close(handle)

    def open(self, path: Path) -> int:
        """Opens a file of this place for locking; it belongs to the server's account."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        if self.account is not None and os.geteuid() == 0:
            os.fchown(handle, self.account.uid, self.account.gid)
        return handle


def find() -> Place:
    """The place of this installation's server; makes nothing.

    As root the server runs under the account that owns its data, else the checkout, else one named
    talkoot. What that account cannot reach (a checkout under /root) goes to /var/lib/talkoot.
    """
    near = environment.data_folder() / "database"
    if os.geteuid() != 0:
        return Place(near, _sockets(near), None)
    if (near / "data").exists():
        owner = Account.of(near.stat().st_uid) or Account.named(accounts.NAME)
        return Place(near, _sockets(near), owner)
    owner = accounts.of_checkout(environment.ROOT) or Account.named(accounts.NAME)
    if accounts.reaches(near, owner):
        return Place(near, _sockets(near), owner)
    far = far_folder() / "var" / "database"
    return Place(far, _sockets(far), owner)


def far_folder() -> Path:
    """Where what an ordinary account cannot reach is put for it: `program`, and `var` for data."""
    return FAR / _short(environment.data_folder())


def _sockets(folder: Path) -> Path:
    # PostgreSQL's clients take a comma for the border between two hosts.
    if len(os.fsencode(folder / SOCKET)) <= LONGEST_SOCKET and "," not in str(folder):
        return folder
    return Path("/tmp") / f"talkoot-{_short(folder)}"  # noqa: S108 - private, its owner is checked


def _short(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
