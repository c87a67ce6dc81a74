"""Makes, starts and stops the server. The last process that uses it stops it."""

import atexit
import os
import shutil
import stat
import subprocess
import sys
import time
from fcntl import LOCK_EX, LOCK_NB, LOCK_SH, flock
from pathlib import Path
from typing import Any

from talkoot.kit.embedded import account as accounts
from talkoot.kit.embedded import binaries, cluster, place, postmaster
from talkoot.kit.embedded.cluster import DATABASE
from talkoot.kit.embedded.place import Place
from talkoot.kit.trouble import DatabaseTrouble

PATIENCE_SECONDS = 60
LONGEST_LOG_BYTES = 5_000_000
SETTINGS = {
    "listen_addresses": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "effective_cache_size": "512MB",
    "max_wal_size": "512MB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "Europe/Helsinki",
    "log_line_prefix": "%m ",
    "log_checkpoints": "off",
    "autovacuum_naptime": "30s",
}

# The lock that tells the others that this process uses the server, and who opened it.
_use: int | None = None
_user: int | None = None


def wanted() -> bool:
    """Whether this installation uses the embedded server: no other database is named."""
    return not os.environ.get("DATABASE_URL", "").strip()


def django_database() -> dict[str, Any]:
    """Django's entry for the embedded server; starts nothing."""
    test = os.environ.get("TEST_DB", "").strip()
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": DATABASE,
        "USER": DATABASE,
        "HOST": str(place.find().sockets),
        "PORT": "5432",
        "TEST": {"NAME": f"test_{DATABASE}_{test}"} if test else {},
    }


def programs() -> Path:
    """The folder with PostgreSQL's programs (pg_dump and the others), of the newest version."""
    found = binaries.find()
    if found is None:
        raise DatabaseTrouble(
            "PostgreSQL's programs are missing from this environment: "
            "install the requirements again (make install), or set DATABASE_URL."
        )
    return found


def start_if_needed() -> None:
    """Starts the embedded server unless DATABASE_URL names another."""
    if wanted():
        start()


def start() -> None:
    """Makes the server run, and keeps it so until the last process that asked has ended.

    Safe to call again, and safe when several processes call at once.
    """
    global _use, _user
    if _use is not None and _user == os.getpid():
        return
    here = _prepared(place.find())
    with here.locked():
        if not postmaster.ready(here):
            _launch(here)
        _use, _user = here.open(here.users), os.getpid()
        flock(_use, LOCK_SH)
    atexit.register(stop)


def stop() -> bool:
    """Lets go of the server; stops it unless another process uses it. True when it stopped."""
    global _use, _user
    here = place.find()
    if not here.folder.exists():
        return False
    if _use is not None and _user == os.getpid():
        _close_connections()
    with here.locked():
        if _use is not None and _user == os.getpid():
            os.close(_use)
            _use = _user = None
        if _used(here) or not postmaster.ready(here):
            return False
        postmaster.shut(here)
        return True


def exists() -> bool:
    """Whether this installation has a data folder already."""
    return place.find().data.exists()


def server_account() -> accounts.Account | None:
    """The ordinary account that owns the data when root starts the server; none otherwise."""
    return place.find().account


def destroy() -> None:
    """Stops the server and removes its data for good. Refuses while another process uses it."""
    here = place.find()
    stop()
    with here.locked():
        if postmaster.ready(here):
            raise DatabaseTrouble("The database is in use by another process; stop that first.")
        for folder in (here.data, here.unfinished):
            shutil.rmtree(folder, ignore_errors=True)


def running() -> bool:
    """Whether the server of this installation answers."""
    return postmaster.ready(place.find())


def in_use() -> bool:
    """Whether any process, this one included, uses the server."""
    here = place.find()
    return here.users.exists() and _used(here)


def _close_connections() -> None:
    """Closes Django's own pool first, where there is one: it would complain that the server left."""
    if "django.db" in sys.modules:
        from django.db import connections

        for connection in connections.all(initialized_only=True):
            connection.close()
            if close_pool := getattr(connection, "close_pool", None):
                close_pool()


def _used(here: Place) -> bool:
    handle = here.open(here.users)
    try:
        flock(handle, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def _prepared(here: Place) -> Place:
    """The folder made, private, and owned by the account that the server runs under."""
    if os.geteuid() == 0:
        try:
            here = Place(here.folder, here.sockets, here.account or accounts.made())
        except LookupError as error:
            raise DatabaseTrouble(str(error)) from error
    for folder in dict.fromkeys((here.folder, here.sockets)):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _refuse_a_strangers(folder, here)
            if here.account is not None:
                here.account.owns(folder)
            folder.chmod(0o700)
        except OSError as error:
            raise DatabaseTrouble(
                f"The database's folder {folder} cannot be used ({error.strerror}). "
                "Run as the account that owns it, or as root, or set TALKOOT_DATA to another one."
            ) from error
    return here


def _refuse_a_strangers(folder: Path, here: Place) -> None:
    """In /tmp somebody else may have made the folder first, or a link, to read along."""
    about = folder.lstat()
    known = {os.geteuid(), here.account.uid if here.account else os.geteuid()}
    if stat.S_ISLNK(about.st_mode) or (folder == here.sockets and about.st_uid not in known):
        raise DatabaseTrouble(
            f"{folder} was made by somebody else. Remove it, or set TALKOOT_DATA to another folder."
        )


def _launch(here: Place) -> None:
    found = binaries.find(here.data)
    if found is None and here.data.exists():
        made = (here.data / "PG_VERSION").read_text().strip()
        raise DatabaseTrouble(
            f"The data in {here.data} was made by PostgreSQL {made}, which this version no longer "
            "brings. Make a backup with the version that you had, and restore it with this one."
        )
    bin_folder = binaries.reachable(found or programs(), here.account, here.folder)
    if not here.data.exists():
        cluster.make(here, bin_folder)
    postmaster.clear_stale(here)
    if here.log.exists() and here.log.stat().st_size > LONGEST_LOG_BYTES:
        here.log.replace(here.log.with_suffix(".1"))
    sockets = str(here.sockets).replace('"', '""')
    settings = SETTINGS | {"unix_socket_directories": f'"{sockets}"'}
    arguments = [f"--{name}={said}" for name, said in settings.items()]
    # The shell leaves at once, so the server is nobody's child and no zombie when it ends.
    launched = subprocess.run(
        [
            "/bin/sh",
            "-c",
            '"$@" >>"$LOG" 2>&1 </dev/null & echo $!',
            "sh",
            str(bin_folder / "postgres"),
            "-D",
            str(here.data),
            *arguments,
        ],
        env=cluster.surroundings() | {"LOG": str(here.log)},
        cwd="/",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
        umask=0o077,
        start_new_session=True,
        **accounts.under(here.account),
    )
    pid = int(launched.stdout)
    until = time.monotonic() + PATIENCE_SECONDS
    while not postmaster.ready(here):
        if not postmaster.alive(pid) or time.monotonic() > until:
            raise DatabaseTrouble(_why(here))
        time.sleep(0.02)


def _why(here: Place) -> str:
    said = here.log.read_text(errors="replace").splitlines() if here.log.exists() else []
    last = [line for line in said if "FATAL" in line or "HINT" in line or "PANIC" in line][-2:]
    return f"The database did not start; its log is {here.log}." + "".join(
        f"\n  {line}" for line in last or said[-1:]
    )
