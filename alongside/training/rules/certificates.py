"""What has to be there before a certificate, and what may be told of learners' opinions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alongside.access.verdicts import Verdict

# Below this many answers a single learner could be recognised (design.md section 5).
FEWEST_OPINIONS = 5


@dataclass(frozen=True)
class Reached:
    """What somebody has reached of their course; without a course no rule is known."""

    course: bool
    attendance: bool
    experience_needed: Decimal
    experience_done: Decimal
    exams: bool

    @property
    def experience(self) -> bool:
        return self.experience_done >= self.experience_needed


def may_issue_certificate(result: str, reached: Reached, standing: bool) -> Verdict:
    """A certificate needs attendance, work experience and exams, all three; a completion that was recorded before
    its cohort followed a course here counts as it was decided (facts.md 3.3)."""
    if standing:
        return Verdict(("They have a certificate already. Revoke it before another one is issued.",))
    if result == "completed":
        return Verdict()
    if result == "withdrew":
        return Verdict(("They left this cohort, so there is no certificate of it.",))
    reasons = []
    if not reached.course:
        reasons.append(
            "This cohort follows no course yet. Choose one under “Change this cohort”: it says what is asked."
        )
        return Verdict(tuple(reasons))
    if not reached.attendance:
        reasons.append("Attendance is not there yet.")
    if not reached.experience:
        missing = (reached.experience_needed - reached.experience_done).normalize()
        reasons.append(f"Work experience is not there yet: {missing:f} hours are still to be signed off.")
    if not reached.exams:
        reasons.append("The exams are not all passed yet.")
    return Verdict(tuple(reasons))


def may_record_completed(follows_course: bool) -> Verdict:
    """Where a cohort follows a course, only issuing the certificate records that somebody completed it."""
    if follows_course:
        return Verdict(("Issue the certificate instead: it records the completion once everything is there.",))
    return Verdict()


def revoking_ends_completion(because: str) -> bool:
    """A certificate that is replaced, or given back at the person's wish, leaves the completion as it was decided."""
    return because in {"mistake", "conduct"}


def opinions_shown(answers: int) -> int:
    """Learners' opinions are shown from five answers on, and in steps of five, so that no new one stands out."""
    return answers - answers % FEWEST_OPINIONS
