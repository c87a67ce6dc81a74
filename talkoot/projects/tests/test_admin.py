"""The keeper's list of projects, and its repairs."""

from typing import Any

import pytest
from django.urls import reverse

from talkoot.history.models import Entry
from talkoot.projects.models import Project
from talkoot.projects.tests import factories

pytestmark = pytest.mark.django_db
LIST = "admin:projects_project_changelist"


def test_the_keeper_sees_every_project_and_changes_none_by_hand(as_person: Any) -> None:
    project = factories.project("Esimerkkihanke", deleted=True)
    client = as_person(factories.person(is_staff=True))
    assert "Esimerkkihanke" in client.get(reverse(LIST)).content.decode()
    row = reverse("admin:projects_project_change", args=[project.pk])
    assert client.get(row).status_code == 200
    assert client.post(row, {"slug": "x"}).status_code == 403
    assert client.get(reverse("admin:projects_project_add")).status_code == 403


def test_nobody_else_sees_them(as_person: Any) -> None:
    assert as_person(factories.person()).get(reverse(LIST)).status_code == 302


def test_repairs_are_done_by_operations(as_person: Any) -> None:
    keeper = factories.person(is_staff=True)
    client = as_person(keeper)
    programme = factories.programme()
    project = factories.project(programme=programme, deleted=True)
    factories.duty(programme)
    for action in ("bring_back", "derive_obligations"):
        sent = {"action": action, "_selected_action": [project.pk]}
        assert client.post(reverse(LIST), sent).status_code == 302
    assert Project.objects.live().get().obligations.count() == 1
    entries = Entry.objects.of(project).order_by("pk").values_list("verb", "actor")
    assert list(entries) == [
        ("projects.bring_back", keeper.pk),
        ("projects.derive_obligations", keeper.pk),
    ]
