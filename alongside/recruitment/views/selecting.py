"""One application as whoever selects sees it: scoring alone, inviting, the interview, the decision and its letter."""

import secrets

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May, Role
from alongside.people.actions import log_reading
from alongside.people.models import Reading
from alongside.recruitment.actions import (
    answer_offer,
    change_letter,
    decide_application,
    invite_applicant,
    lock_marking,
    record_needs,
    record_scores,
    save_answers,
    schedule_interview,
    send_letter,
    send_link,
    submit_application,
    withdraw_application,
)
from alongside.recruitment.forms import (
    AnswersForm,
    InterviewForm,
    LetterForm,
    NeedsForm,
    OutcomeForm,
    ScoresForm,
)
from alongside.recruitment.models import ApplicantAnswer, Application, Interview, LivedExperience, Marking, Outcome
from alongside.recruitment.queries import findings, parts_of, scored_in, scores_told
from alongside.recruitment.rules import NEXT, letter_for, whose_turn
from alongside.recruitment.views.applicant import calendar_answer, needs_of
from alongside.recruitment.views.post import send_news, send_own_link

State = Application.State


def seen(request, pk) -> Application:
    found = Application.objects.seen_by(request.user).select_related("intake__trust", "person")
    return get_object_or_404(found, pk=pk)


def around(application, part) -> dict:
    """What stands above every page of one application."""
    return {
        "application": application,
        "caption": part.name or str(application),
        "back": reverse("application", args=[application.pk]),
        "back_label": part.name or str(application),
    }


@needs(May.VIEW_SELECTION)
def application(request, pk):
    user, application = request.user, seen(request, pk)
    part, lead = parts_of([application], user)[pk], user.has(Role.PROGRAMME_LEAD)
    found = findings(application)
    outcome = Outcome.objects.filter(application=application).first()
    interview = Interview.objects.filter(application=application).prefetch_related("seats__member").first()
    on_panel = interview and user.pk in {seat.member_id for seat in interview.seats.all()}
    context = {
        **around(application, part),
        "title": str(application),
        "part": part,
        "back": reverse("intake", args=[application.intake_id]),
        "back_label": application.intake.title,
        "found": found if lead else None,
        "may_know": part.name != "",
        "needs": needs_of(application) if found.locked and (lead or on_panel) else None,
        "told": scores_told(application, user),
        "round": round_of(application),
        "interview": interview,
        "outcome": outcome if lead else None,
        "statement": user.may(May.VIEW_STATEMENT) and LivedExperience.objects.seen_by(user).filter(
            application=application
        ).exists(),
        "lead": lead,
        "may_write_down": application.state == State.DRAFT and user.may(May.SAVE_ANSWERS),
        "may_invite": lead and State.INVITED in NEXT[application.state] and found.locked,
        "may_decide": lead and bool({"offered", "not_yet"} & NEXT[application.state]),
        "may_schedule": lead and application.state == State.INVITED,
        "turn": whose_turn(application.state),
        "own_stages": steps_taken(application) if lead else [],
        "may_record_stage": application.state in Application.IN_SELECTION,
        "stages": application.stages.all(),
    }  # fmt: skip
    return render(request, "recruitment/application.jinja", context)


def steps_taken(application) -> list[tuple]:
    """The programme's own steps of the intake, each with the day on which it was taken, if it was."""
    taken = dict(application.stages_done.values_list("stage", "done_on"))
    return [(stage, taken.get(stage.pk)) for stage in application.intake.own_stages.all()]


def round_of(application) -> str:
    return {State.SUBMITTED: Marking.Round.SHORTLIST, State.INVITED: Marking.Round.INTERVIEW}.get(application.state, "")


@needs(May.SAVE_ANSWERS)
def application_entry(request, pk):
    """The answers somebody gives by word of mouth; who typed them is on the record."""
    application = seen(request, pk)
    if application.state != State.DRAFT:
        messages.error(request, "It was sent already, so nothing was changed.")
        return redirect("application", pk)
    form = AnswersForm(request.POST or None, application=application, easy=False, written_down=True)
    if form.is_valid() and carried_out(form, lambda: save_answers(application, **form.saved, by=request.user)):
        messages.success(request, "Written down. Read it back to them before you send it.")
        return redirect("application", pk)
    context = around(application, parts_of([application], request.user)[pk])
    return form_page(request, form, **context, title="Their answers")


@needs(May.RECORD_NEEDS)
def application_needs(request, pk):
    application = seen(request, pk)
    if application.state != State.DRAFT:
        return redirect("application", pk)
    form = NeedsForm(request.POST or None, initial=needs_of(application))
    if form.is_valid() and carried_out(form, lambda: record_needs(application, **form.cleaned_data, by=request.user)):
        messages.success(request, "Written down.")
        return redirect("application", pk)
    context = around(application, parts_of([application], request.user)[pk])
    return form_page(request, form, **context, title="What would help them")


@needs(May.SUBMIT_APPLICATION)
@require_POST
def application_send(request, pk):
    application = seen(request, pk)
    deed = lambda: submit_application(application, today=localdate(), at=now(), by=request.user)  # noqa: E731
    done_or_told(request, deed, "It is sent. Two others score it.")
    return redirect("application", pk)


@needs(May.SEND_LINK)
@require_POST
def application_link(request, pk):
    application, secret = seen(request, pk), secrets.token_urlsafe(32)
    send_link(application, secret=secret, at=now(), by=request.user)
    if send_own_link(request, application, secret):
        messages.success(request, "Their link is on its way to their e-mail address.")
    else:
        messages.error(request, "No e-mail left: they gave no address, or our post is down.")
    return redirect("application", pk)


@needs(May.RECORD_SCORES)
def scores(request, pk):
    """One's own scores and nobody else's, without a name."""
    application = seen(request, pk)
    round = round_of(application)
    if not round:
        messages.error(request, "There is nothing to score now.")
        return redirect("application", pk)
    mine = application.markings.filter(scorer=request.user, round=round).first()
    criteria = scored_in(application.intake_id, round)
    given = {score.criterion_id: score for score in mine.scores.all()} if mine else {}
    form = ScoresForm(request.POST or None, criteria=criteria, given=given)
    if form.is_valid() and carried_out(
        form, lambda: record_scores(application, round=round, **form.scores, by=request.user)
    ):
        if "lock" not in request.POST:
            messages.success(request, "Kept. Nobody else sees your scores before you all have locked.")
            return redirect("application_scores", pk)
        if carried_out(form, lambda: lock_marking(application, round=round, at=now(), by=request.user)):
            messages.success(request, "Locked. Thank you.")
            return redirect("application", pk) if still_seen(request, pk) else redirect("intakes")
    said = dict(ApplicantAnswer.objects.filter(application=application).values_list("criterion", "words"))
    context = {
        **around(application, parts_of([application], request.user)[pk]),
        "title": "Score it alone" if round == Marking.Round.SHORTLIST else "Score the interview",
        "caption": str(application),
        "form": form,
        "locked": bool(mine and mine.locked_at),
        "lines": [(one, said.get(one.pk), form[f"points_{one.pk}"], form[f"why_{one.pk}"]) for one in criteria],
    }
    return render(request, "recruitment/scores.jinja", context, status=422 if form.errors else 200)


def still_seen(request, pk) -> bool:
    return Application.objects.seen_by(request.user).filter(pk=pk).exists()


@needs(May.VIEW_STATEMENT)
def statement(request, pk):
    """Found first: who may not know of it is not asked to confirm."""
    application = seen(request, pk)
    found = get_object_or_404(LivedExperience.objects.seen_by(request.user), application=application)
    return reading(request, application, found)


@stepped_up
def reading(request, application, found):
    """Open to the panel while it selects; the applicant sees who read it."""
    log_reading(application.person, kind=Reading.Kind.STATEMENT, at=now(), by=request.user)
    context = around(application, parts_of([application], request.user)[application.pk])
    return render(
        request, "recruitment/statement.jinja", {**context, "title": "Lived-experience statement", "words": found.words}
    )


@needs(May.INVITE_APPLICANT)
@require_POST
def application_invite(request, pk):
    application = seen(request, pk)
    done_or_told(
        request, lambda: invite_applicant(application, at=now(), by=request.user), "Invited. Agree a day with them."
    )
    return redirect("application", pk)


@needs(May.SCHEDULE_INTERVIEW)
def interview(request, pk):
    application = seen(request, pk)
    standing = Interview.objects.filter(application=application).first()
    form = InterviewForm(request.POST or None, trust_id=request.user.trust_id, interview=standing)
    if form.is_valid():
        kept = carried_out(form, lambda: schedule_interview(application, **form.scheduled, by=request.user))
        if kept:
            told = "" if send_news(application) else " No e-mail left: ring them."
            messages.success(request, f"The interview is agreed, and stands on their page.{told}")
            return redirect("application", pk)
    context = around(application, parts_of([application], request.user)[pk])
    return form_page(request, form, **context, title="Agree an interview")


@needs(May.VIEW_SELECTION)
def interview_file(request, pk):
    """For the calendars of the panel."""
    application = seen(request, pk)
    return calendar_answer(get_object_or_404(Interview, application=application))


@needs(May.DECIDE_APPLICATION)
def decision(request, pk):
    """Three answers; the letter is made from the words and can be changed before it is sent."""
    application = seen(request, pk)
    may_offer = State.OFFERED in NEXT[application.state]
    form = OutcomeForm(request.POST or None, may_offer=may_offer)
    if form.is_valid():
        answers = form.cleaned_data
        letter = letter_for(
            answers["kind"],
            name=application.applicant,
            intake=application.intake.title,
            reasons=answers["reasons"],
            ask_again_on=answers["ask_again_on"],
            telephone=application.intake.telephone,
        )
        if carried_out(
            form,
            lambda: decide_application(
                application, **answers, letter=letter, today=localdate(), at=now(), by=request.user
            ),
        ):
            messages.success(request, "Decided. Read the letter and change it where you like; then send it.")
            return redirect("letter", pk)
    context = around(application, parts_of([application], request.user)[pk])
    context |= {"title": "Decide", "submit": "Decide", "may_offer": may_offer}
    return render(request, "recruitment/decision.jinja", {"form": form, **context}, status=422 if form.errors else 200)


@needs(May.CHANGE_LETTER)
@stepped_up
def letter(request, pk):
    application = seen(request, pk)
    outcome = get_object_or_404(Outcome, application=application)
    form = LetterForm(request.POST or None, initial={"letter": outcome.letter})
    if form.is_valid() and carried_out(form, lambda: change_letter(outcome, **form.cleaned_data, by=request.user)):
        if "send" in request.POST:
            done_or_told(
                request, lambda: send_letter(outcome, today=localdate(), by=request.user), "The letter is sent."
            )
            if not send_news(application):
                messages.error(request, "No e-mail left: print the letter, and ring them.")
            return redirect("letter", pk)
        messages.success(request, "The letter was changed.")
        return redirect("letter", pk)
    context = around(application, parts_of([application], request.user)[pk])
    context |= {"title": "The letter", "form": form, "outcome": outcome}
    return render(request, "recruitment/letter.jinja", context, status=422 if form.errors else 200)


@needs(May.ANSWER_OFFER)
@require_POST
def application_offer_answer(request, pk):
    """What somebody told the lead on the telephone."""
    application, accepted = seen(request, pk), request.POST.get("accepted") == "yes"
    if request.POST.get("accepted") not in {"yes", "no"}:
        messages.error(request, "Say whether they accept the place: yes or no.")
        return redirect("application", pk)
    done_or_told(
        request, lambda: answer_offer(application, accepted=accepted, at=now(), by=request.user), "Written down."
    )
    return redirect("application", pk)


@needs(May.WITHDRAW_APPLICATION)
@require_POST
def application_withdraw(request, pk):
    application = seen(request, pk)
    done_or_told(
        request, lambda: withdraw_application(application, at=now(), by=request.user), "Withdrawn, as they asked."
    )
    return redirect("application", pk)
