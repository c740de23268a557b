"""Everybody of the programme, one person's whole record, and a person's own."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from alongside.access.gate import needs
from alongside.access.permissions import May, Role
from alongside.checks.models import HealthOutcome
from alongside.checks.queries.disclosure import conditions_of
from alongside.home.queries.journey import journey_of
from alongside.home.queries.own_training import offered_places, own_training
from alongside.home.queries.people import STAFF, STAGES, manages, people_seen_by, teams_of, with_stage
from alongside.home.queries.people import search as search_all
from alongside.people.actions import log_reading
from alongside.people.models import Person, Reading
from alongside.placement.models import Holding
from alongside.ui.tables import PAGE_SIZE, sort_order

READINGS_SHOWN = 20
# Permission, the words of the link, the name of its address.
OF_WORK = ((May.RECORD_SUPERVISION, "Record a supervision", "supervision_new"),)
DEEDS = (
    (May.VIEW_DOCUMENTS, "Documents for the checks", "documents"),
    (May.ADD_HISTORY_PERIOD, "Employment history", "history"),
    (May.MAKE_CONDITIONAL_OFFER, "Conditional offer", "conditional_offer"),
    (May.RECORD_CERTIFICATE, "A certificate I have seen", "certificate_new"),
    (May.ASK_FOR_START, "Ask for a start before all is clear", "start_new"),
    (May.RECORD_VETTING, "Police vetting", "vetting_new"),
    (May.RECORD_WISHES, "Wishes", "wishes"),
    (May.START_HOLDING, "Start in a post", "holding_new"),
    (May.ENROL_TRAINEE, "Enrol on a course", "enrol"),
    *OF_WORK,
    (May.RECORD_LEAVING, "Record a leaving", "leaving_new"),
    (May.VIEW_SUBJECT_ACCESS, "A copy of everything held", "subject_access"),
    (May.PLACE_LEGAL_HOLD, "Keep for a claim or an inquiry", "legal_hold_new"),
    (May.LINK_ACCOUNT, "Let them see their own record", "account_link"),
)


@needs(May.VIEW_PEOPLE)
def people(request):
    today = localdate()
    found = with_stage(people_seen_by(request.user, today), today)
    words, stage = request.GET.get("q", "").strip(), request.GET.get("stage", "")
    if words:
        found = found.matching(words)
    if stage in STAGES:
        found = found.filter(stage=stage)
    orders = {"name": ("name", "pk"), "stage": ("stage", "name", "pk"), "added": ("added_on", "name", "pk")}
    sort, order = sort_order(request.GET.get("sort", ""), orders, "name")
    page = Paginator(found.order_by(*order), PAGE_SIZE).get_page(request.GET.get("page"))
    with_team = request.user.has(Role.PROGRAMME_LEAD, Role.TEAM_MANAGER)
    teams = teams_of(request.user, page, today) if with_team else {}
    context = {
        "title": "People",
        "page": page,
        "rows": [(person, STAGES[person.stage], teams.get(person.pk, "")) for person in page],
        "with_team": with_team,
        "stages": STAGES.items(),
        "stage": stage,
        "words": words,
        "sort": sort,
        "may_add": request.user.may(May.ADD_PERSON),
        "whole": request.user.has(*STAFF),
    }
    return render(request, "home/people.jinja", context)


@needs(May.VIEW_PEOPLE)
def person(request, public_id):
    user, today = request.user, localdate()
    seen = Person.objects.seen_by(user)
    if not user.has(*STAFF):
        held = Holding.objects.seen_by(user).values("person_id")
        seen = Person.objects.filter(trust_id=user.trust_id, pk__in=held)
    found = get_object_or_404(seen, public_id=public_id)
    log_reading(found, kind=Reading.Kind.RECORD, at=now(), by=user)
    journey = journey_of(found, user, today)
    context = {
        "title": found.name,
        "person": found,
        "journey": journey,
        "today": today,
        "contact": user.has(Role.PROGRAMME_LEAD, Role.CHECKS_OFFICER),
        "told": told_to_manager_of(user, found),
        "may_change": user.may(May.CHANGE_CONTACT),
        "may_check": user.may(May.RECORD_CHECK),
        "may_result": user.may(May.RECORD_RESULT),
        "may_end": user.may(May.END_HOLDING),
        "may_turn_down": user.may(May.TURN_DOWN_PLACEMENT) and user.may(May.END_HOLDING),
        "deeds": list(deeds_of(user, journey)),
    }
    return render(request, "home/person.jinja", context)


def told_to_manager_of(user, person) -> list[str]:
    """What whoever manages somebody is told of their clearance: conditions, and what work has to change (C7, R14)."""
    if not user.has(Role.TEAM_MANAGER) or not manages(user, person):
        return []
    outcome = HealthOutcome.objects.filter(person=person).first()
    found = [("Conditions", conditions_of(person.pk)), ("At work", outcome.adjustments if outcome else "")]
    if outcome and outcome.adjustments:
        log_reading(person, kind=Reading.Kind.HEALTH, at=now(), by=user)
    return [f"{what}: {words}" for what, words in found if words]


def deeds_of(user, journey):
    """What this user may do with this record, as links; what is of work only where there is a post, now or once."""
    for deed in DEEDS:
        permission, words, name = deed
        if user.may(permission) and (journey.holdings or deed not in OF_WORK):
            yield words, reverse(name, args=[journey.person.public_id])


@needs(May.VIEW_OWN_RECORD)
def own_record(request):
    today = localdate()
    found = Person.objects.filter(account=request.user, trust_id=request.user.trust_id).first()
    if found is None:
        return render(request, "home/own_record.jinja", {"title": "My record", "person": None})
    journey = journey_of(found, request.user, today)
    context = {
        "title": "My record",
        "person": found,
        "journey": journey,
        "today": today,
        "may_turn_down": request.user.may(May.TURN_DOWN_PLACEMENT),
        "deeds": list(deeds_of(request.user, journey)),
        "readings": readings_of(request.user),
        "trainings": own_training(found, now(), today),
        "offers": offered_places(found),
    }
    return render(request, "home/own_record.jinja", context)


def readings_of(user) -> list[Reading]:
    """The latest readings of this user's own record, each with its reader and their roles."""
    found = Reading.objects.seen_by(user).select_related("reader").prefetch_related("reader__grants")
    return list(found[:READINGS_SHOWN])


@needs(May.SEARCH)
def search(request):
    words = request.GET.get("q", "").strip()[:100]
    results = search_all(request.user, words, localdate())
    context = {"title": "Search", "words": words, "results": results, "stages": STAGES, "any": any(results.values())}
    return render(request, "home/search.jinja", context)
