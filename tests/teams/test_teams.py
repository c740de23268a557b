"""Teams: readiness, pairs, the warning when somebody is alone, and who sees which team."""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from alongside.access.actors import acting
from alongside.access.permissions import Role
from alongside.access.verdicts import Refused
from alongside.placement.rules import alone_since, lone_teams
from alongside.teams.actions import assign_manager, pair_teams, record_preparation, release_manager, unpair_teams
from alongside.teams.models import Site, Team, TeamPair
from alongside.teams.rules import readiness
from tests.factories import (
    TODAY,
    make_holding,
    make_manager,
    make_person,
    make_post,
    make_site,
    make_team,
    make_trust,
    make_user,
    signed_in,
)


@pytest.fixture
def trust(db):
    return make_trust()


@pytest.fixture
def lead(trust):
    return make_user(trust, Role.PROGRAMME_LEAD)


@pytest.fixture
def team(trust):
    return make_team(trust, name="Mulberry 1", prepared=False)


@pytest.fixture
def at(client):
    """Opens a page, or sends a form, as somebody."""

    def open_page(user, name, *args, post=None, **query):
        signed_in(client, user)
        address = reverse(name, args=args)
        return client.post(address, post) if post is not None else client.get(address, query)

    return open_page


def text(response) -> str:
    return " ".join(response.content.decode().split())


def names(response) -> list[str]:
    return re.findall(r'<a href="/teams/\d+/">([^<]+)</a>', response.content.decode())


def peer(team, **facts):
    return make_holding(make_person(team.trust), team=team, **facts)


def test_a_team_is_ready_once_it_has_been_prepared_and_while_it_is_open():
    assert not readiness(False, None, None, TODAY).ready
    assert readiness(True, None, None, TODAY).ready
    assert "2 March 2023" in readiness(True, date(2023, 3, 2), None, TODAY).why
    assert readiness(True, None, TODAY, TODAY).label == "Closed"
    assert readiness(True, None, TODAY + timedelta(1), TODAY).ready


def test_a_pair_counts_as_one_team_for_being_alone():
    assert lone_teams({1: 1, 2: 0, 3: 2}, []) == {1}
    assert lone_teams({1: 1, 2: 1, 3: 2}, [(1, 2)]) == set()
    assert lone_teams({1: 1, 2: 0}, [(1, 2)]) == {1, 2}
    assert lone_teams({1: 1, 2: 0, 3: 1}, [(1, 2), (2, 3)]) == set()


DAYS = st.none() | st.integers(-60, 60).map(lambda days: TODAY + timedelta(days))


@given(st.lists(st.tuples(DAYS, DAYS), max_size=5))
def test_alone_since_is_the_first_day_of_the_last_time_with_exactly_one(stays):
    def there(day):
        return sum((start or date.min) <= day < (end or date.max) for start, end in stays)

    days = [TODAY - timedelta(back) for back in range(70)]
    since = None
    for day in days:
        if there(day) != 1:
            break
        since = day
    if since == days[-1]:
        since = None
    assert alone_since(stays, TODAY) == since


def test_two_teams_of_one_site_are_paired_and_parted(trust, team, lead):
    site = make_site(trust)
    here, there = make_team(trust, site=site), make_team(trust, site=site)
    pair = pair_teams(there, other=here, by=lead)
    assert (pair.first, pair.second) == (here, there)
    with pytest.raises(ValidationError, match="count as one already"):
        pair_teams(here, other=there, by=lead)
    unpair_teams(pair, by=lead)
    assert not TeamPair.objects.exists()


def test_teams_far_apart_closed_or_the_same_are_not_paired(trust, team, lead):
    far = make_team(trust, site=make_site(trust))
    here = make_team(trust, site=make_site(trust))
    with pytest.raises(Refused, match="different sites"):
        pair_teams(here, other=far, by=lead)
    with pytest.raises(Refused, match="itself"):
        pair_teams(here, other=here, by=lead)
    with acting("system:test", "test"):
        Team.objects.filter(pk=team.pk).update(closed_on=TODAY)
    team.refresh_from_db()
    with pytest.raises(Refused, match="closed team"):
        pair_teams(here, other=team, by=lead)
    with acting("system:test", "test"), pytest.raises(IntegrityError), transaction.atomic():
        TeamPair.objects.create(first=far, second=here if here.pk < far.pk else far)


def test_only_a_team_manager_is_given_a_team(trust, team, lead):
    with pytest.raises(Refused, match="not a team manager"):
        assign_manager(team, user=make_user(trust, Role.EDUCATOR), by=lead)
    manager = make_user(trust, Role.TEAM_MANAGER)
    assert list(Team.objects.seen_by(manager)) == []
    given_to = assign_manager(team, user=manager, by=lead)
    assert list(Team.objects.seen_by(manager)) == [team]
    release_manager(given_to, by=lead)
    assert list(Team.objects.seen_by(manager)) == []


def test_deeds_on_teams_are_the_leads_and_stay_in_the_trust(trust, team, lead):
    elsewhere = make_user(make_trust(), Role.PROGRAMME_LEAD)
    with pytest.raises(Http404):
        record_preparation(team, prepared=True, by=elsewhere)
    with pytest.raises(Http404):
        pair_teams(team, other=make_team(elsewhere.trust), by=lead)
    with pytest.raises(PermissionDenied):
        record_preparation(team, prepared=True, by=make_manager(team))


def test_the_list_warns_of_somebody_alone_and_puts_them_first(at, trust, lead):
    two, one, none = (make_team(trust, name=name) for name in ("Alder", "Birch", "Cedar"))
    for _ in range(2):
        peer(two)
    peer(one, started_on=date(2024, 1, 8))
    peer(one, started_on=date(2024, 1, 8), ended=True, ended_on=date(2026, 3, 2))
    peer(none, started_on=date(2099, 1, 4))
    page = at(lead, "teams")
    assert names(page) == ["Birch", "Alder", "Cedar"]
    assert text(page).count("One peer, alone") == 1
    assert "since 2 Mar 2026" in text(page)
    assert names(at(lead, "teams", show="alone")) == ["Birch"]
    assert "alone since 2 March 2026" in text(at(lead, "team", one.pk))
    assert "Somebody is the only peer" not in text(at(lead, "team", two.pk))
    assert "from 4 Jan 2099" in text(page)


def test_one_peer_in_each_of_two_paired_teams_is_not_alone(at, trust, lead):
    site = make_site(trust)
    here, there = make_team(trust, name="Alder", site=site), make_team(trust, name="Birch", site=site)
    peer(here)
    peer(there)
    assert "One peer, alone" in text(at(lead, "teams"))
    pair_teams(here, other=there, by=lead)
    page = text(at(lead, "teams"))
    assert "One peer, alone" not in page
    assert "Counts as one with Birch" in page


def test_somebody_who_turned_a_post_down_is_not_counted(at, trust, team, lead):
    peer(team)
    peer(team, started_on=date(2099, 1, 4), ended=True, ended_on=TODAY, turned_down=True)
    page = text(at(lead, "teams"))
    assert "One peer, alone" in page
    assert "4 Jan 2099" not in page


@pytest.mark.parametrize(
    ("show", "found"),
    [("vacant", ["Alder"]), ("unprepared", ["Mulberry 1"]), ("closed", ["Elm"]), ("", ["Alder", "Mulberry 1"])],
)
def test_the_list_is_narrowed(at, trust, team, lead, show, found):
    make_post(trust, make_team(trust, name="Alder"))
    make_team(trust, name="Elm", closed_on=TODAY)
    with acting("system:test", "test"):
        Team.objects.filter(name="Elm").update(closed_on=date(2026, 1, 5))
    assert names(at(lead, "teams", show=show)) == found


def test_the_list_asks_the_database_as_often_for_three_teams_as_for_one(at, trust, lead):
    asked = []
    for more in (1, 2):
        for _ in range(more):
            made = make_team(trust, site=make_site(trust))
            make_holding(make_person(trust), make_post(trust, made))
        client = at(lead, "teams").client
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("teams"))
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 15


def test_a_manager_sees_their_own_team_and_its_peers_only(at, trust, team):
    other = make_team(trust, name="Birch")
    make_holding(make_person(trust, name="Aoife Brennan"), make_post(trust, team))
    make_holding(make_person(trust, name="Bola Adeyemi"), make_post(trust, other))
    manager = make_manager(team)
    assert names(at(manager, "teams")) == ["Mulberry 1"]
    page = text(at(manager, "team", team.pk))
    assert "Aoife Brennan" in page and "Adeyemi" not in page
    assert at(manager, "team", other.pk).status_code == 404
    for name in ("team_change", "team_preparation", "team_pair", "team_manager"):
        assert at(manager, name, team.pk).status_code == 403


def test_post_control_reads_no_names_on_a_teams_page(at, trust, team):
    make_holding(make_person(trust, name="Aoife Brennan"), make_post(trust, team))
    page = at(make_user(trust, Role.ESTABLISHMENT), "team", team.pk)
    assert page.status_code == 200 and "Brennan" not in text(page)


def test_another_trusts_lead_finds_no_team(at, team):
    elsewhere = make_user(make_trust(), Role.PROGRAMME_LEAD)
    assert names(at(elsewhere, "teams")) == []
    for name in ("team", "team_change", "team_preparation", "team_pair", "team_manager"):
        assert at(elsewhere, name, team.pk).status_code == 404


def test_the_lead_adds_a_site_and_a_team_and_prepares_it(at, trust, lead):
    at(lead, "site_new", post={"name": "North", "latitude": "52.6", "longitude": "-0.2"})
    site = Site.objects.get()
    assert "North" in text(at(lead, "sites"))
    facts = {"name": "Alder", "setting": "inpatient", "site": site.pk, "manager_name": "K. Vane", "most_peers": "3"}
    made = at(lead, "team_new", post=facts)
    alder = Team.objects.get()
    assert (made.url, alder.site, alder.most_peers) == (reverse("team", args=[alder.pk]), site, 3)
    at(lead, "team_preparation", alder.pk, post={"prepared": "yes", "prepared_on": "2026-01-05"})
    assert "Prepared on 5 January 2026" in text(at(lead, "team", alder.pk))
    at(lead, "team_change", alder.pk, post=facts | {"name": "Alder Ward", "closed_on": "2026-02-01"})
    alder.refresh_from_db()
    assert (alder.name, alder.closed_on) == ("Alder Ward", date(2026, 2, 1))


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("site_new", {"name": "North", "latitude": "52.6"}, "Enter the longitude too"),
        ("site_new", {"name": "North", "latitude": "95", "longitude": "0"}, "less than or equal to 90"),
        ("team_new", {"name": "Mulberry 1", "setting": "inpatient", "most_peers": "6"}, "team of this name already"),
        ("team_new", {"name": "", "setting": "inpatient", "most_peers": "6"}, "Enter name of the team"),
    ],
)
def test_what_cannot_be_is_told_beside_the_form(at, trust, team, lead, name, sent, said):
    answer = at(lead, name, post=sent)
    assert answer.status_code == 422
    assert said in text(answer)


def test_a_preparation_that_contradicts_itself_is_told(at, team, lead):
    for sent in ({"prepared": "no", "prepared_on": "2026-01-05"}, {"prepared": "yes", "prepared_on": "2099-01-05"}):
        assert at(lead, "team_preparation", team.pk, post=sent).status_code == 422
    team.refresh_from_db()
    assert not team.prepared


def test_pairs_and_managers_are_made_and_undone_on_the_teams_page(at, trust, team, lead):
    other, manager = make_team(trust, name="Mulberry 2"), make_user(trust, Role.TEAM_MANAGER, name="M. Anager")
    at(lead, "team_pair", team.pk, post={"other": other.pk})
    at(lead, "team_manager", team.pk, post={"user": manager.pk})
    page = text(at(lead, "team", team.pk))
    assert "Mulberry 2" in page and "M. Anager" in page
    pair, given_to = TeamPair.objects.get(), team.managers.get()
    assert at(lead, "team_unpair", other.pk + 99, pair.pk, post={}).status_code == 404
    at(lead, "team_unpair", team.pk, pair.pk, post={})
    at(lead, "team_manager_release", team.pk, given_to.pk, post={})
    assert not TeamPair.objects.exists() and not team.managers.exists()


def test_no_team_yet_says_what_to_do(at, trust, lead):
    assert "Load your workbook" in text(at(lead, "teams"))
    assert "Ask them if yours is missing" in text(at(make_user(trust, Role.TEAM_MANAGER), "teams"))
