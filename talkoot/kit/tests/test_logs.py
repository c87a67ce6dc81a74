"""Addresses that let somebody in are in no line of a log, nor in the trace of an error."""

import logging
from collections.abc import Iterator

import pytest

from talkoot.kit import logs


@pytest.fixture
def hiding(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = logging.getLogRecordFactory()
    monkeypatch.setattr(logs, "_beginnings", set())
    monkeypatch.setattr(logs, "_secret", logs._secret)
    logs.hide_after("/door/", "/own/place/")
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("Not Found: /fi/door/abc123/", "Not Found: /fi/door/…"),
        ("Not Found: /fi/door/", "Not Found: /fi/door/"),
        ('"GET /own/place/a-b_c?d=/e HTTP/1.1" 200', '"GET /own/place/… HTTP/1.1" 200'),
        ("<WSGIRequest: GET '/door/abc/more/'>", "<WSGIRequest: GET '/door/…'>"),
        ("/own/elsewhere/abc/", "/own/elsewhere/abc/"),
        ("/door/one/ then /own/place/two/", "/door/… then /own/place/…"),
    ],
)
def test_what_follows_is_hidden_and_all_else_stays(
    hiding: None, caplog: pytest.LogCaptureFixture, told: str, kept: str
) -> None:
    logger = logging.getLogger("some.library")
    logger.warning(told)
    logger.warning("%s", told)
    assert caplog.messages == [kept, kept]


def test_the_trace_of_an_error_hides_too(hiding: None, caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise LookupError("/fi/door/abc123/")
    except LookupError:
        logging.getLogger("some.library").exception("Failed")
    assert "abc123" not in caplog.text
    assert "LookupError: /fi/door/…" in caplog.text
