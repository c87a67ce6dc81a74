"""What only a browser can tell of indicators: accessible, and nothing wider than a phone."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from conftest import PHONE, SignIn
from talkoot.kit.languages import Texts
from talkoot.reports.tests import factories as make

if TYPE_CHECKING:
    from playwright.sync_api import Page

LONG = "Sosiaalihuollonammattihenkilöstönjatkuvanoppimisenosallistumiskerrat"


@pytest.mark.django_db(transaction=True)
def test_indicators_are_accessible_on_a_phone(
    page: "Page", axe: "Callable[[Page], None]", as_person: SignIn
) -> None:
    project = make.project()
    row = make.indicator(project, LONG, unit_words=Texts(fi="osallistumiskertaa"))
    decision = make.decision(project, number="PÄÄTÖS/2021/000123-muutos-7")
    make.target(row, 123456789, decision=decision)
    make.manual_figure(row, 12)
    as_person(make.team_member(project).person, page)
    page.set_viewport_size({"width": PHONE, "height": 900})
    for door in ("indicators", "figures_by_hand"):
        page.goto(reverse(f"reports:{door}", args=[project.slug]))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
        axe(page)
