"""What somebody is asked to do in their post: they read it and agree; and the letter pack with all of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.forms import carried_out
from alongside.access.gate import needs
from alongside.access.permissions import May, Role
from alongside.home.queries.duties import checks_to_come, duties_read
from alongside.placement.actions import accept_duties
from alongside.placement.forms import ConfirmForm
from alongside.placement.models import Holding
from alongside.placement.rules import hours_of


@needs(May.ACCEPT_DUTIES)
def own_duties(request, pk):
    """The person's own post, and nobody else's."""
    holding = get_object_or_404(Holding.objects.own(request.user).select_related("post", "team"), pk=pk)
    read = duties_read([holding])[0]
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if read.agreed and form.is_valid():
        deed = lambda: accept_duties(holding, duties=read.agreed, on=localdate(), by=request.user)  # noqa: E731
        if carried_out(form, deed):
            messages.success(request, "You agreed to these duties. You find them on your record at any time.")
            return redirect("own_record")
    context = {"title": "What you do in your post", "read": read, "form": form, "back": reverse("own_record")}
    return render(request, "home/own_duties.jinja", context | {"back_label": "My record"})


@needs(May.VIEW_LETTER_PACK)
def letter_pack(request, public_id, pk):
    """Everything somebody needs in hand before they start, to print: for the lead and the person, nobody else."""
    user = request.user
    seen = Holding.objects.seen_by(user) if user.has(Role.PROGRAMME_LEAD) else Holding.objects.own(user)
    holding = get_object_or_404(
        seen.filter(post__isnull=False).select_related("person", "post", "team__site", "team__trust"),
        pk=pk,
        person__public_id=public_id,
    )
    read, today = duties_read([holding])[0], localdate()
    own = holding.person.account_id == user.pk
    context = {
        "title": "Letter pack",
        "read": read,
        "holding": holding,
        "person": holding.person,
        "hours": hours_of(holding.wte) if holding.wte else None,
        "to_come": checks_to_come(holding.person),
        "begun": holding.started_on is not None and holding.started_on <= today,
        "today": today,
        "breadcrumbs": [("My record", reverse("own_record"))]
        if own
        else [("People", reverse("people")), (holding.person.name, reverse("person", args=[public_id]))],
    }
    return render(request, "home/letter_pack.jinja", context)
