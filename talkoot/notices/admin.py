"""The outbox for the keeper: what waits, what was given up and why, and trying again."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from talkoot.notices import operations
from talkoot.notices.models import Notice


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin[Notice]):
    """Read only, and without the words: what is told to a person is no one else's to read."""

    list_display = (
        "created_at",
        "kind",
        "language",
        "attempts",
        "due_at",
        "sent_at",
        "given_up_at",
    )
    list_filter = ("kind", ("given_up_at", admin.EmptyFieldListFilter))
    fields = (*list_display, "fault")
    readonly_fields = fields
    ordering = ("-created_at",)
    actions = ("try_again",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.action(description=_("Send again what was given up"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Notice]) -> None:
        count = sum(operations.try_again(notice=notice) for notice in queryset)
        words = ngettext("%(count)d notice waits again.", "%(count)d notices wait again.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)
