"""Says in sentences whether this installation is well."""

import shutil
import smtplib
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.mail import get_connection
from django.db import Error, connection
from django.utils import timezone

from talkoot.kit import environment, setting_up
from talkoot.kit.models import Clock
from talkoot.kit.trouble import first_line

OLDEST_POSTGRESQL = 15
LEAST_FREE_BYTES = 1_000_000_000
WORKER_QUIET = timedelta(minutes=10)


@dataclass(frozen=True)
class Finding:
    """One sentence about the installation. `well` is None where it is only good to know."""

    well: bool | None
    sentence: str


def examine() -> Iterator[Finding]:
    """Every finding in the order in which one would mend them; without a database only some."""
    database = _database()
    yield database
    if database.well:
        for question in (_migrations, _worker):
            yield question()
    for question in (_static, _messages, _mail, _disk, _address):
        yield question()


def _database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            major = int(cursor.fetchone()[0]) // 10_000
    except Error as error:
        return Finding(False, f"The database does not answer: {first_line(error)}")
    if major < OLDEST_POSTGRESQL:
        return Finding(
            False, f"The database is PostgreSQL {major}; {OLDEST_POSTGRESQL} or newer is needed."
        )
    where = settings.DATABASES["default"]["HOST"] or "this machine"
    return Finding(True, f"The database answers: PostgreSQL {major} at {where}.")


def _migrations() -> Finding:
    try:
        setting_up.refuse_if_outdated()
    except setting_up.NotReady as error:
        return Finding(False, str(error))
    return Finding(True, "The database is of this version.")


def _worker() -> Finding:
    try:
        late = Clock.objects.filter(next_at__lt=timezone.now() - WORKER_QUIET).exists()
        never = not Clock.objects.exists()
    except Error:
        return Finding(False, "The worker cannot have run: the database lacks its table.")
    if never:
        return Finding(None, "The worker has not run yet. Start it: talkoot worker")
    if late:
        return Finding(
            False,
            "The worker has not run for ten minutes: no mail is sent. Start it: talkoot worker",
        )
    return Finding(True, "The worker runs.")


def _static() -> Finding:
    if not setting_up.static_is_current():
        return Finding(
            False, "The static files are not those of this version. Run: talkoot migrate"
        )
    return Finding(True, "The static files are those of this version.")


def _messages() -> Finding:
    for texts in sorted(environment.ROOT.glob("locale/*/LC_MESSAGES/*.po")):
        compiled = texts.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < texts.stat().st_mtime:
            return Finding(
                False,
                f"The messages in {texts.parent.parent.name} are not compiled. Run: "
                "python -m talkoot.kit.messages compile",
            )
    return Finding(True, "The messages are compiled.")


def _mail() -> Finding:
    if settings.EMAIL_BACKEND == environment.CONSOLE:
        return Finding(None, "Mail is written to the console and reaches nobody; see MAIL.")
    if settings.EMAIL_BACKEND == environment.FILES:
        return Finding(None, f"Mail is written to {settings.EMAIL_FILE_PATH} and reaches nobody.")
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection():
            return Finding(True, f"The mail server {server} answers.")
    except (OSError, smtplib.SMTPException, socket.gaierror) as error:
        return Finding(False, f"The mail server {server} refuses: {first_line(error)}")


def _disk() -> Finding:
    place = Path(settings.MEDIA_ROOT)
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    sentence = f"{free / 1e9:.1f} GB are free at {place}."
    return Finding(free > LEAST_FREE_BYTES, sentence)


def _address() -> Finding:
    if settings.DEBUG:
        return Finding(False, "DEBUG is on: errors show the program's insides to everybody.")
    if not settings.SITE_URL.startswith("https://"):
        return Finding(
            None,
            f"The address is {settings.SITE_URL}, without https: right on one's own machine only.",
        )
    return Finding(True, f"The address is {settings.SITE_URL}.")
