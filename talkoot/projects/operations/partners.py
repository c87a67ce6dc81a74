"""The project's partners: who, in which role, with what task, and when."""

from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.periods import Period
from talkoot.kit.refusals import Refused, refused_by
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.projects.models import PartnerPeriod, Partnership, Project
from talkoot.projects.operations.changing import (
    changed,
    changing,
    first_values,
    last_values,
    refuse_overwriting,
    reread,
)
from talkoot.projects.operations.ordering import next_position

EDITABLE = frozenset({"role", "organisation", "group_names", "group_size", "task", "position"})


class CoordinatorThere(Refused):
    sentence = _("The project has a coordinator already.")
    next_step = _("Change the role of the present coordinator first.")
    field = "role"


class PartnerThere(Refused):
    sentence = _("The organisation has this role in the project already.")
    next_step = _("Open the partner in the list to change it.")
    field = "organisation"


class NeitherNamedNorCounted(Refused):
    sentence = _("A partner is one organisation, or a group with the number of its members.")
    next_step = _("Choose an organisation, or tell the group and how many belong to it.")
    field = "organisation"


class PartnerHasBudget(Refused):
    sentence = _("The partner has money in a decision's budget.")
    next_step = _("Take its budget lines away first.")


class PartnerHasContacts(Refused):
    sentence = _("The partner has, or has had, a contact in the team.")
    next_step = _("Give it a period that ends instead of removing it.")


class PartnerHasShare(Refused):
    sentence = _("Something counts in the partner's share: events, targets or reported figures.")
    next_step = _("Give it a period that ends, or move those to another share first.")


class PeriodOutsideProject(Refused):
    sentence = _("The period is not inside the project's period.")
    next_step = _("Check the dates, or change the project's period first.")
    field = "periods"


class PeriodsOverlap(Refused):
    sentence = _("Two periods of the same partner overlap.")
    next_step = _("Make them one, or let the first end before the next begins.")
    field = "periods"


class PeriodWithoutStart(Refused):
    sentence = _("A partner's period needs a start.")
    field = "periods"


class PeriodEndsBeforeStart(Refused):
    sentence = _("The end is before the start.")
    field = "periods"


REFUSALS: dict[str, type[Refused]] = {
    "projects_partnership_one_coordinator": CoordinatorThere,
    "projects_partnership_role_once": PartnerThere,
    "projects_partnership_named_or_counted": NeitherNamedNorCounted,
}
PERIOD_REFUSALS: dict[str, type[Refused]] = {
    "projects_partnerperiod_inside_project": PeriodOutsideProject,
    "projects_partnerperiod_no_overlap": PeriodsOverlap,
    "projects_partnerperiod_has_start": PeriodWithoutStart,
    "projects_partnerperiod_ends_after_start": PeriodEndsBeforeStart,
}


def add_partner(
    *,
    project: Project,
    role: str,
    by: Person | None,
    organisation: Organisation | None = None,
    group_names: Texts | None = None,
    group_size: int | None = None,
    task: Texts | None = None,
) -> Partnership:
    """Adds an organisation, or a group of a stated size that no source names, as the last partner.

    Refuses with CoordinatorThere, PartnerThere, NeitherNamedNorCounted, ProjectArchived,
    ProjectDeleted. Records `projects.add_partner`.
    """
    with changing(project):
        row = Partnership(
            project=project,
            organisation=organisation,
            group_names=group_names or Texts(),
            group_size=group_size,
            role=role,
            task=task or Texts(),
            position=next_position(project.partnerships.all()),
        )
        with refused_by(REFUSALS):
            row.save()
        record("projects.add_partner", on=project, by=by, part=row, changes=first_values(row))
    return row


def edit_partner(
    *, partnership: Partnership, by: Person | None, seen: int | None = None, **changes: Any
) -> Partnership:
    """Changes a partner's role, organisation, group, task or place in the order.

    Refuses as `add_partner` does, and with ChangedMeanwhile and NoLongerThere.
    Records `projects.edit_partner`.
    """
    unknown = changes.keys() - EDITABLE
    if unknown:
        raise TypeError(f"not a field of a partner: {', '.join(sorted(unknown))}")
    with changing(partnership.project) as project:
        reread(partnership)
        before = snapshot(partnership)
        for name, value in changes.items():
            setattr(partnership, name, value)
        differing = changed(partnership, before)
        if differing:
            refuse_overwriting(project, differing, seen, partnership)
            with refused_by(REFUSALS):
                partnership.save()
            record("projects.edit_partner", on=project, by=by, part=partnership, changes=differing)
        elif "position" in changes:
            partnership.save(update_fields=["position"])
    return partnership


def remove_partner(*, partnership: Partnership, by: Person | None) -> None:
    """Takes a partner out of the project with its periods.

    Refuses with PartnerHasBudget, PartnerHasContacts, PartnerHasShare, NoLongerThere,
    ProjectArchived, ProjectDeleted. Records `projects.remove_partner`.
    """
    with changing(partnership.project) as project:
        reread(partnership)
        if partnership.budget_lines.exists():
            raise PartnerHasBudget
        if partnership.contacts.exists():
            raise PartnerHasContacts
        record(
            "projects.remove_partner",
            on=project,
            by=by,
            part=partnership,
            changes=last_values(partnership),
        )
        try:
            partnership.delete()
        except ProtectedError:
            # Higher areas keep what counts in its share; they are not known here.
            raise PartnerHasShare from None


def set_partner_periods(
    *,
    partnership: Partnership,
    periods: list[tuple[Period, str]],
    by: Person | None,
    seen: int | None = None,
) -> Partnership:
    """Makes these the partner's own periods, each with its reason; none means all of the project.

    A date known by the year or the month fits when the project's own date is in that year or month.
    Refuses with PeriodOutsideProject, PeriodsOverlap, PeriodWithoutStart, PeriodEndsBeforeStart,
    ChangedMeanwhile, NoLongerThere, ProjectArchived, ProjectDeleted. Records `projects.set_partner_periods`.
    """
    with changing(partnership.project) as project:
        reread(partnership)
        was = [_written(row.period, row.reason) for row in partnership.periods.all()]
        now = [_written(period, reason) for period, reason in periods]
        if sorted(was) == sorted(now):
            return partnership
        changes = {"periods": [was, now]}
        refuse_overwriting(project, changes, seen, partnership)
        with refused_by(PERIOD_REFUSALS):
            partnership.periods.all().delete()
            for period, reason in periods:
                row = PartnerPeriod(partnership=partnership, reason=reason.strip())
                row.period = period
                row.save()
        record("projects.set_partner_periods", on=project, by=by, part=partnership, changes=changes)
    return partnership


def _written(period: Period, reason: str) -> str:
    starts = period.starts.written() if period.starts else ""
    ends = period.ends.written() if period.ends else ""
    return f"{starts}–{ends}" + (f" ({reason.strip()})" if reason.strip() else "")
