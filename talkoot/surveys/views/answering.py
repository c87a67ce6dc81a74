"""Answering: by the mailed link, and by the code on the screen. Nothing of it is written in any log."""

from collections.abc import Callable

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.kit.forms import show_refusal
from talkoot.kit.limits import Limit
from talkoot.kit.refusals import Refused
from talkoot.surveys import operations
from talkoot.surveys.forms.answering import AnswerForm, WhoForm
from talkoot.surveys.models import Asked, Wave
from talkoot.surveys.operations.refusals import LinkNotKnown
from talkoot.ui import doors

# A hall behind one network address types right; who guesses addresses types wrong.
WRONG = Limit(60, seconds=600)
# Where everybody may answer, one network does not fill the results, nor uncover others among its own.
ALIKE = Limit(300, seconds=3600)


@doors.public
@csrf_exempt  # whoever holds the link may answer by it; nobody acts in anybody's name
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questions, for whoever holds a mailed link."""
    try:
        asked = operations.find_invitation(token=token)
    except Refused as refused:
        return _told(request, refused)
    return _ask(request, asked.wave, lambda: asked, WhoForm())


@doors.public
@csrf_exempt  # whoever reads the code may answer; nobody acts in anybody's name
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def at_code(request: HttpRequest, code: str) -> HttpResponse:
    """The questions, for whoever reads the code on the screen; who one is comes last."""
    network = get_adapter().get_client_ip(request)
    if WRONG.is_full(network):
        return _too_many(request)
    wave = Wave.objects.with_code(code).select_related("event", "project").first()
    if wave is None:
        if not WRONG.takes(network):
            return _too_many(request)
        raise Http404
    if not wave.is_open:
        try:
            operations.find_unnamed(wave=wave)
        except Refused as refused:
            return _told(request, refused)
    who = WhoForm(request.POST if request.method == "POST" and not wave.is_open_to_all else None)

    def find() -> Asked:
        said = {} if wave.is_open_to_all else who.cleaned_data
        if said.get("email") and not said.get("is_unnamed"):
            return operations.find_by_address(wave=wave, address=said["email"])
        return operations.find_unnamed(wave=wave)

    if request.method == "POST" and wave.is_open_to_all and not ALIKE.takes(network):
        return _too_many(request)
    return _ask(request, wave, find, who, network=network)


@doors.public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt  # it changes nothing: it leads to the code that was typed
def enter(request: HttpRequest) -> HttpResponse:
    """Where the code on the screen is typed by hand."""
    code = (request.POST.get("code") or request.GET.get("code") or "").strip()
    unknown = False
    if code:
        if (wave := Wave.objects.with_code(code).first()) is not None:
            return redirect("surveys:at_code", code=wave.code)
        unknown = True
        network = get_adapter().get_client_ip(request)
        if not WRONG.takes(network):
            return _too_many(request)
    return render(request, "surveys/answering/enter.html", {"code": code, "unknown": unknown})


@doors.public
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What was said is in, and how it is kept."""
    return render(request, "surveys/answering/thanks.html", {"how": request.GET.get("how", "")})


def _ask(
    request: HttpRequest,
    wave: Wave,
    find: Callable[[], Asked],
    who: WhoForm,
    *,
    network: str = "",
) -> HttpResponse:
    form = AnswerForm(request.POST if request.method == "POST" else None, wave=wave)
    if request.method == "POST" and form.is_valid() and (not who.is_bound or who.is_valid()):
        try:
            operations.answer(
                asked=find(),
                values=form.values(),
                texts=form.texts(),
                language=get_language() or "fi",
                once=who.cleaned_data["once"] if who.is_bound else "",
            )
        except Refused as refused:
            if network:
                WRONG.takes(network)
            show_refusal(who if getattr(refused, "field", "") == "email" else form, refused)
        else:
            how = "" if wave.anonymity == Wave.Anonymity.ANONYMOUS else f"?how={wave.anonymity}"
            return redirect(reverse("surveys:thanks") + how)
    words = {
        "wave": wave,
        "form": form,
        "who": who if network and not wave.is_open_to_all else None,
        "title": wave.titles or (wave.event.titles if wave.event is not None else ""),
    }
    answer = render(request, "surveys/answering/page.html", words)
    return _private(answer)


def _too_many(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/answering/too_many.html", status=429)


def _told(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A kind page for a link that takes no answer."""
    sentence, next_step = refused.said()
    words = {"sentence": sentence, "next_step": next_step}
    status = 404 if isinstance(refused, LinkNotKnown) else 200
    return _private(render(request, "surveys/answering/told.html", words, status=status))


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Referrer-Policy"] = "no-referrer"
    return answer
