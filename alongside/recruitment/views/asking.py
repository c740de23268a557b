"""Asking somebody again who was told “not yet”: the list, and the invitation that keeps the promise."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.recruitment.actions import reinvite_applicant
from alongside.recruitment.models import Application, Outcome
from alongside.recruitment.views.post import send_invitation
from alongside.ui.tables import PAGE_SIZE


@needs(May.SEND_LETTER)
def ask_again(request):
    """Who was told “not yet” and has not applied since, by the day on which they want to be asked again."""
    told = Application.objects.seen_by(request.user).to_ask_again()
    found = told.select_related("person", "intake", "outcome")
    found = found.order_by(F("outcome__asked_on").asc(nulls_first=True), "outcome__ask_again_on", "pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"title": "To be asked again", "page": page, "today": localdate()}
    return render(request, "recruitment/ask_again.jinja", context)


@needs(May.REINVITE_APPLICANT)
@require_POST
def application_reinvite(request, pk):
    """The deed is written down first, so that of two who press the button one e-mail leaves."""
    seen = Application.objects.seen_by(request.user).select_related("person", "intake")
    application = get_object_or_404(seen, pk=pk)
    outcome = get_object_or_404(Outcome, application=application)
    try:
        reinvite_applicant(outcome, today=localdate(), by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.reasons))
    else:
        if send_invitation(request, application):
            messages.success(request, f"{application.applicant} was asked again, by e-mail.")
        else:
            messages.warning(request, f"Written down. No e-mail left, so ring {application.applicant} today.")
    return redirect("ask_again")
