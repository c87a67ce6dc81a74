"""Figures written by hand: the list, adding one with its proof, withdrawing one, and the proofs."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.kit.files import CONTENT_TYPES, FileKind
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved
from talkoot.projects.models import Partnership
from talkoot.reports import operations
from talkoot.reports.forms.figures import ManualFigureForm, WithdrawForm
from talkoot.reports.models import ManualFigure, ProjectIndicator
from talkoot.reports.queries import targets
from talkoot.reports.queries.access import Access
from talkoot.reports.views.numbers import said
from talkoot.reports.views.place import access_to, context, part

A_PAGE = 25


@require_safe
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    """Every figure written by hand, the latest days first, and the indicators that take such."""
    access = access_to(request, slug)
    project = access.project
    rows = ManualFigure.objects.filter(project_indicator__project=project).select_related(
        "project_indicator__indicator", "partnership__organisation"
    )
    page = Paginator(rows.order_by("-last_on", "-pk"), A_PAGE).get_page(request.GET.get("page"))
    shown = [
        (
            row,
            said(row.value, about=row.is_estimate),
            row.withdrawn_at is None and access.fills(row.partnership_id),
        )
        for row in page.object_list
    ]
    by_hand = ProjectIndicator.objects.live().filter(project=project, measure="")
    words = context(
        request,
        project,
        "figures_by_hand",
        runs=access.manages,
        page_obj=page,
        figures=shown,
        by_hand=list(by_hand.select_related("indicator")),
        may_write=access.fills(access.share),
        sees_names=access.sees_names,
        share=access.share,
    )
    return render(request, "reports/manual.html", words)


def _share(access: Access) -> Partnership | None:
    """The partner whose contact the person is; those who manage write of everyone's share."""
    if access.manages or access.share is None:
        return None
    return Partnership.objects.select_related("organisation").get(pk=access.share)


def new_figure(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A value for days of the project. What is counted from rows has no such page."""
    access = access_to(request, slug)
    if not (access.manages or access.share is not None):
        raise Http404
    project = access.project
    rows = ProjectIndicator.objects.live().filter(measure="").select_related("indicator")
    row: ProjectIndicator = part(project, rows, number)
    share = _share(access)
    form = ManualFigureForm(
        request.POST or None,
        request.FILES or None,
        partners=targets.sharers(project),
        share=share,
    )
    made: list[ManualFigure] = []

    def save() -> None:
        figure = operations.add_manual_figure(
            project_indicator=row, by=signed_in(request.user), **form.values()
        )
        made.append(figure)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The figure was written down."))
        if _beside(made[0]):
            messages.info(
                request,
                _(
                    "Another figure of the same indicator has some of the same days. Check that "
                    "nothing is counted twice."
                ),
            )
        return redirect("reports:figures_by_hand", project.slug)
    words = context(
        request,
        project,
        "figures_by_hand",
        runs=access.manages,
        form=form,
        row=row,
        share=share,
        title=_("Write a figure: %(name)s") % {"name": row},
    )
    return render(request, "reports/manual_form.html", words)


def _beside(figure: ManualFigure) -> bool:
    """Whether another live figure has some of the same days."""
    others = ManualFigure.objects.live().filter(project_indicator=figure.project_indicator)
    return (
        others.filter(first_on__lte=figure.last_on, last_on__gte=figure.first_on)
        .exclude(pk=figure.pk)
        .exists()
    )


def _figure(access: Access, number: int) -> ManualFigure:
    rows = ManualFigure.objects.select_related(
        "project_indicator__project", "project_indicator__indicator", "partnership__organisation"
    )
    return get_object_or_404(rows, pk=number, project_indicator__project=access.project)


def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks why; the figure stays to be seen, and counts no longer."""
    access = access_to(request, slug)
    figure = _figure(access, number)
    if not (access.manages or (access.share and access.share == figure.partnership_id)):
        raise Http404
    form = WithdrawForm(request.POST or None)

    def save() -> object:
        return operations.withdraw_manual_figure(
            figure=figure, reason=form.cleaned_data["reason"], by=signed_in(request.user)
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The figure was withdrawn and counts no longer."))
        return redirect("reports:figures_by_hand", slug)
    words = context(
        request,
        access.project,
        "figures_by_hand",
        runs=access.manages,
        form=form,
        figure=figure,
        value=said(figure.value, about=figure.is_estimate),
        title=_("Withdraw a figure"),
    )
    return render(request, "reports/manual_withdraw.html", words)


@require_safe
def proof(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """The proof's file, for the people of the project."""
    return proof_answer(_figure(access_to(request, slug), number))


def proof_answer(figure: ManualFigure) -> FileResponse:
    """The proof's file, only to be saved."""
    try:
        content = figure.proof.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    kind = FileKind(str(figure.proof.name).rsplit(".", 1)[-1])
    answer = FileResponse(
        content, as_attachment=True, filename=figure.proof_name, content_type=CONTENT_TYPES[kind]
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
