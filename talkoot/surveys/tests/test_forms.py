"""Questions of one's own: the draft, publishing, wordings, the pages."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from talkoot.history.models import Entry
from talkoot.kit.languages import Texts
from talkoot.people.models import Person
from talkoot.projects.models import Project
from talkoot.surveys.models import Form, Item
from talkoot.surveys.operations import form_refusals as refusals
from talkoot.surveys.operations import forms as operations
from talkoot.surveys.operations import load_core
from talkoot.surveys.queries.forms import differences, newest_of, own_versions
from talkoot.surveys.tests import factories

pytestmark = pytest.mark.django_db
HOW = Texts(fi="Kuinka meni?", en="How did it go?")


@pytest.fixture
def project() -> Project:
    return factories.running_project()


@pytest.fixture
def manager(project: Project) -> Person:
    member: Person = factories.team_member(project, role="manager").person
    return member


def begun(project: Project, **fields: Any) -> Form:
    return operations.begin_form(project=project, titles=Texts(fi="Omat"), by=None, **fields)


def published(form: Form, **fields: Any) -> Item:
    item = operations.add_item(form=form, by=None, **{"kind": "scale", "words": HOW, **fields})
    operations.publish_version(form=form, by=None)
    return item


def redrafted(form: Form) -> Item:
    return operations.begin_version(form=form, by=None).items.get()


def test_an_instrument_states_its_licence(project: Project) -> None:
    with pytest.raises(refusals.LicenceMissing):
        begun(project, purpose="instrument", licence="  ")
    assert begun(project, purpose="instrument", licence="Lupa 1.2.2026").licence == "Lupa 1.2.2026"


def test_what_happens_to_a_form_is_in_the_history(project: Project) -> None:
    form = begun(project)
    published(form)
    operations.retire(form=form, by=None)
    verbs = [entry.verb for entry in Entry.objects.of(project).order_by("pk")]
    assert verbs == [
        "surveys.begin_form", "surveys.add_item", "surveys.publish_version", "surveys.retire",
    ]  # fmt: skip  # the list reads as one
    with pytest.raises(refusals.FormRetired):
        operations.begin_version(form=form, by=None)


def test_a_question_keeps_its_key_and_gets_a_new_wording_when_its_words_change(
    project: Project,
) -> None:
    form = begun(project)
    first = published(form)
    same = redrafted(form)
    operations.change_item(item=same, by=None, help_texts=Texts(fi="Mieti hetki."))
    operations.publish_version(form=form, by=None)
    other = redrafted(form)
    operations.change_item(item=other, by=None, words=Texts(fi="Miltä tuntui?"))
    operations.publish_version(form=form, by=None)
    rows = [(item.key, item.wording) for item in Item.objects.order_by("pk")]
    assert rows == [(first.key, 1), (first.key, 1), (first.key, 2)]


def test_a_language_that_is_added_is_no_new_wording(project: Project) -> None:
    form = begun(project)
    published(form)
    operations.change_item(item=redrafted(form), by=None, words=Texts(HOW, sv="Hur gick det?"))
    operations.publish_version(form=form, by=None)
    newest = newest_of(form.code)
    assert newest is not None
    assert [item.wording for item in newest.items.all()] == [1]


def test_answers_keep_their_keys_when_they_are_reordered_or_reworded(project: Project) -> None:
    form = begun(project)
    item = operations.add_item(
        form=form, by=None, kind="choice", words=HOW,
        options=[Texts(fi="a"), Texts(fi="b"), Texts(fi="c")],
    )  # fmt: skip  # one question
    operations.change_item(
        item=item, by=None, options=[Texts(fi="c"), Texts(fi="a"), Texts(fi="uusi")]
    )
    found = {option["words"]["fi"]: option["key"] for option in item.options}
    assert found == {"c": "o3", "a": "o1", "uusi": "o4"}


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"kind": "scale", "words": Texts()}, refusals.QuestionEmpty),
        ({"kind": "scale", "words": HOW, "low": 5, "high": 5}, refusals.ScaleUnfit),
        ({"kind": "scale", "words": HOW, "low": 0, "high": 11}, refusals.ScaleUnfit),
        ({"kind": "many", "words": HOW, "options": [Texts(fi="a")]}, refusals.TooFewOptions),
    ],
)
def test_what_is_no_question_is_refused(
    project: Project, fields: dict[str, Any], refusal: type[Exception]
) -> None:
    form = begun(project)
    with pytest.raises(refusal):
        operations.add_item(form=form, by=None, **fields)


def test_a_published_version_never_changes(project: Project) -> None:
    form = begun(project)
    item = published(form)
    with pytest.raises(refusals.NoDraft):
        operations.change_item(item=item, by=None, words=Texts(fi="Toinen"))
    with (
        pytest.raises(IntegrityError, match="never changes"),
        transaction.atomic(),
    ):
        Item.objects.filter(pk=item.pk).update(words={"fi": "Toinen"})


def test_nothing_is_published_without_questions(project: Project) -> None:
    with pytest.raises(refusals.NothingToPublish):
        operations.publish_version(form=begun(project), by=None)


def test_pasted_lines_are_questions_and_those_marked_are_scored_backwards(project: Project) -> None:
    form = begun(project, purpose="instrument", licence="Oma mittari, vapaa.")
    lines = "Jaksan hyvin.\n\nOlen väsynyt. (R)\n"
    operations.paste_items(form=form, lines=lines, language="fi", by=None, low=0, high=6)
    rows = [
        (item.words["fi"], item.is_reversed, item.low, item.high)
        for item in Item.objects.order_by("position")
    ]
    assert rows == [("Jaksan hyvin.", False, 0, 6), ("Olen väsynyt.", True, 0, 6)]


def test_questions_move_and_stay_at_the_end(project: Project) -> None:
    form = begun(project)
    items = [
        operations.add_item(form=form, by=None, kind="text", words=Texts(fi=word))
        for word in ("yksi", "kaksi")
    ]
    operations.move_item(item=items[0], steps=1, by=None)
    operations.move_item(item=items[0], steps=1, by=None)
    assert list(Item.objects.values_list("words__fi", flat=True)) == ["kaksi", "yksi"]


def test_versions_are_compared(project: Project) -> None:
    form = begun(project)
    published(form)
    item = redrafted(form)
    operations.change_item(item=item, by=None, words=Texts(fi="Miltä tuntui?"))
    operations.add_item(form=form, by=None, kind="text", words=Texts(fi="Muuta?"))
    operations.publish_version(form=form, by=None)
    old, new = form.versions.order_by("number")
    said = [
        (one.old and str(one.old), str(one.new), one.is_reworded) for one in differences(old, new)
    ]
    assert said == [("Kuinka meni?", "Miltä tuntui?", True), (None, "Muuta?", False)]
    assert list(own_versions(project)) == [new]


# --- the pages --------------------------------------------------------------------------------------
def test_a_manager_builds_a_form_and_sees_it_as_the_answerer_does(
    project: Project, manager: Person, as_person: Any
) -> None:
    client: Client = as_person(manager)
    sent = {"project": project.pk, "titles-fi": "Omat kysymykset", "purpose": "feedback"}
    client.post(reverse("surveys:form_new"), sent)
    form = Form.objects.get()
    question = {
        "words-fi": "Millä tulit?", "options-fi": "bussilla\njalan",
    }  # fmt: skip  # one question
    door = reverse("surveys:form_item_new", args=[form.code])
    assert client.get(door).content.decode().count("?kind=") == 5
    answer = client.post(f"{door}?kind=choice", question)
    assert answer.status_code == 302
    page = client.get(reverse("surveys:form", args=[form.code])).content.decode()
    assert "Millä tulit?" in page
    assert "bussilla" in page
    shown = client.get(reverse("surveys:form_preview", args=[form.code, 1])).content.decode()
    assert shown.count('type="radio"') == 2
    assert client.post(reverse("surveys:form_publish", args=[form.code])).status_code == 302
    assert client.get(reverse("surveys:forms")).status_code == 200
    item = Item.objects.get()
    edited = client.post(reverse("surveys:form_item", args=[form.code, item.pk]), question)
    assert "surveys:form" not in edited.content.decode()
    assert edited.status_code == 200  # the published version is not changed, and the page says so


def test_others_see_neither_the_form_nor_its_questions(project: Project, as_person: Any) -> None:
    form = begun(project)
    client: Client = as_person(factories.person())
    for door in ("form", "form_item_new", "form_paste", "form_retire"):
        assert client.get(reverse(f"surveys:{door}", args=[form.code])).status_code == 404
    load_core()
    assert client.get(reverse("surveys:form_preview", args=["core", 1])).status_code == 200


def test_uneven_answers_are_told_beside_the_field(
    project: Project, manager: Person, as_person: Any
) -> None:
    form = begun(project)
    client: Client = as_person(manager)
    sent = {
        "words-fi": "Mitä?", "options-fi": "a\nb", "options-sv": "a",
    }  # fmt: skip  # one question
    door = reverse("surveys:form_item_new", args=[form.code])
    answer = client.post(f"{door}?kind=many", sent)
    assert list(answer.context["form"].errors) == ["options"]


MANY = "\n".join(f"vastaus {number}" for number in range(41))
TOO_MANY, TOO_LONG = "There are 41 lines", "fit on a line"
TWICE, UNEVEN = "is there more than once", "in each language"


@pytest.mark.parametrize(
    ("finnish", "swedish", "sentence"),
    [
        (MANY, "", TOO_MANY),
        ("a\n" + "b" * 201, "", TOO_LONG),
        ("a\nb\nA ", "", TWICE),
        ("a\nb", "x\nX", TWICE),
        ("a\nb\nc", "x", UNEVEN),
    ],
)
def test_answers_and_sectors_that_do_not_fit_are_refused_and_nothing_is_lost(
    project: Project, manager: Person, as_person: Any, finnish: str, swedish: str, sentence: str
) -> None:
    client: Client = as_person(manager)
    own = begun(project)
    published(own)
    operations.begin_version(form=own, by=None)
    period = {"opens_on": "1.3.2036", "closes_on": "9.3.2036"}
    with override("en"):
        question = reverse("surveys:form_item_new", args=[own.code]) + "?kind=choice"
        survey = reverse("surveys:needs_new", args=[project.slug])
    for address, field, more in (
        (question, "options", {"words-fi": "Mitä?"}),
        (survey, "sectors", period),
    ):
        sent = {f"{field}-fi": finnish, f"{field}-sv": swedish, **more}
        form = client.post(address, sent).context["form"]
        (error,) = form.errors[field]
        assert sentence in error
        assert (form[field].value()["fi"], form[field].value()["sv"]) == (finnish, swedish)
    assert Item.objects.filter(kind="choice").count() == 0


def test_forty_long_answers_are_all_kept(project: Project, manager: Person, as_person: Any) -> None:
    client: Client = as_person(manager)
    own = begun(project)
    lines = [f"{number:03}" + "x" * 197 for number in range(40)]
    address = reverse("surveys:form_item_new", args=[own.code]) + "?kind=many"
    client.post(address, {"words-fi": "Mitä?", "options-fi": "\r\n".join(lines)})
    assert [option["words"]["fi"] for option in Item.objects.get().options] == lines
