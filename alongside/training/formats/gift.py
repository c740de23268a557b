"""GIFT, the question format of Moodle that is written by hand: read, and written so that it reads back the same.

Marks stand as a tag in the comment above the question, as Moodle writes tags; the competence domain is the category.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from alongside.training.formats.questions import CannotRead, LeftOut, Reading, decoded, enough
from alongside.training.rules.questions import (
    CHOICE,
    ESSAY,
    LONGEST_TITLE,
    SHORT,
    TRUE_FALSE,
    Answer,
    Question,
    tidied,
    true_false,
    whole,
)

SPECIAL = re.compile(r"([\\~=#{}:])")
MARKS = re.compile(r"\[tag:marks (\d{1,3})\]")
WEIGHT = re.compile(r"^%(-?\d+(?:\.\d+)?)%")
FORMAT = re.compile(r"^\[(html|moodle|plain|markdown)\]")
TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
# Escaped signs stand, while a question is cut up, as private characters that no tidied text holds.
HIDDEN = {sign: chr(0xE000 + number) for number, sign in enumerate("\\~=#{}:>*%[]/-")}
SHOWN = {hidden: sign for sign, hidden in HIDDEN.items()}


@dataclass
class Part:
    """One answer as it was written: its sign, its weight and its words."""

    sign: str
    weight: float | None
    text: str


def escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def written(question: Question) -> str:
    """One question; its words never begin a line, so that none is taken for a comment."""
    guidance = f"####{escaped(question.guidance)}" if question.guidance else ""
    head = f"// [tag:marks {question.marks}]\n::{escaped(question.title)}::[plain]{escaped(question.text)} {{"
    if question.kind == TRUE_FALSE:
        right = next(answer.text for answer in question.answers if answer.right)
        return f"{head}{right.upper()}{guidance}}}"
    if question.kind == ESSAY:
        return f"{head}{guidance}}}"
    lines = [_written(answer, question) for answer in question.answers]
    return "\n".join([head, *(f"\t{line}" for line in lines), f"{guidance}}}"])


def _written(answer: Answer, question: Question) -> str:
    words = escaped(answer.text)
    if question.kind == SHORT:
        words = words.replace("*", "\\*").replace("->", "-\\>")
    if words[:1] in {"%", "["}:
        words = f"\\{words}"
    if question.several:
        share = 100 / sum(one.right for one in question.answers)
        return f"~%{share if answer.right else -100:.5g}%{words}"
    return f"{'=' if answer.right else '~'}{words}"


def write(questions: list[Question], domains: dict[str, str]) -> str:
    """A whole file, the questions of a domain under its name."""
    lines, last = [], None
    for question in questions:
        if question.domain != last:
            last = question.domain
            lines.append(f"$CATEGORY: {domains.get(last, 'No domain')}")
        lines.append(written(question))
    return "\n\n".join(lines) + "\n"


def read(data: bytes, domains: dict[str, str]) -> Reading:
    """The questions of a file; a broken one says in which line."""
    domain_of = {name.casefold(): key for key, name in domains.items()}
    found, left_out, domain = [], [], ""
    for line, block in _blocks(decoded(data)):
        marks = 1
        kept = []
        for row in block:
            bare = row.strip()
            if bare.startswith("//"):
                tagged = MARKS.search(bare)
                marks = int(tagged[1]) if tagged else marks
            elif bare.upper().startswith("$CATEGORY:") and not kept:
                name = bare.partition(":")[2].strip().rpartition("/")[2].casefold()
                domain = domain_of.get(name, "")
            else:
                kept.append(row)
        if "".join(kept).strip():
            one = _question("\n".join(kept), line, marks, domain)
            (left_out if isinstance(one, LeftOut) else found).append(one)
    return enough(Reading(tuple(found), tuple(left_out)))


def _blocks(text: str):
    """(line number, rows) of what stands between empty lines, but an empty line inside braces ends nothing."""
    block, begun, depth = [], 1, 0
    for number, row in enumerate(text.split("\n"), start=1):
        if not row.strip() and depth <= 0:
            if block:
                yield begun, block
            block = []
            continue
        if not block:
            begun, depth = number, 0
        block.append(row)
        if not row.strip().startswith("//"):
            bare = re.sub(r"\\.", "", row)
            depth += bare.count("{") - bare.count("}")
    if block:
        yield begun, block


def _hide(text: str) -> str:
    return re.sub(
        r"\\(.)", lambda found: "\n" if found[1] == "n" else HIDDEN.get(found[1], f"\\{found[1]}"), text, flags=re.S
    )


def _show(text: str) -> str:
    return "".join(SHOWN.get(sign, sign) for sign in text)


def _question(raw: str, line: int, marks: int, domain: str) -> Question | LeftOut:
    if any(sign in raw for sign in SHOWN):
        raise CannotRead(f"Line {line}: a character of the private use area cannot be read.")
    text, title = _hide(raw).strip(), ""
    if text.startswith("::"):
        title, closed, text = text[2:].partition("::")
        if not closed:
            raise CannotRead(f"Line {line}: the title has no second pair of colons.")
    if text.count("{") != text.count("}") or text.count("{") > 1 or text.find("}") < text.find("{"):
        raise CannotRead(f"Line {line}: the braces of this question do not pair. Write \\{{ for a brace that is meant.")
    if "{" not in text:
        return LeftOut(f"Line {line}", "It has no answer in braces, so it is a description and not a question.")
    before, _, rest = text.partition("{")
    inside, _, after = rest.partition("}")
    form = FORMAT.match(before.strip())
    before = FORMAT.sub("", before.strip())
    words = f"{before.strip()} _____ {after.strip()}" if after.strip() else before
    if form and form[1] == "html":
        return LeftOut(f"Line {line}", "It is written in HTML. Export as Moodle XML, from which HTML is read.")
    inside, _, guidance = inside.partition("####")
    answers = _answers(inside.strip(), line)
    if isinstance(answers, LeftOut):
        return answers
    kind, offered = answers
    shown = _show(words)
    question = tidied(Question(kind, _show(title) or shown[:60], shown, marks, domain, offered, _show(guidance)))
    fault = whole(question)
    if len(question.title) > LONGEST_TITLE or not fault:
        raise CannotRead(f"Line {line}: {fault.reasons[0]}")
    return question


def _answers(inside: str, line: int) -> tuple[str, tuple[Answer, ...]] | LeftOut:
    if not inside:
        return ESSAY, ()
    truth = TRUTH.get(inside.partition("#")[0].strip().upper())
    if truth is not None:
        return TRUE_FALSE, true_false(truth)
    place = f"Line {line}"
    if inside.startswith("#"):
        return LeftOut(place, "It asks for a number. Such questions are not kept here.")
    parts = [_part(piece) for piece in re.split(r"(?=[=~])", inside) if piece.strip()]
    if not all(part.sign for part in parts):
        raise CannotRead(f"{place}: an answer begins with neither = nor ~.")
    if all("->" in part.text and part.sign == "=" for part in parts):
        return LeftOut(place, "It asks to match pairs. Such questions are not kept here.")
    if all(part.sign == "=" for part in parts):
        if any("*" in part.text for part in parts):
            return LeftOut(place, "A right answer holds a wildcard (*). Such questions are not kept here.")
        return SHORT, tuple(Answer(_show(part.text)) for part in parts if part.weight is None or part.weight == 100)
    positive = [part.weight for part in parts if part.weight is not None and part.weight > 0]
    if positive and abs(sum(positive) - 100) > 1 and 100.0 not in positive:
        return LeftOut(place, "It gives a part of the marks for an answer. Here an answer is right or it is not.")
    return CHOICE, tuple(
        Answer(_show(part.text), part.weight > 0 if part.weight is not None else part.sign == "=") for part in parts
    )


def _part(piece: str) -> Part:
    piece = piece.strip()
    sign = piece[0] if piece[0] in "=~" else ""
    words = piece[1:].partition("#")[0].strip()
    weight = WEIGHT.match(words)
    words = FORMAT.sub("", WEIGHT.sub("", words).strip())
    return Part(sign, float(weight[1]) if weight else None, words)
