"""The project's facts and its texts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.forms.basics import BasicsForm, LanguageForm, TextsForm, basics_initial
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.projects.models import Project
from talkoot.projects.views.managing import context, languages_of, run


def basics(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything that is not a text."""
    project = run(request, slug)
    person = signed_in(request.user)
    seen = seen_now(project)
    form = BasicsForm(
        request.POST or None,
        project=project,
        person=person,
        initial=basics_initial(project),
        seen=seen,
    )

    def save() -> object:
        return operations.edit(
            project=project, by=person, seen=form.cleaned_data["seen"], **form.values()
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The basic facts were saved."))
        return redirect("projects:basics", project.slug)
    meanwhile = meet(form, project)
    return render(
        request,
        "projects/manage/basics.html",
        context(request, project, "basics", runs=True, form=form, meanwhile=meanwhile),
    )


def texts(request: HttpRequest, slug: str) -> HttpResponse:
    """Every text in every language; another language gets its boxes and nothing typed is lost."""
    project = run(request, slug)
    seen = seen_now(project)
    languages = languages_of(project)
    if "add_language" in request.POST:
        return _with_another_language(request, project, languages)
    initial = {name: getattr(project, name) for name in _NAMES}
    form = TextsForm(request.POST or None, initial=initial, seen=seen, languages=languages)

    def save() -> object:
        return operations.edit(
            project=project,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The texts were saved."))
        return redirect("projects:texts", project.slug)
    return _texts_page(request, project, form, languages)


def _with_another_language(
    request: HttpRequest, project: Project, languages: tuple[str, ...]
) -> HttpResponse:
    """The same boxes with what is typed in them, and one more language; nothing is saved yet."""
    typed: dict[str, Any] = {
        name: TextsForm.base_fields[name].widget.value_from_datadict(
            request.POST, request.FILES, name
        )
        for name in _NAMES
    }
    sent = dict.fromkeys(tag for texts in typed.values() for tag in texts)
    adding = LanguageForm(request.POST, shown=tuple(sent))
    added = adding.cleaned_data["language"] if adding.is_valid() else ""
    languages = tuple(dict.fromkeys([*languages, *sent, *([added] if added else [])]))
    said = request.POST.get("seen", "")
    seen = int(said) if said.isdecimal() else 0
    form = TextsForm(initial={**typed, "seen": seen}, languages=languages)
    return _texts_page(request, project, form, languages)


def _texts_page(
    request: HttpRequest, project: Project, form: TextsForm, languages: tuple[str, ...]
) -> HttpResponse:
    words = context(
        request,
        project,
        "texts",
        runs=True,
        form=form,
        adding=LanguageForm(shown=languages),
        meanwhile=meet(form, project),
    )
    return render(request, "projects/manage/texts.html", words)


_NAMES = tuple(name for name in TextsForm.base_fields if name != "seen")
