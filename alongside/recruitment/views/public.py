"""What anybody can read and do before anybody is known: open intakes, information sessions, beginning to apply."""

import secrets

from allauth.decorators import rate_limit
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache

from alongside.access.actors import Visitor
from alongside.access.forms import carried_out
from alongside.access.models import RetentionRule, Trust
from alongside.recruitment.actions import book_place, start_application
from alongside.recruitment.forms import BookingForm, StartForm
from alongside.recruitment.models import Application, InformationSession, Intake
from alongside.recruitment.rules import steps_told
from alongside.recruitment.views.post import link_to, send_own_link, sent
from alongside.ui.filters import date_time

Kind = RetentionRule.Kind
KEPT = {
    Kind.DRAFT: "An application that you began and did not send, after the last day to apply",
    Kind.NO_PLACE: "An application that you sent, after it ended without a place for you",
    Kind.NO_POST: "An application that you sent, after you have left us without a post",
    Kind.EQUALITY: "Answers to the equality questions, after the last day to apply",
    Kind.BOOKING: "A place at an information session, after its day",
    Kind.LINK: "A link that has stopped working",
}
DEMONSTRATION_LINK = "demonstration_link"


def intakes_open(request):
    intakes = Intake.objects.open(localdate()).select_related("trust").order_by("closes_on")
    sessions = InformationSession.objects.coming(now()).select_related("trust")[:50]
    context = {"title": "Become a peer support worker", "intakes": intakes, "sessions": sessions}
    return render(request, "recruitment/intakes_open.jinja", context)


def apply_privacy(request, pk):
    """In the words of those who apply, with the months that are in force in their trust."""
    trust = get_object_or_404(Trust, pk=pk)
    rules = RetentionRule.objects.filter(trust=trust).in_force(localdate())
    latest = Intake.objects.filter(trust=trust, published_on__isnull=False).order_by("-opens_on", "-pk").first()
    context = {
        "title": "What we do with what you tell us",
        "trust": trust,
        "kept": [(words, rules[kind]) for kind, words in KEPT.items() if kind in rules],
        "telephone": latest.telephone if latest else "",
    }
    return render(request, "recruitment/apply_privacy.jinja", context)


@rate_limit(action="apply")
@never_cache
def apply_start(request, pk):
    """The same answer whether somebody of this name has applied before or not."""
    intake = get_object_or_404(Intake.objects.open(localdate()).select_related("trust"), pk=pk)
    form = StartForm(request.POST or None)
    if form.is_valid():
        secret = secrets.token_urlsafe(32)
        application = carried_out(
            form,
            lambda: start_application(
                intake, **form.cleaned_data, secret=secret, today=localdate(), at=now(), by=Visitor(intake.trust_id)
            ),
        )
        if application:
            spoken = form.cleaned_data["way"] == Application.Way.SPOKEN
            left = send_own_link(request, application, secret)
            if not left and form.cleaned_data["email"]:
                messages.error(request, f"Our e-mail did not leave. Ring {intake.telephone}, or try again later.")
            if intake.trust.demonstration:
                request.session[DEMONSTRATION_LINK] = link_to(request, secret)
            return redirect("apply_ring" if spoken else "apply_sent")
    criteria = intake.criteria.all()
    steps = steps_told(intake.own_stages.values_list("name", "told", "before"))
    context = {"title": f"Apply: {intake.title}", "intake": intake, "form": form, "criteria": criteria, "steps": steps}
    return render(request, "recruitment/apply_start.jinja", context, status=422 if form.errors else 200)


@never_cache
def apply_sent(request):
    context = {"title": "Look at your e-mail", "link": request.session.get(DEMONSTRATION_LINK)}
    return render(request, "recruitment/apply_sent.jinja", context)


@never_cache
def apply_ring(request):
    return render(request, "recruitment/apply_ring.jinja", {"title": "We will ring you"})


@rate_limit(action="apply")
@never_cache
def session_book(request, pk):
    session = get_object_or_404(InformationSession.objects.coming(now()).select_related("trust"), pk=pk)
    form = BookingForm(request.POST or None)
    if form.is_valid():
        booking = carried_out(
            form, lambda: book_place(session, **form.cleaned_data, at=now(), by=Visitor(session.trust_id))
        )
        if booking:
            told = f"{date_time(session.starts_at)}, {session.venue}"
            sent("Your place", f"Hello {booking.name},\n\nyou have a place: {told}.", booking.email)
            messages.success(request, f"You have a place: {told}.")
            return redirect("intakes_open")
    context = {"title": "Book a place at an information session", "session": session, "form": form}
    return render(request, "recruitment/session_book.jinja", context, status=422 if form.errors else 200)
