"""Asking somebody who knows without an account, and answering."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.kit.forms import show_refusal
from talkoot.kit.refusals import Refused
from talkoot.organisations import operations
from talkoot.organisations.forms.asking import AnswerForm, AskForm
from talkoot.organisations.forms.organisation import language_of
from talkoot.organisations.models import Expertise, Question
from talkoot.organisations.views.visitor import me
from talkoot.people.models import Person
from talkoot.ui import doors

AT_A_TIME = 20


@doors.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A question to one who chose to be shown."""
    rows = Expertise.objects.shown().select_related("person", "topic")
    row = get_object_or_404(rows, pk=pk)
    who = request.user
    known = {"name": who.name, "email": who.email} if isinstance(who, Person) else {}
    form = AskForm(request.POST or None, initial=known)
    # A program that filled in everything is thanked like a person, and nothing happens.
    if (
        request.method == "POST"
        and form.is_valid()
        and (form.is_from_a_machine or _kept(form, row, request))
    ):
        return redirect("organisations:asked")
    return render(request, "organisations/ask.html", {"form": form, "row": row})


def _kept(form: AskForm, row: Expertise, request: HttpRequest) -> bool:
    said = form.cleaned_data
    try:
        operations.ask(
            expertise=row,
            asker_name=said["name"],
            asker_email=said["email"],
            language=language_of(get_language()),
            text=said["text"],
            by=request.user,
        )
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return True


@doors.public
def asked(request: HttpRequest) -> HttpResponse:
    """What happens next with a question; the same for everybody, so it tells nothing."""
    return render(request, "organisations/asked.html")


def _by_token(token: str) -> Question:
    rows = Question.objects.select_related("expertise__person", "expertise__topic")
    return get_object_or_404(rows, confirm_hash=operations.hash_of(token=token))


def _unlisted(response: HttpResponse) -> HttpResponse:
    """A personal address stays out of search engines."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@doors.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the mailed link: the asker reads the question once more and sends it on."""
    found = _by_token(token)
    if request.method == "POST":
        operations.confirm_question(question=found, by=request.user)
        return redirect("organisations:confirm", token)
    context = {"question": found, "token": token}
    return _unlisted(render(request, "organisations/confirm_question.html", context))


@doors.public
@require_POST
def withdraw(request: HttpRequest, token: str) -> HttpResponse:
    """Deletes the question: it was somebody else, or is not wanted any more."""
    operations.withdraw_question(question=_by_token(token), by=request.user)
    messages.success(request, _("The question and your address were deleted."))
    return redirect("organisations:expertise")


def questions(request: HttpRequest) -> HttpResponse:
    """The questions that I have been asked, those that wait first."""
    rows = (
        Question.objects.asked_of(me(request))
        .select_related("expertise__topic")
        .order_by("answered_at", "declined_at", "-asked_at")
    )
    waiting = list(rows.waiting()[:AT_A_TIME])
    done = rows.exclude(pk__in=[row.pk for row in waiting]).order_by("-asked_at")
    page = Paginator(done, AT_A_TIME).get_page(request.GET.get("page"))
    context = {"waiting": waiting, "page_obj": page}
    return render(request, "organisations/questions.html", context)


def _mine(request: HttpRequest, pk: int) -> Question:
    rows = Question.objects.asked_of(me(request)).select_related("expertise__topic")
    return get_object_or_404(rows, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, pk: int) -> HttpResponse:
    """One question to me, and my answer."""
    found = _mine(request, pk)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.answer(question=found, text=form.cleaned_data["answer"], by=me(request))
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Your answer was sent."))
            return redirect("organisations:question", found.pk)
    return render(request, "organisations/question.html", {"question": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """Says that no answer will come, once it was asked whether that is meant."""
    found = _mine(request, pk)
    if request.method == "POST":
        operations.decline(question=found, by=me(request))
        messages.success(request, _("The asker is told that no answer will come."))
        return redirect("organisations:questions")
    context = {
        "title": _("Decline the question?"),
        "what_happens": _("The asker gets a message that you cannot answer. No reason is told."),
        "button": _("Decline"),
        "back": reverse("organisations:question", args=[found.pk]),
    }
    return render(request, "ui/confirm.html", context)
