"""What a person has said about the questions of a load; kept as JSON beside the layout."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Decisions:
    """Answers so far. Each answer is filed under the `key` of its Question.

    pairs    question key -> "same" or "different"
    teams    question key -> the name of a team; a name that is not on the list yet is agreed as a new team
    ticks    question key (a column) -> "yes" or "no": what x means in it
    people   question key (a row) -> the key of the person meant
    """

    pairs: Mapping[str, str] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    ticks: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def say(self, about: str, key: str, answer: str) -> "Decisions":
        """Add one answer: about is pairs, teams, ticks or people."""
        return replace(self, **{about: {**getattr(self, about), key: answer}})

    def to_json(self) -> str:
        return json.dumps(
            {name: dict(getattr(self, name)) for name in ("pairs", "teams", "ticks", "people")},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> "Decisions":
        return cls(**{name: dict(answers) for name, answers in json.loads(text).items()})


UNDECIDED = Decisions()
