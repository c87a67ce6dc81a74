"""Saying what one knows, and choosing whether others see it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from talkoot.history import record as history
from talkoot.kit.refusals import Refused
from talkoot.organisations.models import Expertise, Question
from talkoot.organisations.operations.questions import decline
from talkoot.people import operations as people
from talkoot.people.models import Consent, Person
from talkoot.terms.models import Topic

CONSENT = Consent.About.EXPERTISE_SHOWN.value


class NotYourExpertise(Refused):
    sentence = _("Only the person can choose to show what they know.")
    next_step = _("Ask them to do it on the page of their expertise.")


class NameUnknown(Refused):
    sentence = _("Your name is shown with what you know, and it is not written yet.")
    next_step = _("Write your name on your own page first.")
    field = "is_shown"


@transaction.atomic
def declare_expertise(
    *, person: Person, topic: Topic, description: str, is_shown: bool, by: Person | None
) -> Expertise:
    """Says that a person knows a theme, in their own words; one row a theme, said again it changes.

    Showing is the person's own choice and keeps their consent; when nothing is shown any more the
    consent ends. Refuses with NotYourExpertise (to show it, by another), NameUnknown. Records
    organisations.declare_expertise, never the words.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    row = Expertise.objects.filter(person=person, topic=topic).first()
    row = row or Expertise(person=person, topic=topic)
    begins = is_shown and not row.is_shown
    if begins and (by is None or by.pk != person.pk):
        raise NotYourExpertise
    if begins and not person.name:
        raise NameUnknown
    before = history.snapshot(row)
    row.description, row.is_shown = description.strip(), is_shown
    row.save()
    if begins:
        people.give_consent(person=person, about=CONSENT, by=by)
    history.record(
        "organisations.declare_expertise",
        on=person,
        by=by,
        part=row,
        changes=history.differences(row, before),
    )
    _end_consent_if_nothing_is_shown(person, by)
    return row


@transaction.atomic
def remove_expertise(*, expertise: Expertise, by: Person | None) -> None:
    """Takes a theme away; whoever waits for an answer about it is told that none will come.

    One that is gone already stays gone. Records organisations.remove_expertise.
    """
    row = (
        Expertise.objects.select_for_update(of=("self",), no_key=True)
        .select_related("person", "topic")
        .filter(pk=expertise.pk)
        .first()
    )
    if row is None:
        return
    for question in Question.objects.waiting().filter(expertise=row):
        decline(question=question, by=by)
    history.record("organisations.remove_expertise", on=row.person, by=by, part=row)
    row.delete()
    _end_consent_if_nothing_is_shown(row.person, by)


def hide_all(*, person: Person, about: str) -> None:
    """When a person takes their consent back, nothing of theirs is shown any more."""
    if about == CONSENT:
        Expertise.objects.filter(person=person, is_shown=True).update(is_shown=False)


def settle_two_experts(*, duplicate: Person, into: Person, by: Person | None) -> None:
    """Before two persons become one: where both know one theme, its questions move to the one row.

    Nothing becomes shown by this. Records organisations.remove_expertise of the other.
    """
    own = {row.topic_id: row for row in Expertise.objects.filter(person=into)}
    for row in Expertise.objects.filter(person=duplicate, topic_id__in=own):
        Question.objects.filter(expertise=row).update(expertise=own[row.topic_id])
        remove_expertise(expertise=row, by=by)


def _end_consent_if_nothing_is_shown(person: Person, by: Person | None) -> None:
    if not Expertise.objects.filter(person=person, is_shown=True).exists():
        people.withdraw_consent(person=person, about=CONSENT, by=by)
