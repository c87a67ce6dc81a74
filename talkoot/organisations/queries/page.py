"""What an organisation's page shows beside the organisation itself."""

from dataclasses import dataclass

from talkoot.kit.alphabet import by_letters, by_name
from talkoot.organisations.models import AreaCovered, Expertise, Membership, Organisation

AT_MOST = 200


@dataclass(frozen=True)
class Parts:
    """The organisation's areas, what stands under it, and who of its people is shown."""

    located: list[AreaCovered]
    covers: list[AreaCovered]
    children: list[Organisation]
    experts: list[Expertise]


def parts_of(organisation: Organisation) -> Parts:
    """Three questions to the database."""
    coverage = list(
        organisation.coverage.select_related("area").order_by(by_name("area__names"), "pk")
    )
    members = Membership.objects.live().filter(organisation=organisation).values("person")
    experts = (
        Expertise.objects.shown()
        .filter(person__in=members)
        .select_related("person", "topic")
        .order_by(by_letters("person__name"), "person", by_name("topic__names"))
    )
    return Parts(
        located=[row for row in coverage if row.how == AreaCovered.How.LOCATED],
        covers=[row for row in coverage if row.how == AreaCovered.How.COVERS],
        children=list(Organisation.objects.live().filter(parent=organisation).by_name()[:AT_MOST]),
        experts=list(experts[:AT_MOST]),
    )
