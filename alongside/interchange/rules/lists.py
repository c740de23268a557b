"""Values that a column may hold when it holds one of a list, and the other words leads use for them."""

import re

from alongside.interchange.rules.text import fold

YES = frozenset(
    {
        "y",
        "yes",
        "true",
        "t",
        "1",
        "✓",
        "✔",
        "☑",
        "√",
        "✅",
        "done",
        "yep",
        "ok",
        "complete",
        "completed",
        "held",
        "attended",
    }
)
NO = frozenset(
    {
        "n",
        "no",
        "false",
        "f",
        "0",
        "✗",
        "✘",
        "☒",
        "❌",
        "✖",
        "not done",
        "nope",
        "dna",
        "cancelled",
        "did not attend",
        "none",
    }
)
CROSS = frozenset({"x", "×"})


def _listed(*rows: str) -> dict[str, str]:
    return {word.casefold(): row.split("|")[0] for row in rows for word in row.split("|")}


CONTRACT = _listed(
    "Permanent|perm|substantive|p|permanent contract|open ended|recurrent",
    "Fixed term|fixed-term|ftc|ft|fixed|temporary|temp|fixed term contract|fixed-term contract|non-recurrent",
    "Bank|bank worker|bank staff|nhsp|zero hours",
    "Secondment|seconded|secondee",
    "Apprenticeship|apprentice",
    "Honorary|honorary contract",
)
RESULT = _listed(
    "Completed|complete|pass|passed|finished|certificated|certified|graduated|achieved|yes|y|✓",
    "Part complete|part-complete|part completed|partial|partially complete|partly complete|incomplete|did not "
    "complete|not completed",
    "Withdrew|withdrawn|dropped out|left|left course|left the course|withdrew from course|w/d",
    "In progress|ongoing|current|on course|attending|on the course|started|in training",
    "Deferred|defer|postponed|deferred to next cohort",
    "Not passed yet|not passed|failed|fail|not yet passed|resit|referred|refer",
)
STATUS = _listed(
    "Filled|in post|occupied|full|recruited to|filled post",
    "Vacant|vacancy|empty|unfilled|open|vac|vacant post",
    "Frozen|freeze|on hold|held|on freeze|vacancy freeze|paused",
    "Advertised|out to advert|at advert|on trac|live advert|being advertised",
    "Offered|under offer|offer made|conditional offer|offer out",
    "Recruiting|in recruitment|shortlisting|interviewing|at interview",
)
DBS_LEVEL = _listed(
    "Enhanced with barred list|enhanced + barred|enhanced with barred lists|enhanced barred|enhanced + barred "
    "list|enh + barred|"
    "enhanced with adult barred list|enhanced and barred|enhanced with barred|enhanced+barred|enhanced (adult barred)",
    "Enhanced|enh|enhanced dbs",
    "Standard|std|standard dbs",
    "Basic|basic dbs",
)
DBS_RESULT = _listed(
    "Clear|cleared|nothing recorded|no trace|all clear|none recorded|nil recorded|blank|certificate blank|no content"
)
CONTENT = re.compile(
    r"has content|content|see (the )?(file|certificate|panel|notes?)|disclos\w*|not clear|trace|positive|matters|"
    r"something recorded|recorded|refer(red)? to panel|under review|risk assess\w*|with (the )?panel|not blank"
)
OH_OUTCOME = _listed(
    "Fit|fit for work|fit for role|cleared|fit for post|clear|passed|fit to work|cleared fit|oh cleared|cleared by oh",
    "Fit with adjustments|fit w adj|fit with adj|fit w/ adj|fit w/ adjustments|fit with adjustment|fit + adj|fit "
    "with adjs|"
    "fit - adjustments|fit, adjustments|cleared with adjustments|fit with recommendations|adjustments|fit "
    "(adjustments)|"
    "fit with reasonable adjustments",
    "Restricted|fit with restrictions|fit restricted|restrictions|fit w restrictions",
    "Not fit now|not fit|unfit|temporarily unfit|not currently fit|not fit yet|not yet fit",
)
SUPERVISION_KIND = _listed(
    "Line|line management|line manager|managerial|management|line mgmt|line supervision|managerial supervision",
    "Peer|peer supervision|peer led|peer to peer|lived experience|peer supervisor",
    "Group|group supervision|grp|reflective group|team",
    "Clinical|clinical supervision|practice|professional",
    "One to one|1:1|1-1|121|individual|one-to-one|1 to 1|1 : 1",
)
SERVICES_MAY_NAME = frozenset({"team", "service", "site", "venue", "title", "staff_group", "destination"})

LISTS: dict[str, dict[str, str]] = {
    "contract": CONTRACT,
    "result": RESULT,
    "status": STATUS,
    "dbs_level": DBS_LEVEL,
    "dbs_result": DBS_RESULT,
    "oh_outcome": OH_OUTCOME,
    "kind": SUPERVISION_KIND,
}


def listed(field: str, said: str) -> str:
    """The listed value a text stands for, or nothing."""
    text = re.sub(r"\s+", " ", fold(said)).strip(" .'!*")
    return LISTS[field].get(text, "")


def tick(said: object) -> bool | str | None:
    """Yes, no, nothing said, or the kind of reason why it is neither."""
    if isinstance(said, bool):
        return said
    if isinstance(said, int | float):
        return said == 1 if said in (0, 1) else "tick_unreadable"
    text = fold(str(said)).strip(" .!'*")
    if text in YES:
        return True
    if text in NO:
        return False
    return "tick_or_cross" if text in CROSS else "tick_unreadable"
