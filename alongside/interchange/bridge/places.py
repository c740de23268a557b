"""Teams, cohorts and posts out of rows. A registered post comes in as what it is, whatever the row wishes (R20)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Model

from alongside.interchange.bridge.stands import Stands
from alongside.interchange.rules import SheetKind
from alongside.interchange.rules import storing as words
from alongside.interchange.rules.text import fold
from alongside.posts.models import Advert, Freeze, Post, StaffGroup, Suitable
from alongside.posts.rules import Described, registered_by, row_may_be_loaded
from alongside.posts.rules.registration import PEER_TITLE_WORDS
from alongside.teams.models import Setting, Site, Team
from alongside.training.models import Cohort

if TYPE_CHECKING:
    from alongside.interchange.bridge.intake import Row

SUITABLE = {True: Suitable.YES, False: Suitable.NO, None: Suitable.NOT_ASKED}
NO_WTE = Decimal(0)


def wte_of(number: float | None) -> Decimal | None:
    return Decimal(str(round(number, 2))) if number is not None else None


class Places:
    """What rows say of teams, cohorts and posts, and the ones a person's row may name."""

    def __init__(self, stands: Stands, today: date) -> None:
        self.stands, self.today = stands, today
        self.sites, self.teams = dict(stands.sites), dict(stands.teams)
        self.cohorts, self.posts = dict(stands.cohorts), dict(stands.posts)
        self.numbers = {cohort.number for cohort in stands.cohorts.values()}
        self.new_sites: list[Site] = []
        self.new_teams: list[Team] = []
        self.new_cohorts: list[Cohort] = []
        self.filled: dict[int, tuple[Post, float | None, bool]] = {}
        self.held: dict[int, Decimal] = defaultdict(Decimal)
        self.unknown: set[int] = set()

    def take(self, row: Row) -> Iterator[Model]:
        deed = {SheetKind.TEAMS: self._team, SheetKind.COHORTS: self._cohort, SheetKind.POSTS: self._post}
        return deed[row.said.kind](row)

    def agree_teams(self, names: Iterable[str]) -> None:
        """Teams that somebody said are new."""
        for name in names:
            if fold(name) not in self.teams:
                self._add_team(Team(trust_id=self.stands.trust_id, name=name, setting=words.setting_of("", name)))

    def team(self, name: str) -> Team | None:
        return self.teams.get(fold(name)) if name else None

    def cohort(self, said: object) -> Cohort | None:
        """The cohort a row names; one that stands nowhere is opened with its number alone."""
        if not isinstance(said, int | str) or said == "":
            return None
        found = self.cohorts.get(fold(str(said)))
        return found or self._add_cohort(Cohort(trust_id=self.stands.trust_id, number=self._number(said)), said)

    def _team(self, row: Row) -> Iterator[Model]:
        name = row.text("team")
        site = self._site(row.text("site"))
        facts = {"site": site, "manager_name": row.text("manager"), "prepared_on": row.day("prepared_on")}
        stands = self.teams.get(fold(name))
        if stands is not None and stands.pk:
            row.fill(stands, **facts)
            return
        if stands is None:
            stands = Team(trust_id=self.stands.trust_id, name=name)
            self._add_team(stands)
        stands.setting = Setting(words.setting_of(row.text("service"), name))
        stands.prepared = bool(row.yes("ready"))
        for field, value in facts.items():
            setattr(stands, field, value)
        yield from ()

    def _add_team(self, team: Team) -> None:
        self.teams[fold(team.name)] = team
        self.new_teams.append(team)

    def _site(self, name: str) -> Site | None:
        if not name:
            return None
        key = fold(name)
        if key not in self.sites:
            self.sites[key] = Site(trust_id=self.stands.trust_id, name=name)
            self.new_sites.append(self.sites[key])
        return self.sites[key]

    def _cohort(self, row: Row) -> Iterator[Model]:
        said = row.values["cohort"]
        facts = {
            "starts_on": row.day("starts_on"),
            "ends_on": row.day("ends_on"),
            "venue": row.text("venue"),
            "places": row.whole("places"),
        }
        stands = self.cohort(said)
        if stands is not None and stands.pk:
            row.fill(stands, **facts)
        elif stands is not None:
            for field, value in facts.items():
                setattr(stands, field, value)
        yield from ()

    def _add_cohort(self, cohort: Cohort, said: int | str) -> Cohort:
        cohort.name = said if isinstance(said, str) else ""
        self.cohorts[fold(str(said))] = cohort
        self.numbers.add(cohort.number)
        self.new_cohorts.append(cohort)
        return cohort

    def _number(self, said: int | str) -> int:
        """Its own number, or, for a cohort with a name, the next that is free."""
        if isinstance(said, int) and said not in self.numbers:
            return said
        return max((*self.numbers, 0)) + 1

    def _post(self, row: Row) -> Iterator[Model]:
        number, team = row.text("post_no"), self.team(row.text("team"))
        stands = self.posts.get(number)
        if stands is not None:
            self._fill_post(row, stands, team)
            return
        funded = wte_of(row.number("wte_funded"))
        if not funded:
            row.tell("funding_missing", "wte_funded")
            return
        said = row.text("staff_group")
        flag = bool(registered_by(row.text("title"), said, row.yes("registered")).reasons)
        group = words.staff_group_of(said)
        wanted = Described(
            title=row.text("title"),
            staff_group=group,
            band=row.whole("band"),
            registered=flag,
            peer=not flag and bool(PEER_TITLE_WORDS.search(row.text("title"))),
            candidate=not flag and bool(row.yes("suitable")),
        )
        answer = row_may_be_loaded(
            None, flag, wanted, team.pk if team else None, closed=self.stands.closed, on=self.today
        )
        if not answer:
            row.tell("closed_post_again", "title")
            return
        yield from self._new_post(row, wanted, team, funded)

    def _new_post(self, row: Row, wanted: Described, team: Team | None, funded: Decimal) -> Iterator[Model]:
        registered = bool(wanted.registered)
        frozen = row.text("status") == "Frozen" or row.day("frozen_from") is not None
        advertised = None if frozen else row.day("advertised_on")
        post = Post(
            trust_id=self.stands.trust_id,
            number=row.text("post_no"),
            title=wanted.title or "Title not known",
            team=team,
            band=wanted.band,
            staff_group=StaffGroup(wanted.staff_group),
            registered=registered,
            ever_registered=registered,
            peer=wanted.peer,
            suitable=Suitable.NOT_ASKED if registered else SUITABLE[row.yes("suitable")],
            wte_funded=funded,
            frozen=frozen,
            advertised_on=advertised,
        )
        self.posts[post.number] = post
        self.filled[id(post)] = (post, row.number("wte_filled"), row.text("status") == "Filled")
        yield post
        if frozen:
            yield Freeze(post=post, from_on=row.day("frozen_from"), review_on=row.day("review_on"))
        if advertised:
            yield Advert(post=post, from_on=advertised)

    def _fill_post(self, row: Row, post: Post, team: Team | None) -> None:
        row.fill(post, band=row.whole("band"), team=team)
        suitable = row.yes("suitable")
        if suitable is not None and post.suitable == Suitable.NOT_ASKED and not post.ever_registered:
            row.set(post, "suitable", SUITABLE[suitable])

    def hold(self, post: Post, wte: Decimal | None) -> None:
        """Somebody of this load holds the post."""
        if wte is None:
            self.unknown.add(id(post))
        else:
            self.held[id(post)] += wte

    def room_in(self, post: Post, wte: Decimal | None) -> bool:
        """Whether somebody more fits a post that stands already; hours that others were thought to hold may be
        theirs."""
        if not post.pk:
            return True
        standing = [
            one.wte
            for held in self.stands.holdings.values()
            for one in held
            if one.post_id == post.pk and not one.ended
        ]
        if None in standing:
            return False
        taken = sum((one for one in standing if one is not None), NO_WTE) + self.held[id(post)] + (wte or NO_WTE)
        return taken <= post.wte_funded

    def free_of_others(self, row: Row, post: Post, wte: Decimal | None) -> None:
        """Hours of an old post that the register put down to others are this person's, now that the row says so."""
        if post.pk and post.wte_others:
            standing = sum(
                one.wte or NO_WTE
                for held in self.stands.holdings.values()
                for one in held
                if one.post_id == post.pk and not one.ended
            )
            left = post.wte_funded - standing - self.held[id(post)]
            row.set(post, "wte_others", min(post.wte_others, NO_WTE if wte is None else max(NO_WTE, left)))

    def count_others(self) -> None:
        """What of each new post is filled by people outside the programme (R22)."""
        for post, filled, said_filled in self.filled.values():
            others = words.wte_of_others(
                float(post.wte_funded), filled, said_filled, float(self.held[id(post)]), id(post) in self.unknown
            )
            post.wte_others = wte_of(others) or NO_WTE
