"""Selection: what may follow what, who scores, who is invited, and what an answer must say."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from alongside.access.verdicts import Verdict

# R1, R26, A6-A11: an offer comes only after two scorers, an interview and every score of its panel.
NEXT: dict[str, frozenset[str]] = {
    "draft": frozenset({"submitted", "withdrawn"}),
    "submitted": frozenset({"invited", "not_yet", "no", "withdrawn"}),
    "invited": frozenset({"interviewed", "withdrawn"}),
    "interviewed": frozenset({"offered", "not_yet", "no", "withdrawn"}),
    "offered": frozenset({"accepted", "declined", "withdrawn"}),
    "accepted": frozenset({"withdrawn"}),
    "declined": frozenset(),
    "not_yet": frozenset(),
    "no": frozenset(),
    "withdrawn": frozenset(),
}
SCORERS = 2  # R27
MET = 2  # Our own line: two scorers give 0 to 4 between them; two and more is met.
FEWEST, NEAREST, STAR = 5, 5, "*"  # DESIGN section 5: counts of 0 to 4 are never shown, the rest to the nearest 5.
STATEMENT_LONGEST = 3000
IN_SELECTION = frozenset({"submitted", "invited", "interviewed"})
TOLD_BY_LETTER = frozenset({"offered", "not_yet", "no"})


def may_follow(state: str, to: str) -> Verdict:
    """An application goes from step to step in one order, and a step that was taken cannot be taken again (A5)."""
    if to in NEXT[state]:
        return Verdict()
    return Verdict((f"This was changed in the meantime: it is now “{state.replace('_', ' ')}”. Nothing was lost.",))


def takes_applications(published_on: date | None, opens_on: date, closes_on: date, today: date) -> Verdict:
    """Applications are begun between the first and the last day of an intake that has been published (A1)."""
    if published_on is None or today < opens_on:
        return Verdict(("This intake is not open yet.",))
    if today > closes_on:
        return Verdict(("The last day to apply has passed. Ask us when the next intake opens.",))
    return Verdict()


def may_publish(essentials: int, scored: int) -> Verdict:
    """An intake opens with a person specification: essentials, and something to score them by (A6)."""
    reasons = []
    if not essentials:
        reasons.append("Add at least one essential criterion first.")
    if not scored:
        reasons.append("Add at least one essential criterion that is assessed by an answer on the form first.")
    return Verdict(tuple(reasons))


def place_left(taken: int, places: int) -> Verdict:
    """Of two people who ask for the last place, the first has it and the other is told (R34)."""
    return Verdict(() if taken < places else ("The last place has just gone. Choose another day, or ask us.",))


def may_submit(missing: Sequence[str], *, reachable: bool) -> Verdict:
    """An application can be sent when every essential that the form asks about has an answer (A1)."""
    reasons = [f"Not answered yet: {words}" for words in missing]
    if not reachable:
        reasons.append("Give us an e-mail address or a telephone number, so that we can answer you.")
    return Verdict(tuple(reasons))


def may_mark(who: int, scorers: Collection[int], typed_by: int | None, seats: Collection[int] | None) -> Verdict:
    """Two people shortlist, neither of whom typed the application; the panel that sits scores the interview (R27)."""
    if seats is not None:
        return Verdict(() if who in seats else ("Only the panel of this interview scores it.",))
    if who == typed_by:
        return Verdict(("You wrote this application down with the applicant, so two others score it.",))
    if who not in scorers and len(scorers) >= SCORERS:
        return Verdict(("Two people score this application already.",))
    return Verdict()


def score_stands(points: int, rationale: str) -> Verdict:
    """A score is 0, 1 or 2, and a 0 needs a reason that the applicant could be told (R27)."""
    if points not in (0, 1, 2):
        return Verdict(("A score is 0, 1 or 2.",))
    if points == 0 and not rationale.strip():
        return Verdict(("Say why for every 0: what was looked for and not found in the answer.",))
    return Verdict()


def may_score_desirable(essentials_left: int) -> Verdict:
    """Desirable criteria are scored only after every essential one (R28)."""
    return Verdict(() if not essentials_left else ("Score the essential criteria first.",))


def may_lock(left: int) -> Verdict:
    """A scorer locks when every criterion has a score; afterwards nothing changes (A7)."""
    return Verdict(() if not left else (f"{left} still to score before you can lock.",))


def all_locked(locked: Sequence[bool], needed: int) -> bool:
    """Nobody sees another's scores, nor the guaranteed-interview flag, before every scorer has locked (A7, R26)."""
    return len(locked) >= needed and all(locked)


def essentials_met(points: Mapping[int, Sequence[int]]) -> bool:
    """An essential is met when its two scorers give it two points or more between them (A6)."""
    return all(sum(given) >= MET for given in points.values())


def may_invite(locked: bool) -> Verdict:
    """Somebody is invited once both scorers have locked (A7)."""
    return Verdict(() if locked else ("Two scorers have to lock first.",))


def may_go_past(stages_left: Sequence[str]) -> Verdict:
    """A programme may put steps of its own before the interview or before an offer; nobody goes past one that was not
    taken (A5)."""
    return Verdict(tuple(f"Not taken yet: {name}." for name in stages_left))


def may_record_stage(state: str, *, of_this_intake: bool) -> Verdict:
    """A step of an applicant's own intake is recorded, or taken back, while the selection lasts (A5)."""
    if state in IN_SELECTION and of_this_intake:
        return Verdict()
    return Verdict(("Nothing more is recorded of this selection.",))


def may_turn_down_unheard(*, locked: bool, guaranteed: bool, met: bool) -> Verdict:
    """Who asked for a guaranteed interview and meets every essential is always invited (R26)."""
    if not locked:
        return Verdict(("Two scorers have to lock first.",))
    if guaranteed and met:
        return Verdict(("They asked for a guaranteed interview and meet every essential: invite them.",))
    return Verdict()


def ranking(*, met: bool, guaranteed: bool, essential: int, desirable: int) -> tuple[int, int, int]:
    """Essentials order the shortlist; desirables only between those who meet every essential (R28)."""
    return (-int(met), -essential, -desirable if met else 0) if not (guaranteed and met) else (-2, -essential, 0)


def panel_may_sit(peers: int, seats: int) -> Verdict:
    """A panel has two members or more, and at least one of them has lived experience (A8)."""
    reasons = []
    if seats < 2:
        reasons.append("A panel has at least two members.")
    if not peers:
        reasons.append("At least one member of the panel sits there as somebody with lived experience.")
    return Verdict(tuple(reasons))


def outcome_stands(kind: str, reasons: str, ask_again_on: date | None, today: date) -> Verdict:
    """Not yet says what would help and when they are asked again; no says why (A10, A11)."""
    if kind == "not_yet" and not reasons.strip():
        return Verdict(("Say what would help.",))
    if kind == "not_yet" and (ask_again_on is None or ask_again_on <= today):
        return Verdict(("Give the day on which you will ask again: it has to be in the future.",))
    if kind == "no" and not reasons.strip():
        return Verdict(("Say why, in words the applicant can use.",))
    return Verdict()


def may_ask_again(
    ask_again_on: date | None, asked_on: date | None, today: date, *, told: bool, came_back: bool
) -> Verdict:
    """Who was told "not yet" is asked again on the promised day or later, once, unless they came back already
    (A11, A12)."""
    if not told or ask_again_on is None:
        return Verdict(("Only somebody whose letter says “not yet” is asked again.",))
    if asked_on:
        return Verdict((f"They were asked again on {asked_on:%d/%m/%Y} already. Nobody is asked twice.",))
    if came_back:
        return Verdict(("They have applied again since.",))
    if today < ask_again_on:
        return Verdict((f"We promised to ask on {ask_again_on:%d/%m/%Y}, and not before.",))
    return Verdict()


def may_read_statement(state: str) -> bool:
    """The statement is open to the panel while it selects, and sealed at the decision (A4, design 5)."""
    return state in IN_SELECTION


def steps_told(own: Sequence[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Every applicant reads all steps before they apply, the programme's own ones in their place, each with the state
    that shows it was taken (A5, L11)."""
    before_interview = [(name, told, name) for name, told, before in own if before == "invited"]
    before_offer = [(name, told, name) for name, told, before in own if before == "offered"]
    return [
        ("You apply", "In writing, by telephone, or in easy read. All count the same.", "submitted"),
        ("Two people read it", "Each alone, and without your name.", "invited"),
        *before_interview,
        ("Interview", "With a panel. At least one of them has lived experience.", "interviewed"),
        *before_offer,
        ("Our answer", "In a letter: a place; not yet, and what would help; or no, and why.", "answered"),
    ]


def without_a_place_since(state: str, reached_on: date, told_on: date | None, promised_on: date | None) -> date | None:
    """An application is over without a place once the person was told, withdrew or turned it down; whoever was told
    "not yet" is kept until the day they were promised to be asked again (rules.md 4.5)."""
    if state in {"withdrawn", "declined"}:
        return reached_on
    if state in {"no", "not_yet"} and told_on:
        return max(told_on, promised_on or told_on)
    return None


def state_told(state: str, *, letter_sent: bool) -> str:
    """Until the letter is sent an answer is still being written: no applicant learns it from a word on a page (A10)."""
    return "interviewed" if state in TOLD_BY_LETTER and not letter_sent else state


def whose_turn(state: str) -> str:
    """Every applicant is told what happens next and whose turn it is (L11)."""
    return {
        "draft": "you",
        "submitted": "us",
        "invited": "us",
        "interviewed": "us",
        "offered": "you",
    }.get(state, "nobody")


def safe_column(counts: Sequence[int]) -> list[str]:
    """Counts of 0 to 4 become a star; a lone star takes the next smallest with it; the rest go to the nearest 5."""
    hidden = {place for place, count in enumerate(counts) if count < FEWEST}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((place for place in range(len(counts)) if place not in hidden), key=lambda place: counts[place]))
    return [
        STAR if place in hidden else str(NEAREST * ((count + NEAREST // 2) // NEAREST))
        for place, count in enumerate(counts)
    ]


def letter_for(kind: str, *, name: str, intake: str, reasons: str, ask_again_on: date | None, telephone: str) -> str:
    """The letter says the answer first, then why or what would help, and always whom to speak to (A10, A11)."""
    said = {
        "offered": "We would like to offer you a training place. It is an offer on conditions: the checks that "
        "everybody goes through have to be clear before you start. Tell us on your page whether you want the place.",
        "not_yet": "We would like to see you again, and not just yet. This is what would help:\n\n" + reasons,
        "no": "We cannot offer you a place this time. This is why:\n\n" + reasons,
    }[kind]
    paragraphs = [f"Dear {name}", f"Thank you for your application: {intake}.", said]
    if kind == "not_yet" and ask_again_on:
        paragraphs.append(
            f"We will ask you again on {ask_again_on.day} {ask_again_on:%B %Y}. You need not do anything."
        )
    if kind == "no":
        paragraphs.append(
            "Other ways to use what you know: the Recovery College, volunteering with us, and the national "
            "Hearing Voices, Mind and Rethink peer groups. We help you to find the one near you."
        )
    paragraphs.append(f"You can always speak to us: {telephone}. If today is hard, you can call Samaritans on 116 123.")
    paragraphs.append("With our thanks\n\nThe peer support programme")
    return "\n\n".join(paragraphs)
