"""What needs those who select and those who weigh: each task derived afresh, in a fixed number of queries."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from alongside.access.permissions import Role
from alongside.checks.models import Check, Disclosure, StartOverride
from alongside.checks.rules import CLEAR
from alongside.home.queries.tasks import MOST_NAMED, Task, link
from alongside.recruitment.models import Application, Interview
from alongside.recruitment.queries import parts_of
from alongside.ui.filters import date_time, plural, short_date

MOVING = [Application.State.DRAFT, *Application.IN_SELECTION]


def selection(user, on: date) -> Iterator[Task]:
    """Applications this user has to move on, by what is to be done, and the interviews they sit on."""
    seen = Application.objects.seen_by(user).filter(state__in=MOVING).select_related("person", "intake")
    found = list(seen.order_by("intake__closes_on", "intake_id", "number"))
    parts = parts_of(found, user)
    steps = Counter((one.intake, one.state, parts[one.pk].step) for one in found if parts[one.pk].turn == "yours")
    for (intake, state, step), many in steps.items():
        said = f"{step}: {plural(many, 'application')}"
        yield Task(said, link("intake", intake.pk, query=f"?stage={state}"), f"{intake.title}.")
    sits = Interview.objects.filter(
        application__state=Application.State.INVITED,
        application__intake__trust_id=user.trust_id,
        seats__member=user,
        starts_at__date__gte=on,
    )
    for one in sits.select_related("application").order_by("starts_at")[:MOST_NAMED]:
        at = f"{date_time(one.starts_at)}, {one.venue}"
        yield Task("You sit on the panel of an interview", link("application", one.application_id), due=at)


def promises(user, on: date) -> Iterator[Task]:
    """Who was told “not yet” and whose day to be asked again has come."""
    told = Application.objects.seen_by(user).to_ask_again()
    many = told.filter(outcome__ask_again_on__lte=on, outcome__asked_on=None).count()
    if many:
        yield Task(
            f"Ask {plural(many, 'person', 'people')} again who {'was' if many == 1 else 'were'} told “not yet”",
            link("ask_again"),
            "Their day has come.",
        )


def panel_member(user, on: date) -> Iterator[Task]:
    if not user.has(Role.PROGRAMME_LEAD, Role.EDUCATOR):
        yield from selection(user, on)


def assessor(user, on: date) -> Iterator[Task]:
    """Named cases that wait for this assessor, and those that wait for the other; never whose they are."""
    cases = Disclosure.objects.seen_by(user).filter(Q(first=user) | Q(second=user), state=Disclosure.State.ASSESSING)
    mine = cases.exclude(assessments__assessor=user)
    for case in mine[:MOST_NAMED]:
        yield Task("Assess a disclosure", link("disclosure", case.pk), due=f"Open since {short_date(case.opened_on)}")
    others = cases.filter(assessments__assessor=user).count()
    if others:
        yield Task(
            f"{plural(others, 'disclosure')} assessed by you",
            link("disclosures"),
            turn="other",
            who="the other assessor",
        )


def decider(user, on: date) -> Iterator[Task]:
    deciding = Q(state=Disclosure.State.DECIDING) & ~Q(first=user) & ~Q(second=user)
    chaired = Q(state=Disclosure.State.PANEL, chair=user)
    for case in Disclosure.objects.seen_by(user).filter(deciding | chaired)[:MOST_NAMED]:
        yield Task(
            "Decide on a disclosure", link("disclosure", case.pk), due=f"Open since {short_date(case.opened_on)}"
        )


def appeal_officer(user, on: date) -> Iterator[Task]:
    """Appeals of cases in which this officer had no earlier part."""
    cases = Disclosure.objects.seen_by(user).filter(state=Disclosure.State.APPEAL)
    part = Q(first=user) | Q(second=user) | Q(chair=user) | Q(decided_by=user) | Q(seats__member=user)
    free = cases.exclude(pk__in=Disclosure.objects.filter(part).values("pk"))
    for case in free.order_by("appealed_on", "pk")[:MOST_NAMED]:
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
