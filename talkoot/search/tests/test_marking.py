"""Marking what answered: inflected words too, and nothing that was written is trusted as HTML."""

from talkoot.search.marking import excerpt, marked


def test_the_words_that_answer_are_marked_in_the_form_they_stand() -> None:
    assert marked("Hanke kehittää etäjohtamista.", ["etäjohtaminen"]) == (
        "Hanke kehittää <mark>etäjohtamista</mark>."
    )


def test_what_stands_in_the_text_is_escaped() -> None:
    assert marked("<b>verkosto</b> & muut", ["verkosto"]) == (
        "&lt;b&gt;<mark>verkosto</mark>&lt;/b&gt; &amp; muut"
    )


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("Lyhyt teksti.", ["puuttuu"]) == "Lyhyt teksti."


def test_a_long_text_is_cut_around_the_first_answer() -> None:
    text = "alku " * 100 + "verkosto " + "loppu " * 100
    shown = excerpt(text, ["verkosto"])
    assert shown.startswith("… alku ")
    assert "<mark>verkosto</mark>" in shown
    assert shown.endswith("loppu …")


def test_a_long_text_without_an_answer_shows_its_beginning() -> None:
    assert excerpt("sana " * 100, ["puuttuu"]) == "sana " * 47 + "sana …"
