"""Root lays its power down: what serves people runs under an ordinary account."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from talkoot.kit import embedded, environment
from talkoot.kit.embedded import account as accounts
from talkoot.kit.embedded import place
from talkoot.kit.embedded.account import Account

# What an installation keeps in its data folder; nothing else there is given away.
OURS = ("files", "mail", "static", "static.fingerprint", "secret-key", "demonstration")
PROGRAM = (".venv", "talkoot", "locale")


def move_where_reachable() -> None:
    """As root with a checkout that no other account may enter: goes on from a copy of the program.

    The copy and the data live in a folder of /var/lib/talkoot. Returns only where nothing has to
    be moved, or where moving would not help because Python itself is out of reach.
    """
    if os.geteuid() != 0 or os.environ.get("TALKOOT_MOVED"):
        return
    account = _account()
    python = Path(sys.executable)
    ours = python.is_relative_to(environment.ROOT) and accounts.reaches(python.resolve(), account)
    if not ours or _reaches_program(account):
        return
    home = place.far_folder()
    # The program stays root's own: the account that serves must not change what root runs.
    program = home / "program"
    _copy_program(program)
    data = environment.data_folder()
    if not accounts.reaches(data / "x", account):
        data = home / "var"
    print(f"Note: {environment.ROOT} is closed to other accounts: using {home}.", file=sys.stderr)
    moved = {"TALKOOT_MOVED": "1", "TALKOOT_DATA": str(data), "PYTHONPATH": str(program)}
    inside = program / python.relative_to(environment.ROOT)
    arguments = [str(inside), "-P", "-m", "talkoot", *sys.argv[1:]]
    os.execve(inside, arguments, os.environ | moved)  # noqa: S606 - no shell is wanted


def become() -> str:
    """As root, becomes the ordinary account for good, or says in a sentence why it cannot."""
    if os.geteuid() != 0:
        return ""
    account = _account()
    if not _reaches_program(account):
        return (
            f"Note: the web server and the worker run as root, because the account {account.name} "
            f"cannot run {sys.executable}. Made with the system's own Python they run under it."
        )
    give_data_away()
    os.initgroups(account.name, account.gid)
    os.setgid(account.gid)
    os.setuid(account.uid)
    os.environ.update(HOME=str(environment.data_folder()), USER=account.name, LOGNAME=account.name)
    return ""


def give_data_away() -> None:
    """As root, gives what root made in the data folder to the account that serves."""
    if os.geteuid() != 0:
        return
    account, place = _account(), environment.data_folder()
    place.mkdir(parents=True, exist_ok=True)
    if not _reaches_program(account):
        return
    account.owns(place)
    for name in OURS:
        _give(place / name, account)


def _account() -> Account:
    return embedded.server_account() or accounts.made()


def _reaches_program(account: Account) -> bool:
    if not accounts.reaches(environment.data_folder() / "x", account):
        return False
    try:
        tried = subprocess.run(
            [sys.executable, "-c", "import talkoot.kit.environment, granian"],
            cwd="/",
            env={"PYTHONPATH": str(environment.ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            check=False,
            **accounts.under(account),
        )
    except OSError:
        return False  # Python itself stands where the account may not go
    return tried.returncode == 0


def _copy_program(program: Path) -> None:
    """Copies what changed since the last time: packages seldom do, the program with each version."""
    for part in PROGRAM:
        source, target = environment.ROOT / part, program / part
        seen, kept = _fingerprint(source), program / f".{part.strip('.')}.fingerprint"
        if kept.exists() and kept.read_text() == seen:
            continue
        shutil.rmtree(target, ignore_errors=True)
        program.mkdir(parents=True, exist_ok=True)
        if source.exists():
            shutil.copytree(source, target, symlinks=True)
        for folder, folders, files in os.walk(program):
            for path in (Path(folder), *(Path(folder, name) for name in (*folders, *files))):
                if not path.is_symlink():
                    path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        kept.write_text(seen)


def _fingerprint(source: Path) -> str:
    if (stamp := source / ".installed").exists():
        return str(stamp.stat().st_mtime_ns)
    found = hashlib.sha256()
    for path in sorted(source.rglob("*")):
        about = path.lstat()
        found.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _give(path: Path, account: Account) -> None:
    if not path.exists():
        return
    account.owns(path)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            account.owns(Path(folder, name))
