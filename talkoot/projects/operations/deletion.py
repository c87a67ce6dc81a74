"""What happens to a deleted project when nobody has brought it back in time."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from talkoot.projects.models import BudgetLine, Obligation, Project, TeamMember
from talkoot.projects.operations.publishing import KEPT_AFTER_DELETION


def forget_deleted(*, now: datetime | None = None) -> int:
    """Removes for good the projects that were deleted more than 90 days ago; returns how many.

    Each goes in a transaction of its own with its proofs. Its history stays, and names no one by
    itself. One whose rows a higher area keeps (its events, its reports) stays hidden and whole.
    Records nothing: there is no row left to record it on.
    """
    before = (now or timezone.now()) - KEPT_AFTER_DELETION
    due = Project.objects.filter(deleted_at__lt=before).order_by("pk")
    return sum(_forget_or_leave(key, before) for key in due.values_list("pk", flat=True))


def _forget_or_leave(key: int, before: datetime) -> bool:
    try:
        return _forget(key, before)
    except ProtectedError:
        return False


def _forget(key: int, before: datetime) -> bool:
    with transaction.atomic():
        # Somebody may bring it back at this very moment.
        project = Project.objects.select_for_update().filter(pk=key, deleted_at__lt=before).first()
        if project is None:
            return False
        for obligation in Obligation.objects.filter(project=project).exclude(proof=""):
            storage, name = obligation.proof.storage, str(obligation.proof.name)
            transaction.on_commit(partial(storage.delete, name))
        # What protects others is taken away from its end: budgets, contacts, the chain of decisions.
        BudgetLine.objects.filter(decision__project=project).delete()
        TeamMember.objects.filter(project=project).delete()
        while project.decisions.exists():
            project.decisions.filter(superseded_by=None).delete()
        project.delete()
    return True
