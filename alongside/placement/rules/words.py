"""The engine's codes in words. Only the programme lead reads them: `avoided` is never said to anybody else."""

from __future__ import annotations

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


def rule_in_words(code: str) -> str:
    """Every rule that keeps somebody from a post has one plain sentence (E12)."""
    return RULES.get(code, "another rule of placement stands against it")
