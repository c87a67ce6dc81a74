"""Asking somebody who knows, and their answer; neither sees the other's address."""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from talkoot.history import record as history
from talkoot.kit.languages import PRODUCT_LANGUAGES
from talkoot.kit.refusals import Refused
from talkoot.notices import operations as notices
from talkoot.organisations.models import Expertise, Question
from talkoot.people.models import Person

DAY = timedelta(days=1)
MOST_FROM_ADDRESS = 5
MOST_TO_PERSON = 30
VALID_FOR = timedelta(days=7)


class ExpertiseHidden(Refused):
    sentence = _("This person does not take questions on this theme any more.")
    next_step = _("Look for somebody else who knows the theme.")


class TooManyQuestions(Refused):
    sentence = _("Five questions have been asked from this address within a day.")
    next_step = _("Ask again tomorrow.")
    field = "email"


class TooManyAsked(Refused):
    sentence = _("This person has been asked a great deal today.")
    next_step = _("Ask again tomorrow, or ask somebody else who knows the theme.")


class QuestionExpired(Refused):
    sentence = _("This link is no longer valid; a question is confirmed within seven days.")
    next_step = _("Ask again.")


class QuestionAnswered(Refused):
    sentence = _("This question has already been answered.")
    next_step = _("The answer is on the question's page; the asker may ask again.")


class QuestionDeclined(Refused):
    sentence = _("This question has already been declined.")
    next_step = _("The asker was told; they may ask again.")


class QuestionNotConfirmed(Refused):
    sentence = _("The asker has not confirmed this question.")
    next_step = _("Wait until they do; an unconfirmed question is deleted after a week.")


class AnswerMissing(Refused):
    sentence = _("An answer needs words.")
    next_step = _("Write it, or decline the question.")
    field = "answer"


def hash_of(*, token: str) -> str:
    """What is kept of a personal link: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def ask(
    *,
    expertise: Expertise,
    asker_name: str,
    asker_email: str,
    language: str,
    text: str,
    by: Person | AnonymousUser,
) -> tuple[Question, str]:
    """Keeps a question and mails a link to its asker, who must open it before the question goes on.

    Returns the question and the link's token. Who is signed in with that address needs no link. At
    most 5 questions a day from an address, 30 to a person; the machine's address is not looked at,
    so an office behind one is not hit. Refuses with ExpertiseHidden, TooManyQuestions,
    TooManyAsked. Records organisations.ask, never the words.
    """
    person_id = Expertise.objects.values_list("person_id", flat=True).get(pk=expertise.pk)
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    shown = _shown(expertise)
    address, now = asker_email.strip().lower(), timezone.now()
    lately = Question.objects.filter(asked_at__gt=now - DAY)
    if lately.filter(asker_email__iexact=address).count() >= MOST_FROM_ADDRESS:
        raise TooManyQuestions
    if lately.filter(expertise__person=shown.person).count() >= MOST_TO_PERSON:
        raise TooManyAsked
    token = secrets.token_urlsafe(32)
    question = Question.objects.create(
        expertise=shown,
        asker_name=asker_name.strip(),
        asker_email=address,
        language=language if language in PRODUCT_LANGUAGES else PRODUCT_LANGUAGES[0],
        text=text.strip(),
        asked_at=now,
        confirm_hash=hash_of(token=token),
    )
    history.record("organisations.ask", on=question, by=by)
    if isinstance(by, Person) and by.email == address:
        confirm_question(question=question, by=by)
    else:
        # The mail carries nothing that the asker wrote: nobody can be written to in our name.
        _mail(
            "organisations/mail/confirm",
            question,
            to=address,
            language=question.language,
            door=("organisations:confirm", token),
        )
    return question, token


@transaction.atomic
def confirm_question(*, question: Question, by: Person | AnonymousUser) -> Question:
    """The asker has read our mail: the question goes on to the person asked. Twice is as once.

    Refuses with QuestionExpired, ExpertiseHidden. Records organisations.confirm_question.
    """
    row = _locked(question)
    if row.confirmed_at is not None:
        return row
    if row.asked_at < timezone.now() - VALID_FOR:
        raise QuestionExpired
    shown = _shown(row.expertise)
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_at"])
    _mail(
        "organisations/mail/asked",
        row,
        to=shown.person.email,
        language=shown.person.language,
        door=("organisations:question", str(row.pk)),
    )
    history.record("organisations.confirm_question", on=row, by=by)
    return row


@transaction.atomic
def withdraw_question(*, question: Question, by: Person | AnonymousUser) -> None:
    """Whoever got the link did not ask, or asks no more: the question is deleted.

    Refuses with QuestionAnswered. Records organisations.withdraw_question.
    """
    row = _locked(question)
    if row.answered_at is not None:
        raise QuestionAnswered
    history.record("organisations.withdraw_question", on=row, by=by)
    row.delete()


@transaction.atomic
def answer(*, question: Question, text: str, by: Person) -> Question:
    """Mails the answer to the asker; a reply to that mail reaches nobody, so no address is shown.

    Refuses with AnswerMissing, QuestionNotConfirmed, QuestionAnswered, QuestionDeclined. Records
    organisations.answer, never the words.
    """
    if not text.strip():
        raise AnswerMissing
    row = _open(question)
    row.answer, row.answered_at = text.strip(), timezone.now()
    row.save(update_fields=["answer", "answered_at"])
    _mail("organisations/mail/answered", row, to=row.asker_email, language=row.language)
    history.record("organisations.answer", on=row, by=by)
    return row


@transaction.atomic
def decline(*, question: Question, by: Person | None) -> Question:
    """Tells the asker that no answer will come. Refuses with QuestionNotConfirmed,
    QuestionAnswered; a second time changes nothing. Records organisations.decline.
    """
    row = _locked(question)
    if row.declined_at is not None:
        return row
    row = _open(question)
    row.declined_at = timezone.now()
    row.save(update_fields=["declined_at"])
    _mail("organisations/mail/declined", row, to=row.asker_email, language=row.language)
    history.record("organisations.decline", on=row, by=by)
    return row


def _shown(expertise: Expertise) -> Expertise:
    row = (
        Expertise.objects.shown().select_related("person", "topic").filter(pk=expertise.pk).first()
    )
    if row is None:
        raise ExpertiseHidden
    return row


def _locked(question: Question) -> Question:
    return (
        Question.objects.select_for_update(of=("self",), no_key=True)
        .select_related("expertise__person", "expertise__topic")
        .get(pk=question.pk)
    )


def _open(question: Question) -> Question:
    row = _locked(question)
    if row.confirmed_at is None:
        raise QuestionNotConfirmed
    if row.answered_at is not None:
        raise QuestionAnswered
    if row.declined_at is not None:
        raise QuestionDeclined
    return row


def _mail(
    template: str,
    question: Question,
    *,
    to: str,
    language: str,
    door: tuple[str, str] | None = None,
) -> None:
    """One of the four mails of a question, in its reader's language, without an address to reply to."""
    with override(language):
        address = settings.SITE_URL + reverse(door[0], args=[door[1]]) if door else ""
        topic = str(question.expertise.topic.names)
    notices.send(
        kind=f"organisations.question_{template.rsplit('/', 1)[1]}",
        to=to,
        language=language,
        template=template,
        context={
            "address": address,
            "topic": topic,
            "person": question.expertise.person.name,
            "question": question,
        },
    )
