"""An event by its address: a stranger's question answers what anybody else's does."""

import pytest
from django.contrib.auth.models import AnonymousUser

from talkoot.events.models import Event
from talkoot.events.queries import by_address
from talkoot.events.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("load", [by_address.page_of, by_address.to_sign_up])
def test_a_stranger_and_a_keeper_load_the_same_event(load: by_address.Load) -> None:
    event = make.event(
        project=make.running_project(), series=make.series(), area=make.area(), capacity=5
    )
    make.pool(event, mode="on_site")
    rows = [load(visitor, event.slug) for visitor in (AnonymousUser(), make.person(is_staff=True))]
    told = [{name: said for name, said in vars(row).items() if name[0] != "_"} for row in rows]
    assert told[0] == told[1]
    others = [{name: of and of.pk for name, of in row._state.fields_cache.items()} for row in rows]
    assert others[0] == others[1]
    assert [[pool.mode for pool in row.pools.all()] for row in rows] == [["remote", "on_site"]] * 2
    assert {pool.event is row for row in rows for pool in row.pools.all()} == {True}


def test_a_stranger_asks_two_questions(count_queries: object) -> None:
    event = make.event()
    with count_queries() as asked:  # type: ignore[operator]  # a fixture that is called
        by_address.page_of(AnonymousUser(), event.slug).pools.all()[0]
    assert len(asked) == 2


@pytest.mark.parametrize("load", [by_address.page_of, by_address.to_sign_up])
def test_a_draft_and_an_address_of_nothing_are_not_there(load: by_address.Load) -> None:
    for slug in (make.event(published=False).slug, "no-such-event"):
        with pytest.raises(Event.DoesNotExist):
            load(AnonymousUser(), slug)
