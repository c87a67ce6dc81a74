"""Root lays its power down: what serves people runs under an ordinary account."""

import os
import subprocess
import sys
from pathlib import Path

from talkoot.kit import embedded, environment
from talkoot.kit.embedded import account as accounts
from talkoot.kit.embedded.account import Account

# What an installation keeps in its data folder; nothing else there is given away.
OURS = ("files", "mail", "static", "static.fingerprint", "secret-key", "demonstration")


def become() -> str:
    """As root, becomes the ordinary account for good, or says in a sentence why it cannot."""
    if os.geteuid() != 0:
        return ""
    account = _account()
    if not _reaches_program(account):
        return (
            f"Note: the web server and the worker run as root, because the account {account.name} "
            f"cannot run {sys.executable} or read {environment.ROOT}. With a checkout in /srv and the "
            "system's own Python they run under that account."
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


def _give(path: Path, account: Account) -> None:
    if not path.exists():
        return
    account.owns(path)
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            account.owns(Path(folder, name))
