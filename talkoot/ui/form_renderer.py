"""Django's own form renderer with our field: the question, the help, the error, the field."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

from talkoot.ui import fields

DRAWN = {"ui/form_fields.html": fields.form_fields, "ui/field.html": fields.field}


class Renderer(TemplatesSetting):
    """One column; an error summary first; optional fields say so.

    What nearly every form has is drawn in Python, ten times as fast; the rest by its template.
    """

    form_template_name = "ui/form_fields.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        if template_name in DRAWN:
            return DRAWN[template_name](context)
        if template_name in fields.WIDGETS:
            return fields.WIDGETS[template_name](context["widget"])
        return super().render(template_name, context, request)
