"""Figures about benefits are dated, sourced, and hidden when stale; nobody is told what they will get (R40)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.checks.actions import record_benefit_figure
from alongside.checks.models import BenefitFigure
from alongside.checks.rules.benefits import figure_is_shown
from tests.factories import SYSTEM, signed_in

FROM = date(2025, 4, 7)


@pytest.mark.parametrize(
    ("today", "shown"), [(date(2025, 4, 6), 0), (FROM, 1), (date(2026, 4, 7), 1), (date(2026, 4, 8), 0)]
)
def test_r40_a_figure_is_shown_for_twelve_months_from_its_day(today, shown):
    assert figure_is_shown(FROM, today) is bool(shown)


def test_r40_the_page_shows_source_and_day_and_hides_what_is_stale(office, client):
    today = localdate()
    facts = {"source": "https://www.gov.uk/employment-support-allowance", "by": SYSTEM}
    record_benefit_figure(
        office.trust, kind="permitted_work", amount=Decimal("777.77"), from_on=today - timedelta(days=20), **facts
    )
    record_benefit_figure(
        office.trust, kind="allowance", amount=Decimal("555.55"), from_on=today - timedelta(days=400), **facts
    )
    signed_in(client, office.account)
    text = client.get(reverse("benefits")).content.decode()
    assert "777.77" in text and facts["source"] in text and "555.55" not in text
    assert "Get advice" in text and "Nothing here says what you will get" in text


def test_a_figure_is_read_on_gov_uk_not_on_a_calculator(office, client):
    signed_in(client, office.lead)
    answers = {"kind": "allowance", "amount": "411", "from_on": "2026-04-06", "source": "https://calculator.example/"}
    assert client.post(reverse("benefit_figure_new"), answers).status_code == 422
    answers["source"] = "https://www.gov.uk/universal-credit"
    assert client.post(reverse("benefit_figure_new"), answers).status_code == 302
    assert BenefitFigure.objects.get().amount == 411
