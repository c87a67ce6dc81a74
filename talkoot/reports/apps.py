"""The area's place in Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "talkoot.reports"
    label = "reports"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.history import verbs  # models are loaded only now
        from talkoot.reports.views import history_words

        verbs.name_verbs(history_words.VERBS)
