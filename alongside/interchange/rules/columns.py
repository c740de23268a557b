"""What each column means: by its heading, by the heading above it, and by what stands in it. Unknown means left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from alongside.interchange.formats.table import Cell, letter
from alongside.interchange.rules import fields
from alongside.interchange.rules.cells import EMAIL, OPEN_TEXT, read_cell
from alongside.interchange.rules.layout import Column, SheetKind
from alongside.interchange.rules.lists import listed, tick
from alongside.interchange.rules.names import read_name
from alongside.interchange.rules.private import holds_nhs_number, sensitive
from alongside.interchange.rules.reasons import HOLDS_VALUE, NOTES, REASONS
from alongside.interchange.rules.text import distance, fold, nothing, plain, tidy

ANY_DAY = date(2099, 1, 1)
KIN = re.compile(r"\b(kin|emergency|nok|carer|gp|partner|doctor|psychiatrist|care co\w*|private|confidential)\b")
SAMPLE = 60
BY_LIST = frozenset({"result", "contract", "dbs_level", "oh_outcome", "status"})
LEAST_FIT = 0.4
LONGEST_HEADING = 7
WEAK = frozenset({"no", "number", "from", "to", "group", "position", "title"})
# Beside a known word these say that somebody or something else is meant: the manager's e-mail, the end of probation.
FOREIGN = frozenset(
    {"manager", "managers", "supervisor", "supervisors", "mentor", "buddy", "referee", "trainer", "course", "probation"}
    | {"dbs", "review", "last", "next", "previous", "expiry", "expires", "expected", "planned", "team", "ward", "line"}
    | {"emergency", "agency", "interview", "training", "trial", "absence"}
)
CONTACT = frozenset({"email", "mail", "phone", "mobile", "tel", "telephone"})
GUARDED = frozenset({"email", "phone", "name", "staff_no", "started_on", "left_on", "band", "team", "post_no"})
TAKEN = frozenset({"", *(kind for kind, (does, _) in REASONS.items() if does in (NOTES, HOLDS_VALUE))})


@dataclass(frozen=True)
class Heading:
    """One column as it stands: its number, heading, the heading above, and some cells that say something below."""

    number: int
    text: str
    group: str
    cells: tuple[Cell, ...]


def guess_columns(kind: SheetKind, headings: Sequence[Heading]) -> tuple[Column, ...]:
    """Each column's meaning on a sheet of this kind, or why it is left out; each meaning is given once."""
    barred = {heading.number: barred_by(heading) for heading in headings}
    scores = sorted(
        (
            (score, -heading.number, field)
            for heading in headings
            if not barred[heading.number]
            for field in fields.PHRASES[kind]
            if (score := fit(kind, field, heading)) > 0
        ),
        reverse=True,
    )
    given: dict[int, str] = {}
    for _, negative, field in scores:
        if -negative not in given and field not in given.values() and not _doubles(field, given):
            given[-negative] = field
    return tuple(_column(heading, barred[heading.number], given.get(heading.number, "")) for heading in headings)


def header_score(kind: SheetKind, headings: Sequence[Heading]) -> float:
    """How well the headings alone speak for a kind of sheet."""
    best: dict[str, float] = {}
    for heading in headings:
        if not heading.text or len(heading.text) > 60:
            continue
        found = max(
            ((matches(kind, field, heading.text, heading.group), field) for field in fields.PHRASES[kind]),
            default=(0.0, ""),
        )
        if found[0] > 0:
            best[found[1]] = max(best.get(found[1], 0.0), found[0])
    kept_out = sum(0.5 for heading in headings if heading.text and barred_by(heading))
    return sum(best.values()) + kept_out


def barred_by(heading: Heading) -> str:
    """Why a column is never loaded, by its heading alone (intake README, rules 2, 3 and 5)."""
    text = plain(heading.text)
    if KIN.search(plain(heading.group)):
        return fields.SENSITIVE_SAYS
    if fields.ALLOWED_HEADER.fullmatch(text):
        return ""
    if fields.SENSITIVE_HEADER.search(text):
        return fields.SENSITIVE_SAYS
    if fields.FREE_TEXT.search(text):
        return "" if _only_contacts(heading) else fields.FREE_TEXT_SAYS
    return ""


def matches(kind: SheetKind, field: str, text: str, group: str) -> float:
    """How well a heading, with the one above it, says this meaning: 0 to 1.1."""
    header, above = plain(text), plain(group)
    if above and (kind, field) in MEANINGS.get(f"{above} {header}", ()):
        return 1.1
    return _meanings(header).get((kind, field), 0.0)


def in_full(header: str) -> str:
    """A heading with its short words written out: Bud FTE and Budget WTE are the same heading."""
    return " ".join(fields.IN_FULL.get(word, word) for word in header.split())


MEANINGS: dict[str, set[tuple[SheetKind, str]]] = {}
for _kind, _fields in fields.PHRASES.items():
    for _field, _phrases in _fields.items():
        for _phrase in _phrases:
            for _written in {_phrase, in_full(_phrase)}:
                MEANINGS.setdefault(_written, set()).add((_kind, _field))
FIELD_WORDS = {
    (kind, field): {word for phrase in phrases for word in phrase.split()}
    for kind, fields_of in fields.PHRASES.items()
    for field, phrases in fields_of.items()
}


@lru_cache(maxsize=20_000)
def _meanings(header: str) -> dict[tuple[SheetKind, str], float]:
    """Every meaning a heading may have: said outright, in short words, among other words, or with a letter wrong."""
    words = header.split()
    found: dict[tuple[SheetKind, str], float] = {}
    if not words or len(words) > LONGEST_HEADING:
        return found
    for length in range(1, len(words) + 1):
        for start in range(len(words) - length + 1):
            phrase = " ".join(words[start : start + length])
            if len(words) - length > 3 or (len(phrase) < 3 and length < len(words)):
                continue
            left = words[:start] + words[start + length :]
            score = (0.9 if header in WEAK else 1.0) if not left else 0.45 + 0.4 * length / len(words)
            for meaning in MEANINGS.get(phrase, ()):
                if not _somebody_else(meaning, set(left)):
                    found[meaning] = max(found.get(meaning, 0.0), score)
    if len(header) >= 6 and not any(score == 1.0 for score in found.values()):
        for phrase, meanings_of in MEANINGS.items():
            if len(phrase) >= 6 and phrase[0] == header[0] and distance(header, phrase, 1) <= 1:
                for meaning in meanings_of:
                    found[meaning] = max(found.get(meaning, 0.0), 0.85)
    if (full := in_full(header)) != header:
        for meaning, score in _meanings(full).items():
            found[meaning] = max(found.get(meaning, 0.0), 0.97 * score)
    return found


def _somebody_else(meaning: tuple[SheetKind, str], left: set[str]) -> bool:
    """Whether the words left over say that the column belongs to another person or another matter."""
    if meaning[1] in GUARDED:
        return bool(((FOREIGN | CONTACT) - FIELD_WORDS[meaning]) & left)
    return bool(CONTACT & left)


def fit(kind: SheetKind, field: str, heading: Heading) -> float:
    """Heading and contents together: 0 when what stands in the column does not fit the meaning."""
    said = heading.cells
    match = matches(kind, field, heading.text, heading.group) or _by_contents(field, heading, said)
    if not match or field == "certificate":
        return match
    if not said:
        return match * 0.7
    in_hours = field == "hours"
    taken = sum(read_cell(field, cell, ANY_DAY, in_hours).kind in TAKEN for cell in said) / len(said)
    if taken < LEAST_FIT and len(said) >= 3:
        return 0.0
    if field in OPEN_TEXT and _free_text(said):
        return 0.0
    return match * (0.4 + 0.6 * taken)


def _by_contents(field: str, heading: Heading, said: Sequence[Cell]) -> float:
    texts = [cell.value for cell in said if isinstance(cell.value, str)]
    if len(texts) < 3:
        return 0.0
    if FOREIGN & set(plain(heading.text).split()):
        return 0.0
    if field == "email":
        return 0.5 if sum(bool(EMAIL.fullmatch(fold(text))) for text in texts) >= 0.7 * len(texts) else 0.0
    if field in BY_LIST:
        values = {value for text in texts if (value := listed(field, text)) and not isinstance(tick(text), bool)}
        known = sum(bool(listed(field, text)) for text in texts)
        return 0.5 if len(values) >= 2 and known >= 0.8 * len(texts) else 0.0
    if plain(heading.text):
        return 0.0
    if field == "phone":
        return (
            0.5 if sum(bool(re.match(r"'?(\+44|0)[\d\s()-]{9,}$", text)) for text in texts) >= 0.7 * len(texts) else 0.0
        )
    if field == "name" and heading.number <= 3:
        names = [text for text in texts if read_name(text)[0] and 2 <= len(text.split()) <= 4]
        return 0.5 if len(names) >= 0.8 * len(texts) and len(set(texts)) > 0.7 * len(texts) else 0.0
    return 0.0


def _doubles(field: str, given: dict[int, str]) -> bool:
    others = {"name": {"forename", "surname"}, "wte": {"hours"}, "hours": {"wte"}}
    taken = set(given.values())
    if field in ("forename", "surname"):
        return "name" in taken
    return (field == "name" and bool(taken & others["name"])) or (
        field in ("wte", "hours") and bool(taken & others[field])
    )


def _column(heading: Heading, barred: str, field: str) -> Column:
    never, locked = barred, bool(barred) and barred != fields.FREE_TEXT_SAYS
    if field == "certificate":
        never, locked = fields.CERTIFICATE_SAYS, True
    elif not barred and not field:
        said = heading.cells
        if sum(_nhs(cell) for cell in said) > 0.2 * len(said):
            never, locked = fields.NHS_SAYS, True
        else:
            never = fields.CONTENT_SAYS if _free_text(said) else fields.UNKNOWN_SAYS
    return Column(letter(heading.number), shown(heading.text), shown(heading.group), field, never, locked)


def shown(text: str) -> str:
    """A heading as it may be shown: short, without long numbers, which are no headings."""
    return "" if re.search(r"\d[\d\s-]{5,}", text) else tidy(text)[:60]


def sample(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """Some cells that say something, evenly spread down a column."""
    step = max(1, len(cells) // (2 * SAMPLE))
    kept = [
        cell
        for cell in cells[::step]
        if not (cell.empty or cell.error or cell.not_calculated or cell.too_long)
        and not (isinstance(cell.value, str) and nothing(cell.value))
    ]
    return tuple(kept[:: max(1, len(kept) // SAMPLE)])


def _free_text(said: Sequence[Cell]) -> bool:
    texts = [cell.value for cell in said if isinstance(cell.value, str)]
    if not texts or len(texts) < 0.5 * len(said):
        return False
    wordy = sum(len(text.split()) > 7 for text in texts)
    private = sum(sensitive(text, names_a_service=True) for text in texts)
    return wordy > 0.3 * len(texts) or private > 0.2 * len(texts)


def _only_contacts(heading: Heading) -> bool:
    texts = [str(cell.value) for cell in heading.cells]
    contacts = sum(
        bool(EMAIL.fullmatch(fold(text)) or re.fullmatch(r"'?(\+44|0)[\d\s()-]{9,16}", text)) for text in texts
    )
    return "contact" in plain(heading.text) and len(texts) >= 3 and contacts >= 0.9 * len(texts)


def _nhs(cell: Cell) -> bool:
    return isinstance(cell.value, str | int) and not isinstance(cell.value, bool) and holds_nhs_number(cell.value)


def meanings(kind: SheetKind) -> Iterator[str]:
    """The meanings a person may choose from for a column on a sheet of this kind."""
    return (field for field in fields.PHRASES.get(kind, {}) if field != "certificate")
