"""Who knows what: the public list, and a person's own choices about it."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.kit.alphabet import by_name
from talkoot.kit.forms import show_refusal
from talkoot.kit.refusals import Refused
from talkoot.organisations import operations
from talkoot.organisations.forms.asking import ExpertiseForm
from talkoot.organisations.forms.filters import ExpertiseListForm
from talkoot.organisations.models import Expertise, Membership, Question
from talkoot.organisations.queries import expertise as queries
from talkoot.organisations.views.visitor import me
from talkoot.terms.models import Topic
from talkoot.ui import doors
from talkoot.ui.context import door

AT_A_TIME = 24


@dataclass(frozen=True)
class Knower:
    """One shown row: who knows the theme, where they work, in their own words."""

    row: Expertise
    memberships: list[Membership]
    is_first_of_theme: bool


@doors.kept
def experts(request: HttpRequest) -> HttpResponse:
    """Those who chose to be shown, theme by theme."""
    topics, areas = queries.choices()
    form = ExpertiseListForm(request.GET or None, topics=topics, areas=areas)
    wanted = form.wanted() if form.is_bound else queries.Wanted()
    page = Paginator(queries.found(wanted), AT_A_TIME).get_page(request.GET.get("page"))
    knowers, last = [], None
    for row in page.object_list:
        memberships: list[Membership] = row.person.live_memberships  # type: ignore[attr-defined]  # prefetched by the query
        knowers.append(Knower(row, memberships, row.topic_id != last))
        last = row.topic_id
    context = {
        "form": form,
        "page_obj": page,
        "count": page.paginator.count,
        "knowers": knowers,
        "narrowed": any(vars(wanted).values()),
        "expertise_url": door("organisations:expertise"),
        "own_url": door("organisations:own_expertise"),
        "list_url": door("organisations:list"),
    }
    return render(request, "organisations/expertise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """My own themes, and adding one."""
    person = me(request)
    rows = Expertise.objects.filter(person=person).select_related("topic")
    mine = list(rows.order_by(by_name("topic__names"), "pk"))
    free = Topic.objects.exclude(pk__in=[row.topic_id for row in mine]).by_name()
    form = ExpertiseForm(request.POST or None, topics=free)
    if request.method == "POST" and form.is_valid() and _declared(request, form, None):
        return redirect("organisations:own_expertise")
    context = {
        "form": form,
        "rows": mine,
        "waiting": Question.objects.asked_of(person).waiting().count(),
        "has_name": bool(person.name),
    }
    return render(request, "organisations/own_expertise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, pk: int) -> HttpResponse:
    """One theme of mine: my words, and whether it is shown."""
    row = get_object_or_404(Expertise.objects.select_related("topic"), pk=pk, person=me(request))
    form = ExpertiseForm(
        request.POST or None, initial={"description": row.description, "is_shown": row.is_shown}
    )
    if request.method == "POST" and form.is_valid() and _declared(request, form, row):
        return redirect("organisations:own_expertise")
    return render(request, "organisations/expertise_form.html", {"form": form, "row": row})


def _declared(request: HttpRequest, form: ExpertiseForm, row: Expertise | None) -> bool:
    said = form.cleaned_data
    try:
        saved = operations.declare_expertise(
            person=me(request),
            topic=row.topic if row else said["topic"],
            description=said["description"],
            is_shown=said["is_shown"],
            by=me(request),
        )
    except Refused as refused:
        show_refusal(form, refused)
        return False
    if saved.is_shown:
        messages.success(request, _("Saved. Everybody can see it now."))
    else:
        messages.success(request, _("Saved. Only you can see it."))
    return True


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a theme of mine away."""
    row = get_object_or_404(Expertise, pk=pk, person=me(request))
    operations.remove_expertise(expertise=row, by=me(request))
    messages.success(request, _("The theme was removed."))
    return redirect("organisations:own_expertise")
