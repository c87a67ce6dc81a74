"""What of a project is found by searching."""

from collections.abc import Iterable, Iterator

from talkoot.kit.languages import Texts
from talkoot.projects.models import Project
from talkoot.search.index import Document

KIND = "projects.project"
AT_A_TIME = 200


def documents_of(project: Project) -> list[Document]:
    """One document for each language that the project's name or summary is in; none unless anyone
    may see it. Archived projects stay findable.
    """
    if not project.is_published or project.deleted_at is not None:
        return []
    languages = dict.fromkeys([*project.names, *project.summaries])
    return [_document(project, language) for language in languages]


def everything() -> Iterator[tuple[int, list[Document]]]:
    """Every public project with its documents, for building the index anew."""
    public = (
        Project.objects.public()
        .select_related("owner", "programme")
        .prefetch_related(
            "goals", "themes", "areas", "topics", "target_groups", "partnerships__organisation"
        )
    )
    for project in public.order_by("pk").iterator(chunk_size=AT_A_TIME):
        yield project.pk, documents_of(project)


def _document(project: Project, language: str) -> Document:
    name, short = _in(language, project.names), _in(language, project.short_names)
    title = f"{short} – {name}" if short and short.lower() not in name.lower() else name
    return Document(
        language=language,
        title=title,
        address=f"/projects/{project.slug}/",
        summary=_in(language, project.summaries),
        text=" ".join(part for part in _words(project, language) if part),
    )


def _words(project: Project, language: str) -> Iterator[str]:
    """Everything else the page says: in this language where it is, organisations in every one."""
    yield project.code
    yield from _own(language, [project.aims, project.priority, project.specific_objective])
    yield from _own(language, (goal.texts for goal in project.goals.all()))
    for theme in project.themes.all():
        yield from _own(language, (theme.names, theme.descriptions))
    for row in (*project.areas.all(), *project.topics.all(), *project.target_groups.all()):
        yield _in(language, row.names)
    for partnership in project.partnerships.all():
        if partnership.organisation is not None:
            yield partnership.organisation.short_name
            yield from partnership.organisation.names.values()
    yield from project.owner.names.values()
    if project.programme is not None:
        yield _in(language, project.programme.names)
        yield _in(language, project.programme.fund)


def _in(language: str, texts: Texts) -> str:
    return texts.pick(language).text


def _own(language: str, texts: Iterable[Texts]) -> Iterator[str]:
    return (text[language] for text in texts if language in text)
