"""Moodle XML: read without entities and within half a megabyte, and written so that it reads back the same."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from alongside.training.formats.questions import CannotRead, LeftOut, Reading, decoded, enough
from alongside.training.rules.questions import (
    CHOICE,
    ESSAY,
    SHORT,
    TRUE_FALSE,
    Answer,
    Question,
    tidied,
    true_false,
    whole,
)

KINDS = {"multichoice": CHOICE, "truefalse": TRUE_FALSE, "shortanswer": SHORT, "essay": ESSAY}
NAMES = {kind: name for name, kind in KINDS.items()}
HTML = {"html", "moodle_auto_format", ""}
BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "ul", "ol"}


class _Words(HTMLParser):
    """The words of a piece of HTML, each block on a line of its own."""

    def __init__(self, html: str):
        super().__init__()
        self.kept: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.kept += ["\n"] if tag in BLOCKS else []

    def handle_endtag(self, tag):
        self.kept += ["\n"] if tag in BLOCKS - {"br"} else []

    def handle_data(self, data):
        self.kept.append(data)

    def said(self) -> str:
        lines = [" ".join(line.split()) for line in "".join(self.kept).split("\n")]
        return "\n".join(line for line in lines if line)


def read(data: bytes, domains: dict[str, str]) -> Reading:
    """The questions of a file; a broken one says in which line, an unfit question its number."""
    text = decoded(data)
    try:
        root = fromstring(text.encode(), forbid_dtd=True)
    except ParseError as fault:
        line, column = fault.position
        raise CannotRead(f"Line {line}, character {column + 1}: the file is not whole XML.") from fault
    except DefusedXmlException as fault:
        raise CannotRead("The file declares a document type or entities, which are refused for safety.") from fault
    if root.tag != "quiz":
        raise CannotRead(f"This XML is not a Moodle question file: it begins with <{root.tag}>, not <quiz>.")
    domain_of = {name.casefold(): key for key, name in domains.items()}
    found, left_out, domain, number = [], [], "", 0
    for one in root.iter("question"):
        if one.get("type") == "category":
            domain = domain_of.get(_text(one, "category").rpartition("/")[2].strip().casefold(), "")
            continue
        number += 1
        read_one = _question(one, f"Question {number}", domain)
        (left_out if isinstance(read_one, LeftOut) else found).append(read_one)
    return enough(Reading(tuple(found), tuple(left_out)))


def _text(parent: Element, tag: str) -> str:
    node = parent.find(tag)
    if node is None:
        return ""
    said = node.findtext("text") or ""
    return _Words(said).said() if node.get("format", "plain_text") in HTML else said


def _question(one: Element, place: str, domain: str) -> Question | LeftOut:
    title = _text(one, "name")
    place = f"{place} (“{title}”)" if title else place
    kind = KINDS.get(one.get("type", ""))
    if kind is None:
        return LeftOut(place, f"It is of the kind “{one.get('type')}”, which is not kept here.")
    if one.find("questiontext/file") is not None:
        return LeftOut(place, "It shows a picture, which is not kept here.")
    answers = _answers(one, kind, place)
    if isinstance(answers, LeftOut):
        return answers
    text = _text(one, "questiontext")
    guidance = _text(one, "graderinfo") if kind == ESSAY else _text(one, "generalfeedback")
    question = tidied(Question(kind, title or text[:60], text, _marks(one, place), domain, answers, guidance))
    fault = whole(question)
    if not fault:
        raise CannotRead(f"{place}: {fault.reasons[0]}")
    return question


def _marks(one: Element, place: str) -> int:
    said = one.findtext("defaultgrade") or "1"
    try:
        marks = float(said)
    except ValueError as fault:
        raise CannotRead(f"{place}: its marks, “{said[:20]}”, are not a number.") from fault
    if not marks.is_integer():
        raise CannotRead(f"{place}: its marks, {said[:20]}, are not a whole number.")
    return int(marks)


def _answers(one: Element, kind: str, place: str) -> tuple[Answer, ...] | LeftOut:
    if kind == ESSAY:
        return ()
    offered = []
    for node in one.findall("answer"):
        said = node.findtext("text") or ""
        words = _Words(said).said() if node.get("format", "plain_text") in HTML else said
        try:
            offered.append((words, float(node.get("fraction", "0"))))
        except ValueError as fault:
            raise CannotRead(f"{place}: the share of an answer is not a number.") from fault
    if kind == TRUE_FALSE:
        right = [words.strip().casefold() for words, share in offered if share == 100]
        if right not in (["true"], ["false"]):
            raise CannotRead(f"{place}: neither true nor false is its right answer.")
        return true_false(right == ["true"])
    shares = [share for _, share in offered if share > 0]
    if kind == SHORT:
        if any(share < 100 for share in shares) or any("*" in words.replace("\\*", "") for words, s in offered if s):
            return LeftOut(place, "It gives a part of the marks, or holds a wildcard (*). Such are not kept here.")
        return tuple(Answer(words.replace("\\*", "*")) for words, share in offered if share == 100)
    if one.findtext("single", "true").strip() in {"true", "1"} and any(share < 100 for share in shares):
        return LeftOut(place, "It gives a part of the marks for an answer. Here an answer is right or it is not.")
    return tuple(Answer(words, share > 0) for words, share in offered)


def write(questions: list[Question], domains: dict[str, str]) -> str:
    """A whole file, the questions of a domain under its name."""
    quiz, last = Element("quiz"), None
    for question in questions:
        if question.domain != last:
            last = question.domain
            category = SubElement(quiz, "question", type="category")
            _say(category, "category", f"$course$/{domains.get(last, 'No domain')}", form=False)
        _add(quiz, question)
    indent(quiz)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(quiz, encoding="unicode") + "\n"


def _say(parent: Element, tag: str, words: str, form: bool = True) -> None:
    node = SubElement(parent, tag, **({"format": "plain_text"} if form else {}))
    SubElement(node, "text").text = words


def _add(quiz: Element, question: Question) -> None:
    one = SubElement(quiz, "question", type=NAMES[question.kind])
    _say(one, "name", question.title, form=False)
    _say(one, "questiontext", question.text)
    _say(one, "graderinfo" if question.kind == ESSAY else "generalfeedback", question.guidance)
    SubElement(one, "defaultgrade").text = str(question.marks)
    if question.kind == CHOICE:
        SubElement(one, "single").text = "false" if question.several else "true"
        SubElement(one, "shuffleanswers").text = "false"
    share = 100 / (sum(answer.right for answer in question.answers) or 1) if question.several else 100
    for answer in question.answers:
        words = answer.text.replace("*", "\\*") if question.kind == SHORT else answer.text
        words = words.lower() if question.kind == TRUE_FALSE else words
        node = SubElement(one, "answer", fraction=f"{share:.5g}" if answer.right else "0", format="plain_text")
        SubElement(node, "text").text = words
