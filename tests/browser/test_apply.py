"""A stranger applies on a phone without JavaScript, and is taken to a certificate and to clear checks."""

import re
from datetime import timedelta
from email import message_from_bytes

import pytest
from django.conf import settings
from django.utils.timezone import localdate
from playwright.sync_api import expect

from tests.browser.walking import Walker

NAME, EMAIL = "Rosalind Ferry", "rosalind.ferry@demo.example"
COURSE, COHORT, PAPER, SUPERVISOR = "A short course", "Cohort 77", "Short paper", "Ada Longmire"


def link_in_the_post(site) -> str:
    """The newest link sent to this address; the demonstration keeps its e-mails in a folder."""
    mails = sorted((settings.VAR / "mail").glob("*.log"), key=lambda path: path.stat().st_mtime)
    for path in reversed(mails):
        mail = message_from_bytes(path.read_bytes())
        if mail["To"] == EMAIL:
            found = re.search(r"https?://\S+/apply/link/\S+", mail.get_payload(decode=True).decode())
            if found:
                return found[0]
    raise AssertionError("No e-mail with a link")


@pytest.fixture(scope="module")
def applied(site):
    """The address of the one application, once it is known to the lead."""
    return {}


def look_at_all_of_it(page, site, assert_accessible) -> None:
    """Axe is itself a script, so the same pages are opened once more with scripts."""
    page.goto(link_in_the_post(site))
    me = Walker(page, look=assert_accessible)
    me.arrive("Your application")
    for name in ("Your answers", "Your statement", "What would help you", "Equality questions"):
        me.follow(name)
        me.arrive(name)
        page.go_back()
    me.follow("Withdraw your application")
    me.arrive("Withdraw your application?")


def test_a_stranger_applies_on_a_phone_without_javascript(phone_without_javascript, phone, site, assert_accessible):
    page = phone_without_javascript
    me = Walker(page, javascript=False)
    page.goto("/recruitment/apply/")
    me.arrive("Become a peer support worker")
    me.follow("Read more and apply")
    me.fill("Your name", NAME)
    me.fill("Your e-mail address", EMAIL)
    me.press("Begin")
    me.arrive("Look at your e-mail")
    page.goto(link_in_the_post(site))
    me.arrive("Your application")
    me.follow("Your answers")
    me.arrive("Your answers")
    page.get_by_role("group", name="lived through mental distress").get_by_label("Yes").check()
    me.fill("Listens, and lets somebody finish", "I sat with my neighbour on Tuesdays.")
    me.press("Save")
    me.is_told("Saved")
    look_at_all_of_it(phone, site, assert_accessible)
    me.press("Forget me on this browser")
    page.goto("/recruitment/apply/mine/")
    me.arrive("This page opens by your own link")
    page.goto(link_in_the_post(site))
    me.arrive("Your application")
    me.press("Send my application")
    me.is_told("Not answered yet")
    me.follow("Your answers")
    assert (
        page.get_by_label("Listens, and lets somebody finish").input_value() == "I sat with my neighbour on Tuesdays."
    )
    me.fill("Keeps their word", "I ring when I cannot come.")
    me.press("Save")
    me.follow("Your statement")
    me.arrive("Your statement")
    me.fill("Your statement", "For a year I did not go out.")
    me.press("Save")
    me.follow("What would help you")
    page.get_by_label("More time").check()
    me.press("Save")
    me.follow("Equality questions")
    me.press("Send these answers")
    me.press("Send my application")
    me.is_told("It is sent.")
    assert "Two people read your application" in me.said()
    me.follow("Withdraw your application")
    me.arrive("Withdraw your application?")


def score(me: Walker, address: str) -> None:
    me.page.goto(address)
    me.page.get_by_role("link", name=re.compile("^Score ")).click()
    me.arrive("Score ")
    for box in me.page.get_by_label("2: fully").all():
        box.check()
    me.press("Lock my scores")
    me.is_told("Locked")
    me.sign_out()


def test_the_panel_takes_them_to_a_training_place(page, site, applied):
    me = Walker(page)
    me.sign_in("lead")
    me.go("Selection")
    me.follow("Peer support training, the spring course")
    me.page.get_by_role("link", name=re.compile(NAME)).click()
    address = page.url
    me.sign_out()
    for login in ("panel", "educator"):
        me.sign_in(login)
        page.goto(address)
        assert NAME not in me.said()
        score(me, address)
    me.sign_in("lead")
    page.goto(address)
    me.press("Invite to an interview")
    me.is_told("Invited")
    me.follow("Agree an interview")
    me.fill_date("Day", localdate() + timedelta(days=4))
    me.fill("Time", "14:00")
    me.fill("Where, or the link to join", "Mere House")
    me.arrive("interview")
    for box in page.get_by_label("Nadia Frome").all():
        box.check()
    page.get_by_label("Tobias Lark").first.check()
    me.press("Save")
    me.is_told("The interview is agreed")
    me.sign_out()
    for login in ("panel", "educator"):
        me.sign_in(login)
        score(me, address)
    me.sign_in("lead")
    page.goto(address)
    assert "Next: taster afternoon" in me.said()
    page.get_by_role("button", name="Taken today").click()
    me.is_told("Taster afternoon: written down")
    me.follow("Decide")
    page.get_by_label("Offer a training place").check()
    me.press("Decide")
    me.arrive("The letter")
    me.press("Save and send")
    me.is_told("The letter is sent")


def test_the_applicant_takes_the_place(phone_without_javascript, phone, site, assert_accessible):
    with_scripts = Walker(phone, look=assert_accessible)
    phone.goto(link_in_the_post(site))
    with_scripts.arrive("Your application")
    with_scripts.follow("Answer the offer")
    with_scripts.arrive("Your training place")
    page = phone_without_javascript
    me = Walker(page, javascript=False)
    page.goto(link_in_the_post(site))
    me.arrive("Your application")
    me.follow("Answer the offer")
    me.arrive("Your training place")
    page.get_by_label("Yes").check()
    me.press("Tell us")
    me.is_told("Thank you for telling us")
    expect(page.get_by_role("main")).to_contain_text("You have a place")


def opens_their_record(me: Walker) -> None:
    me.find(NAME)
    me.follow(NAME)
    me.arrive(NAME)


def makes_a_course(me: Walker) -> None:
    """One day of six hours, of which most are to be attended, a day of work experience, and an exam on paper."""
    me.go("Training")
    me.follow("Courses")
    me.follow("Add a course")
    for label, value in (
        ("Name of the course", COURSE),
        ("Taught hours", "6"),
        ("Most hours that may be missed", "1"),
        ("Hours of work experience", "6"),
    ):
        me.fill(label, value)
    me.press("Add course")
    me.is_told("The course was added")
    me.go("Training")
    me.follow("Add a cohort")
    me.fill("Cohort number", COHORT.split()[1])
    me.fill_date("First day", localdate() - timedelta(days=7))
    me.fill("Places", "8")
    me.choose("Course it follows", COURSE)
    me.press("Add cohort")
    me.is_told("was added")
    me.follow("Add a session")
    for label, value in (("What it is about", "Listening"), ("From", "9:30"), ("To", "16:30"), ("Hours that", "6")):
        me.fill(label, value)
    me.fill_date("Day", localdate() - timedelta(days=1))
    me.press("Add session")
    me.is_told("was added")


def is_there_all_day(me: Walker) -> None:
    opens_their_record(me)
    me.follow("Enrol on a course")
    me.choose("Cohort", COHORT)
    me.press("Enrol")
    me.is_told(NAME)
    me.go("Training")
    me.follow(COHORT)
    me.follow("Take the register")
    me.press("Save the register")
    me.is_told("was saved")


def works_a_day_with_a_team(me: Walker) -> None:
    me.sign_in("manager")
    me.go("Work experience")
    me.follow("Offer a day")
    me.choose("Team", "Heron Ward")
    me.fill_date("Day", localdate())
    me.fill("Who supervises", SUPERVISOR)
    me.press("Offer this day")
    me.is_told("The day was offered")
    me.sign_out()
    me.sign_in("educator")
    me.go("Work experience")
    me.follow("Book somebody", within=me.page.get_by_role("row").filter(has_text=SUPERVISOR))
    me.choose("For whom", NAME)
    me.press("Book")
    me.is_told(f"{NAME} is booked")
    me.sign_out()
    me.sign_in("manager")
    me.go("Work experience")
    me.follow("Sign it off", within=me.page.get_by_role("row").filter(has_text=NAME))
    me.press("Sign off")
    me.is_told("signed off and is locked")
    me.sign_out()


def makes_an_exam(me: Walker) -> None:
    page = me.page
    me.go("Training")
    me.follow("Exams")
    me.follow("Question bank")
    me.follow("Add a question")
    me.choose("Course", COURSE)
    page.get_by_role("radio", name="True or false").check()
    me.fill("Short title", "Good listening")
    me.fill("What is asked", "Silence can help.")
    page.get_by_role("group", name="Is it true?").get_by_label("Yes").check()
    me.press("Add question")
    me.is_told("The question is in the bank")
    me.go("Training")
    me.follow("Exams")
    me.follow("Exam papers")
    me.follow("Add a paper")
    me.choose("Course", COURSE)
    me.fill("Title", PAPER)
    me.press("Add paper")
    me.is_told("Put questions into it")
    me.choose("Question from the bank", "Good listening")
    me.press("Put it in")
    expect(page.get_by_role("rowheader", name="Good listening")).to_be_visible()
    me.press("Make it ready to be sat")
    me.is_told("may be sat now")
    me.go("Training")
    me.follow("Exams")
    me.follow("Arrange an exam")
    me.choose("Cohort", COHORT)
    me.choose("Paper", PAPER)
    me.fill_date("Day", localdate())
    me.fill("May be begun from", "9:00")
    me.fill("May be begun until", "10:00")
    page.get_by_role("group", name="Is it sat on paper?").get_by_label("Yes").check()
    me.press("Arrange exam")
    me.is_told("is arranged")


def marks_the_exam(me: Walker) -> None:
    me.go("Training")
    me.follow("Exams")
    me.follow(PAPER)
    me.follow("Mark the script", within=me.row(NAME))
    me.fill("Mark for question 1", "1")
    me.press("Save the marks")
    me.arrive(PAPER)


def test_the_course_leads_them_to_a_certificate_that_anybody_can_check(page, site):
    me = Walker(page)
    me.sign_in("educator")
    makes_a_course(me)
    is_there_all_day(me)
    me.sign_out()
    works_a_day_with_a_team(me)
    me.sign_in("educator")
    makes_an_exam(me)
    marks_the_exam(me)
    me.sign_out()
    me.sign_in("educator2")
    marks_the_exam(me)
    me.press("Tell the results")
    me.is_told("Everybody who sat it")
    me.go("Training")
    me.follow(COHORT)
    me.follow(NAME)
    me.press("Issue the certificate")
    me.is_told("worth celebrating")
    code = re.search(r"\w{4}-\w{4}-\w{4}", me.said())[0]
    me.sign_out()
    page.goto("/training/certificates/check/")
    me.fill("Code of the certificate", code)
    me.press("Check")
    me.arrive("Check a certificate")
    assert "This certificate is valid" in me.said() and NAME in me.said()


def shows_their_papers(me: Walker) -> None:
    opens_their_record(me)
    me.follow("Documents for the checks")
    documents = me.page.url
    for purpose, kind, issuer in (
        ("Identity", "British passport", ""),
        ("Identity", "Photocard driving licence", ""),
        ("Identity", "Bank or building society statement", "Fen Bank"),
        ("Right to work", "British passport", ""),
    ):
        me.page.goto(documents)
        me.follow("An original I have seen")
        me.page.get_by_role("radio", name=purpose).check()
        me.choose("What kind of document is it?", kind)
        me.fill("Which company or office issued it?", issuer)
        me.fill_date("Date on it", localdate() - timedelta(days=20))
        if not issuer:
            me.fill_date("It runs out on", localdate() + timedelta(days=900))
        me.press("I have seen it")
        me.is_told("No copy of it was made")


def tells_their_history(me: Walker) -> None:
    opens_their_record(me)
    me.follow("Employment history")
    me.page.get_by_role("radio", name="Caring").check()
    me.fill_date("From", localdate() - timedelta(days=1200))
    me.press("Add it")
    me.is_told("Added to the history")


def marks(me: Walker, check: str, state: str, day: str) -> None:
    """How far a check is, and the day of it."""
    opens_their_record(me)
    me.follow(check)
    me.arrive(check)
    me.page.get_by_role("radio", name=state, exact=True).check()
    me.fill_date(day, localdate())
    me.press("Save")
    me.is_told("recorded")


def brings_a_certificate(me: Walker) -> None:
    page = me.page
    opens_their_record(me)
    me.follow("A certificate I have seen")
    me.fill("Certificate number", "001234567890")
    me.fill_date("Date of issue", localdate())
    page.get_by_label("I saw the original").check()
    for question in ("Does it show anything?", "barred list"):
        page.get_by_role("group", name=question).get_by_label("No").check()
    me.press("Save")
    me.is_told("The check is clear")


def sees_occupational_health(me: Walker) -> None:
    marks(me, "Work health assessment", "Asked for", "Asked for on")
    me.sign_out()
    me.sign_in("health")
    me.follow("Record the outcome of")
    me.follow(NAME)
    me.page.get_by_role("radio", name="Fit", exact=True).check()
    me.press("Save")
    me.is_told("The outcome is on record")
    me.sign_out()


def test_after_a_conditional_offer_their_checks_become_clear_and_they_wait_for_a_post(page, site):
    me = Walker(page)
    me.sign_in("lead")
    opens_their_record(me)
    me.follow("Conditional offer")
    me.choose("Which post?", "Peer Support Worker")
    me.press("Make the offer")
    me.is_told("Offered on condition of the checks")
    me.sign_out()
    me.sign_in("checks")
    shows_their_papers(me)
    tells_their_history(me)
    for check in ("Identity", "Right to work", "Employment history and references"):
        marks(me, check, "Clear", "Issued or seen on")
    brings_a_certificate(me)
    sees_occupational_health(me)
    me.sign_in("lead")
    opens_their_record(me)
    states = me.page.get_by_role("table", name="Checks", exact=True).get_by_role("row")
    expect(states.filter(has_text="Clear")).to_have_count(5)
    me.go("Waiting")
    me.arrive("Trained and waiting")
    assert NAME in me.said()
