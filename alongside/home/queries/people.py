"""Which people somebody may see, at which step each of them is, and the search over people, teams and posts."""

from datetime import date

from django.db.models import Case, CharField, Exists, OuterRef, Q, Value, When

from alongside.access.permissions import May, Role
from alongside.people.models import Person
from alongside.placement.models import Holding
from alongside.posts.models import Post
from alongside.progression.models import Leaving
from alongside.teams.models import Team
from alongside.training.models import Trainee

STAFF = (Role.PROGRAMME_LEAD, Role.EDUCATOR, Role.CHECKS_OFFICER)
STAGES = {
    "in_post": "In post",
    "starting": "Start agreed",
    "training": "In training",
    "left": "Left",
    "waiting": "Trained, in no post",
    "stopped": "Training not completed",
    "new": "Not started yet",
}
MOST_FOUND = 20


def people_seen_by(user, on: date):
    """The programme's staff see everybody; a manager those who work in their teams, or have agreed to."""
    if user.has(*STAFF):
        return Person.objects.seen_by(user)
    theirs = Holding.objects.seen_by(user).not_ended(on).filter(team__managers__user=user)
    return Person.objects.filter(trust_id=user.trust_id, pk__in=theirs.values("person"))


def with_stage(people, on: date):
    """Each person's step today, derived: nobody has to keep it up."""
    held = Holding.objects.filter(person=OuterRef("pk"))
    courses = Trainee.objects.filter(person=OuterRef("pk"))
    left = Leaving.objects.filter(person=OuterRef("pk"))
    return people.annotate(
        stage=Case(
            When(Exists(held.on(on)), then=Value("in_post")),
            When(Exists(held.not_ended(on)), then=Value("starting")),
            When(Exists(courses.filter(result=Trainee.Result.IN_TRAINING)), then=Value("training")),
            When(Exists(left) | Exists(held.filter(ended=True, turned_down=False)), then=Value("left")),
            When(Exists(courses.trained()), then=Value("waiting")),
            When(Exists(courses), then=Value("stopped")),
            default=Value("new"),
            output_field=CharField(),
        )
    )


def teams_of(user, people, on: date) -> dict[int, str]:
    """Person -> the team they work in or will, as far as this user may see it."""
    held = Holding.objects.seen_by(user).not_ended(on).filter(person__in=[person.pk for person in people])
    found: dict[int, str] = {}
    for pk, name in held.order_by("started_on").values_list("person_id", "team__name"):
        if name:
            found.setdefault(pk, name)
    return found


def search(user, words: str, on: date) -> dict[str, list]:
    """People, teams and posts in which every word is found, each as far as this user may see it."""
    found: dict[str, list] = {"people": [], "teams": [], "posts": []}
    if not words.strip():
        return found
    if user.may(May.VIEW_PEOPLE):
        people = with_stage(people_seen_by(user, on).matching(words), on)
        found["people"] = list(people.order_by("name", "pk")[: MOST_FOUND + 1])
    if user.may(May.VIEW_TEAMS):
        teams = Team.objects.seen_by(user)
        for word in words.split():
            teams = teams.filter(Q(name__icontains=word) | Q(site__name__icontains=word))
        found["teams"] = list(teams.select_related("site").order_by("name")[: MOST_FOUND + 1])
    if user.may(May.VIEW_POSTS):
        posts = Post.objects.seen_by(user)
        for word in words.split():
            posts = posts.filter(Q(number__icontains=word) | Q(title__icontains=word) | Q(team__name__icontains=word))
        found["posts"] = list(posts.select_related("team").order_by("number")[: MOST_FOUND + 1])
    return found


def manages(user, person) -> bool:
    """Whether somebody works, or has agreed to work, in a team of this manager."""
    held = Holding.objects.filter(person=person, ended=False, turned_down=False)
    return held.filter(team__in=user.managed.values("team")).exists()
