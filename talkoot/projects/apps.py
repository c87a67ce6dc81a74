"""The area's place in Django."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ProjectsConfig(AppConfig):
    name = "talkoot.projects"
    label = "projects"

    def ready(self) -> None:
        """Fills the registers of the floors below."""
        from talkoot.people import operations as people  # models are loaded only now
        from talkoot.projects.operations import invitations
        from talkoot.projects.queries import documents
        from talkoot.projects.views import panels as ours
        from talkoot.search import index
        from talkoot.ui import menu, panels

        index.register(index.Kind(documents.KIND, _("Project"), documents.everything))
        people.on_acceptance(invitations.join)
        people.refuse_if(invitations.refuse_erasing_only_manager)
        people.before_merge(invitations.settle_two_roles)
        panels.register("organisations.page", ours.of_organisation)
        menu.register(menu.Entry("projects:list", _("Projects"), "projects:", order=10))
        menu.register(
            menu.Entry(
                "projects:portfolio",
                _("Portfolio"),
                "projects:portfolio",
                order=30,
                shown=_coordinates,
            )
        )


def _coordinates(request: HttpRequest) -> bool:
    """Whether the visitor looks after an organisation, and so has a portfolio."""
    from talkoot.organisations.models import Organisation  # models are loaded after the areas

    person = request.user
    return person.is_authenticated and Organisation.objects.coordinated_by(person).exists()
