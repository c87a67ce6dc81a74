"""One event by its address, for its page and for signing up: what is asked most of all."""

from collections.abc import Callable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from talkoot.events.models import Event, Pool
from talkoot.events.models.event import EventQuerySet, Visitor
from talkoot.events.queries.page import for_page, for_signing_up
from talkoot.kit.prepared import Given, Question

Kind = Callable[[EventQuerySet], EventQuerySet]
Load = Callable[[Visitor, str], Event]


def _for_strangers(kind: Kind) -> Question[Event]:
    """What those who have not signed in ask, which is the same for all but the address."""
    return Question(
        lambda: kind(Event.objects.visible_to(AnonymousUser())).filter(slug=Given("slug"))
    )


_QUESTIONS: dict[Kind, Question[Event]] = {
    kind: _for_strangers(kind) for kind in (for_page, for_signing_up)
}
_POOLS = Question(lambda: Pool.objects.filter(event=Given("event")).order_by("pk"))


def page_of(visitor: Visitor, slug: str) -> Event:
    """The event with what its page needs; raises `Event.DoesNotExist`."""
    return _seen_by(visitor, slug, for_page)


def to_sign_up(visitor: Visitor, slug: str) -> Event:
    """The event with what signing up for it needs; raises `Event.DoesNotExist`."""
    return _seen_by(visitor, slug, for_signing_up)


def _seen_by(visitor: Visitor, slug: str, kind: Kind) -> Event:
    if visitor.is_authenticated:
        pools = Prefetch("pools", queryset=Pool.objects.order_by("pk"))
        seen = kind(Event.objects.visible_to(visitor)).prefetch_related(pools)
        return seen.get(slug=slug)
    event = _QUESTIONS[kind].row(slug=slug)
    if event is None:
        raise Event.DoesNotExist(slug)
    _put_in(event, _POOLS.rows(event=event.pk))
    return event


def _put_in(event: Event, pools: list[Pool]) -> None:
    """Makes these what `event.pools.all()` answers, as `prefetch_related` does."""
    found = Pool.objects.all()
    found._result_cache = pools
    vars(found)["_prefetch_done"] = True
    vars(event)["_prefetched_objects_cache"] = {"pools": found}
    for pool in pools:
        pool.event = event
