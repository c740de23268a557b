"""What is kept about somebody: a copy of it for the person, and when it ends."""

import json

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from alongside.access.actions import record_retention_rule
from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs, stepped_up
from alongside.access.models import BackupMade, RetentionRule
from alongside.access.permissions import May
from alongside.home.forms import RetentionRuleForm
from alongside.home.models import DestructionRecord
from alongside.home.queries.retention import without_a_day
from alongside.home.queries.subject_access import copy_of
from alongside.people.actions import lift_legal_hold, log_reading, place_general_hold
from alongside.people.forms import LegalHoldForm
from alongside.people.models import LegalHold, Person, Reading
from alongside.placement.queries import may_see_avoidances

SHOWN = 50
TYPES = {"json": "application/json", "html": "text/html; charset=utf-8"}


@needs(May.VIEW_SUBJECT_ACCESS)
def subject_access(request, public_id):
    """The person is found first: who may not know of them is not asked to confirm."""
    return copy_page(request, theirs(request.user, public_id))


@needs(May.VIEW_SUBJECT_ACCESS)
def subject_access_file(request, public_id, form):
    person = theirs(request.user, public_id)
    if form not in TYPES:
        raise Http404
    return copy_file(request, person, form)


def theirs(user, public_id) -> Person:
    """The person for themselves, and the programme lead."""
    person = get_object_or_404(Person.objects.seen_by(user).select_related("trust"), public_id=public_id)
    if not may_see_avoidances(user, person):
        raise Http404
    return person


@stepped_up
def copy_page(request, person):
    at = now()
    log_reading(person, kind=Reading.Kind.COPY, at=at, by=request.user)
    own = person.account_id == request.user.pk
    context = {"title": "Everything held about you" if own else "Everything held about them", "person": person}
    return render(
        request, "home/subject_access.jinja", {**context, "own": own, "copy": copy_of(person, at, reader=request.user)}
    )


@stepped_up
def copy_file(request, person, form):
    at = now()
    log_reading(person, kind=Reading.Kind.COPY, at=at, by=request.user)
    answer = HttpResponse(as_file(copy_of(person, at, reader=request.user), form), content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="copy-{person.public_id}.{form}"'
    return answer


def as_file(copy, form: str) -> str:
    """A copy as a file that stands by itself."""
    if form == "json":
        return json.dumps(copy.to_json(), indent=2, ensure_ascii=False)
    return render_to_string("home/subject_access_file.jinja", {"copy": copy})


@needs(May.VIEW_RETENTION)
def retention(request):
    user, today = request.user, localdate()
    rules = RetentionRule.objects.seen_by(user).in_force(today)
    backup = BackupMade.objects.order_by("at").last()
    context = {
        "title": "Retention",
        "rules": [(kind.label, rules.get(kind.value)) for kind in RetentionRule.Kind],
        "holds": list(LegalHold.objects.seen_by(user).standing().select_related("person", "placed_by")[:SHOWN]),
        "destroyed": list(DestructionRecord.objects.seen_by(user).select_related("rule", "by")[:SHOWN]),
        "backup": backup and localdate(backup.at),
        "backup_days": backup and (today - localdate(backup.at)).days,
        "purge_daily": settings.PURGE_DAILY,
        "unknown": without_a_day(user.trust_id),
    }
    return render(request, "home/retention.jinja", context)


@needs(May.RECORD_RETENTION_RULE)
def retention_rule_new(request):
    kind = request.GET.get("kind")
    standing = RetentionRule.objects.seen_by(request.user).in_force(localdate()).get(kind)
    initial = {"kind": kind, "from_on": localdate()}
    if standing:
        initial |= {"months": standing.months, "source": standing.source}
    form = RetentionRuleForm(request.POST or None, initial=initial)
    if form.is_valid() and carried_out(
        form, lambda: record_retention_rule(request.user.trust, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, "The rule was written down. The one before it stays on record.")
        return redirect("retention")
    return under_retention(request, form, "A rule of retention")


@needs(May.PLACE_GENERAL_HOLD)
def legal_hold_for_all(request):
    form = LegalHoldForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: place_general_hold(request.user.trust, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, "Nothing about anybody is deleted until this hold is lifted.")
        return redirect("retention")
    return under_retention(request, form, "Keep everything for an inquiry")


def under_retention(request, form, title):
    context = {"title": title, "back": reverse("retention"), "back_label": "Retention"}
    return form_page(request, form, **context)


@needs(May.LIFT_LEGAL_HOLD)
@require_POST
def legal_hold_lift(request, pk):
    hold = get_object_or_404(LegalHold.objects.seen_by(request.user).standing(), pk=pk)
    lift_legal_hold(hold, today=localdate(), by=request.user)
    messages.success(request, "The hold was lifted. What has had its time is deleted at the next purge.")
    return redirect("retention")
