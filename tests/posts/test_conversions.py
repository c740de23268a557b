"""R23: an unregistered vacancy becomes a peer post when it is assessed and two other people have signed."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.posts.actions import (
    approve_conversion,
    change_post,
    close_post,
    convert_post,
    decline_conversion,
    request_conversion,
)
from alongside.posts.models import Conversion
from alongside.posts.rules import Filling
from tests.factories import TODAY, make_post, make_user


@pytest.fixture
def vacancy(trust, team):
    return make_post(trust, team=team, title="Healthcare Assistant", band=2, peer=False, suitable="yes")


def ask(post, by, **change):
    facts = {"new_title": "Peer Support Worker", "new_band": 3, "quality_impact": "Cover stays safe.", **change}
    return request_conversion(post, asked_on=TODAY, by=by, **facts)


def test_r23_a_vacancy_is_converted_after_two_signatures(vacancy, lead, nurse, doctor):
    asked = ask(vacancy, lead)
    with pytest.raises(Refused, match="medical director has not signed"):
        convert_post(asked, on=TODAY, by=lead)
    approve_conversion(asked, capacity="nurse", on=TODAY, by=nurse)
    with pytest.raises(Refused, match="medical director has not signed"):
        convert_post(asked, on=TODAY, by=lead)
    approve_conversion(asked, capacity="doctor", on=TODAY, by=doctor)
    post = convert_post(asked, on=TODAY, by=lead)
    assert (post.peer, post.title, post.band, post.suitable) == (True, "Peer Support Worker", 3, "not_asked")
    asked.refresh_from_db()
    assert (asked.state, asked.decided_on) == ("converted", TODAY)


def test_r23_one_person_does_not_sign_twice(vacancy, lead, nurse):
    asked = ask(vacancy, lead)
    approve_conversion(asked, capacity="nurse", on=TODAY, by=nurse)
    with pytest.raises(Refused, match="somebody else"):
        approve_conversion(asked, capacity="doctor", on=TODAY, by=nurse)
    with acting("system:test", "test"), pytest.raises(IntegrityError), transaction.atomic():
        Conversion.objects.filter(pk=asked.pk).update(doctor_by=nurse, doctor_on=TODAY)


def test_r23_a_signature_is_not_given_over(vacancy, lead, nurse, doctor):
    asked = ask(vacancy, lead)
    approve_conversion(asked, capacity="nurse", on=TODAY, by=nurse)
    with pytest.raises(Refused, match="has signed already"):
        approve_conversion(asked, capacity="nurse", on=TODAY, by=doctor)
    with pytest.raises(Refused, match="chief nurse or as medical director"):
        approve_conversion(asked, capacity="clerk", on=TODAY, by=doctor)


def test_r23_who_asked_does_not_sign(vacancy, trust):
    both = make_user(trust, Role.PROGRAMME_LEAD, Role.APPROVER)
    with pytest.raises(Refused, match="You asked for this change"):
        approve_conversion(ask(vacancy, both), capacity="nurse", on=TODAY, by=both)


def test_r23_only_approvers_sign(vacancy, lead, control):
    for user in (lead, control):
        with pytest.raises(PermissionDenied):
            approve_conversion(ask(vacancy, lead) if user is lead else Conversion.objects.get(), capacity="nurse",
                               on=TODAY, by=user)  # fmt: skip


def test_r23_the_database_keeps_a_conversion_without_signatures_out(vacancy, lead):
    asked = ask(vacancy, lead)
    with acting("system:test", "test"), pytest.raises(IntegrityError), transaction.atomic():
        Conversion.objects.filter(pk=asked.pk).update(state="converted", decided_on=TODAY)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quality_impact": "  "}, "Say in a few sentences"),
        ({"new_band": 5}, "band 3 or 4"),
        ({"new_band": 6}, "band 3 or 4"),
        ({"new_title": "Staff Nurse"}, "never be a peer post"),
    ],
)
def test_a_request_without_an_assessment_or_at_another_band_is_refused(vacancy, lead, change, reason):
    with pytest.raises(Refused, match=reason):
        ask(vacancy, lead, **change)


def test_only_an_open_vacancy_is_put_forward(vacancy, trust, team, lead, control):
    with pytest.raises(Refused, match="peer post already"):
        ask(make_post(trust, team=team), lead)
    with pytest.raises(Refused, match="Somebody outside the programme"):
        ask(make_post(trust, team=team, peer=False, title="Support worker", wte_others=Decimal("0.4")), lead)
    close_post(vacancy, closed_on=TODAY, filling=Filling(), by=control)
    with pytest.raises(Refused, match="closed post"):
        ask(vacancy, lead)


def test_one_request_at_a_time_and_a_declined_one_may_be_asked_again(vacancy, lead, nurse, doctor):
    asked = ask(vacancy, lead)
    with pytest.raises(ValidationError, match="waits for approval already"):
        ask(vacancy, lead)
    declined = decline_conversion(asked, reason="Two vacancies on this ward already.", on=TODAY, by=nurse)
    assert (declined.state, declined.decided_on) == ("declined", TODAY)
    for deed in (
        lambda: approve_conversion(asked, capacity="doctor", on=TODAY, by=doctor),
        lambda: decline_conversion(asked, reason="", on=TODAY, by=doctor),
        lambda: convert_post(asked, on=TODAY, by=lead),
    ):
        with pytest.raises(Refused, match="decided already"):
            deed()
    assert ask(vacancy, lead).state == "asked"


def test_no_post_becomes_a_peer_post_by_an_edit(vacancy, control):
    with pytest.raises(Refused, match="two approvers sign"):
        change_post(vacancy, peer=True, today=TODAY, filling=Filling(), by=control)
