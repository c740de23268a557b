"""Every list page at the size of a large trust: 1,000 people, 400 posts, 90 teams. Queries, CPU, bytes.

The bar: at most 15 queries and 100 ms CPU at the 95th percentile.
"""

import os
import sys
import tempfile
import time
from contextlib import contextmanager

RUNS = 25
MOST_QUERIES, MOST_MILLISECONDS = 15, 100
PAGES = {
    "programme_lead": (
        "start", "board", "to_train", "people", "teams", "sites", "posts", "conversions", "cohorts", "plans", "loads",
        "moved_on", "job_descriptions", "intakes",
    ),
    "checks_officer": ("checks",),
    "team_manager": ("start", "people", "teams", "posts"),
    "establishment": ("start", "posts"),
    "administrator": ("accounts",),
    "data_protection": ("audit",),
}  # fmt: skip


@contextmanager
def own_database():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ALONGSIDE_VAR"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.settings"
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


def furnish(people: int = 1000, posts: int = 400, teams: int = 90):
    """A large trust, made in bulk: 280 in post, 350 who left, a tenth in training, the others wait. Users by role."""
    from datetime import timedelta
    from decimal import Decimal

    from django.utils.timezone import localdate

    from alongside.access.actors import acting
    from alongside.access.permissions import Role
    from alongside.checks.models import Check
    from alongside.people.models import Person
    from alongside.placement.models import Holding, TeamToAvoid, Wishes
    from alongside.posts.models import Freeze, Post
    from alongside.progression.models import Leaving
    from alongside.support.models import Supervision
    from alongside.teams.models import Setting, Site, Team, TeamManager
    from alongside.training.models import Cohort, Trainee
    from tests.factories import make_trust, make_user

    today = localdate()
    trust = make_trust(name="A large trust")
    users = {role.value: make_user(trust, role) for role in Role}
    with acting("system:bench", "furnish"):
        sites = Site.objects.bulk_create(Site(trust=trust, name=f"Site {n}") for n in range(12))
        settings = [setting for setting in Setting if setting != Setting.OTHER]
        team_rows = Team.objects.bulk_create(
            Team(trust=trust, name=f"Team {n}", setting=settings[n % 6], site=sites[n % 12], prepared=n % 3 > 0)
            for n in range(teams)
        )
        TeamManager.objects.bulk_create(
            TeamManager(team=team, user=users["team_manager"]) for team in team_rows[: teams // 3]
        )
        post_rows = Post.objects.bulk_create(
            Post(
                trust=trust, team=team_rows[n % teams], number=f"{n:06d}", title="Peer Support Worker", band=3 + n % 2,
                wte_funded=Decimal("0.60"), peer=n % 4 < 3, staff_group="clinical_services", frozen=n % 9 == 0,
            )
            for n in range(posts)
        )  # fmt: skip
        Freeze.objects.bulk_create(
            Freeze(post=post, from_on=today - timedelta(days=40)) for post in post_rows if post.frozen
        )
        persons = Person.objects.bulk_create(
            Person(trust=trust, name=f"Person {n:04d}", email=f"p{n}@example.org", added_on=today)
            for n in range(people)
        )
        cohorts = Cohort.objects.bulk_create(
            Cohort(trust=trust, number=n + 1, starts_on=today - timedelta(days=180 * (40 - n)), places=25)
            for n in range(40)
        )
        Trainee.objects.bulk_create(
            Trainee(
                person=person, cohort=cohorts[n % 40], result="completed" if n % 10 else "in_training",
                completed_on=cohorts[n % 40].starts_on + timedelta(days=26) if n % 10 else None,
            )
            for n, person in enumerate(persons)
        )  # fmt: skip
        Holding.objects.bulk_create(
            Holding(
                person=persons[n], post=post_rows[n], team=post_rows[n].team, band=3, wte=Decimal("0.50"),
                started_on=today - timedelta(days=100 + n),
            )
            for n in range(280 * posts // 400)
        )  # fmt: skip
        gone = persons[-35 * people // 100 :]
        Person.objects.filter(pk__in=[person.pk for person in gone]).update(left=True, left_on=today)
        Leaving.objects.bulk_create(Leaving(person=person, left_on=today, destination="nhs") for person in gone)
        kinds = ("identity", "right_to_work", "references", "health", "dbs")
        states = ("verified", "verified", "requested", "evidence_received")
        Check.objects.bulk_create(
            Check(person=person, kind=kind, state=states[(n + k) % 4])
            for n, person in enumerate(persons)
            for k, kind in enumerate(kinds)
        )
        Wishes.objects.bulk_create(Wishes(person=person, bands=[3, 4]) for person in persons[posts // 2 :])
        TeamToAvoid.objects.bulk_create(
            TeamToAvoid(person=person, team=team_rows[n % teams]) for n, person in enumerate(persons[::10])
        )
        Supervision.objects.bulk_create(
            Supervision(person=persons[n % 200], on=today - timedelta(days=n % 365), kind="line", held=True)
            for n in range(365)
        )
    return users


def measure(client, address: str) -> tuple[int, float, float, int]:
    """Queries, CPU milliseconds at p50 and p95, bytes; the first answer, which compiles the template, left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
        queries = len(captured)
    if response.status_code != 200:
        raise SystemExit(f"{address} answered {response.status_code}")
    spent = []
    for _ in range(RUNS):
        begun = time.process_time()
        client.get(address)
        spent.append(1000 * (time.process_time() - begun))
    spent.sort()
    return queries, spent[RUNS // 2], spent[int(RUNS * 0.95)], len(response.content)


def main() -> int:
    with own_database():
        from django.test import Client
        from django.urls import reverse

        from tests.factories import signed_in

        users = furnish()
        import alongside.wsgi  # noqa: F401  (the web process's own start)

        print(f"{'page':32}{'queries':>8}{'CPU p50':>10}{'CPU p95':>10}{'bytes':>10}   (ms; {RUNS} answers each)")
        over = []
        for role, names in PAGES.items():
            client = Client(headers={"host": "localhost"})
            signed_in(client, users[role])
            for name in names:
                queries, middle, slow, size = measure(client, reverse(name))
                print(f"{name + ' as ' + role:32}{queries:8}{middle:10.1f}{slow:10.1f}{size:10}")
                if queries > MOST_QUERIES or slow > MOST_MILLISECONDS:
                    over.append(f"{name} as {role}")
        print("Over the bar: " + ", ".join(over) if over else "Every page is within the bar.")
        print(f"Machine load: {', '.join(f'{load:.2f}' for load in os.getloadavg())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
