"""The fixed words of a report, and how it writes its days, in the active language."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _


def day(on: date) -> str:
    """A day as Finland writes it in all three languages."""
    return f"{on.day}.{on.month}.{on.year}"


def moment(at: datetime) -> str:
    """A day and a time of day in Finland."""
    here = timezone.localtime(at)
    return f"{day(here.date())} {here:%H}.{here:%M}"


def words() -> dict[str, str]:
    """The fixed words of a report in the active language."""
    return {
        "draft": _("Draft"),
        "draft_means": _(
            "This is a draft. Its numbers are those of the moment when it was made and may still "
            "change; it is not the report."
        ),
        "figures": _("Figures"),
        "figures_caption": _("What was promised and what happened"),
        "indicator": _("Indicator"),
        "target": _("Target"),
        "in_period": _("In the period"),
        "corrections": _("Corrections to earlier periods"),
        "cumulative": _("From the beginning"),
        "share": _("Of the target"),
        "how_counted": _("How each figure is counted"),
        "texts": _("What was done"),
        "no_text": _("Nothing was written under this heading."),
        "no_figures": _("The report has no figures."),
        "appendix": _("How to check this report"),
        "hash_means": _(
            "When the report was frozen, every figure was stored with the rows it was counted from, "
            "and a fingerprint was computed of every figure, row and text and of the report frozen "
            "before it. If even one of them were changed, it would be another. The command "
            "“talkoot verify-report” computes it again."
        ),
        "fingerprint": _("Fingerprint of the report"),
        "previous_fingerprint": _("Fingerprint of the report before this"),
        "rows_open": _("The rows behind each figure open at"),
        "project": _("Project"),
        "project_code": _("Project code"),
        "organisation": _("Administered by"),
        "partner": _("Partner"),
        "programme": _("Programme"),
        "decision": _("Funding decision"),
        "period": _("Period"),
        "state": _("State"),
        "version": _("Version"),
        "frozen": _("Frozen"),
        "submitted": _("Submitted"),
        "flag": _("Flag of the European Union"),
        "page": _("Page"),
        "definition": _("Version of the definition"),
        "baseline": _("Baseline"),
    }
