"""Organisations, their areas and members: what each operation does, records and refuses."""

import threading

import pytest
from django.db import connection, transaction
from django.test import TransactionTestCase

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import Refused
from talkoot.kit.tests.waiting import waits_for_a_lock
from talkoot.organisations import operations
from talkoot.organisations.models import AreaCovered, Membership, MembershipOffer, Organisation
from talkoot.organisations.tests import factories
from talkoot.people import operations as people
from talkoot.people.models import Invitation
from talkoot.search.models import Entry as Found

pytestmark = pytest.mark.django_db


def verbs(row: Organisation) -> list[str]:
    return list(Entry.objects.of(row).order_by("pk").values_list("verb", flat=True))


def titles(row: Organisation) -> list[tuple[str, str]]:
    found = Found.objects.filter(kind="organisations.organisation", row_id=row.pk)
    return sorted(found.values_list("language", "title"))


# --- making and changing -----------------------------------------------------------------------
def test_a_new_organisation_gets_an_address_of_its_name_and_is_found() -> None:
    keeper = factories.keeper()
    made = operations.create(
        names=Texts(fi="Äänekosken kaupunki", sv="Äänekoski stad"), kind="municipality", by=keeper
    )
    assert made.slug == "aanekosken-kaupunki"
    assert verbs(made) == ["organisations.create"]
    assert titles(made) == [("fi", "Äänekosken kaupunki"), ("sv", "Äänekoski stad")]
    assert not made.memberships.exists()


def test_a_short_name_makes_a_short_address_and_the_next_one_gets_a_number() -> None:
    made = [
        operations.create(
            names=Texts(fi="Sosiaalialan osaamiskeskus Verso"),
            short_name="Verso",
            kind="centre_of_expertise",
            by=None,
        ).slug
        for _ in range(3)
    ]
    assert made == ["verso", "verso-2", "verso-3"]


def test_who_makes_an_organisation_that_is_below_none_of_theirs_coordinates_it() -> None:
    top = factories.organisation()
    maker = factories.coordinator(top)
    below = operations.create(names=Texts(fi="Yksikkö"), kind="unit", parent=top, by=maker)
    beside = operations.create(names=Texts(fi="Yhdistys"), kind="association", by=maker)
    assert not below.memberships.exists()
    assert [(row.person, row.role) for row in beside.memberships.all()] == [
        (maker, Membership.Role.COORDINATOR)
    ]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"names": Texts()}, operations.NameMissing),
        ({"slug": "coverage"}, operations.AddressReserved),
        ({"slug": "taken"}, operations.AddressTaken),
        ({"business_id": "0243027-5"}, operations.BusinessIdWrong),
        ({"business_id": "02430274"}, operations.BusinessIdWrong),
        ({"business_id": "0243027-4"}, operations.BusinessIdTaken),
    ],
)
def test_an_organisation_that_cannot_be_is_refused(
    fields: dict[str, object], refusal: type[Refused]
) -> None:
    factories.organisation(slug="taken", business_id="0243027-4")
    before = Organisation.objects.count()
    with pytest.raises(refusal):
        operations.create(
            **{"names": Texts(fi="Uusi"), "kind": "company", "by": None, **fields}  # type: ignore[arg-type]  # a case gives one field each
        )
    assert Organisation.objects.count() == before
    assert not Entry.objects.exists()


def test_editing_records_what_was_and_what_is_and_the_same_again_nothing() -> None:
    row, by = factories.organisation("Vanha nimi"), factories.keeper()
    operations.edit(organisation=row, by=by, names=Texts(fi="Uusi nimi"), kind="company")
    entry = Entry.objects.of(row).get()
    assert entry.verb == "organisations.edit"
    assert entry.changes == {
        "names": [{"fi": "Vanha nimi"}, {"fi": "Uusi nimi"}],
        "kind": ["municipality", "company"],
    }
    assert titles(row) == [("fi", "Uusi nimi")]
    operations.edit(organisation=row, by=by, names=Texts(fi="Uusi nimi"))
    assert Entry.objects.of(row).count() == 1


def test_a_parent_is_never_the_organisation_itself_or_below_it() -> None:
    top = factories.organisation()
    middle = factories.organisation(parent=top)
    low = factories.organisation(parent=middle)
    for parent in (top, middle, low):
        with pytest.raises(operations.UnderItself):
            operations.edit(organisation=top, by=None, parent=parent)
    top.refresh_from_db()
    assert top.parent is None
    operations.edit(organisation=low, by=None, parent=top)
    assert low.parent == top


def test_a_merged_organisation_is_not_edited() -> None:
    row = factories.organisation(merged_into=factories.organisation())
    with pytest.raises(operations.OrganisationMerged):
        operations.edit(organisation=row, by=None, short_name="X")


def test_only_what_may_be_edited_is() -> None:
    with pytest.raises(TypeError):
        operations.edit(organisation=factories.organisation(), by=None, slug="other")


class TwoMoveAtOnce(TransactionTestCase):
    """Two moves that are each right and together make a circle: the second one is refused."""

    def test_the_later_one_waits_and_is_refused(self) -> None:
        one, other = factories.organisation(), factories.organisation()
        moved, outcome = threading.Event(), []

        def move_the_other() -> None:
            moved.wait(60)
            try:
                operations.edit(organisation=other, by=None, parent=one)
            except operations.UnderItself:
                outcome.append("refused")
            finally:
                connection.close()

        later = threading.Thread(target=move_the_other)
        later.start()
        with transaction.atomic():
            operations.edit(organisation=one, by=None, parent=other)
            moved.set()
            waits_for_a_lock()
            assert outcome == []
        later.join(60)
        assert outcome == ["refused"]
        other.refresh_from_db()
        assert other.parent is None


# --- areas -------------------------------------------------------------------------------------
def test_coverage_is_added_once_and_gets_its_newest_source() -> None:
    row, first, second = factories.organisation(), factories.area(), factories.area()
    operations.set_coverage(
        organisation=row, areas=[first, second], how="covers", source="a.example", by=None
    )
    operations.set_coverage(
        organisation=row,
        areas=[second],
        how="covers",
        source="b.example",
        is_uncertain=True,
        by=None,
    )
    operations.set_coverage(
        organisation=row, areas=[first], how="covers", source="a.example", by=None
    )
    assert list(row.coverage.order_by("pk").values_list("area", "source", "is_uncertain")) == [
        (first.pk, "a.example", False),
        (second.pk, "b.example", True),
    ]
    assert verbs(row) == ["organisations.set_coverage"] * 2


def test_coverage_is_taken_back_once() -> None:
    covered = factories.covers(factories.organisation(), factories.area(code="savo"))
    operations.remove_coverage(coverage=covered, by=None)
    assert not AreaCovered.objects.exists()
    assert Entry.objects.of(covered.organisation).get().changes == {"covers": ["savo", None]}
    with pytest.raises(operations.AreaGone):
        operations.remove_coverage(coverage=covered, by=None)


# --- members -----------------------------------------------------------------------------------
def test_a_member_is_added_changed_and_ended() -> None:
    row, somebody, by = factories.organisation(), factories.person(), factories.keeper()
    membership = operations.add_member(organisation=row, person=somebody, role="member", by=by)
    again = operations.add_member(organisation=row, person=somebody, role="coordinator", by=by)
    assert again.pk == membership.pk
    operations.end_membership(membership=membership, by=by)
    with pytest.raises(operations.MembershipEnded):
        operations.end_membership(membership=membership, by=by)
    with pytest.raises(operations.MembershipEnded):
        operations.change_member(membership=membership, role="member", title="", by=by)
    assert verbs(row) == [
        "organisations.add_member",
        "organisations.change_member",
        "organisations.end_membership",
    ]
    changed = Entry.objects.get(verb="organisations.change_member")
    assert changed.changes == {"role": ["changed", "changed"]}


def test_rights_reach_everything_below_and_end_with_the_membership() -> None:
    top = factories.organisation()
    low = factories.organisation(parent=factories.organisation(parent=top))
    factories.organisation()
    boss = factories.coordinator(top)
    assert set(Organisation.objects.run_by(boss)) == {top, low.parent, low}
    operations.end_membership(membership=boss.memberships.get(), by=None)
    assert not Organisation.objects.run_by(boss).exists()
    assert not Organisation.objects.run_by(factories.member(top)).exists()


@pytest.fixture
def offer() -> MembershipOffer:
    row, by = factories.organisation("Esimerkkilä"), factories.keeper()
    operations.invite(
        organisation=row, email="Uusi@Example.org", role="coordinator", language="sv", by=by
    )
    return MembershipOffer.objects.get()


def test_an_invitation_that_is_accepted_makes_a_member(offer: MembershipOffer) -> None:
    assert (offer.invitation.email, offer.invitation.language) == ("uusi@example.org", "sv")
    newcomer = factories.person(email="uusi@example.org")
    address = people.accept_invitation(invitation=offer.invitation, by=newcomer)
    assert address == f"/organisations/{offer.organisation.slug}/"
    membership = Membership.objects.get()
    assert (membership.person, membership.role) == (newcomer, "coordinator")


def test_an_older_offer_of_a_smaller_role_takes_nothing_away() -> None:
    row = factories.organisation()
    boss = factories.coordinator(row)
    operations.invite(
        organisation=row, email="other@example.org", role="member", language="fi", by=None
    )
    people.accept_invitation(invitation=Invitation.objects.get(), by=boss)
    assert boss.memberships.get().role == "coordinator"


def test_nobody_is_invited_twice_or_when_they_belong_already(offer: MembershipOffer) -> None:
    with pytest.raises(operations.AlreadyInvited):
        operations.invite(
            organisation=offer.organisation,
            email="uusi@example.org",
            role="member",
            language="fi",
            by=None,
        )
    somebody = factories.member(offer.organisation)
    with pytest.raises(operations.AlreadyMember):
        operations.invite(
            organisation=offer.organisation,
            email=somebody.email.upper(),
            role="member",
            language="fi",
            by=None,
        )


def test_two_persons_who_become_one_keep_the_stronger_role() -> None:
    row = factories.organisation()
    stays, other = factories.member(row), factories.coordinator(row)
    people.merge(duplicate=other, into=stays, by=factories.keeper(), reason="Same person.")
    assert [(m.person_id, m.role) for m in Membership.objects.live()] == [(stays.pk, "coordinator")]
