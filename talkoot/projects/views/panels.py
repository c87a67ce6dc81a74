"""What projects show on the pages of the areas below."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from talkoot.organisations.models import Organisation
from talkoot.projects.models import Partnership, Project
from talkoot.projects.queries import listing
from talkoot.projects.views import words
from talkoot.ui.context import door

AT_MOST = 8
ROLES = dict(Partnership.Role.choices)


def of_organisation(request: HttpRequest, row: Organisation) -> SafeString | None:
    """The organisation's projects, the newest first, with its roles; nothing when it has none."""
    found = list(
        listing.of_organisation(Project.objects.visible_to(request.user), row)[: AT_MOST + 1]
    )
    if not found:
        return None
    address = door("projects:list")
    lines = [
        (
            project,
            f"{address}{project.slug}/",
            words.STATES.get(project.state()),
            [ROLES[role] for role in getattr(project, "roles", [])],
        )
        for project in found[:AT_MOST]
    ]
    more = f"{address}?organisation={row.slug}" if len(found) > AT_MOST else ""
    return render_to_string(
        "projects/of_organisation.html", {"lines": lines, "more": more}, request=request
    )
