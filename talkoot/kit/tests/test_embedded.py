"""The embedded server: made by itself, shared by those who use it, and none left behind."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator

import pytest

from talkoot.kit.embedded import account as accounts
from talkoot.kit.embedded import postmaster
from talkoot.kit.tests.installation import Installation, folder

START = "from talkoot.kit import embedded; embedded.start(); "
PID = "print((embedded.server.place.find().data / 'postmaster.pid').read_text().split()[0]); "
ASK = (
    "import psycopg; at = embedded.django_database(); "
    "print(psycopg.connect(host=at['HOST'], port=at['PORT'], user=at['USER'], dbname=at['NAME'])"
    ".execute(\"select current_setting('server_encoding'), lower('ÅÄÖ'), "
    "current_setting('listen_addresses')\").fetchone()); "
)
WAIT = "import sys; sys.stdout.flush(); sys.stdin.read()"


@pytest.fixture
def place() -> Iterator[Installation]:
    with folder() as made:
        yield Installation(made / "var")


def wait_until_gone(pid: int) -> None:
    until = time.monotonic() + 20
    while postmaster.alive(pid) and time.monotonic() < until:
        os.sched_yield()
    assert not postmaster.alive(pid)


def test_the_first_start_makes_a_database_that_knows_finnish_letters(place: Installation) -> None:
    assert place.python(START + ASK) == "('UTF8', 'åäö', '')"


def test_the_data_is_private(place: Installation) -> None:
    place.python(START)
    assert (place.data / "database").stat().st_mode & 0o777 == 0o700
    assert (place.data / "database" / "data").stat().st_mode & 0o777 == 0o700


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the server to another account")
def test_root_runs_it_under_an_ordinary_account(place: Installation) -> None:
    owner = "import os; print(os.stat('/proc/' + file.read_text().split()[0]).st_uid)"
    file = "file = embedded.server.place.find().data / 'postmaster.pid'; "
    uid = int(place.python(START + file + owner))
    account = accounts.made()
    assert uid == account.uid != 0
    assert (place.data / "database").stat().st_uid == account.uid


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives the server to another account")
def test_data_that_the_account_could_not_reach_goes_elsewhere() -> None:
    with folder() as made:
        (made / "closed").mkdir(mode=0o700)
        far = Installation(made / "closed" / "var")
        elsewhere = (
            "from pathlib import Path; from talkoot.kit.embedded import place; "
            f"place.FAR = Path('{made}/far'); "
        )
        assert far.python(elsewhere + START + ASK) == "('UTF8', 'åäö', '')"
        assert not (made / "closed" / "var" / "database").exists()
        assert len(list((made / "far").glob("*/var/database/data/PG_VERSION"))) == 1


def test_several_at_once_share_one_server_and_the_last_one_stops_it(place: Installation) -> None:
    users = [place.start("-c", START + PID + WAIT) for _ in range(4)]
    pids = set()
    for user in users:
        assert user.stdout is not None
        pids.add(int(user.stdout.readline()))
    assert len(pids) == 1
    (pid,) = pids
    for user in users[:-1]:
        user.communicate()
        assert postmaster.alive(pid)
    users[-1].communicate()
    assert not postmaster.alive(pid)


def test_a_user_that_was_killed_does_not_keep_it_running(place: Installation) -> None:
    killed = place.start("-c", START + PID + WAIT)
    assert killed.stdout is not None
    pid = int(killed.stdout.readline())
    killed.kill()
    killed.communicate()
    assert postmaster.alive(pid)
    place.python(START)
    assert not postmaster.alive(pid)


def test_it_starts_after_the_server_was_killed(place: Installation) -> None:
    user = place.start("-c", START + PID + WAIT)
    assert user.stdout is not None
    pid = int(user.stdout.readline())
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    user.communicate()
    assert place.python(START + ASK) == "('UTF8', 'åäö', '')"


def test_it_starts_when_another_process_has_got_the_number_of_the_killed_one(
    place: Installation,
) -> None:
    user = place.start("-c", START + PID + WAIT)
    assert user.stdout is not None
    pid = int(user.stdout.readline())
    file = place.data / "database" / "data" / "postmaster.pid"
    lock = place.data / "database" / ".s.PGSQL.5432.lock"
    left, left_lock = file.read_text(), lock.read_text()
    os.kill(pid, signal.SIGKILL)
    wait_until_gone(pid)
    user.communicate()
    file.write_text(left.replace(str(pid), str(os.getpid()), 1))
    lock.write_text(left_lock.replace(str(pid), str(os.getpid()), 1))
    assert place.python(START + ASK) == "('UTF8', 'åäö', '')"
    assert postmaster.alive(os.getpid())


def test_it_starts_when_the_machine_died_while_the_pid_file_was_written(
    place: Installation,
) -> None:
    place.python(START)
    (place.data / "database" / "data" / "postmaster.pid").touch()
    assert place.python(START + ASK) == "('UTF8', 'åäö', '')"


def test_a_first_start_that_was_cut_short_is_begun_anew(place: Installation) -> None:
    unfinished = place.data / "database" / "data.new"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    assert place.python(START + ASK) == "('UTF8', 'åäö', '')"
    assert not unfinished.exists()


@pytest.mark.parametrize("name", ["with space", "a'quote\"$HOME,b", "å" * 60])
def test_any_name_of_a_folder_will_do(name: str) -> None:
    with folder() as made:
        assert Installation(made / name).python(START + ASK) == "('UTF8', 'åäö', '')"


def test_data_of_a_version_that_is_no_longer_brought_is_refused(place: Installation) -> None:
    place.python(START)
    (place.data / "database" / "data" / "PG_VERSION").write_text("9\n")
    refused = place.python(
        "from talkoot.kit import embedded\n"
        "try: embedded.start()\n"
        "except embedded.DatabaseTrouble as error: print(error)"
    )
    assert refused == (
        f"The data in {place.data}/database/data was made by PostgreSQL 9, which this version no "
        "longer brings. Make a backup with the version that you had, and restore it with this one."
    )


def test_the_tests_database_can_have_a_name_of_its_own(place: Installation) -> None:
    name = "from talkoot.kit import embedded; print(embedded.django_database()['TEST'])"
    assert place.python(name, TEST_DB="other") == "{'NAME': 'test_talkoot_other'}"
    assert place.python(name) == "{}"


def test_a_process_that_becomes_another_program_lives_all_the_while() -> None:
    # Between the two programs the system shows no command line, nearly every time one looks.
    for _ in range(50):
        child = subprocess.Popen(["/bin/sh", "-c", "exec /bin/sleep 60"])
        try:
            seen = {postmaster.alive(child.pid) for _ in range(200)}
        finally:
            child.kill()
            ended = waited_for(child.pid)
        assert (seen, ended) == ({True}, False)
        child.wait()
        assert not postmaster.alive(child.pid)


def waited_for(pid: int) -> bool:
    """Whether it is alive once the system says that it ended; it is not buried by this."""
    os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
    return postmaster.alive(pid)
