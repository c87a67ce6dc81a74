"""The area's place in Django."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "talkoot.events"
    label = "events"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.events.operations import sweeping  # models are loaded only now
        from talkoot.people import operations as people

        people.before_erasure(sweeping.cancel_erased)
