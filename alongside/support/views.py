"""Recording that a supervision was held."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.support.actions import record_supervision
from alongside.support.forms import SupervisionForm


@needs(May.RECORD_SUPERVISION)
def supervision_new(request, public_id):
    """For somebody who holds or has held a post this user sees: a manager's own teams, the lead's whole trust."""
    held = Holding.objects.seen_by(request.user).values("person_id")
    person = get_object_or_404(Person, public_id=public_id, pk__in=held)
    form = SupervisionForm(request.POST or None)
    if form.is_valid() and carried_out(form, lambda: record_supervision(person, **form.cleaned_data, by=request.user)):
        messages.success(request, f"A supervision of {person.name} was recorded.")
        return redirect("person", public_id)
    context = {
        "title": "Record a supervision",
        "caption": person.name,
        "lead": "Only that it took place. What was said stays with those who met.",
        "back": reverse("person", args=[public_id]),
        "back_label": person.name,
    }
    return form_page(request, form, **context)
