"""Events for the keeper: seeing all of them, and bringing a deleted one back."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from talkoot.events import operations
from talkoot.events.models import Event
from talkoot.people.models import signed_in


@admin.register(Event)
class EventAdmin(admin.ModelAdmin[Event]):
    """Read only: an event is changed on its own pages, where the history and the rules are."""

    list_display = (
        "__str__", "slug", "project", "organisation", "starts_on", "published_at", "cancelled_at",
        "deleted_at",
    )  # fmt: skip  # the list reads as one
    list_filter = (
        "kind",
        ("published_at", admin.EmptyFieldListFilter),
        ("cancelled_at", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("project", "organisation")
    search_fields = ("slug",)
    fields = (*list_display, "kind", "series", "created_at", "changed_at")
    readonly_fields = fields
    ordering = ("-starts_on", "pk")
    actions = ("bring_back",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_view_on_site_url(self, obj: Event | None = None) -> str | None:
        return reverse("events:page", args=[obj.slug]) if obj and not obj.deleted_at else None

    @admin.action(description=_("Bring back what was deleted"), permissions=["view"])
    def bring_back(self, request: HttpRequest, queryset: QuerySet[Event]) -> None:
        """Brings back what was deleted; others among the chosen stay as they are."""
        rows = list(queryset.filter(deleted_at__isnull=False))
        for event in rows:
            operations.bring_back(event=event, by=signed_in(request.user))
        said = ngettext("%(number)d event is back.", "%(number)d events are back.", len(rows))
        messages.success(request, said % {"number": len(rows)})
