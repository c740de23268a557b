"""What needs each role now, and whose turn it is: derived afresh whenever somebody opens the start page."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Count, Max, Q

from alongside.access.permissions import Role
from alongside.checks.models import Check
from alongside.checks.queries import shown, standing_checks
from alongside.home.queries.board import LONG, untrained_in_post, waiting
from alongside.home.queries.journey import journey_of
from alongside.home.queries.tasks import MOST_NAMED, Task, link
from alongside.home.queries.turns import turn_of
from alongside.home.queries.weighing import (
    appeal_officer,
    assessor,
    decider,
    occupational_health,
    panel_member,
    selection,
    starts_to_sign,
)
from alongside.home.rules import OFFICER, THIRD
from alongside.people.models import Person
from alongside.placement.models import Holding, PlacementPlan, Proposal
from alongside.placement.queries import peers_by_team
from alongside.placement.rules import lone_teams
from alongside.posts.models import AgreedDuties, Conversion, Freeze, Post
from alongside.support.models import Supervision
from alongside.support.rules import supervision_overdue_since
from alongside.teams.models import Team
from alongside.training.models import ExamAttempt, Trainee, cohort_in_words
from alongside.ui.filters import plural, short_date, waited


def tasks_of(user, on: date) -> list[Task]:
    """What needs this user now, role by role, in the order of the roles; your own turn first."""
    found = [task for role in Role if role in user.roles and role in TASKS for task in TASKS[role](user, on)]
    return sorted(found, key=lambda task: task.turn != "yours")


def lead(user, on: date) -> Iterator[Task]:
    open_plans = PlacementPlan.objects.seen_by(user).filter(state=PlacementPlan.State.PROPOSED)
    waits = Count("proposals", filter=Q(proposals__state=Proposal.State.PROPOSED))
    for plan in open_plans.annotate(waits=waits).filter(waits__gt=0)[:3]:
        yield Task(
            f"Decide on the plan for {short_date(plan.as_of)}",
            link("plan", plan.pk),
            f"{plural(plan.waits, 'placement')} proposed.",
        )
    yield from selection(user, on)
    yield from starting(user, on)
    yield from companies(user, on)
    rows = waiting(user, on)
    long = [row for row in rows if row.days is not None and row.days >= LONG]
    if long:
        first = long[0]
        yield Task(
            f"{plural(len(long), 'person has', 'people have')} waited for a year or longer",
            link("board"),
            f"{first.standing.name} longest: {waited(first.standing.trained_on, on)}.",
        )
    ready = sum(row.hold == "post" for row in rows)
    if ready:
        yield Task(
            f"{plural(ready, 'person waits', 'people wait')} only for a post",
            link("board", query="?hold=post"),
            "Ask for a plan to see who could go where.",
        )
    wishes = sum(row.hold == "wishes" for row in rows)
    if wishes:
        yield Task(
            f"{plural(wishes, 'person has', 'people have')} said no wishes yet",
            link("board", query="?hold=wishes"),
            turn="person",
        )
    for who in (OFFICER, THIRD):
        checks = sum(row.hold == "checks" and row.who == who for row in rows)
        if checks:
            turn, words = turn_of(who, user)
            said = f"{plural(checks, 'person waits', 'people wait')} for a check"
            yield Task(said, link("board", query="?hold=checks"), turn=turn, who=words)
    yield from training_due(user, on)


def starting(user, on: date) -> Iterator[Task]:
    """Agreed starts that something stands against: a team not prepared, or a post frozen since."""
    coming = (
        Holding.objects.seen_by(user).not_ended(on).filter(started_on__gt=on).select_related("person", "team", "post")
    )
    for holding in coming.order_by("started_on")[: 4 * MOST_NAMED]:
        name, due = holding.person.name, f"Starts on {short_date(holding.started_on)}"
        if holding.post and holding.post.frozen:
            yield Task(
                f"Post {holding.post.number} was frozen after {name} agreed to start in it",
                link("post", holding.post_id),
                "The start still stands. Agree with post control what happens.",
                due=due,
            )
        if holding.team and not holding.team.prepared:
            yield Task(
                f"{holding.team.name} is not prepared yet, and {name} starts there",
                link("team", holding.team_id),
                due=due,
            )


def companies(user, on: date) -> Iterator[Task]:
    """Teams in which somebody works as the only peer."""
    peers = peers_by_team(user.trust_id, on)
    rows = list(Team.objects.seen_by(user).values_list("pk", "name", "paired_as_first__second"))
    names, pairs = {pk: name for pk, name, _ in rows}, [(pk, other) for pk, _, other in rows if other]
    alone = lone_teams({pk: peers[pk] for pk in names}, pairs)
    for pk in sorted((pk for pk in alone if peers[pk]), key=names.get):
        yield Task(f"{names[pk]} has a lone peer", link("team", pk), "Nobody should work as the only peer in a team.")


def training_due(user, on: date) -> Iterator[Task]:
    """Somebody appointed first trains within six months of starting."""
    educator = user.has(Role.EDUCATOR)
    for row in untrained_in_post(user, on):
        if row.due in {"overdue", "soon"}:
            yield Task(
                f"{row.name} is in post and has to be trained",
                link("person", row.public_id),
                row.course or "Not on a course yet.",
                turn="yours" if educator and not row.course else "other",
                who="" if educator and not row.course else "the course" if row.course else "the educator",
                due=f"{'Overdue since' if row.due == 'overdue' else 'Train by'} {short_date(row.train_by)}",
            )


def scripts_to_mark(user) -> Iterator[Task]:
    """Exams with scripts that wait for a mark which this user may give."""
    waiting = ExamAttempt.objects.seen_by(user).to_mark().exclude(markings__marker=user)
    rows = waiting.values("exam_id", "exam__paper__title").annotate(scripts=Count("pk", distinct=True))
    for row in rows.order_by("exam__opens_at")[:MOST_NAMED]:
        said = f"Mark {plural(row['scripts'], 'script')} of “{row['exam__paper__title']}”"
        yield Task(said, link("exam", row["exam_id"]), "Second markers do not see the first marks.")


def educator(user, on: date) -> Iterator[Task]:
    if not user.has(Role.PROGRAMME_LEAD):
        yield from training_due(user, on)
        yield from selection(user, on)
    yield from scripts_to_mark(user)
    ended = (
        Trainee.objects.seen_by(user)
        .filter(result=Trainee.Result.IN_TRAINING, cohort__ends_on__lt=on)
        .values("cohort_id", "cohort__number", "cohort__name", "cohort__ends_on")
        .annotate(left=Count("pk"))
        .order_by("cohort__number")
    )
    for row in ended:
        cohort = cohort_in_words(row["cohort__name"], row["cohort__number"])
        yield Task(
            f"Record how {cohort} went for {plural(row['left'], 'person', 'people')}",
            link("cohort", row["cohort_id"]),
            f"The course ended on {short_date(row['cohort__ends_on'])}.",
        )
    later = sum(row.due == "later" for row in untrained_in_post(user, on)) if not user.has(Role.PROGRAMME_LEAD) else 0
    if later:
        yield Task(
            f"{plural(later, 'person', 'people')} in post to be trained later",
            link("to_train", query="?due=later"),
            turn="other",
            who="the next course",
        )


def checks_officer(user, on: date) -> Iterator[Task]:
    found = standing_checks(user)
    counted = dict(found.order_by().values_list("state").annotate(Count("pk")))
    yours = {state: number for state, number in counted.items() if shown(Check(state=state), user)[1] == "yours"}
    if yours:
        said = ", ".join(f"{number} {Check.State(state).label.lower()}" for state, number in sorted(yours.items()))
        yield Task(f"Move {plural(sum(yours.values()), 'check')} on", link("checks", query="?turn=yours"), f"{said}.")
    late = found.filter(state=Check.State.REQUESTED, expected_on__lt=on).count()
    if late:
        yield Task(
            f"{plural(late, 'check has', 'checks have')} not come by the expected day",
            link("checks", query="?turn=other"),
            "Ask how far they are.",
        )
    others = sum(counted.values()) - sum(yours.values()) - late
    if others:
        yield Task(
            f"{plural(others, 'check')} asked for and under way",
            link("checks", query="?turn=other"),
            turn="other",
            who="third parties",
        )


def manager(user, on: date) -> Iterator[Task]:
    mine = (
        Holding.objects.seen_by(user).not_ended(on).filter(team__managers__user=user).select_related("person", "team")
    )
    held = list(mine.order_by("started_on", "pk"))
    last = dict(
        Supervision.objects.filter(person__in=[holding.person_id for holding in held])
        .exclude(held=False)
        .order_by()
        .values_list("person_id")
        .annotate(Max("on"))
    )
    for waiting_duties in AgreedDuties.objects.filter(agreed_on=None, post__team__managers__user=user).select_related(
        "post__team"
    ):
        post = waiting_duties.post
        yield Task(
            f"Agree what a peer does in {post.team.name}",
            link("duties", post.pk),
            f"Post {post.number}, {post.title}.",
            due=f"Put forward on {short_date(waiting_duties.put_forward_on)}",
        )
    for holding in held:
        name, href = holding.person.name, link("person", holding.person.public_id)
        if holding.started_on and holding.started_on > on:
            yield Task(
                f"{name} starts in {holding.team.name}",
                href,
                "Agree the first day, a supervisor and who shows them round.",
                due=f"Starts on {short_date(holding.started_on)}",
            )
        elif since := supervision_overdue_since(last.get(holding.person_id), holding.started_on, on):
            yield Task(f"Supervision of {name} is overdue", href, due=f"Since {short_date(since)}")


def establishment(user, on: date) -> Iterator[Task]:
    past = (
        Freeze.objects.filter(post__in=Post.objects.seen_by(user), thawed_on=None, review_on__lt=on)
        .select_related("post")
        .order_by("review_on")
    )
    for freeze in past[: 2 * MOST_NAMED]:
        yield Task(
            f"Review the freeze of post {freeze.post.number}",
            link("post", freeze.post_id),
            freeze.post.title,
            due=f"Review was due on {short_date(freeze.review_on)}",
        )
    asked = Conversion.objects.filter(post__in=Post.objects.seen_by(user), state=Conversion.State.ASKED).count()
    if asked:
        yield Task(
            f"{plural(asked, 'post is', 'posts are')} asked for as a peer post",
            link("posts"),
            turn="other",
            who="the approvers",
        )


def approver(user, on: date) -> Iterator[Task]:
    asked = Conversion.objects.filter(post__in=Post.objects.seen_by(user), state=Conversion.State.ASKED)
    for one in asked.select_related("post").order_by("asked_on"):
        signed = user.pk in (one.nurse_by_id, one.doctor_by_id)
        yield Task(
            f"Post {one.post.number}: {one.post.title} to become {one.new_title}",
            link("post", one.post_id),
            f"Asked for on {short_date(one.asked_on)}. "
            + ("You have signed." if signed else "It needs the chief nurse and the medical director."),
            turn="other" if signed else "yours",
            who="the other approver" if signed else "",
        )
    yield from starts_to_sign(user, on)


def person(user, on: date) -> Iterator[Task]:
    found = Person.objects.filter(account=user, trust_id=user.trust_id).first()
    if found is None:
        return
    sitting = ExamAttempt.objects.of_learner(user).filter(handed_in_at=None, on_paper=False)
    for attempt in sitting.filter(exam__opens_at__date__lte=on, exam__closes_at__date__gte=on).select_related(
        "exam__paper"
    ):
        closes = short_date(attempt.exam.closes_at)
        yield Task(f"The exam “{attempt.exam}” is open", link("own_exam", attempt.pk), due=f"Until {closes}")
    for what, turn, who, by_on in journey_of(found, user, on).next:
        yield Task(what, link("own_record"), turn=turn, who=who, due=f"By {short_date(by_on)}" if by_on else "")


TASKS = {
    Role.PROGRAMME_LEAD: lead,
    Role.EDUCATOR: educator,
    Role.PANEL_MEMBER: panel_member,
    Role.CHECKS_OFFICER: checks_officer,
    Role.DISCLOSURE_ASSESSOR: assessor,
    Role.DECIDER: decider,
    Role.APPEAL_OFFICER: appeal_officer,
    Role.OCCUPATIONAL_HEALTH: occupational_health,
    Role.TEAM_MANAGER: manager,
    Role.ESTABLISHMENT: establishment,
    Role.APPROVER: approver,
    Role.PERSON: person,
}
