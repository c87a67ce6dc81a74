"""Inviting by e-mail: the mail, the yes, the no, and that neither can be done twice."""

import re
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.utils import timezone

from talkoot.history.models import Entry
from talkoot.kit.languages import Text
from talkoot.kit.refusals import Refused
from talkoot.notices.models import Notice
from talkoot.notices.operations import AddressUnusable
from talkoot.people import operations
from talkoot.people.models import Invitation, Person
from talkoot.people.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def joined() -> Iterator[list[tuple[int, int]]]:
    """What an area above did when an invitation was accepted: pairs of invitation and person."""
    done: list[tuple[int, int]] = []

    def join(*, invitation: Invitation, person: Person) -> str:
        done.append((invitation.pk, person.pk))
        return "/projects/esimerkki/"

    operations.on_acceptance(join)
    yield done
    operations.on_acceptance.remove(join)


def invite(**changed: object) -> tuple[Invitation, str]:
    asked = {
        "email": " Kutsuttu@Example.org ",
        "language": "fi",
        "subject_words": "Kutsu esimerkkihankkeeseen",
        "what": "Sinut kutsutaan esimerkkihankkeen päälliköksi.",
        "by": None,
        **changed,
    }
    return operations.invite(**asked)  # type: ignore[arg-type]  # the arguments have different types


def test_invite_writes_the_row_and_a_mail_with_the_link() -> None:
    inviter = factories.person("Testi & Kutsuja")
    invitation, token = invite(by=inviter)
    assert invitation.email == "kutsuttu@example.org"
    assert invitation.what == "Sinut kutsutaan esimerkkihankkeen päälliköksi."
    assert timedelta(days=29) < invitation.expires_at - timezone.now() <= timedelta(days=30)
    notice = Notice.objects.get()
    assert (notice.to, notice.language) == ("kutsuttu@example.org", "fi")
    assert notice.subject == "Kutsu esimerkkihankkeeseen"
    links = re.findall(r"https?://\S+", notice.text)
    assert links == [f"{settings.SITE_URL}/fi/people/invitations/{token}/"]
    # Plain text is not escaped, and the inviter's own address is not told.
    assert "Testi & Kutsuja" in notice.text
    assert inviter.email not in notice.text + notice.html
    assert invitation.what in notice.text
    entry = Entry.objects.of(invitation).get()
    assert (entry.verb, entry.actor_id) == ("people.invite", inviter.pk)


def test_a_text_with_its_language_may_say_what_is_offered() -> None:
    invitation, _token = invite(what=Text("Du är inbjuden.", "sv"), language="sv")
    assert (invitation.what, invitation.language) == ("Du är inbjuden.", "sv")


def test_a_subject_cannot_bring_headers_along() -> None:
    invite(subject_words="Kutsu\r\nBcc: kaikki@example.org")
    assert Notice.objects.get().subject == "Kutsu Bcc: kaikki@example.org"


def test_invite_refuses_what_is_no_address() -> None:
    with pytest.raises(AddressUnusable):
        invite(email="kutsuttu@example.org\nbcc: b@example.org")
    assert Invitation.objects.count() == 0


def test_invite_refuses_the_hundred_and_first_of_a_day() -> None:
    inviter = factories.person()
    for _number in range(100):
        factories.invitation(invited_by=inviter)
    with pytest.raises(operations.TooManyInvitations):
        invite(by=inviter)
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        invite(by=inviter)
    invite(by=factories.keeper())


def test_accepting_does_what_was_offered(joined: list[tuple[int, int]]) -> None:
    person = factories.person(email="kutsuttu@example.org")
    invitation, _token = invite()
    assert operations.accept_invitation(invitation=invitation, by=person) == "/projects/esimerkki/"
    invitation.refresh_from_db()
    assert (invitation.accepted, invitation.answered_by) == (True, person)
    assert joined == [(invitation.pk, person.pk)]
    verbs = Entry.objects.of(invitation).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["people.invite", "people.accept_invitation"]


def test_accepting_twice_joins_once(joined: list[tuple[int, int]]) -> None:
    person = factories.person()
    invitation = factories.invitation()
    operations.accept_invitation(invitation=invitation, by=person)
    assert operations.accept_invitation(invitation=invitation, by=person) == ""
    assert len(joined) == 1


def test_another_person_cannot_accept_after_the_first(joined: list[tuple[int, int]]) -> None:
    invitation = factories.invitation()
    operations.accept_invitation(invitation=invitation, by=factories.person())
    with pytest.raises(operations.InvitationAnswered):
        operations.accept_invitation(invitation=invitation, by=factories.person())
    assert len(joined) == 1


def test_when_the_area_refuses_the_invitation_waits_on() -> None:
    class AlreadyMember(Refused):
        sentence = "Already a member."
        next_step = "Nothing."

    def refuse(*, invitation: Invitation, person: Person) -> None:
        raise AlreadyMember

    operations.on_acceptance(refuse)
    try:
        invitation = factories.invitation()
        with pytest.raises(AlreadyMember):
            operations.accept_invitation(invitation=invitation, by=factories.person())
    finally:
        operations.on_acceptance.remove(refuse)
    assert list(Invitation.objects.waiting()) == [invitation]


def test_declining_needs_no_account_and_is_harmless_twice() -> None:
    invitation = factories.invitation()
    operations.decline_invitation(invitation=invitation, by=AnonymousUser())
    operations.decline_invitation(invitation=invitation, by=AnonymousUser())
    invitation.refresh_from_db()
    assert (invitation.accepted, invitation.answered_by) == (False, None)
    entry = Entry.objects.of(invitation).get()
    assert (entry.verb, entry.actor_id, entry.by_worker) == (
        "people.decline_invitation",
        None,
        False,
    )


def test_what_was_declined_is_not_accepted_and_the_other_way_round() -> None:
    person = factories.person()
    declined, accepted = factories.invitation(), factories.invitation()
    operations.decline_invitation(invitation=declined, by=person)
    operations.accept_invitation(invitation=accepted, by=person)
    with pytest.raises(operations.InvitationAnswered):
        operations.accept_invitation(invitation=declined, by=person)
    with pytest.raises(operations.InvitationAnswered):
        operations.decline_invitation(invitation=accepted, by=person)


def test_withdrawing() -> None:
    person = factories.person()
    invitation = factories.invitation()
    operations.withdraw_invitation(invitation=invitation, by=person)
    operations.withdraw_invitation(invitation=invitation, by=person)
    with pytest.raises(operations.InvitationWithdrawn):
        operations.accept_invitation(invitation=invitation, by=person)
    answered = factories.invitation()
    operations.accept_invitation(invitation=answered, by=person)
    with pytest.raises(operations.InvitationAnswered):
        operations.withdraw_invitation(invitation=answered, by=person)
    assert Entry.objects.filter(verb="people.withdraw_invitation").count() == 1


def test_after_thirty_days_nothing_can_be_answered() -> None:
    invitation, _token = invite()
    with time_machine.travel(timezone.now() + timedelta(days=30, seconds=1)):
        for answer in (operations.accept_invitation, operations.decline_invitation):
            with pytest.raises(operations.InvitationExpired):
                answer(invitation=invitation, by=factories.person())


def test_welcome_finds_the_person_or_makes_one() -> None:
    known = factories.person(email="tuttu@example.org")
    assert operations.welcome(invitation=factories.invitation("TUTTU@example.org")) == known
    fresh = factories.invitation("uusi@example.org", language="sv")
    made = operations.welcome(invitation=fresh)
    assert (made.email, made.language) == ("uusi@example.org", "sv")
    assert operations.welcome(invitation=fresh) == made


@pytest.mark.django_db(transaction=True)
def test_two_yeses_at_the_same_moment_join_once(joined: list[tuple[int, int]]) -> None:
    person = factories.person()
    invitation = factories.invitation()
    start = threading.Barrier(2)

    def accept() -> None:
        start.wait()
        operations.accept_invitation(invitation=invitation, by=person)
        connection.close()

    both = [threading.Thread(target=accept) for _number in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    assert joined == [(invitation.pk, person.pk)]
    assert Entry.objects.filter(verb="people.accept_invitation").count() == 1
