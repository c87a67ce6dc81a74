"""Projects for the keeper: seeing all of them, and the rare repairs."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from talkoot.kit.refusals import Refused
from talkoot.people.models import signed_in
from talkoot.projects import operations
from talkoot.projects.models import Project


@admin.register(Project)
class ProjectAdmin(admin.ModelAdmin[Project]):
    """Read only: a project is changed on its own pages, where the history and the rules are."""

    list_display = ("__str__", "slug", "code", "owner", "published_at", "archived_at", "deleted_at")
    list_filter = (
        "kind",
        "funding",
        ("published_at", admin.EmptyFieldListFilter),
        ("archived_at", admin.EmptyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("owner",)
    search_fields = ("slug", "code", "sort_key")
    fields = (*list_display, "kind", "funding", "programme", "created_at", "changed_at")
    readonly_fields = fields
    ordering = ("sort_key", "pk")
    actions = ("bring_back", "derive_obligations")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Project | None = None) -> bool:
        return bool(request.user.is_active and getattr(request.user, "is_staff", False))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_view_on_site_url(self, obj: Project | None = None) -> str | None:
        return reverse("projects:page", args=[obj.slug]) if obj and not obj.deleted_at else None

    @admin.action(description=_("Bring back what was deleted"), permissions=["view"])
    def bring_back(self, request: HttpRequest, queryset: QuerySet[Project]) -> None:
        """Brings the deleted ones among the chosen back as they were."""
        self._each(request, queryset.filter(deleted_at__isnull=False), operations.bring_back)

    @admin.action(
        description=_("Bring the obligations in line with the programme"), permissions=["view"]
    )
    def derive_obligations(self, request: HttpRequest, queryset: QuerySet[Project]) -> None:
        """For projects whose programme has got new duties."""
        self._each(request, queryset, operations.derive_obligations)

    def _each(self, request: HttpRequest, projects: QuerySet[Project], operation: object) -> None:
        assert callable(operation)
        done = 0
        for project in projects:
            try:
                operation(project=project, by=signed_in(request.user))
            except Refused as refused:
                self.message_user(request, f"{project}: {refused}", messages.ERROR)
            else:
                done += 1
        words = ngettext("%(count)d project.", "%(count)d projects.", done) % {"count": done}
        self.message_user(request, words, messages.SUCCESS)
