"""The engine's codes in words. Only the programme lead reads them: `avoided` is never said to anybody else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

RULES = {
    "band": "the band is not one they may hold or want",
    "hours": "the hours are not those they asked for",
    "distance": "it is further than they can travel",
    "setting": "the setting is not one they asked for",
    "avoided": "it is a team they asked not to work in",
    "dbs": "their checks will not be clear by the start",
    "vetting": "the post needs police vetting, which will not be clear by the start",
    "prepared": "the team is not prepared yet",
    "frozen": "the post is frozen",
    "registered": "the post is for a registered professional",
    "capacity": "the team cannot support more peers",
    "alone": "they would be the only peer in the team",
    "outranked": "somebody who has waited longer takes it",
}
LEFT_CLOSED = {
    "not_prepared": "It is not prepared yet.",
    "no_room": "It cannot support two peers.",
    "too_few_posts": "It has fewer than two posts open, so somebody would be alone.",
    "too_few_people": "Fewer than two people fit its posts, so somebody would be alone.",
    "placed_elsewhere": "Those who fit its posts are placed elsewhere.",
}
GIVEN_UP = {
    "never_alone": "A team that receives somebody ends with at least three peers. For that, fewer people may be "
    "placed, and somebody who has waited longer can be passed over.",
    "objective": "Most hours are filled first. For that, fewer people may be placed, and somebody who has waited "
    "longer can be passed over.",
    "together": "Some people go to one team together or not at all. For that they may be passed over, and others who "
    "have waited longer too.",
}
AS_IF_CLEAR = (
    "This plan takes it that whoever it places will have every check clear by the start. Ask for their checks first: "
    "a placement can be accepted once they are clear, or expected in time."
)
STARTS_A_SPREADSHEET_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def rule_in_words(code: str) -> str:
    """Every rule that keeps somebody from a post has one plain sentence (E12)."""
    return RULES.get(code, "another rule of placement stands against it")


def left_closed_in_words(reason: str) -> str:
    """Why a team that could have opened stays closed, or a lone peer stays alone; it names nobody (E6)."""
    return LEFT_CLOSED.get(reason, "")


def change_in_words(change: Mapping[str, Any], teams: Mapping[str, str], posts: Mapping[str, str]) -> str:
    """The smallest change that would place somebody, in one sentence; dropping a team to avoid is never one (E13)."""
    team = teams.get(str(change.get("team_id")), "the team")
    post = posts.get(str(change.get("post_id")), "")
    by = date.fromisoformat(change["by"]) if change.get("by") else None
    said = {
        "one_more_post": f"One more post in {team}.",
        "team_prepared": f"{team} is prepared for a peer.",
        "clearance_by": f"{'Police vetting' if change.get('clearance') == 'vetting' else 'Every check'} is clear"
        + (f" by {by:%d/%m/%Y}." if by else "."),
        "wider_travel": f"They can travel {change.get('km', 0):g} km.",
        "other_hours": f"They agree to {change.get('hours', 0):g} hours a week.",
        "other_setting": f"They would also work in this setting: {str(change.get('setting', '')).replace('_', ' ')}.",
        "thaw": f"Post {post} is thawed.",
    }
    return said.get(str(change["code"]), "")


def certificate_in_words(certificate: Mapping[str, Any]) -> str:
    """What the engine proves of a plan: that nobody can place more people, or how many more might be placed (E8)."""
    placed, gap = certificate["placed"], certificate["gap"]
    if certificate["status"] != "optimal" and certificate.get("hours_placed") is not None:
        return (
            f"This plan fills {certificate['hours_placed']:g} hours a week. It may be possible to fill up to "
            f"{certificate['hours_bound']:g}: the search was ended early."
        )
    if gap or certificate["status"] != "optimal":
        return (
            f"This plan places {placed}. It may be possible to place up to {placed + gap}: the search was ended early."
        )
    if certificate.get("hours_placed") is not None:
        return (
            f"Nobody can fill more hours than these {certificate['hours_placed']:g} a week without leaving somebody "
            "alone or breaking a rule."
        )
    if certificate.get("gives_up"):
        return (
            "Nobody can place more people than this without breaking a rule or going against what was asked for below."
        )
    return (
        "Nobody can place more people than this without leaving somebody alone or breaking a rule, "
        "and among those who could be placed, those who have waited longest are."
    )


def given_up_in_words(certificate: Mapping[str, Any]) -> tuple[str, ...]:
    """Which promise a plan does without for what was asked of it, in one sentence each (E8, E9)."""
    codes = (str(sentence).partition(":")[0] for sentence in certificate.get("gives_up", ()))
    return tuple(sentence for code in codes if (sentence := GIVEN_UP.get(code.partition("=")[0])))


def cell_in_words(value: object) -> str:
    """A cell that a spreadsheet would run is written so that it is only read (R37)."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(STARTS_A_SPREADSHEET_FORMULA) else text
