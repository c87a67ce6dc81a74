"""A limit counts in windows, each key by itself."""

from datetime import UTC, datetime, timedelta

import time_machine

from talkoot.kit.limits import Limit

NOON = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def test_a_limit_lets_so_many_through_in_a_window_for_each_key() -> None:
    limit = Limit(2, seconds=60)
    with time_machine.travel(NOON, tick=False) as clock:
        assert [limit.takes("a") for _time in range(3)] == [True, True, False]
        assert limit.takes("b") is True
        clock.shift(timedelta(seconds=60))
        assert limit.takes("a") is True


def test_nought_is_no_limit() -> None:
    limit = Limit(0, seconds=60)
    assert all(limit.takes("a") for _time in range(100))
