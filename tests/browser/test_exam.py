"""A trainee sits an exam on a phone without JavaScript, two educators mark it, and the result is told and read."""

from playwright.sync_api import expect

from tests.browser.walking import Walker
from tests.conftest import DESKTOP, PHONE

EXAM, TRAINEE, ESSAY = "Practice paper", "Jonah Wetherby", "I would ask a colleague to walk round the pond with me."


def test_an_exam_is_sat_on_a_phone_marked_twice_and_its_result_is_read(open_page, assert_accessible):
    me = Walker(open_page(PHONE, javascript=False), javascript=False)
    sits_it(me)
    for login, given in (("educator", "8"), ("educator2", "9")):
        marker = Walker(open_page(DESKTOP), look=assert_accessible)
        marker.sign_in(login)
        marker.go("Training")
        marker.follow("Exams")
        marker.arrive("Exams")
        marker.follow(EXAM)
        marker.arrive(EXAM)
        marker.follow("Mark the script", within=marker.row(TRAINEE))
        marker.arrive("marking")
        assert ESSAY in marker.said() and "8 of 10" not in marker.said()
        marker.fill("Mark for question 4", given)
        marker.fill("What you say to the learner about question 4", f"Well said, {login}.")
        marker.press("Save the marks")
        marker.arrive(EXAM)
    me.page.reload()
    assert "being marked" in me.said() and "Well said" not in me.said()
    marker.press("Tell the results")
    marker.is_told("Everybody who sat it")
    me.page.reload()
    assert "12.5 of 14" in me.said() and "Reached" in me.said()
    assert "Well said, educator." in me.said() and "Well said, educator2." in me.said()


def sits_it(me: Walker) -> None:
    me.sign_in("trainee")
    me.page.goto("/")
    me.follow(f"The exam “{EXAM}” is open")
    me.arrive(EXAM)
    assert "Extra time 25%" in me.said()
    me.press("Begin the exam")
    me.arrive("Sharing your story")
    me.page.get_by_label("When it is for the other person").check()
    me.press("Save and go on")
    me.arrive("Open questions")
    me.page.get_by_label("What would a good week look like?").check()
    me.page.get_by_label("How was it for you?").check()
    me.press("Save and go on")
    me.arrive("Advice first")
    me.page.get_by_label("False").check()
    me.press("Save and go on")
    me.arrive("A difficult day")
    me.fill("Your answer", ESSAY)
    me.press("Save and go back")
    me.arrive("Advice first")
    expect(me.page.get_by_label("False")).to_be_checked()
    me.press("Save and see all questions")
    me.arrive(EXAM)
    assert "Not answered" not in me.said()
    me.press("Hand in the exam")
    me.is_told("Your exam is handed in")
