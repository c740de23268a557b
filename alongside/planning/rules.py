"""What a forecast says to the person who decides: run a course or not, whom to offer a refresher, what is too thin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from alongside.access.verdicts import Verdict
from alongside.ui.filters import pounds

REFRESHER_AFTER = timedelta(weeks=26)
REFRESHER_SOON = timedelta(weeks=20)
SURE = 0.6
WANTED_ON_TIME = 0.9
MOST_FUTURES = 20_000
LEAST_FUTURES = 200
WEIGHTS = {
    "empty_post_week": 250.0,
    "week_waited": 20.0,
    "gave_up": 2_000.0,
    "late": 500.0,
    "course": 6_000.0,
    "place": 700.0,
}
"""Working assumptions in pounds; policy, and no published figures."""
JUDGED = ("vacancies", "accept", "leave", "check_weeks", "qualify", "give_up")
"""The rates without which nothing can be said; applications are asked of the lead, as they are not recorded yet."""
NEEDS = {"posts_opened": {"vacancies"}, "leavers": {"leave"}, "starts": {"vacancies", "accept", "check_weeks"}}
"""The rates that the records have to carry before a number of these is shown."""
LONG_WAIT = timedelta(weeks=104)
"""Working assumption: after two years of waiting somebody may no longer look for a post."""
NO_COURSE = "No course"


@dataclass(frozen=True)
class Advice:
    """One sentence to act on, the reason for it, and how sure it is: clear, leaning or even."""

    headline: str
    because: str
    sure: str


@dataclass(frozen=True)
class Row:
    """One choice of the decision table, as far as advice needs it; `saving` in pounds against no course."""

    label: str
    cost: float
    saving: float
    low: float
    high: float
    better: float


def advise(rows: Sequence[Row]) -> Advice:
    """The cheapest choice under the trust's own weights, said with how often it turns out better (I3)."""
    best = min(rows, key=lambda row: row.cost)
    if len(rows) == 1:
        because = "Of the courses that were tried none could start: nobody is free to teach them, or to join them."
        return Advice("No course can start within a quarter.", because, "clear")
    if best.label == rows[0].label:
        other = min(rows[1:], key=lambda row: row.cost)
        because = (
            f"The best course that could start ({other.label}) costs {pounds(-other.saving)} more than none on average "
            f"under your weights, and turns out better in {_share_of(other.better)}."
        )
        if other.better <= 1 - SURE:
            return Advice("Do not start a course now.", because, "clear")
        return Advice("Do not start a course now, though it is close.", because, "leaning")
    because = (
        f"Under your weights it costs {pounds(best.saving)} less than no course on average "
        f"({pounds(best.low)} to {pounds(best.high)}), and turns out better in {_share_of(best.better)}."
    )
    if best.low <= 0:
        return Advice("It makes little difference which you choose.", because, "even")
    if best.better < SURE:
        return Advice(f"Lean towards a course for {best.label}.", because, "leaning")
    return Advice(f"Start a course for {best.label}.", because, "clear")


def _share_of(better: float) -> str:
    return "hardly any future" if better < 0.005 else f"{better:.0%} of futures"


def what_drives(waited: dict[str, float], as_things_are: str) -> str:
    """Says which single change shortens the waiting most, or that none does and posts are what is missing (I3)."""
    base = waited[as_things_are]
    others = {label: weeks for label, weeks in waited.items() if label != as_things_are}
    best = min(others, key=lambda label: others[label], default=None)
    if best is None or base <= 0:
        return "Nobody waits in these futures."
    saved = 1 - others[best] / base
    if saved < 0.1:
        return (
            "None of these changes would shorten the waiting by a tenth. What is missing is posts: fewer open than "
            "people wait for."
        )
    return f"“{best}” shortens the waiting most: by {saved:.0%}."


@dataclass(frozen=True)
class Known:
    """One rate: what of it comes from the records (0 to 1), over how much exposure."""

    rate: str
    share: float
    exposure: float


def from_records(share: float) -> bool:
    """A number is the programme's own when its records carry at least half of it (issue 6)."""
    return share >= 0.5


def too_thin(terms: Iterable[Known]) -> tuple[str, ...]:
    """The rates that make most of the waiting and rest mostly on assumptions: with any, no number is given as if it
    were known (issue 6)."""
    found: dict[str, list[Known]] = {}
    for term in terms:
        found.setdefault(term.rate, []).append(term)
    return tuple(rate for rate in JUDGED if not from_records(_share(found.get(rate, []))))


def can_be_said(flow: str, thin: Iterable[str]) -> bool:
    """How many posts fall vacant, leave or start is said only where the records carry the rates it hangs on (I2)."""
    return NEEDS[flow].isdisjoint(thin)


def waits_long(began_on: date, today: date) -> bool:
    """Whoever has waited for more than two years is asked after: they may no longer look for a post."""
    return today - began_on > LONG_WAIT


def _share(terms: Sequence[Known]) -> float:
    total = sum(term.exposure for term in terms)
    return sum(term.share * term.exposure for term in terms) / total if total else 0.0


def refresher(trained_on: date | None, today: date) -> str:
    """Whoever has waited 26 weeks since the course is offered a refresher before they start (I6): now, soon, later, or
    not known where nobody wrote the day down."""
    if trained_on is None:
        return "not known"
    waited = today - trained_on
    if waited >= REFRESHER_AFTER:
        return "now"
    return "soon" if waited >= REFRESHER_SOON else "later"


def usual_course(last: Sequence[tuple[date, int]]) -> tuple[int, int]:
    """The habit of the last courses (first day and people, the latest first): usual size, and usual weeks between
    them; 12 every 26 weeks where fewer than two ran."""
    if len(last) < 2:
        return 12, 26
    gap = (last[0][0] - last[-1][0]).days / 7 / (len(last) - 1)
    return max(4, round(median(people for _, people in last))), max(4, min(520, round(gap)))


def may_ask_for_forecast(pool: int, seats: int, replications: int, places: int, every: int) -> Verdict:
    """A forecast needs people who could start, places to teach them, and enough futures to tell choices apart."""
    reasons = []
    if min(pool, seats, places) < 0:
        reasons.append("Counts of people and places are 0 or more.")
    if not LEAST_FUTURES <= replications <= MOST_FUTURES:
        reasons.append(f"Ask for {LEAST_FUTURES} to {MOST_FUTURES:,} futures.")
    if places and every < 4:
        reasons.append("Courses are at least 4 weeks apart.")
    return Verdict(tuple(reasons))


Days = tuple[date, date]


def programme_freezes(open_posts: Sequence[Days], frozen: Sequence[Days], until: date) -> list[Days]:
    """The programme counts as frozen from the day two or more, and at least half, of its open peer posts are frozen,
    for as long as half are, if that lasts four weeks (D6). Spells are half-open; one that runs on ends at `until`."""
    days = sorted({day for spell in (*open_posts, *frozen) for day in spell if day <= until})
    found: list[Days] = []
    for start, end in pairwise(days):
        standing = sum(began <= start < ended for began, ended in open_posts)
        stopped = sum(began <= start < ended for began, ended in frozen)
        goes_on = bool(found) and found[-1][1] == start
        if stopped >= (1 if goes_on else 2) and 2 * stopped >= standing:
            if goes_on:
                found[-1] = (found[-1][0], end)
            else:
                found.append((start, end))
    return [spell for spell in found if spell[1] - spell[0] >= timedelta(weeks=4)]


def without(spell: Days, taken: Iterable[Days]) -> list[Days]:
    """What is left of a spell once other spells are taken out of it: a post open, less the time it was frozen."""
    left, cursor = [], spell[0]
    for began, ended in sorted(taken):
        if began > cursor:
            left.append((cursor, min(began, spell[1])))
        cursor = max(cursor, ended)
        if cursor >= spell[1]:
            break
    if cursor < spell[1]:
        left.append((cursor, spell[1]))
    return [(began, ended) for began, ended in left if began < ended]


def weeks_together(frozen: Sequence[Days], waiting: Sequence[Days]) -> float:
    """Person-weeks that frozen posts may have cost: weeks in which a post stood frozen while somebody waited for each
    of them (D6)."""
    days = sorted({day for spell in (*frozen, *waiting) for day in spell})
    lost = 0
    for start, end in pairwise(days):
        posts = sum(began <= start < ended for began, ended in frozen)
        people = sum(began <= start < ended for began, ended in waiting)
        lost += min(posts, people) * (end - start).days
    return lost / 7


def safe_count(number: float) -> str:
    """A count as an executive or a board may see it: under five a star, anything else to the nearest five (design,
    section 5; small numbers let people be recognised)."""
    return "*" if number < 5 else str(safe_level(number))


def safe_span(low: float, high: float) -> str:
    """From the lowest to the highest count as a board may see them; a star alone where both are under five."""
    return "*" if high < 5 else f"{safe_count(low)} to {safe_count(high)}"


def safe_level(number: float) -> int:
    """The same for a picture: under five is drawn as nought."""
    return 0 if number < 5 else int((number + 2.5) // 5 * 5)


def by_the_rule(waiting_and_training: int, up_to: int, below: int) -> str:
    """What the pause and resume rule says of today (I4)."""
    if waiting_and_training >= below:
        return f"Pause: {waiting_and_training} people wait or train today, and the rule pauses from {below}."
    return (
        f"Resume: {waiting_and_training} people wait or train today, fewer than {below}, so the rule starts a course "
        f"for {up_to - waiting_and_training}."
    )


@dataclass(frozen=True)
class CourseCost:
    """What one course costs by the trust's own weights; `per_start` is None where it brings hardly anybody into work
    who would not have come without it."""

    size: int
    cost: float
    qualify: float
    per_qualified: float
    more_starts: float
    per_start: float | None


def course_cost(size: int, course: float, place: float, qualify: float, more_starts: float) -> CourseCost:
    """A course costs its fixed part and its places; what it is worth shows in people who qualify and in people who
    start work and would not have started without it (L17)."""
    cost = course + size * place
    qualified = size * qualify
    per_start = cost / more_starts if more_starts >= 0.5 else None
    return CourseCost(size, cost, qualified, cost / qualified, more_starts, per_start)
