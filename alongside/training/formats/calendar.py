"""A calendar file whose titles say nothing to whoever looks over a shoulder."""

from collections.abc import Iterable
from datetime import datetime

from icalendar import Calendar, Event


def calendar_of(sessions: Iterable, now: datetime) -> bytes:
    """Each session as “Course session”, with its time and its room."""
    calendar = Calendar()
    calendar.add("prodid", "-//Alongside//EN")
    calendar.add("version", "2.0")
    for session in sessions:
        event = Event()
        event.add("uid", f"session-{session.pk}@alongside")
        event.add("summary", "Course session")
        event.add("dtstart", session.starts_at)
        event.add("dtend", session.ends_at)
        event.add("dtstamp", now)
        event.add("class", "PRIVATE")
        if session.room:
            event.add("location", session.room)
        calendar.add_component(event)
    return bytes(calendar.to_ical())
