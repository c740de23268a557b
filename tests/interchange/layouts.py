"""Workbooks of other programme leads, made at random: other words, other order, other places, the same kinds of list.

Nothing here is taken from the loader's own vocabulary; what is right is known because the generator put it there.
"""

import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import xlsxwriter

FORENAMES = (
    "Amara",
    "Bogdan",
    "Carys",
    "Dilys",
    "Emeka",
    "Farah",
    "Gwen",
    "Hamza",
    "Ines",
    "Joanna",
    "Kwame",
    "Lorcan",
    "Maeve",
    "Niamh",
    "Oisin",
    "Priya",
    "Quinlan",
    "Rukhsana",
    "Seren",
    "Tomasz",
    "Ulrika",
    "Vanya",
    "Winston",
    "Yetunde",
    "Zofia",
)
SURNAMES = (
    "Ashdown",
    "Brackley",
    "Chatteris",
    "Denver",
    "Elsworth",
    "Feltwell",
    "Gosberton",
    "Hilgay",
    "Isleham",
    "Kirton",
    "Littleport",
    "Methwold",
    "Nordelph",
    "Outwell",
    "Pymoor",
    "Ramsey",
    "Stretham",
    "Terrington",
    "Upwell",
    "Welney",
    "Yaxley",
    "Zeal",
)
TEAMS = (
    "Oak Ward", "Birch Ward", "Crisis Team East", "Home Treatment West", "Early Intervention Team", "Willow Unit",
    "Community Team 1", "Community Team 2", "Recovery College", "Perinatal Team", "Eating Disorder Service",
)  # fmt: skip
DRUGS = ("on sertraline, tired", "bipolar, stable since 2019", "caution for theft in 2008", "off sick with anxiety",
         "lithium levels monthly, sees CMHT", "self-harm last year, has a plan in place with her team")  # fmt: skip

SHEETS: dict[str, tuple[str, ...]] = {
    "people in post": (
        "PSWs",
        "Staff",
        "Current peers",
        "Peer Workers 2026",
        "Sheet1",
        "In post",
        "Peer team",
        "Workforce",
    ),
    "trainees": ("Trained", "Trainees", "All trainees", "Course attendance", "Training", "Sheet2", "Students 2010-26"),
    "cohorts": ("Cohorts", "Intakes", "Courses", "Course dates", "Sheet3"),
    "teams": ("Teams", "Wards & teams", "Team list", "Where we work", "Services", "Sheet4"),
    "posts": ("Posts", "Establishment", "Vacancies", "Budget", "Positions", "Vacancy control", "Sheet5"),
    "checks": ("Checks", "DBS", "Pre-employment", "Clearances", "Recruitment checks", "Sheet6"),
    "supervision": ("Supervision", "Supervision record", "Log", "Sessions", "1-1s", "Sheet7"),
    "leavers": ("Leavers", "Left", "Moved on", "Ex-staff", "Leavers since 2010", "Sheet8"),
}
HEADINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "people in post": {
        "name": ("Name", "Full name", "Peer worker", "PSW name", "Employee", "Staff name", "Employee name", "Worker"),
        "staff_no": ("Staff number", "ESR no", "Employee No.", "Assignment number", "Staff ID", "Payroll number"),
        "email": ("Email", "E-mail address", "Work email", "Email addr.", "NHS email", "E mail"),
        "phone": ("Phone", "Mobile no.", "Tel.", "Contact number", "Telephone", "Mobile number"),
        "team": ("Team", "Ward/team", "Ward", "Base team", "Placed in", "Team name", "Current team"),
        "band": ("Band", "AfC band", "Grade", "Pay band"),
        "wte": ("WTE", "FTE", "Contracted WTE", "w.t.e.", "WTE (contracted)"),
        "started_on": ("Start date", "Date started", "Started", "Start", "In post from", "Date of start", "Commenced"),
        "contract": ("Contract", "Contract type", "Type of contract", "Perm / fixed", "Employment type"),
        "trained": ("Trained", "Trained Y/N", "Training complete?", "Training done", "Has trained?"),
        "cohort": ("Cohort", "Cohort no.", "Training cohort", "Intake", "Cohort number"),
        "manager": ("Manager", "Line manager", "Reports to", "Line Mgr", "Manager's name"),
        "post_no": ("Post number", "Position no.", "Position number", "Post ref", "ESR position no"),
    },
    "trainees": {
        "name": ("Trainee", "Name", "Student", "Full name", "Learner", "Name of trainee", "Participant"),
        "email": ("Email", "E-mail", "Email address", "Contact email"),
        "phone": ("Phone", "Mobile", "Tel no", "Telephone"),
        "cohort": ("Cohort", "Cohort no", "Intake", "Course no.", "Group"),
        "began_on": ("Start date", "Course start", "Began", "From", "Date started"),
        "attendance": ("Attendance", "Attendance %", "% attended", "Attended", "Att. rate", "Attendance (%)"),
        "result": ("Result", "Outcome", "Completed?", "Final outcome", "Status"),
        "completed_on": ("Certificate date", "Completed on", "Date completed", "Date of certificate"),
        "in_post": ("In post?", "Now employed", "In post now", "Got a job?", "Employed?", "Currently in post"),
    },
    "cohorts": {
        "cohort": ("Cohort", "No.", "Intake", "Cohort number", "Course"),
        "starts_on": ("Start date", "Starts", "First day", "From", "Start"),
        "ends_on": ("End date", "Ends", "Last day", "To", "Finish"),
        "venue": ("Venue", "Where held", "Location", "Room", "Place"),
        "places": ("Places", "Capacity", "Number of places", "Max", "No. of places"),
    },
    "teams": {
        "team": ("Team", "Ward", "Team name", "Ward or team", "Name of team", "Unit"),
        "service": ("Service", "Directorate", "Division", "Care group", "Service line"),
        "site": ("Site", "Base", "Location", "Where based", "Building"),
        "manager": ("Manager", "Team manager", "Ward manager", "Team lead", "Manager name"),
        "ready": ("Prepared?", "Ready for peers?", "Team ready", "Preparation done", "Prepared Y/N"),
        "prepared_on": ("Date prepared", "Prepared on", "Preparation date", "Ready since", "Prep. date"),
    },
    "posts": {
        "post_no": ("Position number", "Post no.", "Post ID", "Position", "Post ref", "ESR position"),
        "title": ("Job title", "Post title", "Title", "Role", "Position title"),
        "team": ("Team", "Ward / team", "Ward", "Department", "Team name"),
        "band": ("Band", "Grade", "AfC band", "Pay band"),
        "staff_group": ("Staff group", "ESR staff group", "Staff Group (ESR)", "Workforce group"),
        "registered": ("Registered?", "Reg required", "Registered post", "Registration needed?", "Registered Y/N"),
        "wte_funded": ("Funded WTE", "Budget WTE", "WTE budget", "Establishment WTE", "Budgeted WTE", "WTE funded"),
        "wte_filled": ("Filled WTE", "Actual WTE", "WTE in post", "WTE filled", "Contracted WTE"),
        "status": ("Status", "Post status", "Vacancy status", "Current status"),
        "frozen_from": ("Frozen from", "Freeze date", "Frozen since", "Date frozen"),
        "review_on": ("Review date", "Next review", "Freeze review", "Review due"),
        "advertised_on": ("Advertised", "Advert date", "Date advertised", "Advertised on"),
        "suitable": ("Suitable for PSW?", "Convert to PSW?", "Could be peer?", "Possible PSW post"),
    },
    "checks": {
        "name": ("Name", "Employee", "Staff member", "Full name", "Person"),
        "staff_no": ("Staff number", "Employee number", "ESR number", "Staff no"),
        "dbs_level": ("DBS level", "Level of DBS", "Type of DBS", "DBS type"),
        "dbs_applied_on": ("DBS applied", "DBS sent", "DBS requested", "Date DBS applied"),
        "certificate": ("Certificate number", "DBS number", "DBS certificate no.", "Cert. no", "DBS ref"),
        "dbs_issued_on": ("DBS issued", "DBS issue date", "Date of issue", "DBS date"),
        "dbs_result": ("DBS result", "DBS outcome", "DBS clear?", "Result of DBS"),
        "oh_outcome": ("OH outcome", "Occ health outcome", "OH clearance", "Occupational health outcome", "OH result"),
        "references": ("References", "Refs received", "No. of refs", "Refs", "References received"),
        "rtw_on": ("Right to work", "RTW seen", "Right to work checked", "RTW date", "Right to work date"),
    },
    "supervision": {
        "held_on": ("Date", "Date held", "Session date", "Date of session", "Supervision date"),
        "name": ("Peer worker", "Name", "PSW", "Supervisee", "Who", "Staff name"),
        "kind": ("Type", "Kind", "Session type", "Type of supervision"),
        "with": ("With", "Supervisor", "Supervised by", "Supervisor name"),
        "held": ("Held?", "Took place", "Held", "Attended?", "Happened?"),
        "minutes": ("Minutes", "Duration (mins)", "Mins", "Length (mins)", "Duration"),
    },
    "leavers": {
        "name": ("Name", "Leaver", "Full name", "Employee", "Who"),
        "team": ("Team", "Last team", "Ward", "Team left", "Former team"),
        "started_on": ("Start date", "Started", "Joined", "Date started"),
        "left_on": ("Leaving date", "Left", "Date left", "Last day", "End date", "Left on"),
        "destination": ("Destination", "Gone to", "Went to", "Next job", "New role"),
    },
}  # fmt: skip
NEEDED = {
    "people in post": ("name", "team", "wte", "started_on"),
    "trainees": ("name", "cohort", "result"),
    "cohorts": ("cohort", "starts_on", "ends_on"),
    "teams": ("team", "manager", "service"),
    "posts": ("post_no", "title", "wte_funded", "status"),
    "checks": ("name", "dbs_issued_on", "oh_outcome"),
    "supervision": ("held_on", "name", "minutes"),
    "leavers": ("name", "left_on", "destination"),
}
PRIVATE = (
    "Notes", "Comments", "Remarks", "Other info", "Reason for leaving", "Health conditions", "Diagnosis", "NHS number",
    "DOB", "Date of birth", "Medication", "Details of offence", "Discussed", "Adjustments needed", "Next of kin",
    "Emergency contact", "Ethnicity", "What was discussed", "Disability", "NHS No.", "GP", "Support needs", "Sickness",
    "Issues raised", "OH notes", "DBS details", "Convictions", "Additional comments", "Background",
)  # fmt: skip
UNKNOWN = ("Parking permit", "Locker", "Uniform size", "Laptop asset", "Cost centre", "Key fob", "Column1")
GROUPS = ("Person", "Work", "Training", "Details of post", "Dates", "Other", "Admin")


@dataclass
class Made:
    """One sheet as made, and what is right about it."""

    name: str
    kind: str
    header_rows: tuple[int, ...]
    fields: dict[str, str] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)
    unknown: set[str] = field(default_factory=set)
    rows: list[int] = field(default_factory=list)


def make_workbook(seed: int) -> tuple[bytes, list[Made]]:
    """One lead's workbook: some kinds of sheet in any order, each laid out in its own way."""
    chance = random.Random(seed)
    target = io.BytesIO()
    made = []
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        day = book.add_format({"num_format": chance.choice(("dd/mm/yyyy", "d-mmm-yy", "yyyy-mm-dd", "dd mmmm yyyy"))})
        kinds = chance.sample(sorted(SHEETS), chance.randint(3, len(SHEETS)))
        used: set[str] = set()
        for kind in kinds:
            name = chance.choice([one for one in SHEETS[kind] if one not in used])
            used.add(name)
            made.append(_make_sheet(book.add_worksheet(name), name, kind, chance, day))
    return target.getvalue(), made


def _make_sheet(sheet: Any, name: str, kind: str, chance: random.Random, day: Any) -> Made:
    fields = [one for one in HEADINGS[kind] if one in NEEDED[kind] or chance.random() < 0.7]
    columns = [(one, chance.choice(HEADINGS[kind][one])) for one in fields]
    private = chance.sample(PRIVATE, chance.randint(0, 3))
    columns += [("private", heading) for heading in private]
    columns += [("unknown", heading) for heading in chance.sample(UNKNOWN, chance.choice((0, 0, 1, 2)))]
    if chance.random() < 0.6:
        columns = columns[:1] + chance.sample(columns[1:], len(columns) - 1)
    else:
        chance.shuffle(columns)
    left = chance.choice((0, 0, 0, 1, 2))
    row = _title(sheet, kind, chance, left, len(columns))
    grouped = chance.random() < 0.25 and len(columns) >= 6
    if grouped:
        _groups(sheet, chance, row, left, len(columns))
        row += 1
    case = chance.choice((str, str, str.upper, str.lower))
    for number, (_, heading) in enumerate(columns):
        sheet.write(row, left + number, case(heading) + chance.choice(("", "", "", " ", ":")))
    made = Made(name, kind, (row, row + 1) if grouped else (row + 1,))
    for number, (meaning, _) in enumerate(columns):
        letter = xlsxwriter.utility.xl_col_to_name(left + number)
        if meaning == "private" or meaning == "certificate":
            made.private.add(letter)
        elif meaning == "unknown":
            made.unknown.add(letter)
        else:
            made.fields[letter] = meaning
    _body(sheet, columns, made, chance, row + 1, left, day)
    return made


def _title(sheet: Any, kind: str, chance: random.Random, left: int, width: int) -> int:
    row = chance.choice((0, 0, 0, 1, 2))
    if row or chance.random() < 0.6:
        before, after = chance.choice(("Our", "List of", "Trust", "")), chance.choice(("2026", "- updated", ""))
        title = f"{before} {kind} {after}".strip()
        if chance.random() < 0.5 and width > 1:
            sheet.merge_range(row, left, row, left + width - 1, title)
        else:
            sheet.write(row, left, title)
        row += 1 + chance.choice((0, 1, 2))
        if chance.random() < 0.3:
            sheet.write(row, left, "Please keep up to date - ask Jo before changing anything")
            row += 1
    return row


def _groups(sheet: Any, chance: random.Random, row: int, left: int, width: int) -> None:
    start = 0
    names = chance.sample(GROUPS, 3)
    ends = [*sorted(chance.sample(range(1, width), 2)), width]
    for name, end in zip(names, ends, strict=True):
        if end - start > 1:
            sheet.merge_range(row, left + start, row, left + end - 1, name)
        else:
            sheet.write(row, left + start, name)
        start = end


def _body(sheet: Any, columns: list, made: Made, chance: random.Random, row: int, left: int, day: Any) -> None:
    people = chance.sample([(one, other) for one in FORENAMES for other in SURNAMES], 60)
    count = chance.randint(6, 40) if made.kind not in ("cohorts", "teams") else chance.randint(5, 10)
    style = {one: chance.randint(0, 3) for one, _ in columns}
    for number in range(count):
        if chance.random() < 0.04 and number:
            row += 1
        for column, (meaning, heading) in enumerate(columns):
            optional = meaning not in NEEDED[made.kind]
            if optional and chance.random() < 0.1:
                continue
            value = _value(meaning, heading, made.kind, number, people[number], chance, style[meaning])
            if isinstance(value, date):
                sheet.write_datetime(row, left + column, value, day)
            else:
                sheet.write(row, left + column, value)
        made.rows.append(row + 1)
        row += 1
    if chance.random() < 0.4:
        row += chance.choice((0, 1))
        sheet.write(row, left, chance.choice(("Total", "TOTAL", "Grand total", "Totals")))
        if len(columns) > 3:
            sheet.write_formula(row, left + 3, "=SUM(A1:A2)", None, 12)


def _value(meaning: str, heading: str, kind: str, number: int, who: tuple, chance: random.Random, style: int) -> Any:
    some_day = date(2012, 1, 1) + timedelta(days=chance.randint(0, 5000))
    name = f"{who[1]}, {who[0]}" if style == 3 else f"{who[0]} {who[1]}"
    yes_no = (("Y", "N"), ("Yes", "No"), ("✓", ""), (True, False))[style]
    if meaning in ("started_on", "began_on", "completed_on", "starts_on", "left_on", "prepared_on", "held_on", "rtw_on",
                   "dbs_applied_on", "dbs_issued_on", "frozen_from", "review_on", "advertised_on"):  # fmt: skip
        return some_day.strftime("%d/%m/%Y") if style == 3 else some_day
    plain = {
        "name": name,
        "staff_no": str(21000000 + 37 * number),
        "email": f"{who[0]}.{who[1]}{number}@example.org".lower(),
        "phone": f"07700 9{chance.randint(0, 99999):05d}",
        "team": TEAMS[number % len(TEAMS)] if kind == "teams" else chance.choice(TEAMS),
        "band": chance.choice((3, 4, "Band 3", "B4") if style else (3, 3, 4, 6)),
        "wte": chance.choice((0.5, 0.6, 1, "0.8", "22.5 hrs") if style else (0.5, 0.6, 1)),
        "contract": chance.choice(("Permanent", "Fixed term", "Perm", "FTC", "Bank")),
        "cohort": number + 1 if kind == "cohorts" else chance.choice((1, 2, 3) if style else ("Cohort 1", "C2", 3)),
        "manager": f"{who[0][0]}. {SURNAMES[number % 20]}",
        "with": f"{who[0][0]}. {SURNAMES[number % 20]}",
        "post_no": 104000 + 7 * number,
        "attendance": chance.choice((0.9, 0.75, 1, "95%")) if style else chance.choice((90, 85, 100)),
        "result": chance.choice(("Completed", "Withdrew", "Part complete", "Pass")),
        "ends_on": some_day + timedelta(days=10000),
        "venue": chance.choice(("Recovery College", "Library", "Room 4", "Town Hall")),
        "places": chance.randint(8, 25),
        "service": chance.choice(("Inpatient", "Community", "Crisis", "Older adults")),
        "site": chance.choice(("North", "City", "St Anne's Hospital", "Riverside House")),
        "title": chance.choice(("Peer Support Worker", "Support Worker", "Healthcare Assistant", "Staff Nurse")),
        "staff_group": chance.choice(("Additional Clinical Services", "Nursing and Midwifery Registered")),
        "wte_funded": chance.choice((0.6, 0.8, 1)),
        "wte_filled": chance.choice((0, 0.5, 0.6)),
        "status": chance.choice(("Vacant", "Filled", "Frozen", "Advertised")),
        "dbs_level": chance.choice(("Enhanced", "Standard", "Enhanced with barred list")),
        "certificate": f"00{chance.randint(10**9, 10**10 - 1)}",
        "dbs_result": "Clear",
        "oh_outcome": chance.choice(("Fit", "Fit with adjustments", "Fit for work")),
        "references": chance.choice((0, 1, 2)),
        "kind": chance.choice(("Line", "Peer", "Group", "1:1")),
        "minutes": chance.choice((30, 45, 60, "1 hr", "45 mins")),
        "destination": chance.choice(("Other NHS", "Retired", "College", "Voluntary sector")),
        "unknown": chance.choice(("yes", "A12", "M", 14, "CC100")),
    }
    if meaning == "private":
        return _private(heading, some_day, chance)
    return plain[meaning] if meaning in plain else chance.choice(yes_no)


def _private(heading: str, some_day: date, chance: random.Random) -> Any:
    if "NHS" in heading:
        return f"999 {chance.randint(100, 999)} {chance.randint(1000, 9999)}"
    if heading in ("DOB", "Date of birth"):
        return some_day - timedelta(days=10000)
    if heading in ("Next of kin", "Emergency contact"):
        return f"07700 9{chance.randint(0, 99999):05d}"
    return chance.choice((*DRUGS, "", ""))
