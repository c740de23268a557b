"""Names of people as "Forename Surname": composed, without invisible characters, titles and pictures."""

import re
import unicodedata

from alongside.interchange.rules.private import holds_nhs_number, sensitive, would_run
from alongside.interchange.rules.text import APOSTROPHES, fold, nothing, tidy

TITLES = re.compile(r"^(mr|mrs|ms|miss|mx|dr|rev|prof|sir)\.?\s+(?=\S)", re.IGNORECASE)
BRACKET = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?")
NOT_A_NAME = re.compile(
    r"^(vacan\w*|vacant post|total|various|unfilled|new starter|to be recruited|empty|frozen|advert\w*|agency|bank)\b",
    re.I,
)
# What follows a dash or a slash with spaces is a remark about the person, not a name.
ASIDE = re.compile(r"\s[-–—/|:;]+\s|\s[-–—/|:;]+$")
ALSO_SURNAMES = re.compile(r"\b(court|police|patient|prison|bail|section|stress|sick)\b", re.IGNORECASE)
LONGEST_NAME = 80
SMALL = frozenset(
    [
        "de",
        "da",
        "di",
        "du",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "bin",
        "bint",
        "al",
        "el",
        "ap",
        "ab",
        "o",
        "y",
        "dos",
        "das",
        "del",
        "st",
        "ter",
        "ten",
        "of",
        "the",
    ]
)
Read = tuple[str | None, str]


def read_name(said: str) -> Read:
    """A person's name, and the kind of reason when something was left out or it is none at all."""
    text = tidy(said)
    if nothing(text) or NOT_A_NAME.match(text):
        return None, "name_missing"
    whole = BRACKET.sub(" ", text).translate(APOSTROPHES)
    text = ASIDE.split(whole)[0]
    odd = whole != tidy(said).translate(APOSTROPHES) or text != whole
    kept = "".join(
        character for character in text if unicodedata.category(character)[0] in "LM" or character in " '-.,"
    )
    odd = odd or len(kept) < len(text)
    if any(character.isdigit() for character in text) or len(text) > LONGEST_NAME or would_run(said):
        return None, "name_unreadable"
    name = TITLES.sub("", tidy(kept)).strip(" ,-")
    if name.count(",") == 1:
        surname, forename = (part.strip() for part in name.split(","))
        name = f"{forename} {surname}"
    if not _shaped_like_a_name(name) or sensitive(_without_surnames(name)):
        return None, "name_unreadable"
    return tidy(name), "odd_characters" if odd else ""


def _without_surnames(name: str) -> str:
    words = name.split()
    capital = len(words) in (2, 3) and all(word[0].isupper() for word in words)
    return ALSO_SURNAMES.sub(" ", name) if capital else name


def _shaped_like_a_name(name: str) -> bool:
    words = name.replace(",", " ").split()
    if not words or len(words) > 6 or "," in name:
        return False
    cased = [word for word in words if word.upper() != word.lower()]
    small = [word for word in cased if word[0].islower() and word.casefold() not in SMALL and "'" not in word]
    if cased and len(small) == len(cased):
        return len(words) <= 3 and not (
            set(fold(name).split()) & {"the", "on", "new", "one", "from", "and", "not", "see", "same"}
        )
    return len(small) <= 1 and len(words) >= 1


def name_key(name: str) -> str:
    """What two spellings of the same name share: capitals, hyphens, full stops and apostrophes aside."""
    return " ".join(re.sub(r"[-.'’]+", " ", fold(name)).split())


def read_other_person(said: str) -> Read:
    """A manager or supervisor named in passing: letters only, short, never a sentence."""
    if holds_nhs_number(said):
        return None, "nhs_number"
    if would_run(said):
        return None, "formula_like_text"
    name, kind = read_name(said)
    if name is None:
        return None, "" if kind == "name_missing" else "not_a_listed_value"
    return name, kind
