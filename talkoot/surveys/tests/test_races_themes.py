"""A text is marked with a theme while somebody else removes it: each order, forced."""

import pytest
from django.db import transaction

from talkoot.kit.languages import Texts
from talkoot.kit.tests.waiting import Second, waits_for_a_lock
from talkoot.projects.models import Project
from talkoot.surveys.models import OpenText, Theme, ThemeMark
from talkoot.surveys.operations import texts, themes
from talkoot.surveys.tests import factories as make
from talkoot.surveys.tests.test_views_results import answered

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def project() -> Project:
    return make.running_project()


@pytest.fixture
def theme(project: Project) -> Theme:
    return themes.add_theme(project=project, names=Texts(fi="Kahvi"), by=None)


@pytest.fixture
def text(project: Project) -> OpenText:
    return answered(make.wave(make.event(project=project)), 6, 4, "Hyvä kahvi").texts.get()


def test_what_is_marked_first_is_removed_with_its_theme(theme: Theme, text: OpenText) -> None:
    with transaction.atomic():
        texts.show_text(text=text, by=None, themes=[theme])
        other = Second(lambda: themes.remove_theme(theme=Theme.objects.get(), by=None))
        waits_for_a_lock()
    assert other.ended() is None
    assert (Theme.objects.count(), ThemeMark.objects.count()) == (0, 0)


@pytest.mark.parametrize("is_marked_already", [True, False])
def test_what_is_removed_first_is_not_marked(
    theme: Theme, text: OpenText, is_marked_already: bool
) -> None:
    if is_marked_already:
        texts.show_text(text=text, by=None, themes=[theme])
    row = OpenText.objects.select_related("wave").get()
    read = [Theme.objects.get()]
    with transaction.atomic():
        themes.remove_theme(theme=theme, by=None)
        other = Second(lambda: texts.show_text(text=row, by=None, themes=read))
        waits_for_a_lock()
    assert other.ended() is None
    assert ThemeMark.objects.count() == 0
    assert OpenText.objects.get().state == OpenText.State.SHOWN
