"""The pages of series and turns in a browser: the accessibility rules and narrow screens."""

from typing import TYPE_CHECKING, Any

import pytest
from django.urls import reverse

from talkoot.events.models import HostTurn, Series
from talkoot.events.tests import factories as make
from talkoot.kit.languages import Texts
from talkoot.kit.periods import PartialDate, Period

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 768, 1280)
DAYS = ("3.2.2026", "6.5.2026", "15.9.2026", "13.10.2026", "9.2.2099")


def rich_series() -> Series:
    """Meetings that go round long names: held, passed on, swapped and coming turns."""
    project = make.running_project("Johtajuuden tuki sosiaalialan muutoksissa")
    series = make.series(
        "Maakunnalliset sosiaalijohdon työkokoukset", project=project, rotates=True,
        turns_a_year=4, duties=Texts(fi="Ohjelma\nTila ja kahvit\nKutsut osallistujille"),
        summaries=Texts(fi="Työkokoukset kiertävät seutukunnilla."),
    )  # fmt: skip  # one series
    names = ("Ylä-Savon seutukunnan sosiaalijohto", "Varkauden seutu", "Koillis-Savo")
    hosts = [make.organisation(name) for name in names]
    for number, day in enumerate(DAYS):
        read = PartialDate.read(day)
        turn = make.turn(series, hosts[number % 3], period=Period(read, read))
        make.turn_duty(turn, "Ohjelma")
        if number < 4:
            HostTurn.objects.filter(pk=turn.pk).update(
                state="passed" if number == 2 else "done", reason="Henkilöstö vaihtuu",
                travel_km=300 * number, handover="Kahvit kannattaa tilata ajoissa.",
            )  # fmt: skip  # one row
        if number == 3:
            meeting = make.event(
                "Lokakuun työkokous", series=series, turn=turn, project=project,
                starts_at=make.moment("2026-10-13 06:00"), descriptions=Texts(fi="Kahvit\nPuhe"),
            )  # fmt: skip  # one event
            make.registration(meeting, "Osallistuja Esimerkki")
    return series


def test_the_pages_of_series_keep_the_rules_at_every_width(
    page: "Page", as_person: Any, axe: Any
) -> None:
    series = rich_series()
    keeper = make.person("Vetäjä Esimerkki", is_staff=True)
    as_person(keeper, page)
    turn = series.turns.last()
    assert turn is not None
    made: list[tuple[str, tuple[object, ...]]] = [
        ("series_list", ()),
        ("series_new", ()),
        ("series", (series.slug,)),
        ("series_manage", (series.slug,)),
        ("series_edit", (series.slug,)),
        ("turns_propose", (series.slug,)),
        ("turn_new", (series.slug,)),
        ("turn", (series.slug, turn.pk)),
        ("turn_handover", (series.slug, turn.pk)),
        ("turn_pass", (series.slug, turn.pk)),
        ("turn_swap", (series.slug, turn.pk)),
    ]
    for door, parts in made:
        address = reverse(f"events:{door}", args=parts)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{door} is {wide} wide at {width}"
            axe(page)
