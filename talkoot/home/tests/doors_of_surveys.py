"""What stands behind the doors of feedback."""

from typing import Any

from talkoot.events.models import Event
from talkoot.surveys.tests import factories


def rows_of_surveys(event: Event) -> dict[str, Any]:
    """The open feedback of the open event, with an invitation that nobody has answered."""
    wave = factories.wave(event, code="AVO1N2")
    factories.asked(wave, "palautelinkki")
    door = factories.door(event.project, slug="arki")
    return {"wave": wave, "said": factories.said(door, "AAAABBBBCCCC")}
