"""Pages that add a person and change how to reach them. The whole record is a page of `home`."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.timezone import localdate

from alongside.access.forms import carried_out, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.people.actions import add_person, change_contact, link_account, place_legal_hold
from alongside.people.forms import AccountForm, ContactForm, LegalHoldForm
from alongside.people.models import Person


@needs(May.ADD_PERSON)
def person_new(request):
    form = ContactForm(request.POST or None)
    if form.is_valid():
        answers = form.cleaned_data
        person = carried_out(
            form, lambda: add_person(request.user.trust, **answers, today=localdate(), by=request.user)
        )
        if person:
            messages.success(request, f"{person.name} is on the programme's list.")
            return redirect("person", person.public_id)
    context = {"title": "Add a person", "submit": "Add person", "back": reverse("people"), "back_label": "People"}
    return form_page(request, form, **context)


@needs(May.CHANGE_CONTACT)
def contact(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = ContactForm(request.POST or None, instance=person)
    if form.is_valid() and carried_out(form, lambda: change_contact(person, **form.cleaned_data, by=request.user)):
        messages.success(request, f"The contact details of {person.name} were changed.")
        return redirect("person", public_id)
    return form_page(request, form, title="Change contact details", **of(public_id, form.initial["name"]))


@needs(May.LINK_ACCOUNT)
def account_link(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = AccountForm(request.POST or None, person=person)
    if form.is_valid() and carried_out(form, lambda: link_account(person, **form.cleaned_data, by=request.user)):
        messages.success(request, f"The account of {person.name} was changed.")
        return redirect("person", public_id)
    title = "Let them see their own record"
    return form_page(request, form, title=title, **of(public_id, person.name))


@needs(May.PLACE_LEGAL_HOLD)
def legal_hold_new(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = LegalHoldForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, lambda: place_legal_hold(person, **form.cleaned_data, today=localdate(), by=request.user)
    ):
        messages.success(request, f"Nothing about {person.name} is deleted until the hold is lifted.")
        return redirect("person", public_id)
    return form_page(request, form, title="Keep for a claim or an inquiry", **of(public_id, person.name))


def of(public_id, name: str) -> dict:
    return {"caption": name, "back": reverse("person", args=[public_id]), "back_label": name}
