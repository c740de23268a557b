"""The sheets, rows and questions of a load, before it is confirmed and after."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render

from alongside.access.forms import carried_out
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May
from alongside.interchange import actions
from alongside.interchange.forms import QuestionsForm, RowsForm, SheetForm
from alongside.interchange.models import Load
from alongside.interchange.rules import Fate, Layout
from alongside.interchange.rules.reasons import LEAVES_OUT
from alongside.interchange.views.loads import crumbs, load_of
from alongside.ui.tables import PAGE_SIZE

KINDS_OF_TAG = {
    Fate.LOAD: "done",
    Fate.LOAD_WITH_NOTE: "done",
    Fate.REFUSED: "stuck",
    Fate.TO_DECIDE: "yours",
    Fate.HELD: "yours",
}


def with_findings(request, pk) -> Load:
    """A load that has something to show; otherwise its own page says why there is nothing."""
    found = load_of(request, pk)
    if not found.findings:
        raise Http404
    return found


@needs(May.VIEW_LOADS)
@stepped_up
def load_rows(request, pk):
    found = with_findings(request, pk)
    rows = found.findings["rows"]
    reasons = sorted({told["kind"] for row in rows for told in row["told"] if told["does"] != LEAVES_OUT})
    form = RowsForm(request.GET, sheets=list(dict.fromkeys(row["sheet"] for row in rows)), reasons=reasons)
    page = Paginator([row for row in rows if form.shows(row)], PAGE_SIZE).get_page(request.GET.get("page"))
    for row in page:
        row["told"] = [told for told in row["told"] if told["does"] != LEAVES_OUT]
    context = {
        "title": "Every row",
        "load": found,
        "form": form,
        "page": page,
        "tags": {fate.value: KINDS_OF_TAG.get(fate, "plain") for fate in Fate},
        "over": found.state == Load.State.LOADED,
        "breadcrumbs": crumbs(found),
    }
    return render(request, "interchange/load_rows.jinja", context)


@needs(May.CHANGE_LAYOUT)
@stepped_up
def load_sheet(request, pk, number):
    found = load_of(request, pk)
    if not found.layout:
        raise Http404
    sheets = Layout.from_json(found.layout["layout"]).sheets
    if not 1 <= number <= len(sheets):
        raise Http404
    sheet = sheets[number - 1]
    examples = (found.findings or {}).get("examples", {}).get(sheet.sheet, {})
    form = SheetForm(request.POST if request.method == "POST" else None, sheet=sheet, examples=examples)
    if form.is_valid():
        said = {"kind": form.cleaned_data["kind"], "header_rows": form.cleaned_data["header_rows"]}
        change = {"sheet": sheet.sheet, **said, "fields": form.columns, "by": request.user}
        if carried_out(form, lambda: actions.change_layout(found, **change)):
            messages.success(request, f"{sheet.sheet} is read again as you said.")
            return redirect("load", pk)
    context = {
        "title": sheet.sheet,
        "load": found,
        "form": form,
        "sheet": sheet,
        "locked": [column for column in sheet.columns if column.locked],
        "breadcrumbs": crumbs(found),
    }
    return render(request, "interchange/load_sheet.jinja", context, status=422 if form.errors else 200)


ASKED = {
    "pairs": "Perhaps the same person",
    "people": "Several people of one name",
    "teams": "Teams that are not on the list",
    "ticks": "What an x means",
}


def _grouped(form: QuestionsForm):
    """(heading, [(question, field, what the two sides say)]) of each kind of question."""
    for about, heading in ASKED.items():
        asked = [
            (question, form[f"question_{n}"], _side_by_side(question))
            for n, question in enumerate(form.questions)
            if question["about"] == about
        ]
        if asked:
            yield heading, asked


def _side_by_side(question: dict) -> list[tuple[str, str, str]]:
    if question["about"] != "pairs":
        return []
    first, second = (dict(side["facts"]) for side in question["sides"])
    return [(name, first.get(name, ""), second.get(name, "")) for name in {**first, **second}]


@needs(May.DECIDE_ROWS)
@stepped_up
def load_questions(request, pk):
    found = with_findings(request, pk)
    questions = found.findings["questions"]
    form = QuestionsForm(request.POST if request.method == "POST" else None, questions=questions)
    afresh = "afresh" in request.POST
    if form.is_valid():
        deed = {"answers": [] if afresh else form.answers, "afresh": afresh, "by": request.user}
        if not afresh and not form.answers:
            form.add_error(None, "Answer at least one question, or leave them all for later and go back.")
        elif carried_out(form, lambda: actions.decide_rows(found, **deed)):
            messages.success(request, "Your answers are taken. The rows are read again.")
            return redirect("load", pk)
    context = {
        "title": "Questions about the rows",
        "load": found,
        "form": form,
        "groups": list(_grouped(form)),
        "breadcrumbs": crumbs(found),
    }
    return render(request, "interchange/load_questions.jinja", context, status=422 if form.errors else 200)
