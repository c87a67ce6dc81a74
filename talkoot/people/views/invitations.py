"""An invitation: reading it, saying yes or no, with or without an account."""

from functools import wraps
from typing import Protocol

from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from talkoot.people import operations
from talkoot.people.models import Invitation
from talkoot.people.views.own import me
from talkoot.ui import doors


class Page(Protocol):
    """A view behind a token."""

    def __call__(self, request: HttpRequest, token: str) -> HttpResponse: ...


def unlisted(view: Page) -> Page:
    """Keeps a personal address out of search engines, caches and other sites' logs."""

    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        response = never_cache(view)(request, token)
        response["X-Robots-Tag"] = "noindex, nofollow"
        # Not no-referrer: browsers would then send forms without the origin that is checked.
        response["Referrer-Policy"] = "same-origin"
        return response

    return answer


def _load(token: str) -> Invitation:
    return get_object_or_404(
        Invitation.objects.select_related("invited_by", "answered_by").of_token(token)
    )


def _state(invitation: Invitation) -> str:
    if invitation.answered_at:
        return "accepted" if invitation.accepted else "declined"
    if invitation.withdrawn_at:
        return "withdrawn"
    return "expired" if invitation.expires_at <= timezone.now() else "waiting"


@doors.public
@unlisted
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The offer, and the choices that this visitor has."""
    found = _load(token)
    person = me(request) if request.user.is_authenticated else None
    context = {
        "invitation": found,
        "state": _state(found),
        "token": token,
        "same_address": person is not None and person.email == found.email,
        "mine": person is not None and found.answered_by_id == person.pk,
    }
    return render(request, "people/invitation.html", context)


@require_POST
@unlisted
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Yes, with the account that is signed in."""
    leads_to = operations.accept_invitation(invitation=_load(token), by=me(request))
    messages.success(request, _("You accepted the invitation. Welcome!"))
    if leads_to:
        return redirect(f"/{get_language()}{leads_to}")
    return redirect("people:invitation", token)


@doors.public
@require_POST
@unlisted
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """No; nothing more is needed of anybody."""
    by = me(request) if request.user.is_authenticated else request.user
    operations.decline_invitation(invitation=_load(token), by=by)
    return redirect("people:invitation", token)


@doors.public
@require_POST
@unlisted
def sign_in(request: HttpRequest, token: str) -> HttpResponse:
    """Goes on as the address that was invited: a code is mailed to it."""
    found = _load(token)
    back = reverse("people:invitation", args=[token])
    if not ratelimit.consume(
        request, app="allauth.account", action="request_login_code", key=found.email
    ):
        messages.error(request, _("Too many codes were asked for. Wait a minute and try again."))
        return redirect(back)
    person = operations.welcome(invitation=found)
    logout(request)
    LoginCodeVerificationProcess.initiate(request=request, user=person, email=found.email)
    return redirect(f"{reverse('account_confirm_login_code')}?{urlencode({'next': back})}")
