"""The verbs of people: making and editing a person, inviting, consenting, erasing, merging, forgetting."""

from talkoot.people.operations.access import change_access
from talkoot.people.operations.clocks import run_clocks
from talkoot.people.operations.consents import VERSIONS, give_consent, withdraw_consent
from talkoot.people.operations.erasure import (
    LastKeeper,
    SignedInLongAgo,
    erase,
    hindrances,
)
from talkoot.people.operations.invitations import (
    InvitationAnswered,
    InvitationExpired,
    InvitationWithdrawn,
    TooManyInvitations,
    accept_invitation,
    decline_invitation,
    invite,
    welcome,
    withdraw_invitation,
)
from talkoot.people.operations.many import persons_of_addresses
from talkoot.people.operations.merging import (
    AccountProtected,
    ReasonMissing,
    SamePerson,
    merge,
    send_merge_code,
)
from talkoot.people.operations.persons import (
    AddressNotAnEmail,
    AddressTaken,
    PersonErased,
    create_person,
    edit_person,
    make_keeper,
    note_new_address,
    person_of_address,
    set_password,
)
from talkoot.people.operations.registers import (
    address_needed_while,
    before_erasure,
    before_merge,
    on_acceptance,
    on_withdrawal,
    refuse_if,
)
from talkoot.people.operations.sign_ins import end_other_sign_ins, record_sign_in

__all__ = [
    "VERSIONS",
    "AccountProtected",
    "AddressNotAnEmail",
    "AddressTaken",
    "InvitationAnswered",
    "InvitationExpired",
    "InvitationWithdrawn",
    "LastKeeper",
    "PersonErased",
    "ReasonMissing",
    "SamePerson",
    "SignedInLongAgo",
    "TooManyInvitations",
    "accept_invitation",
    "address_needed_while",
    "before_erasure",
    "before_merge",
    "change_access",
    "create_person",
    "decline_invitation",
    "edit_person",
    "end_other_sign_ins",
    "erase",
    "give_consent",
    "hindrances",
    "invite",
    "make_keeper",
    "merge",
    "note_new_address",
    "on_acceptance",
    "on_withdrawal",
    "person_of_address",
    "persons_of_addresses",
    "record_sign_in",
    "refuse_if",
    "run_clocks",
    "send_merge_code",
    "set_password",
    "welcome",
    "withdraw_consent",
    "withdraw_invitation",
]
