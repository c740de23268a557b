"""Things to test with, made the way the product makes them, by a named actor."""

from datetime import date
from decimal import Decimal
from itertools import count
from time import time
from types import SimpleNamespace

from allauth.account.internal.flows.login import record_authentication

from alongside.access.actions import add_trust, add_user
from alongside.access.actors import System, acting
from alongside.access.models import Trust, User
from alongside.access.permissions import Role
from alongside.people.actions import add_person
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.posts.models import Post
from alongside.teams.actions import add_site, add_team, assign_manager
from alongside.teams.models import Setting, Site, Team

TODAY = date(2026, 11, 20)
PASSWORD = "correct-horse-battery"
SYSTEM = System("test")
_number = count(1)


def make_trust(**facts) -> Trust:
    code = facts.pop("code", f"T{next(_number):02d}"[-3:])
    return add_trust(code=code, name=facts.pop("name", f"Trust {code}"), today=TODAY, by=SYSTEM, **facts)


def make_user(trust: Trust, *roles: Role, **facts) -> User:
    number = next(_number)
    return add_user(
        trust,
        email=facts.pop("email", f"user{number}@example.org"),
        name=facts.pop("name", f"User {number}"),
        roles=list(roles),
        password=PASSWORD,
        by=SYSTEM,
        **facts,
    )


def make_person(trust: Trust, **facts) -> Person:
    return add_person(trust, name=facts.pop("name", f"Person {next(_number)}"), today=TODAY, by=SYSTEM, **facts)


def make_site(trust: Trust, **facts) -> Site:
    return add_site(trust, name=facts.pop("name", f"Site {next(_number)}"), by=SYSTEM, **facts)


def make_team(trust: Trust, *, manager: User | None = None, prepared: bool = True, **facts) -> Team:
    team = add_team(
        trust,
        name=facts.pop("name", f"Team {next(_number)}"),
        setting=facts.pop("setting", Setting.INPATIENT),
        by=SYSTEM,
        **facts,
    )
    with acting("system:test", "test"):
        Team.objects.filter(pk=team.pk).update(prepared=prepared)
    team.refresh_from_db()
    if manager:
        assign_manager(team, user=manager, by=SYSTEM)
    return team


def make_post(trust: Trust, team: Team | None = None, **facts) -> Post:
    defaults = {"title": "Peer Support Worker", "band": 3, "wte_funded": Decimal("0.50"), "peer": True}
    defaults |= {"number": f"{next(_number):06d}", "staff_group": "clinical_services"}
    with acting("system:test", "test"):
        return Post.objects.create(trust=trust, team=team, **(defaults | facts))


def make_registered_post(trust: Trust, team: Team | None = None, **facts) -> Post:
    defaults = {"title": "Staff Nurse", "band": 5, "peer": False, "registered": True, "ever_registered": True}
    return make_post(trust, team, **(defaults | {"staff_group": "nursing", "wte_funded": Decimal(1)} | facts))


def make_holding(person: Person, post: Post | None = None, **facts) -> Holding:
    """A person in a post, with its team and band."""
    defaults = {"started_on": date(2025, 3, 3), "wte": Decimal("0.50")}
    if post:
        defaults |= {"post": post, "team": post.team, "band": post.band}
    with acting("system:test", "test"):
        return Holding.objects.create(person=person, **(defaults | facts))


def make_manager(team: Team, **facts) -> User:
    """An account that manages a team."""
    user = make_user(team.trust, Role.TEAM_MANAGER, **facts)
    assign_manager(team, user=user, by=SYSTEM)
    return user


def signed_in(client, user: User, *, minutes_ago: int = 0) -> User:
    """Signs an account in with its password, as the sign-in page would."""
    with acting("visitor", "sign_in"):
        client.force_login(user)
        session = client.session
        at = time() - 60 * minutes_ago
        record_authentication(SimpleNamespace(session=session), user, "password", at=at)
        session.save()
    return user
