"""Rare repairs of the vocabularies: a name, a statement that a programme has changed."""

from django.contrib import admin

from talkoot.terms.models import Area, Programme, ProgrammeDuty, TargetGroup, Topic


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
