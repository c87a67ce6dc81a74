"""What answering leaves behind: no line of any log and no row of any table ties an answer to a person."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from talkoot.kit import supervisor
from talkoot.people.models import hash_of
from talkoot.surveys.models import Asked, Response
from talkoot.surveys.operations import answering, close
from talkoot.surveys.operations.inviting import ask_due, token_of
from talkoot.surveys.tests import factories as make

pytestmark = pytest.mark.django_db(transaction=True)

WORDS, NUMBER = "kvanttikahvittelu", "271828"
SAID = {"useful": "4", "best": WORDS, "oma-number": NUMBER}
ADDRESS, NAME = "vastaaja.esimerkki@example.org", "Vastaaja Esimerkki"


class Kept(logging.Handler):
    """The lines of every logger, as a file of the log would have them."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def log() -> Iterator[list[str]]:
    """All that any logger says at its most talkative, the questions to the database among it."""
    kept = Kept()
    names = list(logging.root.manager.loggerDict)
    levels = {name: logging.getLogger(name).level for name in (None, *names)}
    for name in levels:
        logger = logging.getLogger(name)
        logger.setLevel(logging.DEBUG)
        if name is None or not logger.propagate:
            logger.addHandler(kept)
    connection.force_debug_cursor = True
    yield kept.lines
    connection.force_debug_cursor = False
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
        logging.getLogger(name).removeHandler(kept)


@pytest.fixture
def asked() -> Asked:
    """Somebody who was at an event and has got the letter."""
    starts = timezone.now() - timedelta(hours=3)
    event = make.event(project=make.running_project(), starts_at=starts)
    row = make.registration(event, NAME, email=ADDRESS)
    make.asked(make.wave(event, own=make.form("number")), registration=row)
    assert ask_due() == 1
    return Asked.objects.select_related("wave", "registration").get(registration=row)


def tables() -> dict[str, list[str]]:
    """Every row of every table, as text."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{name}" t ORDER BY 1')  # noqa: S608  # PostgreSQL's own names
            found[name] = [row for (row,) in cursor.fetchall()]
    return found


def ties(lines: list[str], asked: Asked) -> list[str]:
    """Those that hold the token; or whoever was asked and what was answered."""
    who = (token_of(asked), hash_of(token_of(asked)), ADDRESS, NAME)
    return [
        line
        for line in lines
        if who[0] in line
        or (any(one in line for one in who) and any(one in line for one in (WORDS, NUMBER)))
    ]


def test_answering_changes_four_tables_and_no_row_holds_both(
    client: Client, asked: Asked, log: list[str]
) -> None:
    assert asked.registration is not None
    person = asked.registration.person
    assert person is not None
    client.force_login(person)  # whoever answers may be signed in, too
    link = f"/fi/feedback/{token_of(asked)}/"
    assert client.get(link).status_code == 200
    before = tables()
    assert client.post(link, SAID).status_code == 302
    assert client.get("/fi/feedback/thanks/").status_code == 200
    after = tables()
    changed = {name for name in after if after[name] != before[name]}
    assert changed == {
        "surveys_asked", "surveys_wave", "surveys_response", "surveys_opentext",
    }  # fmt: skip  # the list reads as one
    rows = [row for name in after for row in after[name]]
    assert ties([row for row in rows if "surveys.invitation" not in row], asked) == []
    holding = {name for name in after for row in after[name] if WORDS in row or NUMBER in row}
    assert holding == {"surveys_response", "surveys_opentext"}
    # The question to the database that keeps the answer is among what was heard.
    assert [line for line in log if "INSERT" in line and NUMBER in line] != []
    assert ties(log, asked) == []


def test_the_address_typed_at_the_code_on_the_screen_is_in_no_line_with_the_answer(
    client: Client, asked: Asked, log: list[str]
) -> None:
    said = {**SAID, "email": ADDRESS}
    assert client.post(f"/fi/feedback/at/{asked.wave.code}/", said).status_code == 302
    assert [line for line in log if ADDRESS in line] != []
    assert ties(log, asked) == []


def test_no_line_of_the_log_holds_a_link_whatever_becomes_of_it(
    client: Client, asked: Asked, log: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    token = token_of(asked)
    link = f"/fi/feedback/{token}/"
    client.raise_request_exception = False
    wrong = (
        f"{link}more/",
        f"/fi/feedback/{token}x/",
        f"/xx/feedback/{token}/",
        f"/feedback/{token}",
    )
    for address in wrong:
        client.get(address, follow=True)
    assert client.get("/fi/feedback/", {"code": token}).status_code == 200
    assert client.put(link).status_code == 405

    def crashes(*_given: Any, **_named: Any) -> None:
        raise RuntimeError("The power went")

    with monkeypatch.context() as broken:
        broken.setattr(answering, "mix", crashes)
        failed = client.post(link, SAID)
        assert (failed.status_code, failed["Referrer-Policy"]) == (500, "no-referrer")
    with monkeypatch.context() as broken:
        broken.setattr(answering, "items_of", crashes)
        assert client.post(link, SAID).status_code == 500
    assert Response.objects.count() == 0
    close(wave=asked.wave, by=None)
    assert client.get(link).status_code == 200
    Asked.objects.update(token_hash="")
    assert client.get(link).status_code == 404
    said = "\n".join(log)
    assert "Not Found: /fi/feedback/…" in said
    assert "Internal Server Error: /fi/feedback/…" in said
    assert "Method Not Allowed (PUT): /fi/feedback/…" in said
    assert ties(log, asked) == []


def test_the_web_server_keeps_no_list_of_what_was_asked() -> None:
    assert "--no-access-log" in supervisor.web("127.0.0.1", 8000).arguments
