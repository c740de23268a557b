"""Documents for the checks: what is asked for, sending one, and looking at one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now

from alongside.access.forms import carried_out
from alongside.access.gate import needs, stepped_up
from alongside.access.permissions import May, Role
from alongside.checks import actions
from alongside.checks.forms.checks import AskForm, DecideForm, OriginalForm, UploadForm
from alongside.checks.models import Document
from alongside.checks.queries.papers import seen_for
from alongside.checks.queries.today import forecast_of
from alongside.checks.rules import documents_missing
from alongside.people.actions import log_reading
from alongside.people.models import Person, Reading

MEDIA = {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}


def whose(user, public_id) -> Person:
    """The person for the checks officer, and for themselves."""
    found = Person.objects.filter(trust_id=user.trust_id)
    if not user.has(Role.CHECKS_OFFICER):
        found = found.filter(account=user)
    return get_object_or_404(found, public_id=public_id)


def page(request, person, form, title, *, template="ui/form_page.jinja", back="documents", **more):
    own = person.account_id == request.user.pk
    context = {
        "title": title,
        "form": form,
        "person": person,
        "own": own,
        "caption": "" if own else person.name,
        "back": reverse(back, args=[person.public_id]),
        "back_label": "Documents for the checks",
    }
    return render(request, template, {**context, **more}, status=422 if form.errors else 200)


@needs(May.VIEW_DOCUMENTS)
def documents(request, public_id):
    person = whose(request.user, public_id)
    own = person.account_id == request.user.pk
    rows = Document.objects.seen_by(request.user).filter(person=person).defer("content")
    forecast = forecast_of(person, localdate())
    context = {
        "title": "Documents for the checks",
        "person": person,
        "own": own,
        "rows": list(rows),
        "missing": documents_missing(seen_for(person.pk, Document.Purpose.IDENTITY)),
        "may_ask": request.user.may(May.ASK_FOR_DOCUMENT) and not own,
        "forecast": forecast,
        "back": reverse("own_record") if own else reverse("person", args=[public_id]),
        "back_label": "My record" if own else person.name,
    }
    return render(request, "checks/documents.jinja", context)


@needs(May.ASK_FOR_DOCUMENT)
def document_ask(request, public_id):
    person = whose(request.user, public_id)
    form = AskForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: actions.ask_for_document(person, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, f"{person.name} sees on their own page that a document is asked for.")
        return redirect("documents", public_id)
    return page(request, person, form, "Ask for a document", submit="Ask for it")


@needs(May.UPLOAD_DOCUMENT)
def document_new(request, public_id):
    return upload(request, whose(request.user, public_id), None)


@needs(May.UPLOAD_DOCUMENT)
def document_send(request, pk):
    asked = get_object_or_404(Document.objects.seen_by(request.user).defer("content"), pk=pk)
    return upload(request, asked.person, asked)


def upload(request, person, asked):
    form = UploadForm(request.POST or None, request.FILES or None, purpose=asked.purpose if asked else "")
    if form.is_valid() and carried_out(
        form,
        lambda: actions.upload_document(person, **form.cleaned_data, asked=asked, today=localdate(), by=request.user),
    ):
        messages.success(request, "The document is with the checks officer. Its file is deleted once it has been seen.")
        return redirect("documents", person.public_id)
    title = "Send what was asked for" if asked else "Send a document"
    return page(request, person, form, title, template="checks/document_send.jinja", submit="Send it")


@needs(May.RECORD_ORIGINAL_DOCUMENT)
def document_original(request, public_id):
    person = whose(request.user, public_id)
    form = OriginalForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: actions.record_original_document(person, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, "Written down. No copy of it was made.")
        return redirect("documents", public_id)
    return page(request, person, form, "An original I have seen", submit="I have seen it")


@needs(May.VERIFY_DOCUMENT)
def document(request, pk):
    """Found first: who may not know of it is not asked to confirm."""
    found = get_object_or_404(Document.objects.seen_by(request.user).select_related("person"), pk=pk)
    return looking(request, found)


@stepped_up
def looking(request, found):
    form = DecideForm(request.POST or None)
    if form.is_valid() and carried_out(form, lambda: decided(found, form.cleaned_data, request.user)):
        messages.success(request, f"{found}: decided, and the file is deleted.")
        return redirect("documents", found.person.public_id)
    return page(request, found.person, form, "Look at a document", template="checks/document.jinja", document=found)


def decided(found, answers, user):
    if answers["good"]:
        return actions.verify_document(found, today=localdate(), by=user)
    return actions.refuse_document(found, why=answers["why"], today=localdate(), by=user)


@needs(May.VIEW_DOCUMENTS)
def document_file(request, pk):
    found = get_object_or_404(Document.objects.seen_by(request.user).select_related("person"), pk=pk)
    return sealed_file(request, found)


@stepped_up
def sealed_file(request, found):
    if found.content is None:
        raise Http404
    log_reading(found.person, kind=Reading.Kind.DOCUMENT, at=now(), by=request.user)
    answer = HttpResponse(found.content, content_type=MEDIA[found.format])
    answer["Content-Disposition"] = f'attachment; filename="document-{found.pk}.{found.format}"'
    return answer
