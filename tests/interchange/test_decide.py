"""Rows against rows, and against what stands: who is who, which post is which, and what is held for a person."""

from datetime import date

from alongside.interchange.rules.decisions import Decisions
from alongside.interchange.rules.fates import Fate
from alongside.interchange.rules.layout import SheetKind
from alongside.interchange.rules.sheets import guess_layout
from alongside.interchange.rules.standing import KnownPerson, KnownPost, Standing
from tests.interchange.books import book, decided, kinds, opened, row

IN_POST = ["Name", "Email", "Staff no", "Team", "WTE", "Start date", "Post no"]
TEAMS = [["Team", "Service", "Manager"], ["Oak Ward", "Inpatient", "K. Vane"], ["Oak Ward 2", "Inpatient", "L. Vane"]]
POSTS = [
    "Post no",
    "Job title",
    "Team",
    "Staff group",
    "Registered?",
    "Funded WTE",
    "Filled WTE",
    "Status",
    "Convert to PSW?",
]
START = date(2020, 1, 6)


def peer(
    name: str, email: str = "", staff_no: str = "", team: str = "Oak Ward", wte: object = 0.5, post: object = ""
) -> list:
    return [name, email, staff_no, team, wte, START, post]


def post(
    number: object, title: str = "Peer Support Worker", group: str = "", flag: str = "N", funded: float = 1
) -> list:
    return [number, title, "Oak Ward", group, flag, funded, 0, "Vacant", "Y"]


def test_name_and_email_join_across_sheets_and_capitals_do_not_matter():
    report = decided(
        Peers=[IN_POST, peer("Ann Ash", "a@example.org")],
        Trained=[["Name", "Email", "Cohort", "Result"], ["ANN ASH", "A@Example.org", 1, "Completed"]],
    )
    assert len(report.people) == 1
    assert not report.questions[1:]


def test_a_name_alone_joins_only_where_one_person_has_it():
    leavers = [["Name", "Team", "Left", "Gone to"], ["Ann Ash", "Oak Ward", date(2024, 1, 5), "College"]]
    one = decided(Peers=[IN_POST, peer("Ann Ash", "a@example.org")], Leavers=leavers)
    assert len(one.people) == 1
    two = decided(Peers=[IN_POST, peer("Ann Ash", "a@example.org"), peer("Ann Ash", "b@example.org")], Leavers=leavers)
    assert len(two.people) == 2
    assert row(two, "Leavers!2").fate is Fate.HELD
    assert kinds(two, "Leavers!2") >= {"person_ambiguous"}
    key = next(question.key for question in two.questions if question.about == "people")
    told = decided(
        decisions=Decisions(people={key: "new:Peers!3"}),
        Peers=[IN_POST, peer("Ann Ash", "a@example.org"), peer("Ann Ash", "b@example.org")],
        Leavers=leavers,
    )
    assert row(told, "Leavers!2").person == row(told, "Peers!3").person


def test_a_second_row_on_a_sheet_is_asked_about_and_a_second_post_is_not_lost():
    rows = [IN_POST, peer("Ann Ash", "a@example.org", post=11), peer("Ann Ash", "a@example.org", post=12)]
    asked = decided(Peers=rows)
    assert row(asked, "Peers!3").fate is Fate.TO_DECIDE
    key = row(asked, "Peers!3").pairs[0]
    same = decided(decisions=Decisions(pairs={key: "same"}), Peers=rows)
    assert len(same.people) == 1
    assert row(same, "Peers!3").record != row(same, "Peers!2").record
    assert row(same, "Peers!3").values["post_no"] == "12"


def test_the_same_number_or_email_under_another_name_is_asked_about():
    report = decided(
        Peers=[IN_POST, peer("Ann Ash", "a@example.org", "21000001"), peer("Zed Zeal", "z@example.org", "21000001")],
        Trained=[["Name", "Email", "Cohort", "Result"], ["Annie Birch", "a@example.org", 1, "Completed"]],
    )
    assert row(report, "Peers!3").fate is Fate.TO_DECIDE
    assert row(report, "Trained!2").fate is Fate.TO_DECIDE


def test_somebody_in_the_system_is_found_again_and_a_likeness_is_asked_about():
    standing = Standing(people=(KnownPerson("7", "Ann Ash", "a@example.org"), KnownPerson("8", "Robert Brackley")))
    report = decided(
        standing, Peers=[IN_POST, peer("Ann Ash", "a@example.org"), peer("Robert Brackly", "r@example.org")]
    )
    assert row(report, "Peers!2").person == "7"
    assert row(report, "Peers!3").fate is Fate.TO_DECIDE
    assert row(report, "Peers!3").pairs == ("person:8|Peers!3",)


def test_teams_are_equal_or_asked_about_never_assumed():
    report = decided(
        Teams=TEAMS,
        Peers=[
            IN_POST,
            peer("Ann Ash", team="OAK  ward\u200b "),
            peer("Bo Birch", team="Oka Ward"),
            peer("Cy Cole", team="Elm House"),
            peer("Di Dole", team="Oak Ward two"),
        ],
    )
    assert row(report, "Peers!2").values["team"] == "Oak Ward"
    assert "team" not in row(report, "Peers!3").values and "team_variant" in kinds(report, "Peers!3")
    assert "team_unknown" in kinds(report, "Peers!4")
    question = next(one for one in report.questions if one.key == "oak ward two")
    assert question.choices[1][0] == "Oak Ward 2"


def test_a_registered_post_wins_whatever_the_order_and_never_becomes_a_peer_post():
    report = decided(
        Posts=[
            POSTS,
            post(1),
            post(1, "Staff Nurse", "Nursing and Midwifery Registered", "Y"),
            post(2, "Occupational Therapist"),
            post(3, "Innocent title", "Nursing and Midwifery Registered"),
            post(4, "Innocent title", flag="Y"),
        ]
    )
    assert row(report, "Posts!2").fate is Fate.REFUSED
    for place in ("Posts!3", "Posts!4", "Posts!5", "Posts!6"):
        assert row(report, place).values["registered"] is True
        assert "suitable" not in row(report, place).values
        assert "registered_post" in kinds(report, place)


def test_a_post_that_is_registered_in_the_system_is_not_loaded_as_anything_else():
    report = decided(Standing(posts=(KnownPost("1", registered=True),)), Posts=[POSTS, post(1), post(2)], Teams=TEAMS)
    assert row(report, "Posts!2").fate is Fate.REFUSED
    assert row(report, "Posts!3").fate is Fate.LOAD


def test_nobody_is_loaded_into_a_registered_post_and_a_job_share_stays_within_its_hours():
    report = decided(
        Posts=[POSTS, post(1), post(2, "Staff Nurse")],
        Teams=TEAMS,
        Peers=[
            IN_POST,
            peer("Ann Ash", post=1),
            peer("Bo Birch", post=1),
            peer("Cy Cole", wte=0.1, post=1),
            peer("Di Dole", post=2),
        ],
    )
    assert row(report, "Peers!2").fate is Fate.LOAD and row(report, "Peers!3").fate is Fate.LOAD
    assert "post_overfilled" in kinds(report, "Peers!4") and "post_no" not in row(report, "Peers!4").values
    assert "registered_post" in kinds(report, "Peers!5") and "post_no" not in row(report, "Peers!5").values


def test_a_row_of_checks_is_found_by_staff_number_and_held_where_the_name_is_another():
    checks = ["Name", "Staff no", "DBS level", "DBS issued", "OH outcome"]
    report = decided(
        Teams=TEAMS,
        Peers=[IN_POST, peer("Ann Ash", "", "21000001"), peer("Bo Birch", "", "21000002")],
        Checks=[
            checks,
            ["", "21000001", "Enhanced", START, "Fit"],
            ["Bo Birch", "21000001", "Enhanced", START, "Fit"],
            ["Nobody Known", "", "Enhanced", START, "Fit"],
        ],
    )
    assert row(report, "Checks!2").person == row(report, "Peers!2").person
    assert kinds(report, "Checks!3") == {"person_disagrees"}
    assert kinds(report, "Checks!4") == {"person_unknown"}
    assert row(report, "Checks!4").fate is Fate.HELD


def test_what_the_system_says_stays_and_only_gaps_are_filled():
    stored = {"team": "Oak Ward", "wte": None, "started_on": date(2019, 1, 1)}
    standing = Standing(
        people=(KnownPerson("7", "Ann Ash", "a@example.org"),),
        teams=("Oak Ward",),
        records={("people in post", "person:7"): stored},
    )
    report = decided(standing, Peers=[IN_POST, peer("Ann Ash", "a@example.org")])
    assert row(report, "Peers!2").fate is Fate.LOAD_WITH_NOTE
    assert "started_on" not in row(report, "Peers!2").values
    assert "differs_from_record" in kinds(report, "Peers!2")
    full = Standing(
        people=standing.people,
        teams=standing.teams,
        records={("people in post", "person:7"): {**stored, "wte": 0.5, "started_on": START}},
    )
    assert row(decided(full, Peers=[IN_POST, peer("Ann Ash", "a@example.org")]), "Peers!2").fate is Fate.NOTHING_NEW


def test_a_cohort_that_is_not_on_the_list_is_held_and_a_second_row_of_one_refused():
    report = decided(
        Cohorts=[["Cohort", "Start", "Finish"], [1, START, date(2020, 2, 6)], ["C1", START, date(2020, 2, 6)]],
        Trained=[["Name", "Email", "Cohort", "Result"], ["Ann Ash", "a@example.org", 12, "Completed"]],
    )
    assert row(report, "Cohorts!3").fate is Fate.REFUSED
    assert "cohort_unknown" in kinds(report, "Trained!2")
    assert "cohort" not in row(report, "Trained!2").values


def test_forename_and_surname_in_two_columns_and_hours_in_their_own():
    report = decided(
        Teams=TEAMS,
        Peers=[
            ["Surname", "First name", "Team", "Hours per week", "Start date"],
            ["Ash", "Ann", "Oak Ward", 22.5, START],
        ],
    )
    assert row(report, "Peers!2").values["name"] == "Ann Ash"
    assert row(report, "Peers!2").values["wte"] == 0.6
    assert row(report, "Peers!2").fate is Fate.LOAD


def test_a_second_list_below_the_first_is_told_and_not_loaded_as_people():
    report = decided(
        Peers=[
            IN_POST,
            peer("Ann Ash"),
            [""],
            ["Name", "Team", "Left", "Gone to"],
            ["Bo Birch", "Oak Ward", START, "College"],
        ]
    )
    assert len(report.people) == 1
    assert row(report, "Peers!5").fate is Fate.NOT_DATA
    assert "other_table" in {told.kind for told in report.columns}


def test_headings_between_blocks_and_remarks_below_are_no_people():
    report = decided(
        Peers=[
            IN_POST,
            ["North locality"],
            peer("Ann Ash"),
            ["COHORT 2"],
            peer("Bo Birch"),
            ["* yellow means fixed term"],
        ]
    )
    assert len(report.people) == 2
    assert row(report, "Peers!2").fate is Fate.NOT_DATA


def test_a_column_of_the_managers_email_is_not_the_persons():
    workbook = opened(
        book(Peers=[["Name", "Manager email", "Team", "WTE"], *[["Ann Ash", "m@example.org", "Oak", 1]] * 4])
    )
    columns = guess_layout(workbook).sheet("Peers").columns
    assert [column.field for column in columns] == ["name", "", "team", "wte"]


def test_contacts_of_others_and_at_home_are_left_out_though_they_look_like_contacts():
    headings = ["Name", "Team", "WTE", "Home phone", "Personal email", "Next of kin phone", "GP email", "Carer mobile"]
    rows = [["Ann Ash", "Oak", 1, "07700 900111", "a@example.org", "07700 900112", "g@example.org", "07700 900113"]] * 4
    workbook = opened(book(Peers=[headings, *rows]))
    for column in guess_layout(workbook).sheet("Peers").columns[3:]:
        assert column.never_load and column.locked and not column.field


def test_a_blank_among_ticks_says_no_only_where_nobody_wrote_no():
    headings = ["Team", "Service", "Team prepared?"]
    ticked = decided(Teams=[headings, ["Oak Ward", "Inpatient", "✓"], ["Elm Ward", "Inpatient", ""]])
    assert row(ticked, "Teams!3").values["ready"] is False
    said = decided(Teams=[headings, ["Oak Ward", "Inpatient", "Y"], ["Elm", "Crisis", ""], ["Ash", "Crisis", "N"]])
    assert row(said, "Teams!3").values.get("ready") is None


def test_a_heading_of_outcomes_over_free_text_is_left_out():
    text = "has struggled since the spring and was admitted in May, doing better now"
    rows = [["Name", "Cohort", "Attendance", "Outcome"], *[[f"Ann Ash{chr(97 + i)}", 1, 0.9, text] for i in range(6)]]
    layout = guess_layout(opened(book(Trained=rows))).sheet("Trained")
    assert layout.kind is SheetKind.TRAINEES
    assert layout.columns[3].never_load


def test_short_words_in_headings_say_what_the_long_ones_do():
    headings = ["Posn", "Position Title", "Org", "Bd", "Bud FTE", "Act FTE", "Staff Grp", "On hold"]
    line = ["P1", "Support Worker", "Oak Ward", 3, 1, 0.4, "Additional Clinical Services", date(2026, 5, 1)]
    guessed = guess_layout(opened(book(Establishment=[headings, line]))).sheet("Establishment")
    assert guessed.kind is SheetKind.POSTS
    assert [column.field for column in guessed.columns] == [
        "post_no", "title", "team", "band", "wte_funded", "wte_filled", "staff_group", "frozen_from"
    ]  # fmt: skip


def test_a_post_may_be_funded_for_several_and_somebody_is_told():
    report = decided(Teams=TEAMS, Posts=[POSTS, post("P1", funded=2), post("P2", funded=18.75), post("P3", funded=40)])
    assert row(report, "Posts!2").values["wte_funded"] == 2 and "several_whole_time" in kinds(report, "Posts!2")
    assert row(report, "Posts!3").values["wte_funded"] == 0.5 and "hours_in_wte_column" in kinds(report, "Posts!3")
    assert "over_full_time" in kinds(report, "Posts!4")


def test_one_sheet_a_course_says_the_cohort_by_its_name_or_by_the_heading_of_a_block():
    headings = ["Trainee", "Attendance", "Passed?"]
    report = decided(
        Course_3=[headings, ["Amy Reed", 0.9, "Y"]],
        All=[headings, ["Bo Lark", 0.8, "Y"], ["COHORT 7"], ["Cy Wren", 0.9, "Y"], ["Di Teal", 0.9, "N"]],
    )
    assert row(report, "Course 3!2").values["cohort"] == 3 and "cohort_from_heading" in kinds(report, "Course 3!2")
    assert "cohort" not in row(report, "All!2").values
    assert [row(report, f"All!{number}").values["cohort"] for number in (4, 5)] == [7, 7]
