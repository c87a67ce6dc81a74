"""Goals, themes, recognitions and remarks: the same four pages for each kind of row."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.kit.forms import period_initial
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.forms.parts import GoalForm, RecognitionForm, RemarkForm, ThemeForm
from talkoot.projects.forms.seen import SeenForm, meet, saved, seen_now
from talkoot.projects.models import Goal, Recognition, Remark, Theme
from talkoot.projects.operations.remarks import ABOUT
from talkoot.projects.views.managing import context, followed, languages_of, may_run, part, run

View = Callable[..., HttpResponse]
THEME_LOOKS = {"under_way": "good", "in_use": "blue", "paused": "warm", "planned": ""}


@dataclass(frozen=True)
class Kind:
    """What differs between the four kinds: their rows, form, operations and words."""

    section: str
    row: type[models.Model]
    form: type[SeenForm]
    keyword: str
    initial: Callable[[Any], dict[str, Any]]
    add: Callable[..., object]
    edit: Callable[..., object]
    remove: Callable[..., None]
    adding: Promise
    editing: Promise
    removing: Promise
    related: tuple[str, ...] = ()

    def rows(self, project: models.Model) -> Iterable[Any]:
        return self.row._default_manager.filter(project=project).select_related(*self.related)


GOALS = Kind(
    section="goals",
    row=Goal,
    form=GoalForm,
    keyword="goal",
    initial=lambda goal: {"texts": goal.texts},
    add=operations.add_goal,
    edit=operations.edit_goal,
    remove=operations.remove_goal,
    adding=_("Add a goal"),
    editing=_("Edit the goal"),
    removing=_("Remove the goal?"),
)
THEMES = Kind(
    section="themes",
    row=Theme,
    form=ThemeForm,
    keyword="theme",
    initial=lambda theme: {
        "names": theme.names,
        "descriptions": theme.descriptions,
        "owner": theme.owner_id,
        "state": theme.state,
    },
    add=operations.add_theme,
    edit=operations.edit_theme,
    remove=operations.remove_theme,
    adding=_("Add a theme"),
    editing=_("Edit the theme"),
    removing=_("Remove the theme?"),
    related=("owner",),
)
RECOGNITIONS = Kind(
    section="recognitions",
    row=Recognition,
    form=RecognitionForm,
    keyword="recognition",
    initial=lambda row: {
        "names": row.names,
        "given_by": row.given_by,
        "web_address": row.web_address,
        **period_initial(row.period),
    },
    add=operations.add_recognition,
    edit=operations.edit_recognition,
    remove=operations.remove_recognition,
    adding=_("Add a recognition"),
    editing=_("Edit the recognition"),
    removing=_("Remove the recognition?"),
)
SOURCES = Kind(
    section="sources",
    row=Remark,
    form=RemarkForm,
    keyword="remark",
    initial=lambda remark: {
        "about": remark.about,
        "texts": remark.texts,
        "source": remark.source,
        "is_uncertain": remark.is_uncertain,
    },
    add=operations.add_remark,
    edit=operations.edit_remark,
    remove=operations.remove_remark,
    adding=_("Add a remark"),
    editing=_("Edit the remark"),
    removing=_("Remove the remark?"),
)


def listing(kind: Kind) -> View:
    """The page that lists the rows."""

    @require_safe
    def view(request: HttpRequest, slug: str) -> HttpResponse:
        project = followed(request, slug)
        words = context(
            request, project, kind.section, runs=may_run(request, project), rows=kind.rows(project)
        )
        words["looks"] = THEME_LOOKS
        words["about"] = ABOUT
        return render(request, f"projects/manage/{kind.section}.html", words)

    return view


def new(kind: Kind) -> View:
    """The page that adds one."""

    def view(request: HttpRequest, slug: str) -> HttpResponse:
        project = run(request, slug)
        form = kind.form(request.POST or None, languages=languages_of(project))

        def save() -> object:
            return kind.add(project=project, by=signed_in(request.user), **form.values())

        if request.method == "POST" and saved(form, save):
            messages.success(request, _("Added."))
            return redirect(f"projects:{kind.section}", project.slug)
        words = context(request, project, kind.section, runs=True, form=form, title=kind.adding)
        return render(request, "projects/manage/part.html", words)

    return view


def edit(kind: Kind) -> View:
    """The page that changes one."""

    def view(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        project = run(request, slug)
        seen = seen_now(project)
        row = part(project, kind.row._default_manager.all(), number)
        form = kind.form(
            request.POST or None,
            initial=kind.initial(row),
            seen=seen,
            languages=languages_of(project),
        )

        def save() -> object:
            return kind.edit(
                **{kind.keyword: row},
                by=signed_in(request.user),
                seen=form.cleaned_data["seen"],
                **form.values(),
            )

        if request.method == "POST" and saved(form, save):
            messages.success(request, _("Saved."))
            return redirect(f"projects:{kind.section}", project.slug)
        words = context(
            request,
            project,
            kind.section,
            runs=True,
            form=form,
            title=kind.editing,
            meanwhile=meet(form, project, row),
            remove_url=reverse(f"projects:{kind.keyword}_remove", args=[project.slug, row.pk]),
            remove_words=kind.removing,
        )
        return render(request, "projects/manage/part.html", words)

    return view


def remove(kind: Kind) -> View:
    """Asks first, then removes."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        project = run(request, slug)
        row = part(project, kind.row._default_manager.all(), number)
        back = reverse(f"projects:{kind.section}", args=[project.slug])
        if request.method == "POST":
            kind.remove(**{kind.keyword: row}, by=signed_in(request.user))
            messages.success(request, _("Removed. What it said stays in the history."))
            return redirect(back)
        words = {
            "title": kind.removing,
            "what_happens": str(row),
            "look": "danger",
            "button": _("Remove"),
            "back": back,
        }
        return render(request, "ui/confirm.html", words)

    return view


@require_POST
def move_goal(request: HttpRequest, slug: str, number: int, steps: int) -> HttpResponse:
    """Moves a goal up or down."""
    project = run(request, slug)
    goal: Goal = part(project, Goal.objects.all(), number)
    try:
        operations.move_goal(goal=goal, steps=steps, by=signed_in(request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("projects:goals", project.slug)
