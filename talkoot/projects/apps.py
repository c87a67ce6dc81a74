"""The area's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "talkoot.projects"
    label = "projects"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.projects.queries import documents  # models are loaded only now
        from talkoot.search import index

        index.register(index.Kind(documents.KIND, _("Project"), documents.everything))
