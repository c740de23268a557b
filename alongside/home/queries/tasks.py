"""One line of "what needs you now"."""

from dataclasses import dataclass

from django.urls import reverse

MOST_NAMED = 5


@dataclass(frozen=True)
class Task:
    text: str
    href: str
    hint: str = ""
    turn: str = "yours"
    who: str = ""
    due: str = ""


def link(name: str, *args, query: str = "") -> str:
    return reverse(name, args=args) + query
