"""One project by its address, which is what its public page asks first."""

from functools import cache

from django.contrib.auth.models import AnonymousUser

from talkoot.projects.models import Project
from talkoot.projects.models.project import Visitor


def seen_by(visitor: Visitor, slug: str) -> Project:
    """The project with this address, for whoever may see it; raises `Project.DoesNotExist`."""
    if visitor.is_authenticated:
        return Project.objects.visible_to(visitor).get(slug=slug)
    for project in Project.objects.raw(_question_of_strangers(), [slug]):
        return project
    raise Project.DoesNotExist(slug)


@cache
def _question_of_strangers() -> str:
    """What those who have not signed in ask: the same for all but the address, so it is made once."""
    rows = Project.objects.visible_to(AnonymousUser()).filter(slug="")
    question, (_slug,) = rows.query.sql_with_params()
    return str(question)
