"""Accounts, teams, courses, and the posts nobody of the programme holds."""

from datetime import timedelta

from alongside.access.actions import add_user
from alongside.home.demonstration.invented import (
    ACCOUNTS,
    FORENAMES,
    JOBS,
    MANAGED,
    OTHER_POSTS,
    PAIRS,
    SITES,
    SURNAMES,
    TEAMS,
    VACANCIES,
)
from alongside.home.demonstration.programme import Programme
from alongside.placement.models import Holding
from alongside.posts.actions import (
    add_job_description,
    add_job_line,
    agree_duties,
    approve_conversion,
    freeze_post,
    issue_job_description,
    put_duties_forward,
    renew_job_description,
    request_conversion,
    screen_post,
)
from alongside.posts.models import Post
from alongside.teams.actions import add_site, add_team, assign_manager, pair_teams, record_preparation


def make_accounts(programme: Programme, password: str) -> None:
    for login, name, role in ACCOUNTS:
        programme.accounts[login] = add_user(
            programme.trust,
            email=f"{login}@demo.example",
            name=name,
            roles=[role],
            password=password,
            demonstration=True,
            by=programme.by,
        )


def make_teams(programme: Programme) -> None:
    by = programme.by
    sites = [
        add_site(programme.trust, name=name, latitude=latitude, longitude=longitude, by=by)
        for name, latitude, longitude in SITES
    ]
    managers = {team: login for login, teams in MANAGED.items() for team in teams}
    for number, (name, setting, site, prepared, _) in enumerate(TEAMS):
        manager = programme.accounts.get(managers.get(name, ""))
        manager_name = manager.name if manager else f"{FORENAMES[-number - 1]} {SURNAMES[number * 3]}"
        team = add_team(programme.trust, name=name, setting=setting, site=sites[site], manager_name=manager_name, by=by)
        if prepared:
            record_preparation(team, prepared=True, prepared_on=programme.ago(200 + 31 * number), by=by)
        if manager:
            assign_manager(team, user=manager, by=by)
        programme.teams[name] = team
    for first, second in PAIRS:
        pair_teams(programme.teams[first], other=programme.teams[second], by=by)


def make_duties(programme: Programme) -> None:
    """Two job descriptions, one in two versions, the next of the other being written; the duties of some posts agreed,
    and of one waiting."""
    lead, today = programme.accounts["lead"], programme.today
    issued = {}
    for title, band, purpose, lines in JOBS:
        description = add_job_description(programme.trust, title=title, band=band, purpose=purpose, by=lead)
        for part, words, assessed in lines:
            add_job_line(description, part=part, words=words, assessed=assessed, by=lead)
        issued[band] = issue_job_description(description, on=programme.ago(400), by=lead)
    newer = renew_job_description(issued[3], by=lead)
    add_job_line(newer, part="peer", words="Shows new people round, and what helped when they were new", by=lead)
    issued[3] = issue_job_description(newer, on=programme.ago(90), by=lead)
    renew_job_description(issued[4], by=lead)
    held = Holding.objects.filter(person__trust=programme.trust, post__band=3).on(today).not_ended(today)
    posts = Post.objects.filter(holdings__in=held).distinct().order_by("number")[:5]
    programme.give_account("peer", held.filter(post=posts[0]).first().person)
    for number, post in enumerate(posts):
        lines = list(issued[3].lines.all())
        duties = put_duties_forward(
            post,
            description=issued[3],
            peer=[line.words for line in lines if line.part == "peer"],
            other=[line.words for line in lines if line.part == "other"][: 1 + number % 3],
            on=programme.ago(60 - number),
            by=lead,
        )
        managed = post.team.managers.first() if post.team else None
        if number != 1:
            agree_duties(duties, on=programme.ago(40 - number), by=managed.user if managed else lead)


def make_vacancies(programme: Programme) -> None:
    """Peer posts nobody holds; some are frozen, and the review of a freeze may be past."""
    by, today = programme.by, programme.today
    for number, (team, wte, band, why) in enumerate(VACANCIES):
        title = "Senior Peer Support Worker" if band == 4 else "Peer Support Worker"
        vetting = team == "Court and Custody Liaison"
        advertised = programme.ago(20) if not why and number % 5 == 0 else None
        post = programme.post(
            title, team, band, wte, opened_on=programme.ago(300), vetting_needed=vetting, advertised_on=advertised
        )
        if why:
            review_on = programme.ago(12) if number % 2 else today + timedelta(days=45)
            from_on = programme.ago(120 + number)
            freeze_post(post, from_on=from_on, why=why, review_on=review_on, today=today, by=by)


def make_other_posts(programme: Programme) -> None:
    """Posts that are no peer posts: some never may be one, and one is asked for as one."""
    by = programme.by
    asked = None
    for title, team, band, group, wte, suitable in OTHER_POSTS:
        post = programme.post(title, team, band, wte, staff_group=group, peer=False)
        if suitable:
            screen_post(post, suitable="yes", by=by)
            asked = asked or post
    conversion = request_conversion(
        asked,
        new_title="Peer Support Worker",
        new_band=3,
        quality_impact="The ward keeps its number of registered nurses; the vacancy has stood empty for nine months.",
        asked_on=programme.ago(16),
        by=programme.accounts["lead"],
    )
    approve_conversion(conversion, capacity="nurse", on=programme.ago(8), by=programme.accounts["nurse"])
