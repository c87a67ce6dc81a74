"""What is changed after it was made: themes of texts, a study and its rounds, a survey of needs."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.notices.models import Notice
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.projects.operations import ChangedMeanwhile
from talkoot.projects.operations.changing import NoLongerThere
from talkoot.surveys import operations as waves
from talkoot.surveys.models import Asked, OpenText, Study, Theme, ThemeMark, Wave
from talkoot.surveys.operations import form_refusals, needs, refusals, studies, texts, themes
from talkoot.surveys.tests import factories as make
from talkoot.surveys.tests.test_views_results import answered

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return make.running_project()


@pytest.fixture
def manager(project: Project) -> Person:
    return make.team_member(project, role="manager").person


@pytest.fixture
def client(manager: Person) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(manager)
    return made


def at(name: str, *args: Any) -> str:
    with translation.override("en"):
        return reverse(f"surveys:{name}", args=args)


def in_days(number: int, hour: int = 23, minute: int = 59) -> datetime:
    day = timezone.localdate() + timedelta(days=number)
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


# --- themes -----------------------------------------------------------------------------------------
def test_a_theme_is_given_other_words_and_keeps_its_texts(project: Project, client: Client) -> None:
    theme = themes.add_theme(project=project, names=Texts(fi="Kahvi"), by=None)
    wave = answered(make.wave(make.event(project=project)), 6, 4, "Hyvä kahvi")
    texts.show_text(text=wave.texts.get(), by=None, themes=[theme])
    page = client.get(at("project_texts", project.slug)).content.decode()
    assert "1 text" in page
    door = at("theme", project.slug, theme.pk)
    assert door in page
    seen = client.get(door).context["form"].initial["seen"]
    sent = {
        "names-fi": "Tarjoilu",
        "names-sv": "Servering",
        "meaning-fi": "Kahvi ja ruoka",
        "seen": seen,
    }
    assert client.post(door, sent)["Location"] == at("project_texts", project.slug)
    theme.refresh_from_db()
    assert theme.names == {"fi": "Tarjoilu", "sv": "Servering"}
    assert theme.marks.count() == 1
    assert "Kahvi ja ruoka" in client.get(at("project_texts", project.slug)).content.decode()
    entry = Entry.objects.of(project).get(verb="surveys.edit_theme")
    assert entry.changes["names"][0] == {"fi": "Kahvi"}
    again = client.post(door, sent | {"names-fi": "Vanha tieto"}).content.decode()
    assert "Somebody else has saved this" in again
    assert "Tarjoilu" in again  # what is saved now stands beside


def test_two_themes_do_not_have_one_name(project: Project, client: Client) -> None:
    coffee = themes.add_theme(project=project, names=Texts(fi="Kahvi", sv="Kaffe"), by=None)
    group = themes.add_theme(project=project, names=Texts(fi="Ryhmä"), by=None)
    with pytest.raises(themes.ThemeThere):
        themes.add_theme(project=project, names=Texts(en="KAFFE"), by=None)
    with pytest.raises(themes.ThemeUnnamed):
        themes.edit_theme(theme=group, names=Texts(), by=None)
    told = client.post(at("theme", project.slug, group.pk), {"names-fi": "kahvi"}).content.decode()
    assert "The project has a theme of this name already." in told
    themes.edit_theme(theme=coffee, names=Texts(fi="KAHVI"), by=None)  # its own name is free
    group.refresh_from_db()
    assert group.names == {"fi": "Ryhmä"}
    themes.edit_theme(theme=group, names=Texts(fi="Ryhmä"), by=None)
    assert Entry.objects.of(project).filter(verb="surveys.edit_theme").count() == 1
    with pytest.raises(TypeError):
        themes.edit_theme(theme=group, by=None, project=project)


def test_a_removed_theme_takes_its_marks_and_leaves_the_texts(
    project: Project, client: Client
) -> None:
    theme = themes.add_theme(project=project, names=Texts(fi="Kahvi"), by=None)
    wave = answered(make.wave(make.event(project=project)), 6, 4, "Hyvä kahvi")
    texts.show_text(text=wave.texts.get(), by=None, themes=[theme])
    door = at("theme_remove", project.slug, theme.pk)
    assert "1 text is marked with it." in client.get(door).content.decode()
    assert ThemeMark.objects.count() == 1
    assert client.post(door).status_code == 302
    assert (Theme.objects.count(), ThemeMark.objects.count(), wave.texts.count()) == (0, 0, 1)
    assert client.post(door).status_code == 404
    with pytest.raises(NoLongerThere):
        themes.remove_theme(theme=theme, by=None)
    entry = Entry.objects.of(project).get(verb="surveys.remove_theme")
    assert entry.changes["names"] == [{"fi": "Kahvi"}, None]


def test_a_theme_that_was_removed_meanwhile_undoes_nobodys_reading(
    project: Project, client: Client, manager: Person
) -> None:
    kept, gone = (
        themes.add_theme(project=project, names=Texts(fi=name), by=None)
        for name in ("Jää", "Menee")
    )
    event = make.event(project=project)
    text = answered(make.wave(event), 6, 4, "Hyvä kahvi Maijalla").texts.get()
    foreign = themes.add_theme(project=make.running_project(), names=Texts(fi="Muu"), by=None)
    chosen = list(Theme.objects.filter(project=project))
    themes.remove_theme(theme=gone, by=None)
    sent = {
        "text": text.pk, "verb": "show", "words": "Hyvä kahvi […]",
        "themes": [kept.pk, chosen[1].pk, foreign.pk, "9" * 30, "x"],
    }  # fmt: skip  # one text
    client.post(at("event_texts", event.slug), sent)
    text.refresh_from_db()
    assert (text.state, text.text) == ("shown", "Hyvä kahvi […]")
    assert [mark.theme for mark in text.marks.all()] == [kept]
    texts.show_text(text=text, by=manager, themes=chosen)  # it was there when the form was read
    assert [mark.theme for mark in text.marks.all()] == [kept]


def test_only_those_who_run_the_project_see_how_many_texts_a_theme_has(project: Project) -> None:
    member = make.team_member(project, role="member")
    event = make.event(project=project)
    theme = themes.add_theme(project=project, names=Texts(fi="Kiusaaminen"), by=None)
    answered(make.wave(event), 6, 4, "Hyvä kahvi")
    answered(make.wave(make.event(project=project)), 6, 4, "Kiusattiin")
    other = OpenText.objects.get(text="Kiusattiin")
    texts.show_text(text=other, by=None, themes=[theme])
    texts.keep_back(text=other, by=None)
    arranger = Client(headers={"accept-language": "en"})
    arranger.force_login(member.person)
    page = arranger.get(at("event_texts", event.slug))
    assert page.status_code == 200
    assert "Kiusaaminen" in page.content.decode()
    assert "1 text<" not in page.content.decode()


def test_a_refused_name_is_not_told_as_the_themes_own(project: Project, client: Client) -> None:
    themes.add_theme(project=project, names=Texts(fi="Kahvi"), by=None)
    group = themes.add_theme(project=project, names=Texts(fi="Ryhmä"), by=None)
    page = client.post(at("theme", project.slug, group.pk), {"names-fi": "kahvi"}).content.decode()
    assert "– Ryhmä</title>" in page.replace(" – Talkoot", "")


def test_a_theme_of_another_project_is_not_found(client: Client, project: Project) -> None:
    foreign = themes.add_theme(project=make.running_project(), names=Texts(fi="Muu"), by=None)
    for name in ("theme", "theme_remove"):
        assert client.post(at(name, project.slug, foreign.pk)).status_code == 404
        assert client.get(at(name, foreign.project.slug, foreign.pk)).status_code == 404


# --- the feedback of an event -----------------------------------------------------------------------
def test_feedback_is_not_closed_by_a_slip_of_the_hand(project: Project, client: Client) -> None:
    event = make.event(project=project)
    wave, door = make.wave(event), at("event_edit", event.slug)
    sent = {"closes_at": f"{in_days(-1):%Y-%m-%dT%H:%M}", "least": 5}
    assert "This time has passed." in client.post(door, sent).content.decode()
    assert (
        client.post(door, sent | {"closes_at": f"{in_days(3):%Y-%m-%dT%H:%M}"}).status_code == 302
    )
    wave.refresh_from_db()
    assert wave.closes_at == in_days(3)
    Wave.objects.filter(pk=wave.pk).update(opens_at=in_days(-9), closes_at=in_days(-1))
    # The clock has not come yet to close it; what is not touched is no hindrance.
    assert client.post(door, sent | {"least": 6}).status_code == 302


# --- studies ----------------------------------------------------------------------------------------
@pytest.fixture
def study(project: Project) -> Study:
    day = timezone.localdate() + timedelta(days=100)
    titles = Texts(fi="Hyvinvointi työssä")
    return studies.begin_study(project=project, titles=titles, destroy_on=day, by=None)


def asked(study: Study, kind: str, first: int, last: int) -> Wave:
    return studies.ask_in_study(
        study=study, kind=kind, own=None, opens_at=in_days(first, 8, 0), closes_at=in_days(last),
        addresses=["vastaaja@example.org"], by=None,
    )  # fmt: skip  # one round


def test_a_round_that_is_open_is_given_more_days(study: Study, client: Client) -> None:
    before = asked(study, "before", -3, 4)
    door = at("round_edit", before.pk)
    form = client.get(door).context["form"]
    assert "opens_on" not in form.fields  # it has opened
    assert client.post(door, {"closes_on": in_days(11).date()}).status_code == 302
    before.refresh_from_db()
    assert before.closes_at == in_days(11)
    assert Entry.objects.of(study.project).filter(verb="surveys.edit", part_id=before.pk).exists()
    with pytest.raises(form_refusals.OpenedAlready):
        studies.move_round(wave=before, by=None, opens_at=in_days(1, 8, 0), closes_at=in_days(11))


def test_a_round_to_come_is_moved_whole(study: Study, client: Client) -> None:
    asked(study, "before", -9, 2)
    end = asked(study, "end", 10, 20)
    door = at("round_edit", end.pk)
    sent = {"opens_on": in_days(30).date(), "closes_on": in_days(40).date()}
    assert client.post(door, sent).status_code == 302
    end.refresh_from_db()
    assert (end.opens_at, end.closes_at) == (in_days(30, 8, 0), in_days(40))


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (1, 9, "The rounds of a study are asked one after another"),
        (20, 60, "The round would still be open when the next one begins."),
        (20, 100, "would still be open when the study"),
        (20, 19, "The last day is before the first."),
        (-20, -10, "This day has passed."),
        (20, "", "This field is required."),
    ],
)
def test_a_round_is_not_moved_where_it_does_not_fit(
    study: Study, client: Client, first: int, last: Any, words: str
) -> None:
    asked(study, "before", -9, 2)
    end = asked(study, "end", 10, 20)
    asked(study, "follow_up", 50, 60)
    sent = {"opens_on": in_days(first).date(), "closes_on": last and in_days(last).date()}
    page = client.post(at("round_edit", end.pk), sent)
    assert words in page.content.decode()
    assert not page.context["form"].non_field_errors()
    kept = Wave.objects.get(pk=end.pk)
    assert (kept.opens_at, kept.closes_at) == (end.opens_at, end.closes_at)


def test_two_who_move_one_round_meet_only_where_both_moved_it(
    study: Study, client: Client, manager: Person
) -> None:
    end = asked(study, "before", 10, 20)
    door = at("round_edit", end.pk)
    form = client.get(door).context["form"]
    assert 'name="initial-opens_on"' in str(form["opens_on"])  # what this person was shown
    shown = {
        "opens_on": in_days(10).date(), "initial-opens_on": in_days(10).date(),
        "closes_on": in_days(20).date(), "initial-closes_on": in_days(20).date(),
        "seen": form.initial["seen"],
    }  # fmt: skip  # the form as it was opened
    studies.move_round(wave=end, by=manager, opens_at=in_days(15, 8, 0))
    client.post(door, shown | {"closes_on": in_days(25).date()})
    end.refresh_from_db()
    assert (end.opens_at, end.closes_at) == (in_days(15, 8, 0), in_days(25))
    told = client.post(door, shown | {"closes_on": in_days(30).date()}).content.decode()
    assert "Somebody else has saved this after you opened the page: closes." in told
    end.refresh_from_db()
    assert end.closes_at == in_days(25)


def test_a_round_that_opened_meanwhile_keeps_its_first_day_and_says_so(
    study: Study, client: Client
) -> None:
    before = asked(study, "before", -3, 4)
    sent = {"opens_on": in_days(1).date(), "closes_on": in_days(4).date()}
    page = client.post(at("round_edit", before.pk), sent)
    assert "It has opened already, so its first day stays." in page.content.decode()
    assert Wave.objects.get(pk=before.pk).opens_at == before.opens_at


def test_a_round_that_is_closed_stays(study: Study, client: Client) -> None:
    before = asked(study, "before", -9, 2)
    waves.close(wave=before, by=None)
    assert client.get(at("round_edit", before.pk)).status_code == 404
    with pytest.raises(form_refusals.RoundClosed):
        studies.move_round(wave=before, by=None, closes_at=in_days(9))
    study.destroyed_at = timezone.now()
    study.save()
    with pytest.raises(refusals.KeyDestroyed):
        studies.move_round(wave=asked_with_key_gone(study), by=None, closes_at=in_days(9))


def asked_with_key_gone(study: Study) -> Wave:
    """A round that was open when the key was destroyed."""
    return make.wave(
        kind="end", event=None, project=study.project, organisation=study.project.owner, study=study
    )


def test_a_study_is_given_another_name_in_its_letters_too(study: Study, client: Client) -> None:
    before = asked(study, "before", -3, 4)
    door = at("study_edit", study.pk)
    seen = client.get(door).context["form"].initial["seen"]
    sent = {"titles-fi": "Jaksaminen työssä", "seen": seen}
    assert client.post(door, sent).status_code == 302
    waves.ask_next(wave=Wave.objects.get(pk=before.pk))
    assert "Jaksaminen työssä" in Notice.objects.get(kind="surveys.invitation").subject
    assert (
        "Somebody else has saved this"
        in client.post(door, sent | {"titles-fi": "Vanha"}).content.decode()
    )
    with pytest.raises(ChangedMeanwhile):
        studies.edit_study(study=study, by=None, titles=Texts(fi="Vanha"), seen=seen)
    with pytest.raises(form_refusals.StudyUnnamed):
        studies.edit_study(study=study, by=None, titles=Texts())


# --- surveys of needs -------------------------------------------------------------------------------
def test_a_survey_of_needs_is_given_more_days_in_all_its_open_sectors(
    project: Project, client: Client
) -> None:
    survey = make.needs(project)
    closed, waiting = survey.waves.order_by("pk")
    waves.close(wave=closed, by=None)
    door = at("needs_edit", survey.code)
    assert door in client.get(at("needs_results", survey.code)).content.decode()
    page = client.get(door)
    last = timezone.localdate(waiting.closes_at)
    assert page.context["form"]["closes_on"].value() == last
    sent = {
        "titles-fi": "Osaajatarpeet 2036", "intros-fi": "Kysymme kaikilta.", "closes_on": in_days(30).date(),
        "seen": page.context["form"].initial["seen"],
    }  # fmt: skip  # one survey
    assert client.post(door, sent).status_code == 302
    survey.refresh_from_db()
    assert (str(survey.titles), str(survey.intros)) == ("Osaajatarpeet 2036", "Kysymme kaikilta.")
    ends = dict(survey.waves.values_list("pk", "closes_at"))
    assert ends == {closed.pk: closed.closes_at, waiting.pk: in_days(30)}
    assert (
        "This day has passed."
        in client.post(door, sent | {"closes_on": in_days(-1).date()}).content.decode()
    )


def test_of_a_closed_survey_the_name_is_changed_and_no_day(
    project: Project, client: Client
) -> None:
    survey = make.needs(project)
    for wave in survey.waves.all():
        waves.close(wave=wave, by=None)
    door = at("needs_edit", survey.code)
    assert "closes_on" not in client.get(door).context["form"].fields
    assert client.post(door, {"titles-fi": "Toinen nimi"}).status_code == 302
    survey.refresh_from_db()
    assert str(survey.titles) == "Toinen nimi"
    with pytest.raises(form_refusals.SurveyClosed):
        needs.edit_needs(
            needs=survey, titles=Texts(fi="Kolmas"), intros=Texts(), closes_at=in_days(3), by=None
        )
    with pytest.raises(form_refusals.SurveyUnnamed):
        needs.edit_needs(needs=survey, titles=Texts(), intros=Texts(), by=None)
    survey.refresh_from_db()
    assert str(survey.titles) == "Toinen nimi"


def test_a_name_is_saved_beside_days_that_others_moved(
    project: Project, client: Client, manager: Person
) -> None:
    survey = make.needs(project)
    door = at("needs_edit", survey.code)
    page = client.get(door)
    day = page.context["form"]["closes_on"].value()
    shown = {
        "titles-fi": "Uusi nimi", "closes_on": day, "initial-closes_on": day,
        "seen": page.context["form"].initial["seen"],
    }  # fmt: skip  # the form as it was opened
    needs.edit_needs(
        needs=survey, titles=survey.titles, intros=survey.intros, closes_at=in_days(30), by=manager
    )
    assert client.post(door, shown).status_code == 302
    survey.refresh_from_db()
    assert str(survey.titles) == "Uusi nimi"
    assert {wave.closes_at for wave in survey.waves.all()} == {in_days(30)}
    told = client.post(door, shown | {"closes_on": in_days(9).date()})
    assert "Somebody else has saved this" in told.content.decode()
    assert [one.label for one in told.context["meanwhile"]] == ["Closes"]  # what is saved now
    survey.refresh_from_db()
    assert (str(survey.titles), survey.waves.first().closes_at) == ("Uusi nimi", in_days(30))  # type: ignore[union-attr]  # it has sectors


def test_a_last_day_that_passed_is_no_hindrance_to_the_name_and_one_too_early_is_told(
    project: Project, client: Client
) -> None:
    survey = make.needs(project)
    door = at("needs_edit", survey.code)
    survey.waves.update(opens_at=in_days(-9), closes_at=in_days(-1))  # the clock has not come yet
    yesterday = in_days(-1).date()
    sent = {"titles-fi": "Uusi nimi", "closes_on": yesterday, "initial-closes_on": yesterday}
    assert client.post(door, sent).status_code == 302
    survey.waves.update(opens_at=in_days(10), closes_at=in_days(20))
    page = client.post(door, sent | {"closes_on": in_days(5).date()})
    assert page.context["form"].errors["closes_on"] == ["The last day is before the first."]
    for wave in survey.waves.all():
        waves.close(wave=wave, by=None)
    told = client.post(door, sent | {"closes_on": in_days(25).date()}).content.decode()
    assert "This survey is closed, and its results have been made." in told


def test_what_was_closed_before_it_opened_is_told_to_be_closed(project: Project) -> None:
    survey = make.needs(project, opens_at=in_days(2, 8, 0))
    for wave in survey.waves.all():
        waves.close(wave=wave, by=None)
    public = Client(headers={"accept-language": "en"})
    for address in (at("needs_survey", survey.code), at("at_code", wave.code)):
        told = public.get(address).content.decode()
        assert "It opens on" not in told
        assert "closed" in told


def test_a_survey_that_is_not_open_yet_tells_its_day(project: Project) -> None:
    survey = make.needs(project, opens_at=in_days(2, 8, 0))
    wave = survey.waves.first()
    assert wave is not None
    day = f"{in_days(2):%-d.%-m.%Y} 8.00"
    public = Client(headers={"accept-language": "en"})
    assert f"It opens on {day}." in public.get(at("needs_survey", survey.code)).content.decode()
    assert f"It opens on {day}." in public.get(at("at_code", wave.code)).content.decode()


@pytest.mark.parametrize(
    ("is_open_to_all", "words"), [(True, "open to everybody"), (False, "It takes a minute or two")]
)
def test_a_reminder_of_a_survey_tells_of_no_screen(
    project: Project, is_open_to_all: bool, words: str
) -> None:
    survey = make.needs(project, is_open_to_all=is_open_to_all)
    wave = survey.waves.first()
    assert wave is not None
    needs.ask_addresses(wave=wave, addresses=["vastaaja@example.org"], language="en", by=None)
    waves.ask_next(wave=wave)
    Asked.objects.update(asked_on=timezone.localdate() - timedelta(days=5))
    waves.ask_next(wave=wave)
    told = Notice.objects.get(kind="surveys.reminder").text
    assert words in told
    assert "screen" not in told
