"""The organisation's own Word templates: sent, fetched, taken out of use, and what they may name."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.kit.files import CONTENT_TYPES, FileKind
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved
from talkoot.projects.models import Project
from talkoot.reports.forms.handover import TemplateForm
from talkoot.reports.models import OrganisationTemplate
from talkoot.reports.operations.templates import add_template, retire_template
from talkoot.reports.queries.sample import fields
from talkoot.reports.views.place import access_to, context, managed
from talkoot.reports.views.word_document import ready_template
from talkoot.ui.downloads import download


def _of(project: Project, number: int) -> OrganisationTemplate:
    rows = OrganisationTemplate.objects.live().filter(organisation=project.owner)
    return get_object_or_404(rows, pk=number)


@require_http_methods(["GET", "HEAD", "POST"])
def templates(request: HttpRequest, slug: str) -> HttpResponse:
    """The templates of the organisation that administers the project; managers send new ones."""
    may = access_to(request, slug)
    project = may.project
    if request.method == "POST" and not may.manages:
        raise Http404
    form = TemplateForm(request.POST or None, request.FILES or None)

    def save() -> object:
        said = form.cleaned_data
        return add_template(
            organisation=project.owner,
            name=said["name"],
            file=said["file"],
            by=signed_in(request.user),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The template was tried and can be used."))
        return redirect("reports:templates", project.slug)
    words = context(
        request,
        project,
        "templates",
        runs=may.manages,
        form=form,
        rows=OrganisationTemplate.objects.live().filter(organisation=project.owner),
        fields=list(fields()),
    )
    return render(request, "reports/templates.html", words)


@require_safe
def ready(request: HttpRequest, slug: str) -> HttpResponse:
    """The ready template in the language of the page, to be changed in Word."""
    access_to(request, slug)
    content = ready_template(get_language() or "fi")
    return download(content, FileKind.DOCX, "talkoot-report-template")


@require_safe
def template_file(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """One template as it was sent."""
    row = _of(access_to(request, slug).project, number)
    try:
        content = row.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    answer = FileResponse(
        content,
        as_attachment=True,
        filename=f"{row.name}.docx",
        content_type=CONTENT_TYPES[FileKind.DOCX],
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes a template out of use; asks first."""
    project = managed(request, slug)
    row = _of(project, number)
    if request.method == "POST":
        retire_template(template=row, by=signed_in(request.user))
        messages.success(request, _("The template was taken out of use."))
        return redirect("reports:templates", project.slug)
    words = {
        "title": _("Take “%(name)s” out of use?") % {"name": row.name},
        "what_happens": _("It is no longer offered in any of the organisation's projects."),
        "look": "danger",
        "button": _("Take out of use"),
        "back": reverse("reports:templates", args=[project.slug]),
    }
    return render(request, "ui/confirm.html", words)
