"""Brings in the demonstration's feedback: invented answers, said to be invented, and counted as any."""

from datetime import datetime, timedelta

from django.utils import timezone

from talkoot.events.models import Event
from talkoot.home.management.demonstration import feedback_etana as etana
from talkoot.home.management.demonstration import feedback_hubittaako as hubittaako
from talkoot.home.management.demonstration import feedback_kangasala as kangasala
from talkoot.home.management.demonstration.counts import Counts
from talkoot.projects.models import Project
from talkoot.surveys import operations as surveys
from talkoot.surveys.models import Door, FormVersion, Item, Needs, OpenText, Study, Theme, Wave
from talkoot.surveys.operations import door as doors
from talkoot.surveys.operations import forms, needs, studies, themes
from talkoot.surveys.operations.texts import show_text

KEY_DAYS = 30
"""The study's key lives so long from the day of loading, and then the clock destroys it."""


def load_feedback(counts: Counts) -> None:
    """Brings in what is missing: of every event of Etänä enemmän, the themes of what people wrote there,
    its aims before and after, the residents' door of Kangasala, and the survey of needs of Hubittaako."""
    surveys.load_core()
    project = Project.objects.get(slug="etana-enemman")
    for event in Event.objects.filter(project=project).order_by("pk"):
        if Wave.objects.filter(event=event).exists():
            counts.kept += 1
        else:
            _of_event(event)
            counts.one("invented rounds of feedback")
    if Theme.objects.filter(project=project).exists():
        counts.kept += len(etana.THEMES)
    else:
        for _one in _themes(project):
            counts.one("themes of feedback")
    if Study.objects.filter(project=project).exists():
        counts.kept += 1
    else:
        _study(project)
        counts.one("invented study before and after")
    if Door.objects.filter(slug=kangasala.SLUG).exists():
        counts.kept += 1
    else:
        _door(Project.objects.get(slug="kangasala"))
        counts.one("door for residents with invented feedback")
    project = Project.objects.get(slug="hubittaako")
    if Needs.objects.filter(project=project).exists():
        counts.kept += 1
    else:
        _needs(project)
        counts.one("invented survey of needs")


def _of_event(event: Event) -> None:
    own = _own_questions(event) if event.kind == Event.Kind.COACHING else None
    wave = surveys.open_for_event(event=event, own=own, by=None, is_invented=True)
    given = etana.answers_of_event(event.slug, wave.asked.count())
    if own is not None:
        given = etana.with_own(event.slug, given, [item.key for item in own.items.all()])
    surveys.load_answers(wave=wave, given=given, by=None)


def _own_questions(event: Event) -> FormVersion:
    """What the coachings ask besides the core: made for the first, and the same for the others."""
    assert event.project is not None
    there = FormVersion.objects.filter(form__project=event.project, form__titles=etana.OWN_FORM)
    made = there.exclude(published_at=None).first()
    if made is not None:
        return made
    form = forms.begin_form(project=event.project, titles=etana.OWN_FORM, by=None)
    forms.add_item(
        form=form,
        kind=Item.Kind.SCALE,
        words=etana.SUPPORTED,
        low_words=etana.LOW,
        high_words=etana.HIGH,
        by=None,
    )
    forms.add_item(
        form=form,
        kind=Item.Kind.MANY,
        words=etana.WISHED,
        options=[words for words, _share in etana.SUBJECTS],
        by=None,
    )
    return forms.publish_version(form=form, by=None)


def _themes(project: Project) -> list[Theme]:
    made = [
        (themes.add_theme(project=project, names=names, meaning=meaning, by=None), about)
        for names, meaning, about in etana.THEMES
    ]
    for text in OpenText.objects.filter(
        wave__project=project, is_released=True, state=OpenText.State.SHOWN
    ).order_by("pk"):
        found = [theme for theme, about in made if text.text in about]
        show_text(text=text, by=None, themes=found)
    return [theme for theme, _about in made]


def _study(project: Project) -> None:
    form = forms.begin_form(project=project, titles=etana.STUDY_FORM, purpose="change", by=None)
    for words in etana.STUDY_ITEMS:
        forms.add_item(
            form=form,
            kind=Item.Kind.SCALE,
            words=words,
            low_words=etana.LOW,
            high_words=etana.HIGH,
            by=None,
        )
    version = forms.publish_version(form=form, by=None)
    destroy_on = timezone.localdate() + timedelta(days=KEY_DAYS)
    study = studies.begin_study(project=project, titles=etana.STUDY, destroy_on=destroy_on, by=None)
    seminar = Event.objects.get(slug="etana-enemman-seminaari")
    before = _round(study, "before", version, datetime(2020, 9, 1), [seminar])  # noqa: DTZ001  # made aware below
    later = _round(study, "end", version, datetime(2021, 11, 15), [])  # noqa: DTZ001  # made aware below
    keys = [item.key for item in version.items.all()]
    said = etana.answers_before_and_after(keys, before.asked.count())
    for wave, given in zip((before, later), said, strict=True):
        surveys.load_answers(wave=wave, given=given, by=None)


def _round(
    study: Study, kind: str, version: FormVersion, first: datetime, events: list[Event]
) -> Wave:
    opens = timezone.make_aware(first)
    return studies.ask_in_study(
        study=study,
        kind=kind,
        own=version,
        opens_at=opens,
        closes_at=opens + timedelta(days=14),
        events=events,
        is_invented=True,
        by=None,
    )


def _needs(project: Project) -> None:
    form = forms.begin_form(project=project, titles=hubittaako.FORM, purpose="needs", by=None)
    items = (
        forms.add_item(
            form=form,
            kind=Item.Kind.MANY,
            words=hubittaako.QUESTION,
            options=hubittaako.PROFESSIONALS,
            by=None,
        ),
        forms.add_item(form=form, kind=Item.Kind.NUMBER, words=hubittaako.HOW_MANY, by=None),
        forms.add_item(form=form, kind=Item.Kind.TEXT, words=hubittaako.STUDIES, by=None),
    )
    opens = timezone.make_aware(datetime(2020, 9, 1))  # noqa: DTZ001  # made aware here
    survey = needs.begin_needs(
        project=project,
        titles=hubittaako.TITLES,
        intros=hubittaako.INTROS,
        sectors=[names for names, _answers, _shares in hubittaako.SECTORS],
        own=forms.publish_version(form=form, by=None),
        opens_at=opens,
        closes_at=opens + timedelta(days=30),
        is_invented=True,
        by=None,
    )
    keys = (items[0].key, items[1].key, items[2].key)
    for number, wave in enumerate(survey.waves.order_by("pk")):
        given = hubittaako.answers_of_sector(number, keys)
        surveys.load_answers(wave=wave, given=given, by=None)


def _door(project: Project) -> None:
    manager = project.team.filter(role="manager").first()
    by = manager.person if manager is not None else None
    door = doors.begin_door(
        organisation=project.owner,
        project=project,
        slug=kangasala.SLUG,
        titles=kangasala.TITLES,
        intros=kangasala.INTROS,
        by=None,
    )
    for one in kangasala.SAYINGS:
        if one.how:
            doors.write_down(door=door, text=one.text, how=one.how, by=by)
            continue
        said = doors.say(door=door, text=one.text, code=one.code, language="fi")
        if one.reply:
            doors.reply(said=said, text=one.reply, by=by)
        if one.state:
            doors.set_state(said=said, state=one.state, by=by)
