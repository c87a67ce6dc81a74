"""Messages are found where Django will ask for them, and a broken catalogue is refused."""

import pytest
from babel.messages.catalog import Catalog

from talkoot.kit import messages


def found(template: str) -> list[tuple[messages.MessageId, str | None]]:
    return [(one.text, one.context) for one in messages.in_template(template, "a.html")]


def test_in_template_finds_each_way_of_saying_that_a_text_is_translated() -> None:
    assert found('{% translate "Save" %}') == [("Save", None)]
    assert found('{% translate "May" context "month" as m %}') == [("May", "month")]
    assert found('{{ value|default:_("Not known") }}') == [("Not known", None)]
    assert found('{% empty _("Nothing yet") _("Begin here") url %}') == [
        ("Nothing yet", None),
        ("Begin here", None),
    ]
    assert found("{% translate 'It\\'s \"so\"' %}") == [('It\'s "so"', None)]
    assert found("{% translate variable %}") == []


def test_in_template_writes_blocks_as_django_asks_for_them() -> None:
    block = """{% blocktranslate trimmed with name=project.name %}
        The project {{ name }}
        is 100% done.
    {% endblocktranslate %}"""
    assert found(block) == [("The project %(name)s is 100%% done.", None)]
    counted = (
        "{% blocktranslate count n=number %}{{ n }} person"
        "{% plural %}{{ n }} persons{% endblocktranslate %}"
    )
    assert found(counted) == [(("%(n)s person", "%(n)s persons"), None)]


def test_in_python_finds_plurals_contexts_and_notes() -> None:
    source = b"""
# Translators: a verb
save = _("Save")
day = pgettext_lazy("calendar", "Day")
some = ngettext("%(n)s row", "%(n)s rows", n)
"""
    assert [(one.text, one.context, one.notes) for one in messages.in_python(source, "a.py")] == [
        ("Save", None, ["a verb"]),
        ("Day", "calendar", []),
        (("%(n)s row", "%(n)s rows"), None, []),
    ]


def catalogue(*pairs: tuple[messages.MessageId, messages.MessageId]) -> Catalog:
    made = Catalog(locale="fi")
    for text, translation in pairs:
        made.add(text, translation)
    return made


def test_wrong_in_names_every_fault() -> None:
    asked = catalogue(
        ("Hello %(name)s", ""),
        ("Missing", ""),
        ("Empty", ""),
        (("%(n)s row", "%(n)s rows"), ("", "")),
        (("%(n)s day", "%(n)s days"), ("", "")),
        (("%(n)s hour", "%(n)s hours"), ("", "")),
    )
    have = catalogue(
        ("Hello %(name)s", "Hei %(nimi)s"),
        ("Left over", "Tähde"),
        ("Empty", ""),
        (("%(n)s row", "%(n)s rows"), ("yksi rivi", "%(n)s riviä")),
        (("%(n)s day", "%(n)s days"), ("%(n)s päivä", "päiviä")),
        ("%(n)s hour", "%(n)s tuntia"),
    )
    assert messages.wrong_in(have, asked) == [
        "not in the catalogue: 'Missing'",
        "other values or elements than in the original: 'Hello %(name)s'",
        "no longer shown: 'Left over'",
        "untranslated: 'Empty'",
        "other values or elements than in the original: '%(n)s day'",
        "is now in singular and plural, or no longer: '%(n)s hour'",
    ]


def test_wrong_in_is_silent_about_a_whole_catalogue() -> None:
    asked = catalogue(("<b>Yes</b>", ""), (("%(n)s row", "%(n)s rows"), ("", "")))
    have = catalogue(
        ("<b>Yes</b>", "<b>Kyllä</b>"),
        (("%(n)s row", "%(n)s rows"), ("yksi rivi", "%(n)s riviä")),
    )
    assert messages.wrong_in(have, asked) == []


def test_a_text_alone_and_with_a_plural_is_refused() -> None:
    alone = messages.Found("project", "one.py", None)
    counted = messages.Found(("project", "projects"), "two.html", None)
    with pytest.raises(SystemExit, match=r"two\.html and one\.py: 'project' stands both alone"):
        messages.template_catalogue(iter([alone, counted]))
    apart = messages.Found(("project", "projects"), "two.html", "after a number")
    assert len(messages.template_catalogue(iter([alone, apart]))) == 2
