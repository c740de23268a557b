"""Those who select and those who weigh read on their start page what waits for them, and no more."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate, now

from alongside.access.actors import acting
from alongside.access.encryption import SealedField
from alongside.access.permissions import Role
from alongside.checks import actions
from alongside.checks.models import Disclosure
from alongside.checks.rules.eligibility import QUESTIONS
from alongside.home.queries.start import tasks_of
from alongside.people.actions import link_account
from alongside.recruitment.actions import invite_applicant
from tests.factories import SYSTEM, make_person, make_post, make_team, make_trust, make_user
from tests.recruitment.conftest import make_intake, score, sent, sit


@pytest.fixture
def panel(db):
    trust = make_trust()
    return SimpleNamespace(
        trust=trust,
        intake=make_intake(trust, title="Spring"),
        lead=make_user(trust, Role.PROGRAMME_LEAD),
        scorers=[make_user(trust, Role.PANEL_MEMBER), make_user(trust, Role.EDUCATOR)],
    )


def told(user):
    return [task.text for task in tasks_of(user, localdate())]


def case_of(trust, name, **facts):
    """A certificate that shows something, as far as the facts say."""
    person = make_person(trust, name=name)
    post = make_post(trust, make_team(trust))
    answers = dict.fromkeys(QUESTIONS, False) | {"patients": True, "alone": True}
    actions.answer_eligibility(post, answers=answers, workforce="adult", today=localdate(), by=SYSTEM)
    actions.make_conditional_offer(person, post=post, today=localdate(), by=SYSTEM)
    seen = {"number": "001", "issued_on": localdate(), "shows": True, "today": localdate()}
    case = actions.record_certificate(person, by=SYSTEM, **seen).disclosure
    with acting("system:test", "test"):
        Disclosure.objects.filter(pk=case.pk).update(**facts)
    case.refresh_from_db()
    return case


def test_a_scorer_reads_how_many_wait_until_they_have_locked(panel):
    first, second = sent(panel.intake), sent(panel.intake)
    member, educator = panel.scorers
    assert told(member) == ["Score it alone: 2 applications"] and "Score it alone: 2 applications" in told(educator)
    score(first, member)
    assert told(member) == ["Score it alone: 1 application"]
    score(second, member)
    assert told(member) == []


def test_the_lead_invites_and_the_panel_reads_when_it_sits(panel):
    application = sent(panel.intake, name="Sue Applies")
    for scorer in panel.scorers:
        score(application, scorer)
    assert "Invite, or say not yet: 1 application" in told(panel.lead)
    invite_applicant(application, at=now(), by=panel.lead)
    sit(panel, application)
    for scorer in panel.scorers:
        assert {"You sit on the panel of an interview", "Score the interview: 1 application"} <= set(told(scorer))
    assert "You sit on the panel of an interview" not in told(panel.lead)
    afterwards = [task.text for task in tasks_of(panel.scorers[0], localdate() + timedelta(days=4))]
    assert afterwards == ["Score the interview: 1 application"]
    assert not [task for task in tasks_of(panel.scorers[0], localdate()) if "Sue" in f"{task}"]


def test_an_assessor_reads_of_the_cases_they_were_named_for(db):
    trust = make_trust()
    first, second, other = (make_user(trust, Role.DISCLOSURE_ASSESSOR) for _ in range(3))
    case = case_of(trust, "Ann Weighed", state="assessing", first=first, second=second)
    assert told(first) == told(second) == ["Assess a disclosure"] and told(other) == []
    actions.lock_assessment(case, scores={}, view="suitable", reasons="Long ago", at=now(), by=first)
    (waits,) = tasks_of(first, localdate())
    assert (waits.text, waits.turn, waits.who) == ("1 disclosure assessed by you", "other", "the other assessor")
    assert "Ann" not in f"{tasks_of(first, localdate())}{tasks_of(second, localdate())}"


def test_nothing_sealed_is_opened_to_say_whose_turn_it_is(db, monkeypatch):
    trust = make_trust()
    assessor, decider = make_user(trust, Role.DISCLOSURE_ASSESSOR), make_user(trust, Role.DECIDER)
    words = {"said": "Said", "conditions": "Conditions", "reasons": "Reasons"}
    second = make_user(trust, Role.DISCLOSURE_ASSESSOR)
    case_of(trust, "Ann Weighed", state="assessing", first=assessor, second=second, **words)
    case_of(trust, "Ben Weighed", state="deciding", **words)
    opened = []
    monkeypatch.setattr(SealedField, "from_db_value", lambda self, value, *_: opened.append(self.name))
    assert told(assessor) == ["Assess a disclosure"] and told(decider) == ["Decide on a disclosure"]
    assert opened == []


def test_the_decider_and_the_appeal_officer_read_of_cases_in_which_they_had_no_part(db):
    trust = make_trust()
    first, second, decider, appeals = (make_user(trust, Role.DECIDER, Role.APPEAL_OFFICER) for _ in range(4))
    named = {"first": first, "second": second}
    case = case_of(trust, "Ann Weighed", state="deciding", **named)
    own = case_of(trust, "Own Case", state="deciding", **named)
    link_account(own.person, account=appeals, by=SYSTEM)
    assert [len(told(user)) for user in (first, second, decider, appeals)] == [0, 0, 2, 1]
    with acting("system:test", "test"):
        Disclosure.objects.filter(pk=case.pk).update(
            state="appeal", decided_by=decider, decided_on=localdate(), appealed_on=localdate()
        )
        Disclosure.objects.filter(pk=own.pk).update(state="panel", chair=decider)
    assert told(first) == told(second) == [] and told(decider) == ["Decide on a disclosure"]
    assert told(appeals) == ["Hear an appeal about a disclosure"]


def test_occupational_health_and_the_approver_read_what_waits_for_them(db):
    trust = make_trust()
    health, approver = make_user(trust, Role.OCCUPATIONAL_HEALTH), make_user(trust, Role.APPROVER)
    person = make_person(trust)
    assert told(health) == told(approver) == []
    actions.record_check(person, kind="health", state="requested", requested_on=localdate(), by=SYSTEM)
    assert told(health) == ["Record the outcome of 1 work health assessment"]
    until = localdate() + timedelta(days=30)
    actions.ask_for_start(
        person, kind="references", safeguards="Not alone.", until_on=until, today=localdate(), by=SYSTEM
    )
    assert told(approver) == ["Sign, or leave unsigned, 1 early start"]
    outsider = make_user(make_trust(), Role.OCCUPATIONAL_HEALTH, Role.APPROVER)
    assert told(outsider) == []


def test_three_cases_cost_as_many_queries_as_one(panel):
    trust = panel.trust
    roles = (Role.DISCLOSURE_ASSESSOR, Role.DECIDER, Role.APPEAL_OFFICER, Role.OCCUPATIONAL_HEALTH)
    users = [panel.scorers[0], *(make_user(trust, role) for role in roles)]
    second = make_user(trust, Role.DISCLOSURE_ASSESSOR)

    def more():
        sit_on = sent(panel.intake)
        for scorer in panel.scorers:
            score(sit_on, scorer)
        invite_applicant(sit_on, at=now(), by=panel.lead)
        sit(panel, sit_on)
        for state in ("assessing", "deciding", "appeal"):
            case = case_of(trust, state, state=state, first=users[1], second=second)
        actions.record_check(case.person, kind="health", state="requested", by=SYSTEM)

    def queries():
        made = []
        for user in users:
            list(user.roles)
            with CaptureQueriesContext(connection) as found:
                assert tasks_of(user, localdate())
            made.append(len(found))
        return made

    more()
    once = queries()
    more(), more()
    assert queries() == once and max(once) <= 12
