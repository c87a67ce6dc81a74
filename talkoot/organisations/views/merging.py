"""Merging a duplicate into the organisation that stays: choose, see what moves, do it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from talkoot.kit.forms import show_refusal
from talkoot.kit.refusals import Refused
from talkoot.organisations import operations
from talkoot.organisations.forms.organisation import MergeForm
from talkoot.organisations.models import Organisation
from talkoot.organisations.queries.duplicates import similar
from talkoot.organisations.views.visitor import me, run_by_me


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, slug: str) -> HttpResponse:
    """Whoever runs both may merge them; what would happen is shown before it does."""
    duplicate = run_by_me(request, slug)
    mine = Organisation.objects.run_by(me(request)).exclude(pk=duplicate.pk)
    near = [row for row in similar(duplicate.names, duplicate.short_name) if row != duplicate]
    chosen = request.POST if request.method == "POST" else request.GET
    form = MergeForm(
        chosen if "into" in chosen else None,
        candidates=mine.by_name(),
        initial={"into": next((row for row in near if mine.filter(pk=row.pk).exists()), None)},
    )
    seen = into = None
    if form.is_valid():
        into = form.cleaned_data["into"]
        try:
            if request.method == "POST":
                operations.merge(duplicate=duplicate, into=into, by=me(request))
                messages.success(
                    request,
                    _("“%(duplicate)s” was merged into this organisation.")
                    % {"duplicate": str(duplicate)},
                )
                return redirect("organisations:page", into.slug)
            seen = operations.preview_merge(duplicate=duplicate, into=into)
        except Refused as refused:
            show_refusal(form, refused)
    context = {"organisation": duplicate, "form": form, "into": into, "seen": seen, "near": near}
    return render(request, "organisations/merge.html", context)
