"""The steps of a report's way: each is asked first, and is one operation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved
from talkoot.reports import operations
from talkoot.reports.forms.reports import DayForm, ReturnForm
from talkoot.reports.views.reports import filled

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Step:
    """One step: what is asked, what happens, and the operation; `form` when it needs more."""

    title: Promise
    what_happens: Promise
    button: Promise
    done: Promise
    call: Callable[..., Any]
    form: type[forms.Form] | None = None
    look: str = ""
    details: tuple[Promise, ...] = ()


CHECK = Step(
    title=_("Mark the report checked?"),
    what_happens=_(
        "It says that somebody has looked the report through. Its texts are closed until it is taken "
        "back to a draft."
    ),
    button=_("Mark checked"),
    done=_("The report is checked. It can be frozen now."),
    call=operations.check,
)
DRAFT = Step(
    title=_("Take the report back to a draft?"),
    what_happens=_("Its texts can be written again. It must be checked anew before it is frozen."),
    button=_("Take back to a draft"),
    done=_("The report is a draft again."),
    call=operations.take_back_to_draft,
)
FREEZE = Step(
    title=_("Freeze the report?"),
    what_happens=_(
        "Every figure is kept with its meaning and with the rows that it was counted from, and every "
        "text as it is now. From then on nothing in the report changes, whatever happens to the rows."
    ),
    details=(
        _("Rows that come or change later are told as corrections in the next report."),
        _("A frozen report cannot be opened again. A mistake is mended in a new version."),
    ),
    button=_("Freeze the report"),
    done=_("The report is frozen."),
    call=operations.freeze,
)
SUBMIT = Step(
    title=_("Note that the report was sent?"),
    what_happens=_(
        "Talkoot does not send it. Send it in the funder's own system, and note the day here."
    ),
    button=_("Note it sent"),
    done=_("It is noted that the report was sent."),
    call=operations.submit,
    form=DayForm,
)
ACCEPT = Step(
    title=_("Note that the funder accepted the report?"),
    what_happens=_("The report is then done."),
    button=_("Note it accepted"),
    done=_("It is noted that the report was accepted."),
    call=operations.accept,
    form=DayForm,
)
RETURN = Step(
    title=_("Note that the funder returned the report?"),
    what_happens=_(
        "This version stays as it was and can always be read. It is answered by a new version, which "
        "begins with the same texts."
    ),
    button=_("Note it returned"),
    done=_("It is noted that the report was returned. Begin the new version that answers it."),
    call=operations.return_,
    form=ReturnForm,
)
ANSWER = Step(
    title=_("Begin a new version?"),
    what_happens=_(
        "It begins as a draft with the texts of the returned version. Its figures are counted anew; "
        "the old version stays as it was."
    ),
    button=_("Begin a new version"),
    done=_("The new version is here as a draft."),
    call=operations.answer_returned,
)
AGAIN = Step(
    title=_("Make a new version in place of this one?"),
    what_happens=_(
        "Do this when you find a mistake in a frozen report that has not been sent. The new version "
        "begins as a draft with the same texts; this one stays as it was."
    ),
    button=_("Make a new version"),
    done=_("The new version is here as a draft."),
    call=operations.begin_again,
)
THROW_AWAY = Step(
    title=_("Throw the draft away?"),
    what_happens=_("Its texts are removed. What was written stays in the project's history."),
    button=_("Throw away"),
    done=_("The draft was thrown away."),
    call=operations.throw_away,
    look="danger",
)


STEPS = {
    "check": CHECK,
    "take-back": DRAFT,
    "freeze": FREEZE,
    "submit": SUBMIT,
    "accept": ACCEPT,
    "return": RETURN,
    "answer": ANSWER,
    "begin-again": AGAIN,
    "throw-away": THROW_AWAY,
}
"""By the verb in the address."""


def step(one: Step) -> View:
    """The page that asks, and the post that does."""

    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, slug: str, number: int) -> HttpResponse:
        _may, report = filled(request, slug, number)
        form = one.form(request.POST or None) if one.form else None
        back = reverse("reports:report", args=[slug, number])
        made: list[Any] = []

        def call() -> None:
            more = form.cleaned_data if form is not None else {}
            made.append(one.call(report=report, by=signed_in(request.user), **more))

        if request.method == "POST":
            if form is None:
                try:
                    call()
                except Refused as refused:
                    messages.error(request, str(refused))
                    return redirect(back)
            elif not saved(form, call):
                return _asked(request, one, back, form)
            messages.success(request, str(one.done))
            if made[0] is None:
                return redirect("reports:periods", slug)
            return redirect("reports:report", slug, made[0].pk)
        return _asked(request, one, back, form)

    return view


def _asked(request: HttpRequest, one: Step, back: str, form: forms.Form | None) -> HttpResponse:
    words = {
        "title": one.title,
        "what_happens": one.what_happens,
        "details": one.details,
        "look": one.look,
        "button": one.button,
        "back": back,
        "form": form,
    }
    return render(request, "ui/confirm.html", words)
