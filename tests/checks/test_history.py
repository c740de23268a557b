"""R7: thirty-six months without an open gap, told in periods of any kind; nobody is asked why they did not work."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.actors import acting
from alongside.access.models import AuditRow
from alongside.access.verdicts import Refused
from alongside.checks.actions import (
    add_history_period,
    record_check,
    remove_history_period,
    withdraw_conditional_offer,
)
from alongside.checks.models import Check, HistoryPeriod
from alongside.checks.rules.history import (
    MOST_GAP_DAYS,
    Gap,
    Period,
    days_not_told,
    gaps_to_ask_about,
    history_from,
    history_holds,
)
from tests.checks.test_disclosure import offered
from tests.factories import SYSTEM, signed_in

ON = date(2026, 11, 20)
START = date(2023, 11, 20)
DAY = timedelta(days=1)


def day(name, on):
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


def told(office, **facts):
    facts = {"kind": "work", "from_on": START - DAY, "today": ON, "by": office.officer} | facts
    return add_history_period(office.person, **facts)


def test_r7_a_gap_equal_to_the_setting_is_fine_and_one_day_more_is_not():
    early = Period(START, date(2025, 1, 31))
    for days, fine in ((MOST_GAP_DAYS, True), (MOST_GAP_DAYS + 1, False)):
        late = Period(early.until_on + (days + 1) * DAY)
        assert [gap.days for gap in days_not_told([late, early], ON)] == [days]
        assert bool(history_holds([late, early], ON)) is fine


def test_r7_history_begins_thirty_six_months_before_to_the_day():
    assert history_from(ON) == START
    assert days_not_told([Period(START)], ON) == ()
    assert days_not_told([Period(START + DAY)], ON) == (Gap(START, START),)
    assert days_not_told([Period(START - 900 * DAY, START - DAY)], ON) == (Gap(START, ON - DAY),)


def test_r7_history_asked_for_on_29_february_begins_on_28_february():
    assert history_from(date(2028, 2, 29)) == date(2025, 2, 28)
    assert history_from(date(2027, 2, 28)) == date(2024, 2, 28)
    assert history_from(date(2027, 3, 1)) == date(2024, 3, 1)


def test_r7_days_told_twice_count_once_and_a_period_inside_another_hides_nothing():
    whole, inside = Period(START, date(2025, 6, 30)), Period(date(2024, 1, 1), date(2024, 2, 1))
    (gap,) = days_not_told([inside, whole, Period(date(2025, 6, 1), date(2025, 7, 31))], ON)
    assert (gap.from_on, gap.until_on) == (date(2025, 8, 1), ON - DAY)


def test_r7_a_running_period_covers_until_the_day_and_one_that_ended_does_not():
    assert history_holds([Period(START)], ON)
    assert days_not_told([Period(START, ON - 2 * DAY)], ON) == (Gap(ON - DAY, ON - DAY),)
    assert days_not_told([Period(START, ON - DAY)], ON) == ()


def test_r7_what_begins_after_the_day_explains_no_day_before_it():
    assert days_not_told([Period(ON + DAY)], ON) == (Gap(START, ON - DAY),)
    assert days_not_told([Period(START, ON - 5 * DAY), Period(ON + 9 * DAY)], ON) == (
        Gap(ON - 5 * DAY + DAY, ON - DAY),
    )


def test_r7_a_gap_is_told_in_words():
    gap = Gap(date(2025, 3, 1), date(2025, 5, 9))
    assert str(gap) == "1 March 2025 to 9 May 2025, 70 days"
    assert str(Gap(START, START)).endswith(", 1 day")
    assert gaps_to_ask_about([], ON, most_days=5000) == ()


@pytest.mark.parametrize(
    ("facts", "place"),
    [({"from_on": ON + DAY}, "From"), ({"until_on": ON + DAY}, "Until"), ({"until_on": START - 2 * DAY}, "Until")],
)
def test_r7_a_period_in_the_future_or_that_ends_before_it_began_is_refused_with_its_place(office, facts, place):
    with pytest.raises(Refused) as refusal:
        told(office, **facts)
    assert refusal.value.reasons[0].startswith(f"{place}: this day ")
    assert not HistoryPeriod.objects.exists()


def test_r7_not_working_explains_the_days_and_no_reason_is_ever_kept(office):
    period = told(office, kind="not_working", what="Too unwell to work")
    assert HistoryPeriod.objects.get().what is None
    assert history_holds([Period(period.from_on)], ON)
    with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
        HistoryPeriod.objects.update(what="Too unwell to work")


def test_the_database_refuses_a_period_that_ends_before_it_began(office):
    told(office)
    with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
        HistoryPeriod.objects.update(until_on=START - 9 * DAY)


def test_what_was_done_is_sealed_and_neither_it_nor_its_kind_is_in_the_audit(office):
    told(office, kind="caring", what="My grandmother")
    with connection.cursor() as cursor:
        cursor.execute("SELECT what FROM checks_historyperiod")
        assert b"grandmother" not in bytes(cursor.fetchone()[0])
    (row,) = AuditRow.objects.filter(table_name="checks_historyperiod")
    assert "grandmother" not in str(row.values) and "caring" not in str(row.values)


def test_an_unknown_kind_is_refused(office):
    with pytest.raises(ValidationError):
        told(office, kind="prison")


def test_r7_references_are_not_marked_clear_while_a_gap_is_open(office):
    told(office, until_on=ON - 40 * DAY)
    mark = {"kind": "references", "state": "verified", "evidence_on": ON, "today": ON}
    with pytest.raises(Refused) as refusal:
        record_check(office.person, **mark, by=office.officer)
    assert refusal.value.reasons[0].startswith("12 October 2026 to 19 November 2026, 39 days: ")
    with pytest.raises(Refused) as refusal:
        record_check(office.person, **mark, by=office.lead)
    assert "2026" not in refusal.value.reasons[0]
    told(office, kind="not_working", from_on=ON - 39 * DAY)
    assert record_check(office.person, **mark, by=office.officer).state == "verified"


def test_r7_the_day_of_the_deed_counts_and_not_a_day_long_ago(office):
    told(office, from_on=date(2015, 1, 1), until_on=ON - 400 * DAY)
    with pytest.raises(Refused):
        long_ago = ON - 400 * DAY
        record_check(
            office.person, kind="references", state="verified", evidence_on=long_ago, today=ON, by=office.officer
        )
    with pytest.raises(Refused):
        record_check(office.person, kind="references", state="verified", by=office.officer)


def test_r7_what_a_workbook_says_is_clear_is_loaded_and_stays_clear(office):
    record_check(office.person, kind="references", state="verified", by=SYSTEM)
    check = record_check(office.person, kind="references", state="verified", received=2, today=ON, by=office.officer)
    assert (check.state, check.received) == ("verified", 2)


def test_r7_the_person_tells_their_history_on_their_own_page_and_the_gap_is_asked_about(office, client):
    signed_in(client, office.account)
    today, address = localdate(), reverse("history", args=[office.person.public_id])
    began = history_from(today)
    sent = {"kind": "study", "what": "Access to nursing"} | day("from_on", began) | day("until_on", today - 71 * DAY)
    page = client.post(address, sent, follow=True).content.decode()
    assert "Access to nursing" in page
    assert "70 days: what did you do then? Not working is an answer, and needs no reason." in page
    client.post(address, {"kind": "not_working"} | day("from_on", today - 70 * DAY))
    assert "The last three years are covered." in client.get(address).content.decode()
    period = HistoryPeriod.objects.get(kind="study")
    client.post(reverse("history_period_remove", args=[period.pk]))
    assert not HistoryPeriod.objects.filter(kind="study").exists()
    assert client.post(address, {"kind": "work"} | day("from_on", today + DAY)).status_code == 422


def test_r7_the_officer_sees_the_gaps_on_the_check_and_is_refused_beside_the_form(office, client):
    told(office, until_on=localdate() - 41 * DAY, today=localdate())
    signed_in(client, office.officer)
    address = reverse("check", args=[office.person.public_id, "references"])
    assert "40 days" in client.get(address).content.decode()
    answer = client.post(address, {"state": "verified"} | day("evidence_on", localdate()))
    assert answer.status_code == 422 and "not working needs no reason" in answer.content.decode()
    assert not Check.objects.filter(person=office.person, kind="references", state="verified").exists()
    signed_in(client, office.lead)
    assert "40 days" not in client.get(address).content.decode()


def test_the_page_of_a_history_runs_the_same_queries_for_one_period_and_for_three(office, client):
    signed_in(client, office.officer)
    address, counts = reverse("history", args=[office.person.public_id]), []
    client.get(address)
    for many in (1, 2):
        for _ in range(many):
            told(office, today=localdate())
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15


def test_a_period_is_taken_away(office):
    remove_history_period(told(office), by=office.account)
    assert not HistoryPeriod.objects.exists()


def test_r2_absence_is_asked_for_only_while_a_conditional_offer_stands(office, client):
    period = told(office, what="Fen Bakery", today=localdate())
    signed_in(client, office.officer)
    address = reverse("reference_letter", args=[office.person.public_id])
    asked = {"period": period.pk, "letter": "absence"}
    refused = client.get(address, asked)
    assert refused.status_code == 422 and "only after a conditional offer" in refused.content.decode()
    assert "Fen Bakery</p>" not in refused.content.decode() and "working days" not in refused.content.decode()
    assert "working days" not in client.get(address, asked | {"letter": "employment"}).content.decode()
    offer = offered(office)
    letter = client.get(address, asked).content.decode()
    assert "Fen Bakery</p>" in letter and "On how many working days were they absent" in letter
    withdraw_conditional_offer(offer, today=localdate(), by=office.lead)
    assert client.get(address, asked).status_code == 422


def test_r2_a_letter_of_no_kind_names_the_post_or_asks_about_health(office, client):
    offered(office)
    signed_in(client, office.officer)
    address = reverse("reference_letter", args=[office.person.public_id])
    for kind, letters in (("work", ("employment", "absence")), ("study", ("training", "personal"))):
        period = told(office, kind=kind, today=localdate())
        for letter in letters:
            page = client.get(address, {"period": period.pk, "letter": letter}).content.decode()
            written = page.split("Dear colleague,")[1].split("Thank you.")[0].lower()
            for word in ("peer", "mental", "support", "diagnos", "illness", "sick", "convict"):
                assert word not in written, word
    for letter in ("training", "personal", "unheard of"):
        wrong = {"period": HistoryPeriod.objects.get(kind="work").pk, "letter": letter}
        assert client.get(address, wrong).status_code == 422
    assert client.get(address, {"period": 0, "letter": "employment"}).status_code == 422
