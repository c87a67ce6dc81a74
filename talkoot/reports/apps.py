"""The area's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "talkoot.reports"
    label = "reports"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.history import verbs  # models are loaded only now
        from talkoot.kit import logs
        from talkoot.reports.views import history_words
        from talkoot.reports.views import panels as ours
        from talkoot.ui import menu, panels

        logs.hide_after("/reports/inspect/")
        verbs.name_verbs(history_words.VERBS)
        panels.register("projects.page", ours.of_project, order=40)
        panels.register("projects.manage", ours.in_managing, order=30)
        menu.register(menu.Entry("reports:network", _("Results"), "reports:network", order=18))
