"""The one table, role -> permissions, and the bundles it is written with."""

from alongside.access.permissions.may import May
from alongside.access.permissions.roles import Role

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
            May.ADD_STAGE,
            May.REMOVE_STAGE,
            May.RECORD_STAGE,
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
            May.RECORD_MOVED_ON,
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
            May.ADD_HISTORY_PERIOD,
            May.REMOVE_HISTORY_PERIOD,
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
            May.ADD_HISTORY_PERIOD,
            May.REMOVE_HISTORY_PERIOD,
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
