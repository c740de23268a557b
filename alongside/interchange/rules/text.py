"""Text as people type it, made comparable: composed, without invisible characters, with single spaces."""

import re
import unicodedata
from functools import lru_cache

EMPTY_WORDS = frozenset(
    {
        "tbc",
        "tba",
        "tbd",
        "n/a",
        "na",
        "n.a.",
        "n.a",
        "-",
        "--",
        "---",
        "–",
        "—",
        ".",
        "..",
        "...",
        "…",
        "?",
        "??",
        "???",
        "nil",
        "none",
        "null",
        "unknown",
        "pending",
        "awaiting",
        "awaited",
        "nk",
        "dk",
        "n/k",
        "d/k",
        "xx",
        "xxx",
        "not known",
        "not yet",
        "don't know",
        "to be confirmed",
        "to be advised",
        "to follow",
        "not applicable",
        "awaiting date",
        "see below",
    }
)
DITTO = frozenset({"as above", "same", "ditto", "same as above", "do.", '"', "''", "〃"})
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'"})
NUMBER_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
}


def tidy(text: str) -> str:
    """Composed Unicode without invisible characters, with single spaces and none outside."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = "".join(
        " " if unicodedata.category(character) in ("Cc", "Zs", "Zl", "Zp") else character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character) not in ("Cf", "Co", "Cs", "Cn")
    )
    return " ".join(visible.split())


def fold(text: str) -> str:
    """What two spellings must share to be equal: capitals, spaces, apostrophes and invisible characters aside."""
    return " ".join(unicodedata.normalize("NFKC", tidy(text)).translate(APOSTROPHES).casefold().split())


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Header words: letters and digits only, small, single spaces."""
    folded = fold(text).replace("&", " and ").replace("e-mail", "email").replace("'", "")
    return " ".join(re.sub(r"[^\w%#]+", " ", folded).replace("_", " ").split())


def nothing(text: str) -> bool:
    """Whether a cell says that nothing is known: TBC, n/a, a dash, a question mark."""
    said = fold(text)
    return not said or said in EMPTY_WORDS or not re.search(r"\w|[✓✔☑√✗✘☒]", said)


def digits_of(text: str) -> str:
    """Any script's digits as 0-9, the rest as it stands."""
    return "".join(
        str(unicodedata.decimal(character)) if unicodedata.decimal(character, None) is not None else character
        for character in unicodedata.normalize("NFKC", text)
    )


def distance(one: str, other: str, most: int = 3) -> int:
    """How many letters must be added, dropped, changed or swapped to make one the other; stops counting above
    `most`."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, left in enumerate(one, start=1):
        now = [i]
        for j, right in enumerate(other, start=1):
            cost = min(last[j] + 1, now[j - 1] + 1, last[j - 1] + (left != right))
            if i > 1 and j > 1 and left == other[j - 2] and one[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]
