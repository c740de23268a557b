"""The deed on figures about benefits."""

from datetime import date
from decimal import Decimal

from alongside.access.gate import action
from alongside.access.models import Trust
from alongside.access.permissions import May
from alongside.checks.models import BenefitFigure


@action(May.RECORD_BENEFIT_FIGURE)
def record_benefit_figure(trust: Trust, *, kind: str, amount: Decimal, from_on: date, source: str, by) -> BenefitFigure:
    """The figure before stays on record."""
    figure = BenefitFigure(trust=trust, kind=kind, amount=amount, from_on=from_on, source=source)
    figure.full_clean()
    figure.save()
    return figure
