"""The two waiting lists: trained and waiting for a post; in post and waiting to be trained."""

from statistics import median

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.timezone import localdate

from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.home.queries.board import DUE_ORDER, LONG, hold_ups, untrained_in_post, waiting
from alongside.home.queries.turns import turn_of
from alongside.ui.tables import PAGE_SIZE

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
