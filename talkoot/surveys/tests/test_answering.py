"""Answering: once, whole, and leading to nobody."""

import threading
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection, connections, transaction
from django.test import Client
from django.utils import timezone
from psycopg import errors

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.limits import Limit
from talkoot.kit.tests.waiting import Second, waits_for_a_lock
from talkoot.people import operations as people
from talkoot.people.operations.clocks import run_clocks
from talkoot.surveys import operations
from talkoot.surveys.models import Asked, OpenText, Response, Tally, Theme, ThemeMark, Wave
from talkoot.surveys.operations import answering, refusals, studies
from talkoot.surveys.operations.mixing import WITH_EACH
from talkoot.surveys.operations.studies import begin_study
from talkoot.surveys.tests import factories as make
from talkoot.surveys.views import answering as views

pytestmark = pytest.mark.django_db


def say(asked: Asked, useful: int = 5, best: str = "") -> None:
    operations.answer(
        asked=asked, values={"useful": useful}, texts={"best": best} if best else {}, language="fi"
    )


def test_an_answer_is_kept_apart_from_its_words_and_from_who_gave_it() -> None:
    asked = make.asked(make.wave())
    entries = Entry.objects.count()
    say(asked, 4, "Soita 040 123 4567 tai testi@example.org")
    asked.refresh_from_db()
    assert asked.has_answered
    response = Response.objects.get()
    assert response.values == {"useful": {"w": 1, "v": 4}}
    assert (response.pseudonym, response.registration, response.batch) == ("", None, None)
    assert OpenText.objects.get().text == "Soita […] tai […]"
    assert asked.wave_id == response.wave_id
    # Only the wave's own history may tell of it; an answer leaves none.
    assert Entry.objects.count() == entries


def test_one_answer_counts_and_the_second_is_told_so() -> None:
    asked = make.asked(make.wave())
    say(asked)
    with pytest.raises(refusals.AlreadyAnswered):
        say(Asked.objects.get(pk=asked.pk))
    assert Response.objects.count() == 1


def test_nothing_is_not_an_answer_and_burns_nothing() -> None:
    asked = make.asked(make.wave())
    with pytest.raises(refusals.NothingAnswered):
        operations.answer(asked=asked, values={"useful": ""}, texts={"best": "  "}, language="fi")
    with pytest.raises(refusals.NothingAnswered):
        operations.answer(asked=asked, values={"not-asked": 5}, texts={}, language="fi")
    asked.refresh_from_db()
    assert not asked.has_answered


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"closed_at": timezone.now()}, refusals.WaveClosed),
        ({"closes_at": timezone.now() - timedelta(minutes=1)}, refusals.WaveClosed),
        (
            {
                "opens_at": timezone.now() + timedelta(days=1),
                "closes_at": timezone.now() + timedelta(days=2),
            },
            refusals.WaveNotOpenYet,
        ),
    ],
)
def test_only_an_open_wave_takes_answers(fields: dict[str, Any], refusal: type[Exception]) -> None:
    asked = make.asked(make.wave(**fields), "linkki")
    with pytest.raises(refusal):
        operations.find_invitation(token="linkki")
    with pytest.raises(refusal):
        say(asked)
    assert Response.objects.count() == 0


def test_a_crash_between_the_two_loses_one_answer_and_doubles_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = make.asked(make.wave())

    def crash(**_given: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as broken:
        # The process dies after the invitation was burned and before the answer was whole.
        broken.setattr(answering, "mix", crash)
        with pytest.raises(SystemExit):
            say(asked)
    asked.refresh_from_db()
    assert asked.has_answered
    assert Response.objects.count() == 0
    with pytest.raises(refusals.AlreadyAnswered):
        say(asked)


def test_an_answer_that_cannot_be_kept_leaves_the_invitation_unanswered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = make.asked(make.wave())

    def fails(**_given: Any) -> None:
        raise ValueError

    with monkeypatch.context() as broken:
        broken.setattr(answering, "mix", fails)
        with pytest.raises(ValueError):  # noqa: PT011  # it has no words
            say(asked)
    assert Response.objects.count() == 0
    say(Asked.objects.get(pk=asked.pk))
    assert Response.objects.count() == 1


def test_the_address_finds_ones_own_invitation_and_nobody_elses() -> None:
    event = make.event(project=make.running_project())
    mine = make.registration(event, email="Testi@Example.org")
    wave = make.wave(event)
    asked = make.asked(wave, registration=mine)
    assert operations.find_by_address(wave=wave, address=" testi@example.ORG ") == asked
    for wrong in ("muu@example.org", "", "   "):
        with pytest.raises(refusals.NotOnTheList):
            operations.find_by_address(wave=wave, address=wrong)
    # Whoever answered by the letter does not answer again by the screen.
    say(asked)
    with pytest.raises(refusals.AlreadyAnswered):
        operations.find_by_address(wave=wave, address="testi@example.org")


def test_so_many_answer_without_a_name_as_were_there_without_one() -> None:
    wave = make.wave()
    make.asked(wave, email="")
    say(operations.find_unnamed(wave=wave))
    with pytest.raises(refusals.EverybodyAnswered):
        operations.find_unnamed(wave=wave)
    say(operations.find_unnamed(wave=make.wave(is_open_to_all=True)))


@pytest.mark.parametrize(
    ("cause", "has_answered"),
    [(errors.DeadlockDetected, False), (errors.ConnectionFailure, True), (None, True)],
)
def test_an_invitation_is_given_back_when_the_answer_was_surely_not_kept(
    monkeypatch: pytest.MonkeyPatch, cause: type[Exception] | None, has_answered: bool
) -> None:
    asked = make.asked(make.wave())

    def fails(**_given: Any) -> None:
        raise OperationalError from (cause() if cause else None)

    with monkeypatch.context() as broken:
        broken.setattr(answering, "mix", fails)
        with pytest.raises(OperationalError):
            say(asked)
    asked.refresh_from_db()
    assert asked.has_answered is has_answered


def test_who_came_after_the_feedback_was_opened_answers_by_the_code() -> None:
    event = make.event(project=make.running_project())
    wave = make.wave(event)
    with pytest.raises(refusals.NotOnTheList):
        operations.find_by_address(wave=wave, address="myohassa@example.org")
    late = make.registration(event, email="myohassa@example.org")
    assert (
        operations.find_by_address(wave=wave, address="myohassa@example.org").registration == late
    )
    # Marked at the door, or counted: so many places more, once each however often one asks.
    with pytest.raises(refusals.EverybodyAnswered):
        operations.find_unnamed(wave=wave)
    make.attendance(event, name="Ovelta Esimerkki")
    make.headcount(event, number=2)
    for _each in range(3):
        say(operations.find_unnamed(wave=wave))
    with pytest.raises(refusals.EverybodyAnswered):
        operations.find_unnamed(wave=wave)
    # Nobody is taken away meanwhile, though only one is marked at the door so far.
    assert wave.asked.filter(registration=late).exists()


def test_the_form_of_a_walk_in_counts_once_however_often_it_is_sent(client: Client) -> None:
    wave = make.wave()
    for _one in range(3):
        make.asked(wave, email="")
    address = f"/en/feedback/at/{wave.code}/"
    drawn = client.get(address).context["who"]["once"].value()
    sent = {"useful": "4", "is_unnamed": "on", "once": drawn}
    assert client.post(address, sent).status_code == 302
    again = client.post(address, {**sent, "useful": "1"})
    assert "has been answered already" in again.content.decode()
    other = client.get(address).context["who"]["once"].value()
    assert client.post(address, {**sent, "once": other}).status_code == 302
    assert sorted(one.values["useful"]["v"] for one in Response.objects.all()) == [4, 4]


def test_a_link_of_closed_feedback_is_told_so_kindly(client: Client) -> None:
    wave = make.wave()
    make.asked(wave, "linkki")
    operations.close(wave=wave, by=None)
    told = client.get("/en/feedback/linkki/")
    assert (told.status_code, "This feedback is closed" in told.content.decode()) == (200, True)


def test_whoever_answers_while_it_is_closed_is_told_so_and_burns_nothing() -> None:
    wave = make.wave()
    asked = make.asked(wave)
    assert asked.wave.closed_at is None
    operations.close(wave=Wave.objects.get(pk=wave.pk), by=None)
    with pytest.raises(refusals.WaveClosed):
        say(asked)
    asked.refresh_from_db()
    assert (asked.has_answered, Response.objects.count()) == (False, 0)


def test_what_is_in_a_result_is_forgotten_a_year_after_closing_and_the_result_stays() -> None:
    wave, small = make.wave(), make.wave()
    for at, number in ((wave, 6), (small, 2)):
        for _one in range(number):
            say(make.asked(at), 4, "Hyvä")
        operations.close(wave=at, by=None)
    now = timezone.now()
    before = people.run_clocks(now=now + timedelta(days=364))
    assert "surveys.response" not in before
    forgotten = people.run_clocks(now=now + timedelta(days=366))
    assert (forgotten["surveys.response"], forgotten["surveys.opentext"]) == (6, 8)
    assert Response.objects.filter(wave=small, batch=None).count() == 2
    assert Tally.objects.get().count == 6


@pytest.mark.django_db(transaction=True)
def test_whoever_answers_while_somebody_closes_waits_and_burns_nothing() -> None:
    wave = make.wave()
    asked, told = make.asked(wave), []

    def click() -> None:
        try:
            say(Asked.objects.select_related("wave").get(pk=asked.pk))
        except refusals.WaveClosed:
            told.append("closed")
        finally:
            connections.close_all()

    other = threading.Thread(target=click)
    with transaction.atomic():
        closed = operations.close(wave=wave, by=None)
        other.start()
        waits_for_a_lock()
    other.join(60)
    asked.refresh_from_db()
    assert (told, asked.has_answered, closed.answered_in_all) == (["closed"], False, 0)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_are_one_answer() -> None:
    asked = make.asked(make.wave())
    assert at_once(asked, asked) == ["refused", "taken"]
    assert Response.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_did_not_sign_up_answer_at_once_while_there_are_places() -> None:
    wave = make.wave()
    for _one in range(3):
        make.asked(wave, email="")
    free = operations.find_unnamed(wave=wave)
    assert at_once(free, free) == ["taken", "taken"]
    assert at_once(free, free) == ["refused", "taken"]
    assert Response.objects.count() == 3


def at_once(*found: Asked) -> list[str]:
    """What became of answers that were sent at the same moment to the invitations that were found."""
    told: list[str] = []
    together = threading.Barrier(len(found))

    def click(asked: Asked) -> None:
        mine = Asked.objects.select_related("wave").get(pk=asked.pk)
        together.wait(60)
        try:
            say(mine)
            told.append("taken")
        except (refusals.AlreadyAnswered, refusals.EverybodyAnswered):
            told.append("refused")
        finally:
            connections.close_all()

    clicks = [threading.Thread(target=click, args=[one]) for one in found]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(60)
    return sorted(told)


@pytest.mark.django_db(transaction=True)
def test_nothing_in_the_database_joins_an_answer_to_whoever_gave_it() -> None:
    """Everything that PostgreSQL keeps of the rows, after the mixing that results and backups do."""
    wave = make.wave()
    people = [make.asked(wave) for _one in range(12)]
    order = [people[n] for n in (7, 2, 11, 0, 5, 9)]
    for number, asked in enumerate(order, 1):
        say(asked, useful=number % 5 + 1, best=f"Sana {number}")
    operations.mix_everything()
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT xmin::text, cmin::text FROM surveys_response")
        assert len({xmin for xmin, _cmin in cursor.fetchall()}) == 1
        cursor.execute("SELECT DISTINCT xmin::text FROM surveys_asked WHERE has_answered")
        asked_in = cursor.fetchall()
        assert len(asked_in) == 1
        cursor.execute("SELECT DISTINCT xmin::text FROM surveys_opentext")
        assert len(cursor.fetchall()) == 1
        # What an answer has: no column that anything about a person shares.
        columns = """SELECT column_name, data_type FROM information_schema.columns
                     WHERE table_name = %s ORDER BY column_name"""
        cursor.execute(columns, ["surveys_response"])
        assert {name for name, _kind in cursor.fetchall()} == {
            "id", "wave_id", "anonymity", "pseudonym", "registration_id", "values", "batch_id",
        }  # fmt: skip  # the list reads as one
        cursor.execute(columns, ["surveys_opentext"])
        kinds = {kind for _name, kind in cursor.fetchall()}
        assert not {kind for kind in kinds if "time" in kind or kind == "date"}
        # No row that was replaced is left to be read.
        cursor.execute(
            "SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname = 'surveys_response'"
        )
        assert cursor.fetchone() is not None
    assert not Response.objects.exclude(registration=None).exists()
    assert not Response.objects.exclude(pseudonym="").exists()
    everything = str(list(Entry.objects.values())) + str(list(Response.objects.values()))
    assert [one.email for one in people if one.email in everything] == []


@pytest.mark.django_db(transaction=True)
def test_the_order_in_which_answers_lie_is_not_that_in_which_they_came() -> None:
    wave = make.wave()
    for number in range(40):
        say(make.asked(wave), useful=1 if number < 20 else 5)
    operations.mix_everything()
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT ("values"->'useful'->>'v')::int FROM surveys_response ORDER BY ctid"""
        )
        lying = [value for (value,) in cursor.fetchall()]
    assert sorted(lying) == [1] * 20 + [5] * 20
    # By chance alone they lie in the order of coming once in 137 846 528 820 times.
    assert lying != sorted(lying)


@pytest.mark.django_db(transaction=True)
def test_what_people_wrote_lies_in_no_order_either() -> None:
    wave = make.wave(own=make.form("text"))
    rows = [make.asked(wave) for _each in range(30)]
    with connection.cursor() as cursor:
        # Of tables it knows the size of PostgreSQL reads them from end to end.
        cursor.execute("ANALYZE surveys_asked, surveys_opentext, surveys_response, surveys_wave")
    for number, asked in enumerate(rows):
        texts = {"best": f"{number:02} ensin", "oma-text": f"{number:02} sitten"}
        operations.answer(asked=asked, values={"useful": 4}, texts=texts, language="fi")
    operations.mix_everything()
    operations.close(wave=wave, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT left(text, 2)::int FROM surveys_opentext ORDER BY ctid")
        lying = [number for (number,) in cursor.fetchall()]
    beside = sum(one == other for one, other in pairwise(lying))
    follow = sum(0 <= other - one <= 1 for one, other in pairwise(lying))
    # By chance one pair of the sixty stands together, and three follow one another.
    assert (len(lying), beside < 15, follow < 25) == (60, True, True)


@pytest.mark.django_db(transaction=True)
def test_in_a_large_wave_an_answer_bears_the_number_of_many() -> None:
    wave = make.wave(has_answers=True)
    others = 600
    Response.objects.bulk_create(
        Response(wave=wave, anonymity="anonymous", values={}) for _one in range(others)
    )
    OpenText.objects.bulk_create(
        OpenText(wave=wave, item_key="best", text="muu") for _one in range(others)
    )
    asked = make.asked(wave)
    say(asked, best="omani")
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT (SELECT count(*) FROM surveys_response WHERE xmin = mine.xmin),
                      (SELECT count(*) FROM surveys_opentext WHERE xmin = mine.xmin)
                 FROM surveys_opentext mine WHERE text = 'omani'"""
        )
        assert cursor.fetchone() == (WITH_EACH + 2, WITH_EACH + 2)


@pytest.mark.django_db(transaction=True)
def test_those_who_answer_at_once_follow_each_other() -> None:
    wave = make.wave()
    say(make.asked(wave))
    told: list[str] = []
    rows = [make.asked(wave) for _each in range(12)]

    def click(some: list[Asked]) -> None:
        for asked in some:
            say(Asked.objects.select_related("wave").get(pk=asked.pk), best="samaan aikaan")
            told.append("taken")
        connections.close_all()

    clicks = [threading.Thread(target=click, args=[rows[start::3]]) for start in range(3)]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(60)
    assert (len(told), Response.objects.count(), wave.asked.filter(has_answered=True).count()) == (
        12, 13, 13
    )  # fmt: skip  # three numbers


def test_an_answer_that_comes_whole_only_after_closing_is_not_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wave = make.wave()
    asked = make.asked(wave)
    burn = answering._burn

    def closed_behind(found: Asked, once: str) -> int | None:
        number = burn(found, once)
        operations.close(wave=wave, by=None)
        return number

    monkeypatch.setattr(answering, "_burn", closed_behind)
    with pytest.raises(refusals.WaveClosed):
        say(asked)
    wave.refresh_from_db()
    asked.refresh_from_db()
    assert (asked.has_answered, wave.asked_in_all, wave.answered_in_all) == (False, 1, 0)
    assert Response.objects.count() == 0


def test_where_the_key_was_destroyed_early_nothing_stays_for_ever() -> None:
    now = timezone.now()
    made = begin_study(
        project=make.running_project(), titles=Texts(fi="Hyvinvointi"),
        destroy_on=timezone.localdate() + timedelta(days=400), by=None,
    )  # fmt: skip  # one study
    wave = studies.ask_in_study(
        study=made, kind="before", own=None, opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=9), by=None,
        addresses=["a@example.org", "b@example.org", "c@example.org"],
    )  # fmt: skip  # one round
    for asked in list(wave.asked.all())[:2]:
        say(asked)
    studies.destroy_key(study=made, by=None)
    operations.close(wave=wave, by=None)
    with time_machine.travel(now + timedelta(days=31)):
        run_clocks()
    assert (wave.asked.count(), wave.responses.count()) == (0, 2)
    with time_machine.travel(now + timedelta(days=366)):
        run_clocks()
    assert not wave.responses.exists()


def test_codes_are_not_guessed_one_after_another(client: Client) -> None:
    views.WRONG.forget()
    for _each in range(views.WRONG.most):
        assert client.get("/en/feedback/at/ZZZZZZ/").status_code == 404
    # From here on a right one opens no more than a wrong one.
    for code in ("ZZZZZZ", make.wave().code):
        assert client.get(f"/en/feedback/at/{code}/").status_code == 429
    views.WRONG.forget()


def test_one_network_does_not_fill_a_survey_that_is_open_to_all(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    wave = make.wave(is_open_to_all=True)
    monkeypatch.setattr(views, "ALIKE", Limit(3, seconds=views.ALIKE.seconds))
    address = f"/en/feedback/at/{wave.code}/"
    told = [client.post(address, {"useful": "1"}).status_code for _each in range(4)]
    assert told == [302, 302, 302, 429]


def test_what_was_read_from_a_text_stays_when_it_is_written_anew() -> None:
    wave = make.wave()
    say(make.asked(wave), best="Rauhallinen tahti")
    text = OpenText.objects.get()
    project = wave.project
    assert project is not None
    theme = Theme.objects.create(project=project, names=Texts(fi="Tahti"))
    mark = ThemeMark.objects.create(text=text, theme=theme)
    operations.mix(wave=wave)
    connection.check_constraints()
    assert ThemeMark.objects.get() == mark
    assert OpenText.objects.values_list("pk", "text").get() == (text.pk, text.text)


@pytest.mark.django_db(transaction=True)
def test_settling_waits_for_who_answers_before_it_touches_any_invitation() -> None:
    event = make.event(project=make.running_project())
    mine, absent = (make.registration(event, email=f"{one}@example.org") for one in "ab")
    wave = make.wave(event)
    asked = make.asked(wave, registration=mine)
    make.asked(wave, registration=absent)
    make.attendance(mine)
    with transaction.atomic():
        # As burning does: the wave first, then one's own invitation, which is not to be waited for.
        Wave.objects.raw("SELECT * FROM surveys_wave WHERE id = %s FOR SHARE", [wave.pk])[0]
        other = Second(lambda: settled(wave))
        waits_for_a_lock()
        free = Asked.objects.filter(wave=wave).select_for_update(nowait=True)
        assert free.count() == len(list(free)) == 2
    assert other.ended() is None
    assert wave.asked.get() == asked


def settled(wave: Wave) -> None:
    with transaction.atomic():
        operations.settle(wave=wave)


def test_a_response_cannot_be_less_hidden_than_its_wave() -> None:
    from django.db import IntegrityError, transaction

    wave = make.wave()
    say(make.asked(wave))
    assert wave.event is not None
    row = make.registration(wave.event)
    for wrong in (
        {"anonymity": "anonymous", "registration": row},
        {"anonymity": "anonymous", "pseudonym": "abc"},
        {"anonymity": "named", "registration": row},
        {"anonymity": "pseudonymous", "pseudonym": "abc"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Response.objects.create(wave=wave, values={}, **wrong)


def test_what_was_promised_is_kept_after_the_first_answer() -> None:
    wave = make.wave(least=7)
    assert operations.edit(wave=wave, by=None, least=6).least == 6
    say(make.asked(wave))
    with pytest.raises(refusals.AnonymityKept):
        operations.edit(wave=wave, by=None, anonymity=Wave.Anonymity.NAMED)
    with pytest.raises(refusals.LeastOnlyUp):
        operations.edit(wave=wave, by=None, least=5)
    with pytest.raises(refusals.AnsweredAlready):
        operations.edit(wave=wave, by=None, own=make.form("scale"))
    assert operations.edit(wave=wave, by=None, least=9).least == 9


# --- the pages ------------------------------------------------------------------------------------
def test_the_link_opens_the_questions_and_takes_one_answer(client: Client) -> None:
    wave = make.wave(own=make.form("scale", "choice", "many", "number", "text"))
    make.asked(wave, "linkki")
    page = client.get("/fi/feedback/linkki/")
    assert page.status_code == 200
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    content = page.content.decode()
    assert "Sisältö on minulle hyödyllinen." in content
    assert "Kysymys number?" in content
    said = {
        "useful": "4", "oma-scale": "2", "oma-choice": "kaksi", "oma-many": ["yksi", "kolme"],
        "oma-number": "12", "best": "Ryhmätyö",
    }  # fmt: skip  # one answer
    done = client.post("/fi/feedback/linkki/", said)
    assert (done.status_code, done["Location"]) == (302, "/fi/feedback/thanks/")
    assert Response.objects.get().values == {
        "useful": {"w": 1, "v": 4},
        "oma-scale": {"w": 1, "v": 2},
        "oma-choice": {"w": 1, "v": "kaksi"},
        "oma-many": {"w": 1, "v": ["yksi", "kolme"]},
        "oma-number": {"w": 1, "v": {"number": 12}},
    }
    again = client.post("/fi/feedback/linkki/", said)
    assert again.status_code == 200
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [{}, {"useful": "9"}, {"useful": "'; DROP TABLE"}, {"will_use": "maybe"}, {"best": "x" * 2001}],
)
def test_what_cannot_be_an_answer_is_told_and_nothing_is_burned(
    client: Client, said: dict[str, str]
) -> None:
    asked = make.asked(make.wave(), "linkki")
    answer = client.post(
        "/fi/feedback/linkki/", {**said, "change": "Pidempi tauko"} if said else {}
    )
    assert answer.status_code == 200
    if said:
        assert "Pidempi tauko" in answer.content.decode()
    asked.refresh_from_db()
    assert not asked.has_answered


def test_an_unknown_link_is_not_found(client: Client) -> None:
    assert client.get("/fi/feedback/ei-ole/").status_code == 404


def test_the_screen_asks_who_answers_last_and_only_once(client: Client) -> None:
    event = make.event(project=make.running_project())
    wave = make.wave(event)
    make.asked(wave, registration=make.registration(event, email="testi@example.org"))
    make.asked(wave, email="")
    address = f"/fi/feedback/at/{wave.code}/"
    assert client.get(address).status_code == 200
    nobody = client.post(address, {"useful": "4"})
    assert (nobody.status_code, Response.objects.count()) == (200, 0)
    wrong = client.post(address, {"useful": "4", "email": "muu@example.org"})
    assert (wrong.status_code, Response.objects.count()) == (200, 0)
    assert client.post(address, {"useful": "4", "email": "testi@example.org"}).status_code == 302
    assert client.post(address, {"useful": "4", "is_unnamed": "on"}).status_code == 302
    assert Response.objects.count() == 2
    assert client.post(address, {"useful": "4", "is_unnamed": "on"}).status_code == 200
    assert Response.objects.count() == 2


def test_the_code_is_typed_by_hand(client: Client) -> None:
    wave = make.wave()
    found = client.post("/fi/feedback/", {"code": f" {wave.code.lower()} "})
    assert found["Location"] == f"/fi/feedback/at/{wave.code}/"
    assert client.post("/fi/feedback/", {"code": "XXXXXX"}).status_code == 200


@pytest.mark.parametrize(
    ("anonymity", "sentence"),
    [
        ("anonymous", "Nobody can tell which answer is yours"),
        ("pseudonymous", "kept under a pseudonym"),
        ("named", "in your name"),
    ],
)
def test_the_thanks_say_how_the_answer_is_kept(
    client: Client, anonymity: str, sentence: str
) -> None:
    wave = make.wave()
    if anonymity == "pseudonymous":
        assert wave.project is not None
        day = timezone.localdate() + timedelta(days=90)
        titles = Texts(fi="Ennen ja jälkeen")
        wave.study = begin_study(project=wave.project, titles=titles, destroy_on=day, by=None)
    wave.anonymity = anonymity
    wave.save()
    make.asked(wave, "linkki")
    done = client.post("/en/feedback/linkki/", {"useful": "4"}, follow=True)
    assert sentence in done.content.decode()
