"""The form renderer: what a screen reader hears of each field, and the summary of errors."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.template import Context, Template
from django.utils.translation import override

from talkoot.ui.samples import SampleFilters, SampleForm, SampleRow


class Page(HTMLParser):
    """The elements of a page, as their names and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def by_id(self, wanted: str) -> dict[str, str | None]:
        (found,) = [attrs for _tag, attrs in self.elements if attrs.get("id") == wanted]
        return found

    def labels(self) -> set[str | None]:
        return {attrs["for"] for tag, attrs in self.elements if tag == "label"}


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture(autouse=True)
def in_english() -> object:
    with override("en"):
        yield


def test_every_field_has_its_label() -> None:
    page = Page(str(SampleForm()))
    inputs = [
        attrs["id"]
        for tag, attrs in page.elements
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden"
    ]
    assert set(inputs) == page.labels()


def test_help_and_error_are_tied_to_their_field() -> None:
    page = Page(str(SampleForm({"name": "A"})))
    starts = page.by_id("id_starts")
    assert starts["aria-describedby"] == "id_starts_helptext id_starts_error"
    assert starts["aria-invalid"] == "true"
    assert page.by_id("id_starts_helptext")
    assert page.by_id("id_starts_error")
    assert "aria-describedby" not in page.by_id("id_name")


def test_the_question_stands_before_the_help_the_help_before_the_error_and_the_field() -> None:
    html = SampleForm({"name": "A"})["starts"].as_field_group()
    places = [html.index(part) for part in ("Begins", "A day, a month", "required.", "<input")]
    assert places == sorted(places)


def test_a_group_of_choices_is_a_fieldset_with_its_help() -> None:
    html = SampleForm({"name": "A"})["way"].as_field_group()
    page = Page(html)
    assert page.elements[0][0] == "fieldset"
    assert page.elements[0][1]["aria-describedby"] == "id_way_helptext id_way_error"
    assert re.findall(r"<legend>\s*(.*?)\s*</legend>", html) == ["How do you take part?"]


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    form = SampleForm()
    marked = [name for name in form.fields if "(optional)" in form[name].as_field_group()]
    assert marked == ["summary", "day", "amount", "themes", "proof"]
    assert "(optional)" not in str(SampleFilters())


def test_the_summary_links_each_error_to_its_field() -> None:
    form = SampleForm({"name": "A", "starts": "2020", "kind": "a"})
    page = Page(str(form))
    links = [attrs["href"] for tag, attrs in page.elements if tag == "a"]
    assert links == ["#id_way_0"]
    assert page.by_id("id_way_0")
    assert "How do you take part? – This field is required." in words_of(str(form))


def test_a_choice_of_nothing_is_wrong_and_not_a_fault() -> None:
    class Nothing(forms.Form):
        way = forms.ChoiceField(choices=[], widget=forms.RadioSelect)

    assert 'href="#id_way"' in str(Nothing({"way": "a"}))


def test_no_errors_no_summary() -> None:
    assert "error-summary" not in str(SampleForm())


class Meeting(forms.Form):
    """A form that is wrong as a whole."""

    secret = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("The room is taken.")


def test_what_is_wrong_with_the_whole_and_with_hidden_fields_is_said_too() -> None:
    said = words_of(str(Meeting({"secret": "x"})))
    assert said == "Please check these points The room is taken. Enter a whole number."


def test_rows_of_forms_have_names_and_one_summary() -> None:
    made = forms.formset_factory(SampleRow, extra=0)
    rows = made(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0", "form-0-euros": "x"}, prefix="form"
    )
    html = Template("{% form rows submit='Save' %}").render(Context({"rows": rows}))
    assert html.count("error-summary") == 1
    assert [legend.strip() for legend in re.findall(r"<legend>([^<]+)", html)] == ["Row 1", "Row 2"]


def test_a_whole_form_carries_what_sending_needs() -> None:
    html = Template("{% form form submit='Go' cancel='/back/' look='danger' %}").render(
        Context({"form": SampleForm(), "csrf_token": "abc"})
    )
    page = Page(html)
    assert page.elements[0] == (
        "form",
        {"class": "form", "method": "post", "enctype": "multipart/form-data", "novalidate": None},
    )
    assert 'name="csrfmiddlewaretoken"' in html
    assert ("a", {"class": "btn btn-quiet", "href": "/back/"}) in page.elements
    assert ("button", {"class": "btn btn-danger"}) in page.elements


def test_a_form_that_asks_sends_no_token() -> None:
    html = Template("{% form form submit='Go' method='get' %}").render(
        Context({"form": SampleFilters(), "csrf_token": "abc"})
    )
    assert "csrfmiddlewaretoken" not in html


def test_what_was_typed_is_escaped() -> None:
    html = str(SampleForm({"name": '"><script>alert(1)</script>'}))
    assert "<script>" not in html
