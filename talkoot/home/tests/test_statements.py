"""The pages that are the same for everyone: in three languages, and true of who keeps this."""

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/fi/accessibility/", "Saavutettavuusseloste"),
        ("/sv/accessibility/", "Tillgänglighetsutlåtande"),
        ("/en/accessibility/", "Accessibility statement"),
        ("/fi/privacy/", "Tietosuoja"),
        ("/sv/privacy/", "Dataskydd"),
        ("/en/privacy/", "Privacy"),
    ],
)
def test_a_statement_opens_in_its_own_language(client: Client, address: str, heading: str) -> None:
    answer = client.get(address)
    assert (answer.status_code, f"<h1>{heading}</h1>" in answer.content.decode()) == (200, True)


@pytest.mark.parametrize("address", ["/en/accessibility/", "/en/privacy/"])
def test_who_keeps_the_installation_is_named(client: Client, settings: Any, address: str) -> None:
    assert "has not yet told their name" in client.get(address).content.decode()
    settings.KEEPER_NAME, settings.KEEPER_EMAIL = "Esimerkkikunta", "talkoot@esimerkki.example"
    settings.KEEP_PAGES = False
    from talkoot.ui.kept import STORE

    STORE.empty()
    page = client.get(address).content.decode()
    assert ("Esimerkkikunta" in page, "mailto:talkoot@esimerkki.example" in page) == (True, True)


def test_well_answers_in_a_word(client: Client) -> None:
    answer = client.get("/fi/well/")
    assert (answer.status_code, answer.content, answer.headers["Content-Type"]) == (
        200,
        b"well",
        "text/plain",
    )
