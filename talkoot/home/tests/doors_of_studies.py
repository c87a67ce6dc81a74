"""What stands behind the doors of questions of one's own, of studies and of surveys of needs."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from talkoot.kit.languages import Texts
from talkoot.projects.models import Project
from talkoot.surveys.models import Form, Needs
from talkoot.surveys.operations import forms, load_core, needs, studies, themes


def rows_of_studies(project: Project) -> dict[str, Any]:
    """A form with a version and a draft, a study with a round to come, an open survey, and a theme."""
    load_core()
    form = forms.begin_form(project=project, titles=Texts(fi="Omat kysymykset"), by=None)
    Form.objects.filter(pk=form.pk).update(code="lomake")
    form.refresh_from_db()
    forms.add_item(form=form, kind="scale", words=Texts(fi="Kuinka meni?"), by=None)
    version = forms.publish_version(form=form, by=None)
    draft = forms.begin_version(form=form, by=None)
    now = timezone.now()
    survey = needs.begin_needs(
        project=project,
        titles=Texts(fi="Osaajatarpeet"),
        sectors=[Texts(fi="Hoiva"), Texts(fi="Teollisuus")],
        own=version,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(days=9),
        by=None,
    )
    Needs.objects.filter(pk=survey.pk).update(code="TARVE2")
    study = studies.begin_study(
        project=project,
        titles=Texts(fi="Ennen ja jälkeen"),
        destroy_on=timezone.localdate() + timedelta(days=99),
        by=None,
    )
    return {
        "form_item": draft.items.get(),
        "study": study,
        "study_round": studies.ask_in_study(
            study=study,
            kind="before",
            own=version,
            opens_at=now + timedelta(days=1),
            closes_at=now + timedelta(days=9),
            addresses=["vastaaja@example.org"],
            by=None,
        ),
        "text_theme": themes.add_theme(project=project, names=Texts(fi="Kahvi"), by=None),
        "sector": survey.waves.order_by("pk").first(),
    }
