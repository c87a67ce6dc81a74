"""What only a browser shows of what is handed over: copying, and that the pages are accessible."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from talkoot.reports.tests import factories
from talkoot.reports.tests.handed_over import frozen, measure_with_names

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _measure() -> Iterator[None]:
    with measure_with_names():
        yield


def test_a_number_and_a_text_are_copied_and_said_to_be(
    page: "Page", as_person: Any, axe: Callable[["Page"], None]
) -> None:
    report = frozen(language="en")
    manager = factories.person()
    factories.team_member(report.period.project, manager)
    as_person(manager, page)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"/en/reports/{report.period.project.slug}/report/{report.pk}/copy/")
    axe(page)
    read = "() => navigator.clipboard.readText()"
    # The page says “about 40”; a form takes digits.
    page.locator("[data-copies='period-2']").click()
    page.wait_for_selector("#copied:has-text('Kuultuja')", state="attached")
    assert page.evaluate(read) == "40"
    page.locator("[data-copies='text-1']").click()
    page.wait_for_selector("#copied:has-text('Toteutus #let')", state="attached")
    assert page.evaluate(read) == "*Tehtiin* {{ x }}"
