"""The keeper's list of events, and its repair."""

from typing import Any

import pytest
from django.urls import reverse

from talkoot.events.models import Event
from talkoot.events.tests import factories
from talkoot.history.models import Entry

pytestmark = pytest.mark.django_db
LIST = "admin:events_event_changelist"


def test_the_keeper_sees_every_event_and_changes_none_by_hand(as_person: Any) -> None:
    event = factories.event("Esimerkkitapahtuma", deleted=True)
    client = as_person(factories.person(is_staff=True))
    assert "Esimerkkitapahtuma" in client.get(reverse(LIST)).content.decode()
    row = reverse("admin:events_event_change", args=[event.pk])
    assert client.get(row).status_code == 200
    assert client.post(row, {"slug": "x"}).status_code == 403
    assert client.get(reverse("admin:events_event_add")).status_code == 403


def test_nobody_else_sees_them(as_person: Any) -> None:
    assert as_person(factories.person()).get(reverse(LIST)).status_code == 302


def test_a_deleted_event_is_brought_back_by_the_operation(as_person: Any) -> None:
    keeper = factories.person(is_staff=True)
    event, other = factories.event(deleted=True), factories.event()
    sent = {"action": "bring_back", "_selected_action": [event.pk, other.pk]}
    assert as_person(keeper).post(reverse(LIST), sent).status_code == 302
    assert Event.objects.live().count() == 2
    entry = Entry.objects.get()
    assert (entry.verb, entry.subject_id, entry.actor_id) == (
        "events.bring_back",
        event.pk,
        keeper.pk,
    )
