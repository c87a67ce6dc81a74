"""The lasting door: opening it, saying something by it, writing down what was said, and replying."""

from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from talkoot.history.record import differences, record, snapshot
from talkoot.kit.languages import Texts
from talkoot.kit.refusals import refused_by
from talkoot.organisations.models import Organisation
from talkoot.people.models import Person, hash_of
from talkoot.projects.models import Project
from talkoot.surveys.models import Door, Said
from talkoot.surveys.models.door import plain_code
from talkoot.surveys.operations import door_refusals as refusals
from talkoot.surveys.queries.door import may_have_door, may_open
from talkoot.surveys.queries.masking import masked
from talkoot.terms.models import Area, Topic

_TAKEN = {"surveys_door_slug_key": refusals.AddressTaken}


def begin_door(
    *,
    organisation: Organisation,
    slug: str,
    titles: Texts,
    by: Person | None,
    project: Project | None = None,
    intros: Texts | None = None,
) -> Door:
    """A door of an organisation, or of a project with the organisation of it that answers: the one that
    leads it, or a partner. Open at once.

    Refuses with AddressTaken, NotInProject, and NotInThisName when the actor may not speak for that
    organisation. Records `surveys.begin_door` on the project, else on the organisation.
    """
    slug = slug.lower()
    with transaction.atomic():
        if project is not None and not may_have_door(organisation, project):
            raise refusals.NotInProject
        if project is not None and by is not None and not may_open(by, organisation, project):
            raise refusals.NotInThisName
        with refused_by(_TAKEN):
            door = Door.objects.create(
                organisation=organisation,
                project=project,
                slug=slug,
                titles=titles,
                intros=intros or Texts(),
            )
        told = {"slug": [None, slug], "titles": [{}, dict(titles)]}
        record("surveys.begin_door", on=_subject(door), by=by, part=door, changes=told)
    return door


def edit_door(*, door: Door, by: Person | None, **changes: Any) -> Door:
    """Changes `titles` and `intros`; the address stays, for posters carry it.

    Records `surveys.edit_door` when something differs.
    """
    with transaction.atomic():
        door.refresh_from_db(from_queryset=Door.objects.select_for_update())
        before = snapshot(door)
        for name in ("titles", "intros"):
            if name in changes:
                setattr(door, name, changes[name])
        if found := differences(door, before):
            door.save(update_fields=list(found))
            record("surveys.edit_door", on=_subject(door), by=by, part=door, changes=found)
    return door


def close_door(*, door: Door, by: Person | None) -> Door:
    """Nothing new is taken; replies can still be written and read. Records `surveys.close_door`."""
    return _turn(door, "surveys.close_door", closed=True, by=by)


def reopen_door(*, door: Door, by: Person | None) -> Door:
    """Takes feedback again. Records `surveys.reopen_door`."""
    return _turn(door, "surveys.reopen_door", closed=False, by=by)


def say(
    *,
    door: Door,
    text: str,
    code: str,
    language: str,
    area: Area | None = None,
    topic: Topic | None = None,
) -> Said:
    """Keeps what a resident said, masked, with the day and the hash of the answer code. The same code
    again, as when a form is sent twice, keeps nothing more.

    Refuses with DoorClosed. Records nothing: nobody is known to have said it.
    """
    with transaction.atomic():
        if not Door.objects.open().filter(pk=door.pk).exists():
            raise refusals.DoorClosed
        said, _made = Said.objects.get_or_create(
            code_hash=hash_of(plain_code(code)),
            defaults={
                "door": door,
                "text": masked(text, _names_near(door)),
                "language": language,
                "area": area,
                "topic": topic,
                "said_on": timezone.localdate(),
            },
        )
    return said


def write_down(
    *,
    door: Door,
    text: str,
    how: str,
    by: Person | None,
    language: str = "fi",
    area: Area | None = None,
    topic: Topic | None = None,
) -> Said:
    """Keeps what somebody said aloud to one of the staff, masked, with where it was said.

    Refuses with DoorClosed. Records `surveys.write_down`, without the words.
    """
    with transaction.atomic():
        if not Door.objects.open().filter(pk=door.pk).exists():
            raise refusals.DoorClosed
        names = _names_near(door)
        said = Said.objects.create(
            door=door,
            text=masked(text, names),
            how=masked(how, names)[:200],
            language=language,
            area=area,
            topic=topic,
            said_on=timezone.localdate(),
            written_down_by=by,
        )
        record("surveys.write_down", on=_subject(door), by=by, part=said)
    return said


def reply(*, said: Said, text: str, by: Person | None) -> Said:
    """The words that whoever has the answer code reads; a later reply takes the place of the earlier.

    Refuses with NobodyReads when nobody has a code. Records `surveys.reply`, without the words.
    """
    with transaction.atomic():
        said.refresh_from_db(from_queryset=Said.objects.select_for_update())
        if not said.code_hash:
            raise refusals.NobodyReads
        if said.reply != text:
            said.reply, said.replied_at = text, timezone.now()
            said.state = Said.State.ANSWERED
            said.save(update_fields=["reply", "replied_at", "state"])
            record("surveys.reply", on=_subject(said.door), by=by, part=said)
    return said


def set_state(*, said: Said, state: str, by: Person | None) -> Said:
    """New, in hand, answered or not feedback. Records `surveys.set_state` when it changes."""
    with transaction.atomic():
        said.refresh_from_db(from_queryset=Said.objects.select_for_update())
        before = said.state
        if before != state:
            said.state = state
            said.save(update_fields=["state"])
            told = {"state": [before, state]}
            record("surveys.set_state", on=_subject(said.door), by=by, part=said, changes=told)
    return said


def _turn(door: Door, verb: str, *, closed: bool, by: Person | None) -> Door:
    with transaction.atomic():
        door.refresh_from_db(from_queryset=Door.objects.select_for_update())
        if (door.closed_at is not None) != closed:
            door.closed_at = timezone.now() if closed else None
            door.save(update_fields=["closed_at"])
            record(verb, on=_subject(door), by=by, part=door)
    return door


def _subject(door: Door) -> Model:
    """Whose history tells of the door."""
    return door.project or door.organisation


def _names_near(door: Door) -> list[str]:
    """Names that may well be in what is said: of the project's team, or of the organisation's members."""
    if door.project is not None:
        near = Person.objects.filter(pk__in=door.project.team.values("person"))
    else:
        members = door.organisation.memberships.filter(ended_at=None)
        near = Person.objects.filter(pk__in=members.values("person"))
    return sorted(set(near.exclude(name="").values_list("name", flat=True)))
