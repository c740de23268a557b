"""Early starts, the outcome from occupational health, and police vetting."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May, Role
from alongside.checks import actions
from alongside.checks.forms.starts import HealthForm, StartForm, VettingForm
from alongside.checks.models import Check, HealthOutcome, StartOverride
from alongside.people.actions import log_reading
from alongside.people.models import Person, Reading

SHOWN = 50


def of_person(request, form, title, person, **more):
    context = {
        "title": title,
        "caption": person.name,
        "back": reverse("person", args=[person.public_id]),
        "back_label": person.name,
        **more,
    }
    return form_page(request, form, **context)


@needs(May.ASK_FOR_START)
def start_new(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = StartForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: actions.ask_for_start(person, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, "Asked for. It holds once an approver has signed it.")
        return redirect("starts")
    return of_person(request, form, "Ask for a start before all is clear", person, submit="Ask for it")


@needs(May.VIEW_STARTS)
def starts(request):
    found = StartOverride.objects.seen_by(request.user).select_related("person", "asked_by", "signed_by")[:SHOWN]
    context = {
        "title": "Early starts",
        "rows": list(found),
        "may_sign": request.user.may(May.SIGN_START),
        "may_end": request.user.may(May.END_START),
        "linked": request.user.has(Role.CHECKS_OFFICER, Role.PROGRAMME_LEAD),
        "today": localdate(),
    }
    return render(request, "checks/starts.jinja", context)


@needs(May.SIGN_START)
@require_POST
def start_sign(request, pk):
    found = get_object_or_404(StartOverride.objects.seen_by(request.user), pk=pk)
    words = "Signed. It holds until its day, and no longer."
    done_or_told(request, lambda: actions.sign_start(found, today=localdate(), by=request.user), words)
    return redirect("starts")


@needs(May.END_START)
@require_POST
def start_end(request, pk):
    found = get_object_or_404(StartOverride.objects.seen_by(request.user).select_related("person"), pk=pk)
    words = f"Ended today. Tell {found.person.name} and their manager what happens next."
    done_or_told(request, lambda: actions.end_start(found, today=localdate(), by=request.user), words)
    return redirect("starts")


@needs(May.VIEW_HEALTH_REQUESTS)
@stepped_up
def health_requests(request):
    found = Check.objects.seen_by(request.user).filter(kind=Check.Kind.HEALTH).select_related("person")
    waiting = found.exclude(state__in=[Check.State.VERIFIED, Check.State.NOT_APPLICABLE, Check.State.NOT_STARTED])
    context = {
        "title": "Work health assessments",
        "rows": list(waiting.order_by("requested_on", "pk")[:SHOWN]),
        "today": localdate(),
    }
    return render(request, "checks/health.jinja", context)


@needs(May.RECORD_HEALTH_OUTCOME)
@stepped_up
def health_outcome(request, pk):
    seen = Check.objects.seen_by(request.user).filter(kind=Check.Kind.HEALTH).select_related("person")
    check = get_object_or_404(seen, pk=pk)
    person = check.person
    latest = HealthOutcome.objects.seen_by(request.user).filter(person=person).first()
    if latest:
        log_reading(person, kind=Reading.Kind.HEALTH, at=now(), by=request.user)
    initial = {"adjustments": latest.adjustments, "fitness": check.fitness} if latest else {}
    form = HealthForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: actions.record_health_outcome(person, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, "The outcome is on record. The manager reads what has to change, and not why.")
        return redirect("health_requests")
    back = {"back": reverse("health_requests"), "back_label": "Work health assessments"}
    return of_person(request, form, "Outcome of the work health assessment", person, **back)


@needs(May.RECORD_VETTING)
def vetting_new(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = VettingForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: actions.record_vetting(person, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, "The vetting is on record. No other check is touched by it.")
        return redirect("person", public_id)
    return of_person(request, form, "Police vetting of one person", person)
