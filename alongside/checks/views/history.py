"""Somebody's history of three years: for the checks officer, and for the person themselves; and letters to referees."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May
from alongside.checks import actions
from alongside.checks.forms.history import HistoryPeriodForm
from alongside.checks.forms.references import ReferenceLetterForm
from alongside.checks.models import Check, ConditionalOffer, HistoryPeriod
from alongside.checks.rules.history import MOST_GAP_DAYS, Period, gaps_to_ask_about, history_from
from alongside.checks.rules.references import LETTERS
from alongside.checks.views.documents import whose
from alongside.people.actions import log_reading
from alongside.people.models import Reading


@needs(May.ADD_HISTORY_PERIOD)
@stepped_up
def history(request, public_id):
    person, today = whose(request.user, public_id), localdate()
    own = person.account_id == request.user.pk
    log_reading(person, kind=Reading.Kind.CHECK, at=now(), by=request.user)
    form = HistoryPeriodForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: actions.add_history_period(person, **form.cleaned_data, today=today, by=request.user)
    ):
        messages.success(request, "Added to the history.")
        return redirect("history", public_id)
    rows = list(HistoryPeriod.objects.seen_by(request.user).filter(person=person))
    context = {
        "title": "Employment history",
        "person": person,
        "own": own,
        "rows": rows,
        "gaps": gaps_to_ask_about([Period(one.from_on, one.until_on) for one in rows], today),
        "since": history_from(today),
        "most_days": MOST_GAP_DAYS,
        "form": form,
        "letter": reverse("reference_letter", args=[public_id])
        if request.user.may(May.VIEW_REFERENCE_LETTER) and not own
        else "",
        "check": "" if own else reverse("check", args=[public_id, Check.Kind.REFERENCES]),
        "back": reverse("own_record") if own else reverse("person", args=[public_id]),
        "back_label": "My record" if own else person.name,
    }
    return render(request, "checks/history.jinja", context, status=422 if form.errors else 200)


@needs(May.REMOVE_HISTORY_PERIOD)
@require_POST
def history_period_remove(request, pk):
    found = get_object_or_404(HistoryPeriod.objects.seen_by(request.user).select_related("person"), pk=pk)
    actions.remove_history_period(found, by=request.user)
    messages.success(request, "Taken away from the history.")
    return redirect("history", found.person.public_id)


@needs(May.VIEW_REFERENCE_LETTER)
@stepped_up
def reference_letter(request, public_id):
    """A letter to print: what the post is and what it has to do with does not stand in it."""
    person = whose(request.user, public_id)
    log_reading(person, kind=Reading.Kind.CHECK, at=now(), by=request.user)
    offered = ConditionalOffer.objects.standing().filter(person=person).exists()
    periods = HistoryPeriod.objects.seen_by(request.user).filter(person=person)
    form = ReferenceLetterForm(request.GET or None, periods=periods, offered=offered)
    asked = form.cleaned_data if form.is_valid() else {}
    context = {
        "title": "Ask for a reference",
        "person": person,
        "form": form,
        "offered": offered,
        "periods": periods.exists(),
        "letter": LETTERS.get(asked.get("letter")),
        "period": asked.get("period"),
        "asker": request.user.name,
        "today": localdate(),
        "back": reverse("history", args=[public_id]),
        "back_label": "Employment history",
    }
    return render(request, "checks/reference_letter.jinja", context, status=422 if form.errors else 200)
