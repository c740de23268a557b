"""Disclosures: each page found first, then confirmed with a password or code, and each reading written down."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May
from alongside.checks import actions
from alongside.checks.forms import disclosure as forms
from alongside.checks.models import Certificate, Disclosure
from alongside.checks.queries.disclosure import assessments_seen, listed_disclosures, may_act, scorable_matters
from alongside.checks.rules.disclosure import ENDED, FACTORS, NEXT, VIEWS
from alongside.checks.views.documents import whose
from alongside.people.actions import log_reading
from alongside.people.models import Reading
from alongside.ui.tables import PAGE_SIZE

DEEDS = {
    "matter_new": "Enter a matter",
    "disclosure_meeting": "Record the meeting",
    "disclosure_assessors": "Name two assessors",
    "disclosure_close": "Close: nothing may be weighed",
    "disclosure_assess": "Assess it",
    "disclosure_panel": "Convene the panel",
    "disclosure_decide": "Decide",
    "disclosure_appeal": "Record an appeal",
    "disclosure_appeal_decide": "Decide the appeal",
}


def found_by(user, pk) -> Disclosure:
    return get_object_or_404(
        Disclosure.objects.seen_by(user).select_related("certificate__person", "certificate__offer__post"), pk=pk
    )


@needs(May.VIEW_DISCLOSURES)
@stepped_up
def disclosures(request):
    """Who and how far; not a word of what a certificate shows."""
    found = listed_disclosures(request.user).order_by("-opened_on", "-pk")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(one, bool(one.state not in ENDED and may_act(one, request.user))) for one in page]
    return render(request, "checks/disclosures.jinja", {"title": "Disclosures", "page": page, "rows": rows})


@needs(May.VIEW_DISCLOSURES)
def disclosure(request, pk):
    return reading(request, found_by(request.user, pk))


@stepped_up
def reading(request, found):
    log_reading(found.person, kind=Reading.Kind.DISCLOSURE, at=now(), by=request.user)
    context = {
        "title": f"Disclosure of {found.person.name}",
        "sealed": found,
        "matters": list(found.matters.all()),
        "kinds": dict(forms.Matter.Kind.choices),
        "assessments": assessments_seen(found, request.user),
        "views": VIEWS,
        "factors": FACTORS,
        "deeds": [(DEEDS[name], reverse(name, args=[found.pk])) for name in may_act(found, request.user)],
        "back": reverse("disclosures"),
        "back_label": "Disclosures",
    }
    return render(request, "checks/disclosure.jinja", context)


@stepped_up
def step(request, found, name, form, deed, said, submit="Save"):
    """One step of a disclosure: refused to who may not take it now."""
    if name not in may_act(found, request.user):
        if request.method == "POST":
            messages.error(request, "This step is not yours, or does not follow from where the disclosure stands.")
            return redirect("disclosure", found.pk)
    elif form.is_valid() and carried_out(form, deed):
        messages.success(request, said)
        return redirect("disclosure", found.pk)
    context = {
        "title": DEEDS[name],
        "caption": found.person.name,
        "back": reverse("disclosure", args=[found.pk]),
        "back_label": "The disclosure",
        "submit": submit,
    }
    return form_page(request, form, **context)


@needs(May.RECORD_CERTIFICATE)
def certificate_new(request, public_id):
    return certificate_page(request, whose(request.user, public_id))


@stepped_up
def certificate_page(request, person):
    if person.account_id == request.user.pk:
        raise PermissionDenied
    form = forms.CertificateForm(request.POST or None)
    if form.is_valid():
        seen = carried_out(
            form,
            lambda: actions.record_certificate(person, **form.cleaned_data, today=localdate(), by=request.user),
        )
        if seen:
            opened = Disclosure.objects.filter(certificate=seen).first()
            messages.success(request, "The certificate is on record." if opened else "The check is clear.")
            return redirect("disclosure", opened.pk) if opened else redirect("person", person.public_id)
    context = {
        "title": "A certificate I have seen",
        "form": form,
        "caption": person.name,
        "back": reverse("person", args=[person.public_id]),
        "back_label": person.name,
        "latest": Certificate.objects.seen_by(request.user).filter(person=person).order_by("-pk").first(),
    }
    return render(request, "checks/certificate.jinja", context, status=422 if form.errors else 200)


@needs(May.RECORD_UPDATE_CHECK)
@stepped_up
def update_check(request, pk):
    seen = get_object_or_404(Certificate.objects.seen_by(request.user), pk=pk)
    form = forms.UpdateForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: actions.record_update_check(seen, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, "What the update service answered is on record.")
        return redirect("person", seen.person.public_id)
    context = {
        "title": "Update service",
        "caption": seen.person.name,
        "back": reverse("certificate_new", args=[seen.person.public_id]),
        "back_label": "The certificate",
    }
    return form_page(request, form, **context)


@needs(May.ADD_MATTER)
def matter_new(request, pk):
    found, form = found_by(request.user, pk), forms.MatterForm(request.POST or None)
    said = "Entered. If it is protected by law, nothing of it was kept."
    return step(
        request,
        found,
        "matter_new",
        form,
        lambda: actions.add_matter(found, **form.cleaned_data, today=localdate(), by=request.user),
        said,
    )


@needs(May.RECORD_MEETING)
def disclosure_meeting(request, pk):
    found, form = found_by(request.user, pk), forms.MeetingForm(request.POST or None)
    return step(
        request,
        found,
        "disclosure_meeting",
        form,
        lambda: actions.record_meeting(found, **form.cleaned_data, by=request.user),
        "The meeting is on record.",
    )


@needs(May.NAME_ASSESSORS)
def disclosure_assessors(request, pk):
    found = found_by(request.user, pk)
    form = forms.AssessorsForm(request.POST or None, trust_id=request.user.trust_id)
    return step(
        request,
        found,
        "disclosure_assessors",
        form,
        lambda: actions.name_assessors(found, **form.cleaned_data, by=request.user),
        "Both find it on their page Disclosures. Neither sees what the other writes.",
    )


@needs(May.CLOSE_DISCLOSURE)
def disclosure_close(request, pk):
    found, form = found_by(request.user, pk), forms.CloseForm(request.POST or None)
    return step(
        request,
        found,
        "disclosure_close",
        form,
        lambda: actions.close_disclosure(found, today=localdate(), by=request.user),
        "The check is clear.",
    )


@needs(May.LOCK_ASSESSMENT)
def disclosure_assess(request, pk):
    found = found_by(request.user, pk)
    form = forms.AssessForm(request.POST or None, matters=scorable_matters(found))
    return step(
        request,
        found,
        "disclosure_assess",
        form,
        lambda: actions.lock_assessment(found, **form.answers, at=now(), by=request.user),
        "Your assessment is locked.",
        "Lock my assessment",
    )


@needs(May.CONVENE_PANEL)
def disclosure_panel(request, pk):
    found = found_by(request.user, pk)
    form = forms.PanelForm(request.POST or None, trust_id=request.user.trust_id)
    return step(
        request,
        found,
        "disclosure_panel",
        form,
        lambda: actions.convene_panel(found, **form.answers, by=request.user),
        "The panel is named, and its chair finds it on the page Disclosures.",
    )


@needs(May.DECIDE_DISCLOSURE)
def disclosure_decide(request, pk):
    found = found_by(request.user, pk)
    states = [(state.value, state.label) for state in Disclosure.State if state in NEXT[found.state]]
    form = forms.DecisionForm(request.POST or None, states=states)
    return step(
        request,
        found,
        "disclosure_decide",
        form,
        lambda: actions.decide_disclosure(found, **form.cleaned_data, today=localdate(), by=request.user),
        "The decision is on record.",
        "Decide",
    )


@needs(May.LODGE_APPEAL)
def disclosure_appeal(request, pk):
    found, form = found_by(request.user, pk), forms.AppealForm(request.POST or None)
    return step(
        request,
        found,
        "disclosure_appeal",
        form,
        lambda: actions.lodge_appeal(found, today=localdate(), by=request.user),
        "The appeal is open. Nothing is deleted while it is.",
    )


@needs(May.DECIDE_APPEAL)
def disclosure_appeal_decide(request, pk):
    found, form = found_by(request.user, pk), forms.AppealDecisionForm(request.POST or None)
    return step(
        request,
        found,
        "disclosure_appeal_decide",
        form,
        lambda: actions.decide_appeal(found, **form.cleaned_data, today=localdate(), by=request.user),
        "The appeal is decided.",
    )
