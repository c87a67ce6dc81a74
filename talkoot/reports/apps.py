"""The area's place in Django."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "talkoot.reports"
    label = "reports"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.history import verbs  # models are loaded only now
        from talkoot.reports.views import history_words
        from talkoot.reports.views import panels as ours
        from talkoot.ui import panels

        verbs.name_verbs(history_words.VERBS)
        panels.register("projects.page", ours.of_project, order=40)
