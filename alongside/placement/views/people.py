"""What a person asks for, the teams they shall never be placed in, and the posts they begin and end by hand."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.timezone import localdate, now
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May, Role
from alongside.people.actions import log_reading
from alongside.people.models import Person, Reading
from alongside.placement.actions import (
    add_team_to_avoid,
    end_holding,
    record_wishes,
    remove_team_to_avoid,
    start_holding,
)
from alongside.placement.forms import EndForm, HoldingForm, TeamToAvoidForm, WishesForm
from alongside.placement.models import Holding, TeamToAvoid
from alongside.placement.queries import may_see_avoidances, teams_with_peers
from alongside.placement.rules import wte_of


@needs(May.RECORD_WISHES)
def wishes(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    answer = sealed_wishes_of if may_see_avoidances(request.user, person) else wishes_of
    return answer(request, person)


def wishes_of(request, person):
    form = WishesForm(request.POST if request.method == "POST" else None, person=person)
    if form.is_valid() and carried_out(form, lambda: record_wishes(person, by=request.user, **form.wished)):
        messages.success(request, f"The wishes of {person.name} were recorded.")
        return redirect("wishes", person.public_id)
    return wishes_page(request, person, form)


# With the teams to avoid: also before the person themselves, who may work on a computer that a ward shares.
sealed_wishes_of = stepped_up(wishes_of)


def wishes_page(request, person, form, avoid_form=None):
    user = request.user
    context = {
        "title": "Your wishes" if person.account_id == user.pk else "Wishes",
        "person": person,
        "form": form,
        **way_back(user, person),
    }
    sealed = may_see_avoidances(user, person)
    log_reading(person, kind=Reading.Kind.TEAMS_TO_AVOID if sealed else Reading.Kind.WISHES, at=now(), by=user)
    if sealed:
        avoided = TeamToAvoid.objects.seen_by(user).filter(person=person).select_related("team")
        context["avoided"] = avoided.order_by("team__name")
        context["avoid_form"] = avoid_form or TeamToAvoidForm(person=person)
        context["error_forms"] = [form, context["avoid_form"]]
    wrong = form.errors or (avoid_form is not None and avoid_form.errors)
    return render(request, "placement/wishes.jinja", context, status=422 if wrong else 200)


@needs(May.ADD_TEAM_TO_AVOID)
@stepped_up
@require_POST
def team_to_avoid_new(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    if not may_see_avoidances(request.user, person):
        raise PermissionDenied
    form = TeamToAvoidForm(request.POST, person=person)
    if form.is_valid() and carried_out(form, lambda: add_team_to_avoid(person, by=request.user, **form.cleaned_data)):
        messages.success(request, "Written down. Only you and the programme lead can see it.")
        return redirect(reverse("wishes", args=[public_id]) + "#avoid")
    return wishes_page(request, person, WishesForm(person=person), form)


@needs(May.REMOVE_TEAM_TO_AVOID)
@stepped_up
@require_POST
def team_to_avoid_removal(request, pk):
    avoided = get_object_or_404(TeamToAvoid.objects.seen_by(request.user).select_related("person", "team"), pk=pk)
    remove_team_to_avoid(avoided, by=request.user)
    messages.success(request, f"{avoided.team.name} may be planned for again.")
    return redirect(reverse("wishes", args=[avoided.person.public_id]) + "#avoid")


@needs(May.START_HOLDING)
def holding_new(request, public_id):
    """Appointed first, or placed without a plan: the rules that never bend are asked, the rest is a warning."""
    user = request.user
    person = get_object_or_404(Person.objects.seen_by(user), public_id=public_id)
    form = HoldingForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        answers = {**form.cleaned_data}
        answers["wte"] = wte_of(answers.pop("hours"))
        if carried_out(form, lambda: start_holding(person, today=localdate(), by=user, **answers)):
            messages.success(request, f"{person.name} was written down for post {answers['post'].number}.")
            return redirect(way_back(user, person)["back"])
    context = {
        "title": "Start in a post",
        "lead": "For somebody appointed without a plan, or in post before. Training may follow within six months.",
        "submit": "Start",
        **way_back(user, person),
    }
    return form_page(request, form, **context)


@needs(May.END_HOLDING)
def holding_end(request, pk):
    user, today = request.user, localdate()
    holding = get_object_or_404(Holding.objects.seen_by(user).select_related("person", "post", "team"), pk=pk)
    if not user.has(Role.PROGRAMME_LEAD):
        raise PermissionDenied
    form = EndForm(request.POST if request.method == "POST" else None, initial={"ended_on": today})
    if form.is_valid() and carried_out(form, lambda: end_holding(holding, today=today, by=user, **form.cleaned_data)):
        messages.success(request, f"The end was written down for {holding.person.name}.")
        return redirect(way_back(user, holding.person)["back"])
    team = holding.team_id and teams_with_peers(holding.trust_id, today)[0].get(holding.team_id)
    context = {
        "title": "End this post",
        "form": form,
        "holding": holding,
        "leaves_alone": bool(team and team.peers_together == 2),
        **way_back(user, holding.person),
    }
    return render(request, "placement/holding_end.jinja", context, status=422 if form.errors else 200)


def way_back(user, person) -> dict:
    try:
        back = reverse("person", args=[person.public_id]) if user.may(May.VIEW_PEOPLE) else reverse("own_record")
    except NoReverseMatch:
        back = reverse("start")
    return {"caption": person.name, "back": back, "back_label": person.name}
