"""Pre-employment checks: the list of those to move on, and one check of one person."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from alongside.access.forms import carried_out
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May, Role
from alongside.checks.actions import record_check
from alongside.checks.forms.checks import CheckForm
from alongside.checks.models import Check
from alongside.checks.queries import shown, standing_checks
from alongside.checks.queries.history import gaps_of
from alongside.checks.queries.today import AT_A_GLANCE, cleared_lately, documents_waiting, files_of, runs_out_soon
from alongside.checks.rules import state_shown
from alongside.people.actions import log_reading
from alongside.people.models import Person, Reading
from alongside.ui.tables import PAGE_SIZE

YOURS = [Check.State.NOT_STARTED, Check.State.EVIDENCE_RECEIVED, Check.State.UNDECIDED, Check.State.EXPIRED]


@needs(May.VIEW_CHECKS)
@stepped_up
def checks(request):
    found = standing_checks(request.user)
    kind, turn = request.GET.get("kind", ""), request.GET.get("turn", "")
    if kind in Check.Kind.values:
        found = found.filter(kind=kind)
    if turn == "yours":
        found = found.filter(state__in=YOURS)
    elif turn == "other":
        found = found.exclude(state__in=YOURS)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "title": "Checks to move on",
        "page": page,
        "rows": [(check, *shown(check, request.user)) for check in page],
        "kinds": Check.Kind.choices,
        "kind": kind,
        "turn": turn,
        "today": localdate(),
    }
    return render(request, "checks/checks.jinja", context)


@needs(May.RECORD_CHECK)
@stepped_up
def check(request, public_id, kind):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    if kind not in Check.Kind.values:
        raise Http404
    log_reading(person, kind=Reading.Kind.CHECK, at=now(), by=request.user)
    officer = request.user.has(Role.CHECKS_OFFICER)
    standing = Check.objects.seen_by(request.user).filter(person=person, kind=kind).first()
    back = {"caption": person.name, "back": reverse("person", args=[public_id]), "back_label": person.name}
    context = {"title": Check.Kind(kind).label, **back}
    if standing and state_shown(standing.state, officer=officer) != standing.state:
        return render(request, "checks/with_officer.jinja", context, status=403 if request.method == "POST" else 200)
    names = ("state", "fitness", "received", "requested_on", "expected_on", "evidence_on", "expires_on")
    initial = {name: getattr(standing, name) for name in names} if standing else {}
    form = CheckForm(request.POST or None, kind=kind, officer=officer, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: record_check(person, kind=kind, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, f"{Check.Kind(kind).label}: recorded for {person.name}.")
        return redirect("person", public_id)
    if officer and kind == Check.Kind.REFERENCES:
        context |= {"history": reverse("history", args=[public_id]), "gaps": gaps_of(person.pk, localdate())}
    return render(request, "checks/check.jinja", {"form": form, **context}, status=422 if form.errors else 200)


@needs(May.VIEW_CHECKS)
@stepped_up
def checks_today(request):
    today = localdate()
    yours, others = files_of(request.user, today)
    context = {
        "title": "Today",
        "yours": yours[:AT_A_GLANCE],
        "others": others[:AT_A_GLANCE],
        "more_yours": len(yours) - AT_A_GLANCE,
        "more_others": len(others) - AT_A_GLANCE,
        "done": list(cleared_lately(request.user, today)[:AT_A_GLANCE]),
        "documents": list(documents_waiting(request.user)[:AT_A_GLANCE]),
        "soon": runs_out_soon(request.user, today),
        "today": today,
    }
    return render(request, "checks/today.jinja", context)
