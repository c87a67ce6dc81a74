"""Which version of a form is in force, and what two versions ask differently."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from talkoot.projects.models import Project
from talkoot.surveys.models import FormVersion, Item

CORE = "core"


def newest_core() -> FormVersion | None:
    """The version of the core questions that new waves ask; None before they have been loaded."""
    return newest_of(CORE)


def newest_of(code: str) -> FormVersion | None:
    """The newest published version of a form."""
    versions = FormVersion.objects.filter(form__code=code, published_at__isnull=False)
    return versions.order_by("-number").first()


def own_versions(project: Project) -> QuerySet[FormVersion]:
    """The newest published version of each of the project's forms in use."""
    later = FormVersion.objects.filter(
        form=OuterRef("form"), number__gt=OuterRef("number"), published_at__isnull=False
    )
    return (
        FormVersion.objects.filter(
            form__project=project, form__retired_at=None, published_at__isnull=False
        )
        .exclude(Exists(later))
        .select_related("form")
    )


@dataclass(frozen=True)
class Difference:
    """One question of two versions; one side is None where it came or went."""

    old: Item | None
    new: Item | None

    @property
    def is_reworded(self) -> bool:
        """Whether results of the two are kept apart."""
        return (
            self.old is not None and self.new is not None and self.old.wording != self.new.wording
        )


def differences(old: FormVersion, new: FormVersion) -> list[Difference]:
    """Every question of both, in the order of the newer, those that went last."""
    before = {item.key: item for item in old.items.all()}
    after = {item.key: item for item in new.items.all()}
    gone = [Difference(item, None) for key, item in before.items() if key not in after]
    return [Difference(before.get(key), item) for key, item in after.items()] + gone
