"""Pages of those who run exams: arranging, marking, telling the results."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.training import actions
from alongside.training.forms.exams import AdjustForm, ExamForm, MarkForm, WhenForm, ready_papers
from alongside.training.models import Cohort, Exam, ExamAttempt, Trainee
from alongside.training.queries.scripts import (
    answers_of,
    closed_marks,
    said_of,
    script_of,
    stage_of,
    stages_of,
    with_figures,
    worth_of,
)
from alongside.training.rules.exams import MODERATION, STAGES
from alongside.ui.tables import PAGE_SIZE


@needs(May.VIEW_EXAMS)
def exams(request):
    found = with_figures(Exam.objects.seen_by(request.user).select_related("paper", "cohort"))
    page = Paginator(found.order_by("-opens_at", "-pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "training/exams.jinja", {"title": "Exams", "page": page})


@needs(May.ARRANGE_EXAM)
def exam_new(request):
    cohorts = Cohort.objects.seen_by(request.user).filter(trainees__result=Trainee.Result.IN_TRAINING).distinct()
    form = ExamForm(request.POST or None, papers=ready_papers(request.user), cohorts=cohorts.order_by("-number"))
    if form.is_valid():
        said = dict(form.cleaned_data)
        cohort = said.pop("cohort")
        made = carried_out(form, lambda: actions.arrange_exam(cohort, **said, by=request.user))
        if made:
            messages.success(request, f"The exam is arranged for {cohort}.")
            return redirect("exam", made.pk)
    back = {"back": reverse("exams"), "back_label": "Exams"}
    return form_page(request, form, title="Arrange an exam", submit="Arrange exam", **back)


@needs(May.VIEW_EXAMS)
def exam(request, pk):
    found = get_object_or_404(with_figures(Exam.objects.seen_by(request.user)).select_related("paper", "cohort"), pk=pk)
    attempts = found.attempts.select_related("trainee__person", "exam__paper").prefetch_related("markings")
    page = Paginator(attempts.order_by("trainee__person__name", "pk"), PAGE_SIZE).get_page(request.GET.get("page"))
    worth = worth_of(found.paper)
    context = {
        "title": f"{found}, {found.cohort}",
        "exam": found,
        "page": page,
        "stages": stages_of(found, page.object_list, worth),
        "names": STAGES,
        "worth": worth,
        "to_mark": found.handed_in - found.marked,
        "me": request.user.pk,
    }
    return render(request, "training/exam.jinja", context)


@needs(May.RELEASE_RESULTS)
@require_POST
def exam_release(request, pk):
    found = get_object_or_404(Exam.objects.seen_by(request.user), pk=pk)
    words = "Everybody who sat it can read their result now."
    done_or_told(request, lambda: actions.release_results(found, now=timezone.now(), by=request.user), words)
    return redirect("exam", pk)


def attempt_of(request, pk) -> ExamAttempt:
    found = ExamAttempt.objects.seen_by(request.user).select_related("exam__paper__course", "trainee__person")
    return get_object_or_404(found, pk=pk)


def of_exam(attempt: ExamAttempt) -> dict:
    back = reverse("exam", args=[attempt.exam_id])
    return {"caption": attempt.trainee.person.name, "back": back, "back_label": str(attempt.exam)}


@needs(May.ADJUST_ATTEMPT)
def exam_adjust(request, pk):
    attempt = attempt_of(request, pk)
    standing = {name: getattr(attempt, name) for name in AdjustForm.base_fields}
    form = AdjustForm(request.POST or None, initial=standing)
    if form.is_valid() and carried_out(
        form, lambda: actions.adjust_attempt(attempt, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, f"What was agreed for {attempt.trainee.person.name} is recorded.")
        return redirect("exam", attempt.exam_id)
    lead = "Only what is done differently. Why is not asked, and it is on no certificate."
    return form_page(request, form, title="What is done differently", lead=lead, **of_exam(attempt))


@needs(May.COLLECT_SCRIPT)
@require_POST
def exam_collect(request, pk):
    attempt = attempt_of(request, pk)
    words = f"What {attempt.trainee.person.name} had saved is handed in."
    done_or_told(request, lambda: actions.collect_script(attempt, now=timezone.now(), by=request.user), words)
    return redirect("exam", attempt.exam_id)


@needs(May.ARRANGE_RESIT)
def exam_resit(request, pk):
    attempt = attempt_of(request, pk)
    papers = ready_papers(request.user).filter(course=attempt.exam.paper.course_id)
    form = WhenForm(request.POST or None, papers=papers, initial={"paper": attempt.exam.paper_id})
    if form.is_valid():
        made = carried_out(form, lambda: actions.arrange_resit(attempt, **form.cleaned_data, by=request.user))
        if made:
            messages.success(request, f"{attempt.trainee.person.name} sits it again, with what was agreed for them.")
            return redirect("exam", made.pk)
    return form_page(request, form, title="Arrange a resit", submit="Arrange resit", **of_exam(attempt))


@needs(May.RECORD_EXAM_MARK)
def exam_mark(request, pk, exam):
    """One script for its next marker, who sees no mark of an earlier one; a moderator sees both."""
    trainee = get_object_or_404(Trainee.objects.seen_by(request.user), pk=pk)
    attempt = get_object_or_404(
        ExamAttempt.objects.select_related("exam__paper", "trainee__person"), trainee=trainee, exam=exam
    )
    script = script_of(attempt)
    stage = stage_of(attempt, script) if attempt.handed_in_at or attempt.on_paper else None
    questions = list(attempt.exam.paper.questions.all())
    mine = request.user.pk in script.markers.values()
    form = None
    if request.method == "POST" or (stage and not mine):
        opened = request.POST.get("stage", stage)
        standing = {} if attempt.on_paper else closed_marks(attempt)
        form = MarkForm(request.POST or None, questions=questions, standing=standing, stage=opened)
    if form and form.is_valid():
        done = carried_out(
            form,
            lambda: actions.record_exam_mark(
                attempt,
                stage=form.cleaned_data["stage"],
                marks=form.marks(),
                comments=form.comments(),
                now=timezone.now(),
                by=request.user,
            ),
        )
        if done:
            messages.success(request, after_marking(done))
            return redirect("exam", attempt.exam_id)
    context = {
        "title": STAGES[stage] if form and stage else "Script",
        "attempt": attempt,
        "questions": questions,
        "form": form,
        "given": answers_of(attempt),
        "late": answers_of(attempt, late=True),
        "mine": mine,
        "said": said_of(attempt) if attempt.mark is not None or (stage == MODERATION and not mine) else {},
        "worth": sum(one.marks for one in questions),
        **of_exam(attempt),
    }
    return render(request, "training/exam_mark.jinja", context, status=422 if form and form.errors else 200)


def after_marking(attempt: ExamAttempt) -> str:
    if attempt.mark is not None:
        return "The script has its mark. It is told with the results of the exam."
    if stage_of(attempt, script_of(attempt)) == MODERATION:
        return "Your marks are saved. The two markers differ by more than the paper allows, so a third person marks."
    return "Your marks are saved. A second person marks the script without seeing them."
