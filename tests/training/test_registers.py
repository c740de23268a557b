"""Taking a register, correcting it, catching up, and what was agreed for one person."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.models import AuditRow
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.people.actions import link_account
from alongside.training.actions import agree_adjustment, end_adjustment, plan_catch_up, take_register
from alongside.training.models import Adjustment, AdjustmentCause, Attendance, CatchUp
from alongside.training.queries import extra_time, progress_of, register_as_seen
from tests.factories import SYSTEM, make_person, make_user, signed_in
from tests.training.conftest import make_session, make_trainee

pytestmark = pytest.mark.django_db
D = Decimal


@pytest.fixture
def taught(school):
    """Sixteen trainees and a session that was held today."""
    school.trainees = [make_trainee(school.cohort) for _ in range(16)]
    school.session = make_session(school.cohort, localdate())
    school.address = reverse("register", args=[school.session.pk])
    return school


def sent(taught, missed, **more):
    return {f"missed_{one.pk}": missed.get(place, "0.00") for place, one in enumerate(taught.trainees)} | more


def missed_by(taught) -> dict[int, Decimal]:
    found = dict(taught.session.attendances.values_list("trainee", "hours_missed"))
    return {place: found[one.pk] for place, one in enumerate(taught.trainees) if found[one.pk]}


def test_a_register_of_sixteen_is_one_post_and_a_second_one_changes_nothing(taught, client):
    signed_in(client, taught.educator)
    assert client.get(taught.address).content.decode().count("Present") == 16
    answers = sent(taught, {2: "4.50", 5: "0.50"}, as_seen=register_as_seen(taught.session))
    assert client.post(taught.address, answers).status_code == 302
    assert Attendance.objects.count() == 16 and missed_by(taught) == {2: D("4.50"), 5: D("0.50")}
    before = AuditRow.objects.filter(table_name=Attendance._meta.db_table).count()
    assert client.post(taught.address, answers).status_code == 302
    assert AuditRow.objects.filter(table_name=Attendance._meta.db_table).count() == before == 16


def test_a_correction_is_kept_in_the_audit_with_who_did_it(taught, client):
    take_register(taught.session, missed=dict.fromkeys(taught.trainees, D(0)), today=localdate(), by=SYSTEM)
    signed_in(client, taught.educator)
    client.post(taught.address, sent(taught, {1: "1.50"}, as_seen=register_as_seen(taught.session)))
    row = AuditRow.objects.filter(table_name=Attendance._meta.db_table, operation="update").get()
    assert (row.actor, row.deed, row.columns) == (taught.educator.actor_label, "take_register", ["hours_missed"])


def test_two_educators_with_the_same_register_open_the_second_is_told_and_nothing_is_lost(taught, client):
    opened = register_as_seen(taught.session)
    signed_in(client, taught.educator)
    client.post(taught.address, sent(taught, {3: "4.50"}, as_seen=opened))
    answer = client.post(taught.address, sent(taught, {4: "4.50"}, as_seen=opened))
    page = answer.content.decode()
    assert answer.status_code == 409 and "Somebody else has changed this register" in page
    assert missed_by(taught) == {3: D("4.50")} and page.count("selected") == 16


def test_an_empty_or_half_register_is_not_saved_as_everybody_present(taught, client):
    signed_in(client, taught.educator)
    client.post(taught.address, {})
    assert client.post(taught.address, {f"missed_{taught.trainees[0].pk}": "0.00"}).status_code == 422
    assert not Attendance.objects.exists()


def test_no_register_before_its_day_and_nobody_misses_more_than_the_session_has(taught):
    coming = make_session(taught.cohort, localdate() + timedelta(days=1))
    with pytest.raises(Refused, match="still to come"):
        take_register(coming, missed={taught.trainees[0]: D(0)}, today=localdate(), by=SYSTEM)
    with pytest.raises(Refused, match="no more can be missed"):
        take_register(taught.session, missed={taught.trainees[0]: D(5)}, today=localdate(), by=SYSTEM)


def miss(taught, trainee, hours) -> None:
    take_register(taught.session, missed={trainee: D(hours)}, today=localdate(), by=SYSTEM)


def test_the_educator_is_warned_before_somebody_falls_below_the_line(taught, client):
    make_session(taught.cohort, localdate() + timedelta(days=1))
    near = taught.trainees[7]
    signed_in(client, taught.educator)
    address = reverse("cohort", args=[taught.cohort.pk])
    assert "Talk to them now" not in client.get(address).content.decode()
    miss(taught, near, "4.5")
    page = client.get(address).content.decode()
    assert "Talk to them now" in page and "3.5 hours left to miss" in page


def test_a_catch_up_that_is_done_counts_as_attended_and_is_done_once(taught, client):
    trainee = taught.trainees[0]
    miss(taught, trainee, "4.5")
    signed_in(client, taught.educator)
    by_on = localdate() + timedelta(days=7)
    facts = {"session": taught.session.pk, "what": "Read module 4", "hours": "9", "by_on": by_on.isoformat()}
    address = reverse("trainee_catch_up", args=[trainee.pk])
    told = client.post(address, facts)
    assert told.status_code == 422 and "make up for at most those" in told.content.decode()
    assert client.post(address, facts | {"hours": "4.5"}).status_code == 302
    assert progress_of([trainee], localdate())[trainee.pk].attended.missed == D("4.5")
    planned = CatchUp.objects.get()
    for _ in range(2):
        assert client.post(reverse("catch_up_done", args=[planned.pk])).status_code == 302
    planned.refresh_from_db()
    assert planned.done_by == taught.educator
    assert progress_of([trainee], localdate())[trainee.pk].attended.missed == 0


def test_nothing_missed_nothing_to_catch_up(taught):
    with pytest.raises(Refused, match="nothing to catch up"):
        plan_catch_up(taught.trainees[0], session=taught.session, what="Read", hours=D(1), by_on=localdate(), by=SYSTEM)


def agree(person, kind, value, today=None):
    return agree_adjustment(person, kind=kind, value=D(value), today=today or localdate(), by=SYSTEM)


def test_an_adjustment_changes_the_rule_for_one_person_and_for_nobody_else(taught):
    helped, other = taught.trainees[:2]
    for one in (helped, other):
        miss(taught, one, "4.5")
    agree(helped.person, "attendance_line", 70)
    found = progress_of([helped, other], localdate())
    assert found[helped.pk].effects == ["Attendance line 70%"] and found[other.pk].effects == []
    assert found[helped.pk].attended.line.may_miss == D("21.6") and found[other.pk].attended.line.may_miss == 8
    assert extra_time(helped.person, localdate()) == 0
    agree(helped.person, "extra_time", 25)
    assert extra_time(helped.person, localdate()) == 25 and extra_time(other.person, localdate()) == 0


def test_a_new_adjustment_takes_the_place_of_the_old_one_and_an_ended_one_counts_no_more(taught):
    person, today = taught.trainees[0].person, localdate()
    agree(person, "extra_time", 25, today - timedelta(days=5))
    latest = agree(person, "extra_time", 50)
    assert extra_time(person, today) == 50 and extra_time(person, today - timedelta(days=1)) == 25
    end_adjustment(latest, today=today, by=SYSTEM)
    assert extra_time(person, today) == 0 and extra_time(person, today - timedelta(days=1)) == 25


def test_r1_nothing_is_agreed_for_somebody_who_is_on_no_course(school):
    with pytest.raises(Refused, match="Enrol them first"):
        agree(make_person(school.trust), "extra_time", 25)


def test_only_the_effect_is_shown_and_the_note_about_why_is_the_persons_alone(taught, client):
    person, account = taught.trainees[0].person, make_user(taught.trust, Role.PERSON)
    link_account(person, account=account, by=SYSTEM)
    agree(person, "extra_time", 25)
    signed_in(client, account)
    client.post(reverse("own_adjustments"), {"words": "Because of ravens"})
    assert AdjustmentCause.objects.get().words == "Because of ravens"
    assert "Because of ravens" in client.get(reverse("own_adjustments")).content.decode()
    signed_in(client, taught.educator)
    page = client.get(reverse("trainee", args=[taught.trainees[0].pk])).content.decode()
    assert "Extra time 25%" in page and "ravens" not in page
    assert client.get(reverse("own_adjustments")).status_code == 403
    for table in (Adjustment, AdjustmentCause):
        for row in AuditRow.objects.filter(table_name=table._meta.db_table):
            assert "ravens" not in str(row.values) and "extra_time" not in str(row.values)
