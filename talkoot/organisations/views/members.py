"""Who belongs to an organisation, for those who coordinate it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from talkoot.kit.alphabet import by_letters
from talkoot.kit.forms import show_refusal
from talkoot.kit.refusals import Refused
from talkoot.organisations import operations
from talkoot.organisations.forms.organisation import InviteForm, MemberForm, language_of
from talkoot.organisations.models import MembershipOffer
from talkoot.organisations.views.visitor import me, run_by_me
from talkoot.people import operations as people
from talkoot.people.models import Invitation

AT_A_TIME = 50


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, slug: str) -> HttpResponse:
    """The members, the invitations that wait, and inviting one more."""
    row = run_by_me(request, slug)
    form = InviteForm(request.POST or None, initial={"language": language_of(get_language())})
    if request.method == "POST" and form.is_valid():
        try:
            operations.invite(organisation=row, by=me(request), **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(
                request,
                _("The invitation was sent to %(address)s.")
                % {"address": form.cleaned_data["email"]},
            )
            return redirect("organisations:members", row.slug)
    live = row.memberships.filter(ended_at=None).select_related("person")
    page = Paginator(live.order_by(by_letters("person__name"), "pk"), AT_A_TIME).get_page(
        request.GET.get("page")
    )
    offers = (
        MembershipOffer.objects.filter(
            organisation=row, invitation__in=Invitation.objects.waiting()
        )
        .select_related("invitation")
        .order_by("-invitation__created_at")
    )
    context = {"organisation": row, "form": form, "page_obj": page, "offers": offers}
    return render(request, "organisations/members.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A member's role and title."""
    row = run_by_me(request, slug)
    membership = get_object_or_404(
        row.memberships.filter(ended_at=None).select_related("person"), pk=pk
    )
    form = MemberForm(
        request.POST or None, initial={"role": membership.role, "title": membership.title}
    )
    if request.method == "POST" and form.is_valid():
        operations.change_member(membership=membership, by=me(request), **form.cleaned_data)
        messages.success(request, _("The changes were saved."))
        return redirect("organisations:members", row.slug)
    context = {"organisation": row, "membership": membership, "form": form}
    return render(request, "organisations/member.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ends a membership, once it was asked whether that is meant."""
    row = run_by_me(request, slug)
    membership = get_object_or_404(
        row.memberships.filter(ended_at=None).select_related("person"), pk=pk
    )
    if request.method == "POST":
        operations.end_membership(membership=membership, by=me(request))
        messages.success(request, _("The membership has ended."))
        return redirect("organisations:members", row.slug)
    words = {"person": str(membership.person), "organisation": str(row)}
    context = {
        "title": _("End the membership of %(person)s?") % words,
        "what_happens": _(
            "%(person)s no longer belongs to %(organisation)s and loses the rights that came with "
            "it. To bring them back, invite them again."
        )
        % words,
        "button": _("End the membership"),
        "look": "danger",
        "back": reverse("organisations:members", args=[row.slug]),
    }
    return render(request, "ui/confirm.html", context)


@require_http_methods(["POST"])
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes an invitation back before it is answered."""
    row = run_by_me(request, slug)
    offer = get_object_or_404(row.offers.select_related("invitation"), pk=pk)
    people.withdraw_invitation(invitation=offer.invitation, by=me(request))
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("organisations:members", row.slug)
