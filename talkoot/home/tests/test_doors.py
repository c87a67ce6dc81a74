"""Every address × every kind of visitor; a door that is missing from the table fails a test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from talkoot.home.tests.doors import (
    VISITORS,
    Door,
    World,
    answer_of,
    client_of,
    make_world,
    patterns,
    read_table,
)
from talkoot.ui import doors

TABLE = read_table(Path(__file__).with_name("doors.txt"))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the world's files are."""
    return tmp_path_factory.mktemp("doors")


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any, files: Path) -> Iterator[World]:
    """One world for the whole table; whatever a door does to it is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=files):
            made = make_world()
        yield made
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("door", TABLE, ids=str)
def test_each_door_answers_to_each_visitor_as_the_table_says(
    door: Door, world: World, files: Path
) -> None:
    answers = {}
    with override_settings(MEDIA_ROOT=files):
        address = door.address(world)
        for visitor in VISITORS:
            with transaction.atomic():
                client = client_of(world.sessions[visitor])
                ask = client.get if door.method == "GET" else client.post
                answers[visitor] = answer_of(ask(address), door.method)
                transaction.set_rollback(True)
    assert answers == dict(zip(VISITORS, door.answers, strict=True))


def test_every_address_of_ours_is_in_the_table() -> None:
    ours = {pattern.name for pattern in patterns() if pattern.is_ours}
    assert sorted(ours - {door.name for door in TABLE}) == []
    assert sorted({door.name for door in TABLE} - ours) == []


def test_every_address_that_takes_posts_is_posted_to() -> None:
    posted = {door.name for door in TABLE if door.method == "POST"}
    silent = [
        pattern.name
        for pattern in patterns()
        if pattern.is_ours and pattern.takes_posts and pattern.name not in posted
    ]
    assert silent == []


PUBLIC = {
    # Pages for everyone.
    "events:attachment_file",
    "events:calendar",
    "events:event_calendar",
    "events:feed",
    "events:list",
    "events:month",
    "events:month_of",
    "events:page",
    "events:series",
    "events:series_list",
    "events:series_calendar",
    "home:accessibility",
    "home:front",
    "home:privacy",
    "home:search",
    "organisations:coverage",
    "organisations:expertise",
    "organisations:list",
    "organisations:page",
    "projects:list",
    "projects:page",
    "terms:catalogue",
    "terms:indicators",
    "terms:sheet",
    "terms:version",
    # Whether the installation is well, for whoever watches it.
    "home:well",
    # Signing up without an account, and one's own registration by the link of a mail.
    "events:organisations",
    "events:own",
    "events:own_accept",
    "events:own_calendar",
    "events:own_cancel",
    "events:own_data",
    "events:own_decline",
    "events:own_edit",
    "events:own_mode",
    "events:register",
    "events:registered",
    # Marking oneself present by the code on the screen, and checking a certificate.
    "events:certificate",
    "events:certificates",
    "events:here",
    "events:here_with_code",
    "events:own_certificate",
    "events:own_ticket",
    # The work of all projects together.
    "reports:network",
    "reports:network_workbook",
    # Asking somebody who knows, without an account; the links of mails.
    "organisations:ask",
    "organisations:asked",
    "organisations:confirm",
    "organisations:withdraw_question",
    "people:decline_invitation",
    "people:erased",
    "people:invitation",
    "people:invitation_sign_in",
    # Frozen reports, by an inspector's link.
    "reports:inspect",
    "reports:inspect_figure",
    "reports:inspect_pdf",
    "reports:inspect_proof",
    "reports:inspect_report",
    "reports:inspect_workbook",
    # Feedback, by the link of a letter or the code on the screen.
    "surveys:answer",
    "surveys:at_code",
    "door_short",
    "surveys:door",
    "surveys:enter",
    "surveys:needs_survey",
    "surveys:reply",
    "surveys:thanks",
    # The gallery of looks, in a demonstration only.
    "ui:gallery",
    "ui:gallery_confirm",
    # Signing in, and out.
    "account_complete_password_reset",
    "account_confirm_login_code",
    "account_confirm_password_reset_code",
    "account_email_verification_sent",
    "account_inactive",
    "account_login",
    "account_logout",
    "account_password_reset_completed",
    "account_request_login_code",
    "account_reset_password",
    "account_signup",
    "admin:login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_callback",
    "openid_connect_login",
    "socialaccount_login_cancelled",
    "socialaccount_signup",
}
"""All doors that open to a visitor who has not signed in, and no others."""


def test_the_public_doors_are_these() -> None:
    assert {pattern.name for pattern in patterns() if doors.is_public(pattern.view)} == PUBLIC


def test_kept_pages_are_public() -> None:
    kept = {pattern.name for pattern in patterns() if doors.is_kept(pattern.view)}
    assert kept - PUBLIC == set()
