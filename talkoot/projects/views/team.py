"""The team: who is in it, inviting, changing roles, leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.forms.seen import saved
from talkoot.projects.forms.team import InviteForm, RoleForm
from talkoot.projects.models import Project, TeamMember, TeamOffer
from talkoot.projects.views.managing import context, followed, may_run, part, run


def _live(project: Project, number: int) -> TeamMember:
    rows = TeamMember.objects.live().select_related("person", "partnership__organisation")
    member: TeamMember = part(project, rows, number)
    return member


@require_safe
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Everyone in the team; the addresses and the invitations for those who run the project."""
    project = followed(request, slug)
    runs = may_run(request, project)
    members = (
        project.team.live()
        .select_related("person", "partnership__organisation")
        .order_by("role", "person__name", "pk")
    )
    waiting = (
        TeamOffer.objects.waiting(project)
        .select_related("invitation", "partnership__organisation")
        .order_by("invitation__created_at")
    )
    words = context(
        request,
        project,
        "team",
        runs=runs,
        members=members,
        offers=waiting if runs else [],
        me=signed_in(request.user),
    )
    words["invites"] = runs
    return render(request, "projects/manage/team.html", words)


def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Invites a person by e-mail."""
    project = run(request, slug)
    form = InviteForm(request.POST or None, project=project)

    def save() -> object:
        return operations.invite(project=project, by=signed_in(request.user), **form.cleaned_data)

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The invitation is on its way. It is valid for 30 days."))
        return redirect("projects:team", project.slug)
    words = context(request, project, "team", runs=True, form=form)
    words |= {"title": _("Invite a person to the team"), "submit": _("Send the invitation")}
    return render(request, "projects/manage/part.html", words)


@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes an invitation back."""
    project = run(request, slug)
    offer = get_object_or_404(TeamOffer.objects.filter(project=project), pk=number)
    try:
        operations.withdraw_invitation(offer=offer, by=signed_in(request.user))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The invitation was withdrawn."))
    return redirect("projects:team", project.slug)


def role(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Changes the role of a person in the team."""
    project = run(request, slug)
    member = _live(project, number)
    initial = {"role": member.role, "partnership": member.partnership_id}
    form = RoleForm(request.POST or None, project=project, initial=initial)

    def save() -> object:
        return operations.change_role(
            member=member, by=signed_in(request.user), **form.cleaned_data
        )

    if request.method == "POST" and saved(form, save):
        messages.success(request, _("The role was changed."))
        return redirect("projects:team", project.slug)
    words = context(request, project, "team", runs=True, form=form, title=str(member.person))
    return render(request, "projects/manage/part.html", words)


@require_http_methods(["GET", "HEAD", "POST"])
def end_role(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Takes a person off the team, or lets them leave by themselves; asks first."""
    project = followed(request, slug)
    me = signed_in(request.user)
    rows = TeamMember.objects.filter(project=project)
    member = get_object_or_404(
        rows if may_run(request, project) else rows.filter(person=me), pk=number
    )
    back = reverse("projects:team", args=[project.slug])
    leaving = member.person_id == me.pk
    if request.method == "POST":
        try:
            operations.end_role(member=member, by=me)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(back)
        messages.success(
            request,
            _("You have left the team.") if leaving else _("The person was taken off the team."),
        )
        still = Project.objects.followed_by(me).filter(pk=project.pk).exists()
        return redirect(back if still else reverse("projects:list"))
    words = {
        "title": _("Leave the team of %(project)s?") % {"project": project}
        if leaving
        else _("Take %(person)s off the team?") % {"person": member.person},
        "what_happens": _("Only a manager can invite back to the team."),
        "look": "danger",
        "button": _("Leave the team") if leaving else _("Take off the team"),
        "back": back,
    }
    return render(request, "ui/confirm.html", words)
