"""Making an organisation, editing it, and saying where it is and what it works over."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.kit.alphabet import by_name
from talkoot.kit.forms import show_refusal
from talkoot.kit.refusals import Refused
from talkoot.organisations import operations
from talkoot.organisations.forms.organisation import (
    AreasForm,
    NewOrganisationForm,
    OrganisationForm,
)
from talkoot.organisations.models import AreaCovered, Organisation
from talkoot.organisations.queries.duplicates import holder_of, similar
from talkoot.organisations.views.visitor import me, run_by_me

LISTED = (
    "kind", "names", "short_name", "descriptions", "business_id", "country", "parent", "email",
    "web_address", "postal_address", "source",
)  # fmt: skip  # the list reads as one


@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """A new organisation, by any coordinator or keeper; likely duplicates are shown first."""
    if not Organisation.objects.run_by(me(request)).exists():
        raise Http404
    form = NewOrganisationForm(request.POST or None)
    like: list[Organisation] = []
    if request.method == "POST" and form.is_valid():
        if not form.cleaned_data["sure"]:
            like = similar(form.cleaned_data["names"], form.cleaned_data["short_name"])
        if like:
            form = NewOrganisationForm(request.POST, ask_if_sure=True)
            form.is_valid()
        else:
            made = _saved(form, None, me(request))
            if made is not None:
                messages.success(request, _("The organisation was added."))
                return redirect("organisations:page", made.slug)
    context = {"form": form, "like": like, "organisation": None}
    return render(request, "organisations/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """What is said of the organisation."""
    row = run_by_me(request, slug)
    form = OrganisationForm(
        request.POST or None, initial={name: getattr(row, name) for name in LISTED}
    )
    for name in ("names", "descriptions"):
        form.fields[name].show(getattr(row, name))  # type: ignore[attr-defined]  # a field of texts by language
    if request.method == "POST" and form.is_valid() and _saved(form, row, me(request)):
        messages.success(request, _("The changes were saved."))
        return redirect("organisations:page", row.slug)
    return render(request, "organisations/edit.html", {"form": form, "organisation": row})


def _saved(form: OrganisationForm, row: Organisation | None, by: Any) -> Organisation | None:
    """The saved row, or None with the reason in the form."""
    said = {name: form.cleaned_data[name] for name in LISTED}
    try:
        if row is None:
            return operations.create(by=by, **said)
        return operations.edit(organisation=row, by=by, **said)
    except operations.BusinessIdTaken as refused:
        holder = holder_of(said["business_id"])
        if holder is None:
            show_refusal(form, refused)
        else:
            form.add_error(
                "business_id",
                format_html(
                    '{} <a href="{}">{}</a>',
                    str(refused),
                    reverse("organisations:page", args=[holder.slug]),
                    str(holder),
                ),
            )
    except Refused as refused:
        show_refusal(form, refused)
    return None


@require_http_methods(["GET", "HEAD", "POST"])
def areas(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the organisation is and what it works over, each with its source."""
    row = run_by_me(request, slug)
    form = AreasForm(request.POST or None, initial={"how": AreaCovered.How.COVERS})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        operations.set_coverage(
            organisation=row,
            areas=[said["area"]],
            how=said["how"],
            source=said["source"],
            is_uncertain=said["is_uncertain"],
            by=me(request),
        )
        messages.success(request, _("The area %(area)s was added.") % {"area": str(said["area"])})
        return redirect("organisations:areas", row.slug)
    rows = row.coverage.select_related("area").order_by("how", by_name("area__names"))
    context = {"organisation": row, "form": form, "rows": rows}
    return render(request, "organisations/areas.html", context)


@require_POST
def remove_area(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes one area away; it can be added again."""
    row = run_by_me(request, slug)
    covered = get_object_or_404(row.coverage.select_related("area"), pk=pk)
    operations.remove_coverage(coverage=covered, by=me(request))
    messages.success(request, _("The area %(area)s was removed.") % {"area": str(covered.area)})
    return redirect("organisations:areas", row.slug)
