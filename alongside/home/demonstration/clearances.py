"""Checks on their way: documents asked for and sent, and what is decided about them."""

from datetime import UTC, datetime, time, timedelta

from alongside.checks import actions
from alongside.checks.actions import ask_for_document, record_check, upload_document, verify_document
from alongside.checks.models import Disclosure
from alongside.checks.rules.eligibility import QUESTIONS
from alongside.home.demonstration.programme import Programme
from alongside.people.models import Person
from alongside.posts.models import Post
from alongside.training.models import Trainee

# A page with nothing on it, such as a scanner makes.
EMPTY_SCAN = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def make_clearances(programme: Programme) -> None:
    """Of those on the course that is going on, who is offered a post, and how far their checks are."""
    trainees = Trainee.objects.filter(person__trust=programme.trust, result=Trainee.Result.IN_TRAINING)
    learners = Person.objects.filter(pk__in=trainees.values("person"), account=None).order_by("-pk")
    weighed, sends, decided, open_gap, asked, begins, waiting, adjusted = learners[:8]
    make_offers(programme, weighed, decided, begins, waiting, adjusted)
    make_disclosures(programme, weighed, decided)
    make_early_start(programme, begins)
    make_health(programme, waiting, adjusted)
    make_documents(programme, sends, open_gap, asked)
    make_histories(programme, begins, open_gap)
    record_check(
        open_gap,
        kind="right_to_work",
        state="verified",
        requested_on=programme.ago(40),
        evidence_on=programme.ago(30),
        expires_on=programme.today + timedelta(days=25),
        by=programme.by,
    )


def make_offers(programme: Programme, *people: Person) -> None:
    """A post each, on condition of the checks: nothing about health or a record is asked of anybody before."""
    posts = Post.objects.filter(trust=programme.trust, peer=True, frozen=False, closed_on=None).order_by("-pk")
    answers = dict.fromkeys(QUESTIONS, False) | {"patients": True, "alone": True}
    for person, post in zip(people, posts, strict=False):
        actions.answer_eligibility(
            post, answers=answers, workforce="adult", today=programme.ago(60), by=programme.accounts["lead"]
        )
        actions.make_conditional_offer(person, post=post, today=programme.ago(38), by=programme.accounts["lead"])


def make_documents(programme: Programme, waiting: Person, begun: Person, asked: Person) -> None:
    """One document to look at, one of three accepted, and one asked for."""
    by, today = programme.by, programme.today
    facts = {"purpose": "identity", "type": "passport_british", "content": EMPTY_SCAN, "today": programme.ago(2)}
    facts["expires_on"] = today + timedelta(days=900)
    upload_document(waiting, by=by, **facts)
    verify_document(upload_document(begun, by=by, **facts), today=programme.ago(1), by=by)
    ask_for_document(begun, purpose="identity", today=programme.ago(1), by=by)
    for person in (asked, programme.accounts["person"].person):
        ask_for_document(person, purpose="right_to_work", today=programme.ago(1), by=by)


def make_histories(programme: Programme, whole: Person, open_gap: Person) -> None:
    """Two tell what they did in the last three years: of one every day is told, of one ten weeks are asked about."""
    latest = {"kind": "volunteering", "from_on": programme.ago(300), "what": "The food bank"}
    unwell = {"kind": "not_working", "from_on": programme.ago(700), "until_on": programme.ago(301)}
    before = {"kind": "work", "from_on": programme.ago(1500), "until_on": programme.ago(701), "what": "A garden centre"}
    for person, periods in (
        (whole, (latest, unwell, before)),
        (open_gap, (latest, unwell, before | {"until_on": programme.ago(771)})),
    ):
        for period in periods:
            actions.add_history_period(person, **period, today=programme.today, by=programme.by)


def make_disclosures(programme: Programme, weighed: Person, decided: Person) -> None:
    """Two certificates that show something: one assessed by one of two, one decided with conditions."""
    by, today, accounts = programme.by, programme.today, programme.accounts
    first, second = accounts["assessor"], accounts["assessor2"]
    for number, person in enumerate((weighed, decided)):
        seen = {
            "number": f"00190000{number}",
            "issued_on": programme.ago(20),
            "shows": True,
            "today": programme.ago(18),
        }
        case = Disclosure.objects.get(certificate=actions.record_certificate(person, by=by, **seen))
        facts = {"kind": "conviction", "on": today - timedelta(days=2500), "today": programme.ago(18), "by": by}
        matter = actions.add_matter(case, words="Theft of a bicycle; a fine.", declared=True, **facts)
        actions.record_meeting(case, met_on=programme.ago(10), said="I was homeless. I have not been since.", by=by)
        actions.name_assessors(case, first=first, second=second, by=by)
        at = datetime.combine(programme.ago(6), time(10), UTC)
        given = {
            "scores": {matter.pk: 1},
            "view": "conditions",
            "reasons": "Long ago, and told by the person.",
            "at": at,
        }
        for user in (first,) if person is weighed else (first, second):
            actions.lock_assessment(case, by=user, **given)
    words = {"conditions": "Handles no cash alone in the first six months.", "reasons": "Long ago, and told to us."}
    actions.decide_disclosure(
        case,
        state="conditions",
        review_on=today + timedelta(days=180),
        today=programme.ago(3),
        by=accounts["decider"],
        **words,
    )


def make_early_start(programme: Programme, person: Person) -> None:
    """Starts before the references are in: one was signed and ended again, one waits for a signature."""
    record_check(person, kind="references", state="requested", requested_on=programme.ago(30), by=programme.by)
    ended = actions.ask_for_start(
        person,
        kind="references",
        safeguards="Never alone on the ward.",
        until_on=programme.today + timedelta(days=20),
        today=programme.ago(28),
        by=programme.accounts["checks"],
    )
    actions.sign_start(ended, today=programme.ago(27), by=programme.accounts["nurse"])
    actions.end_start(ended, today=programme.ago(14), by=programme.accounts["lead"])
    actions.ask_for_start(
        person,
        kind="references",
        safeguards="Works beside another peer until both references are in.",
        until_on=programme.today + timedelta(days=60),
        today=programme.ago(1),
        by=programme.accounts["checks"],
    )


def make_health(programme: Programme, waiting: Person, adjusted: Person) -> None:
    """One waits for occupational health, and of one it is known what work has to change."""
    for person in (waiting, adjusted):
        record_check(person, kind="health", state="requested", requested_on=programme.ago(15), by=programme.by)
    actions.record_health_outcome(
        adjusted,
        fitness="fit_adjustments",
        adjustments="Starts at 10, and no night shifts.",
        today=programme.ago(2),
        by=programme.accounts["health"],
    )
