"""Rare repairs of the vocabularies: a name, a statement that a programme has changed."""

from django.contrib import admin
from django.http import HttpRequest

from talkoot.terms.models import (
    Area,
    Indicator,
    IndicatorCatalogue,
    Programme,
    ProgrammeDuty,
    TargetGroup,
    Topic,
)


class DutyInline(admin.TabularInline[ProgrammeDuty, Programme]):
    model = ProgrammeDuty
    extra = 0


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin[Programme]):
    list_display = ("code", "__str__", "emblem", "retention_years")
    inlines = (DutyInline,)


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin[Area]):
    list_display = ("code", "__str__", "kind", "column", "row")
    list_filter = ("kind",)
    list_select_related = ("parent",)


@admin.register(Topic, TargetGroup)
class WordAdmin(admin.ModelAdmin[Topic | TargetGroup]):
    list_display = ("code", "__str__")


@admin.register(IndicatorCatalogue)
class IndicatorCatalogueAdmin(admin.ModelAdmin[IndicatorCatalogue]):
    list_display = ("code", "__str__", "version", "version_on")
    readonly_fields = ("code", "version", "version_on")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Indicator)
class IndicatorAdmin(admin.ModelAdmin[Indicator]):
    """Words may be mended here; what an indicator means is changed by a new version."""

    list_display = ("code", "__str__", "kind", "count_unit", "is_name_confirmed")
    list_filter = ("catalogue", "kind", "is_name_confirmed")
    search_fields = ("code",)
    fields = (
        "catalogue", "code", "names", "is_name_confirmed", "rule", "source", "position", "kind",
        "count_unit", "unique_scope", "measurement_unit", "all_or_nothing", "is_sensitive",
        "depends_on", "counted_elsewhere", "is_longer_term",
    )  # fmt: skip  # the list reads as one
    readonly_fields = ("catalogue", "code", *fields[7:])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
