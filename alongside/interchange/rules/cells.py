"""One cell, read for the meaning of its column: a clean value, or the kind of reason why there is none."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from alongside.interchange.formats.table import Cell, Formula, Shown
from alongside.interchange.rules import amounts
from alongside.interchange.rules.dates import read_date
from alongside.interchange.rules.lists import CONTENT, LISTS, SERVICES_MAY_NAME, listed, tick
from alongside.interchange.rules.names import read_name, read_other_person
from alongside.interchange.rules.private import holds_nhs_number, passes_nhs_check, sensitive, would_run
from alongside.interchange.rules.standing import Value
from alongside.interchange.rules.text import APOSTROPHES, DITTO, NUMBER_WORDS, digits_of, fold, nothing, tidy

DATES = frozenset(
    [
        "started_on",
        "began_on",
        "completed_on",
        "left_on",
        "starts_on",
        "ends_on",
        "prepared_on",
        "frozen_from",
        "review_on",
        "advertised_on",
        "dbs_applied_on",
        "dbs_issued_on",
        "rtw_on",
        "held_on",
    ]
)
TICKS = frozenset({"trained", "in_post", "ready", "registered", "suitable", "held"})
NAMES = frozenset({"name", "forename", "surname"})
PEOPLE_IN_PASSING = frozenset({"manager", "with"})
OPEN_TEXT = frozenset({"team", "service", "site", "venue", "title", "staff_group", "destination"})
PAST_ONLY = frozenset(
    {"completed_on", "dbs_applied_on", "dbs_issued_on", "rtw_on", "held_on", "prepared_on", "left_on"}
)
LONGEST = {"title": 100, "team": 100, "staff_group": 60}
EMAIL = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+"
)
PHONE_WORDS = re.compile(r"\b(mob(ile)?|work|home|tel|phone|wk|personal|m|t|w|h)\b[.:]*|[()]", re.IGNORECASE)
NUMBER_CODE = re.compile(r"(?=.*\d)[A-Z0-9][A-Z0-9/\-]{0,14}", re.IGNORECASE)
COHORT = re.compile(r"(?:cohort|coh|c|group|grp|intake|course|no|number|#)?\s*[.:#-]?\s*(?:no\.?\s*)?0*(\d{1,3})")
NAMED_COHORT = re.compile(r"(?=.*\d)[a-z0-9 /&\-]{2,30}|(?:cohort|group|intake|course) [a-z]{1,4}")
AGREED_START_DAYS = 366


@dataclass(frozen=True)
class Reading:
    """The clean value, if any, and what must be told about it; `also` is a second value found in the same cell."""

    value: Value = field(default=None, repr=False)
    kind: str = ""
    also: date | None = None


NOTHING_SAID = Reading()


def read_cell(meaning: str, cell: Cell, as_at: date, in_hours: bool = False) -> Reading:
    """What a cell says under its column's meaning; an NHS number is refused wherever it stands (intake README, rule
    2)."""
    if cell.too_long:
        return Reading(kind="text_too_long")
    if cell.error:
        return Reading(kind="error_value")
    if cell.not_calculated:
        return Reading(kind="formula_not_calculated")
    if cell.empty:
        return NOTHING_SAID
    said = cell.value
    if (refusal := _refused_anywhere(meaning, said, as_at)) is not None:
        return refusal
    if isinstance(said, str) and fold(said) in DITTO:
        return Reading(kind="ditto")
    if isinstance(said, str) and nothing(said) and not (meaning in TICKS and tick(said) in (True, False)):
        return Reading(kind="name_missing") if meaning == "name" else NOTHING_SAID
    if cell.formula is Formula.REACHES_OUT:
        return Reading(kind="formula_in_text")
    if cell.formula is Formula.OTHER_WORKBOOK:
        return Reading(kind="external_link")
    return _read(meaning, said, as_at, in_hours)


def _refused_anywhere(meaning: str, said: Shown, as_at: date) -> Reading | None:
    if isinstance(said, bool | date | datetime | time | timedelta) or said is None:
        return None
    if meaning in DATES and isinstance(read_date(said, as_at), date):
        return None
    if holds_nhs_number(said, telephone=meaning == "phone"):
        return Reading(kind="nhs_number")
    if isinstance(said, str) and would_run(said):
        return Reading(kind="formula_like_text")
    return None


def _read(meaning: str, said: Shown, as_at: date, in_hours: bool) -> Reading:
    if meaning in DATES:
        return _date(meaning, said, as_at)
    if meaning in TICKS:
        return _tick(meaning, said)
    if meaning in LISTS:
        return _listed(meaning, said, as_at)
    if meaning in AMOUNTS:
        value, kind = AMOUNTS[meaning](said)
        return Reading(value, kind)
    if meaning in ("wte", "hours"):
        value, kind = amounts.read_wte(said, in_hours=in_hours or meaning == "hours")
        return Reading(value, kind)
    if meaning == "staff_no":
        return _code(said, "staff_no_unreadable")
    if meaning == "post_no":
        return _code(said, "post_no_unreadable")
    if meaning == "cohort":
        return _cohort(said)
    if not isinstance(said, str):
        return _text_from_number(meaning, said)
    return _text(meaning, said)


AMOUNTS: dict[str, Callable[[object], amounts.Read]] = {
    "wte_funded": amounts.read_establishment,
    "wte_filled": amounts.read_establishment,
    "band": amounts.read_band,
    "attendance": amounts.read_attendance,
    "minutes": amounts.read_minutes,
    "references": lambda said: amounts.read_count(said, 12),
    "places": lambda said: amounts.read_count(said, 500),
}


def _date(meaning: str, said: Shown, as_at: date) -> Reading:
    day = read_date(said, as_at)
    if isinstance(day, str):
        return Reading(kind=day)
    ahead = (day - as_at).days
    if ahead > 0 and meaning in PAST_ONLY:
        return Reading(kind="date_in_future")
    if meaning == "started_on" and ahead > 0:
        return Reading(day, "start_in_future") if ahead <= AGREED_START_DAYS else Reading(kind="date_in_future")
    if ahead > 10 * 366:
        return Reading(kind="date_in_future")
    return Reading(day)


def _tick(meaning: str, said: Shown) -> Reading:
    answer = tick(said)
    if answer == "tick_unreadable" and isinstance(said, str) and meaning in ("suitable", "registered", "ready"):
        first = re.match(r"(yes|y|no|n)\b[\s,;:\-–(]", fold(said) + " ")
        answer = first[1].startswith("y") if first else answer
    return Reading(kind=answer) if isinstance(answer, str) else Reading(answer)


def _listed(meaning: str, said: Shown, as_at: date) -> Reading:
    if isinstance(said, bool) or not isinstance(said, str):
        return Reading(kind="not_a_listed_value")
    if value := listed(meaning, said):
        return Reading(value)
    if meaning == "dbs_result" and CONTENT.search(fold(said)):
        return Reading(kind="disclosure_content")
    if meaning == "status":
        return _status(said, as_at)
    return Reading(kind="not_a_listed_value")


def _status(said: str, as_at: date) -> Reading:
    """A status with a day beside it: the listed word and the day are taken, the rest is dropped."""
    words = re.split(r"[\s:;,\-–(]+", fold(said))
    for take in (3, 2, 1):
        value = listed("status", " ".join(words[:take]))
        if value:
            found = re.search(
                r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,2} [a-z]{3,9} \d{2,4}", fold(said)
            )
            day = read_date(found.group(), as_at) if found else None
            return Reading(value, "", day if isinstance(day, date) else None)
    return Reading(kind="not_a_listed_value")


def _code(said: Shown, kind: str) -> Reading:
    if isinstance(said, bool) or not isinstance(said, str | int):
        return Reading(kind=kind)
    text = digits_of(tidy(str(said))).lstrip("'").strip()
    text = re.sub(r"\s*([/-])\s*", r"\1", re.sub(r"(?<=\d)\s(?=\d)", "", text)).upper()
    return Reading(text) if NUMBER_CODE.fullmatch(text) else Reading(kind=kind)


def _cohort(said: Shown) -> Reading:
    if isinstance(said, int) and not isinstance(said, bool):
        return Reading(said) if 0 < said < 1000 else Reading(kind="cohort_unreadable")
    if isinstance(said, str):
        text = digits_of(fold(said)).strip(" .'")
        if found := COHORT.fullmatch(text):
            return Reading(int(found[1]))
        words = re.sub(r"^(cohort|coh|group|intake|course)\s+", "", text)
        if words in WORDS_FOR_NUMBERS:
            return Reading(WORDS_FOR_NUMBERS[words])
        if NAMED_COHORT.fullmatch(text) and not sensitive(text):
            return Reading(tidy(said))
    return Reading(kind="cohort_unreadable")


WORDS_FOR_NUMBERS = {word: number for number, word in enumerate((*NUMBER_WORDS, "eleven", "twelve"), start=1)}


def _text_from_number(meaning: str, said: Shown) -> Reading:
    if meaning == "phone" and isinstance(said, int) and not isinstance(said, bool):
        return _phone(str(said))
    kinds = {"name": "name_unreadable", "email": "email_unreadable", "phone": "phone_unreadable"}
    return Reading(kind=kinds.get(meaning, "not_a_listed_value"))


def _text(meaning: str, said: str) -> Reading:
    if meaning in NAMES:
        return Reading(*read_name(said))
    if meaning in PEOPLE_IN_PASSING:
        return Reading(*read_other_person(said))
    if meaning == "email":
        return _email(said)
    if meaning == "phone":
        return _phone(said)
    text = tidy(said).translate(APOSTROPHES)
    if len(text) > LONGEST.get(meaning, 60) or sensitive(text, meaning in SERVICES_MAY_NAME) or not _plain_words(text):
        return Reading(kind="not_a_listed_value")
    return Reading(text)


def _plain_words(text: str) -> bool:
    """Few words, no long numbers, no sentence: what the name of a place, a post or a team looks like."""
    return len(text.split()) <= 12 and not re.search(r"\d{4,}|[@:;!?=|<>{}]|\.\s+\w", text)


def _email(said: str) -> Reading:
    text = fold(said).removeprefix("mailto:").strip(" <>;,'\"")
    if found := re.fullmatch(r"[^<>@]*<([^<>]+)>?", text):
        text = found[1].strip()
    return Reading(text) if EMAIL.fullmatch(text) and len(text) <= 254 else Reading(kind="email_unreadable")


def _phone(said: str) -> Reading:
    text = digits_of(tidy(said)).lstrip("'").strip()
    text = re.sub(r"\(0\)", "", text)
    text = PHONE_WORDS.sub(" ", text)
    if not re.fullmatch(r"[+\d\s.\-–/]*", text) or "/" in text.strip():
        return Reading(kind="phone_unreadable")
    digits = re.sub(r"[^\d+]", "", text)
    digits = re.sub(r"^(?:\+44|0044|44(?=7\d{9}$))0?", "0", digits)
    if not digits.isdigit():
        return Reading(kind="phone_unreadable")
    if len(digits) == 10 and digits[0] in "1237":
        return Reading("0" + digits, "nhs_number_like" if passes_nhs_check(digits) else "")
    return Reading(digits) if 10 <= len(digits) <= 11 and digits[0] == "0" else Reading(kind="phone_unreadable")
