"""The ordinary account that the server runs under when root starts it: PostgreSQL refuses root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "talkoot"


@dataclass(frozen=True)
class Account:
    """An account of this machine that is not root."""

    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, uid: int) -> "Account | None":
        """The account with this number; none for root and for a number without a name."""
        if uid == 0:
            return None
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            return None
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)

    @classmethod
    def named(cls, name: str) -> "Account | None":
        """The account with this name, if the machine has it."""
        try:
            return cls.of(pwd.getpwnam(name).pw_uid)
        except KeyError:
            return None

    def owns(self, path: Path) -> None:
        """Gives a file or folder to the account."""
        os.chown(path, self.uid, self.gid, follow_symlinks=False)


def of_checkout(checkout: Path) -> Account | None:
    """The account that owns the checkout, when that is not root: then its data is its own too."""
    return Account.of(checkout.stat().st_uid)


def made() -> Account:
    """The account `talkoot`, made when it is missing; where none can be made, `nobody`."""
    if found := Account.named(NAME):
        return found
    if useradd := shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin"):
        # Two processes may make it at once; the one that comes second finds it made.
        subprocess.run(
            [
                useradd,
                "--system",
                "--user-group",
                "--no-create-home",
                "--home-dir=/var/lib/talkoot",
                "--shell=/usr/sbin/nologin",
                NAME,
            ],
            check=False,
            capture_output=True,
        )
    found = Account.named(NAME) or Account.named("nobody")
    if found is None:
        raise LookupError(
            f"Root needs an ordinary account to run the database under. Make one named {NAME}."
        )
    return found


def under(account: Account | None) -> dict[str, Any]:
    """What `subprocess` needs to run a program under the account; nothing for oneself."""
    if account is None or os.geteuid() != 0:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def may(mode: int, path: Path, account: Account | None) -> bool:
    """Whether the permission bits (4 read, 1 enter or run) let the account do so.

    For an account that does not exist yet, what strangers may do.
    """
    about = path.stat()
    if account is not None and about.st_uid == account.uid:
        return about.st_mode >> 6 & mode == mode
    if account is not None and about.st_gid == account.gid:
        return about.st_mode >> 3 & mode == mode
    return about.st_mode & mode == mode


def reaches(path: Path, account: Account | None) -> bool:
    """Whether the account may enter every folder on the way to the path, so far as they exist."""
    return all(may(1, folder, account) for folder in path.parents if folder.exists())
