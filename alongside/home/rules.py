"""Whose turn the next step of somebody's journey is, and when what is held about them has had its time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from alongside.access.verdicts import Verdict
from alongside.checks.rules import NAMES, outstanding, whose_turn
from alongside.checks.rules.filtering import months_after
from alongside.placement.rules import Standing
from alongside.ui.filters import plural


@dataclass(frozen=True)
class Step:
    """What happens next, and who has to do it: a role's label, "the person" or "a third party"."""

    what: str
    who: str
    by_on: date | None = None


PERSON, OFFICER, THIRD, LEAD = "the person", "the checks officer", "a third party", "the programme lead"
EDUCATOR, MANAGER = "the educator", "the team manager"


def checks_next(states: Mapping[str, str]) -> list[Step]:
    """Every check that is not clear has one party whose turn it is: the checks officer or a third party (C2)."""
    steps = []
    for who, turn in ((OFFICER, "yours"), (THIRD, "third party")):
        kinds = [kind for kind in outstanding(states) if whose_turn(states.get(kind, "not_started")) == turn]
        if kinds:
            steps.append(Step(f"Checks not clear yet: {', '.join(NAMES[kind] for kind in kinds)}", who))
    return steps


def next_steps(standing: Standing, *, in_training: bool, train_by: date | None, starts_on: date | None) -> list[Step]:
    """Nobody waits without being told what happens next and whose turn it is, in either order of a career (L7, L11)."""
    steps = []
    if in_training:
        steps.append(Step("Complete the course", PERSON))
    elif train_by and not standing.trained:
        steps.append(Step("Find a place on a course: it is due within six months of starting", EDUCATOR, train_by))
    elif not standing.trained and not standing.in_post and not standing.post_ended:
        steps.append(Step("Find a place on a course", EDUCATOR))
    if standing.in_post and not starts_on:
        return steps
    steps += checks_next({kind: state for kind, (state, _) in standing.checks.items()})
    if starts_on:
        return [*steps, Step("Start in the post that was agreed", MANAGER, starts_on)]
    if standing.trained:
        if not standing.wishes_recorded:
            steps.append(Step("Record wishes: hours, teams, how far to travel", PERSON))
        steps.append(Step("Be placed in a post", LEAD))
    return steps


def first_turn(standing: Standing, offered: bool) -> str:
    """Of somebody who waits, the board names the one party that can move things on first (I1)."""
    if offered:
        return MANAGER
    steps = checks_next({kind: state for kind, (state, _) in standing.checks.items()})
    if steps:
        return steps[0].who
    return LEAD if standing.wishes_recorded else PERSON


def kept_until(start: date, months: int) -> date:
    """A record is due for deletion on the day its months are over; a short month counts to its last day (R33)."""
    return months_after(start, months)


def backup_told(last: date | None, today: date) -> str:
    """Whoever was deleted still stands in every backup made before, until that is destroyed (rules.md 4.5)."""
    if last is None:
        return "No backup is known. Backups made by other means are not counted here."
    days = plural((today - last).days, "day")
    return (
        f"Whoever was deleted still stands in the backup of {last:%d/%m/%Y} ({days} old) and in older ones, "
        "until those are destroyed."
    )


def may_destroy(as_of: date, today: date, *, verified: bool, demonstration: bool) -> Verdict:
    """Nothing is destroyed before its day, nor under a rule whose source nobody has checked (rules.md 4.5, R33)."""
    reasons = []
    if as_of > today and not demonstration:
        reasons.append("That day has not come. Deleting cannot be taken back, so it is done up to today only.")
    if not verified:
        reasons.append("This rule is to be verified first: the data protection lead does so on the page Retention.")
    return Verdict(tuple(reasons))
