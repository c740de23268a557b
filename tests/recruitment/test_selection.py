"""Who scores what and who sees it when; who has to be invited; and that no offer comes without its steps."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate, now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.access.verdicts import Refused
from alongside.people.models import Person, Reading
from alongside.recruitment.actions import (
    add_information_session,
    answer_offer,
    book_place,
    invite_applicant,
    record_equality,
    record_scores,
    save_answers,
    schedule_interview,
    submit_application,
    withdraw_application,
)
from alongside.recruitment.models import (
    Application,
    AssessmentNeeds,
    EqualityAnswers,
    InterviewSeat,
    LivedExperience,
    Marking,
)
from alongside.recruitment.queries import equality_by_stage, findings, scored_in
from tests.factories import PASSWORD, SYSTEM, make_trust, make_user, signed_in
from tests.recruitment.conftest import answered, begun, decide, holder, interviewed, make_intake, score, sent, sit

pytestmark = pytest.mark.django_db


def refused(deed, words: str) -> None:
    with pytest.raises(Refused) as told:
        deed()
    assert words in " ".join(told.value.reasons)


def test_r27_a_nought_needs_its_reason(programme):
    application = sent(programme.intake)
    refused(lambda: score(application, programme.scorers[0], points=0, why=" "), "Say why for every 0")
    score(application, programme.scorers[0], points=0, why="Nothing about listening.")


def test_r27_two_score_and_a_third_is_told(programme):
    application = sent(programme.intake)
    for scorer in programme.scorers:
        score(application, scorer, lock=False)
    refused(lambda: score(application, programme.educator), "Two people score this application already")


def test_r27_who_wrote_it_down_does_not_score_it(programme):
    application = begun(programme.intake, way="spoken", phone="01632 960001")
    save_answers(application, contact={}, **answered(application), by=programme.educator)
    application = submit_application(application, today=localdate(), at=now(), by=programme.educator)
    assert application.typed_by == programme.educator
    refused(lambda: score(application, programme.educator), "two others score it")


def test_r28_desirables_are_scored_after_the_essentials(programme):
    application = sent(programme.intake)
    wish = next(one for one in scored_in(programme.intake.pk, "shortlist") if not one.essential)
    refused(
        lambda: record_scores(
            application, round="shortlist", points={wish.pk: 2}, rationales={}, by=programme.scorers[0]
        ),
        "essential criteria first",
    )


def test_r26_who_asks_for_a_guaranteed_interview_and_meets_every_essential_is_invited(programme):
    application = sent(programme.intake, guaranteed=True)
    refused(lambda: decide(programme, application, "no", reasons="Many applied."), "Two scorers have to lock")
    for scorer in programme.scorers:
        score(application, scorer, points=1)
    refused(lambda: decide(programme, application, "no", reasons="Many applied."), "invite them")
    other = sent(programme.intake)
    for scorer in programme.scorers:
        score(other, scorer, points=1)
    assert decide(programme, other, "no", reasons="Many applied.").kind == "no"


def test_r26_the_flag_and_others_scores_are_hidden_until_both_have_locked(programme, client):
    application = sent(programme.intake, guaranteed=True, name="Ida Sallows")
    first, second = programme.scorers
    score(application, first, points=0, why="Only I wrote this.")
    score(application, second, lock=False)
    page = reverse("application", args=[application.pk])
    for who in (programme.lead, second, programme.educator):
        signed_in(client, who)
        for address in (page, reverse("intake", args=[programme.intake.pk])):
            told = client.get(address).content.decode()
            assert "Only I wrote this" not in told and "More time" not in told and "uaranteed interview" not in told
            assert who == programme.lead or "Ida Sallows" not in told
    assert not findings(application).guaranteed
    score(application, second)
    assert findings(application).guaranteed
    signed_in(client, second)
    assert "Only I wrote this" in client.get(page).content.decode()


def test_scores_that_are_locked_do_not_change(programme):
    application = sent(programme.intake)
    score(application, programme.scorers[0])
    refused(lambda: score(application, programme.scorers[0], points=1), "You have locked your scores")


def test_a_panel_without_somebody_with_lived_experience_does_not_sit(programme, client):
    application = sent(programme.intake)
    for scorer in programme.scorers:
        score(application, scorer)
    invite_applicant(application, at=now(), by=programme.lead)
    details = {"starts_at": now() + timedelta(days=2), "minutes": 45, "venue": "Room 2", "by": programme.lead}
    refused(lambda: schedule_interview(application, members=programme.scorers, peers=[], **details), "lived experience")
    signed_in(client, programme.lead)
    sit(programme, application)
    file = client.get(reverse("application_interview_file", args=[application.pk])).content.decode()
    assert "SUMMARY:Appointment" in file and "peer" not in file.lower()


def test_the_statement_is_the_panels_until_the_decision_and_each_reading_is_told(programme, client):
    application = sent(programme.intake, statement="I was not well for years.")
    page = reverse("application_statement", args=[application.pk])
    signed_in(client, programme.educator)
    assert client.get(page).status_code == 403
    signed_in(client, programme.scorers[0], minutes_ago=20)
    assert client.get(page)["Location"].startswith(reverse("step_up"))
    client.logout()
    client.post(reverse("sign_in"), {"login": programme.scorers[0].email, "password": PASSWORD})
    assert "I was not well for years" in client.get(page).content.decode()
    assert Reading.objects.get(kind="statement").person == application.person
    interviewed(programme, application)
    decide(programme, application)
    assert client.get(page).status_code == 404
    assert LivedExperience.objects.get().words == "I was not well for years."
    assert not LivedExperience.objects.seen_by(programme.lead).exists()


def test_two_people_take_the_last_place_at_a_session_and_one_is_told(programme):
    session = add_information_session(
        programme.trust, starts_at=now() + timedelta(days=2), venue="Hall", places=1, by=SYSTEM
    )
    book_place(session, name="Ida", email="ida@example.org", at=now(), by=SYSTEM)
    book_place(session, name="Ida", email="Ida@example.org", at=now(), by=SYSTEM)
    assert session.bookings.count() == 1
    refused(lambda: book_place(session, name="Olga", email="o@example.org", at=now(), by=SYSTEM), "last place")


def test_there_are_no_more_offers_than_places(programme):
    intake = make_intake(programme.trust, places=1)
    first, second = (interviewed(programme, sent(intake)) for _ in "ab")
    decide(programme, first)
    refused(lambda: decide(programme, second), "last place")
    answer_offer(first, accepted=False, at=now(), by=holder(first))
    decide(programme, second)
    answer_offer(second, accepted=True, at=now(), by=holder(second))
    assert [one.person for one in Application.objects.offered()] == [second.person]


def test_a_link_opens_its_own_application_and_no_other(programme):
    mine, other = begun(programme.intake), begun(programme.intake)
    with pytest.raises(PermissionDenied):
        withdraw_application(other, at=now(), by=holder(mine))


def test_a_form_sent_twice_is_one_application_and_one_person(programme):
    application = sent(programme.intake)
    refused(
        lambda: submit_application(application, today=localdate(), at=now(), by=holder(application)), "sent already"
    )
    assert Person.objects.filter(applications=application).count() == 1


def test_who_withdraws_leaves_no_statement_and_no_needs(programme):
    application = sent(programme.intake, statement="Once.")
    withdraw_application(application, at=now(), by=holder(application))
    assert not LivedExperience.objects.exists() and not AssessmentNeeds.objects.exists()


def test_not_yet_needs_what_would_help_and_a_day(programme):
    application = interviewed(programme, sent(programme.intake))
    refused(lambda: decide(programme, application, "not_yet", reasons=""), "what would help")
    refused(lambda: decide(programme, application, "not_yet", reasons="A course."), "the day")
    day = localdate() + timedelta(days=90)
    assert decide(programme, application, "not_yet", reasons="A course.", ask_again_on=day).ask_again_on == day


def test_equality_answers_come_out_only_as_safe_counts(programme):
    for number in range(7):
        application = sent(programme.intake)
        record_equality(application, answers={"age": "25 to 34" if number < 6 else "45 to 54"}, by=holder(application))
    rows = dict(equality_by_stage(programme.intake, "age", [("25 to 34", "25 to 34"), ("45 to 54", "45 to 54")]))
    assert rows["25 to 34"][0] == "5" and rows["45 to 54"][0] == "*"
    assert {field.name for field in EqualityAnswers._meta.get_fields()} == {"id", "intake", "sha256", "answers"}


def test_an_intake_is_seen_by_those_who_select_in_its_trust(programme, client):
    signed_in(client, make_user(make_trust(), "programme_lead"))
    assert client.get(reverse("intake", args=[programme.intake.pk])).status_code == 404


def test_a_list_of_applications_takes_the_same_queries_for_one_and_for_three(programme, client):
    signed_in(client, programme.lead)
    page = reverse("intake", args=[programme.intake.pk])
    counts = []
    for _ in range(2):
        sent(programme.intake)
        client.get(page)
        with CaptureQueriesContext(connection) as taken:
            client.get(page)
        counts.append(len(taken))
        sent(programme.intake)
    assert counts[0] == counts[1] <= 15


DEEDS = st.lists(st.integers(0, 7), min_size=1, max_size=14)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=DEEDS)
def test_no_order_of_deeds_reaches_an_offer_without_its_steps(programme, order):
    first, second = programme.scorers
    with transaction.atomic():
        application = sent(programme.intake)
        deeds = (
            lambda: score(application, first),
            lambda: score(application, second),
            lambda: invite_applicant(application, at=now(), by=programme.lead),
            lambda: sit(programme, application),
            lambda: score(application, first, round="interview"),
            lambda: score(application, second, round="interview"),
            lambda: decide(programme, application),
            lambda: answer_offer(application, accepted=True, at=now(), by=programme.lead),
        )
        for number in [*order, *range(len(deeds))] if len(order) % 2 else order:
            try:
                with transaction.atomic():
                    deeds[number]()
            except Refused:
                pass
        application.refresh_from_db()
        if application.state in {"offered", "accepted"}:
            locked = Marking.objects.filter(application=application, locked_at__isnull=False)
            assert locked.filter(round="shortlist").count() == 2
            assert InterviewSeat.objects.filter(interview__application=application, peer=True).exists()
            assert locked.filter(round="interview").count() == 2
            steps = list(application.stages.values_list("state", flat=True))
            assert steps[:5] == ["draft", "submitted", "invited", "interviewed", "offered"]
        else:
            assert len(order) % 2 == 0
        transaction.set_rollback(True)
