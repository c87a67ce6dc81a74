"""Pictures: where bars stand on the axis, open ends, today, and the table that says the same."""

from datetime import date

from django.template import Context, Template
from django.utils.translation import override

from talkoot.kit.periods import PartialDate, Period, Precision
from talkoot.ui import pictures
from talkoot.ui.pictures import BarRow, Tile, TimelineRow

TODAY = date(2024, 7, 1)


def year(number: int) -> PartialDate:
    return PartialDate(date(number, 1, 1), Precision.YEAR)


def placed(*periods: Period) -> list[tuple[str, str]]:
    drawn = pictures.draw_timeline([TimelineRow("x", period) for period in periods], TODAY)
    assert drawn is not None
    return [(line.x, line.width) for line in drawn.rows]


def test_bars_stand_on_one_axis_of_whole_years() -> None:
    assert placed(Period(year(2021), year(2022)), Period(year(2023), year(2024))) == [
        ("0.00%", "49.97%"),
        ("49.97%", "50.03%"),
    ]


def test_open_ends_run_over_the_edge_and_past_today() -> None:
    drawn = pictures.draw_timeline([TimelineRow("x", Period(year(2020), None))], TODAY)
    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == ["2020", "2021", "2022", "2023", "2024"]
    assert (drawn.rows[0].x, drawn.rows[0].width, drawn.rows[0].open_end) == (
        "0.00%",
        "100.00%",
        True,
    )
    assert drawn.today != ""


def test_states_are_told_from_the_period_and_today() -> None:
    rows = [
        TimelineRow("x", Period(year(2019), year(2022))),
        TimelineRow("x", Period(year(2024), None)),
        TimelineRow("x", Period(year(2025), year(2026))),
        TimelineRow("x", Period(year(2019), year(2022)), state="lead"),
        TimelineRow("x", Period()),
    ]
    drawn = pictures.draw_timeline(rows, TODAY)
    assert drawn is not None
    assert [line.state for line in drawn.rows] == ["ended", "running", "coming", "lead", ""]
    assert [line.drawn for line in drawn.rows] == [True, True, True, True, False]


def test_an_end_that_falls_outside_today_shows_no_today() -> None:
    drawn = pictures.draw_timeline([TimelineRow("x", Period(year(2010), year(2012)))], TODAY)
    assert drawn is not None
    assert drawn.today == ""


def test_nothing_known_draws_nothing() -> None:
    assert pictures.draw_timeline([TimelineRow("x", Period())], TODAY) is None
    assert pictures.draw_timeline([], TODAY) is None


def test_a_long_axis_has_few_labels() -> None:
    drawn = pictures.draw_timeline([TimelineRow("x", Period(year(1950), year(2024)))], TODAY)
    assert drawn is not None
    assert [tick.label for tick in drawn.ticks] == [str(label) for label in range(1950, 2025, 10)]
    assert [tick.minor for tick in drawn.ticks][:3] == [False, True, False]


def test_per_cents_are_written_the_same_in_every_language() -> None:
    with override("fi"):
        html = Template("{% bar 1 3 %}").render(Context())
    assert 'width="33.33%"' in html


def test_bars_share_a_scale_and_nothing_is_empty() -> None:
    rows = [BarRow("a", 10), BarRow("b", 5), BarRow("c", 0), BarRow("d", None)]
    assert [bar.width for bar in pictures.draw_bars(rows)] == [
        "100.00%",
        "50.00%",
        "0.00%",
        "0.00%",
    ]


def test_a_tile_map_says_each_state_in_words_and_counts_it() -> None:
    tiles = [
        Tile("A", "Aa", 1, 1, "covered"),
        Tile("B", "Bee", 2, 1, "left_out", href="/b/"),
        Tile("C", "See", 2, 2, "left_out"),
    ]
    with override("en"):
        html = Template("{% tilemap tiles 'Areas' %}").render(Context({"tiles": tiles}))
    assert html.count("left out <b>2</b>") == 1
    assert "at-col-2 at-row-1" in html
    assert "<table>" in html
