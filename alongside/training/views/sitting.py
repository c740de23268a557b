"""Pages of the person who sits an exam: one question at a time, each saved as it is sent, with or without scripts."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.training import actions
from alongside.training.forms.exams import AnswerForm
from alongside.training.models import ExamAttempt, PaperQuestion, Trainee
from alongside.training.queries.scripts import answers_of, said_of, up_at
from alongside.training.rules.exams import is_late


def mine(request):
    return ExamAttempt.objects.of_learner(request.user).select_related("exam__paper", "exam__cohort", "trainee__person")


def own(request, pk) -> ExamAttempt:
    return get_object_or_404(mine(request), pk=pk)


@needs(May.VIEW_OWN_EXAMS)
def own_exams(request):
    attempts = mine(request).order_by("-exam__opens_at", "-pk")
    context = {"title": "My exams", "attempts": attempts, "now": timezone.now()}
    trainings = Trainee.objects.filter(person__account=request.user, person__trust=request.user.trust_id)
    context["cohort"] = trainings.order_by("-began_on", "-pk").values_list("cohort", flat=True).first()
    return render(request, "training/own_exams.jinja", context)


@needs(May.VIEW_OWN_EXAMS)
def own_exam(request, pk):
    """What is ahead, where somebody is in it, or how it went, once that is told."""
    attempt = own(request, pk)
    now = timezone.now()
    questions = list(attempt.exam.paper.questions.all())
    context = {
        "title": str(attempt.exam),
        "attempt": attempt,
        "exam": attempt.exam,
        "questions": questions,
        "worth": sum(one.marks for one in questions),
        "open": attempt.exam.opens_at <= now <= attempt.exam.closes_at,
    }
    if attempt.started_at and not attempt.handed_in_at:
        context |= standing(attempt, now)
    if attempt.exam.released_at and attempt.mark is not None:
        context |= {
            "outcome": attempt.outcome(context["worth"]),
            "said": said_of(attempt),
            "given": answers_of(attempt),
        }
    return render(request, "training/own_exam.jinja", context)


def standing(attempt: ExamAttempt, now) -> dict:
    until = up_at(attempt, now)
    pause = attempt.breaks.filter(to_at=None).exists()
    late = is_late(until, now)
    answered = set(answers_of(attempt)) | set(answers_of(attempt, late=True))
    minutes = max(0, -int(-(until - now).total_seconds() // 60))
    return {"until": until, "minutes": minutes, "late": late, "pause": pause, "answered": answered}


@needs(May.START_EXAM)
@require_POST
def own_exam_start(request, pk):
    attempt = own(request, pk)
    if done_or_told(
        request, lambda: actions.start_exam(attempt, now=timezone.now(), by=request.user), "Your time has begun."
    ):
        return redirect("own_exam_question", pk, 1)
    return redirect("own_exam", pk)


@needs(May.SAVE_ANSWER)
def own_exam_question(request, pk, number):
    attempt = own(request, pk)
    rows = list(attempt.exam.paper.questions.all())
    if not 1 <= number <= len(rows) or not attempt.started_at or attempt.handed_in_at:
        return redirect("own_exam", pk)
    row: PaperQuestion = rows[number - 1]
    now = timezone.now()
    context = standing(attempt, now)
    if context["pause"] and request.method == "GET":
        return redirect("own_exam", pk)
    kept = answers_of(attempt) | answers_of(attempt, late=True)
    form = AnswerForm(request.POST or None, question=row.as_question(), given=kept.get(row.pk, []))
    if request.method == "POST" and form.is_valid():
        saved = carried_out(
            form,
            lambda: actions.save_answer(attempt, question=row, given=form.given(), now=now, by=request.user),
        )
        if saved:
            if saved.late:
                messages.warning(request, "Your answer is kept. It came after your time, and the marker sees that.")
            following = number + (-1 if "back" in request.POST else 1)
            if 1 <= following <= len(rows) and "overview" not in request.POST:
                return redirect("own_exam_question", pk, following)
            return redirect("own_exam", pk)
    context |= {
        "title": f"Question {number} of {len(rows)}",
        "attempt": attempt,
        "row": row,
        "form": form,
        "number": number,
        "last": number == len(rows),
        "back": reverse("own_exam", args=[pk]),
        "back_label": str(attempt.exam),
    }
    return render(request, "training/own_exam_question.jinja", context, status=422 if form.errors else 200)


@needs(May.TAKE_BREAK)
@require_POST
def own_exam_break(request, pk):
    attempt = own(request, pk)
    now = timezone.now()
    if attempt.breaks.filter(to_at=None).exists():
        done_or_told(request, lambda: actions.end_break(attempt, now=now, by=request.user), "Your time goes on.")
    else:
        words = "Your time stands still. Come back when you are ready."
        done_or_told(request, lambda: actions.take_break(attempt, now=now, by=request.user), words)
    return redirect("own_exam", pk)


@needs(May.HAND_IN_EXAM)
@require_POST
def own_exam_hand_in(request, pk):
    attempt = own(request, pk)
    words = "Your exam is handed in. You are told here when the result is there."
    done_or_told(request, lambda: actions.hand_in_exam(attempt, now=timezone.now(), by=request.user), words)
    return redirect("own_exam", pk)
