"""Makes the data folder of a new server."""

import shutil
import subprocess
from pathlib import Path

from talkoot.kit.embedded import account as accounts
from talkoot.kit.embedded.place import Place
from talkoot.kit.trouble import DatabaseTrouble

DATABASE = "talkoot"


def make(here: Place, bin_folder: Path) -> None:
    """A new data folder with its one database; it gets its name only when it is complete."""
    shutil.rmtree(here.unfinished, ignore_errors=True)
    here.unfinished.mkdir(mode=0o700)
    if here.account is not None:
        here.account.owns(here.unfinished)
    for arguments, typed in (
        (
            [
                "initdb",
                f"--pgdata={here.unfinished}",
                f"--username={DATABASE}",
                "--auth=trust",  # the socket's folder is private to the account
                "--encoding=UTF8",
                "--locale=C",
                # Sorted by code point like C, and å ä ö still have upper and lower case.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
            ],
            "",
        ),
        (
            ["postgres", "--single", "-D", str(here.unfinished), "--exit_on_error=on", "template1"],
            f"CREATE DATABASE {DATABASE}\n",
        ),
    ):
        done = subprocess.run(
            [str(bin_folder / arguments[0]), *arguments[1:]],
            input=typed,
            env=surroundings(),
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            umask=0o077,
            **accounts.under(here.account),
        )
        if done.returncode != 0:
            why = (done.stderr.strip() or done.stdout.strip()).splitlines()
            raise DatabaseTrouble(
                f"The database could not be made in {here.folder}: {why[-1] if why else '?'}"
            )
    here.unfinished.rename(here.data)


def surroundings() -> dict[str, str]:
    """A plain environment: PG… variables and locales of the one who starts change nothing."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
