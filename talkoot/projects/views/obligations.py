"""What the project must do: the list, marking done with a proof, waiving, and the proofs themselves."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.kit.files import CONTENT_TYPES, FileKind
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.forms.obligations import (
    DoneForm,
    DueForm,
    ObligationForm,
    WaiveForm,
    done_initial,
)
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import Obligation, Project
from talkoot.projects.views.managing import context, followed, languages_of, may_run, part, run


def _row(project: Project, number: int) -> Obligation:
    row: Obligation = part(project, Obligation.objects.select_related("duty"), number)
    return row


@require_safe
def obligations(request: HttpRequest, slug: str) -> HttpResponse:
    """All obligations: the open ones by their day, then the rest."""
    project = followed(request, slug)
    today = timezone.localdate()
    rows = sorted(
        project.obligations.select_related("duty"),
        key=lambda row: (
            row.done_on is not None or bool(row.waived_reason),
            row.due_on is None,
            row.due_on or today,
            row.pk,
        ),
    )
    shown = [(row, row.is_late(today)) for row in rows]
    words = context(request, project, "obligations", runs=may_run(request, project), rows=shown)
    return render(request, "projects/manage/obligations.html", words)


def new_obligation(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds one of the project's own."""
    project = run(request, slug)
    form = ObligationForm(request.POST or None, languages=languages_of(project))

    def save() -> object:
        values = form.values()
        return operations.add_obligation(project=project, by=signed_in(request.user), **values)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The obligation was added."))
        return redirect("projects:obligations", project.slug)
    title = _("Add an obligation")
    words = context(request, project, "obligations", runs=True, form=form, title=title)
    return render(request, "projects/manage/part.html", words)


def obligation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One obligation: mark it done, with a proof."""
    project = run(request, slug)
    seen = seen_now(project)
    row = _row(project, number)
    form = DoneForm(
        request.POST or None, request.FILES or None, initial=done_initial(row), seen=seen
    )

    def save() -> object:
        return operations.mark_done(
            obligation=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The obligation is marked done."))
        return redirect("projects:obligations", project.slug)
    meanwhile = meet(form, project, row)
    return _page(request, project, row, done=form, meanwhile=meanwhile)


def _page(request: HttpRequest, project: Project, row: Obligation, **more: object) -> HttpResponse:
    row = _row(project, row.pk)  # a form that was refused has left its words on the other one
    words = context(request, project, "obligations", runs=True, row=row, **more)
    words.setdefault("done", DoneForm(initial=done_initial(row), seen=seen_now(project)))
    words.setdefault("waiving", WaiveForm(initial={"reason": row.waived_reason}))
    return render(request, "projects/manage/obligation.html", words)


@require_POST
def waive(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Notes that it does not concern the project, and why."""
    project = run(request, slug)
    row = _row(project, number)
    form = WaiveForm(request.POST)

    def save() -> object:
        reason = form.cleaned_data["reason"]
        return operations.waive(obligation=row, reason=reason, by=signed_in(request.user))

    if saved(form, save):
        messages.success(request, _("It is noted that this does not concern the project."))
        return redirect("projects:obligations", project.slug)
    return _page(request, project, row, waiving=form)


@require_POST
def mark_open(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Opens again what was done or waived."""
    project = run(request, slug)
    try:
        operations.mark_open(obligation=_row(project, number), by=signed_in(request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The obligation is open again."))
    return redirect("projects:obligations", project.slug)


def edit_obligation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Changes the day, and the words of one of the project's own."""
    project = run(request, slug)
    seen = seen_now(project)
    row = _row(project, number)
    initial = {"names": row.names, "due_on": row.due_on}
    kind = DueForm if row.duty_id else ObligationForm
    languages = languages_of(project)
    form = kind(request.POST or None, initial=initial, seen=seen, languages=languages)

    def save() -> object:
        return operations.edit_obligation(
            obligation=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("projects:obligations", project.slug)
    words = context(request, project, "obligations", runs=True, form=form, title=str(row))
    words["meanwhile"] = meet(form, project, row)
    if not row.duty_id:
        words["remove_url"] = reverse("projects:obligation_remove", args=[project.slug, row.pk])
        words["remove_words"] = _("Remove the obligation?")
    return render(request, "projects/manage/part.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_obligation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first; what the programme requires is not removed."""
    project = run(request, slug)
    row = _row(project, number)
    back = reverse("projects:obligations", args=[project.slug])
    if request.method == "POST":
        try:
            operations.remove_obligation(obligation=row, by=signed_in(request.user))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The obligation was removed."))
        return redirect(back)
    if row.duty_id:
        raise Http404
    words = {
        "title": _("Remove the obligation?"),
        "what_happens": str(row),
        "details": [_("Its proof is removed too.")] if row.proof else [],
        "look": "danger",
        "button": _("Remove"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)


@require_safe
def proof(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """The proof's file, only for the people of the project, and only to be saved."""
    row = _row(followed(request, slug), number)
    if not row.proof:
        raise Http404
    try:
        content = row.proof.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    kind = FileKind(str(row.proof.name).rsplit(".", 1)[-1])
    answer = FileResponse(
        content, as_attachment=True, filename=row.proof_name, content_type=CONTENT_TYPES[kind]
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
