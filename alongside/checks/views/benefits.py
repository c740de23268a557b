"""Work and benefits: dated figures with their source, and where to get advice. Nobody's own entitlement."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.checks.actions import record_benefit_figure
from alongside.checks.forms.benefits import BenefitFigureForm
from alongside.checks.models import BenefitFigure
from alongside.checks.rules.benefits import figure_is_shown


@needs(May.VIEW_BENEFITS)
def benefits(request):
    today, latest = localdate(), {}
    for figure in BenefitFigure.objects.filter(trust=request.user.trust_id):
        if figure_is_shown(figure.from_on, today):
            latest.setdefault(figure.kind, figure)
    context = {
        "title": "Work and benefits",
        "rows": [(kind.label, latest.get(kind.value)) for kind in BenefitFigure.Kind],
        "may_record": request.user.may(May.RECORD_BENEFIT_FIGURE),
    }
    return render(request, "checks/benefits.jinja", context)


@needs(May.RECORD_BENEFIT_FIGURE)
def benefit_figure_new(request):
    form = BenefitFigureForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: record_benefit_figure(request.user.trust, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, "The figure is shown for twelve months from the day it is in force.")
        return redirect("benefits")
    context = {"title": "A figure about benefits", "back": reverse("benefits")}
    return form_page(request, form, **context, back_label="Work and benefits")
