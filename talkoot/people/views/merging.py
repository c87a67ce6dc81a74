"""Two addresses of one person become one: by themselves with a code, or by a keeper with a reason."""

import time
from typing import Any

from allauth.core.internal import ratelimit
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from talkoot.people import operations
from talkoot.people.forms import CodeForm, KeeperEraseForm, KeeperMergeForm, OtherAddressForm
from talkoot.people.models import Person
from talkoot.people.queries.merging import what_would_move
from talkoot.people.views.own import me

STATE = "people_merge"
VALID_SECONDS = 600
ATTEMPTS = 3
LIMITS = {"merge_code": "5/h/key,20/d/key"}


def _hidden(code: str) -> str:
    return salted_hmac("talkoot.people.merge", code).hexdigest()


def _state(request: HttpRequest) -> dict[str, Any] | None:
    """The merge under way in this browser; one that took too long is over."""
    state: dict[str, Any] | None = request.session.get(STATE)
    if state and time.time() - state["at"] > VALID_SECONDS:
        del request.session[STATE]
        return None
    return state


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_merge(request: HttpRequest) -> HttpResponse:
    """Asks for my other address and mails a code to it, if anybody has it."""
    form = OtherAddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if email == me(request).email:
            form.add_error("email", _("This is the address that you are signed in with."))
        elif not ratelimit.consume(
            request, app="talkoot", action="merge_code", config=LIMITS, key=str(me(request).pk)
        ):
            form.add_error("email", _("Too many codes were asked for. Try again in an hour."))
        else:
            person, code = operations.send_merge_code(address=email, by=me(request))
            request.session[STATE] = {
                "person": person.pk if person else None,
                "email": email,
                "code": _hidden(code),
                "at": time.time(),
                "attempts": 0,
                "proved": False,
            }
            return redirect("people:own_merge_code")
    return render(request, "people/own_merge.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_merge_code(request: HttpRequest) -> HttpResponse:
    """Takes the code; after three wrong ones a new one is needed."""
    state = _state(request)
    if state is None:
        return redirect("people:own_merge")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        right = constant_time_compare(_hidden(form.cleaned_data["code"]), state["code"])
        if right and state["person"] is not None:
            request.session[STATE] = {**state, "proved": True}
            return redirect("people:own_merge_confirm")
        state["attempts"] += 1
        request.session[STATE] = state
        if state["attempts"] >= ATTEMPTS:
            del request.session[STATE]
            messages.error(request, _("The code was wrong three times. Ask for a new one."))
            return redirect("people:own_merge")
        form.add_error("code", _("This is not the code. Check it and write it again."))
    return render(request, "people/own_merge_code.html", {"form": form, "email": state["email"]})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_merge_confirm(request: HttpRequest) -> HttpResponse:
    """Shows what will move, and moves it."""
    state = _state(request)
    duplicate = (
        Person.objects.live().filter(pk=state["person"]).first()
        if state and state["proved"]
        else None
    )
    if duplicate is None:
        return redirect("people:own_merge")
    if request.method == "POST":
        operations.merge(duplicate=duplicate, into=me(request), by=me(request))
        del request.session[STATE]
        messages.success(request, _("Your two accounts are now one."))
        return redirect("people:own")
    context = {"duplicate": duplicate, "into": me(request), "moving": what_would_move(duplicate)}
    return render(request, "people/own_merge_confirm.html", context)


def _keeper(request: HttpRequest) -> Person:
    if not me(request).is_staff:
        raise Http404
    return me(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """A keeper's merge: the two addresses, what would move, then the deed."""
    keeper = _keeper(request)
    form = KeeperMergeForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        duplicate, into = form.persons["duplicate"], form.persons["into"]
        if duplicate.pk == into.pk:
            form.add_error("into", _("Both addresses belong to the same person already."))
        elif "confirm" in request.POST:
            operations.merge(
                duplicate=duplicate, into=into, by=keeper, reason=form.cleaned_data["reason"]
            )
            messages.success(request, _("The two accounts are now one."))
            return redirect("people:merge")
        else:
            moving = what_would_move(duplicate)
            context |= {"duplicate": duplicate, "into": into, "moving": moving}
    return render(request, "people/merge.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase_person(request: HttpRequest) -> HttpResponse:
    """A keeper erases somebody who asked for it and cannot do it themselves."""
    keeper = _keeper(request)
    form = KeeperEraseForm(request.POST or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid() and form.person:
        hindrances = operations.hindrances(person=form.person)
        if "confirm" in request.POST and not hindrances:
            operations.erase(person=form.person, by=keeper, reason=form.cleaned_data["reason"])
            messages.success(request, _("The person was erased."))
            return redirect("people:erase_person")
        context |= {"person": form.person, "hindrances": hindrances}
    return render(request, "people/erase_person.html", context)
