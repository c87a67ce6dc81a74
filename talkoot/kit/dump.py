"""The database's rows as a stream, through PostgreSQL's own programs."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from django.db import connection

from talkoot.kit import embedded
from talkoot.kit.trouble import Trouble

# A line that pg_dump 17 and newer write and that older servers do not understand.
NEW_SETTING = b"SET transaction_timeout = 0;\n"
HEAD_LINES = 40
PLAIN = ("--no-owner", "--no-privileges")


_left_out: set[str] = set()


def leave_out(table: str) -> None:
    """The rows of this table are in no backup; a secret that is to be destroyed would live on there."""
    _left_out.add(table)


class BackupTrouble(Trouble):
    """No backup was made, or none restored; the message is a sentence that says why."""


@contextmanager
def reading() -> Iterator[IO[bytes]]:
    """All rows of one moment but those left out, in pg_dump's own format."""
    without = [f"--exclude-table-data={table}" for table in sorted(_left_out)]
    with tempfile.TemporaryFile() as said:
        dumping = subprocess.Popen(
            [str(embedded.programs() / "pg_dump"), "--format=custom", *PLAIN, *without],
            stdout=subprocess.PIPE,
            stderr=said,
            env=_connection(),
        )
        assert dumping.stdout is not None
        try:
            yield dumping.stdout
        except BaseException:
            dumping.kill()
            raise
        finally:
            dumping.stdout.close()
            failed = dumping.wait() != 0
        if failed:
            raise BackupTrouble(f"The database could not be read: {_read(said)}")


def load(rows: IO[bytes]) -> None:
    """Loads the rows in one transaction; a mistake leaves the database as empty as it was."""
    programs = embedded.programs()
    with tempfile.TemporaryFile() as whole, tempfile.TemporaryFile() as said:
        shutil.copyfileobj(rows, whole)
        whole.seek(0)
        script = subprocess.Popen(
            [str(programs / "pg_restore"), *PLAIN, "--file=-"],
            stdin=whole,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        loading = subprocess.Popen(
            [
                *(str(programs / "psql"), "--no-psqlrc", "--quiet", "--single-transaction"),
                *("--set=ON_ERROR_STOP=1", "--output=/dev/null"),
            ],
            stdin=subprocess.PIPE,
            stderr=said,
            env=_connection(),
        )
        assert script.stdout is not None
        assert loading.stdin is not None
        with suppress(BrokenPipeError):
            for number, line in enumerate(script.stdout):
                if line != NEW_SETTING or number > HEAD_LINES:
                    loading.stdin.write(line)
        script.stdout.close()
        with suppress(BrokenPipeError):
            if script.wait() != 0:
                # A dump cut short must not be committed, so the transaction is made to fail.
                loading.stdin.write(b"\n\\.\nSELECT this_dump_is_cut_short;\n")
            loading.stdin.close()
        if loading.wait() != 0 or script.returncode != 0:
            raise BackupTrouble(f"The rows could not be restored: {_read(said)}")


def _read(said: IO[bytes]) -> str:
    said.seek(0)
    return said.read().decode(errors="replace").strip()


def _connection() -> dict[str, str]:
    """The database's address as libpq's programs read it; a password never stands in a command."""
    about = connection.settings_dict
    options = {key: said for key, said in about.get("OPTIONS", {}).items() if isinstance(said, str)}
    named = {
        "PGHOST": about["HOST"],
        "PGPORT": about["PORT"],
        "PGUSER": about["USER"],
        "PGPASSWORD": about["PASSWORD"],
        "PGDATABASE": about["NAME"],
        "PGSERVICE": options.get("service", ""),
        "PGSSLMODE": options.get("sslmode", ""),
        "PGSSLROOTCERT": options.get("sslrootcert", ""),
        "PGSSLCERT": options.get("sslcert", ""),
        "PGSSLKEY": options.get("sslkey", ""),
        "PGTARGETSESSIONATTRS": options.get("target_session_attrs", ""),
        "PGCLIENTENCODING": "UTF8",
    }
    ours = {name: str(said) for name, said in named.items() if said}
    return {k: v for k, v in os.environ.items() if not k.startswith("PG")} | ours
