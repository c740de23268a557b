"""Cohorts, who joined them, and how it went."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from alongside.access.forms import carried_out
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.training.actions.cohorts import add_cohort, enrol_trainee, record_result
from alongside.training.forms.cohorts import CohortForm, EnrolForm, ResultForm
from alongside.training.models import Cohort, Trainee
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
    context = {"title": "Training", "page": page, "may_add": request.user.may(May.ADD_COHORT)}
    return render(request, "training/cohorts.jinja", context)


@needs(May.VIEW_TRAINING)
def cohort(request, pk):
    found = get_object_or_404(Cohort.objects.seen_by(request.user), pk=pk)
    trainees = Trainee.objects.seen_by(request.user).filter(cohort=found).select_related("person")
    context = {
        "title": str(found),
        "cohort": found,
        "page": Paginator(trainees.order_by("person__name", "pk"), PAGE_SIZE).get_page(request.GET.get("page")),
        "may_record": request.user.may(May.RECORD_RESULT),
        "may_see_people": request.user.may(May.VIEW_PEOPLE),
    }
    return render(request, "training/cohort.jinja", context)


@needs(May.ADD_COHORT)
def cohort_new(request):
    form = CohortForm(request.POST or None)
    if form.is_valid():
        made = carried_out(form, lambda: add_cohort(request.user.trust, **form.cleaned_data, by=request.user))
        if made:
            messages.success(request, f"{made} was added.")
            return redirect("cohort", made.pk)
    context = {"title": "Add a cohort", "submit": "Add cohort", "back": reverse("cohorts"), "back_label": "Training"}
    return form_page(request, form, context)


@needs(May.ENROL_TRAINEE)
def enrol(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = EnrolForm(request.POST or None, cohorts=Cohort.objects.seen_by(request.user))
    if form.is_valid() and carried_out(form, lambda: enrol_trainee(person, **form.cleaned_data, by=request.user)):
        messages.success(request, f"{person.name} joins {form.cleaned_data['cohort']}.")
        return redirect("person", public_id)
    return form_page(request, form, {"title": "Enrol on a course", "submit": "Enrol", **of(person)})


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
    return form_page(request, form, {"title": "Record a training result", "lead": lead, **of(trainee.person)})


def of(person: Person) -> dict:
    return {"caption": person.name, "back": reverse("person", args=[person.public_id]), "back_label": person.name}


def form_page(request, form, context):
    return render(request, "ui/form_page.jinja", {"form": form, **context}, status=422 if form.errors else 200)
