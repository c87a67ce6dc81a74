"""What the worker runs for projects."""

from datetime import timedelta

import pytest
from django.utils import timezone

from talkoot.kit import clock
from talkoot.projects import tasks
from talkoot.projects.models import Project
from talkoot.projects.tests import factories


@pytest.mark.django_db
def test_every_day_the_long_deleted_are_removed() -> None:
    kept = factories.project(deleted=True)
    gone = factories.project(deleted=True)
    Project.objects.filter(pk=gone.pk).update(deleted_at=timezone.now() - timedelta(days=91))
    assert "projects.forget_deleted" in clock.names()
    assert tasks.forget_deleted.call() == 1
    assert list(Project.objects.all()) == [kept]
