"""The list of the audit."""

from django.shortcuts import render

from alongside.access.gate import needs
from alongside.access.models import AuditRow, User
from alongside.access.permissions import May
from alongside.ui.tables import PAGE_SIZE


@needs(May.VIEW_AUDIT)
def audit(request):
    """Newest first, in steps back from a row: counting all the rows of years would take longer than the page may."""
    rows = AuditRow.objects.seen_by(request.user).order_by("-id").defer("values")
    before = request.GET.get("before", "")
    if before.isdecimal():
        rows = rows.filter(pk__lt=min(int(before), 2**62))
    found = list(rows[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    actors = {user.actor_label: user.name for user in User.objects.seen_by(request.user).only("name")}
    context = {
        "title": "Audit",
        "rows": [(row, actors.get(row.actor, row.actor)) for row in shown],
        "older": shown[-1].pk if len(found) > PAGE_SIZE else None,
        "before": before,
    }
    return render(request, "access/audit.jinja", context)
