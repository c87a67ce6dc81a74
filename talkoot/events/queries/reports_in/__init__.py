"""Attendance reports that Teams, Zoom and Webex write: read whatever their language and form."""

from talkoot.events.queries.reports_in.read import Read, Reported, read_report

__all__ = ["Read", "Reported", "read_report"]
