"""Five thousand invitations, and a mail server that stops: each letter arrives, and arrives once."""

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from talkoot.events.models import Event, Registration
from talkoot.kit import worker
from talkoot.notices import operations as notices
from talkoot.notices.models import Notice
from talkoot.notices.tests.test_operations import MailServer
from talkoot.people.models import hash_of
from talkoot.surveys import operations
from talkoot.surveys.models import Asked
from talkoot.surveys.operations import inviting
from talkoot.surveys.queries.asking import numbers_of, unsent_of
from talkoot.surveys.tests import factories as make

ALL = 5000
SOME = 150


def ended(number: int) -> Event:
    """An event that ended an hour ago, where so many had a place."""
    project = make.running_project()
    event = make.event(project=project, starts_at=timezone.now() - timedelta(hours=3))
    pool = event.pools.get()
    Registration.objects.bulk_create(
        (
            Registration(
                event=event, pool=pool, name=f"Osallistuja {n}", email=f"o{n}@example.org",
                state="confirmed", holds_place=True, notice_version="1",
                calendar_uid=uuid.uuid4(), token_hash=f"{n:064x}",
            )
            for n in range(number)
        ),
        batch_size=1000,
    )  # fmt: skip  # one row reads as one
    pool.held = number
    pool.save()
    return event


def everybody(number: int) -> Counter[str]:
    return Counter(f"o{n}@example.org" for n in range(number))


@pytest.fixture
def mail_server(settings: Any) -> Iterator[MailServer]:
    """A mail server that has not been started."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield server
    server.stop()


@pytest.mark.django_db
def test_five_thousand_letters_are_written_in_fifties_and_the_page_tells_how_far(
    client: Client,
) -> None:
    event = ended(ALL)
    assert event.project is not None
    manager = make.person("Testi Päällikkö")
    make.team_member(event.project, manager, role="manager")
    client.force_login(manager)
    wave = operations.open_for_event(event=event, by=None)
    for step in range(1, ALL // inviting.AT_A_TIME + 1):
        assert operations.ask_next(wave=wave) == inviting.AT_A_TIME
        if step % 33 == 1:
            done = step * inviting.AT_A_TIME
            numbers = numbers_of(wave)
            assert (numbers.written_to, numbers.reachable, numbers.asked) == (done, ALL, ALL)
            page = client.get(f"/en/feedback/event/{event.slug}/").content.decode()
            assert f"{done} of {ALL}" in page
            assert f"{done} letters wait for the mail server" in page
    # The worker finds nothing more to write.
    assert inviting.ask_due() == 0
    assert Counter(Notice.objects.values_list("to", flat=True)) == everybody(ALL)
    links = Asked.objects.exclude(token_hash="").values("token_hash").distinct()
    assert links.count() == ALL


@pytest.mark.django_db
def test_a_worker_that_dies_in_the_middle_of_fifty_has_written_all_or_none_of_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wave = operations.open_for_event(event=ended(SOME), by=None)
    send = notices.send
    written = 0

    def dies(**given: Any) -> Notice:
        nonlocal written
        written += 1
        if written == 75:
            raise SystemExit
        return send(**given)

    with monkeypatch.context() as killed:
        # The process is killed while it writes the second fifty.
        killed.setattr(notices, "send", dies)
        with pytest.raises(SystemExit):
            inviting.ask_due()
    assert Notice.objects.count() == numbers_of(wave).written_to == inviting.AT_A_TIME
    assert inviting.ask_due() == SOME - inviting.AT_A_TIME
    assert Counter(Notice.objects.values_list("to", flat=True)) == everybody(SOME)


@pytest.mark.django_db(transaction=True)
def test_letters_outlive_a_mail_server_that_is_down_and_stops_again_half_way(
    mail_server: MailServer,
) -> None:
    event = ended(SOME)
    wave = operations.open_for_event(event=event, by=None)
    assert inviting.ask_due() == SOME
    assert DBTaskResult.objects.filter(task_path="talkoot.notices.tasks.deliver").count() == SOME
    # Nobody listens: every letter's own task tries once, and the letter stays.
    worker.queue().run()
    assert (mail_server.mails, Notice.objects.waiting().count()) == ([], SOME)
    assert set(Notice.objects.values_list("attempts", flat=True)) == {1}
    assert numbers_of(wave).written_to == SOME
    start = timezone.now()
    half = list(Notice.objects.order_by("pk").values_list("pk", flat=True)[: SOME // 2])
    with time_machine.travel(start + timedelta(minutes=2), tick=False):
        mail_server.start()
        assert sum(notices.deliver(notice_id=number) for number in half) == len(half)
        mail_server.stop()
        assert notices.deliver_due() == 0
    assert len(mail_server.mails) == len(half)
    assert unsent_of(wave) == (SOME - len(half), 0)
    mail_server.start()
    # The three that were tried meanwhile wait longer than the others.
    for minutes in (3, 10, 30):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            notices.deliver_due()
            assert inviting.ask_due() == 0
    assert Counter(mail["To"] for mail in mail_server.mails) == everybody(SOME)
    assert unsent_of(wave) == (0, 0)
    assert Notice.objects.waiting().count() == 0
    assert set(Notice.objects.values_list("given_up_at", flat=True)) == {None}
    # What arrived is the link that answers.
    mail = mail_server.mails[-1]
    asked = wave.asked.get(registration__email=mail["To"])
    text = mail.get_body(("plain",))
    assert text is not None
    assert f"/fi/feedback/{inviting.token_of(asked)}/" in text.get_content()
    assert asked.token_hash == hash_of(inviting.token_of(asked))
