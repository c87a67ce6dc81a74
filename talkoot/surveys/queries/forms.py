"""Which version of a form is in force, and what two versions ask differently."""

from talkoot.surveys.models import FormVersion

CORE = "core"


def newest_core() -> FormVersion | None:
    """The version of the core questions that new waves ask; None before they have been loaded."""
    return newest_of(CORE)


def newest_of(code: str) -> FormVersion | None:
    """The newest published version of a form."""
    versions = FormVersion.objects.filter(form__code=code, published_at__isnull=False)
    return versions.order_by("-number").first()
