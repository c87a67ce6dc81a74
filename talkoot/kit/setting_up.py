"""Brings the database and the static files up to this version of the program."""

import hashlib
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from talkoot.kit.trouble import Trouble, sentenced

# Any number; the same on each machine that may migrate at the same time.
LOCK = 7_206_002


class NotReady(Trouble):
    """The installation cannot serve yet; the message is a sentence that says what to do."""


def pending() -> tuple[int, list[str]]:
    """How many migrations wait, and those in the database that only a newer version has."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return len(plan), newer(executor.loader.applied_migrations)


def newer(applied: Iterable[tuple[str, str]]) -> list[str]:
    """Those migrations that come after the last one that this version has of their area."""
    last: dict[str, str] = {}
    for app, name in MigrationLoader(None).disk_migrations:
        last[app] = max(last.get(app, ""), name)
    known = apps.app_configs
    return sorted(
        f"{app}.{name}" for app, name in applied if app in known and name > last.get(app, "")
    )


def refuse_if_outdated() -> None:
    """Refuses a database that is not of this version."""
    waiting, unknown = pending()
    if unknown:
        raise NotReady(
            "The database was brought up to date by a newer version of Talkoot "
            f"({', '.join(unknown[:3])}). Run that version, or restore a backup made before it."
        )
    if waiting:
        raise NotReady(
            f"The database lacks {waiting} changes of this version. Run: talkoot migrate"
        )


def refuse_if_not_ready() -> None:
    """Refuses an installation whose database or static files are not of this version."""
    refuse_if_outdated()
    if needs_collecting() and not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        raise NotReady("The static files are not collected. Run: talkoot migrate")


def bring_up() -> bool:
    """Applies migrations, makes the cache's table, collects static files. True if it did any.

    On several machines one does it and the others wait.
    """
    changed = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        try:
            waiting, unknown = pending()
            if unknown:
                refuse_if_outdated()
            if waiting:
                call_command("migrate", interactive=False, verbosity=0)
                changed = True
            call_command("createcachetable", verbosity=0)
            # What a version adds to the shared vocabularies comes with it; what is there stays.
            call_command("load_vocabularies", verbosity=0)
            call_command("load_core", verbosity=0)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    return collect_static() or changed


def needs_collecting() -> bool:
    """Whether this kind of installation serves collected files at all."""
    return "Manifest" in settings.STORAGES["staticfiles"]["BACKEND"]


def static_fingerprint() -> str:
    """A fingerprint of every static file by path, size and time."""
    found = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = Path(storage.path(path)).stat()
            found.update(f"{path}\0{about.st_size}\0{about.st_mtime_ns}\n".encode())
    return found.hexdigest()


def static_is_current() -> bool:
    """Whether the collected static files are those of this version."""
    if not needs_collecting():
        return True
    if not _kept().exists() or not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        return False
    return _kept().read_text() == static_fingerprint()


def collect_static() -> bool:
    """Collects and compresses static files, unless they are as they were. True if it did."""
    if static_is_current():
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    _kept().write_text(static_fingerprint())
    return True


def _kept() -> Path:
    return Path(settings.STATIC_ROOT).with_suffix(".fingerprint")


def load_demonstration() -> bool:
    """Loads the demonstration into a database that has no projects yet. True if it did."""
    if apps.get_model("projects", "Project")._base_manager.exists():
        return False
    with transaction.atomic():
        call_command("load_demo", verbosity=0)
    return True


def demonstration_sign_ins() -> str:
    """Who can be signed in as, in the demonstration's own words."""
    said = io.StringIO()
    call_command("load_demo", "--sign-ins", stdout=said, verbosity=0)
    return said.getvalue()


def main(what: str) -> int:
    """Run as a process of its own, so that whoever watches the servers stays small."""
    import django

    django.setup()
    if what == "demonstration":
        bring_up()
        load_demonstration()
        print(demonstration_sign_ins())
    else:
        refuse_if_not_ready()
    return 0


if __name__ == "__main__":
    sys.exit(sentenced(lambda: main(sys.argv[1])))
