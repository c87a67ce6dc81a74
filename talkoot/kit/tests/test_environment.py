"""The settings' reader: what it understands, and what it says of what it does not."""

import os
import re
from multiprocessing import get_context
from pathlib import Path

import pytest

from talkoot.kit import environment
from talkoot.kit.environment import Misconfigured


@pytest.mark.parametrize(
    ("said", "means"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)]
)
def test_flag(monkeypatch: pytest.MonkeyPatch, said: str, means: bool) -> None:
    monkeypatch.setenv("DEBUG", said)
    assert environment.flag("DEBUG") is means


def test_flag_refuses_what_is_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEBUG", "maybe")
    with pytest.raises(Misconfigured, match="DEBUG is “maybe”; it must be 1"):
        environment.flag("DEBUG")


def test_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example c.example")
    assert environment.words("ALLOWED_HOSTS", "x") == ["a.example", "b.example", "c.example"]
    monkeypatch.delenv("ALLOWED_HOSTS")
    assert environment.words("ALLOWED_HOSTS", "x y") == ["x", "y"]


def test_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)
    assert environment.number("PORT", 8000) == 8000
    monkeypatch.setenv("PORT", "80")
    assert environment.number("PORT", 8000, least=1, most=65535) == 80


@pytest.mark.parametrize("said", ["0", "65536", "eight", "-1", "8.5", "٨"])
def test_number_refuses(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("PORT", said)
    with pytest.raises(Misconfigured, match="a whole number from 1 to 65535"):
        environment.number("PORT", 8000, least=1, most=65535)


# --- the secret -----------------------------------------------------------------------------------
def test_secret_of_the_environment_comes_first(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SECRET_KEY", "given")
    assert environment.secret("SECRET_KEY", tmp_path / "key") == "given"
    assert not (tmp_path / "key").exists()


def test_secret_is_made_once_and_kept_private(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    made = environment.secret("SECRET_KEY", tmp_path / "deep" / "key")
    assert len(made) == 64
    assert environment.secret("SECRET_KEY", tmp_path / "deep" / "key") == made
    assert (tmp_path / "deep" / "key").stat().st_mode & 0o777 == 0o600


def _secret_of(path: str) -> str:
    os.environ.pop("SECRET_KEY", None)
    return environment.secret("SECRET_KEY", Path(path))


def test_processes_that_ask_at_once_get_the_same_secret(tmp_path: Path) -> None:
    with get_context("fork").Pool(8) as pool:
        got = pool.map(_secret_of, [str(tmp_path / "key")] * 8, chunksize=1)
    assert len(set(got)) == 1


def test_secret_that_cannot_be_kept_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    (tmp_path / "file").touch()
    with pytest.raises(Misconfigured, match="SECRET_KEY is not set, and it cannot be kept in"):
        environment.secret("SECRET_KEY", tmp_path / "file" / "key")


# --- the database ---------------------------------------------------------------------------------
def test_no_database_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", " ")
    assert environment.database("DATABASE_URL") is None


def test_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://me:p%40ss@db.example:5433/talk?sslmode=require"
    )
    assert environment.database("DATABASE_URL") == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "talk",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"sslmode": "require"},
    }


def test_database_of_several_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "DATABASE_URL", "postgresql://me@a:5432,b:5433/talk?target_session_attrs=read-write"
    )
    found = environment.database("DATABASE_URL")
    assert found is not None
    assert (found["HOST"], found["PORT"]) == ("a,b", "5432,5433")
    assert found["OPTIONS"] == {"target_session_attrs": "read-write"}


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://me:secret@db/talk", "must be the address of a PostgreSQL database"),
        ("postgresql://me:secret@db", "names no database"),
        ("postgresql://me:secret@db:port%/talk", "is not an address that can be read"),
    ],
)
def test_database_refuses_without_repeating_the_password(
    monkeypatch: pytest.MonkeyPatch, url: str, why: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(Misconfigured, match=why) as refused:
        environment.database("DATABASE_URL")
    assert "secret" not in str(refused.value)


# --- sign-in from outside, and mail ---------------------------------------------------------------
def test_oidc(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OIDC_ID", "OIDC_NAME", "OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"):
        monkeypatch.delenv(name, raising=False)
    assert environment.oidc_providers() == {}
    monkeypatch.setenv("OIDC_SERVER_URL", "https://idp.example")
    with pytest.raises(Misconfigured, match="also needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET"):
        environment.oidc_providers()
    monkeypatch.setenv("OIDC_CLIENT_ID", "talkoot")
    monkeypatch.setenv("OIDC_CLIENT_SECRET", "hush")
    monkeypatch.setenv("OIDC_NAME", "Esimerkki")
    assert environment.oidc_providers() == {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "oidc",
                    "name": "Esimerkki",
                    "client_id": "talkoot",
                    "secret": "hush",
                    "settings": {"server_url": "https://idp.example"},
                }
            ],
            "OAUTH_PKCE_ENABLED": True,
        }
    }


@pytest.mark.parametrize(
    ("said", "port", "starttls", "tls"),
    [
        ("smtp://post.example", 587, True, False),
        ("smtp://post.example:465", 465, False, True),
        ("smtp://post.example?tls=tls", 465, False, True),
        ("smtp://post.example:2525?tls=none", 2525, False, False),
    ],
)
def test_mail_by_smtp(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, port: int, starttls: bool, tls: bool
) -> None:
    monkeypatch.setenv("MAIL", said)
    backend, _, smtp = environment.mail(tmp_path)
    assert backend == "django.core.mail.backends.smtp.EmailBackend"
    assert (smtp["host"], smtp["port"]) == ("post.example", port)
    assert (smtp["starttls"], smtp["tls"]) == (starttls, tls)


def test_mail_with_a_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MAIL", "smtp://me%40x.example:p%3Aw@post.example")
    _, _, smtp = environment.mail(tmp_path)
    assert (smtp["user"], smtp["password"]) == ("me@x.example", "p:w")


def test_mail_to_the_console_or_a_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MAIL", raising=False)
    assert environment.mail(tmp_path)[0] == "django.core.mail.backends.console.EmailBackend"
    monkeypatch.setenv("MAIL", "files")
    assert environment.mail(tmp_path)[:2] == (
        "django.core.mail.backends.filebased.EmailBackend",
        str(tmp_path),
    )


@pytest.mark.parametrize(
    "said", ["sendmail", "smtp://", "smtp://h:99999", "smtp://h?tls=perhaps", "smtp://h:x"]
)
def test_mail_refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str) -> None:
    monkeypatch.setenv("MAIL", said)
    with pytest.raises(Misconfigured, match=r"^MAIL "):
        environment.mail(tmp_path)


# --- the address, the log, and the page about all of it ---------------------------------------------
def test_site_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.setenv("PORT", "8001")
    assert environment.site_url("SITE_URL") == "http://127.0.0.1:8001"
    monkeypatch.setenv("SITE_URL", "https://talkoot.example.org/")
    assert environment.site_url("SITE_URL") == "https://talkoot.example.org"


@pytest.mark.parametrize("said", ["talkoot.example.org", "ftp://a.example", "https://a.example/x"])
def test_site_url_refuses(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("SITE_URL", said)
    with pytest.raises(Misconfigured, match="it must be like https"):
        environment.site_url("SITE_URL")


def test_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "info")
    assert environment.level("LOG_LEVEL") == "INFO"
    monkeypatch.setenv("LOG_LEVEL", "loud")
    with pytest.raises(Misconfigured, match="it must be one of DEBUG, INFO"):
        environment.level("LOG_LEVEL")


def test_every_variable_that_is_read_is_described() -> None:
    asked = re.compile(
        r"(?:environ(?:\.get)?|environment\.\w+|number|flag)[\[(]\s*\"([A-Z][A-Z_]+)\""
    )
    files = [
        *environment.ROOT.glob("talkoot/kit/**/*.py"),
        environment.ROOT / "talkoot/settings.py",
    ]
    read = {
        name
        for file in files
        if "tests" not in file.parts
        for name in asked.findall(file.read_text())
    }
    table = (environment.ROOT / "docs" / "operating" / "settings.md").read_text()
    described = set(re.findall(r"^\| `([A-Z_]+)` \|", table, re.M))
    # The program's own: set by itself for what it starts.
    own = {"DJANGO_SETTINGS_MODULE", "TALKOOT_MOVED", "TALKOOT_NOTED"}
    # Read as a group, or by make.
    others = {"OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "PYTHON"}
    assert read - own | others == described
