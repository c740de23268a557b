"""What the worker does for checks: reminders before a check runs out, and files nobody looked at."""

from datetime import timedelta

from django.core.mail import send_mail
from django.utils.timezone import localdate

from alongside.access.actors import System
from alongside.access.jobs import log, sweep
from alongside.access.verdicts import Refused
from alongside.checks.actions import empty_document, send_chaser
from alongside.checks.models import Document
from alongside.checks.queries.today import chasers_due

# Our own choice: a file nobody looked at for two months is asked for again rather than kept.
FILE_KEPT = timedelta(days=60)
SUBJECT = "A note from the programme"
WORDS = (
    "Something on your page of the programme is due before {day}.\n\n"
    "Sign in and open My record to see what it is. If you need help, ask whoever you usually talk to.\n"
)


@sweep
def send_chasers() -> None:
    """One e-mail at 60, 30 and 7 days; its subject and words say nothing to whoever looks over a shoulder (C4)."""
    today = localdate()
    for check, days in chasers_due(today):
        try:
            send_chaser(check, days=days, today=today, by=System("send_chasers", check.trust_id))
        except Refused:
            continue
        if check.person.email:
            try:
                send_mail(SUBJECT, WORDS.format(day=f"{check.expires_on:%d/%m/%Y}"), None, [check.person.email])
            except OSError as fault:
                log.warning("A reminder about check %s was not sent: %s", check.pk, type(fault).__name__)


@sweep
def empty_old_documents() -> None:
    """Files that nobody looked at in time go."""
    for document in Document.objects.waiting().filter(uploaded_on__lt=localdate() - FILE_KEPT).defer("content"):
        empty_document(document, by=System("empty_old_documents", document.person.trust_id))
