"""What needs those who select and those who weigh: each task derived afresh, in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from alongside.access.permissions import Role
from alongside.checks.models import Check, Disclosure, StartOverride
from alongside.checks.queries.disclosure import listed_disclosures, may_act
from alongside.checks.rules import CLEAR
from alongside.checks.rules.disclosure import ENDED
from alongside.home.queries.tasks import MOST_NAMED, Task, link
from alongside.recruitment.models import Application
from alongside.recruitment.queries import read_with_parts
from alongside.ui.filters import date_time, plural, short_date

MOVING = [Application.State.DRAFT, *Application.IN_SELECTION]


def selection(user, on: date) -> Iterator[Task]:
    """Applications this user has to move on, by what is to be done, the interviews they sit on, and for the lead whose
    day to be asked again has come."""
    seen, due = Application.objects.seen_by(user), Q(state__in=MOVING)
    if user.has(Role.PROGRAMME_LEAD):
        promised = seen.to_ask_again().filter(outcome__ask_again_on__lte=on, outcome__asked_on=None)
        due |= Q(pk__in=promised.values("pk"))
    found = read_with_parts(seen.filter(due), user)
    steps = Counter((one.intake, one.state, part.step) for one, part, _ in found if part.turn == "yours")
    for (intake, state, step), many in steps.items():
        said = f"{step}: {plural(many, 'application')}"
        yield Task(said, link("intake", intake.pk, query=f"?stage={state}"), f"{intake.title}.")
    yield from interviews([one for one, _, seats in found if user.pk in seats], on)
    again = sum(one.state == Application.State.NOT_YET for one, _, _ in found)
    if again:
        said = f"Ask {plural(again, 'person', 'people')} again who {'was' if again == 1 else 'were'} told “not yet”"
        yield Task(said, link("ask_again"), "Their day has come.")


def interviews(applications: list[Application], on: date) -> Iterator[Task]:
    """Interviews on whose panel this user sits, today or later."""
    coming = [
        one.interview
        for one in applications
        if one.state == Application.State.INVITED and localdate(one.interview.starts_at) >= on
    ]
    for one in sorted(coming, key=lambda interview: interview.starts_at)[:MOST_NAMED]:
        at = f"{date_time(one.starts_at)}, {one.venue}"
        yield Task("You sit on the panel of an interview", link("application", one.application_id), due=at)


def panel_member(user, on: date) -> Iterator[Task]:
    if not user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
        yield from selection(user, on)


def to_move(user, step: str) -> list[Disclosure]:
    """Disclosures of which this user takes this step now, the oldest first."""
    found = listed_disclosures(user).exclude(state__in=ENDED).order_by("opened_on", "pk")
    return [case for case in found if step in may_act(case, user)][:MOST_NAMED]


def assessor(user, on: date) -> Iterator[Task]:
    """Named cases that wait for this assessor, and those that wait for the other; never whose they are."""
    for case in to_move(user, "disclosure_assess"):
        yield Task("Assess a disclosure", link("disclosure", case.pk), due=f"Open since {short_date(case.opened_on)}")
    cases = Disclosure.objects.seen_by(user).filter(state=Disclosure.State.ASSESSING)
    others = cases.filter(assessments__assessor=user).count()
    if others:
        yield Task(
            f"{plural(others, 'disclosure')} assessed by you",
            link("disclosures"),
            turn="other",
            who="the other assessor",
        )


def decider(user, on: date) -> Iterator[Task]:
    for case in to_move(user, "disclosure_decide"):
        since = f"Open since {short_date(case.opened_on)}"
        yield Task("Decide on a disclosure", link("disclosure", case.pk), due=since)


def appeal_officer(user, on: date) -> Iterator[Task]:
    for case in to_move(user, "disclosure_appeal_decide"):
        since = f"Appealed on {short_date(case.appealed_on)}" if case.appealed_on else ""
        yield Task("Hear an appeal about a disclosure", link("disclosure", case.pk), due=since)


def occupational_health(user, on: date) -> Iterator[Task]:
    waits = Check.objects.seen_by(user).filter(kind=Check.Kind.HEALTH, person__left=False)
    waits = waits.exclude(state__in=[*CLEAR, Check.State.NOT_CLEARED, Check.State.NOT_STARTED])
    days = list(waits.order_by("requested_on").values_list("requested_on", flat=True))
    if days:
        asked = [day for day in days if day]
        yield Task(
            f"Record the outcome of {plural(len(days), 'work health assessment')}",
            link("health_requests"),
            due=f"The first was asked for on {short_date(min(asked))}" if asked else "",
        )


def starts_to_sign(user, on: date) -> Iterator[Task]:
    """Early starts that somebody else asked for and that this approver may sign."""
    waits = StartOverride.objects.seen_by(user).waiting().filter(until_on__gte=on)
    many = waits.filter(Q(asked_by=None) | ~Q(asked_by=user)).count()
    if many:
        yield Task(f"Sign, or leave unsigned, {plural(many, 'early start')}", link("starts"))
