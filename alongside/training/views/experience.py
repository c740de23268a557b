"""Work experience in host teams, and competences."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May, Role
from alongside.teams.models import Team
from alongside.training.actions import (
    book_work_experience,
    cancel_work_experience,
    offer_work_experience,
    record_competences,
    sign_off_work_experience,
    withdraw_work_experience,
)
from alongside.training.forms.experience import BookForm, CompetencesForm, OfferForm, SignOffForm
from alongside.training.models import Trainee, WorkExperienceSlot
from alongside.training.views.attendance import one_trainee
from alongside.training.views.pages import of_trainee
from alongside.ui.tables import PAGE_SIZE


@needs(May.VIEW_WORK_EXPERIENCE)
def work_experience(request):
    user, today = request.user, localdate()
    found = WorkExperienceSlot.objects.seen_by(user).select_related("team", "trainee__person")
    found = found.order_by(F("signed_off_on").asc(nulls_first=True), "held_on", "pk")
    hosts = WorkExperienceSlot.objects.hosted_by(user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": "Work experience",
        "page": page,
        "today": today,
        "hosted": set(hosts.filter(pk__in=[slot.pk for slot in page]).values_list("pk", flat=True)),
        "may_offer": user.may(May.OFFER_WORK_EXPERIENCE),
        "may_book": user.may(May.BOOK_WORK_EXPERIENCE),
    }
    return render(request, "training/work_experience.jinja", context)


@needs(May.OFFER_WORK_EXPERIENCE)
def work_experience_new(request):
    user = request.user
    form = OfferForm(request.POST or None, teams=hosts_of(user))
    if form.is_valid() and carried_out(
        form,
        lambda: offer_work_experience(
            form.cleaned_data["team"],
            **{name: form.cleaned_data[name] for name in ("held_on", "hours", "supervisor_name")},
            today=localdate(),
            by=user,
        ),
    ):
        messages.success(request, "The day was offered. An educator books somebody on it.")
        return redirect("work_experience")
    return form_page(request, form, title="Offer work experience", submit="Offer this day", **back_to_list())


def hosts_of(user):
    teams = Team.objects.seen_by(user).open()
    return teams if user.has(Role.PROGRAMME_LEAD) else teams.filter(pk__in=user.managed.values("team"))


def back_to_list() -> dict:
    return {"back": reverse("work_experience"), "back_label": "Work experience"}


@needs(May.BOOK_WORK_EXPERIENCE)
def work_experience_book(request, pk):
    user = request.user
    slot = get_object_or_404(WorkExperienceSlot.objects.seen_by(user).select_related("team"), pk=pk)
    training = Trainee.objects.seen_by(user).filter(result=Trainee.Result.IN_TRAINING)
    trainees = training.select_related("person", "cohort").order_by("person__name", "pk")
    form = BookForm(request.POST or None, trainees=trainees)
    if form.is_valid() and carried_out(form, lambda: book_work_experience(slot, **form.cleaned_data, by=user)):
        messages.success(request, f"{form.cleaned_data['trainee'].person.name} is booked.")
        return redirect("work_experience")
    lead = "Ask them first whether they are happy to go there. They can give it back without saying why."
    context = {"title": "Book work experience", "caption": str(slot), "lead": lead, "submit": "Book", **back_to_list()}
    return form_page(request, form, **context)


@needs(May.SIGN_OFF_WORK_EXPERIENCE)
def work_experience_sign_off(request, pk):
    user = request.user
    slot = get_object_or_404(
        WorkExperienceSlot.objects.hosted_by(user).select_related("team", "trainee__person"), pk=pk
    )
    form = SignOffForm(request.POST or None, initial={"hours_done": slot.hours})
    if form.is_valid() and carried_out(
        form, lambda: sign_off_work_experience(slot, **form.cleaned_data, today=localdate(), by=user)
    ):
        messages.success(request, "The work experience was signed off and is locked.")
        return redirect("work_experience")
    lead = f"{slot.trainee.person.name}, with {slot.supervisor_name}" if slot.trainee else "Nobody is booked"
    context = {
        "title": "Sign off work experience",
        "caption": str(slot),
        "lead": lead,
        "submit": "Sign off",
        **back_to_list(),
    }
    return form_page(request, form, **context)


@needs(May.CANCEL_WORK_EXPERIENCE)
@require_POST
def work_experience_cancel(request, pk):
    user = request.user
    slot = get_object_or_404(WorkExperienceSlot.objects.seen_by(user), pk=pk)
    words = "The booking was cancelled, and the day is free again."
    done_or_told(request, lambda: cancel_work_experience(slot, by=user), words)
    return redirect("work_experience" if user.may(May.BOOK_WORK_EXPERIENCE) else "own_record")


@needs(May.WITHDRAW_WORK_EXPERIENCE)
@require_POST
def work_experience_withdraw(request, pk):
    slot = get_object_or_404(WorkExperienceSlot.objects.hosted_by(request.user), pk=pk)
    done_or_told(request, lambda: withdraw_work_experience(slot, by=request.user), "The day was taken back.")
    return redirect("work_experience")


@needs(May.RECORD_COMPETENCES)
def trainee_competences(request, pk):
    user = request.user
    found = one_trainee(user, pk)
    signed = list(found.competences.values_list("domain", flat=True))
    form = CompetencesForm(request.POST if request.method == "POST" else None, initial={"domains": signed})
    if form.is_valid():
        record_competences(found, **form.cleaned_data, today=localdate(), by=user)
        messages.success(request, "The competences were recorded.")
        return redirect("trainee", pk)
    return form_page(request, form, title="Sign off competences", **of_trainee(found))
