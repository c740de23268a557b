"""Every kind of reason in one table: what it does, and one plain sentence with the place and the mend."""

from alongside.interchange.formats.table import letter
from alongside.interchange.rules.fates import Told
from alongside.interchange.rules.private import harmless

REFUSES_VALUE = "refused"
REFUSES_ROW = "row refused"
HOLDS_VALUE = "held"
HOLDS_ROW = "row held"
NOTES = "note"
LEAVES_OUT = "left out"

# kind: (what it does, sentence). {place} is sheet and cell, {value} only ever a date or a small number.
REASONS: dict[str, tuple[str, str]] = {
    "nhs_number": (
        REFUSES_VALUE,
        "{place} holds what may be an NHS number, which is never kept. Delete it from the workbook.",
    ),
    "nhs_number_like": (
        NOTES,
        "{place} was read as a telephone number, but it could be an NHS number. Please check it.",
    ),
    "not_a_listed_value": (
        REFUSES_VALUE,
        "{place} is not one of the values known for this column. Choose one of those, and keep details out.",
    ),
    "formula_like_text": (
        REFUSES_VALUE,
        "{place} begins like an instruction to the spreadsheet. Type the plain value.",
    ),
    "text_too_long": (
        REFUSES_VALUE,
        "{place} holds more text than this column can. Shorten it to the value itself.",
    ),
    "error_value": (
        REFUSES_VALUE,
        "{place} shows an error of the spreadsheet. Mend the formula, or type the value.",
    ),
    "formula_not_calculated": (
        REFUSES_VALUE,
        "{place} holds a formula whose result was never saved. Open the workbook in Excel, save it and load it again.",
    ),
    "formula_in_text": (
        HOLDS_VALUE,
        "{place} is a link or an instruction, not a typed value, so it was not taken. Type the value.",
    ),
    "external_link": (
        HOLDS_VALUE,
        "{place} comes from another workbook, so it was not taken. Type the value if it is right.",
    ),
    "email_unreadable": (
        REFUSES_VALUE,
        "{place} is not an e-mail address. Type one address, or leave it empty.",
    ),
    "phone_unreadable": (
        REFUSES_VALUE,
        "{place} is not one telephone number. Type one number with its first 0.",
    ),
    "staff_no_unreadable": (
        REFUSES_VALUE,
        "{place} is not a staff number. Type the number as it stands in ESR.",
    ),
    "post_no_unreadable": (
        REFUSES_VALUE,
        "{place} is not a post number. Type the number as it stands in ESR.",
    ),
    "date_impossible": (REFUSES_VALUE, "{place} is a day that does not exist{value}. Type the right day."),
    "date_imprecise": (
        HOLDS_VALUE,
        "{place} gives no exact day, so no date was taken. Type the day if it is known.",
    ),
    "date_unreadable": (REFUSES_VALUE, "{place} is not a date. Type it as day/month/year."),
    "date_in_future": (
        REFUSES_VALUE,
        "{place} is a day still to come{value}, which cannot be right here. Type the right day.",
    ),
    "date_out_of_order": (REFUSES_VALUE, "{place} is before the beginning{value}. Type the right day."),
    "start_in_future": (NOTES, "{place} is a start still to come{value}; it is taken as an agreed start."),
    "over_full_time": (
        REFUSES_VALUE,
        "{place} is more than a full week of 37.5 hours{value}. Type the share of a full week, such as 0.6.",
    ),
    "several_whole_time": (
        NOTES,
        "{place} is more than one whole-time post{value}, and was taken as such. Please check it.",
    ),
    "hours_in_wte_column": (
        NOTES,
        "{place} was read as hours in a week{value} and turned into a share of 37.5. Please check it.",
    ),
    "amount_unreadable": (REFUSES_VALUE, "{place} is not a number that can be read. Type a plain number."),
    "amount_unclear": (
        HOLDS_VALUE,
        "{place} holds two numbers that do not agree, so neither was taken. Type one.",
    ),
    "amount_unlikely": (REFUSES_VALUE, "{place} is too large to be right{value}. Type the right number."),
    "band_unclear": (
        HOLDS_VALUE,
        "{place} could mean more than one band, so none was taken. Type one band.",
    ),
    "band_unreadable": (REFUSES_VALUE, "{place} is not a band from 1 to 9. Type one number."),
    "percentage_over_100": (
        REFUSES_VALUE,
        "{place} is more than 100 per cent{value}. Type the right percentage.",
    ),
    "percentage_unclear": (
        NOTES,
        "{place} was read as a percentage without its sign{value}. Please check it.",
    ),
    "number_unclear": (HOLDS_VALUE, "{place} does not say how many, so no number was taken. Type a number."),
    "tick_or_cross": (
        HOLDS_VALUE,
        "{place} holds x, which may be a tick or a cross. Say which it is in this column.",
    ),
    "tick_unreadable": (REFUSES_VALUE, "{place} is neither yes nor no. Type yes or no."),
    "team_unknown": (
        HOLDS_VALUE,
        "{place} names a team that is not on the list. Say whether it is a new team, or which one is meant.",
    ),
    "team_variant": (
        HOLDS_VALUE,
        "{place} looks like a team on the list in another spelling. Say which one is meant.",
    ),
    "cohort_unreadable": (REFUSES_VALUE, "{place} is not a cohort. Type its number."),
    "ditto": (
        HOLDS_VALUE,
        "{place} says that it is the same as another cell, so nothing was taken. Type the value itself.",
    ),
    "other_table": (
        NOTES,
        "{place} begins a second list below the first, which was not loaded. Move it to its own sheet.",
    ),
    "cohort_unknown": (
        HOLDS_VALUE,
        "{place} names a cohort that is not on the list, so it was not taken. Mend it, or add the cohort.",
    ),
    "name_missing": (
        REFUSES_ROW,
        "{place} has no name, so nobody can be told by it. Type the name, or delete the row.",
    ),
    "name_unreadable": (REFUSES_ROW, "{place} is not a name that can be read. Type forename and surname."),
    "odd_characters": (
        NOTES,
        "{place} held characters that do not belong to a name; they were left out. Please check it.",
    ),
    "person_ambiguous": (
        HOLDS_ROW,
        "{place} could be one of several people of that name. Say which, or add a staff number or an e-mail.",
    ),
    "person_unknown": (
        HOLDS_ROW,
        "{place} names nobody who is known. Type the name as it stands on the other sheets.",
    ),
    "person_disagrees": (
        HOLDS_ROW,
        "{place}: the name and the staff number belong to two people. Mend the one that is wrong.",
    ),
    "possible_duplicate": (HOLDS_ROW, "{place} may be the same person as {other}. Say whether it is."),
    "duplicate_row": (
        REFUSES_ROW,
        "{place} stands on this sheet already in {other}. Keep one of the two rows.",
    ),
    "duplicate_post_number": (
        REFUSES_ROW,
        "{place} is a post number that another row has ({other}). Give this post its own number.",
    ),
    "post_number_missing": (REFUSES_ROW, "{place} has no post number. Type the number as it stands in ESR."),
    "cohort_missing": (REFUSES_ROW, "{place} has no cohort. Type its number."),
    "team_missing": (REFUSES_ROW, "{place} has no team. Type its name."),
    "date_missing": (HOLDS_ROW, "{place} has no date that can be kept, so the row waits. Type the day."),
    "registered_post": (
        REFUSES_VALUE,
        "{place} would make a registered post into a peer post, which is never done.",
    ),
    "registration_disagrees": (
        NOTES,
        "{place} says that no registration is needed, but the title or staff group does. It is taken as "
        "a registered post.",
    ),
    "frozen_but_advertised": (
        REFUSES_VALUE,
        "{place}: a frozen post is not advertised. Remove the advert, or end the freeze first.",
    ),
    "freeze_date_from_status": (
        NOTES,
        "{place} holds the day of the freeze beside the status; it was taken from there.",
    ),
    "cohort_from_heading": (
        NOTES,
        "{place}: the sheet has no column of cohorts; the number was taken from its name or from the heading above.",
    ),
    "filled_over_funded": (
        REFUSES_VALUE,
        "{place}: more would be filled than is funded{value}. Mend one of the two figures.",
    ),
    "post_overfilled": (
        HOLDS_VALUE,
        "{place}: the people on this post together are over its funded hours. Mend the hours or the post number.",
    ),
    "disclosure_content": (
        HOLDS_VALUE,
        "{place} is not clear: a decision by the checks officer is open. Nothing else was taken.",
    ),
    "certificate_number": (LEAVES_OUT, "{place}: certificate numbers are not kept."),
    "differs_from_record": (
        HOLDS_VALUE,
        "{place} differs from what stands in the system, which was kept. Change it on the person's or post's own page.",
    ),
    "differs_from_row": (
        HOLDS_VALUE,
        "{place} differs from what another row says of the same person, which was kept. Mend the one that is wrong.",
    ),
    "post_unknown": (
        HOLDS_VALUE,
        "{place} is a post number that is on no list of posts, so it was not taken. Add the post, or mend the number.",
    ),
    "staff_no_taken": (
        HOLDS_VALUE,
        "{place} is the staff number of somebody else, so it was not taken. Mend the one that is wrong.",
    ),
    "completed_without_result": (
        HOLDS_VALUE,
        "{place} is a day of completion, but the result says otherwise. Mend the one that is wrong.",
    ),
    "funding_missing": (
        HOLDS_ROW,
        "{place} has no funded hours that can be kept, so the post waits. Type the funded WTE, such as 0.6.",
    ),
    "closed_post_again": (
        REFUSES_ROW,
        "{place} would open a peer post where a registered post of the team closed less than a year ago.",
    ),
    "cannot_be_kept": (
        HOLDS_ROW,
        "{place} does not fit together with what stands in the system, so the row waits. Look at both.",
    ),
    "column_left_out": (LEAVES_OUT, "{place} was not loaded: {other}."),
    "comments_left_out": (
        LEAVES_OUT,
        "{place}: comments on cells are never read, because they may hold health details.",
    ),
    "sheet_hidden": (NOTES, "{place} is a hidden sheet. Look at it in Excel before you load it."),
    "rows_hidden": (
        NOTES,
        "{place} has rows hidden by a filter or by hand. They count, and are loaded like the others.",
    ),
}


def tell(
    kind: str, sheet: str, row: int, column: int | str = "", field: str = "", said: object = None, other: str = ""
) -> Told:
    """What is told about one cell or row: place and mend, and the value only where it is a date or a small number."""
    does, sentence = REASONS[kind]
    cell = f"{letter(column) if isinstance(column, int) and column else column or ''}{row or ''}"
    place = (
        f"{sheet}, cell {cell}"
        if column and row
        else f"{sheet}, row {row}"
        if row
        else f"{sheet}, column {column}"
        if column
        else sheet
    )
    value = harmless(said) if said is not None else ""
    return Told(
        kind=kind,
        sheet=sheet,
        cell=cell if column else "",
        field=field,
        does=does,
        sentence=sentence.format(place=place, value=f" ({value})" if value else "", other=other),
    )
