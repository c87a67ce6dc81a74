"""Persons for the keeper: who may sign in, who keeps the installation; the rest is not a keeper's to see."""

from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext_lazy as _

from talkoot.kit.refusals import Refused
from talkoot.people import operations
from talkoot.people.models import Person


@login_not_required
def sign_in(request: HttpRequest, extra_context: object = None) -> HttpResponse:
    """Keepers sign in where everybody does, with the same second step and limits; others see nothing."""
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        wanted = reverse("admin:index")
    if request.user.is_authenticated:
        if not getattr(request.user, "is_staff", False):
            raise Http404
        return redirect(wanted)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")


admin.site.login = sign_in  # type: ignore[method-assign]  # the site's own asks for a password only


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin[Person]):
    """Read only: erasing and merging have pages of their own; access is changed by the actions."""

    list_display = ("email", "name", "is_staff", "is_active", "joined_at", "erased_at")
    list_filter = (
        "is_staff",
        "is_active",
        "is_invented",
        ("erased_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("email", "name")
    fields = (*list_display, "language", "is_invented")
    readonly_fields = fields
    ordering = ("-joined_at",)
    actions = ("stop", "let_in", "make_keepers", "end_keepers")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description=_("May not sign in any more"), permissions=["view"])
    def stop(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._each(request, queryset, may_sign_in=False)

    @admin.action(description=_("May sign in again"), permissions=["view"])
    def let_in(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._each(request, queryset, may_sign_in=True)

    @admin.action(description=_("Make a keeper of the installation"), permissions=["view"])
    def make_keepers(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._each(request, queryset, is_keeper=True)

    @admin.action(description=_("Not a keeper of the installation any more"), permissions=["view"])
    def end_keepers(self, request: HttpRequest, queryset: QuerySet[Person]) -> None:
        self._each(request, queryset, is_keeper=False)

    def _each(self, request: HttpRequest, persons: QuerySet[Person], **change: bool) -> None:
        assert isinstance(request.user, Person)
        for person in persons.order_by("pk"):
            try:
                operations.change_access(person=person, by=request.user, **change)
            except Refused as refusal:
                self.message_user(request, f"{person}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, _("%s: done.") % person, messages.SUCCESS)
