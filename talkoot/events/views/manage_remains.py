"""Materials and recordings with their captions' day, and headcounts without names."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.events import operations
from talkoot.events.forms.remains import AttachmentForm, CaptionedForm, HeadcountForm
from talkoot.events.models import Attachment, Event, Headcount
from talkoot.events.views.managing import context, do, form_page, languages_of, meet, part, run
from talkoot.kit.files import CONTENT_TYPES, FileKind
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import saved, seen_now
from talkoot.ui import doors


@require_safe
def attachments(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything attached, and what waits for captions."""
    event = run(request, slug)
    today = timezone.localdate()
    rows = [(row, _is_late(row, today)) for row in event.attachments.all()]
    words = context(request, event, "manage_attachments", rows=rows)
    return render(request, "events/manage/attachments.html", words)


def _is_late(row: Attachment, today: Any) -> bool:
    return bool(row.captions_due_on and row.captioned_on is None and row.captions_due_on < today)


def new_attachment(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a material or a recording, which nobody sees before it is published."""
    event = run(request, slug)
    form = AttachmentForm(
        request.POST or None, request.FILES or None, languages=languages_of(event)
    )

    def save() -> object:
        return operations.add_attachment(event=event, by=signed_in(request.user), **form.values())

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("It was added. Publish it when it is ready to be seen."))
        return redirect("events:manage_attachments", event.slug)
    title = _("Add a material or a recording")
    return form_page(request, event, "manage_attachments", form, title=title)


def _attachment(event: Event, number: int) -> Attachment:
    found: Attachment = part(event, Attachment.objects.select_related("event"), number)
    return found


def edit_attachment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Changes what is said of it."""
    event = run(request, slug)
    seen, row = seen_now(event), _attachment(event, number)
    initial = {name: getattr(row, name) for name in ("titles", "language", "web_address")}
    form = AttachmentForm(
        request.POST or None,
        attachment=row,
        initial=initial,
        seen=seen,
        languages=languages_of(event),
    )

    def save() -> object:
        return operations.edit_attachment(
            attachment=row,
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
            **form.values(),
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect("events:manage_attachments", event.slug)
    return form_page(
        request,
        event,
        "manage_attachments",
        form,
        title=str(row),
        meanwhile=meet(form, event, row),
        remove_url=reverse("events:manage_attachment_remove", args=[event.slug, row.pk]),
        remove_words=_("Remove…"),
    )


@require_POST
def publish_attachment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Lets anyone who sees the event have it."""
    event = run(request, slug)
    row = _attachment(event, number)
    done = _("It is now on the event's page.")
    if row.kind == Attachment.Kind.RECORDING:
        done = _("It is now on the event's page. Its captions are due in 14 days.")
    back = reverse("events:manage_attachments", args=[event.slug])
    by = signed_in(request.user)
    return do(request, lambda: operations.publish_attachment(attachment=row, by=by), done, back)


@require_POST
def take_back_attachment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Hides it from others again."""
    event = run(request, slug)
    row = _attachment(event, number)
    back = reverse("events:manage_attachments", args=[event.slug])
    by = signed_in(request.user)
    done = _("It is no longer on the event's page.")
    return do(request, lambda: operations.take_back_attachment(attachment=row, by=by), done, back)


def mark_captioned(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Notes when the captions were ready."""
    event = run(request, slug)
    row = _attachment(event, number)
    if row.kind != Attachment.Kind.RECORDING:
        raise Http404
    form = CaptionedForm(
        request.POST or None, initial={"on": row.captioned_on or timezone.localdate()}
    )

    def save() -> object:
        return operations.mark_captioned(
            attachment=row, by=signed_in(request.user), **form.cleaned_data
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The captions are noted."))
        return redirect("events:manage_attachments", event.slug)
    title = _("Captions: %(recording)s") % {"recording": row}
    return form_page(request, event, "manage_attachments", form, title=title)


@require_http_methods(["GET", "HEAD", "POST"])
def remove_attachment(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first; says that removing a recording does not take the place of captioning it."""
    event = run(request, slug)
    row = _attachment(event, number)
    back = reverse("events:manage_attachments", args=[event.slug])
    if request.method == "POST":
        by = signed_in(request.user)
        done = _("It was removed.")
        return do(request, lambda: operations.remove_attachment(attachment=row, by=by), done, back)
    waits = row.kind == Attachment.Kind.RECORDING and row.captions_due_on and not row.captioned_on
    words = {
        "title": _("Remove “%(title)s”?") % {"title": row},
        "what_happens": _("It is removed with its file."),
        "details": [
            _(
                "The recording has been public without captions. Removing it only to avoid the duty "
                "to caption it is against the purpose of the law."
            )
        ]
        if waits
        else [],
        "look": "danger",
        "button": _("Remove"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)


@doors.public
@require_safe
def attachment_file(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """The file itself: a published one for everyone who sees the event, else for its arrangers."""
    rows = Attachment.objects.exclude(file="")
    event = Event.objects.visible_to(request.user).filter(slug=slug).first()
    if event is None:
        raise Http404
    row = get_object_or_404(rows.filter(event=event), pk=number)
    if row.published_at is None and not Event.objects.run_by(request.user).filter(pk=event.pk):
        raise Http404
    return _file(row.file, row.file_name or str(row))


def _file(file: Any, name: str) -> FileResponse:
    """Only to be saved, never shown as a page of ours."""
    try:
        content = file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    kind = FileKind(str(file.name).rsplit(".", 1)[-1])
    answer = FileResponse(
        content, as_attachment=True, filename=name, content_type=CONTENT_TYPES[kind]
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


# --- headcounts -----------------------------------------------------------------------------------
@require_safe
def headcounts(request: HttpRequest, slug: str) -> HttpResponse:
    """The numbers noted, the withdrawn ones last."""
    event = run(request, slug)
    rows = event.headcounts.select_related("counted_by").order_by("withdrawn_at", "pk")
    live = [row for row in rows if row.withdrawn_at is None]
    words = context(
        request,
        event,
        "manage_headcounts",
        rows=[*live, *(row for row in rows if row.withdrawn_at is not None)],
        together=sum(row.number for row in live),
        is_approximate=any(row.is_approximate for row in live),
    )
    return render(request, "events/manage/headcounts.html", words)


def new_headcount(request: HttpRequest, slug: str) -> HttpResponse:
    """Notes how many came."""
    event = run(request, slug)
    form = HeadcountForm(request.POST or None, request.FILES or None)

    def save() -> object:
        return operations.add_headcount(
            event=event, by=signed_in(request.user), **form.cleaned_data
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The number was noted."))
        return redirect("events:manage_headcounts", event.slug)
    title = _("Note how many came")
    return form_page(request, event, "manage_headcounts", form, title=title)


def _headcount(event: Event, number: int) -> Headcount:
    found: Headcount = part(event, Headcount.objects.select_related("event"), number)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_headcount(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Asks first; the number and its proof stay, marked as withdrawn."""
    event = run(request, slug)
    row = _headcount(event, number)
    back = reverse("events:manage_headcounts", args=[event.slug])
    if request.method == "POST":
        by = signed_in(request.user)
        done = _("The number was withdrawn.")
        return do(request, lambda: operations.withdraw_headcount(headcount=row, by=by), done, back)
    words = {
        "title": _("Withdraw the number %(number)d?") % {"number": row.number},
        "what_happens": _("It is no longer counted anywhere. It stays here with its proof."),
        "look": "danger",
        "button": _("Withdraw"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)


@require_safe
def headcount_proof(request: HttpRequest, slug: str, number: int) -> FileResponse:
    """The proof, for the arrangers."""
    row = _headcount(run(request, slug), number)
    if not row.proof:
        raise Http404
    ending = str(row.proof.name).rsplit(".", 1)[-1]
    return _file(row.proof, f"{row.event.slug}.{ending}")
