"""Forms in HTML: the question, the help, the error, the field; drawn here, for a form has dozens of parts."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.forms import BaseForm, BaseFormSet, BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from talkoot.ui.drawing import draw, draw_all, escaped
from talkoot.ui.icons import drawing
from talkoot.ui.words import Words

Context = Mapping[str, Any]
Widget = Mapping[str, Any]
"""What a widget of Django's says of itself in its `get_context`."""

SUMMARY = """<div class="error-summary" role="alert" tabindex="-1" autofocus>
<h2>{}</h2>
<ul>{}</ul>
</div>
"""
GROUP = """<fieldset class="field{}{}"{}>
<legend>{}{}</legend>
{}{}
</fieldset>
"""
CHOICE = """<div class="field{}{}">
{}<div class="choice">{}<label for="{}">{}</label></div>
{}</div>
"""
FIELD = """<div class="field{}{}">
{}{}{}
</div>
"""
ERROR = '<p>{}<span class="sr-only">{}</span> {}</p>'
HELP = '<div class="help" id="{}_helptext">{}</div>\n'


# --- the summary of errors ----------------------------------------------------------------------
class Problem(NamedTuple):
    """A line of the error summary."""

    href: str
    label: Words
    sentence: Words


def error_summary(form: BaseForm | BaseFormSet[Any]) -> SafeString:
    """All that is wrong with a form, each with a link to its field; nothing where all is right."""
    lines = [(_problem(each),) for each in _problems(form)]
    if not lines:
        return SafeString("")
    return draw(SUMMARY, _("Please check these points"), draw_all("<li>{}</li>", lines, "\n"))


def _problem(problem: Problem) -> SafeString:
    if not problem.href:
        return SafeString(escaped(problem.sentence))
    label = draw("{} – ", problem.label) if problem.label else ""
    return draw('<a href="{}">{}{}</a>', problem.href, label, problem.sentence)


def _problems(form: BaseForm | BaseFormSet[Any]) -> Iterable[Problem]:
    if not form.is_bound:
        return
    if isinstance(form, BaseFormSet):
        yield from (Problem("", "", str(sentence)) for sentence in form.non_form_errors())
        for row in form.forms:
            yield from _problems(row)
        return
    yield from (Problem("", "", str(sentence)) for sentence in form.non_field_errors())
    for bound in form:
        for sentence in bound.errors:
            label = "" if bound.is_hidden else str(bound.label)
            yield Problem(_href(bound), label.rstrip(":"), str(sentence))


def _href(bound: BoundField) -> str:
    if bound.is_hidden or not bound.auto_id:
        return ""
    # A choice of nothing has no first one to lead to.
    first = bound.id_for_label or next((one.id_for_label for one in bound.subwidgets), "")
    return f"#{first or bound.auto_id}"


# --- one field ----------------------------------------------------------------------------------
def form_fields(context: Context) -> str:
    """All fields of a form in one column, below the summary of what is wrong with them."""
    form: BaseForm = context["form"]
    shown = "".join(field.as_field_group() for field, _errors in context["fields"])
    return f"{error_summary(form)}{shown}{''.join(map(str, context['hidden_fields']))}"


def field(context: Context) -> str:
    """One field: its question first, then the help, the error and the field itself."""
    bound: BoundField = context["field"]
    classes = bound.css_classes()
    extra = f" {classes}" if classes else ""
    errors = _errors(bound)
    wrong = " has-error" if errors else ""
    if bound.use_fieldset:
        said = bound.aria_describedby
        described = draw(' aria-describedby="{}"', said) if said else ""
        words = _help(bound) + errors
        return draw(
            GROUP, extra, wrong, described, bound.label, _optional(bound), words, _widget(bound)
        )
    if getattr(bound.field.widget, "input_type", "") == "checkbox":
        return draw(
            CHOICE,
            extra,
            wrong,
            errors,
            _widget(bound),
            bound.id_for_label,
            bound.label,
            _help_of_choice(bound),
        )
    label = SafeString("")
    if bound.label:
        label = draw(
            '<label for="{}">{}{}</label>\n', bound.id_for_label, bound.label, _optional(bound)
        )
    return draw(FIELD, extra, wrong, label, _help(bound) + errors, _widget(bound))


def _widget(bound: BoundField) -> SafeString:
    return SafeString(str(bound))


def _errors(bound: BoundField) -> SafeString:
    # A form that was not sent has no errors, and asking for them costs.
    errors = bound.errors if bound.form.is_bound else ()
    if not errors:
        return SafeString("")
    lines = draw_all(ERROR, ((drawing("alert"), _("Error:"), each) for each in errors))
    return draw('<div class="error" id="{}_error">{}</div>\n', bound.auto_id, lines)


def _help(bound: BoundField) -> SafeString:
    return draw(HELP, bound.auto_id, bound.help_text) if bound.help_text else SafeString("")


def _help_of_choice(bound: BoundField) -> SafeString:
    if not bound.help_text:
        return SafeString("")
    line = '<p class="help help-of-choice" id="{}_helptext">{}</p>\n'
    return draw(line, bound.auto_id, bound.help_text)


def _optional(bound: BoundField) -> SafeString:
    if bound.field.required or getattr(bound.form, "mark_optional", True) is False:
        return SafeString("")
    return draw(' <span class="optional">({})</span>', _("optional"))


# --- the widgets --------------------------------------------------------------------------------
def _attributes(of: Widget) -> str:
    return "".join(
        [
            f" {name}" if value is True else f' {name}="{_said(value)}"'
            for name, value in of["attrs"].items()
            if value is not False
        ]
    )


def _said(value: Any) -> str:
    return value if type(value) is SafeString else escaped(str(value))


def _input(widget: Widget) -> str:
    value = "" if widget["value"] is None else f' value="{_said(widget["value"])}"'
    name = escaped(widget["name"])
    return f'<input type="{widget["type"]}" name="{name}"{value}{_attributes(widget)}>'


def _textarea(widget: Widget) -> str:
    text = escaped(widget["value"]) if widget["value"] else ""
    return f'<textarea name="{escaped(widget["name"])}"{_attributes(widget)}>\n{text}</textarea>'


def _select(widget: Widget) -> str:
    groups = "\n".join(_options_of_select(widget))
    return f'<select name="{escaped(widget["name"])}"{_attributes(widget)}>\n{groups}\n</select>'


def _options_of_select(widget: Widget) -> Iterator[str]:
    for group, options, _index in widget["optgroups"]:
        if group:
            yield f'<optgroup label="{escaped(group)}">'
        for each in options:
            value = _said(each["value"])
            yield f'<option value="{value}"{_attributes(each)}>{escaped(each["label"])}</option>'
        if group:
            yield "</optgroup>"


def _choices(widget: Widget) -> str:
    attrs = widget["attrs"]
    marked = f' id="{escaped(attrs["id"])}"' if attrs.get("id") else ""
    extra = f" {escaped(attrs['class'])}" if attrs.get("class") else ""
    return f'<div{marked} class="choices{extra}">\n{"".join(_groups(widget))}</div>'


def _groups(widget: Widget) -> Iterator[str]:
    for group, options, _index in widget["optgroups"]:
        if group:
            name = f'<p class="choice-group-name">{escaped(group)}</p>'
            yield f'<div class="choice-group">{name}\n'
        for each in options:
            yield f'<div class="choice">{_input(each)}{_label_of(each)}</div>\n'
        if group:
            yield "</div>\n"


def _label_of(option: Widget) -> str:
    if not option.get("wrap_label"):
        return ""
    of = option["attrs"].get("id")
    marked = f' for="{escaped(of)}"' if of else ""
    return f"<label{marked}>{escaped(option['label'])}</label>"


INPUTS = "color date datetime email file hidden number password search tel text time url checkbox"
WIDGETS: dict[str, Callable[[Widget], str]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in INPUTS.split()},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox_select.html": _choices,
}
"""Django's name of a widget's template, and what draws it instead."""
