"""What stands behind the doors of events: one event full of everything, of the open project."""

from typing import Any

from django.core.files.base import ContentFile

from talkoot.events.tests import factories
from talkoot.people.models import hash_of
from talkoot.projects.models import Partnership, Project


def rows_of_events(project: Project, share: Partnership) -> dict[str, Any]:
    """An event that counts in the partner's contact's share, with a row of each kind; a draft; one
    of the whole project, which the contact does not arrange; a deleted one."""
    series = factories.series("Esimerkkisarja", project=project)
    event = factories.event(
        "Avoin tapahtuma", project=project, on_site=True, remote=True, place="Kuntatalo",
        counting_partnership=share, asks_diet=True, capacity=1, series=series,
    )  # fmt: skip  # one event
    on_site = event.pools.get(mode="on_site")
    confirmed = factories.registration(on_site, "Paikalla Esimerkki")
    # Whoever holds the link of the letter is let in.
    confirmed.token_hash = hash_of("linkki")
    confirmed.save()
    material = factories.attachment(event, file="")
    material.web_address = ""
    material.file.save("esitys.txt", ContentFile(b"Kalvot."))
    report = factories.report(event)
    headcount = factories.headcount(event)
    headcount.proof.save("lista.txt", ContentFile(b"Lista."))
    turn = factories.turn(series)
    return {
        "event": event,
        "series": series,
        "turn": turn,
        "duty": factories.turn_duty(turn),
        "draft_event": factories.event("Luonnos", project=project, published=False),
        "whole_event": factories.event("Koko hankkeen tapahtuma", project=project),
        "deleted_event": factories.event(
            "Poistettu tapahtuma", project=project, counting_partnership=share, deleted=True
        ),
        "places": on_site,
        "session": factories.session(event),
        "registration": confirmed,
        "waiting": factories.registration(on_site, "Jonossa Esimerkki", state="waiting"),
        "message": factories.message(event),
        "material": material,
        "recording": factories.attachment(event, "Tallenne", kind="recording"),
        "headcount": headcount,
        "mark": factories.attendance(confirmed),
        "report": report,
        "reported": factories.reported(report),
        "certificate": factories.certificate(confirmed, check_code="T0D1STVS0"),
    }
