"""Funding decisions in their versions, and the budget of each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.forms.decisions import BudgetForm, DecisionForm, decision_initial
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import BudgetLine, FundingDecision, Project
from talkoot.projects.operations.decisions import CostModel
from talkoot.projects.views.managing import context, followed, may_run, part, run


def chain(project: Project) -> list[FundingDecision]:
    """The versions from the one in force to the first."""
    rows = project.decisions.prefetch_related("budget_lines__partnership__organisation")
    by_key = {row.pk: row for row in rows}
    superseded = {row.supersedes_id for row in by_key.values()}
    found: list[FundingDecision] = []
    row = next((row for row in by_key.values() if row.pk not in superseded), None)
    while row is not None:
        found.append(row)
        row = by_key.get(row.supersedes_id) if row.supersedes_id else None
    return found


@require_safe
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions, the one in force first."""
    project = followed(request, slug)
    rows = [
        (row, lines := _lines(row), sum(line.amount_eur for line in lines))
        for row in chain(project)
    ]
    words = context(request, project, "decisions", runs=may_run(request, project), rows=rows)
    return render(request, "projects/manage/decisions.html", words)


def _lines(row: FundingDecision) -> list[BudgetLine]:
    """All together first, then each partner; the categories in their own order."""
    order = list(BudgetLine.Category)
    return sorted(
        row.budget_lines.all(),
        key=lambda line: (
            -1 if line.partnership is None else line.partnership.position,
            line.partnership_id or 0,
            order.index(BudgetLine.Category(line.category)),
        ),
    )


def new_decision(request: HttpRequest, slug: str) -> HttpResponse:
    """The first decision, or the next version of the one in force."""
    project = run(request, slug)
    versions = chain(project)
    last = versions[0] if versions else None
    initial: dict[str, Any] = (
        decision_initial(last) if last else {"cost_model": CostModel.NOT_KNOWN}
    )
    initial |= {"number": "", "decided_on": None, "filed_on": None, "note": "", "source": ""}
    form = DecisionForm(request.POST or None, initial=initial)
    # The version that the form was opened upon: two people who add the next one meet here.
    upon = request.POST.get("supersedes", str(last.pk) if last else "")

    def save() -> object:
        chosen = project.decisions.filter(pk=int(upon)).first() if upon.isdecimal() else None
        return operations.add_decision(
            project=project, by=signed_in(request.user), supersedes=chosen, **form.values()
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The decision was added."))
        return redirect("projects:decisions", project.slug)
    title = _("Add a new version of the decision") if last else _("Add the funding decision")
    words = context(request, project, "decisions", runs=True, form=form, title=title)
    return render(request, "projects/manage/decision.html", words | {"upon": upon, "last": last})


def decision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Corrects what was written down of a decision."""
    project = run(request, slug)
    seen = seen_now(project)
    row: FundingDecision = part(project, FundingDecision.objects.all(), number)
    form = DecisionForm(request.POST or None, initial=decision_initial(row), seen=seen)

    def save() -> object:
        return operations.edit_decision(
            decision=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The decision was saved."))
        return redirect("projects:decisions", project.slug)
    words = context(
        request,
        project,
        "decisions",
        runs=True,
        form=form,
        title=_("Edit the decision"),
        meanwhile=meet(form, project, row),
        is_last=not FundingDecision.objects.filter(supersedes=row).exists(),
        row=row,
    )
    return render(request, "projects/manage/decision.html", words)


def budget(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The budget lines of one decision, by partner and category."""
    project = run(request, slug)
    seen = seen_now(project)
    row: FundingDecision = part(project, FundingDecision.objects.all(), number)
    form = BudgetForm(request.POST or None, decision=row, seen=seen)

    def save() -> object:
        return operations.set_budget_lines(
            decision=row,
            lines=form.lines(),
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The budget was saved."))
        return redirect("projects:decisions", project.slug)
    flat = row.cost_model == CostModel.FLAT_RATE_40
    words = context(request, project, "decisions", runs=True, form=form, row=row, flat=flat)
    words["meanwhile"] = meet(form, project, row)
    return render(request, "projects/manage/budget.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_decision(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first; only the last version is removed."""
    project = run(request, slug)
    row: FundingDecision = part(project, FundingDecision.objects.all(), number)
    back = reverse("projects:decisions", args=[project.slug])
    if request.method == "POST":
        try:
            operations.remove_decision(decision=row, by=signed_in(request.user))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The decision was removed."))
        return redirect(back)
    words = {
        "title": _("Remove the decision %(number)s?") % {"number": row},
        "what_happens": _(
            "Only a decision that was written down by mistake is removed. A new decision of the "
            "funder is added as a new version."
        ),
        "look": "danger",
        "button": _("Remove the decision"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)
