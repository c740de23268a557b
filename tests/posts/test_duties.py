"""Job descriptions by version, and the duties of a post: put forward, agreed by the team, then by the person (L14)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.people.actions import link_account
from alongside.placement.actions import accept_duties
from alongside.posts.actions import (
    add_job_description,
    add_job_line,
    agree_duties,
    issue_job_description,
    put_duties_forward,
    renew_job_description,
)
from alongside.posts.models import AgreedDuties, JobDescription
from alongside.posts.rules import duties_of_a_peer_post
from tests.factories import (
    SYSTEM,
    make_holding,
    make_manager,
    make_person,
    make_post,
    make_team,
    make_trust,
    make_user,
    signed_in,
)

pytestmark = pytest.mark.django_db
PEER, OTHER = ["Listens", "Runs a group"], ["Helps at meals"]


class World:
    def __init__(self):
        self.trust = make_trust()
        self.team = make_team(self.trust, name="Kestrel Ward")
        self.post = make_post(self.trust, self.team, peer=True, band=3)
        self.lead = make_user(self.trust, Role.PROGRAMME_LEAD, name="Lou Lead")
        self.manager = make_manager(self.team)
        self.person = make_person(self.trust, name="Ann Peer")
        self.account = make_user(self.trust, Role.PERSON)
        link_account(self.person, account=self.account, by=SYSTEM)
        self.holding = make_holding(self.person, self.post, started_on=localdate() + timedelta(days=20))
        self.description = self.written()
        issue_job_description(self.description, on=localdate(), by=self.lead)
        self.description.refresh_from_db()

    def written(self, title="Peer Support Worker"):
        description = add_job_description(self.trust, title=title, band=3, purpose="To listen.", by=self.lead)
        for part, words in (("peer", "Listens"), ("peer", "Runs a group"), ("other", "Helps at meals")):
            add_job_line(description, part=part, words=words, by=self.lead)
        add_job_line(description, part="essential", words="Can listen", assessed="conversation", by=self.lead)
        return description

    def put_forward(self, peer=PEER, other=OTHER, **facts):
        given = {"description": self.description, "on": localdate(), "by": self.lead} | facts
        return put_duties_forward(self.post, peer=peer, other=other, **given)


@pytest.fixture
def world():
    return World()


@pytest.fixture
def read(client):
    """A page, or a form sent, as somebody."""

    def at(user, address, *args, status=200, **data):
        signed_in(client, user)
        where = reverse(address, args=args)
        answer = client.post(where, data, follow=True) if data else client.get(where)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer.content.decode()

    return at


@pytest.mark.parametrize(
    ("peer", "other", "said"),
    [
        ([], [], "at least one peer duty"),
        (["Listens"], ["Makes beds", "Helps at meals"], "2 other duties and only 1 peer duties"),
        (["Listens"], ["Administers medication"], "for registered or trained clinical staff"),
        (["Listens"], ["Gives out the medication"], "for registered or trained clinical staff"),
        (["Leads the risk assessment"], [], "for registered or trained clinical staff"),
        (["Listens"], ["Takes part in restraining people"], "for registered or trained clinical staff"),
        (["Listens"], ["Listens"], "stands there twice"),
        (["Listens"], ["Takes part in general observations"], ""),
        (["Reminds people of their medication", "Talks about seasons"], ["Makes beds"], ""),
    ],
)
def test_a_peer_post_is_peer_work_first_and_nothing_that_needs_a_registration(peer, other, said):
    answer = duties_of_a_peer_post(peer, other)
    assert bool(answer) is (said == "") and said in " ".join(answer.reasons)


def test_a_lead_writes_a_job_description_issues_it_and_from_then_on_it_stays(world, read):
    shown = read(world.lead, "job_description_new", title="Peer Trainer", band="4", purpose="To teach.")
    found = JobDescription.objects.get(title="Peer Trainer")
    assert "Now add its duties" in shown and "Nobody else sees it yet" in shown
    refused = read(world.lead, "job_description_issue", found.pk, sent="yes")
    assert "Say at least one thing that is essential" in refused and "at least one peer duty" in refused
    read(world.lead, "job_line_new", found.pk, part="peer", words="Teaches a session")
    read(world.lead, "job_line_new", found.pk, part="essential", words="Patient", assessed="reference")
    wrong = read(world.lead, "job_line_new", found.pk, status=422, part="essential", words="Kind")
    assert "Select how it is assessed" in wrong
    wrong = read(world.lead, "job_line_new", found.pk, status=422, part="peer", words="x", assessed="reference")
    assert "A duty is not assessed" in wrong
    assert "Peer Trainer" not in read(world.manager, "job_descriptions")
    assert "Issued" in read(world.lead, "job_description_issue", found.pk, sent="yes")
    assert "Peer Trainer" in read(world.manager, "job_descriptions")
    with pytest.raises(Refused, match="stays as it is"):
        add_job_line(found, part="peer", words="Late", by=world.lead)
    told = read(world.lead, "job_line_remove", found.lines.first().pk, sent="yes")
    assert "stays as it is" in told and found.lines.count() == 2


def test_the_next_version_begins_with_every_line_and_posts_keep_what_was_agreed(world, read):
    agree_duties(world.put_forward(), on=localdate(), by=world.manager)
    shown = read(world.lead, "job_description_renew", world.description.pk, sent="yes")
    assert "version 2" in shown and "Runs a group" in shown and "being written" in shown
    again = read(world.lead, "job_description_renew", world.description.pk, sent="yes")
    assert "is being written already" in again
    assert world.post.duties.get().description == world.description


def test_duties_are_put_forward_agreed_by_the_team_and_then_by_the_person(world, read):
    assert "No duties are agreed" in read(world.manager, "duties", world.post.pk)
    begun = read(world.lead, "duties_new", world.post.pk)
    assert "Runs a group" in begun and "Helps at meals" in begun
    sent = {"description": world.description.pk, "peer": "Listens\n\n  Runs   a group ", "other": "Helps at meals"}
    assert "Put forward" in read(world.lead, "duties_new", world.post.pk, **sent)
    duties = AgreedDuties.objects.get()
    assert (duties.peer_duties, duties.other_duties) == (PEER, OTHER)
    assert "Agree what a peer does in Kestrel Ward" in read(world.manager, "start")
    assert "not agreed with the team yet" in read(world.account, "own_duties", world.holding.pk)
    waiting = read(make_user(world.trust, Role.ESTABLISHMENT), "duties", world.post.pk)
    assert "Waiting for the manager of the team" in waiting and "Agree, for the team" not in waiting
    assert "What is agreed" in read(world.manager, "duties_agree", duties.pk, sent="yes")
    assert "Agree what a peer does" not in read(world.manager, "start")
    assert "Read what you do in your post" in read(world.account, "start")
    assert "Runs a group" in read(world.account, "own_duties", world.holding.pk)
    assert "You agreed to these duties" in read(world.account, "own_duties", world.holding.pk, sent="yes")
    assert "Read what you do in your post" not in read(world.account, "start")
    assert "were agreed on" in read(world.manager, "duties_agree", duties.pk, sent="yes")


def test_too_many_other_duties_and_a_closed_post_are_told_at_the_form(world, read):
    sent = {"description": world.description.pk, "peer": "Listens", "other": "Makes beds\nHelps at meals"}
    assert "only 1 peer duties" in read(world.lead, "duties_new", world.post.pk, status=422, **sent)
    assert not AgreedDuties.objects.exists()
    with pytest.raises(Refused, match="Only a peer post"):
        put_duties_forward(
            make_post(world.trust, world.team, peer=False), description=world.description, peer=PEER, other=[],
            on=localdate(), by=world.lead,
        )  # fmt: skip
    with pytest.raises(Refused, match="has not been issued"):
        world.put_forward(description=renew_job_description(world.description, by=world.lead))


def test_duties_that_wait_can_be_taken_back_and_agreed_ones_stay(world, read):
    first = world.put_forward()
    assert "Taken back" in read(world.lead, "duties_withdraw", first.pk, sent="yes")
    second = agree_duties(world.put_forward(), on=localdate(), by=world.manager)
    assert "were agreed on" in read(world.lead, "duties_withdraw", second.pk, sent="yes")
    assert AgreedDuties.objects.get() == second


def test_a_person_agrees_to_the_newest_duties_of_their_own_post_only(world, read):
    old = agree_duties(world.put_forward(), on=localdate() - timedelta(days=9), by=world.manager)
    new = agree_duties(world.put_forward(["Listens"], []), on=localdate(), by=world.manager)
    with pytest.raises(Refused, match="newer duties"):
        accept_duties(world.holding, duties=old, on=localdate(), by=world.account)
    elsewhere = make_holding(make_person(world.trust), make_post(world.trust, world.team))
    with pytest.raises(Refused, match="another post"):
        accept_duties(elsewhere, duties=new, on=localdate(), by=world.account)
    read(world.account, "own_duties", elsewhere.pk, status=404)
    first = accept_duties(world.holding, duties=new, on=localdate() - timedelta(days=1), by=world.account)
    assert accept_duties(world.holding, duties=new, on=localdate(), by=world.account) == first


def test_the_letter_pack_holds_all_of_it_and_is_for_the_lead_and_the_person_alone(world, read):
    agree_duties(world.put_forward(), on=localdate(), by=world.manager)
    for reader in (world.lead, world.account):
        pack = read(reader, "letter_pack", world.person.public_id, world.holding.pk)
        for words in ("Dear Ann Peer", "Kestrel Ward", world.post.number, "Runs a group", "Helps at meals",
                      "Peer Support Worker, band 3, version 1", "these have to be clear", "Can listen"):  # fmt: skip
            assert words in pack
    read(world.manager, "letter_pack", world.person.public_id, world.holding.pk, status=403)
    read(make_user(world.trust, Role.PERSON), "letter_pack", world.person.public_id, world.holding.pk, status=404)


def test_the_list_of_job_descriptions_costs_the_same_for_one_and_for_three(world, client):
    signed_in(client, world.lead)
    client.get(reverse("job_descriptions"))
    counts = []
    for titles in ((), ("Second", "Third")):
        for title in titles:
            world.written(title)
        with CaptureQueriesContext(connection) as found:
            assert client.get(reverse("job_descriptions")).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 15
