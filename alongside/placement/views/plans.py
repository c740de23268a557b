"""Asking for a plan, watching it being worked out, reading it, comparing two, taking it away as a file."""

import csv

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.placement.actions import discard_plan, request_plan
from alongside.placement.forms import (
    PIN_ROWS,
    CompareForm,
    ConfirmForm,
    PinFormSet,
    PlanForm,
    TogetherFormSet,
    plan_name,
)
from alongside.placement.models import Holding, PlacementPlan, Proposal
from alongside.placement.queries import compare_plans, openings, read_plan
from alongside.placement.rules import AS_IF_CLEAR, cell_in_words
from alongside.posts.models import Post
from alongside.training.models import Trainee
from alongside.ui.filters import listing
from alongside.ui.filters import short_date as spoken
from alongside.ui.tables import PAGE_SIZE

PLANS = [("Plans", "plans")]
INTERNAL = "INTERNAL: names people of the programme. Keep it inside the trust, with the programme lead."


@needs(May.VIEW_PLANS)
def plans(request):
    counts = {
        "placed": Count("proposals"),
        "undecided": Count("proposals", filter=Q(proposals__state=Proposal.State.PROPOSED)),
        "accepted": Count("proposals", filter=Q(proposals__state=Proposal.State.ACCEPTED)),
    }
    found = PlacementPlan.objects.seen_by(request.user).defer("answer", "fault").annotate(**counts)
    page = Paginator(found.select_related("asked_by").order_by("-asked_at", "-pk"), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    context = {"title": "Plans", "page": page, "plan_name": plan_name, "may_ask": request.user.may(May.REQUEST_PLAN)}
    context["two"] = page.paginator.count > 1
    return render(request, "placement/plans.jinja", context)


@needs(May.REQUEST_PLAN)
def plan_new(request):
    user = request.user
    rows = min(30, max(PIN_ROWS, int(request.GET.get("rows", "") if request.GET.get("rows", "").isdigit() else 0)))
    initial = {name: request.GET.get(name, "") for name in ("previous", "as_if_clear")} | {"as_of": localdate()}
    form = PlanForm(request.POST or None, initial=initial, user=user)
    choices = pin_choices(user)
    pins = PinFormSet(request.POST or None, prefix="pins", form_kwargs=choices)
    pins.extra = rows
    groups = TogetherFormSet(
        request.POST if "together-TOTAL_FORMS" in request.POST else None,
        prefix="together",
        form_kwargs={"people": list(choices["people"])},
    )
    if request.method == "POST" and form.is_valid() and pins.is_valid() and (not groups.is_bound or groups.is_valid()):
        chosen = [(row["person"], row["post"]) for row in (pin.cleaned_data for pin in pins) if row.get("person")]
        asked = carried_out(
            form,
            lambda: request_plan(
                user.trust,
                today=localdate(),
                pins=chosen,
                together=[group.people for group in groups if group.is_bound and group.people],
                by=user,
                **form.cleaned_data,
            ),
        )
        if asked:
            return redirect("plan", asked.pk)
    context = {
        "title": "Plan placements",
        "form": form,
        "pins": pins,
        "together": groups,
        "error_forms": [form, pins, groups],
        "more": rows + PIN_ROWS,
        "by_hand_open": rows > PIN_ROWS or (pins.is_bound and pins.has_changed()),
        "something_else_open": bool({"never_alone", "objective"} & set(form.changed_data))
        or (groups.is_bound and groups.has_changed()),
        "back": reverse("plans"),
        "back_label": "Plans",
    }
    wrong = request.method == "POST"
    return render(request, "placement/plan_new.jinja", context, status=422 if wrong else 200)


def pin_choices(user) -> dict:
    """Whoever waits or still learns, and the posts of today. The choices are read once for all rows."""
    held, trained = Holding.objects.filter(ended=False), Trainee.objects.all()
    people = Person.objects.seen_by(user).filter(pk__in=trained.values("person"))
    people = people.exclude(pk__in=held.values("person"))
    posts = Post.objects.seen_by(user).peer().standing(localdate()).filter(frozen=False).select_related("team")
    return {"people": people, "posts": posts}


@needs(May.VIEW_PLANS)
def plan(request, pk):
    found = get_object_or_404(
        PlacementPlan.objects.seen_by(request.user).select_related("job", "asked_by", "previous"), pk=pk
    )
    today = localdate()
    context = {
        "title": plan_name(found),
        "as_if_clear": AS_IF_CLEAR,
        "plan": found,
        "plan_name": plan_name,
        "breadcrumbs": crumbs(),
        "today": today,
        "stuck": found.state == PlacementPlan.State.ASKED and found.job and found.job.over,
    }
    if found.answer:
        context["read"] = read_plan(found, today)
        context["decidable"] = found.state == PlacementPlan.State.PROPOSED
    elif found.state == PlacementPlan.State.STOPPED:
        context["left_out"] = openings(found.trust_id, max(found.as_of, today)).left_out
    return render(request, "placement/plan.jinja", context)


@needs(May.VIEW_PLANS)
def plan_progress(request, pk):
    """The moving part of a plan's page; once the work is over it asks the browser for the whole page."""
    found = get_object_or_404(PlacementPlan.objects.seen_by(request.user).select_related("job").defer("answer"), pk=pk)
    response = render(request, "placement/plan_progress.jinja", {"plan": found})
    if found.state != PlacementPlan.State.ASKED or not found.job or found.job.over:
        response["HX-Refresh"] = "true"
    return response


@needs(May.VIEW_PLANS)
def plan_comparison(request):
    form = CompareForm(request.GET if "first" in request.GET and "second" in request.GET else None, user=request.user)
    form.initial = {name: request.GET.get(name, "") for name in ("first", "second")}
    context = {"title": "Compare two plans", "form": form, "breadcrumbs": crumbs(), "plan_name": plan_name}
    if form.is_valid():
        context |= {name: form.cleaned_data[name] for name in ("first", "second")}
        context["comparison"] = compare_plans(**form.cleaned_data)
    return render(request, "placement/plan_comparison.jinja", context, status=422 if form.errors else 200)


@needs(May.VIEW_PLANS)
def plan_download(request, pk):
    found = get_object_or_404(PlacementPlan.objects.seen_by(request.user).exclude(answer=None), pk=pk)
    read = read_plan(found, localdate())
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plan-{found.pk}.csv"'
    write = csv.writer(response).writerow
    write([INTERNAL])
    write(["Person", "Waiting since", "Post", "Team", "Starts", "Hours a week", "Decision", "Why or why not"])
    for one in read.placed:
        it = one.proposal
        row = [it.person.name, spoken(one.waiting_since), it.post.number, it.team.name, spoken(it.starts_on), it.hours]
        write(map(cell_in_words, [*row, it.get_state_display(), listing(one.why)]))
    for one in read.not_placed:
        row = [one.name, spoken(one.waiting_since), "", "", "", "", "Not placed", "; ".join(one.rules)]
        write(map(cell_in_words, row))
    return response


@needs(May.DISCARD_PLAN)
def plan_discard(request, pk):
    found = get_object_or_404(PlacementPlan.objects.seen_by(request.user).defer("answer"), pk=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(form, lambda: discard_plan(found, by=request.user)):
        messages.success(request, f"{plan_name(found)} was set aside. Whatever was accepted from it stands.")
        return redirect("plans")
    context = {
        "title": "Set this plan aside?",
        "caption": plan_name(found),
        "lead": "Nothing more can be decided on it. Whatever was accepted from it stands.",
        "submit": "Set aside",
        "back": reverse("plan", args=[pk]),
        "back_label": plan_name(found),
    }
    return form_page(request, form, **context)


def crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [*((label, reverse(name)) for label, name in PLANS), *more]
