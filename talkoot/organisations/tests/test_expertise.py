"""Who knows what, and asking them: shown by choice, asked without addresses, limited, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from talkoot.history.models import Entry
from talkoot.notices.models import Notice
from talkoot.organisations import operations
from talkoot.organisations.models import Expertise, Question
from talkoot.organisations.tests import factories
from talkoot.people import operations as people
from talkoot.people.models import Consent, Person

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def declare(person: Person, *, is_shown: bool, by: Person | None = None) -> Expertise:
    return operations.declare_expertise(
        person=person,
        topic=factories.topic(),
        description="Vedin etäpalavereja kymmenen vuotta.",
        is_shown=is_shown,
        by=by or person,
    )


def consents(person: Person) -> int:
    return Consent.objects.filter(person=person, about="expertise_shown", withdrawn_at=None).count()


# --- showing -----------------------------------------------------------------------------------
def test_expertise_is_shown_only_by_choice_and_the_choice_is_kept() -> None:
    somebody = factories.person()
    hidden, shown = declare(somebody, is_shown=False), declare(somebody, is_shown=True)
    assert set(Expertise.objects.shown()) == {shown}
    assert consents(somebody) == 1
    entry = Entry.objects.filter(verb="organisations.declare_expertise").latest("pk")
    assert "etäpalavereja" not in str(entry.changes)
    operations.declare_expertise(
        person=somebody, topic=shown.topic, description="", is_shown=False, by=somebody
    )
    assert not Expertise.objects.shown().exists()
    assert consents(somebody) == 0
    assert Expertise.objects.filter(pk=hidden.pk).exists()


def test_nobody_shows_another() -> None:
    with pytest.raises(operations.NotYourExpertise):
        declare(factories.person(), is_shown=True, by=factories.keeper())


def test_one_without_a_name_is_not_shown() -> None:
    with pytest.raises(operations.NameUnknown):
        declare(factories.person(""), is_shown=True)
    nameless = factories.expertise(factories.person(""))
    assert nameless not in Expertise.objects.shown()


def test_taking_the_consent_back_hides_everything() -> None:
    somebody = factories.person()
    declare(somebody, is_shown=True)
    declare(somebody, is_shown=True)
    people.withdraw_consent(person=somebody, about="expertise_shown", by=somebody)
    assert not Expertise.objects.shown().exists()
    assert Expertise.objects.count() == 2


def test_removing_declines_what_waits() -> None:
    row = factories.expertise()
    waiting = factories.question(row)
    operations.remove_expertise(expertise=row, by=row.person)
    operations.remove_expertise(expertise=row, by=row.person)
    notice = Notice.objects.get()
    assert (notice.kind, notice.to) == ("organisations.question_declined", waiting.asker_email)
    assert not Question.objects.exists()


def test_two_persons_who_become_one_keep_the_questions() -> None:
    row = factories.expertise()
    other = factories.expertise(about=row.topic, is_shown=False)
    asked = factories.question(other)
    people.merge(duplicate=other.person, into=row.person, by=factories.keeper(), reason="One.")
    asked.refresh_from_db()
    assert asked.expertise == row
    assert Expertise.objects.count() == 1


# --- asking ------------------------------------------------------------------------------------
def ask(
    about: Expertise, email: str = "kysyja@example.org", by: Person | AnonymousUser = NOBODY
) -> tuple[Question, str]:
    return operations.ask(
        expertise=about,
        asker_name="Kysyjä <b>Esimerkki</b>",
        asker_email=email,
        language="fi",
        text="Katso https://phishing.example/",
        by=by,
    )


def test_a_question_goes_on_only_after_its_asker_confirmed() -> None:
    row = factories.expertise()
    question, token = ask(row)
    first = Notice.objects.get()
    assert (first.to, first.reply_to) == ("kysyja@example.org", "")
    assert token in first.text
    assert token not in question.confirm_hash
    # Nothing that the asker wrote goes to an address that is not proved.
    assert "phishing" not in first.text + first.html
    assert "Kysyjä" not in first.text
    assert not Question.objects.asked_of(row.person).exists()

    operations.confirm_question(question=question, by=NOBODY)
    operations.confirm_question(question=question, by=NOBODY)
    second = Notice.objects.exclude(pk=first.pk).get()
    assert (second.to, second.reply_to) == (row.person.email, "")
    assert "kysyja@example.org" not in second.text
    assert "phishing" not in second.text
    assert list(Question.objects.asked_of(row.person)) == [question]


def test_who_is_signed_in_with_the_address_needs_no_link() -> None:
    asker = factories.person()
    question, _token = ask(factories.expertise(), asker.email, by=asker)
    question.refresh_from_db()
    assert question.confirmed_at is not None
    other, _token = ask(factories.expertise(), "other@example.org", by=asker)
    assert other.confirmed_at is None


def test_an_answer_is_mailed_and_neither_address_is_in_it() -> None:
    question = factories.question()
    operations.answer(
        question=question, text=" Kysy kuulumiset <ensin>. ", by=question.expertise.person
    )
    notice = Notice.objects.get()
    assert (notice.to, notice.reply_to) == (question.asker_email, "")
    assert "Kysy kuulumiset <ensin>." in notice.text
    assert "&lt;ensin&gt;" in notice.html
    assert question.expertise.person.email not in notice.text + notice.html
    entry = Entry.objects.of(question).get()
    assert (entry.verb, entry.changes) == ("organisations.answer", {})


def test_each_state_refuses_what_does_not_follow_from_it() -> None:
    expert = factories.person()
    answered = factories.question(answer="Näin.", answered_at=timezone.now())
    declined = factories.question(declined_at=timezone.now())
    unconfirmed = factories.question(confirmed=False)
    with pytest.raises(operations.QuestionAnswered):
        operations.answer(question=answered, text="Taas.", by=expert)
    with pytest.raises(operations.QuestionAnswered):
        operations.decline(question=answered, by=expert)
    with pytest.raises(operations.QuestionAnswered):
        operations.withdraw_question(question=answered, by=NOBODY)
    with pytest.raises(operations.QuestionDeclined):
        operations.answer(question=declined, text="Sittenkin.", by=expert)
    with pytest.raises(operations.QuestionNotConfirmed):
        operations.answer(question=unconfirmed, text="Ennen aikojaan.", by=expert)
    with pytest.raises(operations.AnswerMissing):
        operations.answer(question=factories.question(), text="  ", by=expert)
    operations.decline(question=declined, by=expert)
    assert not Notice.objects.exists()


def test_a_question_that_nobody_asked_is_deleted() -> None:
    question = factories.question(confirmed=False)
    operations.withdraw_question(question=question, by=NOBODY)
    assert not Question.objects.exists()
    assert Entry.objects.get().actor is None


def test_a_hidden_theme_takes_no_question_and_no_confirmation() -> None:
    row = factories.expertise()
    waiting = factories.question(row, confirmed=False)
    Expertise.objects.update(is_shown=False)
    with pytest.raises(operations.ExpertiseHidden):
        ask(row)
    with pytest.raises(operations.ExpertiseHidden):
        operations.confirm_question(question=waiting, by=NOBODY)


@time_machine.travel(datetime(2027, 5, 3, 9, tzinfo=UTC), tick=False)
def test_an_address_asks_five_times_a_day_and_an_office_is_not_hit() -> None:
    experts = [factories.expertise() for _ in range(6)]
    for row in experts[:5]:
        ask(row)
    with pytest.raises(operations.TooManyQuestions):
        ask(experts[5], "KYSYJA@example.org")
    ask(experts[5], "toinen@example.org")
    with time_machine.travel(datetime(2027, 5, 4, 9, 0, 1, tzinfo=UTC), tick=False):
        ask(experts[5])


def test_a_person_is_asked_thirty_times_a_day() -> None:
    row = factories.expertise()
    for number in range(30):
        ask(row, f"asker-{number}@example.org")
    with pytest.raises(operations.TooManyAsked):
        ask(row, "asker-31@example.org")


def test_a_link_is_valid_for_seven_days() -> None:
    late = factories.question(
        confirmed=False, asked_at=timezone.now() - timedelta(days=7, seconds=1)
    )
    with pytest.raises(operations.QuestionExpired):
        operations.confirm_question(question=late, by=NOBODY)


def test_the_clocks_forget_questions() -> None:
    now = timezone.now()
    factories.question(asked_at=now - timedelta(days=366))
    factories.question(asked_at=now - timedelta(days=8), confirmed=False)
    stays = factories.question(asked_at=now - timedelta(days=8))
    people.run_clocks(now=now)
    assert list(Question.objects.all()) == [stays]


def test_an_erased_person_leaves_no_expertise() -> None:
    row = factories.expertise()
    factories.question(row)
    people.erase(person=row.person, by=factories.keeper(), reason="Asked for it.")
    assert not Expertise.objects.exists()
    assert not Question.objects.exists()
