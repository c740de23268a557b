"""Registers, one trainee's progress, catch-ups, leaving, and what was agreed for one person."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.training.actions import (
    agree_adjustment,
    complete_catch_up,
    end_adjustment,
    plan_catch_up,
    take_register,
    withdraw_trainee,
    write_adjustment_cause,
)
from alongside.training.forms.attendance import AdjustmentForm, CatchUpForm, CauseForm, RegisterForm, WithdrawForm
from alongside.training.models import Adjustment, AdjustmentCause, CatchUp, Domain, Session, Trainee
from alongside.training.queries import progress_of, register_as_seen
from alongside.training.rules import may_issue_certificate, week_of_course
from alongside.training.views.pages import of, of_cohort, of_trainee


@needs(May.TAKE_REGISTER)
def register(request, pk):
    """Everybody is present until the educator says otherwise; one press saves it, another corrects it."""
    user = request.user
    session = get_object_or_404(Session.objects.seen_by(user).select_related("cohort__course"), pk=pk)
    form = register_form(request.POST or None, session)
    told = []
    if form.is_valid():
        as_seen = form.cleaned_data["as_seen"]
        if carried_out(
            form, lambda: take_register(session, missed=form.missed(), today=localdate(), as_seen=as_seen, by=user)
        ):
            messages.success(request, f"The register of “{session}” was saved.")
            return redirect("cohort", session.cohort_id)
        told, form = form.non_field_errors(), register_form(None, session)
    context = {
        "title": f"Register: {session}",
        "session": session,
        "form": form,
        "told": told,
        "taken": session.attendances.exists(),
        **of_cohort(session.cohort),
    }
    return render(request, "training/register.jinja", context, status=409 if told else 422 if form.errors else 200)


def register_form(data, session: Session) -> RegisterForm:
    standing = dict(session.attendances.values_list("trainee", "hours_missed"))
    on_it = Trainee.objects.filter(cohort=session.cohort_id).select_related("person").order_by("person__name", "pk")
    gone = Trainee.Result.WITHDREW
    trainees = [one for one in on_it if one.pk in standing or one.result != gone]
    return RegisterForm(
        data, trainees=trainees, hours=session.hours, standing=standing, as_seen=register_as_seen(session)
    )


@needs(May.VIEW_TRAINING)
def trainee(request, pk):
    user, today = request.user, localdate()
    found = one_trainee(user, pk)
    progress = progress_of([found], today)[found.pk]
    missed = found.attendances.filter(hours_missed__gt=0).select_related("session").order_by("session__starts_at")
    signed = {row.domain: row for row in found.competences.all()}
    certificates = list(found.certificates.all())
    standing = any(one.revoked_on is None for one in certificates)
    context = {
        "title": f"Training of {found.person.name}",
        "trainee": found,
        "today": today,
        "progress": progress,
        "adjustments": Adjustment.objects.seen_by(user).on(today).filter(person=found.person),
        "missed": list(missed),
        "catch_ups": list(found.catch_ups.select_related("session")),
        "slots": list(found.work_experience.select_related("team")),
        "competences": [(label, signed.get(value)) for value, label in Domain.choices],
        "certificates": certificates,
        "certificate": may_issue_certificate(found.result, progress.reached, standing),
        **of_cohort(found.cohort),
    }
    return render(request, "training/trainee.jinja", context)


def one_trainee(user, pk) -> Trainee:
    found = Trainee.objects.seen_by(user).filter(cohort__isnull=False)
    return get_object_or_404(found.select_related("person", "cohort__course"), pk=pk)


@needs(May.WITHDRAW_TRAINEE)
def trainee_withdraw(request, pk):
    user, today = request.user, localdate()
    found = one_trainee(user, pk)
    form = WithdrawForm(request.POST or None, initial={"week": week_of_course(found.cohort.starts_on, today)})
    if form.is_valid() and carried_out(
        form, lambda: withdraw_trainee(found, **form.cleaned_data, today=today, by=user)
    ):
        messages.success(request, f"It was recorded that {found.person.name} left {found.cohort}.")
        return redirect("cohort", found.cohort_id)
    lead = f"{found.cohort}. The place goes to whoever has waited longest."
    context = {"title": "They left the course", "lead": lead, "submit": "Record that they left", **of_trainee(found)}
    return form_page(request, form, **context)


@needs(May.PLAN_CATCH_UP)
def trainee_catch_up(request, pk):
    user = request.user
    found = one_trainee(user, pk)
    open_ones = Session.objects.filter(attendances__trainee=found, attendances__hours_missed__gt=0)
    form = CatchUpForm(request.POST or None, sessions=open_ones.exclude(catch_ups__trainee=found).distinct())
    if form.is_valid() and carried_out(form, lambda: plan_catch_up(found, **form.cleaned_data, by=user)):
        messages.success(request, "The catch-up was planned.")
        return redirect("trainee", pk)
    return form_page(request, form, title="Plan a catch-up", **of_trainee(found))


@needs(May.COMPLETE_CATCH_UP)
@require_POST
def catch_up_done(request, pk):
    found = get_object_or_404(CatchUp.objects.seen_by(request.user), pk=pk)
    complete_catch_up(found, today=localdate(), by=request.user)
    messages.success(request, "The catch-up is done. Its hours count as attended.")
    return redirect("trainee", found.trainee_id)


@needs(May.AGREE_ADJUSTMENT)
def adjustment_new(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = AdjustmentForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: agree_adjustment(person, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, "It was recorded, and counts from today.")
        return redirect("person", public_id)
    lead = "Record what was agreed. Do not write down why: that is theirs to keep."
    return form_page(request, form, title="Agree an adjustment", lead=lead, **of(person))


@needs(May.END_ADJUSTMENT)
@require_POST
def adjustment_end(request, pk):
    found = get_object_or_404(Adjustment.objects.seen_by(request.user).select_related("person"), pk=pk)
    end_adjustment(found, today=localdate(), by=request.user)
    messages.success(request, "The adjustment counts no longer.")
    return redirect("person", found.person.public_id)


@needs(May.WRITE_ADJUSTMENT_CAUSE)
@stepped_up
def own_adjustments(request):
    """The person's own sealed note, beside the effects that others see."""
    user = request.user
    person = get_object_or_404(Person, account=user, trust_id=user.trust_id)
    cause = AdjustmentCause.objects.seen_by(user).first()
    form = CauseForm(request.POST or None, initial={"words": cause.words if cause else ""})
    if form.is_valid() and carried_out(form, lambda: write_adjustment_cause(person, **form.cleaned_data, by=user)):
        messages.success(request, "Your note was saved.")
        return redirect("own_adjustments")
    context = {
        "title": "Your adjustments",
        "form": form,
        "adjustments": list(Adjustment.objects.seen_by(user).on(localdate())),
        "back": reverse("own_record"),
        "back_label": "My record",
    }
    return render(request, "training/own_adjustments.jinja", context, status=422 if form.errors else 200)
