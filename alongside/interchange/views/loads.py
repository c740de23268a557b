"""Loading a workbook: choosing it, watching it, confirming it, and what came of it."""

from collections import Counter
from hashlib import sha256

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May
from alongside.access.verdicts import Refused
from alongside.interchange import actions
from alongside.interchange.formats.refusals import SENTENCES
from alongside.interchange.forms import ConfirmForm, UploadForm
from alongside.interchange.models import Load
from alongside.interchange.rules import Fate, Layout, SheetKind
from alongside.interchange.rules.words import KIND_WORDS
from alongside.ui.tables import PAGE_SIZE

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RUNNING = frozenset({Load.State.READING, Load.State.LOADING})


def load_of(request, pk) -> Load:
    return get_object_or_404(Load.objects.seen_by(request.user).select_related("job", "asked_by"), pk=pk)


def crumbs(load: Load | None = None) -> list[tuple[str, str]]:
    start = [("Load a workbook", reverse("loads"))]
    return [*start, (load.file_name, reverse("load", args=[load.pk]))] if load else start


@needs(May.VIEW_LOADS)
def loads(request):
    found = Load.objects.seen_by(request.user).light().select_related("asked_by")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "interchange/loads.jinja", {"title": "Load a workbook", "page": page})


@needs(May.START_LOAD)
def load_new(request):
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
        form.errors.clear()
        form.add_error("workbook", SENTENCES["too_large"])
    elif form.is_valid():
        load = actions.start_load(
            request.user.trust,
            data=form.cleaned_data["workbook"],
            file_name=form.cleaned_data["file_name"],
            sha256=sha256(form.cleaned_data["workbook"]).hexdigest(),
            as_at=localdate(),
            at=timezone.now(),
            by=request.user,
        )
        return redirect("load", load.pk)
    context = {"title": "Choose a workbook", "form": form, "breadcrumbs": crumbs()}
    return render(request, "interchange/load_new.jinja", context, status=422 if form.errors else 200)


@needs(May.VIEW_LOADS)
def load(request, pk):
    found = load_of(request, pk)
    context = {
        "title": found.file_name,
        "load": found,
        "breadcrumbs": crumbs(),
        "stuck": found.state in RUNNING and found.job is not None and found.job.over,
    }
    if found.findings:
        context |= _summary(found)
    if found.state == Load.State.READY:
        context["sheets"] = list(_sheets(found))
        same = Load.objects.seen_by(request.user).light().filter(sha256=found.sha256, state=Load.State.LOADED)
        context["same"] = same.exclude(pk=found.pk).first()
    return render(request, "interchange/load.jinja", context)


def _summary(found: Load) -> dict:
    rows = found.findings["rows"]
    counts = Counter(row["fate"] for row in rows)
    return {
        "counts": {fate.name.lower(): counts[fate.value] for fate in Fate},
        "columns": found.findings["columns"],
        "questions": found.findings["questions"],
        "by_sheet": _by_sheet(rows),
    }


def _by_sheet(rows: list[dict]) -> list[tuple[str, int, int, int, int]]:
    """Per sheet: rows, loaded, refused, skipped. They add up."""
    found: dict[str, Counter] = {}
    for row in rows:
        fate = "loaded" if row["loads"] else "refused" if row["fate"] == Fate.REFUSED.value else "skipped"
        found.setdefault(row["sheet"], Counter())[fate] += 1
    return [
        (sheet, count.total(), count["loaded"], count["refused"], count["skipped"]) for sheet, count in found.items()
    ]


def _sheets(found: Load):
    layout = Layout.from_json(found.layout["layout"])
    for number, sheet in enumerate(layout.sheets, start=1):
        taken = [column for column in sheet.columns if column.field and not column.never_load]
        yield {
            "number": number,
            "name": sheet.sheet,
            "kind": KIND_WORDS[sheet.kind],
            "data": sheet.kind is not SheetKind.NOT_DATA,
            "why": sheet.why,
            "hidden": sheet.state != "visible",
            "rows": sheet.rows,
            "taken": len(taken),
            "left_out": len(sheet.columns) - len(taken),
        }


@needs(May.VIEW_LOADS)
def load_progress(request, pk):
    """The moving part of a load's page; once the work is over it asks the browser for the whole page."""
    found = get_object_or_404(Load.objects.seen_by(request.user).light().select_related("job"), pk=pk)
    response = render(request, "interchange/load_progress.jinja", {"load": found})
    if found.state not in RUNNING or not found.job or found.job.over:
        response["HX-Refresh"] = "true"
    return response


@needs(May.CONFIRM_LOAD)
@require_POST
def load_confirm(request, pk):
    found = load_of(request, pk)
    try:
        actions.confirm_load(found, by=request.user)
    except Refused as refusal:
        messages.warning(request, " ".join(refusal.reasons))
    return redirect("load", pk)


@needs(May.DISCARD_LOAD)
def load_discard(request, pk):
    found = load_of(request, pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and carried_out(form, lambda: actions.discard_load(found, by=request.user)):
        messages.success(request, f"{found.file_name} was set aside. The file is gone, and nothing was loaded.")
        return redirect("loads")
    context = {
        "title": "Set this workbook aside?",
        "caption": found.file_name,
        "lead": "The file and everything read from it are deleted here. Your own copy stays as it is.",
        "submit": "Set aside",
        "back": reverse("load", args=[pk]),
        "back_label": found.file_name,
    }
    return form_page(request, form, **context)


@needs(May.VIEW_LOADS)
@stepped_up
def load_mending(request, pk):
    """The rows to mend, as a workbook, for as long as it is kept."""
    found = load_of(request, pk)
    if not found.mending:
        raise Http404
    response = HttpResponse(found.mending, content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="rows-to-mend-{found.pk}.xlsx"'
    return response
