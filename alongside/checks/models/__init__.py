"""Pre-employment checks: how far each is, the papers shown for it, and what a certificate shows."""

from alongside.checks.models.benefits import BenefitFigure
from alongside.checks.models.check import Check
from alongside.checks.models.disclosure import Assessment, Certificate, Disclosure, Matter, PanelSeat
from alongside.checks.models.documents import Chaser, Document
from alongside.checks.models.history import HistoryPeriod
from alongside.checks.models.offers import ConditionalOffer, PostEligibility
from alongside.checks.models.starts import HealthOutcome, PoliceVetting, StartOverride

__all__ = [
    "Assessment",
    "BenefitFigure",
    "Certificate",
    "Chaser",
    "Check",
    "ConditionalOffer",
    "Disclosure",
    "Document",
    "HealthOutcome",
    "HistoryPeriod",
    "Matter",
    "PanelSeat",
    "PoliceVetting",
    "PostEligibility",
    "StartOverride",
]
