"""A person's own data: name and language, export, erasure, sign-ins, consents."""

import time
from typing import cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from talkoot.people import operations
from talkoot.people.forms import OwnForm
from talkoot.people.models import Consent, Person
from talkoot.people.queries.export import archive
from talkoot.people.queries.sign_ins import live_sessions
from talkoot.ui import doors

PER_PAGE = 20


def me(request: HttpRequest) -> Person:
    """Whoever is signed in; the doors of these views let nobody else in."""
    return cast(Person, request.user)


def signed_in_lately(request: HttpRequest) -> bool:
    """Whether the person showed who they are within a quarter of an hour."""
    records = get_authentication_records(request, me(request))
    last = max((float(record.get("at", 0)) for record in records), default=0.0)
    return time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """Asks to sign in again and leads back to the page that needed it."""
    back = f"{reverse('account_login')}?{urlencode({'next': request.path})}"
    return render(request, "people/sign_in_again.html", {"back": back})


@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """What is known of me, and where to change it."""
    person = me(request)
    form = OwnForm(request.POST or None, initial={"name": person.name, "language": person.language})
    if request.method == "POST" and form.is_valid():
        operations.edit_person(person=person, by=person, **form.cleaned_data)
        messages.success(request, _("Your data was saved."))
        return redirect("people:own")
    return render(request, "people/own.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """Everything about me as one file."""
    if not signed_in_lately(request):
        return sign_in_again(request)
    if request.method != "POST":
        return render(request, "people/export.html")
    response = StreamingHttpResponse(archive(me(request)), content_type="application/zip")
    name = f"talkoot-{timezone.localdate():%Y-%m-%d}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Erasing me: what goes, what stays, what stands against it."""
    if not signed_in_lately(request):
        return sign_in_again(request)
    person = me(request)
    hindrances = operations.hindrances(person=person)
    if request.method == "POST" and not hindrances:
        operations.erase(person=person, by=person)
        logout(request)
        return redirect("people:erased")
    return render(request, "people/erase.html", {"hindrances": hindrances})


@doors.public
def erased(request: HttpRequest) -> HttpResponse:
    """Says that it is done, to somebody who is nobody any more."""
    return render(request, "people/erased.html")


def sign_ins(request: HttpRequest) -> HttpResponse:
    """Where I am signed in now, and when and how I signed in before."""
    person = me(request)
    pages = Paginator(person.sign_ins.all(), PER_PAGE)
    context = {
        "sessions": live_sessions(person, request.session.session_key),
        "page_obj": pages.get_page(request.GET.get("page")),
    }
    return render(request, "people/sign_ins.html", context)


@require_POST
def end_other_sign_ins(request: HttpRequest) -> HttpResponse:
    """Signs me out everywhere else."""
    count = operations.end_other_sign_ins(
        person=me(request), keep=request.session.session_key, by=me(request)
    )
    words = ngettext(
        "You were signed out in %(count)d other browser.",
        "You were signed out in %(count)d other browsers.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("people:sign_ins")


def consents(request: HttpRequest) -> HttpResponse:
    """What I have agreed to, and may take back."""
    live = {given.about: given for given in me(request).consents.filter(withdrawn_at=None)}
    rows = [(about, live.get(about.value)) for about in Consent.About]
    past = me(request).consents.filter(withdrawn_at__isnull=False).order_by("-withdrawn_at")[:50]
    return render(request, "people/consents.html", {"rows": rows, "past": past})


def _known(about: str) -> str:
    if about not in Consent.About.values:
        raise Http404
    return about


@require_POST
def give_consent(request: HttpRequest, about: str) -> HttpResponse:
    """Says yes to one thing."""
    operations.give_consent(person=me(request), about=_known(about), by=me(request))
    messages.success(request, _("Your consent was saved."))
    return redirect("people:consents")


@require_POST
def withdraw_consent(request: HttpRequest, about: str) -> HttpResponse:
    """Takes a yes back."""
    operations.withdraw_consent(person=me(request), about=_known(about), by=me(request))
    messages.success(request, _("Your consent was withdrawn."))
    return redirect("people:consents")
