"""Which team a cell means: equal is equal, nearly equal is asked, unknown is asked (intake README, rule 14)."""

from collections.abc import Iterable

from alongside.interchange.rules.decisions import Decisions
from alongside.interchange.rules.fates import Question
from alongside.interchange.rules.layout import SheetKind
from alongside.interchange.rules.rows import Draft
from alongside.interchange.rules.standing import Standing
from alongside.interchange.rules.text import NUMBER_WORDS, distance, fold

NEAR = 2


def settle_teams(
    drafts: Iterable[Draft], standing: Standing, decisions: Decisions
) -> tuple[list[Question], tuple[str, ...]]:
    """Each team cell becomes the name of a known team or is held with a question; also the new teams somebody
    agreed."""
    drafts = list(drafts)
    known = {fold(team): team for team in standing.teams}
    _list_teams([draft for draft in drafts if draft.kind is SheetKind.TEAMS], known)
    agreed: dict[str, str] = {}
    asked: dict[str, tuple[str, list[str], list[str]]] = {}
    for draft in drafts:
        said = draft.text("team")
        if draft.kind is SheetKind.TEAMS or not said:
            continue
        key = fold(said)
        answer = decisions.teams.get(key, "")
        if answer and fold(answer) not in known:
            agreed[fold(answer)] = answer
            known[fold(answer)] = answer
        if name := known.get(fold(answer) if answer else key):
            draft.values["team"] = name
            continue
        near = nearest(said, known.values())
        draft.tell("team_variant" if near else "team_unknown", "team")
        asked.setdefault(key, (said, near, []))[2].append(draft.place)
    questions = [_question(key, said, near, places, known.values()) for key, (said, near, places) in asked.items()]
    return questions, tuple(agreed.values())


def nearest(said: str, known: Iterable[str]) -> list[str]:
    """Teams that a spelling may mean, the nearest first: numbers in words, letters wrong, words or initials missing."""
    text = _numbered(said)
    found = []
    for team in known:
        other = _numbered(team)
        apart = distance(text, other, NEAR)
        words, wanted = set(text.split()), set(other.split())
        initials = "".join(word[0] for word in other.split())
        if len(text) > 4 and apart <= NEAR:
            found.append((apart, team))
        elif (words and words < wanted and len(text) > 3) or (len(wanted) > 1 and wanted < words):
            found.append((NEAR + 1, team))
        elif len(initials) > 2 and text.replace(" ", "") == initials:
            found.append((NEAR + 2, team))
    return [team for _, team in sorted(found)]


def _numbered(text: str) -> str:
    return " ".join(NUMBER_WORDS.get(word, word) for word in fold(text).replace("&", "and").split())


def _list_teams(drafts: Iterable[Draft], known: dict[str, str]) -> None:
    seen: dict[str, str] = {}
    for draft in drafts:
        key = fold(draft.text("team"))
        if not key:
            continue
        if key in seen:
            draft.tell("duplicate_row", "team", other=seen[key])
            continue
        seen[key] = f"row {draft.row}"
        draft.values["team"] = known.setdefault(key, draft.text("team"))
        draft.record = key


def _question(key: str, said: str, near: list[str], places: list[str], known: Iterable[str]) -> Question:
    others = [team for team in known if team not in near]
    return Question(
        about="teams",
        key=key,
        sentence=f"“{said}” is not on the list of teams. Which team is meant?",
        choices=((said, f"A new team called {said}"), *((team, team) for team in [*near, *others])),
        places=tuple(places),
    )
