"""The outbox against a real mail server: what is written arrives once, whatever breaks between."""

import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from talkoot.kit import clock
from talkoot.notices import operations, tasks
from talkoot.notices.models import Notice

pytestmark = pytest.mark.django_db


class MailServer:
    """A mail server on this machine that keeps what it is given, and says no when told to."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"
        self._controller: Controller | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  # aiosmtpd names it
        if self.answer.startswith("250"):
            mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
        return self.answer

    def start(self) -> None:
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        if self._controller:
            self._controller.stop()
            self._controller = None


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.DEFAULT_FROM_EMAIL = "Talkoot <talkoot@example.org>"
    server.start()
    yield server
    server.stop()


def write(**changed: Any) -> Notice:
    asked = {
        "kind": "test.greeting",
        "to": "testi@example.org",
        "language": "fi",
        "subject": "Tervetuloa talkoisiin",
        "text": "Hyvää päivää!\n\nhttps://talkoot.example/fi/",
        **changed,
    }
    return operations.send_written(**asked)


def later(**gone: float) -> Any:
    return time_machine.travel(timezone.now() + timedelta(**gone))


def state(notice: Notice) -> str:
    notice.refresh_from_db()
    if notice.sent_at:
        return "sent"
    return "given up" if notice.given_up_at else "waiting"


# --- what arrives --------------------------------------------------------------------------------------
def test_a_notice_arrives_as_text_and_page(server: MailServer) -> None:
    notice = write(reply_to="vastaa@example.org")
    assert operations.deliver(notice_id=notice.pk)
    (mail,) = server.mails
    assert mail["To"] == "testi@example.org"
    assert mail["From"] == "Talkoot <talkoot@example.org>"
    assert mail["Reply-To"] == "vastaa@example.org"
    assert mail["Subject"] == "Tervetuloa talkoisiin"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "fi"
    assert mail["Message-ID"].startswith(f"<notice.{notice.pk}.")
    assert mail["Message-ID"].endswith("@example.org>")
    plain, page = (part.get_content() for part in mail.iter_parts())
    assert plain.splitlines() == ["Hyvää päivää!", "", "https://talkoot.example/fi/"]
    assert '<html lang="fi">' in page
    assert 'href="https://talkoot.example/fi/"' in page
    assert state(notice) == "sent"
    assert notice.attempts == 1


@pytest.mark.parametrize(("language", "day"), [("fi", "päivä"), ("sv", "dag"), ("en", "day")])
def test_a_template_is_written_in_the_readers_language(
    language: str, day: str, tmp_path: Any, settings: Any
) -> None:
    folder = tmp_path / "greeting"
    folder.mkdir()
    (folder / "subject.txt").write_text('{% translate "day" %}\n {{ name }}\n', "utf-8")
    (folder / "text.txt").write_text("{{ name }} & {{ language }}\n", "utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    notice = operations.send(
        kind="test.template",
        to="testi@example.org",
        language=language,
        template="greeting",
        context={"name": "Testi & <Esimerkki>"},
    )
    assert notice.subject == f"{day} Testi & <Esimerkki>"
    # The text is plain and nothing in it is escaped; the page escapes it.
    assert notice.text == f"Testi & <Esimerkki> & {language}"
    assert "Testi &amp; &lt;Esimerkki&gt;" in notice.html
    assert f'<html lang="{language}">' in notice.html


def test_what_is_rolled_back_is_never_sent(server: MailServer) -> None:
    class Stop(Exception):
        pass

    def stop_after_writing() -> None:
        with transaction.atomic():
            write()
            raise Stop

    with pytest.raises(Stop):
        stop_after_writing()
    assert Notice.objects.count() == 0
    assert server.mails == []


def test_a_subject_brings_no_headers_along(server: MailServer) -> None:
    notice = write(subject="Hei\r\nBcc: kaikki@example.org\n\nSisältö")
    operations.deliver(notice_id=notice.pk)
    (mail,) = server.mails
    assert mail["Subject"] == "Hei Bcc: kaikki@example.org Sisältö"
    assert mail["Bcc"] is None


@pytest.mark.parametrize("field", ["to", "reply_to"])
@pytest.mark.parametrize(
    "written", ["a@example.org\nBcc: b@example.org", "nobody", "a@b@c", "a b@c.fi"]
)
def test_an_address_that_is_none_is_refused(field: str, written: str) -> None:
    with pytest.raises(operations.AddressUnusable):
        write(**{field: written})
    assert Notice.objects.count() == 0


# --- what breaks -----------------------------------------------------------------------------------------
def test_a_stopped_server_loses_nothing_and_doubles_nothing(server: MailServer) -> None:
    notices = [write(to=f"testi{number}@example.org") for number in range(3)]
    server.stop()
    for notice in notices:
        assert operations.deliver(notice_id=notice.pk) is False
    assert [state(notice) for notice in notices] == ["waiting"] * 3
    assert notices[0].attempts == 1
    assert "ConnectionRefusedError" in notices[0].fault
    # A minute has not gone: nothing is tried before its time.
    assert operations.deliver_due() == 0
    notices[0].refresh_from_db()
    assert notices[0].attempts == 1
    server.start()
    with later(seconds=61):
        assert operations.deliver_due() == 3
        assert operations.deliver_due() == 0
        for notice in notices:
            assert operations.deliver(notice_id=notice.pk) is False
    assert sorted(mail["To"] for mail in server.mails) == sorted(notice.to for notice in notices)
    assert [state(notice) for notice in notices] == ["sent"] * 3


def test_a_server_that_says_later_is_asked_later(server: MailServer) -> None:
    notice = write()
    server.answer = "451 try again, testi@example.org"
    operations.deliver(notice_id=notice.pk)
    assert state(notice) == "waiting"
    assert "testi@example.org" not in notice.fault
    server.answer = "250 OK"
    with later(minutes=2):
        assert operations.deliver_due() == 1
    assert len(server.mails) == 1


def test_after_the_last_wait_it_is_given_up(server: MailServer) -> None:
    notice = write()
    server.stop()
    operations.deliver(notice_id=notice.pk)
    gone = timedelta()
    for wait in operations.WAITS:
        gone += wait + timedelta(seconds=1)
        with time_machine.travel(notice.created_at + gone + timedelta(seconds=5)):
            operations.deliver_due()
    assert state(notice) == "given up"
    assert notice.attempts == len(operations.WAITS) + 1
    server.start()
    with later(days=30):
        assert operations.deliver_due() == 0
        assert operations.try_again(notice=notice)
        assert operations.deliver(notice_id=notice.pk)
        assert not operations.try_again(notice=notice)
    assert len(server.mails) == 1


def test_a_notice_that_cannot_be_a_mail_does_not_come_round_for_ever(server: MailServer) -> None:
    notice = write()
    Notice.objects.filter(pk=notice.pk).update(subject="Hei\nBcc: kaikki@example.org")
    assert operations.deliver(notice_id=notice.pk) is False
    assert state(notice) == "given up"
    assert "BadHeaderError" in notice.fault
    assert server.mails == []


def test_a_dead_server_is_not_waited_for_by_everybody(server: MailServer) -> None:
    for number in range(10):
        write(to=f"testi{number}@example.org")
    server.stop()
    assert operations.deliver_due() == 0
    assert Notice.objects.filter(attempts=1).count() == operations.SERVER_IS_DOWN_AFTER


def test_a_later_hour_is_waited_for(server: MailServer) -> None:
    notice = write(due_at=timezone.now() + timedelta(days=40))
    assert operations.deliver(notice_id=notice.pk) is False
    assert operations.deliver_due() == 0
    with later(days=40, seconds=1):
        assert operations.deliver_due() == 1
    assert state(notice) == "sent"


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_one_mail(server: MailServer) -> None:
    notice = write()
    start = threading.Barrier(4)
    sent: list[bool] = []

    def work() -> None:
        start.wait()
        sent.append(operations.deliver(notice_id=notice.pk))
        connection.close()

    workers = [threading.Thread(target=work) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(sent) == [False, False, False, True]
    assert len(server.mails) == 1


# --- the worker -----------------------------------------------------------------------------------------
def test_the_worker_gets_the_notice_after_the_commit(
    server: MailServer, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        notice = write()
        assert DBTaskResult.objects.count() == 0
    task = DBTaskResult.objects.get()
    assert task.args_kwargs == {"args": [notice.pk], "kwargs": {}}
    assert tasks.deliver.call(notice.pk) is True
    assert tasks.deliver.call(notice.pk) is False
    assert tasks.deliver_due.call() == 0
    assert "notices.deliver_due" in clock.names()


# --- forgetting and the database's truths ------------------------------------------------------------------
def test_forgetting_an_address() -> None:
    write(to="Testi@example.org")
    write(to="muu@example.org", reply_to="testi@EXAMPLE.org")
    assert operations.forget_address(address="testi@example.org") == 2
    left = Notice.objects.get()
    assert (left.to, left.reply_to) == ("muu@example.org", "")


def test_a_notice_is_not_both_sent_and_given_up() -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Notice.objects.filter(pk=write().pk).update(sent_at=now, given_up_at=now)
    assert "notices_notice_sent_or_given_up" in str(error.value)


def test_of_a_mailing_it_is_told_what_has_not_gone(server: MailServer) -> None:
    first, second, third, _other = (
        *(write(mailing="test.mailing 1") for _each in range(3)),
        write(mailing="test.mailing 12"),
    )
    assert Notice.objects.unsent("test.mailing 1") == (3, 0)
    operations.deliver(notice_id=first.pk)
    Notice.objects.filter(pk=second.pk).update(given_up_at=timezone.now())
    assert Notice.objects.unsent("test.mailing 1") == (1, 1)
    operations.try_again(notice=second)
    assert Notice.objects.unsent("test.mailing 1") == (2, 0)
    assert Notice.objects.unsent("test.mailing") == (0, 0)
    assert state(third) == "waiting"


def test_the_keepers_list_shows_no_words(client: Any, django_user_model: Any) -> None:
    notice = write(text="Salaisuus", subject="Otsikko salassa")
    Notice.objects.filter(pk=notice.pk).update(given_up_at=timezone.now())
    keeper = django_user_model.objects.create(email="k@example.org", is_staff=True)
    client.force_login(keeper)
    page = client.get("/fi/keeper/notices/notice/")
    assert page.status_code == 200
    opened = client.get(f"/fi/keeper/notices/notice/{notice.pk}/change/")
    assert opened.status_code == 200
    for secret in ("Salaisuus", "salassa", "testi@example.org"):
        assert secret not in page.content.decode() + opened.content.decode()
    again = {"action": "try_again", "_selected_action": [str(notice.pk)]}
    client.post("/fi/keeper/notices/notice/", again)
    assert state(notice) == "waiting"
