"""Marking oneself present, by the code that is on the screen."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from talkoot.events import operations
from talkoot.events.forms.attendance import HereForm
from talkoot.events.operations.attendance_refusals import CodeNotValid
from talkoot.events.queries.organisations import organisation_told
from talkoot.kit.forms import show_refusal
from talkoot.kit.limits import Limit
from talkoot.kit.refusals import Refused
from talkoot.ui import doors

# A hall behind one network address types right; who guesses types wrong.
WRONG_CODES = Limit(60, seconds=600)


@doors.public
@csrf_exempt  # nobody acts in anybody's name by it; whoever reads the code may send it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def here(request: HttpRequest, code: str = "") -> HttpResponse:
    """The form, and the answer, which is the same whether or not one was on the list."""
    form = HereForm(request.POST or None, initial={"code": code})
    network = get_adapter().get_client_ip(request)
    if request.method == "POST" and WRONG_CODES.is_full(network):
        return _too_many(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            marked = operations.check_self_in(
                code=said["code"],
                name=said["name"],
                email=said["email"],
                mark_key=said["key"],
                **organisation_told(said["organisation"]),
            )
        except Refused as refused:
            show_refusal(form, refused)
            if isinstance(refused, CodeNotValid):
                WRONG_CODES.takes(network)
        else:
            return render(request, "events/check_in/done.html", {"event": marked.attendance.event})
    return render(request, "events/check_in/here.html", {"form": form})


def _too_many(request: HttpRequest) -> HttpResponse:
    form = HereForm()
    words = {
        "form": form,
        "too_many": _("Too many wrong codes came from this network. Try again in ten minutes."),
    }
    return render(request, "events/check_in/here.html", words, status=429)
