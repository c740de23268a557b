"""Work experience from the offer to the lock, and competences."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.people.actions import link_account
from alongside.training.actions import (
    book_work_experience,
    cancel_work_experience,
    offer_work_experience,
    sign_off_work_experience,
    withdraw_work_experience,
)
from alongside.training.models import WorkExperienceSlot
from alongside.training.queries import progress_of
from tests.factories import SYSTEM, make_manager, make_team, make_user, signed_in
from tests.training.conftest import make_trainee

pytestmark = pytest.mark.django_db


def make_slot(trust, team=None, days=0) -> WorkExperienceSlot:
    return offer_work_experience(
        team or make_team(trust),
        held_on=localdate() + timedelta(days=days),
        hours=Decimal(6),
        supervisor_name="Joan Pettifer",
        today=localdate(),
        by=SYSTEM,
    )


def test_a_day_is_offered_by_the_team_booked_by_the_educator_and_signed_off_by_the_team(school, client):
    team, trainee = make_team(school.trust), make_trainee(school.cohort)
    manager, stranger = make_manager(team), make_manager(make_team(school.trust))
    signed_in(client, manager)
    facts = {"team": team.pk, "held_on": localdate().isoformat(), "hours": "6", "supervisor_name": "Joan Pettifer"}
    assert client.post(reverse("work_experience_new"), facts).status_code == 302
    slot = WorkExperienceSlot.objects.get()
    assert client.get(reverse("work_experience_book", args=[slot.pk])).status_code == 403
    signed_in(client, school.educator)
    assert client.post(reverse("work_experience_book", args=[slot.pk]), {"trainee": trainee.pk}).status_code == 302
    assert client.post(reverse("work_experience_sign_off", args=[slot.pk]), {"hours_done": "6"}).status_code == 403
    signed_in(client, stranger)
    assert trainee.person.name not in client.get(reverse("work_experience")).content.decode()
    assert client.post(reverse("work_experience_sign_off", args=[slot.pk]), {"hours_done": "6"}).status_code == 404
    signed_in(client, manager)
    assert trainee.person.name in client.get(reverse("work_experience")).content.decode()
    assert client.post(reverse("work_experience_sign_off", args=[slot.pk]), {"hours_done": "5"}).status_code == 302
    assert progress_of([trainee], localdate())[trainee.pk].reached.experience_done == 5
    again = client.post(reverse("work_experience_sign_off", args=[slot.pk]), {"hours_done": "9"})
    assert again.status_code == 422 and "locked" in again.content.decode()


def test_a_manager_offers_for_their_own_teams_only(school, client):
    signed_in(client, make_manager(make_team(school.trust)))
    other = make_team(school.trust)
    facts = {"team": other.pk, "held_on": localdate().isoformat(), "hours": "6", "supervisor_name": "X"}
    assert client.post(reverse("work_experience_new"), facts).status_code == 422
    assert not WorkExperienceSlot.objects.exists()


def test_what_is_signed_off_is_locked_for_every_deed(school):
    slot, manager = make_slot(school.trust), make_user(school.trust, Role.PROGRAMME_LEAD)
    book_work_experience(slot, trainee=make_trainee(school.cohort), by=SYSTEM)
    sign_off_work_experience(slot, hours_done=Decimal(6), today=localdate(), by=manager)
    for deed, facts in (
        (cancel_work_experience, {}),
        (withdraw_work_experience, {}),
        (book_work_experience, {"trainee": make_trainee(school.cohort)}),
        (sign_off_work_experience, {"hours_done": Decimal(1), "today": localdate()}),
    ):
        with pytest.raises(Refused, match="locked"):
            deed(slot, by=manager, **facts)


@pytest.mark.parametrize("change", [{"trainee": None}, {"hours_done": None}, {"signed_off_by": None}])
def test_the_database_keeps_a_signed_off_day_whole(school, change):
    slot, lead = make_slot(school.trust), make_user(school.trust, Role.PROGRAMME_LEAD)
    book_work_experience(slot, trainee=make_trainee(school.cohort), by=SYSTEM)
    sign_off_work_experience(slot, hours_done=Decimal(6), today=localdate(), by=lead)
    with pytest.raises(IntegrityError), acting("system:test", "test"), transaction.atomic():
        WorkExperienceSlot.objects.filter(pk=slot.pk).update(**change)


def test_two_for_one_day_the_second_is_told_and_the_same_booking_twice_is_harmless(school):
    slot, first, second = make_slot(school.trust), make_trainee(school.cohort), make_trainee(school.cohort)
    for _ in range(2):
        book_work_experience(slot, trainee=first, by=SYSTEM)
    with pytest.raises(Refused, match="Somebody else has just been booked"):
        book_work_experience(slot, trainee=second, by=SYSTEM)
    with pytest.raises(Refused, match="cancel the booking first"):
        withdraw_work_experience(slot, by=SYSTEM)


def test_nobody_is_in_two_teams_on_one_day(school, client):
    first, second, trainee = make_slot(school.trust), make_slot(school.trust), make_trainee(school.cohort)
    book_work_experience(first, trainee=trainee, by=SYSTEM)
    signed_in(client, school.educator)
    told = client.post(reverse("work_experience_book", args=[second.pk]), {"trainee": trainee.pk})
    assert told.status_code == 422 and "on this day already" in told.content.decode()


def test_somebody_gives_their_own_day_back_without_saying_why(school, client):
    slot, trainee, account = make_slot(school.trust, days=3), make_trainee(school.cohort), None
    account = make_user(school.trust, Role.PERSON)
    link_account(trainee.person, account=account, by=SYSTEM)
    book_work_experience(slot, trainee=trainee, by=SYSTEM)
    signed_in(client, account)
    assert "Give it back" in client.get(reverse("own_record")).content.decode()
    assert client.post(reverse("work_experience_cancel", args=[slot.pk])).status_code == 302
    assert WorkExperienceSlot.objects.get().trainee is None


def test_competences_are_signed_off_by_domain_and_can_be_taken_back(school, client):
    trainee = make_trainee(school.cohort)
    signed_in(client, school.educator)
    address = reverse("trainee_competences", args=[trainee.pk])
    client.post(address, {"domains": ["values", "teams"]})
    assert set(trainee.competences.values_list("domain", "signed_by")) == {
        ("values", school.educator.pk),
        ("teams", school.educator.pk),
    }
    client.post(address, {"domains": ["teams"]})
    assert list(trainee.competences.values_list("domain", flat=True)) == ["teams"]
    client.post(address, {})
    assert not trainee.competences.exists()
