"""What needs each role now, and whose turn the rest is."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.checks.actions import record_check
from alongside.home.queries.start import tasks_of
from alongside.placement.actions import add_team_to_avoid, record_wishes
from alongside.posts.actions import freeze_post, request_conversion
from alongside.support.actions import record_supervision
from alongside.training.actions import add_cohort, enrol_trainee
from tests.factories import (
    SYSTEM,
    make_holding,
    make_person,
    make_post,
    make_team,
    make_trust,
    make_user,
    signed_in,
)
from tests.home.conftest import make_clear, make_trained


def told(user, today):
    return {task.text: task for task in tasks_of(user, today)}


def test_the_lead_reads_who_waits_and_on_whom(programme, today):
    clear = make_clear(make_trained(programme.trust, days=800, name="Eve Long"))
    record_wishes(clear, bands=[3], by=SYSTEM)
    make_clear(make_trained(programme.trust, days=10))
    tasks = told(programme.lead, today)
    assert tasks["2 people have waited for a year or longer"].hint == "Eve Long longest: 2 years 2 months."
    assert tasks["1 person waits only for a post"].turn == "yours"
    assert tasks["1 person has said no wishes yet"].turn == "person"
    check = tasks["1 person waits for a check"]
    assert (check.turn, check.who) == ("other", "the checks officer")
    turns = [task.turn == "yours" for task in tasks_of(programme.lead, today)]
    assert turns == sorted(turns, reverse=True)


def test_the_lead_reads_of_lone_peers_until_there_are_two(programme, today):
    assert "Kestrel Ward has a lone peer" in told(programme.lead, today)
    make_holding(make_trained(programme.trust), make_post(programme.trust, programme.team))
    assert "Kestrel Ward has a lone peer" not in told(programme.lead, today)
    assert "Heron Ward has a lone peer" in told(programme.lead, today)


def test_the_lead_reads_what_stands_against_an_agreed_start(programme, today):
    unready = make_team(programme.trust, name="Plover Ward", prepared=False)
    post = make_post(programme.trust, unready, number="990011")
    make_holding(make_trained(programme.trust, name="Sue Starting"), post, started_on=today + timedelta(days=8))
    assert "Plover Ward is not prepared yet, and Sue Starting starts there" in told(programme.lead, today)
    freeze_post(post, from_on=today, why="cost", today=today, by=SYSTEM)
    assert "Post 990011 was frozen after Sue Starting agreed to start in it" in told(programme.lead, today)


def test_the_educator_reads_who_must_train_and_which_results_are_missing(programme, today):
    new = make_person(programme.trust, name="Lena Late")
    make_holding(new, make_post(programme.trust, programme.team), started_on=today - timedelta(days=200))
    past = add_cohort(programme.trust, number=8, ends_on=today - timedelta(days=3), by=SYSTEM)
    enrol_trainee(make_person(programme.trust), cohort=past, by=SYSTEM)
    tasks = told(programme.educator, today)
    assert tasks["Lena Late is in post and has to be trained"].turn == "yours"
    assert "Record how Cohort 8 went for 1 person" in tasks
    enrol_trainee(new, cohort=programme.cohort, by=SYSTEM)
    task = told(programme.educator, today)["Lena Late is in post and has to be trained"]
    assert (task.turn, task.hint) == ("other", "Cohort 1")
    with acting("system:test", "test"):
        type(past).objects.filter(pk__in=[past.pk, programme.cohort.pk]).update(name="Spring course")
    tasks = told(programme.educator, today)
    assert "Record how Spring course went for 1 person" in tasks
    assert tasks["Lena Late is in post and has to be trained"].hint == "Spring course"


def test_the_checks_officer_reads_what_is_theirs_and_what_is_late(programme, today):
    ann, bea = programme.waiting, programme.held
    record_check(ann, kind="dbs", state="undecided", by=SYSTEM)
    record_check(ann, kind="references", state="requested", expected_on=today - timedelta(days=1), by=SYSTEM)
    record_check(bea, kind="health", state="requested", by=SYSTEM)
    record_check(bea, kind="identity", state="verified", by=SYSTEM)
    tasks = told(programme.officer, today)
    assert set(tasks) == {
        "Move 1 check on",
        "1 check has not come by the expected day",
        "1 check asked for and under way",
    }
    assert tasks["1 check asked for and under way"].turn == "other"


def test_a_manager_reads_of_their_own_team_only(programme, today):
    coming = make_trained(programme.trust, name="Sue Starting")
    make_holding(coming, make_post(programme.trust, programme.team), started_on=today + timedelta(days=5))
    add_team_to_avoid(programme.waiting, team=programme.team, by=SYSTEM)
    tasks = told(programme.manager, today)
    assert "Sue Starting starts in Kestrel Ward" in tasks
    assert "Supervision of Bea Inpost is overdue" in tasks
    assert not [text for text in tasks if "Cal" in text or "Ann" in text or "Heron" in text]
    record_supervision(programme.held, on=today - timedelta(days=9), kind="line", held=True, by=SYSTEM)
    assert "Supervision of Bea Inpost is overdue" not in told(programme.manager, today)


def test_a_supervision_that_was_not_held_does_not_count(programme, today):
    record_supervision(programme.held, on=today - timedelta(days=9), kind="line", held=False, by=SYSTEM)
    assert "Supervision of Bea Inpost is overdue" in told(programme.manager, today)


def test_post_control_and_the_approver_read_what_waits_for_them(programme, today):
    control = make_user(programme.trust, Role.ESTABLISHMENT)
    nurse = make_user(programme.trust, Role.APPROVER)
    frozen = make_post(programme.trust, programme.team, number="990022")
    since, review = today - timedelta(days=90), today - timedelta(days=2)
    freeze_post(frozen, from_on=since, why="cost", review_on=review, today=today, by=SYSTEM)
    asked = make_post(programme.trust, programme.team, number="990033", title="Support Worker", peer=False)
    request_conversion(
        asked,
        new_title="Peer Support Worker",
        new_band=3,
        quality_impact="None is expected.",
        asked_on=today,
        by=programme.lead,
    )
    assert "Review the freeze of post 990022" in told(control, today)
    task = told(nurse, today)["Post 990033: Support Worker to become Peer Support Worker"]
    assert task.turn == "yours"


def test_nothing_of_another_trust_needs_anybody_here(programme, today):
    other = make_trust()
    for role in (Role.PROGRAMME_LEAD, Role.EDUCATOR, Role.CHECKS_OFFICER, Role.ESTABLISHMENT, Role.APPROVER):
        record_check(programme.waiting, kind="dbs", state="undecided", by=SYSTEM)
        assert tasks_of(make_user(other, role), today) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_every_role_lands_on_a_page_that_says_what_it_will_find(client, role):
    user = signed_in(client, make_user(make_trust(), role, name="Una User"))
    answer = client.get(reverse("start"))
    page = answer.content.decode()
    assert answer.status_code == 200 and "Una User" in page
    assert "Nothing needs you today." in page or "nhsuk-inset-text" in page
    assert user.roles == {role}
