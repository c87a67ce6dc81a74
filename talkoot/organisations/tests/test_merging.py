"""Merging duplicates by hand: everything moves, nothing is there twice."""

import pytest
from django.utils.translation import override

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.organisations import operations
from talkoot.organisations.models import AreaCovered, Membership, Organisation
from talkoot.organisations.tests import factories
from talkoot.search.models import Entry as Found

pytestmark = pytest.mark.django_db


def pair(**fields: object) -> tuple[Organisation, Organisation]:
    return factories.organisation("Kaksonen", **fields), factories.organisation("Oikea")  # type: ignore[arg-type]  # fields of a row


def test_everything_moves_and_the_duplicate_points_to_the_one_that_stays() -> None:
    duplicate, into = pair(business_id="0243027-4", email="info@example.org")
    child = factories.organisation(parent=duplicate)
    older = factories.organisation(merged_into=duplicate)
    member = factories.member(duplicate)
    area = factories.area()
    factories.covers(duplicate, area)
    by = factories.keeper()

    done = operations.merge(duplicate=duplicate, into=into, by=by)

    for row in (duplicate, into, child, older):
        row.refresh_from_db()
    assert (duplicate.merged_into, child.parent, older.merged_into) == (into, into, into)
    assert member.memberships.get().organisation == into
    assert list(into.areas.all()) == [area]
    assert (into.business_id, into.email) == ("0243027-4", "info@example.org")
    with override("en"):
        assert {str(name): (moved, folded) for name, moved, folded in done.rows} == {
            "areas covered": (1, 0),
            "memberships": (1, 0),
            "organisations": (2, 0),
        }
    verbs = Entry.objects.filter(verb="organisations.merge", actor=by)
    assert {entry.subject_id for entry in verbs} == {duplicate.pk, into.pk}
    assert set(Found.objects.values_list("row_id", flat=True)) == {into.pk}


def test_what_both_have_stays_once() -> None:
    duplicate, into = pair()
    area = factories.area()
    factories.covers(duplicate, area, source="stm.fi")
    factories.covers(into, area)
    both = factories.coordinator(duplicate)
    Membership.objects.create(organisation=into, person=both, role="member", title="Suunnittelija")
    done = operations.merge(duplicate=duplicate, into=into, by=None)
    assert [(c.organisation, c.source) for c in AreaCovered.objects.all()] == [(into, "stm.fi")]
    live = Membership.objects.live().get()
    assert (live.organisation, live.role, live.title) == (into, "coordinator", "Suunnittelija")
    assert done.folded.total() == 1


def test_names_in_further_languages_are_taken_over_but_none_is_changed() -> None:
    duplicate, into = factories.organisation(), factories.organisation()
    operations.edit(organisation=duplicate, by=None, names=Texts(fi="Väärä", sv="Rätt"))
    operations.edit(organisation=into, by=None, names=Texts(fi="Oikea"), short_name="OI")
    operations.merge(duplicate=duplicate, into=into, by=None)
    into.refresh_from_db()
    assert (into.names, into.short_name) == (Texts(fi="Oikea", sv="Rätt"), "OI")


def test_one_that_is_below_its_duplicate_takes_its_place_in_the_tree() -> None:
    top = factories.organisation()
    duplicate = factories.organisation(parent=top)
    between = factories.organisation(parent=duplicate)
    into = factories.organisation(parent=between)
    operations.merge(duplicate=duplicate, into=into, by=None)
    into.refresh_from_db()
    between.refresh_from_db()
    assert (into.parent, between.parent) == (top, into)


def test_a_preview_says_what_a_merge_does_and_changes_nothing() -> None:
    duplicate, into = pair()
    factories.covers(duplicate, factories.area())
    seen = operations.preview_merge(duplicate=duplicate, into=into)
    duplicate.refresh_from_db()
    assert duplicate.merged_into is None
    assert duplicate.coverage.count() == 1
    assert not Entry.objects.exists()
    assert seen.rows == operations.merge(duplicate=duplicate, into=into, by=None).rows


def test_what_is_not_a_duplicate_is_refused() -> None:
    one = factories.organisation(business_id="0243027-4")
    other = factories.organisation(business_id="1015428-1")
    merged = factories.organisation(merged_into=one)
    with pytest.raises(operations.SameOrganisation):
        operations.merge(duplicate=one, into=one, by=None)
    with pytest.raises(operations.DifferentBusinessIds):
        operations.merge(duplicate=one, into=other, by=None)
    for pair_of in ((merged, one), (one, merged)):
        with pytest.raises(operations.OrganisationMerged):
            operations.merge(duplicate=pair_of[0], into=pair_of[1], by=None)
