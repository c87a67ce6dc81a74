"""The project's history: who, what, from what to what."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from talkoot.history.models import Entry
from talkoot.projects.views.history_words import told
from talkoot.projects.views.managing import context, followed, may_run

ROWS_A_PAGE = 30


@require_safe
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that was done, the latest first."""
    project = followed(request, slug)
    page = Paginator(Entry.objects.of(project), ROWS_A_PAGE).get_page(request.GET.get("page"))
    words = context(request, project, "history", runs=may_run(request, project))
    words |= {"page_obj": page, "entries": told(page.object_list)}
    return render(request, "projects/manage/history.html", words)
