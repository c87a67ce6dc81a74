"""The themes of a project's texts: adding one where texts are read, editing it, removing it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.events.models import Event
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import Project
from talkoot.surveys.forms.texts import NewThemeForm, ThemeForm
from talkoot.surveys.models import Theme
from talkoot.surveys.operations import themes as operations


@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a theme to choose from to the project, and goes back to where it was wanted."""
    project = get_object_or_404(Project.objects.arranged_by(request.user), slug=slug)
    form = NewThemeForm(request.POST)
    if form.is_valid():
        names = Texts({get_language() or "fi": form.cleaned_data["name"]})
        try:
            operations.add_theme(project=project, names=names, by=signed_in(request.user))
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The theme was added."))
    else:
        messages.error(request, _("Write a name for the theme, at most 80 characters."))
    slug = form.cleaned_data.get("event", "")
    if Event.objects.run_by(request.user).filter(project=project, slug=slug).exists():
        return redirect("surveys:event_texts", slug=slug)
    return redirect("surveys:project_texts", slug=project.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The theme's name in every language, and what belongs to it."""
    project = get_object_or_404(Project.objects.run_by(request.user), slug=slug)
    seen = seen_now(project)
    theme = get_object_or_404(Theme, project=project, pk=number)
    names = theme.names
    initial = {"names": names, "meaning": theme.meaning}
    form = ThemeForm(request.POST or None, initial=initial, seen=seen)

    def save() -> object:
        known, by = form.cleaned_data["seen"], signed_in(request.user)
        return operations.edit_theme(theme=theme, by=by, seen=known, **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("surveys:project_texts", slug=project.slug)
    words = {
        "project": project,
        "theme": theme,
        "names": names,
        "form": form,
        "meanwhile": meet(form, project, theme),
    }
    return render(request, "surveys/texts/theme.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first, then removes the theme and its marks."""
    project = get_object_or_404(Project.objects.run_by(request.user), slug=slug)
    theme = get_object_or_404(Theme, project=project, pk=number)
    back = reverse("surveys:project_texts", args=[project.slug])
    if request.method == "POST":
        operations.remove_theme(theme=theme, by=signed_in(request.user))
        messages.success(request, _("The theme was removed."))
        return redirect(back)
    marked = theme.marks.count()
    words = {
        "title": _("Remove the theme of the feedback?"),
        "what_happens": str(theme),
        "details": [
            ngettext(
                "%(count)d text is marked with it. The text stays; the mark goes.",
                "%(count)d texts are marked with it. The texts stay; the marks go.",
                marked,
            )
            % {"count": marked}
        ],
        "button": _("Remove"),
        "look": "danger",
        "back": back,
    }
    return render(request, "ui/confirm.html", words)
