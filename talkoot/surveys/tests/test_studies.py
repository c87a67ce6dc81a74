"""Before and after: rounds, pairs that can be shown safely, the end of the key; surveys of needs."""

from datetime import timedelta
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as some

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.notices.models import Notice
from talkoot.people import operations as people
from talkoot.projects.models import Project
from talkoot.surveys.models import (
    Asked,
    FormVersion,
    OpenText,
    PairResult,
    Response,
    Study,
    StudyKey,
    Wave,
)
from talkoot.surveys.operations import (
    ask_next,
    close,
    form_refusals,
    forms,
    load_core,
    refusals,
    release,
)
from talkoot.surveys.operations import needs as needs_operations
from talkoot.surveys.operations import studies as operations
from talkoot.surveys.operations.pairs import compare, safe
from talkoot.surveys.queries.results import results_of
from talkoot.surveys.queries.studies import compared, needs_by_sector, rounds_of, sectors_of
from talkoot.surveys.tests import factories

pytestmark = pytest.mark.django_db
NAMES = Texts(fi="Hyvinvointi työssä")
K = 5


@pytest.fixture
def project() -> Project:
    return factories.running_project()


def study(project: Project, days: int = 400) -> Study:
    day = timezone.localdate() + timedelta(days=days)
    return operations.begin_study(project=project, titles=NAMES, destroy_on=day, by=None)


def asked(of: Study, kind: str, own: FormVersion | None, **fields: Any) -> Wave:
    """A round of ten days; each begins when the one before it has ended."""
    first = timezone.now() + timedelta(days=10 * ["before", "end", "follow_up"].index(kind))
    given = {
        "addresses": ["a@example.org", "b@example.org"], "by": None,
        "opens_at": first - timedelta(hours=1), "closes_at": first + timedelta(days=9),
    }  # fmt: skip  # one round
    return operations.ask_in_study(study=of, kind=kind, own=own, **{**given, **fields})


def own(project: Project, *lines: str, purpose: str = "change") -> FormVersion:
    form = forms.begin_form(project=project, titles=NAMES, purpose=purpose, licence="Oma.", by=None)
    forms.paste_items(form=form, lines="\n".join(lines), language="fi", by=None)
    return forms.publish_version(form=form, by=None)


def answers(wave: Wave, given: dict[str, list[int]]) -> None:
    """So many answered with these values to the questions in order; the key is the pseudonym."""
    Wave.objects.filter(pk=wave.pk).update(has_answers=True)
    assert wave.own is not None
    items = list(wave.own.items.all())
    Response.objects.bulk_create(
        Response(
            wave=wave, anonymity=wave.anonymity, pseudonym=who,
            values={item.key: {"w": 1, "v": value} for item, value in zip(items, said, strict=False)},
        )
        for who, said in given.items()
    )  # fmt: skip  # one answer


# --- rounds -----------------------------------------------------------------------------------------
def test_a_later_round_asks_the_same_people(project: Project) -> None:
    version, begun = own(project, "Jaksan."), study(project)
    event = factories.event(project=project)
    registered = factories.registration(event, "Testi Esimerkki", email="a@example.org")
    first = asked(begun, "before", version, events=[event])
    rows = [(one.registration, one.email) for one in first.asked.order_by("pk")]
    assert rows == [(registered, ""), (None, "b@example.org")]  # an address is asked once
    later = asked(begun, "end", version, addresses=["c@example.org"])
    assert [(one.registration, one.email) for one in later.asked.order_by("pk")] == [
        *rows, (None, "c@example.org"),
    ]  # fmt: skip  # the list reads as one
    assert (first.anonymity, first.study) == ("pseudonymous", begun)


def test_what_cannot_be_asked_is_refused(project: Project) -> None:
    version, begun = own(project, "Jaksan."), study(project, days=5)
    with pytest.raises(form_refusals.DestroyDayPast):
        study(project, days=0)
    with pytest.raises(form_refusals.DestroyedBeforeClosing):
        asked(begun, "before", version)
    begun = study(project)
    with pytest.raises(form_refusals.BeforeMissing):
        asked(begun, "end", version)
    with pytest.raises(form_refusals.NobodyToAsk):
        asked(begun, "before", version, addresses=[])
    with pytest.raises(form_refusals.AddressUnfit):
        asked(begun, "before", version, addresses=["ei osoite"])
    asked(begun, "before", version)
    with pytest.raises(form_refusals.AskedAlready):
        asked(begun, "before", version)


def test_nobody_gets_the_letters_of_two_rounds_at_once(project: Project) -> None:
    version, begun = own(project, "Jaksan."), study(project)
    first = asked(begun, "before", version)
    with pytest.raises(form_refusals.RoundsOverlap):
        asked(begun, "end", version, opens_at=timezone.now() + timedelta(days=8))
    asked(begun, "follow_up", version)
    with pytest.raises(form_refusals.RunsIntoNext):
        asked(begun, "end", version, closes_at=timezone.now() + timedelta(days=21))
    # What is closed asks nobody any more.
    close(wave=first, by=None)
    assert asked(begun, "end", version, opens_at=timezone.now()).kind == "end"


def test_every_invitation_tells_when_the_key_is_destroyed(project: Project) -> None:
    begun = study(project)
    wave = asked(begun, "before", own(project, "Jaksan."))
    assert ask_next(wave=wave) == 2
    day = begun.destroy_on
    for letter in Notice.objects.all():
        assert f"{day.day}.{day.month}.{day.year}" in letter.text


# --- the key ----------------------------------------------------------------------------------------
def test_the_clock_destroys_the_key_on_its_day_and_writes_it_down(
    project: Project, time_machine: Any
) -> None:
    begun, other = study(project, days=30), study(project, days=31)
    asked(begun, "before", own(project, "Jaksan."))
    assert operations.destroy_due() == 0
    time_machine.move_to(timezone.now() + timedelta(days=30), tick=False)
    assert (operations.destroy_due(), operations.destroy_due()) == (1, 0)
    assert list(StudyKey.objects.values_list("study", flat=True)) == [other.pk]
    begun.refresh_from_db()
    assert begun.destroyed_at == timezone.now()
    entry = Entry.objects.of(project).get(verb="surveys.destroy_key")
    assert (entry.by_worker, entry.part_id) == (True, begun.pk)
    with pytest.raises(refusals.KeyDestroyed):
        asked(begun, "end", None)


def test_the_pseudonyms_of_the_pairs_go_with_the_key(project: Project) -> None:
    begun, _first, _second = closed_rounds(project, paired=6)
    assert len(PairResult.objects.get().members) == 6
    operations.destroy_key(study=begun, by=None)
    assert PairResult.objects.get().members == []
    assert compare(study=begun) == []


def test_answers_are_kept_for_the_rounds_to_come_until_the_key_is_destroyed(
    project: Project,
) -> None:
    begun, first, _second = closed_rounds(project, paired=6)
    people.run_clocks(now=timezone.now() + timedelta(days=800))
    assert Response.objects.count() == 12
    operations.destroy_key(study=begun, by=None)
    assert Response.objects.count() == 0
    assert results_of(first).answers == 6


# --- pairs ------------------------------------------------------------------------------------------
def closed_rounds(
    project: Project, *, paired: int, only_first: int = 0, only_second: int = 0
) -> tuple[Study, Wave, Wave]:
    """All said 2 before and 4 later."""
    version, begun = own(project, "Jaksan."), study(project)
    first = asked(begun, "before", version)
    second = asked(begun, "end", version)
    pairs = [f"p{number}" for number in range(paired)]
    answers(first, {who: [2] for who in [*pairs, *(f"f{n}" for n in range(only_first))]})
    answers(second, {who: [4] for who in [*pairs, *(f"s{n}" for n in range(only_second))]})
    return begun, close(wave=first, by=None), close(wave=second, by=None)


def kept(project: Project, **counts: int) -> list[tuple[int, int, int, int]]:
    closed_rounds(project, **counts)
    return [
        (one.pairs, one.only_first, one.only_second, one.change) for one in PairResult.objects.all()
    ]


def test_change_is_shown_of_enough_pairs(project: Project) -> None:
    assert kept(project, paired=K) == [(5, 0, 0, 10)]


def test_too_few_pairs_show_nothing(project: Project) -> None:
    assert kept(project, paired=K - 1, only_first=9, only_second=9) == []


def test_few_who_answered_once_are_hidden_among_pairs_left_out_by_lot(project: Project) -> None:
    assert kept(project, paired=10, only_first=1, only_second=5) == [(6, 5, 9, 12)]


def test_where_hiding_them_leaves_too_few_pairs_nothing_is_shown(project: Project) -> None:
    assert kept(project, paired=8, only_first=1) == []


def test_pairs_are_computed_once(project: Project) -> None:
    begun, first, _second = closed_rounds(project, paired=6)
    before = list(PairResult.objects.values_list("pk", "pairs", "change"))
    Response.objects.filter(wave=first).delete()
    assert compare(study=begun) == []
    assert list(PairResult.objects.values_list("pk", "pairs", "change")) == before


def test_an_open_round_of_a_study_shows_nothing(project: Project) -> None:
    version, begun = own(project, "Jaksan."), study(project)
    first = asked(begun, "before", version)
    answers(first, {f"p{n}": [2] for n in range(30)})
    assert release(wave=first) == []
    assert PairResult.objects.count() == 0


def test_an_instrument_has_a_score_of_those_who_answered_all_of_it(project: Project) -> None:
    version = own(project, "Jaksan.", "Olen väsynyt. (R)", purpose="instrument")
    begun = study(project)
    first = asked(begun, "before", version)
    second = asked(begun, "end", version)
    answers(first, {f"p{n}": [3, 4] for n in range(6)})
    answers(second, {f"p{n}": [5, 1] for n in range(6)})
    close(wave=first, by=None)
    close(wave=second, by=None)
    result = PairResult.objects.get()
    # 3 and 6 − 4 are 2,5; 5 and 6 − 1 are 5; each rose by 2,5.
    assert (result.item_key, result.pairs, result.change, result.up) == ("score", 6, 6 * 250, 6)
    shown = compared(begun, rounds_of(begun))[0].changes
    assert [str(one.mean_change) for one in shown if one.pairs] == ["2.5"]


def test_the_database_refuses_pairs_that_give_somebody_away(project: Project) -> None:
    begun, first, second = closed_rounds(project, paired=1)
    good = {
        "study": begun, "first": first, "second": second, "item_key": "x", "wording": 1, "pairs": 5,
        "only_first": 0, "only_second": 5, "change": 1, "up": 1, "same": 4, "down": 0,
    }  # fmt: skip  # one row
    for bad in ({"pairs": 4, "same": 3}, {"only_first": 1}, {"only_second": 4}, {"up": 2}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PairResult.objects.create(**{**good, **bad})
    PairResult.objects.create(**good)


PEOPLE = some.lists(
    some.tuples(some.booleans(), some.booleans(), some.booleans()).filter(any), max_size=40
)


@given(people=PEOPLE)
@settings(max_examples=60, deadline=None)
def test_no_sum_or_difference_of_what_is_shown_is_about_few(
    people: list[tuple[bool, bool, bool]],
) -> None:
    """Before, end and follow-up: whatever shown sums an attacker adds and subtracts, the people whose
    answers are left in what remains are nobody or enough."""
    waves = [{str(n) for n, one in enumerate(people) if one[place]} for place in range(3)]
    end = safe(waves[0] & waves[1], [(waves[0], ()), (waves[1], ())], K)
    follow_up = safe(waves[0] & waves[2], [(waves[0], [end] if end else ()), (waves[2], ())], K)
    shown: list[list[dict[str, int]]] = [  # each is coefficients of the answers in the three waves
        [dict.fromkeys(wave, 1) if place == at else {} for at in range(3)]
        for place, wave in enumerate(waves)
        if len(wave) >= K
    ]
    for place, members in ((1, end), (2, follow_up)):
        if members:
            change: list[dict[str, int]] = [dict.fromkeys(members, -1), {}, {}]
            change[place] = dict.fromkeys(members, 1)
            shown.append(change)
    for factors in product((-1, 0, 1), repeat=len(shown)):
        left: dict[tuple[int, str], Fraction] = {}
        for factor, one in zip(factors, shown, strict=True):
            for at, coefficients in enumerate(one):
                for who, number in coefficients.items():
                    left[at, who] = left.get((at, who), Fraction(0)) + factor * number
        about = {who for (_at, who), number in left.items() if number}
        assert not about or len(about) >= K


# --- needs ------------------------------------------------------------------------------------------
def survey(project: Project, **fields: Any) -> Any:
    form = forms.begin_form(project=project, titles=NAMES, purpose="needs", by=None)
    forms.add_item(
        form=form, by=None, kind="many", words=Texts(fi="Ketä tarvitaan?"),
        options=[Texts(fi="Sosionomi"), Texts(fi="Kokki")],
    )  # fmt: skip  # one question
    now = timezone.now()
    given = {
        "titles": Texts(fi="Osaajatarpeet"), "sectors": [Texts(fi="Sosiaaliala"), Texts(fi="Ravintola-ala")],
        "own": forms.publish_version(form=form, by=None), "opens_at": now - timedelta(hours=1),
        "closes_at": now + timedelta(days=5), "by": None,
    }  # fmt: skip  # one survey
    return needs_operations.begin_needs(project=project, **{**given, **fields})


def test_each_sector_is_shown_when_enough_of_it_have_answered(project: Project) -> None:
    needs = survey(project)
    social, food = needs.waves.order_by("pk")
    item = social.own.items.get()
    for wave, number in ((social, K), (food, K - 1)):
        Wave.objects.filter(pk=wave.pk).update(has_answers=True)
        Response.objects.bulk_create(
            Response(wave=wave, anonymity="anonymous", values={item.key: {"w": 1, "v": ["o1"]}})
            for _n in range(number)
        )
        close(wave=wave, by=None)
    sectors = sectors_of(needs)
    assert [one.shown for one in sectors] == [5, 0]
    (question,) = needs_by_sector(needs, sectors)
    assert [(line.words, line.cells, line.total) for line in question.lines] == [
        ("Sosionomi", [5], 5), ("Kokki", [0], 0),
    ]  # fmt: skip  # the list reads as one


def test_an_organisation_is_asked_once_in_a_survey(project: Project) -> None:
    social, food = survey(project).waves.order_by("pk")
    ask = needs_operations.ask_addresses
    assert ask(wave=social, addresses=["A@example.org", "a@example.org"], by=None) == 1
    assert ask(wave=food, addresses=["a@example.org", "b@example.org"], by=None) == 1
    assert list(Asked.objects.order_by("pk").values_list("email", flat=True)) == [
        "a@example.org", "b@example.org",
    ]  # fmt: skip  # the list reads as one
    close(wave=food, by=None)
    with pytest.raises(form_refusals.SectorClosed):
        ask(wave=food, addresses=["c@example.org"], by=None)
    with pytest.raises(form_refusals.NoSectors):
        survey(project, sectors=[Texts(fi="Yksi")])


# --- pages ------------------------------------------------------------------------------------------
def test_the_pages_open_for_the_manager_and_are_not_found_by_others(
    project: Project, as_person: Any, client: Client
) -> None:
    load_core()
    begun, _first, _second = closed_rounds(project, paired=10, only_first=1, only_second=5)
    needs = survey(project)
    manager: Client = as_person(factories.team_member(project, role="manager").person)
    page = manager.get(reverse("surveys:study", args=[begun.pk]))
    assert page.status_code == 200
    assert "+2" in page.content.decode()
    for address in (
        reverse("surveys:studies"), reverse("surveys:study_new"), reverse("surveys:needs"),
        reverse("surveys:study_ask", args=[begun.pk]), reverse("surveys:needs_new", args=[project.slug]),
        reverse("surveys:needs_results", args=[needs.code]),
        reverse("surveys:needs_addresses", args=[needs.code, needs.waves.first().pk]),
    ):  # fmt: skip  # the list reads as one
        assert manager.get(address).status_code == 200, address
    open_page = client.get(reverse("surveys:needs_survey", args=[needs.code.lower()]))
    assert "Sosiaaliala" in open_page.content.decode()
    stranger: Client = as_person(factories.person())
    assert stranger.get(reverse("surveys:study", args=[begun.pk])).status_code == 404
    assert stranger.get(reverse("surveys:needs_results", args=[needs.code])).status_code == 404


def test_a_round_has_a_page_of_its_own_with_all_its_questions(
    project: Project, as_person: Any
) -> None:
    load_core()
    _begun, first, second = closed_rounds(project, paired=10, only_first=1, only_second=5)
    manager: Client = as_person(factories.team_member(project, role="manager").person)
    for wave, answers in ((first, 11), (second, 15)):
        page = manager.get(reverse("surveys:round", args=[wave.pk])).content.decode()
        assert f"{answers} vastausta" in page
    needs = survey(project)
    sector = needs.waves.first()
    still = manager.get(reverse("surveys:round", args=[sector.pk]))
    assert still.status_code == 200
    close(wave=sector, by=None)
    assert manager.get(reverse("surveys:round", args=[sector.pk])).status_code == 200
    stranger: Client = as_person(factories.person())
    assert stranger.get(reverse("surveys:round", args=[first.pk])).status_code == 404
    event = factories.wave(factories.event(project=project))
    assert manager.get(reverse("surveys:round", args=[event.pk])).status_code == 404


def test_what_was_written_in_a_survey_of_needs_is_checked_and_shown(
    project: Project, as_person: Any
) -> None:
    needs = survey(project)
    manager: Client = as_person(factories.team_member(project, role="manager").person)
    wave = needs.waves.first()
    version = factories.form("text")
    Wave.objects.filter(pk=wave.pk).update(has_answers=True, own=version)
    key = version.items.get().key
    Response.objects.bulk_create(Response(wave=wave, anonymity="anonymous") for _n in range(K))
    OpenText.objects.create(wave=wave, item_key=key, text="Opastusta työhön")
    close(wave=wave, by=None)
    results = reverse("surveys:needs_results", args=[needs.code])
    assert "Opastusta" not in manager.get(results).content.decode()
    check = reverse("surveys:project_texts", args=[project.slug])
    assert "Kysymys text?" in manager.get(check).content.decode()
    row = OpenText.objects.get()
    manager.post(check, {"text": row.pk, "verb": "show", "words": row.text})
    assert "Opastusta työhön" in manager.get(results).content.decode()
    assert (
        "Opastusta työhön"
        not in manager.get(reverse("surveys:ledger", args=[project.slug])).content.decode()
    )


def test_a_manager_makes_a_study_and_a_round(project: Project, as_person: Any) -> None:
    manager: Client = as_person(factories.team_member(project, role="manager").person)
    version = own(project, "Jaksan.")
    today = timezone.localdate()
    sent = {
        "project": project.pk,
        "titles-fi": "Tutkimus",
        "destroy_on": today + timedelta(days=99),
    }
    manager.post(reverse("surveys:study_new"), sent)
    begun = Study.objects.get()
    wave = {
        "kind": "before", "own": version.pk, "opens_on": today, "closes_on": today + timedelta(days=7),
        "addresses": "a@example.org",
    }  # fmt: skip  # one round
    assert manager.post(reverse("surveys:study_ask", args=[begun.pk]), wave).status_code == 302
    assert list(begun.waves.values_list("kind", "own")) == [("before", version.pk)]
    assert manager.post(reverse("surveys:study_destroy", args=[begun.pk])).status_code == 302
    assert StudyKey.objects.count() == 0


def test_a_manager_closes_a_sector_before_its_day(project: Project, as_person: Any) -> None:
    wave = survey(project).waves.first()
    door = reverse("surveys:round_close", args=[wave.pk])
    manager: Client = as_person(factories.team_member(project, role="manager").person)
    assert manager.get(door).status_code == 200
    assert manager.post(door).status_code == 302
    wave.refresh_from_db()
    assert wave.closed_at is not None
    assert manager.get(door).status_code == 404


def test_the_heading_of_the_change_is_a_noun(project: Project, as_person: Any) -> None:
    begun = study(project)
    asked(begun, "before", own(project, "Jaksan."))
    manager: Client = as_person(factories.team_member(project, role="manager").person)
    told = manager.get(reverse("surveys:study", args=[begun.pk])).content.decode()
    assert '<h2 id="wait-title">Muutos</h2>' in told
