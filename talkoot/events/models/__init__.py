"""The nouns of an event, one file a matter."""

from talkoot.events.models.attendance import (
    Attendance,
    AttendanceReport,
    Certificate,
    ReportedPerson,
)
from talkoot.events.models.event import Event, Session
from talkoot.events.models.funder import FunderField
from talkoot.events.models.message import Message, Receiver
from talkoot.events.models.pool import Pool
from talkoot.events.models.registration import Registration
from talkoot.events.models.remains import Attachment, Headcount
from talkoot.events.models.series import HostTurn, Series, TurnDuty
from talkoot.events.models.transition import Transition
from talkoot.events.models.wish import Need, SessionPlace

__all__ = [
    "Attachment",
    "Attendance",
    "AttendanceReport",
    "Certificate",
    "Event",
    "FunderField",
    "Headcount",
    "HostTurn",
    "Message",
    "Need",
    "Pool",
    "Receiver",
    "Registration",
    "ReportedPerson",
    "Series",
    "Session",
    "SessionPlace",
    "Transition",
    "TurnDuty",
]
