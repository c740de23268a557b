"""Certificates: issued, printed, revoked, and checked by anybody; and what learners say of the course."""

import logging
from base64 import b64encode

import qrcode
from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from qrcode.image.svg import SvgPathImage

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.training.actions import give_course_opinion, issue_certificate, revoke_certificate
from alongside.training.forms.certificates import CodeForm, OpinionForm, RevokeForm
from alongside.training.models import CourseCertificate, Trainee
from alongside.training.views.pages import of_trainee

LOG = logging.getLogger("alongside.training")
NO_PRINTER = (
    "The certificate counts, and cannot be printed on this machine just now: a part that makes PDFs is missing. "
    "Tell whoever keeps the site. Its code can be checked all the same."
)
WRONG_CODES, WITHIN_SECONDS = 20, 600


@needs(May.ISSUE_CERTIFICATE)
@require_POST
def trainee_certificate(request, pk):
    trainee = get_object_or_404(Trainee.objects.seen_by(request.user), pk=pk)
    words = "The certificate was issued. It is worth celebrating."
    done_or_told(request, lambda: issue_certificate(trainee, today=localdate(), by=request.user), words)
    return redirect("trainee", pk)


@needs(May.VIEW_CERTIFICATES)
def certificate_file(request, pk):
    """The certificate as a PDF, for the person and for those who run the course."""
    found = CourseCertificate.objects.seen_by(request.user).standing()
    certificate = get_object_or_404(found.select_related("trainee__person__trust"), pk=pk)
    check = request.build_absolute_uri(reverse("certificate_check"))
    paper = render_to_string(
        "training/certificate_paper.jinja",
        {"certificate": certificate, "check": check, "mark": qr_code(f"{check}?code={certificate.code}")},
    )
    try:
        from weasyprint import HTML  # needs pango, and takes a second that no other page shall wait for
    except (ImportError, OSError) as fault:
        LOG.error("Certificates cannot be printed: %s. Pango may be missing.", type(fault).__name__)
        messages.error(request, NO_PRINTER)
        mine = certificate.trainee.person.account_id == request.user.pk
        return redirect("own_record") if mine else redirect("trainee", certificate.trainee_id)

    answer = HttpResponse(HTML(string=paper).write_pdf(), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="certificate-{certificate.code}.pdf"'
    return answer


def qr_code(address: str) -> str:
    """An address as a picture to be scanned, in the form a page can hold."""
    drawn = qrcode.make(address, image_factory=SvgPathImage, border=2).to_string()
    return f"data:image/svg+xml;base64,{b64encode(drawn).decode()}"


@needs(May.REVOKE_CERTIFICATE)
def certificate_revoke(request, pk):
    found = CourseCertificate.objects.seen_by(request.user).select_related("trainee__person", "trainee__cohort")
    certificate = get_object_or_404(found, pk=pk)
    form = RevokeForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: revoke_certificate(certificate, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, "The certificate was revoked. Whoever checks its code is told so.")
        return redirect("trainee", certificate.trainee_id)
    context = {"title": "Revoke a certificate", "submit": "Revoke it", **of_trainee(certificate.trainee)}
    return form_page(request, form, **context)


@never_cache
def certificate_check(request):
    """Anybody may ask whether a certificate counts; only its code opens what stands on it."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    context = {"title": "Check a certificate", "form": form, "certificate": None, "asked": form.is_bound}
    tries = f"alongside:certificate:{get_adapter().get_client_ip(request)}"
    if form.is_bound and cache.get(tries, 0) >= WRONG_CODES:
        return render(request, "training/certificate_check.jinja", context | {"wait": True}, status=429)
    if form.is_valid():
        found = CourseCertificate.objects.filter(code=form.cleaned_data["code"])
        context["certificate"] = found.select_related("trainee__person__trust").first()
        if context["certificate"] is None:
            cache.add(tries, 0, timeout=WITHIN_SECONDS)
            cache.incr(tries)
    return render(request, "training/certificate_check.jinja", context)


@needs(May.GIVE_COURSE_OPINION)
def trainee_opinion(request, pk):
    user = request.user
    mine = Trainee.objects.filter(person__account=user, person__trust_id=user.trust_id, cohort__isnull=False)
    trainee = get_object_or_404(mine.select_related("cohort", "person"), pk=pk)
    form = OpinionForm(request.POST or None)
    if form.is_valid() and carried_out(form, lambda: give_course_opinion(trainee, answers=form.cleaned_data, by=user)):
        messages.success(request, "Thank you. What you said helps the next cohort.")
        return redirect("own_record")
    context = {
        "title": "How was the course?",
        "caption": str(trainee.cohort),
        "lead": "Nobody sees who said what. Educators see averages, and only once five people have answered.",
        "submit": "Send what I think",
        "back": reverse("own_record"),
        "back_label": "My record",
    }
    return form_page(request, form, **context)
