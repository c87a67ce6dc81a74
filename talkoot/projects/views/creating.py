"""Beginning a project, and the list of deleted ones with their way back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.forms.creating import NewProjectForm, organisations_of
from talkoot.projects.forms.seen import saved
from talkoot.projects.models import Project
from talkoot.projects.operations.publishing import KEPT_AFTER_DELETION

ROWS_A_PAGE = 25


def new(request: HttpRequest) -> HttpResponse:
    """The short form; a person who belongs to no organisation reads what to do first."""
    person = signed_in(request.user)
    form = NewProjectForm(request.POST or None, person=person)
    if request.method == "POST":
        made: list[Project] = []
        if saved(form, lambda: made.append(operations.create(by=person, **form.basics()))):
            messages.success(
                request, _("The project is here as a draft. Fill in the rest in any order.")
            )
            return redirect("projects:manage", made[0].slug)
    may = organisations_of(person).exists()
    return render(request, "projects/manage/new.html", {"form": form, "may": may})


def deleted(request: HttpRequest) -> HttpResponse:
    """Deleted projects that the person may bring back, and the day each goes for good."""
    rows = Project.objects.deleted_run_by(request.user).select_related("owner")
    page = Paginator(rows.order_by("-deleted_at", "pk"), ROWS_A_PAGE).get_page(
        request.GET.get("page")
    )
    shown = [
        (row, row.deleted_at + KEPT_AFTER_DELETION) for row in page.object_list if row.deleted_at
    ]
    return render(request, "projects/manage/deleted.html", {"page_obj": page, "rows": shown})


@require_POST
def bring_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Brings a deleted project back; one that is back already is opened."""
    mine = Project.objects.deleted_run_by(request.user) | Project.objects.run_by(request.user)
    project = get_object_or_404(mine, slug=slug)
    operations.bring_back(project=project, by=signed_in(request.user))
    messages.success(request, _("The project is back as it was."))
    return redirect("projects:manage", project.slug)
