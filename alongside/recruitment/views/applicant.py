"""An applicant's own pages: come to by the secret link, without an account."""

import time
from functools import wraps
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from alongside.access.actors import LinkHolder
from alongside.access.forms import carried_out, done_or_told
from alongside.people.models import Reading
from alongside.recruitment.actions import (
    answer_offer,
    record_equality,
    record_needs,
    record_statement,
    save_answers,
    submit_application,
    withdraw_application,
)
from alongside.recruitment.forms import HELPS, AnswersForm, EqualityForm, NeedsForm, OfferForm, StatementForm
from alongside.recruitment.models import (
    ApplicantLink,
    Application,
    AssessmentNeeds,
    Interview,
    LivedExperience,
    Outcome,
)
from alongside.recruitment.rules import TOLD_BY_LETTER, state_told, steps_told, whose_turn
from alongside.recruitment.views.post import calendar_file

HELD = "applicant"
EASY = {"written": False, "easy_read": True, "spoken": False}
NEXT_FOR_YOU = {
    "draft": "Answer what is missing below, and send it.",
    "submitted": "Two people read your application, each alone. Then we tell you whether we invite you.",
    "invited": "We meet for an interview. We agree a day with you, and you see it here.",
    "interviewed": "The panel decides, and writes to you.",
    "offered": "You have an offer. Tell us whether you want the place.",
    "accepted": "You have a place. We ring you about the checks and the first day.",
    "declined": "You turned the place down. You can apply again at any time.",
    "not_yet": "We ask you again on the day in our letter.",
    "no": "Our letter says why, and where else to turn.",
    "withdrawn": "You have withdrawn. Nothing more happens, and you can apply again.",
}


def applicant_link(request, secret):
    """The secret leaves the address at once: from here on the browser's session holds it."""
    digest = sha256(secret.encode()).hexdigest()
    link = ApplicantLink.objects.filter(sha256=digest, until__gt=now()).first()
    if link is None:
        return no_link(request)
    request.session.cycle_key()
    request.session[HELD] = {"application": link.application_id, "at": time.time()}
    return redirect("own_application")


def no_link(request):
    context = {"title": "This page opens by your own link"}
    return render(request, "recruitment/no_link.jinja", context, status=404)


def by_link(view):
    """A page of whoever holds the link, kept out of every cache; without it, the way to a new one."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        held = request.session.get(HELD)
        if not held or time.time() - held["at"] > settings.ABSOLUTE_SECONDS:
            return no_link(request)
        application = Application.objects.select_related("intake__trust", "person").filter(pk=held["application"])
        if not application:
            return no_link(request)
        request.holder = LinkHolder(held["application"], application[0].intake.trust_id)
        answer = view(request, application[0], *args, **kwargs)
        add_never_cache_headers(answer)
        answer["Cache-Control"] = "no-store"
        return answer

    return guarded


@by_link
def own_application(request, application):
    """What is held, what happens next, and whose turn it is."""
    outcome = Outcome.objects.filter(application=application).first()
    told = state_told(application.state, letter_sent=outcome is not None and outcome.sent_on is not None)
    readings = (
        Reading.objects.filter(person=application.person, kind=Reading.Kind.STATEMENT) if application.person else ()
    )
    context = {
        "title": "Your application",
        "application": application,
        "draft": application.state == Application.State.DRAFT,
        "next": NEXT_FOR_YOU[told],
        "turn": whose_turn(told),
        "open": told not in {"declined", "not_yet", "no", "withdrawn"},
        "steps": own_steps(application, answered=told in TOLD_BY_LETTER | {"accepted", "declined"}),
        "stages": [one for one in application.stages.all() if one.state not in TOLD_BY_LETTER or one.state == told],
        "answers": [
            (answer.criterion.words, "Yes" if answer.yes else answer.words or ("No" if answer.yes is False else ""))
            for answer in application.answers.select_related("criterion").order_by("-criterion__essential", "criterion")
        ],
        "statement": LivedExperience.objects.filter(application=application).exists(),
        "readings": [f"{reading.reader.name}" for reading in readings],
        "needs": needs_of(application),
        "interview": Interview.objects.filter(application=application).first(),
        "letter": outcome.letter if outcome and outcome.sent_on else "",
        "offered": told == Application.State.OFFERED,
    }
    return render(request, "recruitment/own_application.jinja", context)


def own_steps(application, *, answered: bool) -> list[tuple[str, str, bool]]:
    """Every step of this intake, and whether it was taken."""
    taken = {stage.state for stage in application.stages.all()} - TOLD_BY_LETTER
    taken |= set(application.stages_done.values_list("stage__name", flat=True)) | ({"answered"} if answered else set())
    steps = steps_told(application.intake.own_stages.values_list("name", "told", "before"))
    return [(name, told, state in taken) for name, told, state in steps]


def needs_of(application) -> dict:
    needs = AssessmentNeeds.objects.filter(application=application).first()
    asked = needs.asked if needs else {"guaranteed": False, "helps": [], "words": ""}
    labels = dict(HELPS)
    return asked | {
        "said": [labels[one] for one in asked["helps"] if one in labels] + [asked["words"]][: bool(asked["words"])]
    }


@by_link
def own_answers(request, application):
    if application.state != Application.State.DRAFT:
        return redirect("own_application")
    easy = EASY[application.way]
    form = AnswersForm(request.POST or None, application=application, easy=easy)
    if form.is_valid() and carried_out(form, lambda: save_answers(application, **form.saved, by=request.holder)):
        messages.success(request, "Saved. You can stop here and come back by your link.")
        return redirect("own_application")
    context = {"title": "Your answers", "form": form, "easy": easy}
    return own_form(request, "recruitment/own_answers.jinja", form, context)


@by_link
def own_needs(request, application):
    if application.state != Application.State.DRAFT:
        return redirect("own_application")
    form = NeedsForm(request.POST or None, initial=needs_of(application))
    if form.is_valid() and carried_out(form, lambda: record_needs(application, **form.cleaned_data, by=request.holder)):
        messages.success(request, "Saved.")
        return redirect("own_application")
    return own_form(request, "recruitment/own_needs.jinja", form, {"title": "What would help you"})


@by_link
def own_statement(request, application):
    """Read here at any time; written only until the application is sent."""
    standing = LivedExperience.objects.filter(application=application).first()
    words = standing.words if standing else ""
    if application.state != Application.State.DRAFT:
        context = {"title": "Your statement", "words": words, "back": "", "form": None}
        return render(request, "recruitment/own_statement.jinja", context)
    form = StatementForm(request.POST or None, initial={"words": words})
    if form.is_valid() and carried_out(
        form, lambda: record_statement(application, **form.cleaned_data, by=request.holder)
    ):
        messages.success(request, "Saved.")
        return redirect("own_application")
    return own_form(request, "recruitment/own_statement.jinja", form, {"title": "Your statement"})


@by_link
def own_equality(request, application):
    form = EqualityForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: record_equality(application, answers=form.cleaned_data, by=request.holder)
    ):
        messages.success(request, "Thank you. Nobody sees your answers singly.")
        return redirect("own_application")
    return own_form(request, "recruitment/own_equality.jinja", form, {"title": "Equality questions"})


def own_form(request, template, form, context):
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


@by_link
@require_POST
def own_submit(request, application):
    done_or_told(
        request, lambda: submit_application(application, today=localdate(), at=now(), by=request.holder), "It is sent."
    )
    return redirect("own_application")


@by_link
def own_withdraw(request, application):
    if request.method == "POST":
        done_or_told(
            request, lambda: withdraw_application(application, at=now(), by=request.holder), "You have withdrawn."
        )
        return redirect("own_application")
    context = {"title": "Withdraw your application?"}
    return render(request, "recruitment/own_withdraw.jinja", context)


@by_link
def own_offer(request, application):
    outcome = Outcome.objects.filter(application=application, sent_on__isnull=False).first()
    if application.state != Application.State.OFFERED or outcome is None:
        return redirect("own_application")
    form = OfferForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: answer_offer(application, **form.cleaned_data, at=now(), by=request.holder)
    ):
        messages.success(request, "Thank you for telling us.")
        return redirect("own_application")
    context = {"title": "Your training place", "letter": outcome.letter}
    return own_form(request, "recruitment/own_offer.jinja", form, context)


@by_link
def own_interview_file(request, application):
    interview = get_object_or_404(Interview, application=application)
    return calendar_answer(interview)


def calendar_answer(interview) -> HttpResponse:
    answer = HttpResponse(calendar_file(interview), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="appointment.ics"'
    return answer


@require_POST
def own_leave(request):
    """For a telephone or computer that others use too."""
    request.session.pop(HELD, None)
    messages.success(request, "This browser has forgotten your application. Your link opens it again.")
    return redirect("intakes_open")
