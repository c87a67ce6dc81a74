"""The lasting door for residents: saying something, and coming back to read the reply."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from talkoot.kit.forms import show_refusal
from talkoot.kit.limits import Limit
from talkoot.kit.refusals import Refused
from talkoot.surveys.forms.door import CodeForm, SayForm
from talkoot.surveys.models import Door, Said
from talkoot.surveys.operations import door as operations
from talkoot.surveys.queries.door import public_numbers
from talkoot.ui import doors

# An office behind one network address stays far below; above it a plain question is asked, not a no.
SAID = Limit(30, seconds=600)
# Who reads a reply types right; who guesses types wrong, of 24 ** 12 codes.
WRONG = Limit(30, seconds=600)


@doors.public
@csrf_exempt  # anybody may say something; nobody acts in anybody's name
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and the answer code, which is shown once. An address in capitals leads to the door, too."""
    if slug != slug.lower() and request.method != "POST":
        return short(request, slug)
    rows = Door.objects.public().select_related("organisation", "project__programme")
    found = get_object_or_404(rows, slug=slug.lower())
    form = SayForm(request.POST if request.method == "POST" else None, door=found)
    said, replied = public_numbers(found)
    words = {"door": found, "form": form, "said": said, "replied": replied}
    if request.method == "POST" and form.is_valid():
        busy = not SAID.takes(get_adapter().get_client_ip(request))
        if (busy or form.is_from_a_machine) and not form.is_answered_right:
            form.ask()
            return _private(render(request, "surveys/door/page.html", words))
        code = form.code()
        try:
            operations.say(
                door=found,
                text=form.cleaned_data["text"],
                code=code,
                language=get_language() or "fi",
                **form.about(),
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            words = {"door": found, "code": code}
            return _private(render(request, "surveys/door/said.html", words))
    return _private(render(request, "surveys/door/page.html", words))


@doors.public
@csrf_exempt  # it changes nothing: whoever has the code reads the reply
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest) -> HttpResponse:
    """What was said and the reply, for whoever has the code, which stands in no address."""
    network = get_adapter().get_client_ip(request)
    if request.method == "POST" and WRONG.is_full(network):
        return _private(render(request, "surveys/answering/too_many.html", status=429))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rows = Said.objects.with_code(form.cleaned_data["code"])
        said = rows.select_related("door__organisation").first()
        if said is not None:
            return _private(render(request, "surveys/door/reply.html", {"said": said}))
        WRONG.takes(network)
        form.add_error(
            "code",
            _(
                "Nothing is found with this code. Check the letters. What was said is kept three years."
            ),
        )
    return _private(render(request, "surveys/door/code.html", {"form": form}))


@doors.public
@require_safe
def short(request: HttpRequest, slug: str) -> HttpResponse:
    """From the short address of the poster, in small letters or capitals, to the door."""
    found = get_object_or_404(Door.objects.public(), slug=slug.lower())
    return redirect("surveys:door", found.slug)


def _private(answer: HttpResponse) -> HttpResponse:
    answer["Referrer-Policy"] = "no-referrer"
    return answer
