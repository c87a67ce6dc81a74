"""The pages of indicators and targets: who opens them, what they show, and what they change."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from talkoot.kit.languages import Texts
from talkoot.measures import measure as measures
from talkoot.projects.models import Project
from talkoot.reports.models import IndicatorTarget, ProjectIndicator
from talkoot.reports.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def project() -> Project:
    return make.project()


@pytest.fixture(autouse=True)
def _done() -> Iterator[None]:
    with make.measure_of_done():
        yield


@pytest.fixture
def manager(project: Project, as_person: Any) -> Client:
    client: Client = as_person(make.team_member(project).person)
    return client


def address(door: str, project: Project, *numbers: int) -> str:
    return reverse(f"reports:{door}", args=[project.slug, *numbers])


def text(answer: Any) -> str:
    return str(answer.content, "utf-8")


def opened(client: Client, door: str, project: Project, *numbers: int) -> str:
    answer = client.get(address(door, project, *numbers))
    assert answer.status_code == 200
    return text(answer)


# --- the list -------------------------------------------------------------------------------------
def test_the_list_tells_what_counts_each_and_what_is_promised(
    manager: Client, project: Project
) -> None:
    decision = make.decision(project, number="P-7")
    counted = make.indicator(
        project, "Tehdyt", measure=make.DONE, part_by="proof_note", part="webinar"
    )
    make.indicator(project, "Käsin", position=1)
    make.target(counted, 1200, decision=decision)
    page = opened(manager, "indicators", project)
    assert "Done: webinar" in page
    assert "1\u00a0200" in page
    assert "P-7" in page
    assert page.count(address("figure_new", project, 0).removesuffix("0/")) == 1


def test_the_list_asks_as_much_for_ten_as_for_two(
    manager: Client, project: Project, count_queries: Any
) -> None:
    make.decision(project)

    def asked() -> int:
        with count_queries() as questions:
            opened(manager, "indicators", project)
        return len(questions)

    for _ in range(2):
        make.target(make.indicator(project, goal=make.goal(project)), 3)
    few = asked()
    for _ in range(8):
        make.target(make.indicator(project, measure=make.DONE, goal=make.goal(project)), 3)
    assert asked() == few


def test_an_empty_list_says_what_to_do_first(manager: Client, project: Project) -> None:
    assert address("define", project) in opened(manager, "indicators", project)
    make.offered(project)
    assert address("indicators_choose", project) in opened(manager, "indicators", project)


def test_a_viewer_reads_and_changes_nothing(project: Project, as_person: Any) -> None:
    row = make.indicator(project)
    viewer = as_person(make.team_member(project, role="viewer").person)
    page = opened(viewer, "indicators", project)
    main = page.split("<main")[1].split("</main>")[0]
    assert "<form" not in main
    assert address("indicator_edit", project, row.pk) not in page
    assert opened(viewer, "targets", project, row.pk)
    for door in ("indicator_edit", "counting", "targets_plan"):
        assert viewer.get(address(door, project, row.pk)).status_code == 404
        assert viewer.post(address(door, project, row.pk)).status_code == 404
    for door in ("retire", "indicator_up", "indicator_bring_back"):
        assert viewer.post(address(door, project, row.pk)).status_code == 404
    stranger = as_person(make.person())
    assert stranger.get(address("indicators", project)).status_code == 404


# --- choosing and defining ------------------------------------------------------------------------
def test_the_catalogue_is_searched_and_says_what_is_chosen(
    manager: Client, project: Project
) -> None:
    one = make.offered(project, "RCO115", count_unit="event", names=Texts(fi="Tapahtumat"))
    other = make.offered(project, "RCO84", names=Texts(fi="Pilotit"), is_name_confirmed=False)
    make.indicator(project, names=Texts(), indicator=one)
    page = opened(manager, "indicators_choose", project)
    assert address("pick", project, one.pk) not in page
    assert address("pick", project, other.pk) in page
    found = text(manager.get(address("indicators_choose", project), {"words": "rco84 pilo"}))
    assert "Pilotit" in found
    assert "RCO115" not in found
    nothing = text(manager.get(address("indicators_choose", project), {"words": "ei mitään"}))
    assert address("define", project) in nothing


def test_an_indicator_is_chosen_then_narrowed_then_promised(
    manager: Client, project: Project
) -> None:
    one = make.offered(project, "RCO115", count_unit="event")
    make.done(project, "2021-02-01", "webinar")
    door = address("pick", project, one.pk)
    # The measure of the catalogue's unit is proposed, and no other can be chosen.
    page = text(manager.get(door))
    (proposed,) = re.findall(r'value="([^"]*)"[^>]*checked', page)
    assert measures.get(proposed).unit == "event"
    answer = manager.post(door, {"measure": make.DONE})
    row = ProjectIndicator.objects.get()
    part = address("counting_part", project, row.pk)
    assert answer["Location"] == part
    assert "proof_note=webinar" in text(manager.get(part))
    answer = manager.post(part, {"part": "proof_note=webinar"})
    row.refresh_from_db()
    assert (row.part_by, row.part) == ("proof_note", "webinar")
    assert answer["Location"] == address("targets", project, row.pk)
    assert text(manager.get(door)).count("</form>") > 0
    again = text(manager.post(door, {"measure": ""}))
    assert "error-summary" in again


def test_one_of_its_own_is_defined(manager: Client, project: Project) -> None:
    answer = manager.post(
        address("define", project),
        {
            "names-fi": "Opintoryhmät",
            "unit_words-fi": "ryhmää",
            "measure": "",
            "baseline": "1 200,5",
        },
    )
    # A baseline without its source is sent back with what was written.
    assert "1 200,5" in text(answer)
    answer = manager.post(
        address("define", project),
        {
            "names-fi": "Opintoryhmät",
            "measure": "",
            "baseline": "1 200,5",
            "baseline_note": "Tilasto 2019",
        },
    )
    row = ProjectIndicator.objects.get()
    assert (str(row), row.baseline, row.measure) == ("Opintoryhmät", Decimal("1200.50"), "")
    assert answer["Location"] == address("targets", project, row.pk)
    answer = manager.post(
        address("indicator_edit", project, row.pk), {"names-fi": "Ryhmät", "meaning-fi": "Koonnut."}
    )
    row.refresh_from_db()
    assert (str(row), row.version, row.baseline) == ("Ryhmät", 2, None)


def test_two_who_edit_the_same_words_see_each_other(manager: Client, project: Project) -> None:
    row = make.indicator(project, "Ryhmät")
    door = address("indicator_edit", project, row.pk)
    (seen,) = re.findall(r'name="seen" value="(\d+)"', text(manager.get(door)))
    manager.post(door, {"seen": seen, "names-fi": "Opintoryhmät"})
    page = text(manager.post(door, {"seen": seen, "names-fi": "Vertaisryhmät"}))
    assert "Opintoryhmät" in page.split('class="card meanwhile"')[1].split("</section>")[0]
    assert 'value="Vertaisryhmät"' in page
    (seen,) = re.findall(r'name="seen" value="(\d+)"', page)
    manager.post(door, {"seen": seen, "names-fi": "Vertaisryhmät"})
    row.refresh_from_db()
    assert str(row) == "Vertaisryhmät"


def test_what_counts_it_is_changed(manager: Client, project: Project) -> None:
    row = make.indicator(project)
    make.manual_figure(row)
    door = address("counting", project, row.pk)
    assert "note-warning" in text(manager.get(door))
    manager.post(door, {"measure": make.DONE})
    row.refresh_from_db()
    assert row.measure == make.DONE
    assert manager.get(address("counting_part", project, row.pk)).status_code == 200
    manager.post(door, {"measure": ""})
    assert manager.get(address("counting_part", project, row.pk)).status_code == 404


def test_they_are_moved_retired_and_brought_back(manager: Client, project: Project) -> None:
    first, second = (make.indicator(project, name) for name in ("Eka", "Toka"))
    manager.post(address("indicator_down", project, first.pk))
    live = ProjectIndicator.objects.live().all
    assert list(live()) == [second, first]
    manager.post(address("indicator_up", project, first.pk))
    assert list(live()) == [first, second]
    manager.post(address("retire", project, first.pk))
    assert list(live()) == [second]
    assert address("indicator_bring_back", project, first.pk) in opened(
        manager, "indicators", project
    )
    manager.post(address("indicator_bring_back", project, first.pk))
    assert list(live()) == [second, first]


# --- targets --------------------------------------------------------------------------------------
def test_targets_stand_in_a_table_by_version_and_share(manager: Client, project: Project) -> None:
    row = make.indicator(project)
    first = make.decision(project, number="P-1")
    last = make.decision(project, number="P-2", supersedes=first)
    share = make.partnership(project)
    make.target(row, 8, decision=first)
    door = address("targets_decision", project, row.pk, last.pk)
    answer = manager.post(door, {"whole": "10", f"share-{share.pk}": "4"})
    assert answer["Location"] == address("targets", project, row.pk)
    values = {
        (target.decision, target.partnership): target.value
        for target in IndicatorTarget.objects.all()
    }
    assert values == {(first, None): 8, (last, None): 10, (last, share): 4}
    page = opened(manager, "targets", project, row.pk)
    cells = re.findall(r'<td class="r">([^<]*)</td>', page)
    # Rows: the whole, the partner, the partners together; columns: P-2 in force, P-1, own plan.
    assert cells == ["10", "8", "–", "4", "–", "–", "4", "–", "–"]
    assert page.count('class="note"') == 1
    manager.post(door, {"whole": "10", f"share-{share.pk}": ""})
    assert not IndicatorTarget.objects.filter(partnership=share).exists()
    assert "error-summary" in text(manager.post(door, {"whole": "paljon"}))
    plan = address("targets_plan", project, row.pk)
    manager.post(plan, {"whole": "0"})
    assert IndicatorTarget.objects.get(decision=None).value == 0


def test_a_partner_sees_the_own_share(project: Project, as_person: Any) -> None:
    row = make.indicator(project)
    share = make.partnership(project)
    make.target(row, 10)
    make.target(row, 4, partnership=share)
    contact = make.team_member(project, role="partner_contact", partnership=share).person
    page = opened(as_person(contact), "targets", project, row.pk)
    assert re.findall(r'<td class="r">([^<]*)</td>', page) == ["10", "4", "4"]
    assert "tag-blue" in page
    listed = opened(as_person(contact), "indicators", project)
    assert re.findall(r"<dd>(\d+)</dd>", listed) == ["4"]


# --- a countable indicator has no box -------------------------------------------------------------
BOX = re.compile(r'<(?:input|textarea|select)\b[^>]*\bname="([^"]+)"')
NOT_VALUES = {
    "csrfmiddlewaretoken", "seen", "language", "next", "measure", "part", "goal", "baseline",
    "baseline_note", "whole", "words", "text", "q",
}  # fmt: skip  # the list reads as one


def test_a_countable_indicator_has_no_box_for_its_value(manager: Client, project: Project) -> None:
    row = make.indicator(project, measure=make.DONE)
    make.target(row, 3)
    pages = [opened(manager, door, project) for door in ("indicators", "figures_by_hand")]
    pages += [
        opened(manager, door, project, row.pk)
        for door in ("indicator_edit", "counting", "counting_part", "targets", "targets_plan")
    ]
    found = {name for page in pages for name in BOX.findall(page)}
    texts = {name for name in found if re.search(r"-(fi|sv|en)$", name)}
    shares = {name for name in found if name.startswith("share-")}
    assert found - texts - shares - NOT_VALUES == set()
    assert manager.get(address("figure_new", project, row.pk)).status_code == 404
    assert manager.post(address("figure_new", project, row.pk)).status_code == 404
