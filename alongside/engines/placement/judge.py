"""Judges one person against one post by the hard rules, one by one and in plain Python.

It shares nothing with the arrays the solver works on, so that `verify` and the check of pins are a second opinion."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from alongside.engines.placement.tables import People, Posts, Teams

EARTH_RADIUS_M = 6_371_008.8
REACH_TOLERANCE_M = 1e-6
PAIR_CODES = (
    "band",
    "hours",
    "distance",
    "setting",
    "avoided",
    "dbs",
    "vetting",
    "prepared",
    "frozen",
    "registered",
)


class Judge:
    """Looks up people, teams and posts by id and says which hard rules a placement would break."""

    def __init__(self, people: People, teams: Teams, posts: Posts, as_of: date) -> None:
        self._people, self._teams, self._posts = people, teams, posts
        self._as_of = np.datetime64(as_of, "D")
        self._person = {one: i for i, one in enumerate(people.person_id.tolist())}
        self._team = {one: i for i, one in enumerate(teams.team_id.tolist())}
        self._post = {one: i for i, one in enumerate(posts.post_id.tolist())}

    def knows(self, person_id: str, post_id: str) -> bool:
        """Both the person and the post are in the tables."""
        return person_id in self._person and post_id in self._post

    def team_of(self, post_id: str) -> str:
        """The team a post belongs to."""
        return str(self._posts.team_id[self._post[post_id]])

    def capacity(self, team_id: str) -> int:
        """How many more a team can take."""
        return int(self._teams.capacity[self._team[team_id]])

    def starts_on(self, post_id: str) -> date:
        """The day somebody would start: not before the plan's own day."""
        found: date = self._start(post_id).astype(object)
        return found

    def metres(self, person_id: str, team_id: str) -> int | None:
        """From home to the team along a sphere, in whole metres; None where a position is not given."""
        i, t = self._person[person_id], self._team[team_id]
        home = (float(self._people.lat[i]), float(self._people.lon[i]))
        team = (float(self._teams.lat[t]), float(self._teams.lon[t]))
        return None if math.isnan(sum((*home, *team))) else haversine(*home, *team)

    def broken(self, person_id: str, post_id: str) -> tuple[str, ...]:
        """The codes of the rules this person in this post would break, counting nobody else."""
        i, j = self._person[person_id], self._post[post_id]
        t = self._team[self.team_of(post_id)]
        people, teams, posts = self._people, self._teams, self._posts
        metres = self.metres(person_id, str(teams.team_id[t]))
        bands, settings = people.bands[i], people.settings[i]
        reach = float(people.max_km[i]) * 1000
        wrong = {
            "band": bool(bands) and str(posts.band[j]) not in bands,
            "hours": not people.hours_min[i] <= posts.hours[j] <= people.hours_max[i],
            "distance": metres is not None and not math.isnan(reach) and metres > reach + REACH_TOLERANCE_M,
            "setting": bool(settings) and str(teams.setting[t]) not in settings,
            "avoided": str(teams.team_id[t]) in people.teams_avoided[i],
            "dbs": not self._held(str(people.dbs[i]), people.dbs_expected_on[i], post_id),
            "vetting": bool(posts.vetting_needed[j])
            and not self._held(str(people.vetting[i]), people.vetting_expected_on[i], post_id),
            "prepared": not teams.prepared[t],
            "frozen": bool(posts.frozen[j]),
            "registered": bool(posts.registered[j]),
        }
        return tuple(code for code in PAIR_CODES if wrong[code])

    def awaited(self, person_id: str, post_id: str) -> tuple[str, ...]:
        """The clearances that are still expected, on which this placement would depend."""
        i, j = self._person[person_id], self._post[post_id]
        pending = [("dbs", self._people.dbs[i])]
        if self._posts.vetting_needed[j]:
            pending.append(("vetting", self._people.vetting[i]))
        return tuple(name for name, state in pending if state == "pending")

    def _start(self, post_id: str) -> np.datetime64:
        starts_on = self._posts.starts_on[self._post[post_id]]
        return self._as_of if np.isnat(starts_on) else max(starts_on, self._as_of)

    def _held(self, state: str, expected: np.datetime64, post_id: str) -> bool:
        if state != "pending":
            return state == "clear"
        return not np.isnat(expected) and bool(expected <= self._start(post_id))


def haversine(lat: float, lon: float, other_lat: float, other_lon: float) -> int:
    """Metres between two positions in degrees on a sphere of radius 6,371,008.8 m, rounded half to even."""
    a, b = math.radians(lat), math.radians(other_lat)
    across = math.radians(other_lon - lon)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return round(2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, h))))
