"""Long unbroken words on a narrow screen: no page of feedback gets wider than it."""

from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from conftest import PHONE
from talkoot.kit.languages import Texts
from talkoot.surveys.models import OpenText, Theme, ThemeMark
from talkoot.surveys.operations import forms, texts
from talkoot.surveys.tests import factories as make
from talkoot.surveys.tests.test_views_results import answered
from talkoot.terms.models import Topic

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
LONG = "Lentokonesuihkuturbiinimoottoriapumekaanikkoaliupseerioppilas" * 2
WIDER = """[...document.querySelectorAll('main *')].filter(
  one => one.getBoundingClientRect().right > innerWidth && !one.closest('.scroll, .tabs, .sr-only')
).map(one => one.outerHTML.slice(0, 120))"""


def test_a_long_word_makes_no_page_wider(page: "Page", as_person: Any) -> None:
    project = make.running_project()
    manager = make.team_member(project, make.person(), role="manager").person
    event = make.event(project=project)
    answered(make.wave(event), 6, 4, LONG, f"{LONG} ja {LONG}")
    theme = Theme.objects.create(project=project, names=Texts(fi=LONG[:80]))
    shown, waiting = OpenText.objects.order_by("pk")
    texts.show_text(text=shown, by=manager, themes=[theme])
    ThemeMark.objects.create(text=waiting, theme=theme)
    OpenText.objects.update(lemmas=[LONG.lower()[:80]])
    topic = Topic.objects.create(names=Texts(fi=LONG[:80]))
    project.topics.add(topic)
    door = make.door(project, titles=Texts(fi=LONG[:80]), intros=Texts(fi=LONG))
    said = make.said(door, text=LONG, how=LONG, topic=topic, reply=LONG, replied_at=timezone.now())
    form = forms.begin_form(project=project, titles=Texts(fi=LONG), by=None)
    item = forms.add_item(
        form=form, by=None, kind="choice", words=Texts(fi=LONG), help_texts=Texts(fi=LONG),
        options=[Texts(fi=LONG), Texts(fi="muu")],
    )  # fmt: skip  # one question
    as_person(manager, page)
    page.set_viewport_size({"width": PHONE, "height": 640})
    wide = {}
    for address in (
        f"event/{event.slug}/", f"event/{event.slug}/texts/", f"project/{project.slug}/",
        f"project/{project.slug}/texts/", f"project/{project.slug}/texts/?state=shown",
        f"project/{project.slug}/themes/{theme.pk}/",
        "doors/", "doors/new/", f"doors/{door.slug}/", f"doors/{door.slug}/said/{said.pk}/",
        f"doors/{door.slug}/write-down/", f"open/{door.slug}/", "forms/", "forms/new/",
        f"forms/{form.code}/", f"forms/{form.code}/preview/1/",
        f"forms/{form.code}/questions/{item.pk}/",
    ):  # fmt: skip  # the list reads as one
        page.goto(f"/fi/feedback/{address}")
        assert page.locator("h1").count() == 1, address
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide[address] = page.evaluate(WIDER)
    assert wide == {}
