"""The rows behind the doors of what is handed over: an inspector's open link, and a template."""

import io
from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from docx import Document

from talkoot.people.models import hash_of
from talkoot.projects.models import Project
from talkoot.reports.models import InspectorLink, OrganisationTemplate


def rows_of_handover(project: Project) -> dict[str, Any]:
    """The link's token is `tarkastus`."""
    written = io.BytesIO()
    Document().save(written)
    template = OrganisationTemplate(organisation=project.owner, name="Kirje", sha256="0" * 64)
    template.file.save("template.docx", ContentFile(written.getvalue()), save=False)
    template.save()
    link = InspectorLink.objects.create(
        project=project,
        given_to="Tarkastaja Esimerkki",
        purpose="Esimerkin vuoksi",
        token_hash=hash_of("tarkastus"),
        expires_at=timezone.now() + timedelta(days=30),
    )
    return {"inspector_link": link, "word_template": template}
