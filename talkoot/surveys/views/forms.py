"""Questions of one's own: the list, the builder, the preview, versions and their differences."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.kit.forms import show_refusal
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved
from talkoot.projects.models import Project
from talkoot.surveys.forms.answering import AnswerForm
from talkoot.surveys.forms.builder import BeginForm, ItemForm, PasteForm, written_of
from talkoot.surveys.models import Form, FormVersion, Item, Wave
from talkoot.surveys.operations import forms as operations
from talkoot.surveys.queries.forms import differences, newest_core

A_PAGE = 50
KINDS: dict[str, object] = {
    Item.Kind.SCALE: gettext_lazy("From a number to another, for example how much one agrees."),
    Item.Kind.CHOICE: gettext_lazy("One of the answers that you write."),
    Item.Kind.MANY: gettext_lazy("As many of your answers as one wants."),
    Item.Kind.NUMBER: gettext_lazy("How many. Only the sum and the mean are ever shown."),
    Item.Kind.TEXT: gettext_lazy(
        "E-mail addresses, phone numbers and links are hidden by themselves. A person checks each "
        "text before others read it."
    ),
}
"""What each kind of question is good for."""


@require_safe
def forms(request: HttpRequest) -> HttpResponse:
    """The forms whose questions the visitor may change, and the core."""
    rows = Form.objects.run_by(request.user).select_related("project").order_by("-pk")
    page = Paginator(rows.prefetch_related("versions"), A_PAGE).get_page(request.GET.get("page"))
    words = {
        "page_obj": page,
        "core": newest_core(),
        "may_begin": _projects(request).exists(),
        "section": "forms",
    }
    return render(request, "surveys/forms/list.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Begins a form of a project."""
    projects = _projects(request)
    chosen = projects.filter(slug=request.GET.get("project", "")).first()
    form = BeginForm(
        request.POST or None, projects=projects, initial={"project": chosen, "purpose": "feedback"}
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.begin_form(by=signed_in(request.user), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("The form was begun. Add its questions."))
            return redirect("surveys:form", made.code)
    words: dict[str, Any] = {"title": _("Begin a form"), "form": form, "submit": _("Begin")}
    if not projects.exists():
        words["lacks"] = _("You arrange no project's work, so there is no project to ask for.")
    return _edited(request, words, reverse("surveys:forms"))


@require_safe
def form(request: HttpRequest, code: str) -> HttpResponse:
    """The draft with its questions, and all versions."""
    found = _own(request, code)
    versions = list(found.versions.order_by("-number"))
    draft = next((one for one in versions if one.published_at is None), None)
    shown = draft or versions[0]
    words = {
        "form": found,
        "draft": draft,
        "shown": shown,
        "items": list(shown.items.all()),
        "versions": versions,
        "pairs": list(zip(versions[1:], versions, strict=False)),
        "may_edit": found.retired_at is None,
    }
    return render(request, "surveys/forms/form.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a question to the draft; how it is answered is chosen first."""
    found = _own(request, code)
    kind = request.GET.get("kind", "")
    if kind not in Item.Kind.values:
        kinds = [(one, label, KINDS[one]) for one, label in Item.Kind.choices]
        return render(request, "surveys/forms/kinds.html", {"of": found, "kinds": kinds})
    form = ItemForm(request.POST or None, kind=kind, is_scored=_is_scored(found))

    def save() -> object:
        return operations.add_item(form=found, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The question was added."))
        return redirect("surveys:form", code)
    words = {
        "title": _("Add a question"),
        "form": form,
        "of": found,
        "submit": _("Add the question"),
    }
    return _edited(request, words, reverse("surveys:form", args=[code]))


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, code: str) -> HttpResponse:
    """Adds pasted questions that share a scale."""
    found = _own(request, code)
    form = PasteForm(request.POST or None)

    def save() -> object:
        return operations.paste_items(form=found, by=signed_in(request.user), **form.cleaned_data)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The questions were added."))
        return redirect("surveys:form", code)
    words = {
        "title": _("Paste questions"),
        "form": form,
        "of": found,
        "submit": _("Add the questions"),
    }
    return _edited(request, words, reverse("surveys:form", args=[code]))


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Changes a question of the draft."""
    found, row = _own_item(request, code, number)
    form = ItemForm(
        request.POST or None,
        kind=row.kind,
        is_scored=_is_scored(found),
        initial=written_of(row),
    )

    def save() -> object:
        return operations.change_item(item=row, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("surveys:form", code)
    words = {"title": _("Change the question"), "form": form, "of": found, "submit": _("Save")}
    return _edited(request, words, reverse("surveys:form", args=[code]))


@require_POST
def move(request: HttpRequest, code: str, number: int, steps: int) -> HttpResponse:
    """Moves a question up or down."""
    _form, row = _own_item(request, code, number)
    operations.move_item(item=row, steps=steps, by=signed_in(request.user))
    return redirect("surveys:form", code)


@require_POST
def remove(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Takes a question out of the draft."""
    _form, row = _own_item(request, code, number)
    operations.remove_item(item=row, by=signed_in(request.user))
    messages.success(request, _("The question was taken out of the draft."))
    return redirect("surveys:form", code)


@require_POST
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publishes the draft."""
    version = operations.publish_version(form=_own(request, code), by=signed_in(request.user))
    said = _("Version %(number)d was published and can be asked now.") % {"number": version.number}
    messages.success(request, said)
    return redirect("surveys:form", code)


@require_POST
def begin_version(request: HttpRequest, code: str) -> HttpResponse:
    """Begins a new version from the newest."""
    operations.begin_version(form=_own(request, code), by=signed_in(request.user))
    return redirect("surveys:form", code)


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: HttpRequest, code: str) -> HttpResponse:
    """Asks first, then takes the form out of use."""
    found = _own(request, code)
    if request.method == "POST":
        operations.retire(form=found, by=signed_in(request.user))
        messages.success(request, _("The form was taken out of use. What was answered stays."))
        return redirect("surveys:forms")
    words = {
        "title": _("Take the form out of use?"),
        "what_happens": _("Nothing new asks it any more. What has been answered stays."),
        "button": _("Take out of use"),
        "back": reverse("surveys:form", args=[code]),
    }
    return render(request, "ui/confirm.html", words)


@require_safe
def preview(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The questions as whoever answers sees them; nothing can be sent."""
    version = _version(request, code, number)
    shown = AnswerForm(wave=Wave(own=version), auto_id="preview_%s")
    words = {"version": version, "of": version.form, "form": shown}
    return render(request, "surveys/forms/preview.html", words)


@require_safe
def compare(request: HttpRequest, code: str, older: int, newer: int) -> HttpResponse:
    """What two versions ask differently, and whose results are kept apart."""
    earlier, later = _version(request, code, older), _version(request, code, newer)
    words = {
        "of": later.form,
        "earlier": earlier,
        "later": later,
        "rows": differences(earlier, later),
    }
    return render(request, "surveys/forms/compare.html", words)


def _edited(request: HttpRequest, words: dict[str, Any], back: str) -> HttpResponse:
    section = {
        "section_title": _("Questions of one's own"),
        "section_url": reverse("surveys:forms"),
    }
    return render(request, "surveys/forms/edit.html", {**section, **words, "back": back})


def _is_scored(form: Form) -> bool:
    return form.purpose == Form.Purpose.INSTRUMENT


def _projects(request: HttpRequest) -> QuerySet[Project]:
    return Project.objects.arranged_by(request.user).filter(archived_at=None)


def _own(request: HttpRequest, code: str) -> Form:
    return get_object_or_404(Form.objects.run_by(request.user).select_related("project"), code=code)


def _own_item(request: HttpRequest, code: str, number: int) -> tuple[Form, Item]:
    found = _own(request, code)
    rows = Item.objects.select_related("version__form__project")
    return found, get_object_or_404(rows, version__form=found, pk=number)


def _version(request: HttpRequest, code: str, number: int) -> FormVersion:
    """A version of a form that the visitor may change; of the product's own, of any that is used."""
    may = Form.objects.run_by(request.user) | Form.objects.usable_by(request.user)
    version = FormVersion.objects.filter(
        form__in=may.values("pk"), form__code=code, number=number
    ).select_related("form__project")
    found = version.first()
    if found is None:
        raise Http404
    return found
