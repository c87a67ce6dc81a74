"""A report's working page, and writing its texts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from talkoot.history.models import Entry
from talkoot.history.verbs import sentence_of
from talkoot.measures import passage as passages
from talkoot.people.models import Person, signed_in
from talkoot.projects.forms.seen import has_met, saved, seen_now
from talkoot.reports import operations
from talkoot.reports.forms.reports import TextForm
from talkoot.reports.models import OrganisationTemplate, Report, ReportHeading, ReportText
from talkoot.reports.queries import checking, drawing_up, working
from talkoot.reports.queries.access import Access
from talkoot.reports.views.numbers import said, said_share
from talkoot.reports.views.place import access_to, context

STATE_LOOKS = {
    "draft": "warm",
    "checked": "blue",
    "frozen": "good",
    "submitted": "blue",
    "accepted": "good",
    "returned": "bad",
}
WAY: tuple[tuple[str, Promise], ...] = (
    ("draft", gettext_lazy("Draft")),
    ("checked", gettext_lazy("Checked")),
    ("frozen", gettext_lazy("Frozen")),
    ("submitted", gettext_lazy("Sent")),
    ("accepted", gettext_lazy("Accepted")),
)
ENTRIES = 12


def report_of(request: HttpRequest, slug: str, number: int) -> tuple[Access, Report]:
    """A report of the project, for those who may read it, and what they may do; 404 for others."""
    may = access_to(request, slug)
    rows = Report.objects.filter(period__project=may.project).select_related(
        "period", "partnership__organisation", "supersedes", "frozen_by", "checked_by"
    )
    found = get_object_or_404(rows, pk=number)
    found.period.project = may.project
    return may, found


def filled(request: HttpRequest, slug: str, number: int) -> tuple[Access, Report]:
    """A report for those who may write it; 404 for others."""
    may, found = report_of(request, slug, number)
    if not may.fills(found.partnership_id):
        raise Http404
    return may, found


def report_words(request: HttpRequest, may: Access, report: Report, **more: Any) -> dict[str, Any]:
    """What every page of a report shows of itself."""
    words = context(
        request, may.project, "periods", runs=may.manages, report=report, period=report.period
    )
    words |= {
        "report_title": title_of(report),
        "report_url": reverse("reports:report", args=[may.project.slug, report.pk]),
        "state_look": STATE_LOOKS[report.state],
        "fills": may.fills(report.partnership_id),
        **more,
    }
    return words


def title_of(report: Report) -> str:
    """The kind of the report as a heading: a partner's is said to be one."""
    kind = report.period.get_kind_display()
    return f"{kind[:1].upper()}{kind[1:]}"


@require_safe
def report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The working page: state, figures, texts, what other areas tell, checks and what was done."""
    may, row = report_of(request, slug, number)
    newer = Report.objects.filter(supersedes=row).first()
    if row.is_frozen:
        lines, found, told = working.frozen_lines(row), [], [one.told for one in row.passages.all()]
    else:
        known = drawing_up.followed(may.project)
        drawn = drawing_up.draw_up(row, known.entering)
        lines, found = working.drawn_lines(drawn), checking.checks(row, drawn, known)
        told = _told(row)
    words = report_words(
        request,
        may,
        row,
        title=title_of(row),
        lines=[_shown(one) for one in lines],
        has_corrections=any(one.corrected for one in lines) and row.period.kind == "period",
        corrected=[_shown(one) for one in lines if one.reasons],
        has_targets=any(one.figure.target is not None for one in lines),
        has_changed=any(one.has_changed for one in lines),
        texts=working.texts_of(row),
        passages=told,
        checks=found,
        blocked=any(one.blocks for one in found),
        newer=newer,
        versions=_versions(row),
        steps=_steps(row),
        entries=_entries(row),
        word_templates=OrganisationTemplate.objects.live().filter(organisation=may.project.owner),
    )
    return render(request, "reports/report.html", words)


def _shown(line: working.Line) -> dict[str, Any]:
    """A line's numbers as people write them."""
    figure = line.figure
    sign = "+" if line.corrected > 0 else ""
    return {
        "line": line,
        "figure": figure,
        "period": said(line.period, about=figure.is_estimate and bool(figure.period_amount)),
        "corrected": sign + said(line.corrected) if line.corrected else "",
        "cumulative": said(line.cumulative, about=figure.is_estimate),
        "target": said(figure.target),
        "share": said_share(line.share),
        "now": said(line.now),
        "reasons": [
            (("+" if one.amount > 0 else "") + said(one.amount), one.rows, one.words)
            for one in line.reasons
        ],
    }


def _told(report: Report) -> list[passages.Told]:
    """What the other areas have to tell of the report's days, as it would be kept now."""
    scope = drawing_up.scope_of_report(report)
    return [told for one in passages.every() if (told := one.told(scope)) is not None]


def _versions(report: Report) -> list[Report]:
    """All versions of the report of this period and share, where there are several."""
    rows = report.period.reports.filter(partnership=report.partnership).order_by("-version")
    return list(rows) if len(rows) > 1 else []


def _steps(report: Report) -> list[tuple[Promise | str, str]]:
    """The way of a report and where this one is on it."""
    way: list[tuple[str, Promise | str]] = list(WAY)
    if report.state == Report.State.RETURNED:
        way[-1] = ("returned", _("Returned"))
    here = [state for state, _words in way].index(report.state)
    return [
        (words, "done" if place < here else "here" if place == here else "")
        for place, (_state, words) in enumerate(way)
    ]


def _entries(report: Report) -> list[tuple[Any, Any, Any]]:
    """The last things that were done to the report and its texts: when, what and who."""
    texts = ReportText.objects.filter(report=report).values("pk")
    mine = Entry.objects.of(report.period.project).filter(part="reports.report", part_id=report.pk)
    of_texts = Entry.objects.of(report.period.project).filter(
        part="reports.reporttext", part_id__in=texts
    )
    rows = list((mine | of_texts).order_by("-pk")[:ENTRIES])
    people = Person.objects.in_bulk({row.actor_id for row in rows if row.actor_id})
    return [
        (
            row.at,
            sentence_of(row.verb),
            _("Talkoot itself")
            if row.by_worker
            else people.get(row.actor_id or 0, _("a person who has been erased")),
        )
        for row in rows
    ]


def text(request: HttpRequest, slug: str, number: int, heading: int) -> HttpResponse:
    """Writes one text, with the previous report's beside; nobody's text is overwritten unseen."""
    may, row = filled(request, slug, number)
    seen = seen_now(may.project)
    under = get_object_or_404(ReportHeading.objects.filter(project=may.project), pk=heading)
    kept = ReportText.objects.filter(report=row, heading=under).first()
    previous = working.previous_texts(row).get(under.code, "")
    now = kept.text if kept else ""
    shown = previous if "copy" in request.GET and not now else now
    form = TextForm(
        request.POST or None,
        initial={"text": shown},
        seen=seen,
        heading=under,
        language=row.language,
    )

    def save() -> object:
        return operations.write_text(
            report=row,
            heading=under,
            text=form.cleaned_data["text"],
            by=signed_in(request.user),
            seen=form.cleaned_data["seen"],
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("Saved."))
        return redirect(f"{reverse('reports:report', args=[slug, number])}#heading-{under.pk}")
    met = has_met(form, may.project)
    if met and kept is not None:
        kept.refresh_from_db()
    words = report_words(
        request,
        may,
        row,
        title=str(under),
        form=form,
        heading=under,
        previous=previous,
        met=met,
        saved_meanwhile=kept.text if met and kept else "",
        can_write=row.state == Report.State.DRAFT,
        now=now,
    )
    return render(request, "reports/report_text.html", words)
