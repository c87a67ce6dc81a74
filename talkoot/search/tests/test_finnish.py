"""Finnish roots: one form of a word finds the others, and a short word is left alone."""

import pytest

from talkoot.search.finnish import roots

FAMILIES = """
etäjohtaminen etäjohtamista etäjohtamisen etäjohtamiseen etäjohtamisessa etäjohtamisesta
käytäntö käytännöt käytäntöjä käytännön käytäntöjen käytännöistä käytäntöihin
vertaistuki vertaistuen vertaistukea vertaistuessa vertaistukeen
työpaja työpajoissa työpajan työpajat työpajojen työpajaan
etätyökeskus etätyökeskuksen etätyökeskusta etätyökeskuksessa etätyökeskuksia
hanke hankkeen hankkeita hankkeet hankkeiden hankkeessa
väkivalta väkivallan väkivaltaa väkivaltaan
kunta kunnan kuntien kuntia kunnissa
osallisuus osallisuuden osallisuutta osallisuuteen osallisuudesta
hyvinvointialue hyvinvointialueen hyvinvointialueilla hyvinvointialueiden
sosiaalinen sosiaalisen sosiaaliset sosiaalista
asukas asukkaan asukkaat asukkaita asukkaiden
johtaja johtajien johtajat johtajan johtajia
apteekki apteekin apteekkia apteekissa
ehkäisy ehkäisyn ehkäisyyn ehkäisyä
opinnot opintoja opinnoissa
pihtipudas pihtiputaan pihtiputaalla
""".splitlines()


@pytest.mark.parametrize("family", [line.split() for line in FAMILIES if line], ids=lambda f: f[0])
def test_each_form_of_a_word_finds_the_others(family: list[str]) -> None:
    missed = [
        (asked, other)
        for asked in family
        for other in family
        if not any(root in other for root in roots(asked))
    ]
    assert missed == []


def test_both_grades_are_looked_for() -> None:
    assert roots("käytäntö") == ["käytänt", "käytäntt", "käytänn", "käytänd"]


def test_minen_and_mis_meet() -> None:
    assert (roots("johtaminen"), roots("johtamisesta")) == (["joht" + "am"], ["johtam"])


@pytest.mark.parametrize("word", ["yö", "työ", "apu", "hub"])
def test_a_short_word_is_looked_for_as_it_is(word: str) -> None:
    assert roots(word) == []


def test_a_short_word_loses_its_case() -> None:
    assert roots("työssä") == ["työ"]
