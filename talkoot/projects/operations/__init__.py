"""The verbs of a project, one file a noun; whatever changes a project is here."""

from talkoot.projects.operations.changing import (
    ChangedMeanwhile,
    NoLongerThere,
    PartOfAnotherProject,
    ProjectArchived,
    ProjectDeleted,
)
from talkoot.projects.operations.decisions import (
    add_decision,
    edit_decision,
    remove_decision,
    set_budget_lines,
)
from talkoot.projects.operations.deletion import forget_deleted
from talkoot.projects.operations.goals import add_goal, edit_goal, move_goal, remove_goal
from talkoot.projects.operations.invitations import invite, withdraw_invitation
from talkoot.projects.operations.obligations import (
    add_obligation,
    derive_obligations,
    edit_obligation,
    mark_done,
    mark_open,
    remove_obligation,
    waive,
)
from talkoot.projects.operations.partners import (
    add_partner,
    edit_partner,
    remove_partner,
    set_partner_periods,
)
from talkoot.projects.operations.project import RESERVED_SLUGS, create, edit
from talkoot.projects.operations.publishing import (
    archive,
    bring_back,
    delete,
    missing_for_publishing,
    publish,
    take_back,
    take_from_archive,
)
from talkoot.projects.operations.recognitions import (
    add_recognition,
    edit_recognition,
    remove_recognition,
)
from talkoot.projects.operations.remarks import add_remark, edit_remark, remove_remark
from talkoot.projects.operations.team import add_member, change_role, end_role
from talkoot.projects.operations.themes import add_theme, edit_theme, remove_theme

__all__ = [
    "RESERVED_SLUGS",
    "ChangedMeanwhile",
    "NoLongerThere",
    "PartOfAnotherProject",
    "ProjectArchived",
    "ProjectDeleted",
    "add_decision",
    "add_goal",
    "add_member",
    "add_obligation",
    "add_partner",
    "add_recognition",
    "add_remark",
    "add_theme",
    "archive",
    "bring_back",
    "change_role",
    "create",
    "delete",
    "derive_obligations",
    "edit",
    "edit_decision",
    "edit_goal",
    "edit_obligation",
    "edit_partner",
    "edit_recognition",
    "edit_remark",
    "edit_theme",
    "end_role",
    "forget_deleted",
    "invite",
    "mark_done",
    "mark_open",
    "missing_for_publishing",
    "move_goal",
    "publish",
    "remove_decision",
    "remove_goal",
    "remove_obligation",
    "remove_partner",
    "remove_recognition",
    "remove_remark",
    "remove_theme",
    "set_budget_lines",
    "set_partner_periods",
    "take_back",
    "take_from_archive",
    "waive",
    "withdraw_invitation",
]
