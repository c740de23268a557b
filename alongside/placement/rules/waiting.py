"""Who waits for a post, since when, and what holds them up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from alongside.access.verdicts import Verdict
from alongside.checks.rules import CLEAR, NAMES, REQUIRED
from alongside.placement.rules.facts import Standing, TeamFacts, Vacancy
from alongside.placement.rules.fit import not_a_peer_post, not_vetted, start_day, unsuited

WISHES = ("band", "hours", "setting", "distance")


def latest_completion(courses: Iterable[tuple[date | None, date | None]], on: date) -> tuple[bool, date | None]:
    """Trained when a course was completed by the day, and since the latest of them (A13);
    the end of the cohort stands in for a day that was not written down."""
    days = [completed_on or cohort_ended_on for completed_on, cohort_ended_on in courses]
    past = [day for day in days if day is None or day <= on]
    return bool(past), max((day for day in past if day), default=None)


def eligible(standing: Standing, on: date, *, appointed_first: bool = False) -> Verdict:
    """Somebody may be placed who is trained, or appointed first, holds no post, has agreed to none and has not
    moved on (L7)."""
    reasons = []
    if not standing.trained and not appointed_first:
        reasons.append("They have not completed the training yet.")
    if standing.in_post:
        reasons.append("They hold a post, or have agreed to one.")
    elif moved_on(standing):
        reasons.append("Their last post ended, or they left. Record when they are free again if they want another.")
    if standing.available_from and standing.available_from > on:
        reasons.append(f"They are free from {standing.available_from:%d/%m/%Y}.")
    return Verdict(tuple(reasons))


def moved_on(standing: Standing) -> bool:
    """Held a post or left the programme, and has neither trained nor said that they are free since then."""
    if not (standing.post_ended or standing.left):
        return False
    ended_on = max(filter(None, (standing.post_ended_on, standing.left_on)), default=None)
    if standing.available_from and (ended_on is None or standing.available_from >= ended_on):
        return False
    return not (standing.trained_on and ended_on and standing.trained_on > ended_on)


def counts_as_waiting_since(standing: Standing, on: date) -> date:
    """The order of waiting goes by the day of the latest completed training, and turning a post down never changes it
    (A13, E8); where nobody wrote the day down, it counts as today."""
    return min(standing.trained_on, on) if standing.trained_on else on


def held_up_by(
    standing: Standing, vacancies: Sequence[Vacancy], teams: Mapping[int, TeamFacts], on: date
) -> tuple[str, ...]:
    """What stands between somebody who waits and a post: checks, wishes, posts, in words anybody may read (I1, A13)."""
    reasons = []
    missing = [NAMES[kind] for kind in REQUIRED if standing.checks.get(kind, ("", None))[0] not in CLEAR]
    if missing:
        reasons.append(f"Checks not clear yet: {', '.join(missing)}.")
    if not standing.wishes_recorded:
        reasons.append("No wishes are recorded yet, so any band 3 post is looked for.")
    reasons += _posts_in_the_way(standing, vacancies, teams, on)
    return tuple(reasons)


def _posts_in_the_way(
    standing: Standing, vacancies: Sequence[Vacancy], teams: Mapping[int, TeamFacts], on: date
) -> list[str]:
    if not vacancies:
        return ["There is no open peer post."]
    posts = [vacancy for vacancy in vacancies if not not_a_peer_post(vacancy)]
    broken = [(vacancy, frozenset(unsuited(standing, vacancy, teams[vacancy.team_id]))) for vacancy in posts]
    fitting = [vacancy for vacancy, codes in broken if not codes]
    if not fitting:
        return [_no_post_fits(standing, [codes for _, codes in broken])]
    if all(vacancy.frozen for vacancy in fitting):
        return ["Every post that fits their wishes is frozen."]
    if all(not_vetted(standing, vacancy, start_day(vacancy.starts_on, on)) for vacancy in fitting):
        return ["Every post that fits their wishes needs police vetting, which is not clear yet."]
    if all(vacancy.frozen or not teams[vacancy.team_id].prepared for vacancy in fitting):
        return ["Every post that fits their wishes is frozen or in a team that is not prepared yet."]
    open_now = [vacancy for vacancy in fitting if not vacancy.frozen and teams[vacancy.team_id].prepared]
    if not any(_company(vacancy, vacancies, teams) for vacancy in open_now):
        return ["Every post that fits their wishes is in a team that is full, or would leave them as its only peer."]
    return []


def _no_post_fits(standing: Standing, broken: Sequence[frozenset[str]]) -> str:
    """One wish that rules out every post is named; anything else is said in one neutral sentence."""
    bands = " or ".join(map(str, sorted(standing.bands)))
    least, most = (f"{hours.normalize():f}" for hours in (standing.hours_least, standing.hours_most))
    alone_to_blame = {
        "band": f"There is no open post of band {bands}.",
        "hours": f"There is no open post of {least} to {most} hours a week.",
        "setting": "There is no open post in a setting they asked for.",
        "distance": f"There is no open post within {standing.most_km} km.",
    }
    for code in WISHES:
        if broken and all(code in codes for codes in broken):
            return alone_to_blame[code]
    return "No open post fits all of their wishes together."


def _company(vacancy: Vacancy, vacancies: Sequence[Vacancy], teams: Mapping[int, TeamFacts]) -> bool:
    team = teams[vacancy.team_id]
    others = sum(
        1
        for other in vacancies
        if other.team_id in team.together and not other.frozen and teams[other.team_id].prepared
    )
    return team.room > 0 and (team.peers_together > 0 or others > 1)
