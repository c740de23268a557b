"""E-mails to applicants, which say as little as they can: neither the work nor the answer stands in them."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.core.mail import send_mail
from django.urls import reverse
from icalendar import Calendar, Event

LOG = logging.getLogger("alongside.recruitment")
FOOT = "\n\nIf this is not for you, please delete it. Nothing more will come."


def sent(subject: str, words: str, to: str) -> bool:
    """Whether the e-mail left; the page says so when it did not."""
    if not to:
        return False
    try:
        send_mail(subject, words + FOOT, None, [to])
    except (OSError, SMTPException) as fault:
        LOG.error("An e-mail to an applicant did not leave: %s", type(fault).__name__)
        return False
    return True


def link_to(request, secret: str) -> str:
    return request.build_absolute_uri(reverse("applicant_link", args=[secret]))


def send_own_link(request, application, secret: str) -> bool:
    return sent(
        "Your link",
        f"Hello {application.applicant},\n\nthis link opens what you began with us. Keep it to yourself.\n\n"
        f"{link_to(request, secret)}\n\nYou can stop at any time and come back by the same link.",
        application.reached_by,
    )


def send_news(application) -> bool:
    return sent(
        "There is something new on your page",
        f"Hello {application.applicant},\n\nthere is something new on your page with us. "
        "Open it by the link we sent you. If you cannot find it, fill in the first page again with the same name and "
        "address, and you get a new one.",
        application.reached_by,
    )


def send_invitation(request, application) -> bool:
    page = request.build_absolute_uri(reverse("intakes_open"))
    return sent(
        "We said we would ask you again",
        f"Hello {application.applicant},\n\nwhen we last spoke we said that we would ask you again. We would be "
        "glad to hear from you. What is open now, and how to come and ask first, stands here:\n\n"
        f"{page}\n\nIf you would rather speak, ring {application.intake.telephone}. If it is not for you any more, you "
        "need not do anything.",
        application.reached_by,
    )


def calendar_file(interview) -> bytes:
    """One appointment with a title that says nothing to whoever looks over a shoulder."""
    event = Event()
    event.add("uid", f"appointment-{interview.application.public_id}")
    event.add("summary", "Appointment")
    event.add("dtstart", interview.starts_at)
    event.add("dtend", interview.starts_at + timedelta(minutes=interview.minutes))
    event.add("dtstamp", interview.starts_at)
    event.add("location", interview.venue)
    event.add("class", "PRIVATE")
    calendar = Calendar()
    calendar.add("prodid", "-//Alongside//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
