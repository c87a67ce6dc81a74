"""A null in an address is answered, not stumbled over."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "rest",
    ["events/organisations/?q=%00ab", "events/?text=a%00", "events/here/%00/", "search/?q=%00"],
)
def test_a_null_is_refused(client: Client, rest: str) -> None:
    assert client.get(f"/en/{rest}").status_code == 400


def test_other_strange_letters_are_only_letters(client: Client) -> None:
    for strange in ("%01", "%0d%0aX", "%ff%fe", "%F0%9F%98%80", "%E2%80%AE", "%2500"):
        assert client.get(f"/en/events/?text={strange}").status_code == 200
