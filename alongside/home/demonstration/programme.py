"""What has been made of the demonstration so far, and how one more of each thing is made."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from alongside.access.actors import System
from alongside.access.models import Trust, User
from alongside.home.demonstration.invented import FORENAMES, SURNAMES
from alongside.people.actions import add_person, change_contact, link_account
from alongside.people.models import Person
from alongside.posts.actions import add_post
from alongside.posts.models import Post
from alongside.teams.models import Team
from alongside.training.models import Cohort


@dataclass
class Programme:
    """What has been made so far, and the day it is made for."""

    trust: Trust
    today: date
    by: System
    chance: Random
    accounts: dict[str, User] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    cohorts: list[Cohort] = field(default_factory=list)
    trained: list[tuple[Person, Cohort]] = field(default_factory=list)
    posts: int = 0
    names: int = 0

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def person(self, name: str = "", **facts) -> Person:
        """Somebody with a name of their own; every forename meets every surname once before a pair comes again."""
        if not name:
            lap, place = divmod(self.names, len(FORENAMES))
            name = f"{FORENAMES[place]} {SURNAMES[(place * 7 + lap * 11 + 3) % len(SURNAMES)]}"
            self.names += 1
        return add_person(
            self.trust,
            name=name,
            email=f"{name.lower().replace(' ', '.')}@demo.example",
            today=facts.pop("today", self.today),
            by=self.by,
            **facts,
        )

    def give_account(self, login: str, person: Person) -> None:
        """Let somebody sign in to their own record, under the name and address of a demonstration account."""
        account = self.accounts[login]
        change_contact(person, name=account.name, email=account.email, by=self.by)
        link_account(person, account=account, by=self.by)

    def post(self, title: str, team: str, band: int, wte: str, **facts) -> Post:
        self.posts += 1
        facts = {"staff_group": "clinical_services", "peer": True, "opened_on": self.ago(2000)} | facts
        return add_post(
            self.trust,
            number=f"{410000 + 37 * self.posts}",
            title=title,
            team=self.teams[team],
            band=band,
            wte_funded=Decimal(wte),
            cost_centre=f"M{100 + list(self.teams).index(team)}",
            today=self.today,
            by=self.by,
            **facts,
        )
