"""What the pages of the network ask: coverage, duplicates, lists and what is found by searching."""

import pytest

from talkoot.kit.languages import Texts
from talkoot.organisations.models import Organisation
from talkoot.organisations.queries import coverage, documents, duplicates, expertise, listing
from talkoot.organisations.tests import factories
from talkoot.terms.models import Area

pytestmark = pytest.mark.django_db


# --- coverage ----------------------------------------------------------------------------------
def county(name: str) -> Area:
    return factories.area(name, kind=Area.Kind.WELLBEING_COUNTY)


def centre(name: str, *over: Area, is_uncertain: bool = False) -> Organisation:
    row = factories.organisation(name, kind="centre_of_expertise")
    for area in over:
        factories.covers(row, area, is_uncertain=is_uncertain)
    return row


def test_coverage_is_counted_from_the_rows_of_live_centres() -> None:
    savo, lappi, kainuu = county("Savo"), county("Lappi"), county("Kainuu")
    helsinki = factories.area("Helsinki", kind="municipality", carries_county_duties=True)
    factories.area("Ahvenanmaa", kind="region", column=1, row=7)
    speakers = factories.area("Ruotsinkieliset", kind="language_group")
    iso, verso = centre("Iso", savo, lappi), centre("Verso", savo, speakers)
    gone = centre("Poissa", kainuu)
    Organisation.objects.filter(pk=gone.pk).update(merged_into=iso)
    factories.covers(factories.organisation(kind="association"), kainuu)
    factories.covers(iso, kainuu, how="located")

    found = coverage.coverage()

    assert {str(row.area): (row.state, len(row.rows)) for row in found.counties} == {
        "Savo": ("shared", 2),
        "Lappi": ("covered", 1),
        "Kainuu": ("left_out", 0),
        "Helsinki": ("left_out", 0),
    }
    assert [str(area) for area in found.outside] == ["Ahvenanmaa"]
    assert found.centres == [iso, verso]
    assert [(row.organisation, row.area) for row in found.beyond] == [(verso, speakers)]
    assert found.not_known_by_name == 9
    assert helsinki.carries_county_duties


def test_a_county_is_uncertain_when_nobody_is_sure_of_it() -> None:
    savo, lappi = county("Savo"), county("Lappi")
    centre("Ensimmäinen", savo, lappi, is_uncertain=True)
    centre("Toinen", lappi)
    found = {str(row.area): row.is_uncertain for row in coverage.coverage().counties}
    assert found == {"Savo": True, "Lappi": False}


def test_without_centres_nothing_is_said_to_be_missing() -> None:
    assert coverage.coverage().not_known_by_name == 0


# --- duplicates --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("written", "is_like"),
    [
        ("Tampereen ammattikorkeakoulu", True),
        ("tampereen ammattikorkeakoulu oy", True),
        ("Tampereen ammatikorkeakoulu", True),
        ("TAMK", True),
        ("Tammerfors yrkeshögskola", True),
        ("Satakunnan ammattikorkeakoulu", False),
        ("Tampereen yliopisto", False),
    ],
)
def test_what_is_nearly_the_same_name_is_found(written: str, is_like: bool) -> None:
    row = factories.organisation(
        names=Texts(fi="Tampereen ammattikorkeakoulu Oy", sv="Tammerfors yrkeshögskola Ab"),
        short_name="TAMK",
    )
    assert duplicates.similar(Texts(fi=written)) == ([row] if is_like else [])


def test_a_merged_organisation_is_no_duplicate_and_holds_no_business_id() -> None:
    row = factories.organisation("Sama", business_id="0243027-4")
    assert duplicates.holder_of("0243027-4") == row
    row.merged_into = factories.organisation("Toinen")
    row.save()
    assert duplicates.holder_of("0243027-4") is None
    assert duplicates.similar(Texts(fi="Sama")) == []


# --- lists -------------------------------------------------------------------------------------
def names(wanted: listing.Wanted) -> list[str]:
    return [str(row) for row in listing.narrowed(Organisation.objects.live(), wanted)]


def test_the_list_is_narrowed_by_each_of_its_filters() -> None:
    savo = factories.area("Savo", code="savo")
    kuopio = factories.area("Kuopio", code="kuopio", kind="municipality", parent=savo)
    city = factories.organisation("Kuopion kaupunki", business_id="0171450-7")
    factories.covers(city, kuopio, how="located")
    iso = centre("Itä-Suomen osaamiskeskus", savo)
    factories.organisation("Navarra", kind="foreign_region", country="ES", short_name="GN")
    assert names(listing.Wanted(area="savo")) == [str(iso), str(city)]
    assert names(listing.Wanted(area="kuopio")) == [str(city)]
    assert names(listing.Wanted(kind="foreign_region")) == ["Navarra"]
    assert names(listing.Wanted(country="ES")) == ["Navarra"]
    assert names(listing.Wanted(text="gn")) == ["Navarra"]
    assert names(listing.Wanted(text="0171450-7")) == [str(city)]
    assert names(listing.Wanted(text="kaupunki KUOPION")) == [str(city)]
    assert names(listing.Wanted(text="100%")) == []


def test_who_knows_what_is_narrowed_by_theme_area_and_words() -> None:
    savo = factories.area("Savo", code="savo")
    row = factories.organisation("Kuopion kaupunki")
    factories.covers(row, savo, how="located")
    leader = factories.member(row, name="Aino Esimerkki", title="Suunnittelija")
    known = factories.expertise(
        leader, factories.topic("Etäjohtaminen", code="remote"), description="Etäpalaverit"
    )
    other = factories.expertise(about=factories.topic("Ravitsemus", code="food"))
    factories.expertise(leader, is_shown=False)

    def found(**wanted: str) -> list[object]:
        return list(expertise.found(expertise.Wanted(**wanted)))

    assert found() == [known, other]
    assert found(topic="food") == [other]
    assert found(area="savo") == [known]
    for text in ("aino", "etäpalaverit", "etäjohtaminen", "kuopion"):
        assert found(text=text) == [known]
    assert found(text="aino ravitsemus") == []


def test_an_organisation_is_found_in_each_of_its_languages() -> None:
    row = factories.organisation(
        names=Texts(fi="Suomalainen", sv="Svensk"), short_name="SF", business_id="0243027-4"
    )
    found = documents.documents_of(row)
    assert [(document.language, document.title) for document in found] == [
        ("fi", "Suomalainen (SF)"),
        ("sv", "Svensk (SF)"),
    ]
    assert list(documents.everything()) == [(row.pk, found)]
    row.merged_into = factories.organisation()
    assert documents.documents_of(row) == []
