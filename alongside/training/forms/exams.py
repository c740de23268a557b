"""Forms of the question bank, of papers, of arranging an exam, of sitting it and of marking it."""

from datetime import datetime
from decimal import Decimal

from django import forms
from django.utils import timezone

from alongside.training.models import Domain, ExamPaper
from alongside.training.models.exams import KINDS
from alongside.training.rules.questions import (
    CHOICE,
    ESSAY,
    LONGEST_ANSWER,
    LONGEST_TEXT,
    LONGEST_TITLE,
    SHORT,
    TRUE_FALSE,
    Answer,
    Question,
    tidied,
    true_false,
    whole,
)
from alongside.ui.forms import NhsDateField, YesNoField

NO_DOMAIN = ("", "No domain")
LONGEST_ESSAY = 20_000


class QuestionFilter(forms.Form):
    domain = forms.ChoiceField(
        label="Competence domain", required=False, choices=[("", "Every domain"), *Domain.choices],
        widget=forms.Select(attrs={"unmarked": True}),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Every kind"), *KINDS],
        widget=forms.Select(attrs={"unmarked": True}),
    )  # fmt: skip


class QuestionForm(forms.Form):
    kind = forms.ChoiceField(label="Kind of question", choices=KINDS, widget=forms.RadioSelect)
    title = forms.CharField(label="Short title", help_text="To find it by.", max_length=LONGEST_TITLE)
    text = forms.CharField(label="What is asked", max_length=LONGEST_TEXT, widget=forms.Textarea)
    answers = forms.CharField(
        label="Answers, one on each line",
        help_text="Begin each right answer of a multiple choice question with an equals sign (=). For a short answer "
        "every line is an answer that counts. Leave it empty for an essay, and for true or false.",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    truth = YesNoField(label="Is it true?", help_text="For a true or false question only.", required=False)
    marks = forms.IntegerField(label="Marks", min_value=1, max_value=100, initial=1)
    domain = forms.ChoiceField(label="Competence domain", choices=[NO_DOMAIN, *Domain.choices], required=False)
    guidance = forms.CharField(
        label="Guidance for the marker",
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    @classmethod
    def standing(cls, question: Question) -> dict:
        """What the form shows of a question that is there."""
        sign = "=" if question.kind == CHOICE else ""
        lines = [f"{sign if answer.right else ''}{answer.text}" for answer in question.answers]
        right = next((answer.text for answer in question.answers if answer.right), "")
        return {
            "kind": question.kind, "title": question.title, "text": question.text, "marks": question.marks,
            "domain": question.domain, "guidance": question.guidance,
            "answers": "" if question.kind == TRUE_FALSE else "\n".join(lines),
            "truth": right == "True" if question.kind == TRUE_FALSE else None,
        }  # fmt: skip

    def clean(self):
        said = super().clean()
        if not self.errors:
            self.question = tidied(self.as_question(said))
            for reason in whole(self.question).reasons:
                self.add_error("answers" if "answer" in reason else None, reason)
        return said

    @staticmethod
    def as_question(said: dict) -> Question:
        kind, lines = said["kind"], [line.strip() for line in said["answers"].splitlines() if line.strip()]
        if kind == TRUE_FALSE:
            answers = true_false(said["truth"]) if said["truth"] is not None else ()
        elif kind == SHORT:
            answers = tuple(Answer(line) for line in lines)
        else:
            answers = tuple(Answer(line.removeprefix("=").strip(), line.startswith("=")) for line in lines)
        return Question(kind, said["title"], said["text"], said["marks"], said["domain"], answers, said["guidance"])


class OfCourseForm(forms.Form):
    """What belongs to one course of the programme."""

    course = forms.ModelChoiceField(None, empty_label=None)
    field_order = ("course",)

    def __init__(self, *args, courses, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["course"].queryset = courses


class NewQuestionForm(OfCourseForm, QuestionForm):
    """A question and the course whose papers may ask it."""


class QuestionFileForm(OfCourseForm):
    form = forms.ChoiceField(
        label="Format", choices=[("xml", "Moodle XML"), ("gift", "GIFT")], widget=forms.RadioSelect, initial="xml"
    )
    file = forms.FileField(label="File", help_text="At most 512 KB and 500 questions, in UTF-8.")


class PaperForm(OfCourseForm):
    title = forms.CharField(label="Title", max_length=120)
    minutes = forms.IntegerField(label="Minutes to sit it", min_value=1, max_value=600, initial=60)
    pass_mark = forms.IntegerField(label="Mark to reach, in per cent", min_value=0, max_value=100, initial=80)
    second_marking = YesNoField(
        label="Are essays marked by two people?", help_text="Each blind to the other.", initial=True
    )
    tolerance = forms.IntegerField(
        label="How far the two may differ, in per cent of the marks", min_value=0, max_value=100, initial=10,
        help_text="When they differ by more, a third person marks, and that mark stands.",
    )  # fmt: skip


class AddPaperQuestionForm(forms.Form):
    question = forms.ModelChoiceField(None, label="Question from the bank", empty_label="Choose a question")

    def __init__(self, *args, questions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = questions
        self.fields["question"].label_from_instance = lambda row: (
            f"{row.title} ({row.get_kind_display().lower()}, {row.marks} {'mark' if row.marks == 1 else 'marks'})"
        )


class WhenForm(forms.Form):
    """A paper, a day, and between which hours it may be begun."""

    paper = forms.ModelChoiceField(None, empty_label="Choose a paper")
    day = NhsDateField(label="Day")
    opens = forms.TimeField(label="May be begun from", help_text="For example, 9:30")
    closes = forms.TimeField(label="May be begun until", help_text="For example, 11:00")

    def __init__(self, *args, papers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["paper"].queryset = papers

    def clean(self):
        said = super().clean()
        if not self.errors:
            zone = timezone.get_current_timezone()
            opens = datetime.combine(said.pop("day"), said.pop("opens"), zone)
            closes = opens.replace(hour=said["closes"].hour, minute=said.pop("closes").minute)
            if closes <= opens:
                self.add_error("closes", "Enter a time after the one from which it may be begun.")
            said |= {"opens_at": opens, "closes_at": closes}
        return said


class ExamForm(WhenForm):
    cohort = forms.ModelChoiceField(None, empty_label="Choose a cohort")
    on_paper = YesNoField(label="Is it sat on paper?", help_text="This can differ for one person.", initial=False)
    field_order = ("cohort",)

    def __init__(self, *args, cohorts, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = cohorts


class AdjustForm(forms.Form):
    """Only what is done differently. Why is not asked, and has no room here."""

    extra_time = forms.IntegerField(label="Extra time, in per cent", min_value=0, max_value=300, initial=0)
    break_minutes = forms.IntegerField(
        label="Minutes of break in which the clock stands still", min_value=0, max_value=240, initial=0
    )
    reader = YesNoField(label="Does somebody read the questions to them?", initial=False)
    on_paper = YesNoField(label="Do they sit it on paper?", initial=False)


class AnswerForm(forms.Form):
    """One question as it is sat; leaving it empty is an answer too."""

    def __init__(self, *args, question: Question, given: list[str], **kwargs):
        self.question = question
        options = [answer.text for answer in question.answers]
        chosen = [str(options.index(text)) for text in given if text in options]
        said = given[0] if given else ""
        kept = {"answer": chosen if question.several else chosen[0] if chosen else None}
        super().__init__(*args, initial=kept if options and question.kind != SHORT else {"answer": said}, **kwargs)
        choices = list(enumerate(options))
        if question.kind == ESSAY:
            field = forms.CharField(
                label="Your answer", required=False, max_length=LONGEST_ESSAY,
                widget=forms.Textarea(attrs={"rows": 12, "unmarked": True}),
            )  # fmt: skip
        elif question.kind == SHORT:
            field = forms.CharField(
                label="Your answer", required=False, max_length=LONGEST_ANSWER,
                widget=forms.TextInput(attrs={"autocomplete": "off", "unmarked": True}),
            )  # fmt: skip
        elif question.several:
            field = forms.MultipleChoiceField(
                label="Tick every right answer", required=False, choices=choices,
                widget=forms.CheckboxSelectMultiple(attrs={"unmarked": True}),
            )  # fmt: skip
        else:
            field = forms.ChoiceField(
                label="Choose one answer", required=False, choices=choices,
                widget=forms.RadioSelect(attrs={"unmarked": True}),
            )  # fmt: skip
        self.fields["answer"] = field

    def given(self) -> list[str]:
        said = self.cleaned_data["answer"]
        if self.question.kind in (ESSAY, SHORT):
            return [said] if said.strip() else []
        chosen = said if isinstance(said, list) else [said] if said else []
        return [self.question.answers[int(one)].text for one in chosen]


class MarkForm(forms.Form):
    """A mark and a word to the learner for each question, and the stage it was opened for."""

    stage = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, questions, standing: dict[int, Decimal | None], stage: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.fields["stage"].initial = stage
        for number, one in enumerate(questions, start=1):
            self.fields[f"mark_{one.pk}"] = forms.DecimalField(
                label=f"Mark for question {number}, out of {one.marks}", min_value=0, max_value=one.marks,
                max_digits=5, decimal_places=1, initial=standing.get(one.pk), widget=forms.NumberInput({"width": 4}),
            )  # fmt: skip
            self.fields[f"comment_{one.pk}"] = forms.CharField(
                label=f"What you say to the learner about question {number}", required=False, max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip

    def marks(self) -> dict[int, Decimal]:
        return {one.pk: self.cleaned_data[f"mark_{one.pk}"] for one in self.questions}

    def comments(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[f"comment_{one.pk}"] for one in self.questions}


def ready_papers(user):
    return ExamPaper.objects.seen_by(user).filter(ready=True)
