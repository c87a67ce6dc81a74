"""An organisation's own Word template: sent, tried, and taken out of use."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from talkoot.history.record import record
from talkoot.kit.files import sha256_of
from talkoot.kit.refusals import Refused
from talkoot.kit.word import LARGEST_MB, unknown_fields
from talkoot.kit.word.refusals import WordTooLarge
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person
from talkoot.reports.models import OrganisationTemplate
from talkoot.reports.queries.sample import sample


class TemplateNamesUnknownFields(Refused):
    sentence = _("The file asks for fields that a report does not have: {fields}.")
    next_step = _("Correct their names by the list on this page and choose the file again.")
    field = "file"


class TemplateNameless(Refused):
    sentence = _("Give the template a name.")
    field = "name"


def add_template(
    *, organisation: Organisation, name: str, file: Any, by: Person | None
) -> OrganisationTemplate:
    """Keeps a Word file as a template of the organisation's reports, after it was filled once with
    sample data; the one of the same name is taken out of use.

    Refuses with TemplateNameless, TemplateNamesUnknownFields, and every WordRefused of
    `talkoot.kit.word`. Records `reports.add_template`.
    """
    if not name.strip():
        raise TemplateNameless
    file.seek(0)
    content = file.read(LARGEST_MB * 1024 * 1024 + 1)
    if len(content) > LARGEST_MB * 1024 * 1024:
        raise WordTooLarge(megabytes=LARGEST_MB)
    # Outside the transaction: it may take seconds.
    unknown = unknown_fields(content, sample())
    if unknown:
        raise TemplateNamesUnknownFields(fields=", ".join(unknown[:12]))
    with transaction.atomic():
        Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
        former = OrganisationTemplate.objects.live().filter(
            organisation=organisation, name=name.strip()
        )
        former.update(retired_at=timezone.now())
        made = OrganisationTemplate(
            organisation=organisation,
            name=name.strip(),
            sha256=sha256_of(file),
            uploaded_by=by,
        )
        file.seek(0)
        made.file.save("template.docx", file, save=False)
        made.save()
        record(
            "reports.add_template",
            on=organisation,
            by=by,
            part=made,
            changes={"name": [None, made.name]},
        )
    return made


@transaction.atomic
def retire_template(*, template: OrganisationTemplate, by: Person | None) -> OrganisationTemplate:
    """Takes the template out of use; reports that were made by it stay as they are.

    Records `reports.retire_template`.
    """
    rows = OrganisationTemplate.objects.select_for_update(of=("self",))
    template.refresh_from_db(from_queryset=rows)
    if template.retired_at is None:
        template.retired_at = timezone.now()
        template.save(update_fields=["retired_at"])
        record("reports.retire_template", on=template.organisation, by=by, part=template)
    return template
