"""People at every step: on a course, waiting, in post, gone on."""

from datetime import date, timedelta
from decimal import Decimal

from alongside.checks.actions import record_check
from alongside.checks.rules import REQUIRED
from alongside.home.demonstration.exams import make_exams
from alongside.home.demonstration.invented import COURSE_LENGTH, COURSES, DESTINATIONS, SHARES, TEAMS
from alongside.home.demonstration.programme import Programme
from alongside.home.demonstration.training import make_certificates, make_course, make_running_course
from alongside.people.models import Person
from alongside.placement.actions import add_team_to_avoid, record_wishes, start_holding
from alongside.posts.actions import freeze_post
from alongside.progression.actions import record_leaving
from alongside.progression.models import Leaving
from alongside.support.actions import record_supervision
from alongside.teams.models import Team
from alongside.training.actions import add_cohort, enrol_trainee, record_result
from alongside.training.models import Cohort


def make_courses(programme: Programme) -> None:
    """Nine courses with those who completed them, a few who did not, and a tenth that is going on."""
    by = programme.by
    for number, (days, size) in enumerate(COURSES, start=1):
        ends_on = programme.ago(days)
        cohort = add_cohort(
            programme.trust,
            number=number,
            starts_on=ends_on - COURSE_LENGTH,
            ends_on=ends_on,
            venue="The Recovery College",
            places=21,
            by=by,
        )
        programme.cohorts.append(cohort)
        for place in range(size + 2):
            person = programme.person(today=cohort.starts_on)
            trainee = enrol_trainee(person, cohort=cohort, by=by)
            if place < size:
                attendance = Decimal(programme.chance.randint(80, 100)) / 100
                record_result(trainee, result="completed", completed_on=ends_on, attendance=attendance, by=by)
                programme.trained.append((person, cohort))
            else:
                record_result(trainee, result=("withdrew", "not_yet")[place % 2], by=by)


def take(programme: Programme, cohort: int, how_many: int) -> list[tuple[Person, Cohort]]:
    """The next of those who completed a course and have no further story yet."""
    ready = [pair for pair in programme.trained if pair[1].number == cohort][:how_many]
    programme.trained = [pair for pair in programme.trained if pair not in ready]
    return ready


def clear_checks(programme: Programme, person: Person, *, days: int) -> None:
    asked = programme.ago(days)
    for step, kind in enumerate(REQUIRED):
        facts = {"level": "enhanced"} if kind == "dbs" else {"fitness": "fit"} if kind == "health" else {}
        record_check(
            person,
            kind=kind,
            state="verified",
            requested_on=asked,
            evidence_on=min(programme.today, asked + timedelta(days=9 + 4 * step)),
            by=programme.by,
            **facts,
        )


def make_peers_in_post(programme: Programme) -> None:
    """Forty in post: thirty-six trained first, four appointed first who have to train within six months."""
    by, chance = programme.by, programme.chance
    joined = ((2, 1), (3, 2), (4, 4), (5, 6), (6, 8), (7, 8), (8, 7))
    people = [pair for cohort, size in joined for pair in take(programme, cohort, size)]
    appointed = {6: 205, 15: 140, 24: 60, 33: 20}
    places = [(name, peer) for name, *_, peers in TEAMS for peer in range(peers)]
    for number, (name, peer) in enumerate(places):
        team = programme.teams[name]
        first = number in appointed
        if first:
            person, started_on = programme.person(), programme.ago(appointed[number])
        else:
            person, cohort = people.pop()
            started_on = min(cohort.ends_on + timedelta(days=chance.randint(60, 500)), programme.ago(95))
        educator = name == "The Recovery College" and peer < 2
        senior = not educator and number % 7 == 3
        title = "Peer Educator" if educator else "Senior Peer Support Worker" if senior else "Peer Support Worker"
        band = 6 if educator else 4 if senior else 3
        share = SHARES[chance.randrange(len(SHARES))]
        post = programme.post(title, name, band, share, opened_on=started_on - timedelta(days=40))
        start_holding(
            person,
            post=post,
            wte=Decimal(share),
            contract="fixed_term" if number % 9 == 5 else "permanent",
            manager_name=team.manager_name,
            started_on=started_on,
            today=programme.today,
            by=by,
        )
        clear_checks(programme, person, days=(programme.today - started_on).days + 70)
        make_supervisions(programme, person, team, late=number % 8 == 4, started_on=started_on)


def make_supervisions(programme: Programme, person: Person, team: Team, *, late: bool, started_on: date) -> None:
    for month in range(2 if late else 0, 4):
        line, peer = programme.ago(30 * month + 12), programme.ago(30 * month + 20)
        for on, kind, name in ((line, "line", team.manager_name), (peer, "peer", "Miriam Oakes")):
            if on > started_on:
                record_supervision(
                    person, on=on, kind=kind, supervisor_name=name, held=True, minutes=60, by=programme.by
                )


def make_leavers(programme: Programme) -> None:
    """Those of the first courses have held a post and moved on; a few completed the course and went elsewhere."""
    by, chance = programme.by, programme.chance
    for number in range(1, 8):
        for place, (person, cohort) in enumerate(take(programme, number, 10 if number < 7 else 3)):
            left_on = cohort.ends_on + timedelta(days=chance.randint(500, 1400))
            if place % 4 != 3:
                team = programme.teams[TEAMS[chance.randrange(len(TEAMS))][0]]
                start_holding(
                    person,
                    team=team,
                    band=3,
                    wte=Decimal(SHARES[chance.randrange(len(SHARES))]),
                    contract="permanent",
                    started_on=cohort.ends_on + timedelta(days=chance.randint(40, 400)),
                    ended=True,
                    ended_on=left_on,
                    today=programme.today,
                    by=by,
                )
            destination = Leaving.Destination(DESTINATIONS[chance.randrange(len(DESTINATIONS))])
            record_leaving(person, left_on=left_on, destination=destination, today=programme.today, by=by)
    for number in range(1, 7):
        for person, cohort in take(programme, number, 99 if number < 6 else 2):
            left_on = cohort.ends_on + timedelta(days=300)
            record_leaving(person, left_on=left_on, destination="not_known", today=programme.today, by=by)


def make_agreed_starts(programme: Programme) -> None:
    """Three starts that are agreed: one in a team not prepared yet, and in a post that has been frozen since."""
    by, today = programme.by, programme.today
    places = (("Curlew Ward", 9), ("Northgate Community", 24), ("Older Adults Community", 40))
    for (person, _), (team, days) in zip(take(programme, 9, 3), places, strict=True):
        clear_checks(programme, person, days=120)
        post = programme.post("Peer Support Worker", team, 3, "0.60", opened_on=programme.ago(150))
        start_holding(
            person,
            post=post,
            wte=Decimal("0.60"),
            contract="permanent",
            manager_name=programme.teams[team].manager_name,
            started_on=today + timedelta(days=days),
            today=today,
            aware=True,
            by=by,
        )
    freeze_post(post, from_on=programme.ago(4), why="cost", review_on=today + timedelta(days=26), today=today, by=by)


def make_waiting(programme: Programme) -> None:
    """Everybody left over waits: some with everything clear, some held up by a check, some without wishes."""
    by, chance = programme.by, programme.chance
    settings = (["inpatient"], ["community"], ["community", "crisis"], [], [])
    for number, (person, _) in enumerate(programme.trained):
        if number % 5 != 3:
            record_wishes(
                person,
                bands=[3, 4] if number % 4 == 0 else [3],
                hours_least=Decimal("15"),
                hours_most=Decimal("30"),
                settings=settings[number % len(settings)],
                home_latitude=round(chance.uniform(52.18, 52.62), 3),
                home_longitude=round(chance.uniform(-0.22, 0.28), 3),
                most_km=Decimal(chance.choice((15, 25, 40, 60))),
                by=by,
            )
        if number % 7 == 2:
            team = programme.teams[TEAMS[(number * 5) % len(TEAMS)][0]]
            add_team_to_avoid(person, team=team, by=by)
        make_checks(programme, person, number)
    waiting = [person for person, _ in programme.trained]
    programme.give_account("person", waiting[-2])


def make_checks(programme: Programme, person: Person, number: int) -> None:
    by, today = programme.by, programme.today
    kind = number % 12
    if kind == 8:
        return
    clear_checks(programme, person, days=90 + number)
    if kind in {1, 5}:
        asked = programme.ago(35 + number)
        expected = today + timedelta(days=10 + number)
        record_check(
            person, kind="dbs", state="requested", requested_on=asked, evidence_on=None, expected_on=expected, by=by
        )
    elif kind == 2:
        record_check(person, kind="references", state="evidence_received", received=1, by=by)
    elif kind == 4:
        record_check(person, kind="health", state="requested", fitness="", evidence_on=None, by=by)
    elif kind == 6:
        state = "undecided" if number > 12 else "expired"
        record_check(person, kind="dbs", state=state, by=by)
    if number % 10 == 3:
        record_check(person, kind="police_vetting", state="verified", requested_on=programme.ago(200), by=by)


def make_beginners(programme: Programme) -> None:
    """The course that is going on, and a few people who have only asked."""
    by, today = programme.by, programme.today
    starts_on = programme.ago(40)
    cohort = add_cohort(
        programme.trust,
        number=len(COURSES) + 1,
        starts_on=starts_on,
        ends_on=starts_on + COURSE_LENGTH,
        venue="The Recovery College",
        places=16,
        course=make_course(programme),
        by=by,
    )
    trainees = []
    for place in range(16):
        person = programme.person(today=programme.ago(90))
        trainees.append(enrol_trainee(person, cohort=cohort, by=by))
        if place % 3 == 0:
            record_check(person, kind="identity", state="verified", evidence_on=programme.ago(20), by=by)
            record_check(person, kind="dbs", state="requested", requested_on=programme.ago(15), by=by)
    for days in (3, 12, 30, 47):
        programme.person(today=today - timedelta(days=days))
    make_running_course(programme, cohort, trainees)
    make_exams(programme, cohort)
    make_certificates(programme)
