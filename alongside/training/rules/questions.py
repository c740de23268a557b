"""What an exam question is, what makes one whole, and how a closed answer is marked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from alongside.access.verdicts import Verdict

CHOICE, TRUE_FALSE, SHORT, ESSAY = "choice", "true_false", "short", "essay"
CLOSED = (CHOICE, TRUE_FALSE, SHORT)
LONGEST_TITLE, LONGEST_TEXT, LONGEST_ANSWER, MOST_ANSWERS, MOST_MARKS = 120, 4000, 500, 20, 100


@dataclass(frozen=True)
class Answer:
    """One answer that is offered, or that counts as right."""

    text: str
    right: bool = True


@dataclass(frozen=True)
class Question:
    """One question as it is asked; of a short answer every answer is a right one, of an essay there is none."""

    kind: str
    title: str
    text: str
    marks: int = 1
    domain: str = ""
    answers: tuple[Answer, ...] = ()
    guidance: str = ""

    @property
    def several(self) -> bool:
        """Whether more than one of the offered answers is to be ticked."""
        return self.kind == CHOICE and sum(answer.right for answer in self.answers) > 1


def tidy(text: str, one_line: bool = False) -> str:
    """Words are kept without control characters and without space around them, so that a file gives back the same."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(
        sign for sign in joined if sign == "\n" or unicodedata.category(sign) not in {"Cc", "Cs", "Cn", "Co"}
    )
    lines = [" ".join(kept.split())] if one_line else [line.rstrip() for line in kept.split("\n")]
    return "\n".join(lines).strip()


def tidied(question: Question) -> Question:
    """A question with every word of it tidied."""
    return Question(
        kind=question.kind,
        title=tidy(question.title, one_line=True),
        text=tidy(question.text),
        marks=question.marks,
        domain=question.domain,
        answers=tuple(Answer(tidy(answer.text, one_line=True), answer.right) for answer in question.answers),
        guidance=tidy(question.guidance),
    )


def whole(question: Question) -> Verdict:
    """A question has a title, words, marks, and the answers that its kind needs."""
    reasons = []
    if not question.title or len(question.title) > LONGEST_TITLE:
        reasons.append(f"A question has a title of at most {LONGEST_TITLE} characters.")
    if not question.text or max(len(question.text), len(question.guidance)) > LONGEST_TEXT:
        reasons.append(f"A question has words, and neither they nor its guidance pass {LONGEST_TEXT} characters.")
    if not 1 <= question.marks <= MOST_MARKS:
        reasons.append(f"A question is worth a whole number of marks, from 1 to {MOST_MARKS}.")
    return Verdict((*reasons, *_answers_wrong(question)))


def _answers_wrong(question: Question) -> list[str]:
    right = [answer for answer in question.answers if answer.right]
    texts = [compared(answer.text) for answer in question.answers]
    reasons = []
    if len(texts) > MOST_ANSWERS or any(len(answer.text) > LONGEST_ANSWER for answer in question.answers):
        reasons.append(f"A question has at most {MOST_ANSWERS} answers of at most {LONGEST_ANSWER} characters.")
    if not all(answer.text for answer in question.answers):
        reasons.append("An answer has words.")
    if question.kind == CHOICE:
        if not 1 <= len(right) < len(texts):
            reasons.append("A multiple choice question offers a right answer and another that is not.")
        if len({answer.text for answer in question.answers}) < len(texts):
            reasons.append("Two answers of a multiple choice question are the same.")
    elif question.kind == TRUE_FALSE:
        if len(right) != 1 or sorted(texts) != ["false", "true"]:
            reasons.append("A true or false question has one right answer: true, or false.")
    elif question.kind == SHORT:
        if not right or len(right) < len(texts):
            reasons.append("A short answer question has at least one right answer, and no others.")
    elif question.kind == ESSAY:
        if texts:
            reasons.append("An essay question has no answers: a person marks it.")
    else:
        reasons.append(f"“{question.kind}” is not a kind of question that is kept here.")
    return reasons


def true_false(right: bool) -> tuple[Answer, ...]:
    """The two answers of a true or false question."""
    return (Answer("True", right), Answer("False", not right))


def compared(text: str) -> str:
    """A short answer counts the same whatever its capitals, spaces and last stop."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", folded).strip().rstrip(".").strip()


def closed_mark(question: Question, given: Sequence[str]) -> Decimal | None:
    """A closed question gives all its marks or none: ticked are exactly the right answers, or the words are one of
    them; an essay gives nothing until somebody has read it."""
    if question.kind == ESSAY:
        return None
    right = {answer.text for answer in question.answers if answer.right}
    if question.kind == SHORT:
        said = compared(given[0]) if given else ""
        return Decimal(question.marks) if said in {compared(text) for text in right} else Decimal(0)
    return Decimal(question.marks) if set(given) == right else Decimal(0)


def new_to_the_bank(found: Iterable[Question], standing: Iterable[Question]) -> list[Question]:
    """A question that the bank holds already, word for word, is not added again when a file is loaded twice."""
    known, new = set(standing), []
    for question in found:
        if question not in known:
            known.add(question)
            new.append(question)
    return new
