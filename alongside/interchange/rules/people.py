"""Who is who: the same person on two sheets, two people of one name, and who may be one but must be asked (rule 1)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from alongside.interchange.rules.decisions import Decisions
from alongside.interchange.rules.fates import Fate, Question
from alongside.interchange.rules.layout import SheetKind
from alongside.interchange.rules.names import name_key
from alongside.interchange.rules.rows import FOUND_BY_NAME, Draft
from alongside.interchange.rules.standing import Standing
from alongside.interchange.rules.text import distance, fold

OWN_SHEETS = (SheetKind.IN_POST, SheetKind.TRAINEES, SheetKind.LEAVERS, SheetKind.PEOPLE)
NEAR = 2


@dataclass(eq=False)
class Someone:
    """One person while rows are joined."""

    key: str
    name: str
    emails: set[str] = field(default_factory=set)
    staff_nos: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        return self.places[0] if self.places else f"person:{self.key}"

    def stands_on(self, sheet: str) -> str:
        return next((place for place in self.places if place.rpartition("!")[0] == sheet), "")


class Register:
    """Everybody known so far: those who stand in the system, then those the rows bring."""

    def __init__(self, standing: Standing) -> None:
        self.everybody: list[Someone] = []
        self.by_key: dict[str, Someone] = {}
        self.by_name: dict[str, list[Someone]] = {}
        self.questions: list[Question] = []
        for person in standing.people:
            one = Someone(person.key, name_key(person.name))
            self.add(one, person.email, person.staff_no, person.phone)

    def add(self, one: Someone, email: str, staff_no: str, phone: str, place: str = "") -> None:
        if one.key not in self.by_key:
            self.by_key[one.key] = one
            self.everybody.append(one)
            self.by_name.setdefault(one.name, []).append(one)
        one.emails |= {fold(email)} - {""}
        one.staff_nos |= {staff_no} - {""}
        one.phones |= {phone} - {""}
        one.places.extend([place] if place else [])


def settle_people(drafts: Sequence[Draft], standing: Standing, decisions: Decisions) -> list[Question]:
    """Gives each row its person, or holds it with a question; nobody is joined on a likeness alone."""
    register = Register(standing)
    rows = [draft for kind in OWN_SHEETS for draft in drafts if draft.kind is kind and draft.fate is None]
    emails: dict[str, set[str]] = {}
    for draft in rows:
        if draft.text("email"):
            emails.setdefault(name_key(draft.text("name")), set()).add(fold(draft.text("email")))
    for draft in [one for one in rows if one.text("email")] + [one for one in rows if not one.text("email")]:
        _settle(draft, register, decisions, emails)
    for draft in drafts:
        if draft.kind in FOUND_BY_NAME and draft.fate is None:
            _find(draft, register, decisions)
    return register.questions


def _settle(draft: Draft, register: Register, decisions: Decisions, emails: Mapping[str, set[str]]) -> None:
    if said := register.by_key.get(decisions.people.get(draft.place, "")):
        return _join(draft, said, register)
    same = register.by_name.get(name_key(draft.text("name")), [])
    found, several = _same_person(draft, same, emails)
    if several:
        draft.tell("person_ambiguous", "name")
        register.questions.append(_which(draft, same))
        return None
    if found is not None:
        earlier = found.stands_on(draft.sheet)
        likely: Iterable[tuple[Someone, str]] = [(found, earlier)] if earlier else []
    else:
        likely = ((one, one.stands_on(draft.sheet) or one.place) for one in _alike(draft, register))
    for one, place in likely:
        key = f"{place}|{draft.place}"
        answer = decisions.pairs.get(key, "")
        if answer == "same":
            return _join(draft, one, register)
        if answer != "different":
            return _offer(draft, key, place, register)
        found = None
    return _join(draft, found or Someone(f"new:{draft.place}", name_key(draft.text("name"))), register)


def _join(draft: Draft, one: Someone, register: Register) -> None:
    draft.person = one.key
    register.add(one, draft.text("email"), draft.text("staff_no"), draft.text("phone"), draft.place)


def _offer(draft: Draft, key: str, place: str, register: Register) -> None:
    other = "somebody in the system" if place.startswith("person:") else place.replace("!", ", row ")
    draft.tell("possible_duplicate", "name", other=other)
    draft.fate = Fate.TO_DECIDE
    draft.pairs.append(key)
    register.questions.append(
        Question(
            about="pairs",
            key=key,
            sentence=f"Is the person in {draft.sheet}, row {draft.row} the same as {other}?",
            choices=(("same", "The same person"), ("different", "Two different people")),
            places=(place, draft.place),
        )
    )


def _same_person(draft: Draft, same: list[Someone], emails: Mapping[str, set[str]]) -> tuple[Someone | None, bool]:
    """The one person of this name who is meant, and whether several may be."""
    email = fold(draft.text("email"))
    if email:
        exact = next((one for one in same if email in one.emails), None)
        without = [one for one in same if not one.emails]
        alone = len(emails.get(name_key(draft.text("name")), ())) == 1 and len(same) == 1
        return (exact or (without[0] if without and alone else None)), False
    staff_no = draft.text("staff_no")
    numbered = [one for one in same if staff_no and staff_no in one.staff_nos]
    if len(numbered) == 1:
        return numbered[0], False
    here = [one for one in same if not one.stands_on(draft.sheet)]
    if len(same) == 2 and len(here) == 1 and not staff_no:
        return None, True
    return (same[0], False) if len(same) == 1 else (None, len(same) > 1)


def _alike(draft: Draft, register: Register) -> Iterator[Someone]:
    """Those who may be the same person though name and e-mail do not both agree."""
    name, email = name_key(draft.text("name")), fold(draft.text("email"))
    staff_no, phone = draft.text("staff_no"), draft.text("phone")
    for one in register.everybody:
        other_sheet = not one.stands_on(draft.sheet)
        near = _near(name, one.name)
        shared = (
            (email and email in one.emails)
            or (staff_no and staff_no in one.staff_nos)
            or (phone and phone in one.phones and near)
        )
        both = bool(email and one.emails)
        if shared or (name == one.name and other_sheet) or (near and name != one.name and not both):
            yield one


def _near(one: str, other: str) -> bool:
    """Whether two names may be one in two spellings: at most two letters apart, in either order of the words."""
    if one == other:
        return True
    if min(len(one), len(other)) < 6:
        return False
    turned = " ".join(reversed(other.split()))
    if one == turned:
        return True
    words, others = one.split(), other.split()
    if len(words) != len(others):
        return False
    for left, right in ((words, others), (words, list(reversed(others)))):
        unequal = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
        if (
            len(unequal) == 1
            and len(unequal[0][0]) > 3
            and distance(*unequal[0], NEAR) <= (2 if len(unequal[0][0]) > 5 else 1)
        ):
            return True
    return False


def _find(draft: Draft, register: Register, decisions: Decisions) -> None:
    """The person whom a row of checks or supervision names: by staff number, else by a name that only one has."""
    name, staff_no = name_key(draft.text("name")), draft.text("staff_no")
    if said := register.by_key.get(decisions.people.get(draft.place, "")):
        draft.person = said.key
        return
    numbered = [one for one in register.everybody if staff_no and staff_no in one.staff_nos]
    if len(numbered) == 1:
        if name and name != numbered[0].name and not _near(name, numbered[0].name):
            draft.tell("person_disagrees", "name")
            return
        draft.person = numbered[0].key
        return
    same = register.by_name.get(name, []) if name else []
    email = fold(draft.text("email"))
    same = [one for one in same if email in one.emails] or same if email else same
    if len(same) == 1:
        draft.person = same[0].key
    else:
        draft.tell("person_ambiguous" if same else "person_unknown", "name")
        if same:
            register.questions.append(_which(draft, same))


def _which(draft: Draft, same: Sequence[Someone]) -> Question:
    return Question(
        about="people",
        key=draft.place,
        sentence=f"Whom does {draft.sheet}, row {draft.row} mean?",
        choices=tuple((one.key, one.place.replace("!", ", row ")) for one in same),
        places=(draft.place,),
    )
