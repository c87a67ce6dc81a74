"""The network in a real browser: the rules of accessibility, a phone, and the keyboard alone."""

from typing import TYPE_CHECKING, Any

import pytest

from talkoot.organisations.models import AreaCovered, Membership, Organisation, Question
from talkoot.organisations.tests import factories
from talkoot.terms import operations as terms
from talkoot.terms.models import Area

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = (320, 768, 1280)
LONG = "Pitkänmatkalaisten-hyvinvointipalvelujärjestelmäkehittämiskeskittymä"


@pytest.fixture
def world() -> Organisation:
    """A network with a name that is too long, areas of every state and somebody who is shown."""
    terms.load_vocabularies()
    row = factories.organisation(LONG, slug="row", kind="centre_of_expertise", short_name="Pitkä")
    other = factories.organisation("Toinen", kind="centre_of_expertise", parent=row)
    lappi, savo = Area.objects.get(code="lappi"), Area.objects.get(code="pohjois-savo")
    factories.covers(row, lappi, source="lahde.example")
    factories.covers(row, savo, is_uncertain=True)
    factories.covers(other, savo, how=AreaCovered.How.COVERS)
    known = factories.expertise(factories.member(row, title="Suunnittelija"), description="Osaan.")
    factories.question(known)
    return row


def looked_at(page: "Page", axe: Any, paths: list[str]) -> None:
    for path in paths:
        page.goto(f"/fi/organisations/{path}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
            axe(page)


def test_public_pages_are_in_order_at_every_width(
    page: "Page", axe: Any, world: Organisation
) -> None:
    expert = world.memberships.get().person.expertise.get()
    factories.question(expert, token="secret", confirmed=False)
    looked_at(
        page,
        axe,
        [
            "",
            "?kind=municipality",
            "coverage/",
            "expertise/",
            "row/",
            f"expertise/{expert.pk}/ask/",
            "expertise/asked/",
            "questions/confirm/secret/",
        ],
    )


def test_pages_of_a_coordinator_are_in_order_at_every_width(
    page: "Page", axe: Any, as_person: Any, world: Organisation
) -> None:
    member = world.memberships.get()
    Membership.objects.create(
        organisation=world, person=factories.person(), role=Membership.Role.COORDINATOR
    )
    as_person(member.person, page)
    question = Question.objects.get()
    looked_at(
        page,
        axe,
        [
            "expertise/own/",
            f"expertise/own/{question.expertise_id}/",
            "questions/",
            f"questions/{question.pk}/",
            f"questions/{question.pk}/decline/",
        ],
    )
    as_person(factories.keeper(), page)
    looked_at(
        page,
        axe,
        [
            "new/",
            "row/",
            "row/edit/",
            "row/areas/",
            "row/members/",
            f"row/members/{member.pk}/",
            f"row/members/{member.pk}/end/",
            "row/merge/",
            f"row/merge/?into={world.children.get().pk}",
            "row/history/",
        ],
    )


def test_a_question_is_asked_with_the_keyboard_alone(page: "Page", world: Organisation) -> None:
    page.goto("/fi/organisations/expertise/")
    ask = page.locator(".ask a")
    for _step in range(40):
        page.keyboard.press("Tab")
        if ask.evaluate("link => link === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask/")
    page.locator("#id_text").focus()
    page.keyboard.type("Miten aloitetaan?")
    page.keyboard.press("Tab")
    page.keyboard.type("Kysyjä Esimerkki")
    page.keyboard.press("Tab")
    page.keyboard.type("kysyja@example.org")
    # The field that no person should meet is passed by.
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/asked/")
    assert Question.objects.filter(asker_email="kysyja@example.org").count() == 1
