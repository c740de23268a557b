"""The two waiting lists: trained and waiting for a post, and who no longer does; in post and waiting to be trained."""

from statistics import median

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.forms import carried_out
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.home.forms import MovedOnForm
from alongside.home.queries.board import DUE_ORDER, LONG, hold_ups, untrained_in_post, waiting
from alongside.home.queries.turns import turn_of
from alongside.people.models import Person
from alongside.progression.actions import record_moved_on
from alongside.ui.filters import plural
from alongside.ui.tables import PAGE_SIZE

MOST_AT_ONCE = 50

HOLDS = {
    "checks": "Checks not clear yet",
    "wishes": "No wishes recorded",
    "post": "Only a post",
    "offered": "Nothing: a start is agreed",
}
ORDERS = {
    "waited": lambda row: (row.days is None, row.days or 0),
    "name": lambda row: row.standing.name.casefold(),
    "turn": lambda row: (row.who, -(row.days or 0)),
}


@needs(May.VIEW_BOARD)
def board(request):
    today = localdate()
    everybody = waiting(request.user, today)
    hold, sort = request.GET.get("hold", ""), request.GET.get("sort", "-waited")
    shown = [row for row in everybody if row.hold == hold] if hold in HOLDS else everybody
    order = ORDERS.get(sort.removeprefix("-"), ORDERS["waited"])
    shown = sorted(shown, key=order, reverse=sort.startswith("-"))
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = hold_ups(list(page), request.user.trust_id, today)
    days = [row.days for row in everybody if row.days is not None]
    context = {
        "title": "Trained and waiting",
        "page": page,
        "rows": [(row, reasons, *turn_of(row.who, request.user)) for row, reasons in rows],
        "holds": [(name, label, sum(row.hold == name for row in everybody)) for name, label in HOLDS.items()],
        "hold": hold,
        "sort": sort,
        "today": today,
        "everybody": len(everybody),
        "long": sum(row.days is not None and row.days >= LONG for row in everybody),
        "offered": sum(row.starts_on is not None for row in everybody),
        "median_weeks": round(median(days) / 7) if days else None,
        "since_unknown": sum(row.days is None for row in everybody),
    }
    return render(request, "home/board.jinja", context)


@needs(May.RECORD_MOVED_ON)
def moved_on(request):
    today, user = localdate(), request.user
    rows = [row for row in waiting(user, today) if not row.starts_on][:MOST_AT_ONCE]
    ticked = [row.public_id for row in rows] if "all" in request.GET else []
    form = MovedOnForm(
        request.POST if request.method == "POST" else None, rows=rows, today=today, initial={"people": ticked}
    )
    if request.method == "POST" and form.is_valid():
        people = list(Person.objects.seen_by(user).filter(public_id__in=form.cleaned_data["people"]))
        if carried_out(form, lambda: record_moved_on(user.trust, people=people, today=today, by=user)):
            messages.success(request, f"{plural(len(people), 'person', 'people')} no longer on the list of who waits.")
            return redirect("board")
    context = {
        "title": "Who no longer waits?",
        "form": form,
        "rows": rows,
        "all": "all" in request.GET,
        "most": MOST_AT_ONCE if len(rows) == MOST_AT_ONCE else 0,
        "submit": "Take them off the list",
        "back": reverse("board"),
        "back_label": "Trained and waiting",
    }
    return render(request, "home/moved_on.jinja", context, status=422 if form.errors else 200)


@needs(May.VIEW_TRAINING)
def to_train(request):
    today = localdate()
    rows = untrained_in_post(request.user, today)
    due = request.GET.get("due", "")
    shown = [row for row in rows if row.due == due] if due in DUE_ORDER else rows
    context = {
        "title": "In post, training due",
        "page": Paginator(shown, PAGE_SIZE).get_page(request.GET.get("page")),
        "due": due,
        "counts": [(name, sum(row.due == name for row in rows)) for name in DUE_ORDER],
        "with_team": request.user.may(May.VIEW_BOARD),
    }
    return render(request, "home/to_train.jinja", context)
