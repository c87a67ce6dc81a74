"""`talkoot verify-report`: whether frozen reports are still what was frozen, and what was touched if not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from talkoot.projects.models import Project
from talkoot.reports.models import Report
from talkoot.reports.queries import verifying


class Command(BaseCommand):
    help = (
        "Computes every hash of frozen reports anew and compares it with the stored one, with the "
        "history and with the chain. Names what was changed, and says how today's values differ."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "reports", nargs="*", type=int, metavar="REPORT", help="a report's number"
        )
        parser.add_argument("--project", metavar="ADDRESS", help="the project's address, its slug")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prints a line a report; ends with code 1 when anything is not as it was frozen."""
        number = wrong = 0
        for project in _projects(options["project"], options["reports"]):
            for report in verifying.frozen_reports(project):
                if options["reports"] and report.pk not in options["reports"]:
                    continue
                number += 1
                wrong += self._report(report)
            wrong += self._tell(f"{project.slug}", verifying.examine_chain(project))
        for missing in _not_frozen(options["reports"]):
            number += 1
            wrong += self._tell(
                f"report {missing}", [verifying.Finding("there is no such frozen report")]
            )
        if wrong:
            raise CommandError(
                f"{number} frozen reports looked at: {wrong} things are not as they were frozen.",
                returncode=1,
            )
        self.stdout.write(f"{number} frozen reports looked at: all are as they were frozen.")

    def _report(self, report: Report) -> int:
        share = f", share of {report.partnership}" if report.partnership else ""
        which = f"{report.period}, version {report.version}{share}"
        place = f"{report.period.project.slug}, report {report.pk} ({which})"
        found = verifying.examine(report)
        if not found:
            self.stdout.write(f"well    {place}: {report.content_hash[:12]}")
        self._tell(place, verifying.differences_today(report))
        return self._tell(place, found)

    def _tell(self, place: str, found: list[verifying.Finding]) -> int:
        for one in found:
            self.stdout.write(f"{'CHANGED' if one.wrong else 'note   '} {place}: {one.sentence}")
        return sum(one.wrong for one in found)


def _projects(slug: str | None, numbers: list[int]) -> list[Project]:
    projects = Project.objects.order_by("slug")
    if slug is not None:
        projects = projects.filter(slug=slug)
        if not projects.exists():
            raise CommandError(f"There is no project at the address {slug}.")
    elif numbers:
        projects = projects.filter(reporting_periods__reports__in=numbers)
    else:
        projects = projects.filter(reporting_periods__reports__frozen_at__isnull=False)
    return list(projects.distinct())


def _not_frozen(numbers: list[int]) -> list[int]:
    frozen = Report.objects.filter(pk__in=numbers, frozen_at__isnull=False)
    there = set(frozen.values_list("pk", flat=True))
    return [number for number in numbers if number not in there]
