"""Reads the settings from the environment, and says in a sentence what is wrong with one."""

import fcntl
import os
import secrets
from pathlib import Path
from typing import Any, TypedDict
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parent.parent.parent

YES = {"1", "true", "yes", "on"}
NO = {"", "0", "false", "no", "off"}

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

CONSOLE = "django.core.mail.backends.console.EmailBackend"
FILES = "django.core.mail.backends.filebased.EmailBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


class Misconfigured(ImproperlyConfigured):
    """A setting has a value that cannot be used; the message is a sentence for who set it."""


class Smtp(TypedDict):
    host: str
    port: int
    user: str
    password: str
    starttls: bool
    tls: bool


def data_folder() -> Path:
    """The folder for everything that this installation keeps outside a database elsewhere."""
    return Path(os.environ.get("TALKOOT_DATA") or ROOT / "var").absolute()


def flag(name: str) -> bool:
    """True or false; unset is false."""
    said = os.environ.get(name, "").strip().lower()
    if said in YES:
        return True
    if said in NO:
        return False
    raise Misconfigured(f"{name} is “{said}”; it must be 1 (yes) or 0 (no).")


def words(name: str, default: str) -> list[str]:
    """A list whose parts stand between spaces or commas."""
    return os.environ.get(name, default).replace(",", " ").split()


def number(name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
    """A whole number between two bounds."""
    said = os.environ.get(name, "").strip() or str(default)
    if not said.isascii() or not said.isdigit() or not least <= int(said) <= most:
        raise Misconfigured(
            f"{name} is “{said}”; it must be a whole number from {least} to {most}."
        )
    return int(said)


def site_url(name: str) -> str:
    """The address that people use, without a slash at its end; by default this machine's own."""
    port = os.environ.get("PORT", "").strip() or "8000"
    said = os.environ.get(name, "").strip().rstrip("/") or f"http://127.0.0.1:{port}"
    url = urlsplit(said)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query:
        raise Misconfigured(f"{name} is “{said}”; it must be like https://talkoot.example.org.")
    return said


def level(name: str) -> str:
    """How much is written to the log."""
    said = os.environ.get(name, "").strip().upper() or "WARNING"
    if said not in LEVELS:
        raise Misconfigured(f"{name} is “{said}”; it must be one of {', '.join(LEVELS)}.")
    return said


def secret(name: str, path: Path) -> str:
    """The secret from the environment, or one made on first use and kept in a private file.

    Two processes that ask at once get the same one: the file is locked while it is read or made.
    """
    if said := os.environ.get(name, "").strip():
        return said
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise Misconfigured(
            f"{name} is not set, and it cannot be kept in {path} ({error.strerror}). "
            f"Set {name}, or run as the account that owns that folder."
        ) from error
    with os.fdopen(handle, "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = file.read().strip()
        if not kept:
            kept = secrets.token_urlsafe(48)
            file.write(kept + "\n")
            file.flush()
            os.fsync(file.fileno())
        if os.geteuid() == 0:
            # What root makes belongs to the account that the server runs under.
            owner = path.parent.stat()
            os.fchown(file.fileno(), owner.st_uid, owner.st_gid)
    return kept


def database(name: str) -> dict[str, Any] | None:
    """Django's entry for a PostgreSQL address, or nothing when the environment gives none.

    Whatever libpq understands is understood: several hosts, a socket's folder, sslmode, a service.
    """
    url = os.environ.get(name, "").strip()
    if not url:
        return None
    # Imported here: an installation with the embedded server never needs it.
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    shape = "postgresql://user:password@host:5432/database"
    if not url.startswith(("postgresql://", "postgres://")):
        raise Misconfigured(f"{name} must be the address of a PostgreSQL database, like {shape}.")
    try:
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        # libpq's own message repeats the address, and a password may stand in it.
        raise Misconfigured(f"{name} is not an address that can be read; write {shape}.") from error
    if not parts.get("dbname") and not parts.get("service"):
        raise Misconfigured(f"{name} names no database; write {shape}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", "") or "",
        "USER": parts.pop("user", "") or "",
        "PASSWORD": parts.pop("password", "") or "",
        "HOST": parts.pop("host", "") or "",
        "PORT": str(parts.pop("port", "") or ""),
        # A database on another machine may go away and come back; a stale connection is not used.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {key: said for key, said in parts.items() if said is not None},
    }


def oidc_providers() -> dict[str, Any]:
    """allauth's providers: one OpenID Connect server when the environment names it, else none."""
    needed = ("OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")
    said = {name: os.environ.get(name, "").strip() for name in needed}
    if not any(said.values()):
        return {}
    if missing := [name for name in needed if not said[name]]:
        raise Misconfigured(
            f"Sign-in through OpenID Connect also needs {' and '.join(missing)}; "
            "set all of them or none."
        )
    app = {
        "provider_id": os.environ.get("OIDC_ID", "").strip() or "oidc",
        "name": os.environ.get("OIDC_NAME", "").strip() or "OpenID Connect",
        "client_id": said["OIDC_CLIENT_ID"],
        "secret": said["OIDC_CLIENT_SECRET"],
        "settings": {"server_url": said["OIDC_SERVER_URL"]},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}


def origins(providers: dict[str, Any]) -> list[str]:
    """Scheme and host of each provider's server, as a content security policy names them."""
    addresses = [
        urlsplit(app["settings"]["server_url"])
        for provider in providers.values()
        for app in provider["APPS"]
    ]
    return [f"{address.scheme}://{address.netloc}" for address in addresses]


def mail(folder: Path) -> tuple[str, str, Smtp]:
    """Where mail goes: Django's backend, the folder of the file backend, and the SMTP server."""
    said = os.environ.get("MAIL", "").strip() or "console"
    none = Smtp(host="", port=0, user="", password="", starttls=False, tls=False)
    if said == "console":
        return CONSOLE, str(folder), none
    if said == "files":
        return FILES, str(folder), none
    if said.startswith("smtp://"):
        return SMTP, str(folder), _smtp(said)
    raise Misconfigured(
        "MAIL must be console, files or smtp://user:password@host:587?tls=starttls "
        "(tls is starttls, tls or none)."
    )


def _smtp(said: str) -> Smtp:
    try:
        url = urlsplit(said)
        port = url.port
    except ValueError as error:
        raise Misconfigured("MAIL has a port that is not a number from 1 to 65535.") from error
    if not url.hostname:
        raise Misconfigured("MAIL names no host; write smtp://user:password@host:587.")
    tls = parse_qs(url.query).get("tls", ["tls" if port == 465 else "starttls"])[0]
    if tls not in {"starttls", "tls", "none"}:
        raise Misconfigured(f"MAIL has tls={tls}; it must be starttls, tls or none.")
    return Smtp(
        host=url.hostname,
        port=port or {"starttls": 587, "tls": 465, "none": 25}[tls],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        starttls=tls == "starttls",
        tls=tls == "tls",
    )
