"""The pages of signing in look and behave like ours, on a phone too."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from django.utils.translation import override

if TYPE_CHECKING:
    from playwright.sync_api import Page

DOORS = ["account_login", "account_request_login_code", "account_signup", "account_reset_password"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("door", DOORS)
def test_accessible_on_a_phone(page: "Page", axe: "Callable[[Page], None]", door: str) -> None:
    with override("fi"):
        page.goto(reverse(door))
    page.set_viewport_size({"width": 320, "height": 700})
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.locator("main .btn").count() >= 1
    assert page.locator("html").get_attribute("lang") == "fi"
