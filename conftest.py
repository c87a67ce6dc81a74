"""The ground of all tests: the database, the locked network, the browser and who is signed in."""

import os
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from talkoot.kit import embedded, messages

if TYPE_CHECKING:
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from playwright.sync_api import Browser, BrowserContext, Page
    from pytest_django.live_server_helper import LiveServer

    from talkoot.people.models import Person

# Playwright's own loop runs in the tests' thread, and Django would take that for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Granian and the worker that a test starts read the same settings from the environment.
os.environ["TALKOOT_PLAIN_STATIC"] = "1"

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None
)
BROWSER_ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    # The browser is a process of its own that the lock on sockets does not reach.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PHONE, TABLET, DESK = 320, 768, 1280

PATIENCE_MS = 30_000
"""How long a browser waits for what a page should do; a machine may be busy with other things."""
# pytest-socket lets nothing connect to the outside; this lets nothing even ask for its address.
HERE = {None, "", "127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost"}
address_of = socket.getaddrinfo


def address_of_here(host: Any, *arguments: Any, **named: Any) -> Any:
    """Answers for this machine only."""
    if host not in HERE:
        raise RuntimeError(f"A test asked for the address of another machine: {host}")
    return address_of(host, *arguments, **named)


socket.getaddrinfo = address_of_here


# --- settings and database ---------------------------------------------------------------------
def pytest_configure(config: pytest.Config) -> None:
    """Sets what differs in tests, and why; all else is as in production."""
    # Names by content break pages that the test server serves.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Slow on purpose in production; a thousand tests sign in.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # What is made once for a whole class of tests has files too, before any test has its own folder.
    files = tempfile.TemporaryDirectory(prefix="talkoot-files-")
    config.add_cleanup(files.cleanup)
    settings.MEDIA_ROOT = Path(files.name)
    # Pages are tested in Finnish and Swedish too, whoever edited the messages last.
    if not hasattr(config, "workerinput"):
        messages.compile_all(only_stale=True)


def pytest_report_header() -> str:
    """Says which database and which browser this run is against."""
    database = settings.DATABASES["default"]
    server = "embedded" if embedded.wanted() else f"{database['HOST']}:{database['PORT']}"
    return f"PostgreSQL: {server}, Chromium: {CHROMIUM or 'none'}"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Starts the embedded server when no other database is named."""
    embedded.start_if_needed()


@pytest.fixture(autouse=True)
def nothing_left_over(settings: Any, tmp_path: Path) -> None:
    """Gives each test a folder of its own for files, no page that an earlier test kept, and Finnish."""
    from django.utils import translation

    from talkoot.ui.kept import STORE

    # A request of an earlier test leaves its language on in this thread.
    translation.activate(settings.LANGUAGE_CODE)

    settings.MEDIA_ROOT = tmp_path / "files"
    STORE.empty()


# --- the number of questions -------------------------------------------------------------------
@pytest.fixture
def count_queries() -> "Callable[[], CaptureQueriesContext]":
    """`with count_queries() as asked: …`, then `len(asked) == 6`; `asked[0]["sql"]` is one."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return lambda: CaptureQueriesContext(connection)


# --- who is signed in --------------------------------------------------------------------------
class SignIn(Protocol):
    """Signs a person in, in a new client, and in the browser too when a page is given."""

    def __call__(self, person: "Person", page: "Page | None" = None) -> "Client": ...


@pytest.fixture
def as_person(request: pytest.FixtureRequest) -> SignIn:
    """`as_person(person)` is a client signed in; `as_person(person, page)` the browser too."""
    from django.test import Client

    def sign_in(person: "Person", page: "Page | None" = None) -> "Client":
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        if page is not None:
            page.context.add_cookies(
                [
                    {
                        "name": settings.SESSION_COOKIE_NAME,
                        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                        "url": request.getfixturevalue("live_server").url,
                    }
                ]
            )
        return client

    return sign_in


# --- the browser -------------------------------------------------------------------------------
@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: "Browser", live_server: "LiveServer") -> "Iterator[BrowserContext]":
    """A browser that has never been here, reading Finnish, at a desk's width."""
    from django.core.cache import cache

    # The table of the cache is no model's, so it is not emptied with the others.
    cache.clear()
    context = browser.new_context(
        base_url=live_server.url,
        locale="fi-FI",
        timezone_id="Europe/Helsinki",
        viewport={"width": DESK, "height": 900},
    )
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def page(
    request: pytest.FixtureRequest, context: "BrowserContext", live_server: "LiveServer"
) -> "Iterator[Page]":
    """An empty page; the test fails if it writes an error, breaks its policy or asks elsewhere."""
    wrong: list[str] = []
    ours = urlsplit(live_server.url).netloc
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on(
        "console",
        lambda message: (
            wrong.append(f"console: {message.text}") if message.type == "error" else None
        ),
    )
    page.on(
        "request",
        lambda asked: (
            wrong.append(f"asked another host: {asked.url}")
            if asked.url.startswith("http") and urlsplit(asked.url).netloc != ours
            else None
        ),
    )
    yield page
    expected = request.node.get_closest_marker("expects_page_errors")
    assert expected or wrong == [], "The page was not in order:\n" + "\n".join(wrong)


@pytest.fixture
def axe() -> "Callable[[Page], None]":
    """`axe(page)` asserts that the accessibility rules find nothing on the page as it stands."""
    from axe_playwright_python.sync_playwright import Axe

    rules = Axe()

    def none_found(page: "Page") -> None:
        found = rules.run(page).response["violations"]
        sentences = [
            f"{one['id']} ({one['impact']}): {one['help']}\n"
            + "\n".join(
                f"    {node['html'][:300]}\n    {node['failureSummary']}" for node in one["nodes"]
            )
            for one in found
        ]
        assert sentences == [], f"{page.url} at {page.viewport_size}:\n" + "\n".join(sentences)

    return none_found


# --- what is skipped is said aloud -------------------------------------------------------------
OPENERS = {"client", "as_person", "browser"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the tests that open pages, and those that need the browser, which are skipped where there
    is none."""
    for item in items:
        asked = set(getattr(item, "fixturenames", ()))
        if OPENERS & asked or item.path.name == "test_doors.py":
            item.add_marker("pages")
        if "browser" in asked:
            item.add_marker("browser")
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Says which tests were left out for want of a browser, and how to get it."""
    skipped = [
        report.nodeid
        for report in terminalreporter.stats.get("skipped", [])
        if "no Chromium" in str(report.longrepr)
    ]
    if not skipped:
        return
    terminalreporter.section("NOT TESTED IN A BROWSER", sep="!", red=True, bold=True)
    terminalreporter.line(
        f"{len(skipped)} tests were skipped because this machine has no Chromium:", red=True
    )
    for nodeid in skipped:
        terminalreporter.line(f"  {nodeid}")
    terminalreporter.line(
        "Get it with `apt-get install chromium` (Debian, Ubuntu: chromium-browser), "
        "or run `make test` as root, which installs it. Then run the tests again.",
        red=True,
    )
