"""The command: what goes wrong is a sentence, and the code is not 0."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from talkoot.kit.tests.installation import Installation, folder

NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


@pytest.fixture(scope="module")
def empty(migrated: Installation) -> Iterator[Installation]:
    """An installation on which only `migrate` was run."""
    with folder() as made:
        yield migrated.copy(made / "var")


@pytest.fixture
def fresh() -> Iterator[Installation]:
    with folder() as made:
        yield Installation(made / "var")


def test_a_second_migrate_does_nothing(empty: Installation) -> None:
    assert empty.talkoot("migrate") == (0, "Everything was of this version.", "")


def test_serving_before_migrating_says_what_to_do(fresh: Installation) -> None:
    code, said, wrong = fresh.talkoot("serve", PORT="8765")
    assert (code, said) == (1, "")
    assert wrong.startswith("The database lacks ")
    assert wrong.endswith(" changes of this version. Run: talkoot migrate")


def test_working_before_migrating_says_what_to_do(fresh: Installation) -> None:
    code, _, wrong = fresh.talkoot("worker")
    assert code == 1
    assert wrong.endswith(" changes of this version. Run: talkoot migrate")


def test_a_database_of_a_newer_version_is_refused(
    migrated: Installation, fresh: Installation
) -> None:
    migrated.copy(fresh.data)
    fresh.python(
        "from talkoot.kit import embedded; embedded.start(); import django; django.setup()\n"
        "from django.db.migrations.recorder import MigrationRecorder as R\n"
        "from django.db import connection\n"
        "R(connection).record_applied('kit', '9999_from_the_future')"
    )
    assert fresh.talkoot("serve", PORT="8765") == (
        1,
        "",
        "The database was brought up to date by a newer version of Talkoot "
        "(kit.9999_from_the_future). Run that version, or restore a backup made before it.",
    )


def test_a_taken_port_is_a_sentence(empty: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, said, wrong = empty.talkoot("serve", PORT=str(port))
    assert (code, said) == (1, "")
    assert wrong.startswith(f"Port {port} of 127.0.0.1 cannot be used")


@pytest.mark.parametrize(
    ("wrongly", "sentence"),
    [
        ({"PORT": "x"}, "PORT is “x”; it must be a whole number from 1 to 65535."),
        ({"DEBUG": "perhaps"}, "DEBUG is “perhaps”; it must be 1 (yes) or 0 (no)."),
        ({"MAIL": "pigeon"}, "MAIL must be console, files or smtp://user:password@host:587?"),
        ({"DATABASE_URL": "sqlite:///x"}, "DATABASE_URL must be the address of a PostgreSQL"),
    ],
)
def test_a_wrong_setting_is_a_sentence(
    empty: Installation, wrongly: dict[str, str], sentence: str
) -> None:
    code, said, wrong = empty.talkoot("serve", **wrongly)
    assert (code, said) == (1, "")
    assert wrong.startswith(sentence)


def test_a_database_that_does_not_answer_is_a_sentence(empty: Installation) -> None:
    code, _, wrong = empty.talkoot("migrate", DATABASE_URL=NOWHERE)
    assert code == 1
    assert wrong.splitlines()[-1].startswith("The database does not do what was asked: ")
    assert "Traceback" not in wrong


def test_check_says_what_is_well_and_what_is_not(empty: Installation) -> None:
    code, said, wrong = empty.talkoot("check", MAIL="smtp://127.0.0.1:1?tls=none")
    assert (code, wrong) == (1, "")
    found = [line.split(None, 1)[0] for line in said.splitlines()]
    sentences = said.splitlines()
    assert sentences[0].startswith("well    The database answers: PostgreSQL ")
    assert sentences[1] == "well    The database is of this version."
    assert sentences[2] == "note    The worker has not run yet. Start it: talkoot worker"
    assert sentences[5].startswith("NOT OK  The mail server 127.0.0.1:1 refuses: ")
    assert found.count("NOT") == 1


def test_check_without_a_database_still_says_the_rest(empty: Installation) -> None:
    code, said, _ = empty.talkoot("check", DATABASE_URL=NOWHERE)
    assert code == 1
    assert said.splitlines()[0].startswith("NOT OK  The database does not answer: ")
    assert len(said.splitlines()) == 6


def test_the_first_keeper(empty: Installation) -> None:
    who = (
        "from talkoot.kit import embedded; embedded.start(); import django; django.setup()\n"
        "from talkoot.people.models import Person; from allauth.account.models import EmailAddress\n"
        "from talkoot.history.models import Entry\n"
        "print([(p.email, p.is_staff, p.is_superuser, p.has_usable_password()) for p in Person.objects.all()],"
        " EmailAddress.objects.filter(verified=True, primary=True).count(),"
        " Entry.objects.filter(verb='people.make_keeper').count())"
    )
    for _ in range(2):
        code, said, _ = empty.talkoot("create-admin", "Testi@Esimerkki.example")
        assert (code, said.split()[0]) == (0, "Testi@Esimerkki.example")
    assert empty.python(who) == ("[('testi@esimerkki.example', True, True, False)] 1 2")
    assert empty.talkoot("create-admin", "nobody") == (
        1,
        "",
        "“nobody” is not an e-mail address. Write it as in name@example.org.",
    )


def test_what_was_not_made_by_the_demonstration_is_not_thrown_away(empty: Installation) -> None:
    code, _, wrong = empty.talkoot("demo-reset", PORT="8765")
    assert code == 1
    assert wrong.startswith(f"What is in {empty.data} was not made by the demonstration")
    code, _, wrong = empty.talkoot("demo-reset", DATABASE_URL=NOWHERE)
    assert code == 1
    assert wrong.startswith("DATABASE_URL is set. ")


def test_nothing_is_left_running(empty: Installation) -> None:
    assert not Path(empty.data / "database" / "data" / "postmaster.pid").exists()
