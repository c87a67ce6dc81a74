"""How a project asks for feedback of its events."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import Project
from talkoot.surveys import operations
from talkoot.surveys.forms.waves import RuleForm
from talkoot.surveys.queries.by_itself import rule_of


@require_http_methods(["GET", "HEAD", "POST"])
def project_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Whether feedback is asked by itself, and the fewest answers that anything is shown of."""
    project = get_object_or_404(Project.objects.run_by(request.user), slug=slug)
    seen, rule = seen_now(project), rule_of(project)
    form = RuleForm(request.POST or None, rule=rule, seen=seen)

    def save() -> object:
        person, known = signed_in(request.user), form.cleaned_data["seen"]
        return operations.set_rule(project=project, by=person, seen=known, **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The feedback settings were saved."))
        return redirect("surveys:ledger", slug=project.slug)
    # Read anew: the rule may have been set for the first time meanwhile.
    meanwhile = meet(form, project, rule_of(project))
    words = {"project": project, "form": form, "meanwhile": meanwhile}
    return render(request, "surveys/ledger/settings.html", words)
