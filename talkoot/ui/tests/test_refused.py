"""Refusals that escape a view: a calm page, or a message where the person came from."""

from typing import Any

import pytest
from django.test import Client


@pytest.fixture(autouse=True)
def our_doors(settings: Any) -> None:
    settings.ROOT_URLCONF = "talkoot.ui.tests.doors_for_tests"


def test_a_refusal_becomes_a_page_that_says_what_to_do() -> None:
    response = Client().get("/en/refusing/")
    assert response.status_code == 409
    assert "This cannot be done now. Take the flour out first." in response.content.decode()


@pytest.mark.django_db
def test_after_a_post_from_a_page_of_ours_it_is_a_message_there() -> None:
    client = Client(headers={"referer": "http://testserver/en/plain/?a=1"})
    response = client.post("/en/refusing/")
    assert (response.status_code, response["Location"]) == (302, "/en/plain/?a=1")
    shown = client.get(response["Location"]).content.decode()
    assert "This cannot be done now. Take the flour out first." in shown


@pytest.mark.parametrize("referer", ["", "https://elsewhere.example/en/plain/"])
def test_a_post_from_elsewhere_gets_the_page(referer: str) -> None:
    response = Client(headers={"referer": referer}).post("/en/refusing/")
    assert response.status_code == 409
    assert "elsewhere.example" not in response.content.decode()
