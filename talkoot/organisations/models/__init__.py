"""The network: organisations, their areas, their people, and who knows what."""

from talkoot.organisations.models.expertise import Expertise, Question
from talkoot.organisations.models.membership import Membership, MembershipOffer
from talkoot.organisations.models.organisation import (
    AreaCovered,
    Organisation,
    OrganisationHome,
    Visitor,
    validate_business_id,
)

__all__ = [
    "AreaCovered",
    "Expertise",
    "Membership",
    "MembershipOffer",
    "Organisation",
    "OrganisationHome",
    "Question",
    "Visitor",
    "validate_business_id",
]
