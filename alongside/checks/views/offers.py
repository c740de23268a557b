"""The answers about a post, and the conditional offer of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told, form_page
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.checks import actions
from alongside.checks.forms.disclosure import EligibilityForm, OfferForm
from alongside.checks.models import Check, ConditionalOffer, PostEligibility
from alongside.checks.rules.eligibility import dbs_level
from alongside.people.models import Person
from alongside.posts.models import Post


@needs(May.ANSWER_ELIGIBILITY)
def post_eligibility(request, pk):
    post = get_object_or_404(Post.objects.seen_by(request.user), pk=pk)
    stands = PostEligibility.objects.filter(post=post).first()
    initial = {**stands.answers, "workforce": stands.workforce} if stands else {}
    form = EligibilityForm(request.POST or None, initial=initial)
    if form.is_valid():
        given = carried_out(
            form,
            lambda: actions.answer_eligibility(
                post,
                answers=form.answers,
                workforce=form.cleaned_data["workforce"],
                today=localdate(),
                by=request.user,
            ),
        )
        if given:
            level = Check.Level(dbs_level(given.answers)).label.lower()
            messages.success(request, f"The answers allow a criminal record check at this level: {level}.")
            return redirect("post", post.pk)
    context = {
        "title": "Which criminal record check?",
        "caption": str(post),
        "lead": "The level follows from these answers and cannot be chosen: to ask for a higher one is unlawful.",
        "back": reverse("post", args=[post.pk]),
        "back_label": str(post),
    }
    return form_page(request, form, **context)


@needs(May.MAKE_CONDITIONAL_OFFER)
def conditional_offer(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    form = OfferForm(request.POST or None, trust_id=request.user.trust_id)
    if form.is_valid():
        offer = carried_out(
            form,
            lambda: actions.make_conditional_offer(person, **form.cleaned_data, today=localdate(), by=request.user),
        )
        if offer:
            messages.success(request, f"Offered on condition of the checks: {offer.post}.")
            return redirect("person", public_id)
    context = {
        "title": "Conditional offer",
        "form": form,
        "caption": person.name,
        "stands": ConditionalOffer.objects.seen_by(request.user).standing().filter(person=person).first(),
        "back": reverse("person", args=[public_id]),
        "back_label": person.name,
        "submit": "Make the offer",
        "may_withdraw": request.user.may(May.WITHDRAW_CONDITIONAL_OFFER),
    }
    return render(request, "checks/offer.jinja", context, status=422 if form.errors else 200)


@needs(May.WITHDRAW_CONDITIONAL_OFFER)
@require_POST
def conditional_offer_withdraw(request, public_id):
    person = get_object_or_404(Person.objects.seen_by(request.user), public_id=public_id)
    offer = get_object_or_404(ConditionalOffer.objects.seen_by(request.user).standing(), person=person)
    words = f"The offer was withdrawn. Tell {person.name} why, and what comes next."
    done_or_told(request, lambda: actions.withdraw_conditional_offer(offer, today=localdate(), by=request.user), words)
    return redirect("person", public_id)
