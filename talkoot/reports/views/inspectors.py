"""The inspectors' links of a project: who has one, who has used it, giving and closing."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved
from talkoot.projects.models import Project
from talkoot.reports.forms.handover import LinkForm
from talkoot.reports.models import InspectorLink
from talkoot.reports.operations.inspection import open_link, revoke_link
from talkoot.reports.views.place import context, managed, part

A_PAGE = 50
ONCE = "reports_new_link"
"""Where the session keeps the token of a link that was just made, until it is shown once."""


def _links(project: Project) -> list[tuple[InspectorLink, str]]:
    """Each link with its state: open, closed or run out."""
    now = timezone.now()
    rows = project.inspector_links.select_related("created_by").annotate(
        visit_count=Count("visits"), last_visit_at=Max("visits__at")
    )
    return [
        (row, "revoked" if row.revoked_at else "over" if row.expires_at <= now else "open")
        for row in rows
    ]


@never_cache
@require_safe
def inspectors(request: HttpRequest, slug: str) -> HttpResponse:
    """All links, newest first; one that was just made is shown here once and never again."""
    project = managed(request, slug)
    number, token = request.session.pop(ONCE, (0, ""))
    address = settings.SITE_URL + reverse("reports:inspect", args=[token]) if token else ""
    words = context(
        request,
        project,
        "inspectors",
        runs=True,
        links=_links(project),
        new=number,
        address=address,
    )
    return render(request, "reports/inspectors.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, slug: str) -> HttpResponse:
    """Gives an inspector a link. A project in the archive is inspected as any other."""
    project = managed(request, slug)
    form = LinkForm(request.POST or None)

    def save() -> None:
        said = form.cleaned_data
        link, token = open_link(
            project=project,
            given_to=said["given_to"],
            purpose=said["purpose"],
            expires_at=form.expires_at(),
            shows_names=said["shows_names"],
            by=signed_in(request.user),
        )
        request.session[ONCE] = (link.pk, token)

    if request.method == "POST" and saved(form, save):
        return redirect("reports:inspectors", project.slug)
    words = context(
        request, project, "inspectors", runs=True, form=form, title=_("Give an inspector a link")
    )
    return render(request, "reports/inspector_give.html", words)


@require_safe
def inspector(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Every visit that was made through the link."""
    project = managed(request, slug)
    link: InspectorLink = part(project, InspectorLink.objects.select_related("created_by"), number)
    page = Paginator(link.visits.all(), A_PAGE).get_page(request.GET.get("page"))
    words = context(
        request, project, "inspectors", runs=True, link=link, page_obj=page, title=link.given_to
    )
    return render(request, "reports/inspector.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Closes a link at once; asks first."""
    project = managed(request, slug)
    link: InspectorLink = part(project, InspectorLink.objects.all(), number)
    if request.method == "POST":
        revoke_link(link=link, by=signed_in(request.user))
        messages.success(request, _("The link is closed."))
        return redirect("reports:inspectors", project.slug)
    words = {
        "title": _("Close the link of %(who)s?") % {"who": link.given_to},
        "what_happens": _(
            "Whoever has the link cannot open anything by it any more. Visits stay here."
        ),
        "look": "danger",
        "button": _("Close the link"),
        "back": reverse("reports:inspectors", args=[project.slug]),
    }
    return render(request, "ui/confirm.html", words)
