"""The handover of a turn: a page to read and print, and the same as files."""

import io
import zipfile
from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from talkoot.events import operations
from talkoot.events.forms.turns import HandoverForm
from talkoot.events.models import Event
from talkoot.events.queries import times
from talkoot.events.queries.handover import Pack, pack_of
from talkoot.events.views import words
from talkoot.events.views.series_shared import shown, turn_run
from talkoot.kit.files import FileKind
from talkoot.kit.sheets import Sheet, workbook
from talkoot.kit.sheets.write import Cell
from talkoot.people.models import signed_in
from talkoot.projects.forms.seen import meet, saved, seen_now
from talkoot.ui.downloads import download


def handover(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the host of this turn gets, and below it the words that this host leaves to the next."""
    row = turn_run(request, slug, number)
    form = HandoverForm(
        request.POST or None, initial={"text": row.handover}, seen=seen_now(row.series)
    )

    def save() -> object:
        said, by = form.cleaned_data, signed_in(request.user)
        return operations.write_handover(turn=row, text=said["text"], by=by, seen=said["seen"])

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Your words were saved for the next host."))
        return redirect("events:turn_handover", slug, number)
    row = turn_run(request, slug, number)
    pack = pack_of(row)
    context = {
        "series": row.series,
        "turn": row,
        "shown": shown(row),
        "pack": pack,
        "duties": list(row.checklist.all()),
        "when": times.when(pack.last) if pack.last else "",
        "where": words.where(pack.last) if pack.last else "",
        "earlier": [shown(turn) for turn in pack.words],
        "form": form,
        "meanwhile": meet(form, row.series, row),
        "may_see_page": pack.last is not None
        and Event.objects.visible_to(request.user).filter(pk=pack.last.pk).exists(),
    }
    return render(request, "events/series/handover.html", context)


@require_safe
def handover_workbook(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The lists of the handover."""
    row = turn_run(request, slug, number)
    name = f"{row.series.slug}-{row.position}"
    return download(workbook(sheets_of(pack_of(row))), FileKind.XLSX, name)


@require_safe
def handover_files(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Everything in one file: the programme and words as text, the lists, and the materials."""
    row = turn_run(request, slug, number)
    pack = pack_of(row)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole:
        context = {
            "pack": pack,
            "turn": row,
            "shown": shown(row),
            "duties": list(row.checklist.all()),
            "earlier": [shown(turn) for turn in pack.words],
            "when": times.when(pack.last) if pack.last else "",
            "where": words.where(pack.last) if pack.last else "",
        }
        whole.writestr(
            f"{_('programme')}.txt", render_to_string("events/series/handover.txt", context)
        )
        whole.writestr(f"{_('lists')}.xlsx", workbook(sheets_of(pack)))
        for number_of, material in enumerate(pack.materials, 1):
            if material.file:
                file = get_valid_filename(str(material.file.name).rsplit("/", 1)[-1])
                with material.file.open("rb") as content:
                    whole.writestr(f"{_('materials')}/{number_of}-{file}", content.read())
    return download(out.getvalue(), FileKind.ZIP, f"{row.series.slug}-{row.position}")


def sheets_of(pack: Pack) -> list[Sheet]:
    """The checklist, the last programme's sessions and who came; nobody's needs or addresses."""
    return [
        Sheet(_("Checklist"), [_("Duty"), _("Done on")], _duties(pack), (60, 14)),
        Sheet(
            _("Last programme"),
            [_("Begins"), _("Ends"), _("Session"), _("Place")],
            _sessions(pack),
            (18, 18, 50, 30),
        ),
        Sheet(
            _("Participants of the last meeting"),
            [_("Name"), _("Organisation"), _("Role"), _("Way of taking part")],
            _people(pack),
            (32, 40, 16, 18),
        ),
    ]


def _duties(pack: Pack) -> Iterator[list[Cell]]:
    for duty in pack.turn.checklist.all():
        yield [str(duty), duty.done_on]


def _sessions(pack: Pack) -> Iterator[list[Cell]]:
    if pack.last is not None and pack.last.starts_at and not pack.sessions:
        yield [pack.last.starts_at, pack.last.ends_at, str(pack.last), pack.last.place]
    for session in pack.sessions:
        yield [session.starts_at, session.ends_at, str(session), session.place]


def _people(pack: Pack) -> Iterator[list[Cell]]:
    for row in pack.participants:
        yield [
            row.name,
            str(row.organisation or row.organisation_written),
            str(row.get_role_display()),
            str(row.pool.get_mode_display()),
        ]
