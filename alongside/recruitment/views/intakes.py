"""Opening intakes, their person specification, who applied and how far they are; information sessions."""

import secrets
from collections import Counter

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May, Role
from alongside.recruitment.actions import (
    add_criterion,
    add_information_session,
    add_intake,
    change_intake,
    publish_intake,
    remove_criterion,
    start_application,
)
from alongside.recruitment.forms import EQUALITY, CriterionForm, IntakeForm, SessionForm, StartForm, equality_choices
from alongside.recruitment.models import Application, Criterion, InformationSession, Intake
from alongside.recruitment.queries import days_in_stage, equality_by_stage, findings_of, parts_of
from alongside.recruitment.rules import ranking
from alongside.ui.tables import PAGE_SIZE

State = Application.State
# The stages of the pipeline, in their order; drafts are nobody's to read but their writer's.
STAGES = [State.SUBMITTED, State.INVITED, State.INTERVIEWED, State.OFFERED, State.ACCEPTED]
ENDED = [State.NOT_YET, State.NO, State.DECLINED, State.WITHDRAWN]


@needs(May.VIEW_SELECTION)
def intakes(request):
    found = (
        Intake.objects.seen_by(request.user)
        .annotate(sent=Count("applications", filter=~Q(applications__state=State.DRAFT)))
        .order_by("-opens_on", "-pk")
    )
    page = Paginator(found.order_by("-opens_on", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": "Selection",
        "page": page,
        "today": localdate(),
        "may_add": request.user.may(May.ADD_INTAKE),
        "sessions": request.user.may(May.VIEW_SESSIONS),
    }
    return render(request, "recruitment/intakes.jinja", context)


@needs(May.ADD_INTAKE)
def intake_new(request):
    form = IntakeForm(request.POST or None)
    if form.is_valid():
        answers = form.cleaned_data
        intake = carried_out(form, lambda: add_intake(request.user.trust, **answers, by=request.user))
        if intake:
            messages.success(request, "Now add what you look for, and how it is assessed.")
            return redirect("intake", intake.pk)
    return form_page(request, form, title="Open an intake", back=reverse("intakes"), back_label="Selection")


@needs(May.CHANGE_INTAKE)
def intake_change(request, pk):
    intake = get_object_or_404(Intake.objects.seen_by(request.user), pk=pk)
    form = IntakeForm(request.POST or None, instance=intake)
    if form.is_valid() and carried_out(form, lambda: change_intake(intake, **form.cleaned_data, by=request.user)):
        messages.success(request, "The intake was changed.")
        return redirect("intake", pk)
    back = {"back": reverse("intake", args=[pk]), "back_label": form.initial["title"]}
    return form_page(request, form, title="Change this intake", **back)


@needs(May.VIEW_SELECTION)
def intake(request, pk):
    """The pipeline: who is at which stage, for how long, and whose turn it is."""
    user = request.user
    intake = get_object_or_404(Intake.objects.seen_by(user), pk=pk)
    stage = request.GET.get("stage", "")
    seen = Application.objects.seen_by(user).filter(intake=intake).select_related("person")
    everybody = list(seen)
    counts = Counter(one.state for one in everybody)
    applications = [one for one in everybody if one.state == stage] if stage in State.values else everybody
    parts = parts_of(applications, user)
    found = findings_of(applications) if user.has(Role.PROGRAMME_LEAD) else {}
    days = days_in_stage(intake, now())
    if stage == State.SUBMITTED and found:
        applications.sort(key=lambda one: order_of(found[one.pk]))
    page = Paginator(applications, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": intake.title,
        "intake": intake,
        "criteria": intake.criteria.all(),
        "own_stages": intake.own_stages.all(),
        "stages": [(value, State(value).label, counts[value]) for value in [State.DRAFT, *STAGES, *ENDED]],
        "stage": stage,
        "page": page,
        "rows": [(one, parts[one.pk], found.get(one.pk), days.get(one.pk)) for one in page],
        "taken": intake.applications.holding_a_place().count(),
        "today": localdate(),
        "may_change": user.may(May.CHANGE_INTAKE),
        "may_write_down": user.may(May.SAVE_ANSWERS),
        "may_see_equality": user.may(May.VIEW_EQUALITY),
    }
    return render(request, "recruitment/intake.jinja", context)


def order_of(found) -> tuple:
    return (
        not found.locked,
        *ranking(met=found.met, guaranteed=found.guaranteed, essential=found.essential, desirable=found.desirable),
    )


@needs(May.ADD_CRITERION)
def criterion_new(request, pk):
    intake = get_object_or_404(Intake.objects.seen_by(request.user), pk=pk)
    form = CriterionForm(request.POST or None)
    if form.is_valid() and carried_out(form, lambda: add_criterion(intake, **form.cleaned_data, by=request.user)):
        messages.success(request, "The line was added.")
        return redirect("intake", pk)
    context = {"title": "Add a line of the person specification", "submit": "Add line"}
    back = {"caption": intake.title, "back": reverse("intake", args=[pk]), "back_label": intake.title}
    return form_page(request, form, **context, **back)


@needs(May.REMOVE_CRITERION)
@require_POST
def criterion_remove(request, pk):
    seen = Criterion.objects.filter(intake__in=Intake.objects.seen_by(request.user)).select_related("intake")
    criterion = get_object_or_404(seen, pk=pk)
    done_or_told(request, lambda: remove_criterion(criterion, by=request.user), "The line was taken away.")
    return redirect("intake", criterion.intake_id)


@needs(May.PUBLISH_INTAKE)
@require_POST
def intake_publish(request, pk):
    intake = get_object_or_404(Intake.objects.seen_by(request.user), pk=pk)
    told = "Published: anybody can find it from its first day to apply."
    done_or_told(request, lambda: publish_intake(intake, today=localdate(), by=request.user), told)
    return redirect("intake", pk)


@needs(May.SAVE_ANSWERS)
def application_new(request, pk):
    """Somebody would rather speak: an educator writes it down with them."""
    intake = get_object_or_404(Intake.objects.seen_by(request.user), pk=pk)
    form = StartForm(request.POST or None, initial={"way": Application.Way.SPOKEN})
    del form.fields["way"]
    form.fields["name"].label, form.fields["phone"].label = "Their name", "Their telephone number"
    form.fields["email"].label, form.fields["email"].help_text = "Their e-mail address, if they have one", ""
    if form.is_valid():
        application = carried_out(
            form,
            lambda: start_application(
                intake,
                **form.cleaned_data,
                way=Application.Way.SPOKEN,
                secret=secrets.token_urlsafe(32),
                today=localdate(),
                at=now(),
                by=request.user,
            ),
        )
        if application:
            return redirect("application_entry", application.pk)
    back = {"back": reverse("intake", args=[pk]), "back_label": intake.title}
    context = {"title": "Write an application down with somebody", "submit": "Go on", "caption": intake.title}
    return form_page(request, form, **context, **back)


@needs(May.VIEW_EQUALITY)
def equality(request, pk):
    """Who applied, was invited and was offered a place, in counts that are safe to show."""
    intake = get_object_or_404(Intake.objects.seen_by(request.user), pk=pk)
    tables = [(label, equality_by_stage(intake, name, equality_choices(name))) for name, (label, _) in EQUALITY.items()]
    context = {"title": "Equality by stage", "intake": intake, "tables": tables}
    return render(request, "recruitment/equality.jinja", context)


@needs(May.VIEW_SESSIONS)
def information_sessions(request):
    found = InformationSession.objects.seen_by(request.user).order_by("-starts_at").annotate(taken=Count("bookings"))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"title": "Information sessions", "page": page}
    return render(request, "recruitment/information_sessions.jinja", context)


@needs(May.ADD_INFORMATION_SESSION)
def information_session_new(request):
    form = SessionForm(request.POST or None)
    if form.is_valid():
        answers = {"venue": form.cleaned_data["venue"], "places": form.cleaned_data["places"]}
        if carried_out(
            form,
            lambda: add_information_session(request.user.trust, starts_at=form.starts_at, **answers, by=request.user),
        ):
            messages.success(request, "The session is on the public page.")
            return redirect("information_sessions")
    back = {"back": reverse("information_sessions"), "back_label": "Information sessions"}
    return form_page(request, form, title="Add an information session", **back)


@needs(May.VIEW_SESSIONS)
def information_session(request, pk):
    session = get_object_or_404(InformationSession.objects.seen_by(request.user), pk=pk)
    context = {"title": "Who comes", "session": session, "bookings": session.bookings.all()}
    return render(request, "recruitment/information_session.jinja", context)
