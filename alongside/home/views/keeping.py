"""What is kept about somebody: a copy of it for the person."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils.timezone import now

from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May
from alongside.home.queries.subject_access import copy_of
from alongside.people.actions import log_reading
from alongside.people.models import Person, Reading
from alongside.placement.queries import may_see_avoidances

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
    return render(request, "home/subject_access.jinja", {**context, "own": own, "copy": copy_of(person, at)})


@stepped_up
def copy_file(request, person, form):
    at = now()
    log_reading(person, kind=Reading.Kind.COPY, at=at, by=request.user)
    answer = HttpResponse(as_file(copy_of(person, at), form), content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="copy-{person.public_id}.{form}"'
    return answer


def as_file(copy, form: str) -> str:
    """A copy as a file that stands by itself."""
    if form == "json":
        return json.dumps(copy.to_json(), indent=2, ensure_ascii=False)
    return render_to_string("home/subject_access_file.jinja", {"copy": copy})
