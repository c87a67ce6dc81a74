"""The poster of a door: one page to print, with the short address and its picture."""

from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from talkoot.surveys.models import Door
from talkoot.terms.models import Programme
from talkoot.ui.documents import pdf
from talkoot.ui.qr import qr_file

SOURCE = Path(__file__).parent.parent / "documents" / "poster.typ"
LONGEST_INTRO = 200
"""What fits on the page beside the picture."""
EMBLEMS = dict(Programme.Emblem.choices)


def short_address(door: Door) -> str:
    """The address that a person types: no language, which the browser tells."""
    return f"{settings.SITE_URL}/p/{door.slug}"


def document(door: Door, language: str) -> HttpResponse:
    """The poster as PDF/UA-1 in that language."""
    with override(language):
        content = pdf(SOURCE, _said(door, language))
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{door.slug}-{language}.pdf"'
    return answer


def _said(door: Door, language: str) -> dict[str, str]:
    title, intro = door.titles.pick(language), door.intros.pick(language)
    project = door.project
    whose = door.organisation.names.pick(language)
    of_project = project.names.pick(language) if project else None
    programme = project.programme if project else None
    statement = (project.funding_statement if project else None) or (
        programme.statement if programme else None
    )
    picked = statement.pick(language) if statement else None
    emblem = programme.emblem if programme else Programme.Emblem.NONE
    return {
        "language": language,
        "heading": _("Tell us what you think"),
        "title": title.text,
        "title_language": title.language[:2] or language,
        "intro": Truncator(intro.text).chars(LONGEST_INTRO),
        "intro_language": intro.language[:2] or language,
        "organisation": whose.text,
        "organisation_language": whose.language[:2] or language,
        "project": of_project.text if of_project else "",
        "project_language": (of_project.language[:2] if of_project else "") or language,
        "how": _("Point your phone's camera at the picture, or write the address"),
        "address": short_address(door),
        "address_shown": short_address(door).split("//", 1)[-1],
        "promise": _(
            "You need not say who you are. You get a code with which you can read the reply."
        ),
        "picture": qr_file(short_address(door)),
        "picture_words": _("The address of the feedback as a picture that a phone reads"),
        "statement": picked.text if picked else "",
        "statement_language": ((picked.language if picked else "") or language)[:2],
        "emblem": "" if emblem == Programme.Emblem.NONE else str(EMBLEMS[emblem]),
        "flag_words": _("Flag of the European Union"),
    }
