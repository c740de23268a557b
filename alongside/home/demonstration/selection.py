"""People at every stage of selection: to be rung, to be scored, invited, offered, asked again."""

from datetime import datetime, time, timedelta

from django.utils.timezone import get_current_timezone

from alongside.access.actors import LinkHolder, Visitor
from alongside.home.demonstration.programme import Programme
from alongside.recruitment.actions import (
    add_criterion,
    add_information_session,
    add_intake,
    add_stage,
    answer_offer,
    book_place,
    decide_application,
    invite_applicant,
    lock_marking,
    publish_intake,
    record_equality,
    record_needs,
    record_scores,
    record_stage,
    record_statement,
    reinvite_applicant,
    save_answers,
    schedule_interview,
    send_letter,
    start_application,
    submit_application,
    withdraw_application,
)
from alongside.recruitment.models import Application, Criterion, Intake
from alongside.recruitment.queries import scored_in
from alongside.recruitment.rules import letter_for

TITLE = "Peer support training, the spring course"
ABOUT = """Peer support workers stand beside people in hard times, out of what they have come through themselves.
You train with us for eleven weeks, one day a week, and try the work on a ward or in a community team. Then we look \
for a paid post with you.
Training is free. We pay your travel and your lunch. If you get benefits, we help you to find advice before you start.
You need no certificate and no experience of this work."""
SPECIFICATION = (
    (
        "I have lived through mental distress of my own",
        "I have had a hard time with my mental health",
        True,
        "declaration",
    ),
    ("Listens, and lets somebody finish", "I can listen", True, "form"),
    ("Keeps their word: comes on time, and says so when they cannot", "People can count on me", True, "form"),
    (
        "Can use what they lived through to help, without taking over",
        "I can help",
        True,
        "interview",
    ),
    ("Works well with different people", "I get on with all sorts of people", True, "interview"),
    ("Has supported somebody before, paid or not", "I have helped somebody before", False, "form"),
)
ANSWERS = (
    "My neighbour lost her husband. I went round on Tuesdays and mostly I listened. She said it helped that I stayed.",
    "I have done the tea at our community centre for two years. When I could not come I rang the evening before.",
    "In the recovery group I sat with new people, because I remember how the first time feels.",
)
# Name, how far they have come, whether they asked for a guaranteed interview, way; in the order they applied.
APPLICANTS = (
    ("Maeve Tansley", "accepted", False, "written"),
    ("Jerome Halliday", "offered", False, "easy_read"),
    ("Safiya Underdown", "interviewed", True, "written"),
    ("Gethin Marlowe", "not_yet", False, "written"),
    ("Rhoda Penfold", "asked_again", False, "written"),
    ("Ottilie Brandt", "no", False, "written"),
    ("Ravi Pemberton", "scheduled", True, "written"),
    ("Doreen Askwith", "invited", False, "written"),
    ("Kofi Lanyon", "scored", True, "easy_read"),
    ("Elspeth Rainford", "scored", False, "written"),
    ("Tomasz Ibbotson", "begun_to_score", False, "written"),
    ("Hollie Vantage", "submitted", False, "written"),
    ("Moses Carrow", "submitted", False, "written"),
    ("Bridie Solway", "withdrawn", False, "written"),
    ("Arthur Kinnear", "to_be_rung", False, "spoken"),
)
DECIDED = {"accepted", "offered", "not_yet", "asked_again", "no"}
SAT = DECIDED - {"no"} | {"interviewed"}
INVITED = SAT | {"scheduled", "invited"}
SCORED = INVITED | {"no", "scored"}


def make_selection(programme: Programme) -> None:
    """One open intake, with somebody at every stage, and a session to come and ask at."""
    intake = make_intake(programme)
    for place, (name, far, guaranteed, way) in enumerate(APPLICANTS):
        make_applicant(programme, intake, place, name, far, guaranteed, way)
    session = add_information_session(
        programme.trust,
        starts_at=at(programme, -6, 14),
        venue="The Recovery College, Mere House",
        places=12,
        by=programme.by,
    )
    earlier = add_information_session(
        programme.trust, starts_at=at(programme, 70, 14), venue="Mere House, Room 4", places=12, by=programme.by
    )
    add_intake(
        programme.trust,
        title="Peer support training, the autumn course",
        about=ABOUT,
        places=12,
        opens_on=programme.today + timedelta(days=120),
        closes_on=programme.today + timedelta(days=160),
        telephone="01632 960 144",
        by=programme.accounts["lead"],
    )
    email, booked = "kit.saltmarsh@demo.example", at(programme, 80)
    book_place(earlier, name="Kit Saltmarsh", email=email, at=booked, by=Visitor(programme.trust.pk))
    for name in ("Nell Hartley", "Idris Coombe", "Vera Lockwood"):
        email = f"{name.lower().replace(' ', '.')}@demo.example"
        book_place(session, name=name, email=email, at=at(programme, 1), by=Visitor(programme.trust.pk))


def at(programme: Programme, days: int, hour: int = 10) -> datetime:
    """An hour so many days ago."""
    return datetime.combine(programme.ago(days), time(hour), tzinfo=get_current_timezone())


def make_intake(programme: Programme) -> Intake:
    lead = programme.accounts["lead"]
    intake = add_intake(
        programme.trust,
        title=TITLE,
        about=ABOUT,
        places=12,
        opens_on=programme.ago(30),
        closes_on=programme.today + timedelta(days=21),
        starts_on=programme.today + timedelta(days=84),
        telephone="01632 960 144",
        by=lead,
    )
    for words, easy, essential, assessed in SPECIFICATION:
        add_criterion(intake, words=words, easy_words=easy, essential=essential, assessed=assessed, by=lead)
    add_stage(
        intake,
        name="Taster afternoon",
        told="Two hours with three peers on a ward, at a time that suits you. We pay the fare. Nothing is scored.",
        before="offered",
        by=lead,
    )
    return publish_intake(intake, today=programme.ago(30), by=lead)


def make_applicant(programme, intake: Intake, place: int, name: str, far: str, guaranteed: bool, way: str) -> None:
    days = max(28 - 2 * place, 1)
    application = start_application(
        intake,
        name=name,
        email="" if way == "spoken" else f"{name.lower().replace(' ', '.')}@demo.example",
        phone=f"01632 960 {200 + place}",
        way=way,
        secret=f"demonstration {place} {programme.chance.getrandbits(64)}",
        today=programme.ago(days),
        at=at(programme, days),
        by=Visitor(intake.trust_id),
    )
    if far == "to_be_rung":
        return
    application = write(programme, application, place, guaranteed, days)
    if far == "withdrawn":
        withdraw_application(application, at=at(programme, 1), by=LinkHolder(application.pk, application.trust_id))
    scorers = [programme.accounts["panel"], programme.accounts["educator"]]
    if far in SCORED:
        for scorer in scorers:
            score(programme, application, scorer, "shortlist", days - 1, least=0 if far == "no" else 1)
    elif far == "begun_to_score":
        score(programme, application, scorers[0], "shortlist", days - 1, least=1)
    if far in INVITED:
        invite(programme, application, far, days, scorers)
    if far in DECIDED:
        decide(programme, application, far, days)


def write(programme, application: Application, place: int, guaranteed: bool, days: int) -> Application:
    by = LinkHolder(application.pk, application.trust_id)
    criteria = list(application.intake.criteria.all())
    written = [one for one in criteria if one.assessed == Criterion.Assessed.FORM]
    save_answers(
        application,
        contact={},
        declared={one.pk: True for one in criteria if one.assessed == Criterion.Assessed.DECLARATION},
        words={one.pk: ANSWERS[(place + step) % len(ANSWERS)] for step, one in enumerate(written)},
        by=by,
    )
    record_needs(
        application, guaranteed=guaranteed, helps=["questions", "break"] if place % 3 == 2 else [], words="", by=by
    )
    if place % 2 == 0:
        record_statement(
            application,
            words="For years I did not leave the house. Then somebody came every week.",
            by=by,
        )
    record_equality(application, answers={"age": "25 to 34" if place % 2 else "45 to 54"}, by=by)
    return submit_application(application, today=programme.ago(days), at=at(programme, days, 11), by=by)


def score(programme, application: Application, scorer, round: str, days: int, *, least: int) -> None:
    points, rationales = {}, {}
    for step, criterion in enumerate(scored_in(application.intake_id, round)):
        points[criterion.pk] = least + (application.number + step) % 2
        rationales[criterion.pk] = "The answer does not speak of it." if points[criterion.pk] == 0 else ""
    record_scores(application, round=round, points=points, rationales=rationales, by=scorer)
    lock_marking(application, round=round, at=at(programme, max(days, 0)), by=scorer)


def invite(programme, application: Application, far: str, days: int, scorers: list) -> None:
    lead = programme.accounts["lead"]
    invite_applicant(application, at=at(programme, days - 2), by=lead)
    if far == "invited":
        return
    sat = far in SAT
    schedule_interview(
        application,
        starts_at=at(programme, days - 6 if sat else -5, 11),
        minutes=45,
        venue="Mere House, Room 4",
        members=scorers,
        peers=scorers[:1],
        by=lead,
    )
    for scorer in scorers if sat else ():
        score(programme, application, scorer, "interview", days - 6, least=1)


def decide(programme, application: Application, far: str, days: int) -> None:
    lead = programme.accounts["lead"]
    kind = {"accepted": "offered", "asked_again": "not_yet"}.get(far, far)
    for stage in application.intake.own_stages.all() if kind == "offered" else ():
        record_stage(application, stage=stage, done_on=programme.ago(days - 7), by=lead)
    reasons = {
        "not_yet": "Two more evenings in the listening group you spoke of, and a day with one of our peers at work.",
        "no": "Your answers did not yet show how you would listen to somebody you disagree with.",
    }.get(kind, "")
    again = programme.ago(1) if kind == "not_yet" else None
    letter = letter_for(
        kind,
        name=application.person.name,
        intake=TITLE,
        reasons=reasons,
        ask_again_on=again,
        telephone=application.intake.telephone,
    )
    on, moment = programme.ago(max(days - 8, 1)), at(programme, max(days - 8, 1), 15)
    outcome = decide_application(
        application, kind=kind, reasons=reasons, ask_again_on=again, letter=letter, today=on, at=moment, by=lead
    )
    send_letter(outcome, today=on, by=lead)
    if far == "asked_again":
        reinvite_applicant(outcome, today=programme.today, by=lead)
    if far == "accepted":
        answer_offer(
            application, accepted=True, at=at(programme, 2), by=LinkHolder(application.pk, application.trust_id)
        )
