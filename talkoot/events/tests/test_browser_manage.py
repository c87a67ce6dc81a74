"""The arranger's pages in a browser: accessible at every width, nothing wider than the page."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse
from django.utils import timezone

from talkoot.events.models import Event
from talkoot.events.tests import factories
from talkoot.events.tests.test_views_manage import PAGES, rows_of_each
from talkoot.history.record import record
from talkoot.kit.languages import Texts
from talkoot.people.models import Person

if TYPE_CHECKING:
    from playwright.sync_api import Page

WIDTHS = (320, 768, 1280)
FILES = {"manage_participants_workbook"}
LONG = "Erittäin pitkäniminen etäjohtamisen ja monipaikkaisen työn kehittämisverkoston avajaistapahtuma"


@pytest.fixture
def world(transactional_db: None) -> tuple[Person, Event, dict[str, Any]]:
    """An event full of everything, with a long name, and its arranger."""
    by = factories.person("Järjestäjä Esimerkki")
    project = factories.running_project("Etänä enemmän")
    factories.team_member(project, by, role="manager")
    event = factories.event(
        LONG, project=project, on_site=True, remote=True, place="Kuntatalo, Helsinki", capacity=1,
        asks_diet=True, asks_access=True, funder_fields=["age", "region"],
        is_funder_participation=True, summaries=Texts(fi="Kenelle ja miksi."),
    )  # fmt: skip  # one event
    rows = rows_of_each(event)
    pool = event.pools.get(session=None, mode="remote")
    for number in range(8):
        factories.registration(pool, f"Osallistuja Esimerkki-Pitkäsukunimi {number}")
    factories.registration(event, "Tarjottu Esimerkki", state="offered")
    sent = factories.message(event, "Lähetetty viesti", started_at=timezone.now())
    for row in event.registrations.filter(state="confirmed"):
        sent.receivers.create(registration=row, noticed_at=timezone.now())
    from django.db import transaction

    with transaction.atomic():
        changes = {"titles": [{"fi": "Vanha"}, {"fi": LONG}]}
        record("events.edit", on=event, by=by, changes=changes)
    factories.event("Luonnos", project=project, published=False)
    factories.event("Perutaan", project=project, cancelled="Puhuja sairastui.")
    gone = factories.event("Poistettu", project=project, deleted=True)
    type(gone).objects.filter(pk=gone.pk).update(deleted_at=timezone.now() - timedelta(days=3))
    return by, event, {**rows, "sent": sent}


def addresses(event: Event, rows: dict[str, Any]) -> list[tuple[str, str]]:
    found = [(name, reverse(f"events:{name}")) for name in ("arranged", "new", "deleted")]
    for door, *parts in [*PAGES, ("manage_message", "sent")]:
        if door not in FILES:
            numbers = [rows[name].pk for name in parts]
            name = "-".join([door, *parts])
            found.append((name, reverse(f"events:{door}", args=[event.slug, *numbers])))
    return found


def test_no_page_breaks_the_rules_or_its_width(
    world: tuple[Person, Event, dict[str, Any]], page: "Page", as_person: Any, axe: Any
) -> None:
    by, event, rows = world
    as_person(by, page)
    wide = []
    for name, address in addresses(event, rows):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                wide.append(f"{name} at {width}")
            if width != WIDTHS[1]:
                axe(page)
    assert wide == []
