"""What of an event is found by searching."""

from collections.abc import Iterator

from talkoot.events.models import Event
from talkoot.search.index import Document

KIND = "events.event"
AT_A_TIME = 200


def documents_of(event: Event) -> list[Document]:
    """One document for each language that the event's title or summary is in; none unless anyone
    may see it."""
    if not Event.objects.public().filter(pk=event.pk).exists():
        return []
    return [_document(event, tag) for tag in dict.fromkeys([*event.titles, *event.summaries])]


def everything() -> Iterator[tuple[int, list[Document]]]:
    """Every public event with its documents, for building the index anew."""
    public = Event.objects.public().select_related("organisation", "project", "area")
    for event in public.order_by("pk").iterator(chunk_size=AT_A_TIME):
        yield (
            event.pk,
            [_document(event, tag) for tag in dict.fromkeys([*event.titles, *event.summaries])],
        )


def _document(event: Event, language: str) -> Document:
    names = [*event.organisation.names.values(), event.place]
    if event.project is not None:
        names += [*event.project.names.values(), *event.project.short_names.values()]
    if event.area is not None:
        names.append(event.area.names.pick(language).text)
    topics = [topic.names.pick(language).text for topic in event.topics.all()]
    return Document(
        language=language,
        title=event.titles.pick(language).text,
        address=f"/events/{event.slug}/",
        summary=event.summaries.pick(language).text,
        text=" ".join(filter(None, [event.descriptions.get(language, ""), *names, *topics])),
    )
