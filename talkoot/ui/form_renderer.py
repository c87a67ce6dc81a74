"""Django's own form renderer with our field: the question, the help, the error, the field."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """One column; an error summary first; optional fields say so."""

    form_template_name = "ui/form_fields.html"
    formset_template_name = "ui/formset.html"
    field_template_name = "ui/field.html"
