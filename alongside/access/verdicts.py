"""The answer of a rule: yes or no, with its reasons; and the refusal an action raises when the answer is no."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """True when there is no reason against; the reasons are sentences for the person who asked."""

    reasons: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return not self.reasons

    def or_refuse(self) -> None:
        """Raise Refused with every reason, unless the answer is yes."""
        if self.reasons:
            raise Refused(*self.reasons)


class Refused(Exception):
    """A deed a rule forbids: its arguments are the reasons, each a sentence with the place and the mend."""

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.args
