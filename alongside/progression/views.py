"""Recording that somebody leaves the programme's posts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.forms import carried_out
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.placement.queries import teams_with_peers
from alongside.progression.actions import record_leaving
from alongside.progression.forms import LeavingForm


@needs(May.RECORD_LEAVING)
def leaving_new(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = LeavingForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: record_leaving(person, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, f"The leaving of {person.name} was recorded, and their posts end on that day.")
        return redirect("person", public_id)
    context = {
        "title": "Record a leaving",
        "alone": teams_left_with_one(person, localdate()),
        "caption": person.name,
        "lead": "When, and where to. Why is not asked here.",
        "form": form,
        "back": reverse("person", args=[public_id]),
        "back_label": person.name,
    }
    return render(request, "progression/leaving_new.jinja", context, status=422 if form.errors else 200)


def teams_left_with_one(person: Person, today) -> list[str]:
    """The teams, counted with those they are paired with, in which a single peer stays behind (G8)."""
    held = set(Holding.objects.not_ended(today).filter(person=person).values_list("team_id", flat=True))
    teams, _ = teams_with_peers(person.trust_id, today)
    return [teams[pk].name for pk in held if pk in teams and teams[pk].peers_together == 2]
