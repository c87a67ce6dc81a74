"""One file with the whole installation: its rows, its files and a list with their hashes."""

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

import talkoot
from talkoot.kit import dump
from talkoot.kit.dump import BackupTrouble
from talkoot.kit.setting_up import newer

FORMAT = 1
ROWS = "database.dump"
FILES = "files/"
MANIFEST = "manifest.json"
PIECE = 1024 * 1024


_before: list[Callable[[], object]] = []


def before(work: Callable[[], object]) -> None:
    """What an area does to its rows before any backup is made; called from `AppConfig.ready()`."""
    if work not in _before:
        _before.append(work)


@dataclass(frozen=True)
class Summary:
    """What a backup holds."""

    bytes: int
    files: int
    made_at: str


def back_up(target: Path) -> Summary:
    """Writes the backup in one stream beside its place, and gives it its name when it is whole.

    The rows are of one moment; files are read after them, so every row's file is there unless it
    was deleted meanwhile. Sessions are included, the secret key is not, nor the rows of tables that
    an area leaves out (`dump.leave_out`). Refuses a name in use.
    """
    if target.exists():
        raise BackupTrouble(f"{target} exists already; a backup never writes over a file.")
    if not target.parent.is_dir():
        raise BackupTrouble(f"There is no folder {target.parent}.")
    for work in _before:
        work()
    members: dict[str, dict[str, Any]] = {}
    made_at = timezone.now().isoformat(timespec="seconds")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED, allowZip64=True) as whole:
                with dump.reading() as rows:
                    members[ROWS] = _into(whole, ROWS, rows)
                for path in _files():
                    name = FILES + path.relative_to(settings.MEDIA_ROOT).as_posix()
                    with suppress(FileNotFoundError), path.open("rb") as one:
                        members[name] = _into(whole, name, one)
                whole.writestr(MANIFEST, json.dumps(_manifest(made_at, members), indent=1))
            file.flush()
            os.fsync(file.fileno())
        _name(part, target)
    except OSError as error:
        raise BackupTrouble(f"{target} could not be written: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return Summary(target.stat().st_size, len(members) - 1, made_at)


def restore(source: Path) -> Summary:
    """Restores rows and files, all or nothing, into an installation that has neither.

    Every hash is compared before anything is written. Refuses a backup made by a newer version.
    """
    files = Path(settings.MEDIA_ROOT)
    try:
        whole = zipfile.ZipFile(source)
    except FileNotFoundError as error:
        raise BackupTrouble(f"There is no file {source}.") from error
    except (OSError, zipfile.BadZipFile) as error:
        raise BackupTrouble(f"{source} is not a whole backup file.") from error
    with whole:
        manifest = _checked(whole, source)
        if _tables():
            raise BackupTrouble(
                "The database is not empty. A backup is restored into an empty one: name another "
                "with DATABASE_URL, or another data folder with TALKOOT_DATA."
            )
        if files.exists() and any(files.iterdir()):
            raise BackupTrouble(
                f"There are files in {files}. A backup is restored into an empty one."
            )
        fresh = files.with_name(f"{files.name}.restoring")
        shutil.rmtree(fresh, ignore_errors=True)
        try:
            for name in manifest["members"]:
                if name != ROWS:
                    _out_of(whole, name, fresh / name.removeprefix(FILES))
            with whole.open(ROWS) as rows:
                dump.load(rows)
            if fresh.exists():
                if files.exists():
                    files.rmdir()
                fresh.rename(files)
        except OSError as error:
            raise BackupTrouble(f"The files could not be written: {error.strerror}.") from error
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return Summary(source.stat().st_size, len(manifest["members"]) - 1, manifest["made_at"])


def _manifest(made_at: str, members: dict[str, dict[str, Any]]) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgresql = cursor.fetchone()[0]
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
        migrations = [f"{app}.{name}" for app, name in cursor.fetchall()]
    return {
        "format": FORMAT,
        "talkoot": talkoot.VERSION,
        "postgresql": postgresql,
        "made_at": made_at,
        "migrations": migrations,
        "members": members,
    }


def _into(whole: zipfile.ZipFile, name: str, source: IO[bytes]) -> dict[str, Any]:
    found, size = hashlib.sha256(), 0
    with whole.open(name, "w", force_zip64=True) as member:
        while piece := source.read(PIECE):
            found.update(piece)
            size += len(piece)
            member.write(piece)
    return {"bytes": size, "sha256": found.hexdigest()}


def _checked(whole: zipfile.ZipFile, source: Path) -> dict[str, Any]:
    """The manifest, once every member was found as it says."""
    try:
        manifest: dict[str, Any] = json.loads(whole.read(MANIFEST))
        if manifest["format"] != FORMAT:
            raise BackupTrouble(f"{source} has a format that this version does not know.")
        members, migrations = dict(manifest["members"]), manifest["migrations"]
        if set(whole.namelist()) != {*members, MANIFEST} or ROWS not in members:
            raise BackupTrouble(f"{source} holds other files than its own list says.")
        for name, about in members.items():
            if name != ROWS and not _inside(name):
                raise BackupTrouble(f"{source} holds a file with an unsafe name: {name}")
            found = hashlib.sha256()
            with whole.open(name) as member:
                while piece := member.read(PIECE):
                    found.update(piece)
            if found.hexdigest() != about["sha256"]:
                raise BackupTrouble(f"{source} is damaged: {name} is not what was backed up.")
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BackupTrouble(f"{source} is not a backup made by Talkoot.") from error
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise BackupTrouble(f"{source} is damaged.") from error
    if unknown := newer(tuple(one.split(".", 1)) for one in migrations):
        raise BackupTrouble(
            f"{source} was made by a newer version of Talkoot ({manifest['talkoot']}; this version "
            f"does not know {unknown[0]}). Restore it with that version."
        )
    return manifest


def _inside(name: str) -> bool:
    parts = name.split("/")
    return name.startswith(FILES) and not {"", ".", ".."} & set(parts) and "\\" not in name


def _out_of(whole: zipfile.ZipFile, name: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole.open(name) as member, path.open("xb") as file:
        shutil.copyfileobj(member, file, PIECE)


def _name(part: Path, target: Path) -> None:
    try:
        # Unlike a rename, a link never replaces a file that came meanwhile.
        os.link(part, target)
    except FileExistsError as error:
        raise BackupTrouble(
            f"{target} exists already; a backup never writes over a file."
        ) from error
    except OSError:
        part.rename(target)  # a file system without links


def _files() -> Iterator[Path]:
    return (path for path in sorted(Path(settings.MEDIA_ROOT).rglob("*")) if path.is_file())


def _tables() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE relkind IN ('r', 'p', 'v', 'm', 'S') AND nspname !~ '^(pg_|information_schema)'"
        )
        return int(cursor.fetchone()[0])
