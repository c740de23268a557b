"""Who may do or see what: one table, role -> permissions. A deed's permission bears the deed's own name."""

from enum import StrEnum


class Role(StrEnum):
    PROGRAMME_LEAD = "programme_lead"
    EDUCATOR = "educator"
    PANEL_MEMBER = "panel_member"
    CHECKS_OFFICER = "checks_officer"
    DISCLOSURE_ASSESSOR = "disclosure_assessor"
    DECIDER = "decider"
    APPEAL_OFFICER = "appeal_officer"
    TEAM_MANAGER = "team_manager"
    ESTABLISHMENT = "establishment"
    APPROVER = "approver"
    OCCUPATIONAL_HEALTH = "occupational_health"
    EVALUATOR = "evaluator"
    EXECUTIVE = "executive"
    DATA_PROTECTION = "data_protection"
    ADMINISTRATOR = "administrator"
    PERSON = "person"

    @property
    def label(self) -> str:
        return ROLE_LABELS[self]


ROLE_LABELS = {
    Role.PROGRAMME_LEAD: "Programme lead",
    Role.EDUCATOR: "Educator",
    Role.PANEL_MEMBER: "Selection panel member",
    Role.CHECKS_OFFICER: "Checks officer",
    Role.DISCLOSURE_ASSESSOR: "Disclosure assessor",
    Role.DECIDER: "Decider",
    Role.APPEAL_OFFICER: "Appeal officer",
    Role.TEAM_MANAGER: "Team manager",
    Role.ESTABLISHMENT: "Establishment (post control)",
    Role.APPROVER: "Approver (chief nurse or medical director)",
    Role.OCCUPATIONAL_HEALTH: "Occupational health",
    Role.EVALUATOR: "Evaluator",
    Role.EXECUTIVE: "Executive",
    Role.DATA_PROTECTION: "Data protection lead",
    Role.ADMINISTRATOR: "Administrator",
    Role.PERSON: "Peer worker or trainee (own record)",
}


class May(StrEnum):
    """Pages that show, then deeds; a deed's value is the name of its action."""

    VIEW_START = "view_start"
    VIEW_OWN_ACCOUNT = "view_own_account"
    SEARCH = "search"
    VIEW_BOARD = "view_board"
    VIEW_PEOPLE = "view_people"
    VIEW_OWN_RECORD = "view_own_record"
    VIEW_TEAMS = "view_teams"
    VIEW_POSTS = "view_posts"
    VIEW_SELECTION = "view_selection"
    VIEW_SESSIONS = "view_sessions"
    VIEW_STATEMENT = "view_statement"
    VIEW_EQUALITY = "view_equality"
    VIEW_CHECKS = "view_checks"
    VIEW_TRAINING = "view_training"
    VIEW_EXAMS = "view_exams"
    VIEW_OWN_EXAMS = "view_own_exams"
    VIEW_TIMETABLE = "view_timetable"
    VIEW_WORK_EXPERIENCE = "view_work_experience"
    VIEW_CERTIFICATES = "view_certificates"
    VIEW_SUPPORT = "view_support"
    VIEW_PLANS = "view_plans"
    VIEW_FORECASTS = "view_forecasts"
    VIEW_FORECAST_SUMMARY = "view_forecast_summary"
    VIEW_TEAMS_TO_AVOID = "view_teams_to_avoid"
    VIEW_LOADS = "view_loads"
    VIEW_ACCOUNTS = "view_accounts"
    VIEW_AUDIT = "view_audit"
    VIEW_SUBJECT_ACCESS = "view_subject_access"
    VIEW_RETENTION = "view_retention"

    RECORD_ORGANISATION = "record_organisation"
    ADD_TRUST = "add_trust"
    RECORD_RETENTION_RULE = "record_retention_rule"
    RECORD_BACKUP = "record_backup"
    PURGE_RECORDS = "purge_records"
    ADD_USER = "add_user"
    CHANGE_ROLES = "change_roles"
    DISABLE_USER = "disable_user"
    ENABLE_USER = "enable_user"
    RESET_SECOND_FACTOR = "reset_second_factor"
    LINK_IDENTITY = "link_identity"
    UNLINK_IDENTITY = "unlink_identity"
    END_SESSIONS = "end_sessions"
    CHANGE_PASSWORD = "change_password"

    ADD_PERSON = "add_person"
    CHANGE_CONTACT = "change_contact"
    LINK_ACCOUNT = "link_account"
    LOG_READING = "log_reading"
    LOG_DOWNLOAD = "log_download"
    PLACE_LEGAL_HOLD = "place_legal_hold"
    PLACE_GENERAL_HOLD = "place_general_hold"
    LIFT_LEGAL_HOLD = "lift_legal_hold"

    ADD_SITE = "add_site"
    ADD_TEAM = "add_team"
    CHANGE_TEAM = "change_team"
    RECORD_PREPARATION = "record_preparation"
    PAIR_TEAMS = "pair_teams"
    UNPAIR_TEAMS = "unpair_teams"
    ASSIGN_MANAGER = "assign_manager"
    RELEASE_MANAGER = "release_manager"

    ADD_POST = "add_post"
    CHANGE_POST = "change_post"
    SCREEN_POST = "screen_post"
    SPLIT_POST = "split_post"
    CLOSE_POST = "close_post"
    CORRECT_REGISTRATION = "correct_registration"
    REQUEST_CONVERSION = "request_conversion"
    APPROVE_CONVERSION = "approve_conversion"
    DECLINE_CONVERSION = "decline_conversion"
    CONVERT_POST = "convert_post"
    FREEZE_POST = "freeze_post"
    THAW_POST = "thaw_post"
    ADVERTISE_POST = "advertise_post"
    WITHDRAW_ADVERT = "withdraw_advert"

    ADD_INTAKE = "add_intake"
    CHANGE_INTAKE = "change_intake"
    ADD_CRITERION = "add_criterion"
    REMOVE_CRITERION = "remove_criterion"
    PUBLISH_INTAKE = "publish_intake"
    ADD_INFORMATION_SESSION = "add_information_session"
    BOOK_PLACE = "book_place"
    START_APPLICATION = "start_application"
    SEND_LINK = "send_link"
    SAVE_ANSWERS = "save_answers"
    RECORD_NEEDS = "record_needs"
    RECORD_STATEMENT = "record_statement"
    RECORD_EQUALITY = "record_equality"
    SUBMIT_APPLICATION = "submit_application"
    WITHDRAW_APPLICATION = "withdraw_application"
    ANSWER_OFFER = "answer_offer"
    RECORD_SCORES = "record_scores"
    LOCK_MARKING = "lock_marking"
    INVITE_APPLICANT = "invite_applicant"
    SCHEDULE_INTERVIEW = "schedule_interview"
    DECIDE_APPLICATION = "decide_application"
    CHANGE_LETTER = "change_letter"
    SEND_LETTER = "send_letter"
    REINVITE_APPLICANT = "reinvite_applicant"

    RECORD_CHECK = "record_check"
    SEND_CHASER = "send_chaser"
    VIEW_DOCUMENTS = "view_documents"
    ASK_FOR_DOCUMENT = "ask_for_document"
    UPLOAD_DOCUMENT = "upload_document"
    RECORD_ORIGINAL_DOCUMENT = "record_original_document"
    VERIFY_DOCUMENT = "verify_document"
    REFUSE_DOCUMENT = "refuse_document"
    EMPTY_DOCUMENT = "empty_document"
    ANSWER_ELIGIBILITY = "answer_eligibility"
    MAKE_CONDITIONAL_OFFER = "make_conditional_offer"
    WITHDRAW_CONDITIONAL_OFFER = "withdraw_conditional_offer"
    VIEW_BENEFITS = "view_benefits"
    RECORD_BENEFIT_FIGURE = "record_benefit_figure"
    VIEW_STARTS = "view_starts"
    ASK_FOR_START = "ask_for_start"
    SIGN_START = "sign_start"
    END_START = "end_start"
    VIEW_HEALTH_REQUESTS = "view_health_requests"
    RECORD_HEALTH_OUTCOME = "record_health_outcome"
    RECORD_VETTING = "record_vetting"
    VIEW_DISCLOSURES = "view_disclosures"
    RECORD_CERTIFICATE = "record_certificate"
    ADD_MATTER = "add_matter"
    RECORD_MEETING = "record_meeting"
    NAME_ASSESSORS = "name_assessors"
    CLOSE_DISCLOSURE = "close_disclosure"
    LOCK_ASSESSMENT = "lock_assessment"
    CONVENE_PANEL = "convene_panel"
    DECIDE_DISCLOSURE = "decide_disclosure"
    LODGE_APPEAL = "lodge_appeal"
    DECIDE_APPEAL = "decide_appeal"
    RECORD_UPDATE_CHECK = "record_update_check"
    PURGE_DISCLOSURE = "purge_disclosure"

    ADD_QUESTION = "add_question"
    CHANGE_QUESTION = "change_question"
    RETIRE_QUESTION = "retire_question"
    LOAD_QUESTIONS = "load_questions"
    ADD_PAPER = "add_paper"
    ADD_PAPER_QUESTION = "add_paper_question"
    REMOVE_PAPER_QUESTION = "remove_paper_question"
    OPEN_PAPER = "open_paper"
    REVISE_PAPER = "revise_paper"
    ARRANGE_EXAM = "arrange_exam"
    ARRANGE_RESIT = "arrange_resit"
    ADJUST_ATTEMPT = "adjust_attempt"
    RECORD_EXAM_MARK = "record_exam_mark"
    RELEASE_RESULTS = "release_results"
    COLLECT_SCRIPT = "collect_script"
    ADD_ROOM = "add_room"
    RECORD_EDUCATOR = "record_educator"
    ADD_SYLLABUS_SESSION = "add_syllabus_session"
    ARRANGE_TIMETABLE = "arrange_timetable"
    MOVE_SESSION = "move_session"
    START_EXAM = "start_exam"
    SAVE_ANSWER = "save_answer"
    TAKE_BREAK = "take_break"
    END_BREAK = "end_break"
    HAND_IN_EXAM = "hand_in_exam"

    ADD_COHORT = "add_cohort"
    ENROL_TRAINEE = "enrol_trainee"
    RECORD_RESULT = "record_result"
    ADD_COURSE = "add_course"
    CHANGE_COURSE = "change_course"
    CHANGE_COHORT = "change_cohort"
    JOIN_WAITING_LIST = "join_waiting_list"
    ANSWER_DROPPED_PLACE = "answer_dropped_place"
    WITHDRAW_TRAINEE = "withdraw_trainee"
    ADD_SESSION = "add_session"
    TAKE_REGISTER = "take_register"
    PLAN_CATCH_UP = "plan_catch_up"
    COMPLETE_CATCH_UP = "complete_catch_up"
    AGREE_ADJUSTMENT = "agree_adjustment"
    END_ADJUSTMENT = "end_adjustment"
    WRITE_ADJUSTMENT_CAUSE = "write_adjustment_cause"
    OFFER_WORK_EXPERIENCE = "offer_work_experience"
    WITHDRAW_WORK_EXPERIENCE = "withdraw_work_experience"
    BOOK_WORK_EXPERIENCE = "book_work_experience"
    CANCEL_WORK_EXPERIENCE = "cancel_work_experience"
    SIGN_OFF_WORK_EXPERIENCE = "sign_off_work_experience"
    RECORD_COMPETENCES = "record_competences"
    ISSUE_CERTIFICATE = "issue_certificate"
    REVOKE_CERTIFICATE = "revoke_certificate"
    GIVE_COURSE_OPINION = "give_course_opinion"

    RECORD_WISHES = "record_wishes"
    ADD_TEAM_TO_AVOID = "add_team_to_avoid"
    REMOVE_TEAM_TO_AVOID = "remove_team_to_avoid"
    START_HOLDING = "start_holding"
    END_HOLDING = "end_holding"
    REQUEST_PLAN = "request_plan"
    PROPOSE_PLACEMENTS = "propose_placements"
    ACCEPT_PROPOSAL = "accept_proposal"
    DECLINE_PROPOSAL = "decline_proposal"
    TURN_DOWN_PLACEMENT = "turn_down_placement"
    DISCARD_PLAN = "discard_plan"

    RECORD_SUPERVISION = "record_supervision"
    RECORD_LEAVING = "record_leaving"

    REQUEST_FORECAST = "request_forecast"
    REQUEST_BACK_TEST = "request_back_test"
    RECORD_FORECAST = "record_forecast"

    START_LOAD = "start_load"
    CHANGE_LAYOUT = "change_layout"
    DECIDE_ROWS = "decide_rows"
    CONFIRM_LOAD = "confirm_load"
    LOAD_ROWS = "load_rows"
    DISCARD_LOAD = "discard_load"
    RECORD_FATES = "record_fates"
    EMPTY_LOAD = "empty_load"


# Whoever opens what is somebody else's leaves a trace for them, and whoever takes a file away one in the audit.
EVERYBODY = {
    May.VIEW_START,
    May.VIEW_OWN_ACCOUNT,
    May.END_SESSIONS,
    May.CHANGE_PASSWORD,
    May.LOG_READING,
    May.LOG_DOWNLOAD,
}

# What somebody may do on the public pages, and the holder of an applicant's link with their own application.
VISITOR = frozenset({May.BOOK_PLACE, May.START_APPLICATION})
APPLICANT = frozenset(
    {
        May.SAVE_ANSWERS,
        May.RECORD_NEEDS,
        May.RECORD_STATEMENT,
        May.RECORD_EQUALITY,
        May.SUBMIT_APPLICATION,
        May.WITHDRAW_APPLICATION,
        May.ANSWER_OFFER,
    }
)
SCORE = {May.VIEW_SELECTION, May.RECORD_SCORES, May.LOCK_MARKING}
# An educator writes a spoken application down together with the applicant.
WRITE_DOWN = {May.SAVE_ANSWERS, May.RECORD_NEEDS, May.SUBMIT_APPLICATION, May.SEND_LINK}

VIEW_PROGRAMME = {
    May.SEARCH,
    May.VIEW_BOARD,
    May.VIEW_PEOPLE,
    May.VIEW_TEAMS,
    May.VIEW_POSTS,
    May.VIEW_TRAINING,
    May.VIEW_SUPPORT,
}

RUN_EXAMS = {
    May.VIEW_EXAMS,
    May.ADD_QUESTION,
    May.CHANGE_QUESTION,
    May.RETIRE_QUESTION,
    May.LOAD_QUESTIONS,
    May.ADD_PAPER,
    May.ADD_PAPER_QUESTION,
    May.REMOVE_PAPER_QUESTION,
    May.OPEN_PAPER,
    May.REVISE_PAPER,
    May.ARRANGE_EXAM,
    May.ARRANGE_RESIT,
    May.ADJUST_ATTEMPT,
    May.RECORD_EXAM_MARK,
    May.RELEASE_RESULTS,
    May.COLLECT_SCRIPT,
    May.VIEW_TIMETABLE,
    May.ADD_ROOM,
    May.RECORD_EDUCATOR,
    May.ADD_SYLLABUS_SESSION,
    May.ARRANGE_TIMETABLE,
    May.MOVE_SESSION,
}

SIT_EXAMS = {
    May.VIEW_OWN_EXAMS,
    May.VIEW_TIMETABLE,
    May.START_EXAM,
    May.SAVE_ANSWER,
    May.TAKE_BREAK,
    May.END_BREAK,
    May.HAND_IN_EXAM,
}

LOAD_WORKBOOK = {
    May.VIEW_LOADS,
    May.START_LOAD,
    May.CHANGE_LAYOUT,
    May.DECIDE_ROWS,
    May.CONFIRM_LOAD,
    May.LOAD_ROWS,
    May.DISCARD_LOAD,
    May.RECORD_FATES,
}

RUN_COURSES = {
    May.VIEW_TRAINING,
    May.VIEW_WORK_EXPERIENCE,
    May.VIEW_CERTIFICATES,
    May.ADD_COURSE,
    May.CHANGE_COURSE,
    May.ADD_COHORT,
    May.CHANGE_COHORT,
    May.ENROL_TRAINEE,
    May.JOIN_WAITING_LIST,
    May.ANSWER_DROPPED_PLACE,
    May.WITHDRAW_TRAINEE,
    May.RECORD_RESULT,
    May.ADD_SESSION,
    May.TAKE_REGISTER,
    May.PLAN_CATCH_UP,
    May.COMPLETE_CATCH_UP,
    May.AGREE_ADJUSTMENT,
    May.END_ADJUSTMENT,
    May.BOOK_WORK_EXPERIENCE,
    May.CANCEL_WORK_EXPERIENCE,
    May.RECORD_COMPETENCES,
    May.ISSUE_CERTIFICATE,
    May.REVOKE_CERTIFICATE,
}

HOST_WORK_EXPERIENCE = {
    May.VIEW_WORK_EXPERIENCE,
    May.OFFER_WORK_EXPERIENCE,
    May.WITHDRAW_WORK_EXPERIENCE,
    May.SIGN_OFF_WORK_EXPERIENCE,
}

PERMISSIONS: dict[Role, frozenset[May]] = {
    role: frozenset(EVERYBODY | granted)
    for role, granted in {
        Role.PROGRAMME_LEAD: VIEW_PROGRAMME
        | LOAD_WORKBOOK
        | SCORE
        | WRITE_DOWN
        | RUN_EXAMS
        | RUN_COURSES
        | HOST_WORK_EXPERIENCE
        | {
            May.VIEW_PLANS,
            May.VIEW_FORECASTS,
            May.VIEW_FORECAST_SUMMARY,
            May.VIEW_TEAMS_TO_AVOID,
            May.VIEW_SUBJECT_ACCESS,
            May.VIEW_SESSIONS,
            May.VIEW_STATEMENT,
            May.VIEW_EQUALITY,
            May.ADD_INTAKE,
            May.CHANGE_INTAKE,
            May.ADD_CRITERION,
            May.REMOVE_CRITERION,
            May.PUBLISH_INTAKE,
            May.ADD_INFORMATION_SESSION,
            May.WITHDRAW_APPLICATION,
            May.ANSWER_OFFER,
            May.INVITE_APPLICANT,
            May.SCHEDULE_INTERVIEW,
            May.DECIDE_APPLICATION,
            May.CHANGE_LETTER,
            May.SEND_LETTER,
            May.REINVITE_APPLICANT,
            May.ADD_PERSON,
            May.CHANGE_CONTACT,
            May.LINK_ACCOUNT,
            May.PLACE_LEGAL_HOLD,
            May.ADD_SITE,
            May.ADD_TEAM,
            May.CHANGE_TEAM,
            May.RECORD_PREPARATION,
            May.PAIR_TEAMS,
            May.UNPAIR_TEAMS,
            May.ASSIGN_MANAGER,
            May.RELEASE_MANAGER,
            May.ADD_POST,
            May.SCREEN_POST,
            May.REQUEST_CONVERSION,
            May.CONVERT_POST,
            May.ADVERTISE_POST,
            May.WITHDRAW_ADVERT,
            May.RECORD_CHECK,
            May.ANSWER_ELIGIBILITY,
            May.VIEW_BENEFITS,
            May.RECORD_BENEFIT_FIGURE,
            May.VIEW_STARTS,
            May.ASK_FOR_START,
            May.END_START,
            May.MAKE_CONDITIONAL_OFFER,
            May.WITHDRAW_CONDITIONAL_OFFER,
            May.RECORD_WISHES,
            May.ADD_TEAM_TO_AVOID,
            May.REMOVE_TEAM_TO_AVOID,
            May.START_HOLDING,
            May.END_HOLDING,
            May.REQUEST_PLAN,
            May.PROPOSE_PLACEMENTS,
            May.ACCEPT_PROPOSAL,
            May.DECLINE_PROPOSAL,
            May.TURN_DOWN_PLACEMENT,
            May.DISCARD_PLAN,
            May.RECORD_SUPERVISION,
            May.RECORD_LEAVING,
            May.REQUEST_FORECAST,
            May.REQUEST_BACK_TEST,
            May.RECORD_FORECAST,
        },
        Role.EDUCATOR: SCORE
        | WRITE_DOWN
        | RUN_COURSES
        | RUN_EXAMS
        | {
            May.SEARCH,
            May.VIEW_SESSIONS,
            May.ADD_INFORMATION_SESSION,
            May.VIEW_PEOPLE,
            May.RECORD_WISHES,
        },
        Role.PANEL_MEMBER: SCORE | {May.VIEW_STATEMENT},
        Role.CHECKS_OFFICER: {
            May.SEARCH,
            May.VIEW_PEOPLE,
            May.VIEW_CHECKS,
            May.RECORD_CHECK,
            May.VIEW_DOCUMENTS,
            May.ASK_FOR_DOCUMENT,
            May.UPLOAD_DOCUMENT,
            May.RECORD_ORIGINAL_DOCUMENT,
            May.VERIFY_DOCUMENT,
            May.REFUSE_DOCUMENT,
            May.VIEW_BENEFITS,
            May.VIEW_STARTS,
            May.ASK_FOR_START,
            May.END_START,
            May.RECORD_VETTING,
            May.VIEW_DISCLOSURES,
            May.RECORD_CERTIFICATE,
            May.ADD_MATTER,
            May.RECORD_MEETING,
            May.NAME_ASSESSORS,
            May.CLOSE_DISCLOSURE,
            May.CONVENE_PANEL,
            May.LODGE_APPEAL,
            May.RECORD_UPDATE_CHECK,
        },
        Role.DISCLOSURE_ASSESSOR: {May.VIEW_DISCLOSURES, May.LOCK_ASSESSMENT},
        Role.DECIDER: {May.VIEW_DISCLOSURES, May.DECIDE_DISCLOSURE},
        Role.APPEAL_OFFICER: {May.VIEW_DISCLOSURES, May.DECIDE_APPEAL},
        Role.TEAM_MANAGER: HOST_WORK_EXPERIENCE
        | {
            May.SEARCH,
            May.VIEW_PEOPLE,
            May.VIEW_TEAMS,
            May.VIEW_POSTS,
            May.VIEW_SUPPORT,
            May.RECORD_SUPERVISION,
        },
        Role.ESTABLISHMENT: {
            May.VIEW_TEAMS,
            May.VIEW_POSTS,
            May.ADD_POST,
            May.CHANGE_POST,
            May.SPLIT_POST,
            May.CLOSE_POST,
            May.FREEZE_POST,
            May.THAW_POST,
            May.ADVERTISE_POST,
            May.WITHDRAW_ADVERT,
        },
        Role.APPROVER: {
            May.VIEW_STARTS,
            May.SIGN_START,
            May.END_START,
            May.VIEW_POSTS,
            May.APPROVE_CONVERSION,
            May.DECLINE_CONVERSION,
            May.CORRECT_REGISTRATION,
        },
        Role.OCCUPATIONAL_HEALTH: {May.VIEW_HEALTH_REQUESTS, May.RECORD_HEALTH_OUTCOME},
        Role.EVALUATOR: {May.VIEW_FORECASTS, May.VIEW_FORECAST_SUMMARY},
        Role.EXECUTIVE: {May.VIEW_POSTS, May.VIEW_FORECAST_SUMMARY},
        Role.DATA_PROTECTION: {
            May.VIEW_AUDIT,
            May.VIEW_RETENTION,
            May.RECORD_RETENTION_RULE,
            May.PLACE_GENERAL_HOLD,
            May.LIFT_LEGAL_HOLD,
            May.PURGE_RECORDS,
            May.PURGE_DISCLOSURE,
        },
        Role.ADMINISTRATOR: {
            May.VIEW_ACCOUNTS,
            May.ADD_USER,
            May.CHANGE_ROLES,
            May.DISABLE_USER,
            May.ENABLE_USER,
            May.RESET_SECOND_FACTOR,
            May.LINK_IDENTITY,
            May.UNLINK_IDENTITY,
        },
        Role.PERSON: SIT_EXAMS
        | {
            May.VIEW_BENEFITS,
            May.VIEW_OWN_RECORD,
            May.VIEW_SUBJECT_ACCESS,
            May.VIEW_DOCUMENTS,
            May.UPLOAD_DOCUMENT,
            May.RECORD_WISHES,
            May.ADD_TEAM_TO_AVOID,
            May.REMOVE_TEAM_TO_AVOID,
            May.TURN_DOWN_PLACEMENT,
            May.VIEW_CERTIFICATES,
            May.WRITE_ADJUSTMENT_CAUSE,
            May.ANSWER_DROPPED_PLACE,
            May.CANCEL_WORK_EXPERIENCE,
            May.GIVE_COURSE_OPINION,
        },
    }.items()
}
