"""Which matters on a certificate are protected: the filtering table since 28 November 2020 (rules.md 1.3)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

# Months after which a matter is protected, by kind and whether the person was under 18 (R10; vwv.co.uk, unlock.org.uk).
MONTHS = {("conviction", False): 132, ("conviction", True): 66, ("caution", False): 72}
# Contact with the police over somebody's own health is no offence (R19; rules.md 1.5).
NEVER_SCORED = frozenset({"health_contact"})


def months_after(day: date, months: int) -> date:
    """So many months after a day; where the month is shorter, its last day counts (our own choice, as for R33)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def protected(kind: str, *, on: date, under_18: bool, specified: bool, custodial: bool, today: date) -> bool:
    """A conviction is protected 11 years on (5 and a half under 18) unless the offence is specified or the sentence
    custodial; a caution 6 years on unless specified; a youth caution, reprimand or warning always (R10)."""
    if kind == "caution" and under_18:
        return True
    months = MONTHS.get((kind, under_18))
    if months is None or specified or (kind == "conviction" and custodial):
        return False
    return today >= months_after(on, months)


def can_be_scored(kind: str, *, redacted: bool) -> bool:
    """Detention under the Mental Health Act, a section 135 or 136 contact, and what is protected are never weighed
    (R11, R19)."""
    return kind not in NEVER_SCORED and not redacted
