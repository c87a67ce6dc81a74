"""Publishing and taking back, archiving and taking from the archive, deleting."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.models import Project
from talkoot.projects.views.managing import run


def _do(
    request: HttpRequest, slug: str, operation: Callable[..., Project], done: str
) -> HttpResponse:
    project = run(request, slug)
    try:
        operation(project=project, by=signed_in(request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect("projects:manage", project.slug)


@require_POST
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Lets anyone see the project."""
    return _do(request, slug, operations.publish, _("The project is now public."))


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Makes it a draft again."""
    done = _("The project is a draft again; only its own people see it.")
    return _do(request, slug, operations.take_back, done)


@require_POST
def archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Closes it from changes."""
    done = _("The project is in the archive: seen and found, but not changed any more.")
    return _do(request, slug, operations.archive, done)


@require_POST
def take_from_archive(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens it for changes."""
    return _do(request, slug, operations.take_from_archive, _("The project can be changed again."))


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Asks first; afterwards the list of deleted projects has the way back."""
    if request.method == "POST":
        # One who presses twice meets a project that is deleted already.
        mine = Project.objects.run_by(request.user) | Project.objects.deleted_run_by(request.user)
        project = get_object_or_404(mine, slug=slug)
        operations.delete(project=project, by=signed_in(request.user))
        messages.success(request, _("The project was deleted. You can bring it back for 90 days."))
        return redirect("projects:deleted")
    project = run(request, slug)
    details = []
    if project.is_published:
        details.append(_("Its public page disappears at once."))
    if project.decisions.exists():
        details.append(
            _(
                "It has a funding decision. Papers of funded projects are usually kept for years: "
                "consider the archive instead."
            )
        )
    return render(
        request,
        "ui/confirm.html",
        {
            "title": _("Delete %(project)s?") % {"project": project},
            "what_happens": _(
                "Nobody sees the project any more. It can be brought back for 90 days; then it is "
                "removed for good with everything in it."
            ),
            "details": details,
            "look": "danger",
            "button": _("Delete the project"),
            "back": reverse("projects:manage", args=[project.slug]),
        },
    )
