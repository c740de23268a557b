"""What may never be loaded, kept or repeated: NHS numbers, health and offence details, texts a spreadsheet would
run."""

import re

from alongside.interchange.rules.text import digits_of, fold, tidy

TEN_DIGITS = re.compile(r"(?<![\d+])\d(?:[\s\-–—._/]{0,3}\d){9}(?![\d])")
GROUPED = re.compile(r"\d{3}[\s\-–—._/]{1,3}\d{3}[\s\-–—._/]{1,3}\d{4}")
SENSITIVE = re.compile(
    r"\b(adhd|autis\w*|asd|bipolar|schizo\w*|psychos[ie]s|psychotic|depress\w*|anxi(ety|ous)|ptsd|cptsd|bpd|eupd|ocd|"
    r"self[- ]?harm\w*|suicid\w*|overdos\w*|relaps\w*|sectioned|sertraline|lithium|olanzapine|clozapine|quetiapine|"
    r"citalopram|fluoxetine|mirtazapine|diazepam|methadone|lamotrigine|aripiprazole|risperidone|medicat\w*|meds|"
    r"diagnos\w*|disorder|epilep\w*|diabet\w*|cancer|hiv|hepatitis|pregnan\w*|miscarr\w*|alcohol\w*|addict\w*|"
    r"heroin|cocaine|substance|drinking|detox|rehab|sick(ness)?|unwell|mental breakdown|breakdown|ill[- ]health|"
    r"illness|"
    r"disab(led|ility)|convict\w*|caution(ed)?|shoplift\w*|theft|burglary|assault\w*|abh|gbh|arson|fraud|offen[cd]\w*|"
    r"prison|custod\w*|suspended|probation order|police|arrest\w*|court|bail|barred|patient|service user|detain\w*|"
    r"mg|section \d+\w*|s\.? ?(?:2|3|37|41|47|117|135|136)\b|nhs (?:no|number)\w*|phobi\w*|insomnia|bulimi\w*|"
    r"anorexi\w*|"
    r"ect|cmht patient|counselling|therapy for|under cmht|phased return|reasonable adjust\w*|stress)\b",
    re.IGNORECASE,
)
# Words that also name teams, services, posts and places; they count only among the values of other columns.
ALSO_A_SERVICE = re.compile(
    r"\b(eating disorders?( service| team| unit)?|personality disorder( service| team| pathway)?|offender\w*|"
    r"substance (misuse|use)|drug and alcohol|alcohol( service| team| liaison)?|prison\w*|police|custody|court|"
    r"probation|"
    r"sick bay|learning disabilit\w*|disability|disabilities|autism|adhd|perinatal|psychosis|cancer|patient\w*|"
    r"service users?|rehab(ilitation)?|addiction\w*|medication|depression|anxiety|stress|diabetes|epilepsy|detained|"
    r"offend\w*|assault|mental health|section 136( suite)?|s136|occupational health|counselling|ect|disorders?)\b",
    re.IGNORECASE,
)
RUNS = re.compile(r"^\s*'?\s*(?:[=＝@＠\t]|[+＋](?![\s\d(])|-(?![\s\d(.]|$))|^\s*'?\s*[+-].*[|!(].*!|\|.*!", re.DOTALL)
DATE_LIKE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:\d{2}|\d{4})|\d{4}-\d{2}-\d{2}")
NUMBER_LIKE = re.compile(r"-?\d{1,3}(?:[.,]\d{1,2})?\s?(?:%|hrs?|hours)?")


def passes_nhs_check(digits: str) -> bool:
    """Whether ten digits pass the check of NHS numbers (NHS Data Dictionary: weights 10 to 2, modulus 11)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True)) % 11
    return rest != 10 and int(digits[9]) == rest % 11


def holds_nhs_number(said: str | int | float, telephone: bool = False) -> bool:
    """Whether a value holds ten digits that may be an NHS number (R30); a telephone number that lost its 0 is told
    apart.

    Outside a telephone column any ten digits count: a wrong check digit is a slip of the pen, not a safe number.
    """
    text = str(int(said)) if isinstance(said, float) and said.is_integer() else str(said)
    for found in TEN_DIGITS.finditer(digits_of(tidy(text))):
        digits = re.sub(r"\D", "", found.group())
        if not telephone or GROUPED.fullmatch(found.group()):
            return True
        if digits[0] in "45689":
            return True
        if digits[0] in "123" and passes_nhs_check(digits):
            return True
    return False


def sensitive(said: str, names_a_service: bool = False) -> bool:
    """Whether a text names health, medicine, an offence or being a patient; services may be named after these."""
    text = fold(said)
    if names_a_service:
        text = ALSO_A_SERVICE.sub(" ", text)
    return bool(SENSITIVE.search(text))


def would_run(said: str) -> bool:
    """Whether a spreadsheet would run this text when it is opened again (R37); +44 and a lone dash are none."""
    return bool(RUNS.search(said))


def harmless(said: object) -> str:
    """The value itself when it is provably a date or a small number, else nothing: only this may stand in a message."""
    text = tidy(str(said))
    return text if DATE_LIKE.fullmatch(text) or NUMBER_LIKE.fullmatch(text) else ""
