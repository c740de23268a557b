"""Who waits, how long, and what holds them up."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.checks.actions import record_check
from alongside.home.queries.board import untrained_in_post, waiting
from alongside.placement.actions import record_wishes
from alongside.progression.actions import record_leaving, record_moved_on
from alongside.training.actions import enrol_trainee
from tests.factories import SYSTEM, make_holding, make_person, make_post, make_trust, make_user, signed_in
from tests.home.conftest import make_clear, make_trained


def names(rows):
    return [row.standing.name for row in rows]


@pytest.fixture
def page(client, programme):
    signed_in(client, programme.lead)
    return lambda **query: client.get(reverse("board"), query).content.decode()


def test_the_trained_without_a_post_wait_the_longest_first(programme, today):
    make_trained(programme.trust, days=30, name="Dee Short")
    make_trained(programme.trust, days=900, name="Eve Long")
    assert names(waiting(programme.lead, today)) == ["Eve Long", "Ann Waiting", "Dee Short"]
    assert [row.days for row in waiting(programme.lead, today)] == [900, 400, 30]


def test_somebody_with_no_date_of_completion_waits_too_and_it_is_said(programme, today, page):
    make_trained(programme.trust, days=None, name="Flo Undated")
    assert names(waiting(programme.lead, today))[-1] == "Flo Undated"
    assert "Not known since when" in page() and "Of 1 person nobody wrote down" in page()


def test_who_is_in_post_in_training_or_gone_does_not_wait(programme, today):
    enrol_trainee(make_person(programme.trust, name="In Training"), cohort=programme.cohort, by=SYSTEM)
    gone = make_trained(programme.trust, name="Gone Away", days=300)
    record_leaving(gone, left_on=today - timedelta(days=10), destination="nhs", today=today, by=SYSTEM)
    vague = make_trained(programme.trust, name="Gone Once", days=300)
    record_leaving(vague, left_on=None, destination="not_known", today=today, by=SYSTEM)
    moved = make_trained(programme.trust, name="Had A Post", days=700)
    make_holding(moved, started_on=today - timedelta(days=600), ended=True, ended_on=today - timedelta(days=50))
    assert names(waiting(programme.lead, today)) == ["Ann Waiting"]


def test_who_trained_again_after_leaving_waits_again(programme, today):
    back = make_trained(programme.trust, name="Back Again", days=20)
    record_leaving(back, left_on=today - timedelta(days=90), destination="study", today=today, by=SYSTEM)
    assert "Back Again" in names(waiting(programme.lead, today))


def test_what_holds_somebody_up_and_whose_turn_it_is(programme, today, page):
    ann = programme.waiting
    row = waiting(programme.lead, today)[0]
    assert (row.hold, row.who) == ("checks", "the checks officer")
    make_clear(ann)
    record_check(ann, kind="dbs", state="requested", by=SYSTEM)
    row = waiting(programme.lead, today)[0]
    assert (row.hold, row.who) == ("checks", "a third party")
    assert "Checks not clear yet: criminal record check." in page()
    record_check(ann, kind="dbs", state="verified", by=SYSTEM)
    row = waiting(programme.lead, today)[0]
    assert (row.hold, row.who) == ("wishes", "the person")
    record_wishes(ann, bands=[3], by=SYSTEM)
    row = waiting(programme.lead, today)[0]
    assert (row.hold, row.who) == ("post", "the programme lead")
    assert "Your turn" in page() and "There is no open peer post." in page()
    make_holding(ann, make_post(programme.trust, programme.team), started_on=today + timedelta(days=9))
    row = waiting(programme.lead, today)[0]
    assert (row.hold, row.starts_on) == ("offered", today + timedelta(days=9))


def test_the_board_is_filtered_and_sorted_by_links(programme, page):
    make_clear(make_trained(programme.trust, days=50, name="Zoe Clear"))
    filtered = page(hold="checks")
    assert "Ann Waiting" in filtered and "Zoe Clear" not in filtered
    assert "Checks not clear yet (1)" in filtered and "No wishes recorded (1)" in filtered
    by_name = page(sort="-name")
    assert by_name.index("Zoe Clear") < by_name.index("Ann Waiting")
    by_wait = page()
    assert by_wait.index("Ann Waiting") < by_wait.index("Zoe Clear")


@pytest.mark.django_db
def test_an_empty_board_says_what_to_do_next(client):
    signed_in(client, make_user(make_trust(), Role.PROGRAMME_LEAD))
    assert "Nobody is waiting." in client.get(reverse("board")).content.decode()
    assert "Everybody in post has completed the training." in client.get(reverse("to_train")).content.decode()


def test_the_board_asks_the_same_number_of_questions_however_long(
    client, programme, page, today, django_assert_num_queries
):
    record_wishes(make_clear(programme.waiting), bands=[3], by=SYSTEM)
    make_post(programme.trust, programme.team)
    page()
    with django_assert_num_queries(14):
        page()
    for number in range(3):
        record_wishes(make_clear(make_trained(programme.trust, days=number)), bands=[3], by=SYSTEM)
        make_post(programme.trust, programme.team)
    with django_assert_num_queries(14):
        page()


def test_who_was_appointed_first_has_six_months_to_train(programme, today, page, client):
    for name, days in (("Late One", 200), ("Soon One", 150), ("New One", 10)):
        post = make_post(programme.trust, programme.team)
        make_holding(make_person(programme.trust, name=name), post, started_on=today - timedelta(days=days))
    rows = untrained_in_post(programme.lead, today)
    assert [(row.name, row.due) for row in rows] == [
        ("Late One", "overdue"),
        ("Soon One", "soon"),
        ("New One", "later"),
    ]
    shown = client.get(reverse("to_train"), {"due": "soon"}).content.decode()
    assert "Soon One" in shown and "Late One" not in shown


def test_the_educator_sees_who_must_train_but_not_in_which_team(programme, today, client):
    make_holding(
        make_person(programme.trust, name="New One"), make_post(programme.trust, programme.team), started_on=today
    )
    signed_in(client, programme.educator)
    shown = client.get(reverse("to_train")).content.decode()
    assert "New One" in shown and "Kestrel Ward" not in shown


def test_another_trust_is_on_neither_list(programme, today):
    other = make_trust()
    make_trained(other, name="Elsewhere Waiting")
    make_holding(make_person(other, name="Elsewhere Untrained"), started_on=today)
    assert "Elsewhere Waiting" not in names(waiting(programme.lead, today))
    assert "Elsewhere Untrained" not in [row.name for row in untrained_in_post(programme.lead, today)]


@pytest.fixture
def moved_on(client, programme):
    signed_in(client, programme.lead)

    def send(*people, status=302):
        answer = client.post(reverse("moved_on"), {"people": [person.public_id for person in people]})
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer.content.decode()

    return send


def test_those_who_no_longer_wait_are_taken_off_the_list_in_one_go(programme, today, page, moved_on, client):
    long_ago = [make_trained(programme.trust, days=5000 + day, name=f"Gone Long {day}") for day in range(3)]
    offered = client.get(reverse("moved_on")).content.decode()
    assert offered.index("Gone Long 2") < offered.index("Gone Long 0") < offered.index("Ann Waiting")
    assert " checked" not in offered
    assert client.get(reverse("moved_on"), {"all": "yes"}).content.decode().count(" checked") == 4
    moved_on(*long_ago[:2])
    assert names(waiting(programme.lead, today)) == ["Gone Long 2", "Ann Waiting"]
    assert "2 people no longer on the list" in page()
    record_wishes(long_ago[0], bands=[3], available_from=today, by=SYSTEM)
    assert "Gone Long 0" in names(waiting(programme.lead, today))


def test_nobody_ticked_somebody_of_another_trust_and_somebody_placed_meanwhile_are_told(programme, today, moved_on):
    assert "Tick at least one person" in moved_on(status=422)
    assert "Somebody who was ticked" in moved_on(make_trained(make_trust()), status=422)
    make_holding(programme.waiting, make_post(programme.trust, programme.team), started_on=today)
    assert "Somebody who was ticked" in moved_on(programme.waiting, status=422)
    with pytest.raises(Refused, match="holds a post"):
        record_moved_on(programme.trust, people=[programme.waiting], today=today, by=SYSTEM)
    assert not programme.waiting.leavings.exists()
