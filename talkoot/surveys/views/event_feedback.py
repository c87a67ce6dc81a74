"""The arranger's page of an event's feedback: open, ask, close, and the code for the screen."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.events.models import Event
from talkoot.kit.forms import show_refusal
from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects.models import Project
from talkoot.surveys import operations
from talkoot.surveys.forms.waves import WaveForm
from talkoot.surveys.models import Form, FormVersion, OpenText, Wave
from talkoot.surveys.operations.refusals import WaveClosed
from talkoot.surveys.queries.asking import numbers_of, unsent_of
from talkoot.surveys.queries.by_itself import may_set_rule, why_not
from talkoot.surveys.queries.results import results_of
from talkoot.surveys.queries.texts import released_of, shown_of_wave
from talkoot.surveys.views.results import closing_told, shown
from talkoot.ui.qr import qr


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    """How the feedback of an event stands, and what can be done about it."""
    row = _run(request, slug)
    wave = _wave(row)
    words: dict[str, Any] = {"event": row, "wave": wave}
    if wave is None:
        words |= {"why_not": why_not(row), "may_set": may_set_rule(request.user, row.project)}
    else:
        found, followed = results_of(wave), Project.objects.followed_by(request.user)
        words |= {
            "numbers": numbers_of(wave),
            "unsent": unsent_of(wave),
            "address": _address(wave),
            "results": found,
            "items": shown(found.items) if found.answers else [],
            "texts": shown_of_wave(wave) if found.answers else [],
            "unchecked": released_of(wave).filter(state=OpenText.State.NEW).count(),
            "follows": row.project_id is not None and followed.filter(pk=row.project_id).exists(),
        }
    return render(request, "surveys/event/page.html", words)


@require_POST
def open_now(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens the feedback before the worker does."""
    row = _run(request, slug)
    wave = operations.open_for_event(event=row, by=signed_in(request.user))
    told = _("The feedback is ready. It opens 15 minutes before the end.")
    messages.success(request, _("The feedback is open.") if wave.is_open else told)
    return redirect("surveys:event", slug=row.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The day of closing, own questions, and the fewest answers shown."""
    row = _run(request, slug)
    wave = get_object_or_404(Wave, event=row, kind=Wave.Kind.EVENT)
    if wave.closed_at is not None:
        return _told_closed(request, row)
    own = FormVersion.objects.filter(
        form__in=_own_forms(request), published_at__isnull=False
    ).values("pk")
    form = WaveForm(request.POST or None, instance=wave, own=own)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        try:
            operations.edit(wave=wave, by=signed_in(request.user), **changes)
        except WaveClosed:
            # It was closed meanwhile; what the refusal says is for whoever answers.
            return _told_closed(request, row)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("surveys:event", slug=row.slug)
    return render(request, "surveys/event/edit.html", {"event": row, "wave": wave, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, slug: str) -> HttpResponse:
    """Asked first: closing cannot be taken back."""
    row = _run(request, slug)
    wave = get_object_or_404(Wave, event=row, kind=Wave.Kind.EVENT)
    if request.method == "POST":
        closed = operations.close(wave=wave, by=signed_in(request.user))
        messages.success(request, closing_told(closed))
        return redirect("surveys:event", slug=row.slug)
    if wave.closed_at is not None:
        return _told_closed(request, row)
    return render(request, "surveys/event/close.html", {"event": row, "wave": wave})


@require_safe
def screen(request: HttpRequest, slug: str) -> HttpResponse:
    """The code, large enough for the last row of the room."""
    row = _run(request, slug)
    wave = get_object_or_404(Wave, event=row, kind=Wave.Kind.EVENT)
    waits = wave.opens_at > timezone.now()
    if wave.closed_at is not None or not (wave.is_open or waits):
        return _told_closed(request, row)
    address = _address(wave)
    words = {
        "event": row,
        "wave": wave,
        "waits": waits,
        "address": address.removeprefix("https://").removeprefix("http://"),
        "entry": f"{settings.SITE_URL}/{get_language()}/feedback/".partition("://")[2],
        "picture": qr(address, _("Give feedback")),
    }
    return render(request, "surveys/event/screen.html", words)


def _told_closed(request: HttpRequest, event: Event) -> HttpResponse:
    """The way back from what is done to an open feedback only."""
    told = _("The feedback is closed: it can no longer be changed, and its code takes no answers.")
    messages.info(request, told)
    return redirect("surveys:event", slug=event.slug)


def _run(request: HttpRequest, slug: str) -> Event:
    rows = Event.objects.run_by(request.user).select_related("project", "organisation")
    return get_object_or_404(rows, slug=slug)


def _wave(event: Event) -> Wave | None:
    return Wave.objects.filter(event=event, kind=Wave.Kind.EVENT).select_related("own").first()


def _own_forms(request: HttpRequest) -> Any:
    return Form.objects.usable_by(request.user).exclude(purpose=Form.Purpose.CORE)


def _address(wave: Wave) -> str:
    return f"{settings.SITE_URL}{reverse('surveys:at_code', args=[wave.code])}"
