"""Cohorts, who joined them, who waits, and how it went."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.people.models import Person
from alongside.training.actions import (
    add_cohort,
    answer_dropped_place,
    change_cohort,
    enrol_trainee,
    join_waiting_list,
    record_result,
)
from alongside.training.forms.certificates import OPINIONS
from alongside.training.forms.cohorts import CohortForm, EnrolForm, ResultForm
from alongside.training.models import Cohort, Course, Session, Trainee, WaitingPlace
from alongside.training.queries import opinions_of, progress_of
from alongside.training.rules import FEWEST_OPINIONS
from alongside.training.views.pages import of, of_cohort
from alongside.ui.tables import PAGE_SIZE

COHORT_FIGURES = {
    "joined": Count("trainees"),
    "completed": Count("trainees", filter=Q(trainees__result=Trainee.Result.COMPLETED)),
    "going_on": Count("trainees", filter=Q(trainees__result=Trainee.Result.IN_TRAINING)),
}


@needs(May.VIEW_TRAINING)
def cohorts(request):
    found = Cohort.objects.seen_by(request.user).annotate(**COHORT_FIGURES).order_by("-number")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": "Training",
        "page": page,
        "may_add": request.user.may(May.ADD_COHORT),
    }
    return render(request, "training/cohorts.jinja", context)


@needs(May.VIEW_TRAINING)
def cohort(request, pk):
    user, today = request.user, localdate()
    found = get_object_or_404(Cohort.objects.seen_by(user).select_related("course"), pk=pk)
    trainees = Trainee.objects.seen_by(user).filter(cohort=found).select_related("person", "cohort__course")
    page = Paginator(trainees.order_by("person__name", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    progress = progress_of(page, today)
    rows = [(trainee, progress[trainee.pk]) for trainee in page]
    training = [(one, said) for one, said in rows if one.result == Trainee.Result.IN_TRAINING]
    shown, opinions = opinions_of(found)
    context = {
        "title": str(found),
        "cohort": found,
        "today": today,
        "page": page,
        "rows": rows,
        "to_warn": [(one, said) for one, said in training if said.attended.state in {"near", "below"}],
        "sessions": sessions_of(found),
        "waiting": waiting_for(found, user),
        "opinions": [(OPINIONS[name], mean) for name, mean in opinions.items()],
        "opinions_shown": shown,
        "fewest": FEWEST_OPINIONS,
        "may_record": user.may(May.RECORD_RESULT),
        "may_see_people": user.may(May.VIEW_PEOPLE),
    }
    return render(request, "training/cohort.jinja", context)


def sessions_of(cohort: Cohort):
    """Each session with how many were there in full, of how many in the register."""
    registered = Count("attendances")
    present = Count("attendances", filter=Q(attendances__hours_missed=0))
    found = Session.objects.filter(cohort=cohort).select_related("educator")
    return list(found.annotate(registered=registered, present=present))


def waiting_for(cohort: Cohort, user):
    standing = [WaitingPlace.State.OFFERED, WaitingPlace.State.WAITING]
    return list(
        WaitingPlace.objects.seen_by(user)
        .filter(cohort=cohort, state__in=standing)
        .select_related("person")
        .order_by("state", "asked_at", "pk")
    )


@needs(May.ADD_COHORT)
def cohort_new(request):
    form = CohortForm(request.POST or None, courses=Course.objects.seen_by(request.user))
    if form.is_valid():
        made = carried_out(form, lambda: add_cohort(request.user.trust, **form.cleaned_data, by=request.user))
        if made:
            messages.success(request, f"{made} was added.")
            return redirect("cohort", made.pk)
    context = {"title": "Add a cohort", "submit": "Add cohort", "back": reverse("cohorts"), "back_label": "Training"}
    return form_page(request, form, **context)


@needs(May.CHANGE_COHORT)
def cohort_change(request, pk):
    found = get_object_or_404(Cohort.objects.seen_by(request.user), pk=pk)
    standing = {name: getattr(found, name) for name in ("number", "starts_on", "ends_on", "venue", "places", "course")}
    form = CohortForm(request.POST or None, initial=standing, courses=Course.objects.seen_by(request.user))
    if form.is_valid() and carried_out(
        form, lambda: change_cohort(found, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, f"{found} was changed.")
        return redirect("cohort", pk)
    return form_page(request, form, title="Change this cohort", **of_cohort(found))


@needs(May.ENROL_TRAINEE)
def enrol(request, public_id):
    user = request.user
    person = get_object_or_404(Person.objects.seen_by(user), public_id=public_id)
    form = EnrolForm(request.POST or None, cohorts=Cohort.objects.seen_by(user))
    if form.is_valid():
        cohort = form.cleaned_data["cohort"]
        joined = carried_out(form, lambda: joined_or_waiting(person, cohort, form.cleaned_data, user))
        if joined:
            waits = isinstance(joined, WaitingPlace)
            said = f"{person.name} waits for a place on {cohort}." if waits else f"{person.name} joins {cohort}."
            messages.success(request, said)
            return redirect("person", public_id)
    return form_page(request, form, title="Enrol on a course", submit="Enrol", **of(person))


def joined_or_waiting(person: Person, cohort: Cohort, answers: dict, user) -> Trainee | WaitingPlace:
    """Enrols somebody; where every place is taken and that was asked for, puts them on the waiting list."""
    try:
        return enrol_trainee(person, cohort=cohort, began_on=answers["began_on"], by=user)
    except Refused:
        if not answers["waiting"]:
            raise
    return join_waiting_list(person, cohort=cohort, at=now(), today=localdate(), by=user)


@needs(May.ANSWER_DROPPED_PLACE)
@require_POST
def waiting_place_answer(request, pk):
    user = request.user
    found = WaitingPlace.objects.seen_by(user).select_related("person", "cohort")
    waiting = get_object_or_404(found, pk=pk)
    takes = request.POST.get("answer") == "take"
    words = f"{waiting.person.name} joins {waiting.cohort}." if takes else "They are off the waiting list."
    done_or_told(request, lambda: answer_dropped_place(waiting, takes=takes, today=localdate(), by=user), words)
    return redirect("cohort", waiting.cohort_id) if user.may(May.VIEW_TRAINING) else redirect("own_record")


@needs(May.RECORD_RESULT)
def result(request, pk):
    trainee = get_object_or_404(Trainee.objects.seen_by(request.user).select_related("person", "cohort"), pk=pk)
    standing = {
        "result": trainee.result,
        "completed_on": trainee.completed_on,
        "attendance": None if trainee.attendance is None else round(trainee.attendance * 100, 1),
    }
    form = ResultForm(request.POST or None, initial=standing)
    if form.is_valid() and carried_out(form, lambda: record_result(trainee, **form.cleaned_data, by=request.user)):
        messages.success(request, f"The result of {trainee.person.name} was recorded.")
        return redirect("person", trainee.person.public_id)
    lead = f"{trainee.cohort}" if trainee.cohort else ""
    return form_page(request, form, title="Record a training result", lead=lead, **of(trainee.person))
