"""Whether one person fits one vacancy, whatever anybody else does: the hard rules, one code and one sentence each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from alongside.checks.rules import CLEAR, NAMES, REQUIRED, clearance_for_planning
from alongside.engines.placement.judge import haversine
from alongside.placement.rules.facts import Position, Standing, TeamFacts, Vacancy


def metres_between(home: Position, place: Position) -> int:
    """Distance is measured in a straight line over the earth, to the metre (engines/placement.md)."""
    return haversine(*home, *place)


def start_day(starts_on: date | None, as_of: date) -> date:
    """A person starts when the post can, and never before the day the plan is made for (engines/placement.md)."""
    return max(starts_on, as_of) if starts_on else as_of


def clearance(
    checks: Mapping[str, tuple[str, date | None]], as_if_clear_by: date | None = None
) -> tuple[str, date | None]:
    """Cleared when every required check is; pending until the last of them is expected; otherwise not (R3). A plan
    may be made as if all were clear by a day: to see who could go where, never to start anybody."""
    latest = None
    for kind in REQUIRED:
        held, expected_on = _held(checks, kind, as_if_clear_by)
        if held == "none":
            return "none", None
        if held == "pending" and expected_on:
            latest = max(latest or expected_on, expected_on)
    return ("pending", latest) if latest else ("clear", None)


def vetting(
    checks: Mapping[str, tuple[str, date | None]], as_if_clear_by: date | None = None
) -> tuple[str, date | None]:
    """Police vetting stands by itself, and counts only where the post needs it (R18)."""
    held, expected_on = _held(checks, "police_vetting", as_if_clear_by)
    return held, expected_on if held == "pending" else None


def _held(
    checks: Mapping[str, tuple[str, date | None]], kind: str, as_if_clear_by: date | None
) -> tuple[str, date | None]:
    """A check that ended without clearance is never taken as clear; whoever is still being weighed looks as others."""
    state, expected_on = checks.get(kind, ("not_started", None))
    held = clearance_for_planning(state, expected_on)
    if held == "clear" or as_if_clear_by is None or state == "not_cleared":
        return held, expected_on
    return "pending", min(expected_on or as_if_clear_by, as_if_clear_by)


def unsuited(standing: Standing, vacancy: Vacancy, team: TeamFacts) -> Iterator[str]:
    """The wishes of a person that a vacancy does not meet, by code; a team to avoid is one of them (E3-E7)."""
    if vacancy.band not in standing.bands:
        yield "band"
    if not standing.hours_least <= vacancy.hours <= standing.hours_most:
        yield "hours"
    if too_far(standing, team):
        yield "distance"
    if standing.settings and team.setting not in standing.settings:
        yield "setting"
    if team.team_id in standing.avoided:
        yield "avoided"


def _unsuited_in_words(code: str, standing: Standing, vacancy: Vacancy) -> str:
    hours, least, most = (
        f"{value.normalize():f}" for value in (vacancy.hours, standing.hours_least, standing.hours_most)
    )
    return {
        "band": f"The post is band {vacancy.band or 'not recorded'}, which is not a band they may hold or want.",
        "hours": f"The post has {hours} hours a week; they asked for {least} to {most}.",
        "distance": f"The team is further than the {standing.most_km} km they can travel.",
        "setting": "The team is not in a setting they asked for.",
        "avoided": "This is a team they asked not to work in.",
    }[code]


def not_a_peer_post(vacancy: Vacancy) -> bool:
    """A registered post, or one that is no peer post, is never offered to a peer (R20)."""
    return vacancy.registered or not vacancy.peer


def blocked_by(standing: Standing, vacancy: Vacancy, team: TeamFacts, start: date) -> Iterator[tuple[str, str]]:
    """Each hard rule of placement that this person and this vacancy break, with its sentence (E3-E7)."""
    for code in unsuited(standing, vacancy, team):
        yield code, _unsuited_in_words(code, standing, vacancy)
    yield from not_clear(standing, vacancy, start)
    if not team.prepared:
        yield "prepared", f"{team.name} is not prepared for a peer yet."
    if vacancy.frozen:
        yield "frozen", f"Post {vacancy.number} is frozen."
    if not_a_peer_post(vacancy):
        yield "registered", f"Post {vacancy.number} is not a peer post."


def too_far(standing: Standing, team: TeamFacts) -> bool:
    """Further than they can travel; without a home, a limit or a place there is no limit (engines/placement.md)."""
    if standing.home is None or standing.most_km is None or team.position is None:
        return False
    return metres_between(standing.home, team.position) > 1000 * standing.most_km


def not_clear(standing: Standing, vacancy: Vacancy, start: date) -> Iterator[tuple[str, str]]:
    """Whatever is neither clear nor expected to be by the start (R3, R18)."""
    state, expected_on = clearance(standing.checks)
    if state == "none" or (expected_on and expected_on > start):
        missing = [kind for kind in REQUIRED if standing.checks.get(kind, ("", None))[0] not in CLEAR]
        names = ", ".join(NAMES[kind] for kind in missing)
        when = f" They are expected by {expected_on:%d/%m/%Y}, after the start." if expected_on else ""
        yield "dbs", f"Not clear by the start on {start:%d/%m/%Y}: {names}.{when}"
    if not_vetted(standing, vacancy, start):
        yield "vetting", f"The post needs police vetting, which is not clear by the start on {start:%d/%m/%Y}."


def not_vetted(standing: Standing, vacancy: Vacancy, start: date) -> bool:
    """The post needs police vetting, and it is neither clear nor expected to be by the start (R18)."""
    if not vacancy.vetting_needed:
        return False
    state, expected_on = vetting(standing.checks)
    return state == "none" or (expected_on is not None and expected_on > start)
