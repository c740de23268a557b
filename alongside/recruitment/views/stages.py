"""Steps of the programme's own in an intake: added before it is published, recorded as applicants take them."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.recruitment.actions import add_stage, record_stage, remove_stage
from alongside.recruitment.forms import StageForm
from alongside.recruitment.models import Application, Intake, IntakeStage


@needs(May.ADD_STAGE)
def stage_new(request, pk):
    intake = get_object_or_404(Intake.objects.seen_by(request.user), pk=pk)
    form = StageForm(request.POST or None)
    if form.is_valid() and carried_out(form, lambda: add_stage(intake, **form.cleaned_data, by=request.user)):
        messages.success(request, "The step was added.")
        return redirect("intake", pk)
    context = {
        "title": "Add a step of your own",
        "lead": "Applying, two people reading, an interview and a letter are part of every intake. "
        "What else do applicants do with you?",
        "submit": "Add step",
        "caption": intake.title,
    }
    return form_page(request, form, **context, back=reverse("intake", args=[pk]), back_label=intake.title)


@needs(May.REMOVE_STAGE)
@require_POST
def stage_remove(request, pk):
    seen = IntakeStage.objects.filter(intake__in=Intake.objects.seen_by(request.user)).select_related("intake")
    stage = get_object_or_404(seen, pk=pk)
    done_or_told(request, lambda: remove_stage(stage, by=request.user), "The step was taken away.")
    return redirect("intake", stage.intake_id)


@needs(May.RECORD_STAGE)
@require_POST
def application_stage(request, pk, stage):
    application = get_object_or_404(Application.objects.seen_by(request.user).select_related("intake"), pk=pk)
    stage = get_object_or_404(application.intake.own_stages, pk=stage)
    back = request.POST.get("taken") == "no"
    done_on = None if back else localdate()
    told = f"{stage}: {'taken back.' if back else 'written down.'}"
    done_or_told(request, lambda: record_stage(application, stage=stage, done_on=done_on, by=request.user), told)
    return redirect("application", pk)
