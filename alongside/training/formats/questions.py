"""What both question formats share: what was read, what was left out and why, and a file that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass

from alongside.training.rules.questions import Question

MOST_BYTES = 512 * 1024
MOST_QUESTIONS = 500


@dataclass(frozen=True)
class LeftOut:
    """A question of a kind the bank does not hold, and where it stands in the file."""

    place: str
    why: str


@dataclass(frozen=True)
class Reading:
    """The questions of a file, and what was left out of it."""

    questions: tuple[Question, ...]
    left_out: tuple[LeftOut, ...] = ()


class CannotRead(Exception):
    """The file is broken: its one argument says in a sentence where."""


def decoded(data: bytes) -> str:
    """The text of a file of at most half a megabyte in UTF-8; anything else says what is wrong and on which line."""
    if len(data) > MOST_BYTES:
        raise CannotRead("The file is larger than 512 KB. Export fewer questions at a time.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise CannotRead(f"Line {line} is not text in UTF-8. Save the file as UTF-8 and choose it again.") from fault
    if not text.strip():
        raise CannotRead("The file is empty.")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def enough(reading: Reading) -> Reading:
    """A file with no question in it, or with too many, is said so."""
    if len(reading.questions) > MOST_QUESTIONS:
        raise CannotRead(f"The file holds more than {MOST_QUESTIONS} questions. Export fewer at a time.")
    if not reading.questions and not reading.left_out:
        raise CannotRead("There is no question in this file.")
    return reading
