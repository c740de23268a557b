"""Pages of the question bank, its files, and the papers made of it."""

from itertools import groupby

from django.contrib import messages
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.training import actions
from alongside.training.formats import gift, moodle
from alongside.training.formats.questions import CannotRead
from alongside.training.forms.exams import (
    AddPaperQuestionForm,
    NewQuestionForm,
    PaperForm,
    QuestionFileForm,
    QuestionFilter,
    QuestionForm,
)
from alongside.training.models import Course, Domain, ExamPaper, ExamQuestion, PaperQuestion
from alongside.training.rules.questions import Answer, Question, new_to_the_bank
from alongside.ui.filters import plural
from alongside.ui.tables import PAGE_SIZE

DOMAINS = dict(Domain.choices)
FORMATS = {"xml": (moodle, "application/xml"), "gift": (gift, "text/plain")}
SALT, PREVIEW_SECONDS = "alongside.training.questions", 3600


def courses_of(user):
    return Course.objects.seen_by(user)


@needs(May.VIEW_EXAMS)
def questions(request):
    form = QuestionFilter(request.GET or None)
    found = ExamQuestion.objects.seen_by(request.user).select_related("course").order_by("retired", "domain", "title")
    if form.is_valid():
        found = found.filter(**{name: said for name, said in form.cleaned_data.items() if said})
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"title": "Question bank", "page": page, "filter": form, "courses": courses_of(request.user)}
    return render(request, "training/questions.jinja", context)


@needs(May.ADD_QUESTION)
def question_new(request):
    courses = courses_of(request.user)
    if not courses:
        messages.info(request, "Add a course first: a question belongs to one.")
        return redirect("questions")
    form = NewQuestionForm(request.POST or None, courses=courses)
    if form.is_valid() and carried_out(
        form, lambda: actions.add_question(form.cleaned_data["course"], question=form.question, by=request.user)
    ):
        messages.success(request, "The question is in the bank.")
        return redirect("questions")
    return form_page(
        request,
        form,
        title="Add a question",
        submit="Add question",
        back=reverse("questions"),
        back_label="Question bank",
    )


@needs(May.CHANGE_QUESTION)
def question(request, pk):
    row = get_object_or_404(ExamQuestion.objects.seen_by(request.user), pk=pk)
    form = QuestionForm(request.POST or None, initial=QuestionForm.standing(row.as_question()))
    if form.is_valid() and carried_out(
        form, lambda: actions.change_question(row, question=form.question, by=request.user)
    ):
        messages.success(request, "The question is changed. Papers that ask it already keep their copy.")
        return redirect("questions")
    context = {"title": "Change a question", "form": form, "row": row}
    return render(request, "training/question.jinja", context, status=422 if form.errors else 200)


@needs(May.RETIRE_QUESTION)
@require_POST
def question_retire(request, pk):
    row = get_object_or_404(ExamQuestion.objects.seen_by(request.user), pk=pk)
    actions.retire_question(row, retired=not row.retired, by=request.user)
    messages.success(request, "The question is retired: no new paper asks it." if not row.retired else "It is back.")
    return redirect("questions")


@needs(May.LOAD_QUESTIONS)
def questions_load(request):
    """A file is read and shown first; what was shown comes back signed when it is confirmed."""
    if request.POST.get("shown"):
        return confirmed(request)
    form = QuestionFileForm(request.POST or None, request.FILES or None, courses=courses_of(request.user))
    context = {"title": "Load questions", "form": form}
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            reading = FORMATS[form.cleaned_data["form"]][0].read(upload.read(), DOMAINS)
        except CannotRead as fault:
            form.add_error("file", f"{fault} Nothing was loaded.")
        else:
            course = form.cleaned_data["course"]
            standing = [row.as_question() for row in course.questions.all()]
            new = new_to_the_bank(reading.questions, standing)
            shown = signing.dumps([course.pk, [packed(one) for one in new]], salt=SALT, compress=True)
            context |= {"reading": reading, "new": new, "shown": shown, "course": course, "domains": DOMAINS}
            context |= {"title": "Look through the questions"}
    return render(request, "training/questions_load.jinja", context, status=422 if form.errors else 200)


def packed(one: Question) -> list:
    return [
        one.kind,
        one.title,
        one.text,
        one.marks,
        one.domain,
        [[a.text, a.right] for a in one.answers],
        one.guidance,
    ]


def unpacked(kind, title, text, marks, domain, answers, guidance) -> Question:
    return Question(kind, title, text, marks, domain, tuple(Answer(*one) for one in answers), guidance)


def confirmed(request):
    try:
        course_pk, rows = signing.loads(request.POST["shown"], salt=SALT, max_age=PREVIEW_SECONDS)
    except signing.BadSignature:
        messages.warning(request, "The file was looked at more than an hour ago. Choose it again. Nothing was loaded.")
        return redirect("questions_load")
    course = get_object_or_404(courses_of(request.user), pk=course_pk)
    made = actions.load_questions(course, questions=[unpacked(*row) for row in rows], by=request.user)
    messages.success(request, f"{plural(len(made), 'question was', 'questions were')} added to the bank.")
    return redirect("questions")


@needs(May.VIEW_EXAMS)
def questions_download(request):
    form = request.GET.get("as") if request.GET.get("as") in FORMATS else "xml"
    writer, mime = FORMATS[form]
    rows = ExamQuestion.objects.seen_by(request.user).filter(retired=False).order_by("domain", "title")
    answer = HttpResponse(
        writer.write([row.as_question() for row in rows], DOMAINS), content_type=f"{mime}; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="questions.{form}"'
    return answer


def papers_with_figures(user):
    return (
        ExamPaper.objects.seen_by(user)
        .select_related("course")
        .annotate(asked=Count("questions"), worth=Sum("questions__marks"))
    )


@needs(May.VIEW_EXAMS)
def papers(request):
    page = Paginator(papers_with_figures(request.user).order_by("title", "-version"), PAGE_SIZE)
    context = {"title": "Exam papers", "page": page.get_page(request.GET.get("page"))}
    return render(request, "training/papers.jinja", context)


@needs(May.ADD_PAPER)
def paper_new(request):
    courses = courses_of(request.user)
    first = courses.first()
    initial = {"course": first, "pass_mark": first.pass_mark} if first else {}
    form = PaperForm(request.POST or None, courses=courses, initial=initial)
    if form.is_valid():
        said = dict(form.cleaned_data)
        course = said.pop("course")
        made = carried_out(form, lambda: actions.add_paper(course, **said, by=request.user))
        if made:
            messages.success(request, "The paper is there. Put questions into it.")
            return redirect("paper", made.pk)
    back = {"back": reverse("papers"), "back_label": "Exam papers"}
    return form_page(request, form, title="Add a paper", submit="Add paper", **back)


@needs(May.VIEW_EXAMS)
def paper(request, pk):
    found = get_object_or_404(papers_with_figures(request.user), pk=pk)
    context = {"title": str(found), "paper": found, "rows": list(found.questions.all())}
    context["domains"] = [
        (DOMAINS.get(key, "No domain"), sum(row.marks for row in rows))
        for key, rows in groupby(sorted(context["rows"], key=lambda row: row.domain), key=lambda row: row.domain)
    ]
    if not found.ready:
        context["form"] = AddPaperQuestionForm(questions=free_questions(request.user, found))
    return render(request, "training/paper.jinja", context)


def free_questions(user, found: ExamPaper):
    bank = ExamQuestion.objects.seen_by(user).filter(course=found.course_id, retired=False)
    return bank.exclude(pk__in=found.questions.values("source")).order_by("title")


@needs(May.VIEW_EXAMS)
def paper_print(request, pk):
    """The paper as it is put on a table: no right answer and no guidance on it."""
    found = get_object_or_404(papers_with_figures(request.user), pk=pk)
    context = {"title": f"{found} to print", "paper": found, "rows": list(found.questions.all())}
    return render(request, "training/paper_print.jinja", context)


@needs(May.ADD_PAPER_QUESTION)
@require_POST
def paper_question_add(request, pk):
    found = get_object_or_404(ExamPaper.objects.seen_by(request.user), pk=pk)
    form = AddPaperQuestionForm(request.POST, questions=free_questions(request.user, found))
    if not form.is_valid() or not carried_out(
        form, lambda: actions.add_paper_question(found, **form.cleaned_data, by=request.user)
    ):
        messages.warning(request, next(iter(form.non_field_errors()), "Choose a question of the bank."))
    return redirect("paper", pk)


@needs(May.REMOVE_PAPER_QUESTION)
@require_POST
def paper_question_remove(request, pk, number):
    found = get_object_or_404(ExamPaper.objects.seen_by(request.user), pk=pk)
    row = get_object_or_404(PaperQuestion, paper=found, position=number)
    done_or_told(
        request, lambda: actions.remove_paper_question(row, by=request.user), "The question is out of the paper."
    )
    return redirect("paper", pk)


@needs(May.OPEN_PAPER)
@require_POST
def paper_ready(request, pk):
    found = get_object_or_404(ExamPaper.objects.seen_by(request.user), pk=pk)
    done_or_told(
        request, lambda: actions.open_paper(found, by=request.user), "The paper may be sat now, and never changes."
    )
    return redirect("paper", pk)


@needs(May.REVISE_PAPER)
@require_POST
def paper_revise(request, pk):
    found = get_object_or_404(ExamPaper.objects.seen_by(request.user), pk=pk)
    new = actions.revise_paper(found, by=request.user)
    messages.success(request, f"{new} can be changed now. Earlier versions stay as they were sat.")
    return redirect("paper", new.pk)
