"""The nouns of an event, one file a matter."""

from talkoot.events.models.attendance import (
    Attendance,
    AttendanceReport,
    Certificate,
    ReportedPerson,
)
from talkoot.events.models.event import Attachment, Event, Headcount, Session
from talkoot.events.models.message import Message, Receiver
from talkoot.events.models.pool import Pool
from talkoot.events.models.registration import Registration
from talkoot.events.models.series import HostTurn, Series, TurnDuty
from talkoot.events.models.transition import Transition
from talkoot.events.models.wish import Need, SessionPlace

__all__ = [
    "Attachment",
    "Attendance",
    "AttendanceReport",
    "Certificate",
    "Event",
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
