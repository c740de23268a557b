"""What a column may mean on each kind of sheet, the words leads head it with, and the words that keep it out."""

import re

from alongside.interchange.rules.layout import SheetKind

NAME = (
    "name;full name;employee;employee name;staff member;staff name;person;worker;member of staff;colleague;who;psw name"
)
PEER = "peer worker;peer support worker;psw;peer;peer worker name;psw name;peer name"
STAFF_NO = (
    "staff no;staff number;staff id;employee no;employee number;employee id;esr no;esr number;esr;assignment no;"
    "assignment number;payroll no;payroll number;emp no;personnel no;personnel number;staff ref;esr id"
)
EMAIL = "email;email address;mail;work email;contact email;nhs mail;nhsmail"
PHONE = (
    "phone;mobile;tel;telephone;mobile no;phone no;phone number;mobile number;telephone number;contact number;tel no;"
    "contact no;mob;contact phone;work phone;work mobile;cell"
)
TEAM = (
    "team;placed in;placed with;current team;assigned team;based in;working in;ward;team ward;ward team;"
    "team name;ward name;placement;base team;where;work area;team or ward;unit;department;works in;works at;works with;"
    "was in;worked in;worked with;allocated to;assigned to;placed at"
)
COHORT = "cohort;cohort no;cohort number;course no;group;intake;cohort name;training cohort;training group;course;coh"
START = (
    "start;start date;started;date started;started on;from;commenced;start in post;date commenced;in post from;began"
)
WTE = "wte;fte;whole time equivalent;wte in post;contracted wte;whole time;w t e;contracted fte"
HOURS = "hours;hrs;hours per week;weekly hours;contracted hours;hrs per week;hrs wk;hours week;hpw;hrs pw;hours pw"
BAND = "band;grade;afc band;pay band;afc;banding;afc grade;pay grade"
MANAGER = (
    "line manager;manager name;managers name;line manager name;line managers name;manager;team manager;"
    "reports to;ward manager;managed by;lm;mgr;service manager;team lead"
)
POST_NO = (
    "post no;post number;position number;position no;post id;esr post;post ref;post;position id;post reference;"
    "position;"
    "esr position;establishment no;establishment number;pos no"
)

WORDS: dict[SheetKind, dict[str, str]] = {
    SheetKind.IN_POST: {
        "name": NAME + ";" + PEER,
        "forename": "forename;first name;given name;firstname;known as first name;forename s;christian name",
        "surname": "surname;last name;family name;lastname",
        "staff_no": STAFF_NO,
        "email": EMAIL,
        "phone": PHONE,
        "team": TEAM,
        "band": BAND,
        "wte": WTE,
        "hours": HOURS,
        "started_on": START + ";start in post date;joined;date joined;date in post;employed from;since;post start date",
        "contract": "contract;contract type;type of contract;employment type;perm fixed;perm ft;employment basis;terms",
        "trained": "trained;training done;training complete;training completed;completed training;course done;"
        "peer trained;"
        "qualified;accredited",
        "cohort": COHORT,
        "manager": MANAGER,
        "post_no": POST_NO,
    },
    SheetKind.TRAINEES: {
        "name": NAME + ";trainee;student;learner;participant;trainee name;student name;learner name",
        "forename": "forename;first name;given name;firstname",
        "surname": "surname;last name;family name;lastname",
        "email": EMAIL,
        "phone": PHONE,
        "cohort": COHORT,
        "began_on": START + ";course start;training start;began on;course from;start of course;course start date",
        "attendance": "attendance;attended;attendance rate;sessions attended;attend;att;attendance percent;"
        "attendance %;"
        "% attendance;% attended;attendance pct;percentage attended",
        "result": "result;outcome;status;course outcome;course result;completed y n;completion;completion status;"
        "final result;"
        "training outcome;passed;passed y n;pass;pass fail;completed or not;finished y n",
        "completed_on": "cert date;certificate date;date of certificate;completed;completed on;completion date;"
        "date completed;"
        "finished;finish;end date;date passed;certified on;certificated;to;end;finish date;course end;passed on;"
        "certificate on",
        "in_post": "now in post;got a job;job;has a post;in post;employed;in work;now employed;got a post;got "
        "post;working for us;now "
        "working;placed;"
        "in a post;in post now",
    },
    SheetKind.LEAVERS: {
        "name": NAME + ";leaver;leaver name;former employee;former worker",
        "forename": "forename;first name;given name;firstname",
        "surname": "surname;last name;family name;lastname",
        "staff_no": STAFF_NO,
        "email": EMAIL,
        "team": TEAM + ";last team;former team;left from;from team",
        "band": BAND,
        "started_on": START + ";joined;employed from",
        "left_on": "left;left on;leaving date;date left;leave date;end date;last day;finished;end;last working "
        "day;to;leaver date;"
        "termination date;date of leaving;finish;finish date;ended",
        "destination": "gone to;destination;went to;next job;new job;next role;new role;next employer;new "
        "employer;leaving destination;where to;"
        "moved to;next step;now;now at;now doing;doing now;left for;left to;on to;what next",
    },
    SheetKind.PEOPLE: {
        "name": NAME + ";volunteer;applicant;enquirer;candidate;contact",
        "forename": "forename;first name;given name;firstname",
        "surname": "surname;last name;family name;lastname",
        "staff_no": STAFF_NO,
        "email": EMAIL,
        "phone": PHONE,
        "team": TEAM,
    },
    SheetKind.COHORTS: {
        "cohort": COHORT + ";name;no;number",
        "starts_on": START + ";starts;starts on;course start;first day;begins;start of course",
        "ends_on": "finish;finishes;end;ends;end date;ends on;finish date;to;last day;until;completed;course end;"
        "finished",
        "venue": "venue;location;where;site;held at;place;room;base",
        "places": "places;capacity;no of places;seats;max;class size;group size;number of places;places "
        "available;spaces",
    },
    SheetKind.TEAMS: {
        "service": "service;directorate;service line;division;care group;pathway;service area;clinical service;area",
        "team": TEAM + ";name;team wards;team or ward name;service team",
        "site": "base;site;location;locality;address base;hospital;building;where based;team base;based at",
        "manager": MANAGER + ";contact;lead;matron;team leader",
        "ready": "team prepared;prepared;ready;team ready;preparation done;prep done;readiness;ready for peers;"
        "prep complete;"
        "preparation complete;peer ready;team prep done;ready for psw;ready for psws;ready for a peer;can take peers;"
        "ok for peers;ok for psw;ok for psws;suitable for peers;can host",
        "prepared_on": "prepared on;date prepared;prep date;preparation date;ready on;ready since;date ready;"
        "prepared date;"
        "team prep date;prepared when;date of preparation",
    },
    SheetKind.POSTS: {
        "post_no": POST_NO,
        "title": "job title;title;role;post title;job;position title;job role;role title;name of post;post name",
        "team": TEAM + ";organisation;organisation unit;organisation name;org",
        "band": BAND,
        "staff_group": "staff group;staff grp;group;workforce group;nwd group;esr staff group;staffgroup;"
        "occupational group",
        "registered": "regd;registered;registration;reg;registered post;registered y n;registration required;reg "
        "required;"
        "professional registration;needs registration;prof reg;registrant",
        "wte_funded": "funded wte;budget wte;wte funded;budgeted wte;establishment;est wte;funded;budget;"
        "established wte;"
        "wte budget;funded fte;budget fte;fte funded;establishment wte;wte establishment;fte budget;est;budgeted fte",
        "wte_filled": "filled wte;actual wte;wte filled;in post wte;filled;wte in post;contracted wte;actual;"
        "staff in post;"
        "wte actual;filled fte;actual fte;fte filled;wte contracted;sip wte;occupied wte",
        "status": "status;post status;vacancy status;state;filled or vacant;current status;position status",
        "frozen_from": "frozen from;frozen since;freeze date;frozen on;date frozen;on hold since;frozen;held "
        "since;freeze from;on hold;on hold from;hold;hold date;hold from;held;paused since;paused from",
        "review_on": "review;review date;freeze review;review on;next review;review due;freeze review date",
        "advertised_on": "advert out;advertised;advert date;date advertised;advertised on;out to advert;on trac;"
        "trac date;"
        "advert;ad date;advert live;advertised from",
        "suitable": "could be psw;could be peer;psw;peer post;suitable for psw;convert;convert to psw;could convert;"
        "suitable for peer;psw possible;peer possible;could be a peer post;possible psw post",
    },
    SheetKind.CHECKS: {
        "name": NAME + ";" + PEER,
        "forename": "forename;first name;given name;firstname",
        "surname": "surname;last name;family name;lastname",
        "staff_no": STAFF_NO,
        "email": EMAIL,
        "dbs_level": "level;dbs level;dbs type;type of dbs;check level;dbs check level;disclosure level;level of "
        "dbs;dbs",
        "dbs_applied_on": "sent;dbs sent;applied;dbs applied;dbs applied on;dbs application;application date;dbs "
        "requested;"
        "applied on;date applied;date sent;requested;dbs submitted;dbs applied date;submitted;dbs date sent",
        "certificate": "certificate no;certificate number;cert no;dbs no;dbs number;dbs cert no;dbs certificate;"
        "disclosure no;"
        "disclosure number;cert number;dbs ref;dbs reference;dbs certificate no;dbs certificate number;"
        "certificate;dbs cert number",
        "dbs_issued_on": "issued;dbs issued;issue date;date issued;dbs date;certificate date;cert date;dbs issue "
        "date;dbs returned;"
        "issued on;dbs issued on;date of issue;returned;dbs cert date;date of certificate",
        "dbs_result": "result;dbs result;dbs outcome;dbs status;dbs clear;check result;dbs check result",
        "oh_outcome": "outcome;oh outcome;oh clearance;occ health;occupational health;oh result;oh;occ health "
        "outcome;oh status;"
        "occupational health outcome;health clearance;occ health clearance;oh cleared;occupational health "
        "clearance;fitness;"
        "occ health result;work health outcome;fit for work;occ health status",
        "references": "refs in;references;refs;refs received;references in;no of refs;references received;number "
        "of references;"
        "refs back;refs rcvd;number of refs;references back;no of references",
        "rtw_on": "right to work seen;right to work;rtw;rtw seen;rtw date;rtw checked;right to work date;right "
        "to work checked;"
        "rtw seen on;right to work on;rtw check;rtw check date;right to work check;rtw on",
    },
    SheetKind.SUPERVISION: {
        "held_on": "date;dt;held on;session date;date of session;when;supervision date;meeting date;date held;date "
        "of supervision",
        "name": NAME + ";" + PEER + ";supervisee",
        "staff_no": STAFF_NO,
        "email": EMAIL,
        "kind": "type;kind;type of supervision;supervision type;format;session type;type of session;form;mode",
        "with": "with;supervisor;supervised by;seen by;supervisor name;held with;line manager;manager;"
        "facilitator;led by;with whom;w whom;who with;by;by whom",
        "held": "held;took place;attended;happened;done;held y n;went ahead;did it happen;completed;occurred",
        "minutes": "mins;minutes;duration;length;length mins;duration mins;how long;time;duration minutes;no of "
        "mins;length minutes",
    },
}

PHRASES: dict[SheetKind, dict[str, tuple[str, ...]]] = {
    kind: {field: tuple(words.split(";")) for field, words in fields.items()} for kind, fields in WORDS.items()
}

# A sheet is of a kind only if it has these columns, one of each pair.
NEEDS: dict[SheetKind, tuple[frozenset[str], ...]] = {
    SheetKind.IN_POST: (
        frozenset({"name", "surname", "forename"}),
        frozenset({"started_on", "band", "wte", "hours", "contract", "post_no", "trained", "manager", "team"}),
    ),
    SheetKind.TRAINEES: (
        frozenset({"name", "surname", "forename"}),
        frozenset({"cohort", "attendance", "result", "completed_on", "began_on"}),
    ),
    SheetKind.LEAVERS: (frozenset({"name", "surname", "forename"}), frozenset({"left_on", "destination"})),
    SheetKind.PEOPLE: (frozenset({"name", "surname", "forename"}), frozenset({"email", "phone", "team", "staff_no"})),
    SheetKind.COHORTS: (frozenset({"cohort"}), frozenset({"starts_on", "ends_on", "places", "venue"})),
    SheetKind.TEAMS: (frozenset({"team"}), frozenset({"service", "site", "manager", "ready", "prepared_on"})),
    SheetKind.POSTS: (
        frozenset({"post_no", "title"}),
        frozenset(
            {"wte_funded", "wte_filled", "status", "staff_group", "registered", "frozen_from", "advertised_on", "title"}
        ),
    ),
    SheetKind.CHECKS: (
        frozenset({"name", "surname", "forename", "staff_no"}),
        frozenset(
            {"dbs_level", "dbs_applied_on", "certificate", "dbs_issued_on", "oh_outcome", "references", "rtw_on"}
        ),
    ),
    SheetKind.SUPERVISION: (
        frozenset({"name", "staff_no"}),
        frozenset({"held_on"}),
        frozenset({"kind", "with", "held", "minutes"}),
    ),
}

# Columns that hardly stand on any other kind of sheet, and so tell the kinds apart.
TELLING: dict[SheetKind, frozenset[str]] = {
    SheetKind.IN_POST: frozenset({"started_on", "wte", "hours", "contract", "trained", "band", "post_no", "manager"}),
    SheetKind.TRAINEES: frozenset({"attendance", "result", "in_post", "began_on", "completed_on", "cohort"}),
    SheetKind.LEAVERS: frozenset({"left_on", "destination"}),
    SheetKind.PEOPLE: frozenset(),
    SheetKind.COHORTS: frozenset({"places", "venue", "ends_on"}),
    SheetKind.TEAMS: frozenset({"service", "ready", "prepared_on", "site"}),
    SheetKind.POSTS: frozenset({"wte_funded", "wte_filled", "staff_group", "registered", "frozen_from",
    "advertised_on", "suitable",
                                "title"}),
    SheetKind.CHECKS: frozenset({"dbs_level", "dbs_issued_on", "dbs_result", "oh_outcome", "references", "rtw_on",
    "certificate"}),
    SheetKind.SUPERVISION: frozenset({"minutes", "held", "with", "kind", "held_on"}),
}  # fmt: skip

# Short words of headings, written out before they are compared.
IN_FULL = {
    "act": "actual", "addr": "address", "adv": "advert", "att": "attendance", "attd": "attendance",
    "avail": "available", "bd": "band", "bgt": "budget", "bud": "budget", "budg": "budget", "cert": "certificate",
    "compl": "completed", "contr": "contracted", "dept": "department", "dt": "date", "dte": "date",
    "emp": "employee", "est": "establishment", "estab": "establishment", "ext": "extension", "fte": "wte",
    "fund": "funded", "grp": "group", "hrs": "hours", "loc": "location", "lvl": "level", "lv": "level",
    "mgr": "manager", "mob": "mobile", "nr": "number", "num": "number", "nbr": "number", "no": "number",
    "nos": "number", "#": "number", "occ": "occupational", "org": "organisation", "ph": "phone", "pos": "position",
    "posn": "position", "prep": "preparation", "rcd": "received", "rcvd": "received", "recd": "received",
    "ref": "reference", "refs": "references", "reg": "registered", "regd": "registered", "rtn": "returned",
    "strt": "start", "svc": "service", "tel": "telephone", "trg": "training", "trng": "training", "vac": "vacancy",
    "wk": "week", "wks": "weeks", "yn": "y n",
}  # fmt: skip

SHEET_WORDS: dict[SheetKind, str] = {
    SheetKind.IN_POST: r"peer workers?|in post|psws?\b|staff list|workforce|current staff|employed|peer staff",
    SheetKind.TRAINEES: r"train(ing|ees?|ed)|course|students?|learners?|done the",
    SheetKind.LEAVERS: r"leavers?|left|former|moved on|gone",
    SheetKind.PEOPLE: r"volunteers?|contacts?|people|enquir|applicants?|mailing",
    SheetKind.COHORTS: r"cohorts?|courses|intakes?",
    SheetKind.TEAMS: r"teams?|wards?|services",
    SheetKind.POSTS: r"posts?\b|vacanc|establishment|positions?|budget",
    SheetKind.CHECKS: r"checks?|dbs|pre[- ]?employment|clearance|recruitment checks",
    SheetKind.SUPERVISION: r"supervis|1[:-]1|one to ones?|sessions? log|\blog\b",
}

FREE_TEXT = re.compile(
    r"\b(notes?|comments?|details?|discuss\w*|reasons?|remarks?|narrative|description|summary|feedback|further info\w*|"
    r"other info\w*|info|information|observations?|concerns?|issues|actions?|topics?|agenda|background|story|history|"
    r"additional|misc|anything else|what was said|said|free text|content|update|updates|progress)\b"
)
SENSITIVE_HEADER = re.compile(
    r"\b(nhs (no|num|number|id)|nhs|date of birth|dob|d o b|birth\w*|age|diagnos\w*|conditions?|meds?|medicat\w*|"
    r"medical|"
    r"health(?! clearance| outcome)|mental|illness|sick\w*|absences?|disab\w*|adjustments?|wellbeing|well being|"
    r"lived experience|"
    r"offences?|convictions?|criminal|disclosures?|disclosed|declar\w*|caution\w*|content of|risk\w*|safeguarding|"
    r"next of kin|nok|kin|emergency|ice|carer|partner|spouse|gp|doctor|psychiatrist|care ?co\w*|consultant|"
    r"ethnic\w*|race|"
    r"religion|faith|gender|sex|sexual\w*|orientation|pronouns?|marital|nationality|immigration|visa|passport|ni "
    r"no|ni number|"
    r"nino|national insurance|bank|sort code|account|salary|address|postcode|post code|home|diary|rio|"
    r"systmone|hospital no|patient\w*|service user|pregnan\w*|maternity|union|allerg\w*|dietary|therapy|allegation\w*|"
    r"grievance|disciplinary|vetting|panel|statement|confidential|personal|private|crisis plan|triggers?|wrap|"
    r"support needs?)\b"
)
ALLOWED_HEADER = re.compile(
    r"^((work )?email( address)?|mail address|oh|oh \w+|occ health( \w+)?|occupational health( \w+)?|health clearance|"
    r"work health outcome|disclosure (level|no|number)|health outcome|address base|"
    r"nhs ?mail( address)?|nhs email( address)?|right to work( \w+)?|status update|base address)$"
)
CERTIFICATE_SAYS = "certificate numbers are not kept"
FREE_TEXT_SAYS = "it may hold health or offence details in free text"
SENSITIVE_SAYS = "its heading says that it may hold health, offence or other private details"
NHS_SAYS = "it holds numbers that may be NHS numbers"
CONTENT_SAYS = "what stands in it looks like free text or private details"
UNKNOWN_SAYS = "its meaning was not recognised; choose one to load it"
