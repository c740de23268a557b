"""Deeds on one post: add, screen, freeze, thaw, advertise, and the way to a peer post. Its page stands in home."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from alongside.access.forms import carried_out, done_or_told
from alongside.access.gate import needs
from alongside.access.permissions import May
from alongside.posts import actions
from alongside.posts.forms import (
    AdvertiseForm,
    ApproveForm,
    ConversionForm,
    CorrectionForm,
    DeclineForm,
    FreezeForm,
    NewPostForm,
    ScreenForm,
    ThawForm,
)
from alongside.posts.models import Conversion, Post
from alongside.ui.filters import date as spoken


def post_of(request, pk) -> Post:
    return get_object_or_404(Post.objects.seen_by(request.user).select_related("team"), pk=pk)


def conversion_of(request, pk) -> Conversion:
    asked = Conversion.objects.seen_by(request.user).select_related("post__team", "asked_by", "nurse_by", "doctor_by")
    return get_object_or_404(asked, pk=pk)


def page(request, template, title, form=None, **context):
    """A form's page: 422 when there is something to mend."""
    context |= {"title": title, "form": form}
    return render(request, f"posts/{template}.jinja", context, status=422 if form and form.errors else 200)


@needs(May.ADD_POST)
def post_new(request):
    form = NewPostForm(request.POST or None, user=request.user)
    if form.is_valid():
        today = timezone.localdate()
        post = carried_out(
            form, lambda: actions.add_post(request.user.trust, **form.cleaned_data, today=today, by=request.user)
        )
        if post:
            messages.success(request, f"Post {post.number} is in the register.")
            return redirect("post", post.pk)
    return page(request, "post_new", "Add a post", form)


@needs(May.SCREEN_POST)
def post_screen(request, pk):
    post = post_of(request, pk)
    form = ScreenForm(request.POST or None, initial={"suitable": post.suitable})
    if form.is_valid() and carried_out(form, lambda: actions.screen_post(post, **form.cleaned_data, by=request.user)):
        messages.success(request, "What you think of this vacancy is noted.")
        return redirect("post", post.pk)
    return page(request, "post_screen", "Could it be a peer post?", form, post=post)


@needs(May.FREEZE_POST)
def post_freeze(request, pk):
    post, today = post_of(request, pk), timezone.localdate()
    form = FreezeForm(request.POST or None, initial={"from_on": today})
    if form.is_valid():
        frozen = carried_out(form, lambda: actions.freeze_post(post, **form.cleaned_data, today=today, by=request.user))
        if frozen:
            ended = f" Its advert, out since {spoken(post.advertised_on)}, was withdrawn with it."
            messages.success(request, f"Post {post.number} is frozen.{ended if post.advertised_on else ''}")
            return redirect("post", post.pk)
    return page(request, "post_freeze", "Freeze this post", form, post=post)


@needs(May.THAW_POST)
def post_thaw(request, pk):
    post = post_of(request, pk)
    form = ThawForm(request.POST or None, initial={"thawed_on": timezone.localdate()})
    if form.is_valid() and carried_out(form, lambda: actions.thaw_post(post, **form.cleaned_data, by=request.user)):
        messages.success(request, f"Post {post.number} is thawed. It can be advertised and filled again.")
        return redirect("post", post.pk)
    return page(request, "post_thaw", "Thaw this post", form, post=post)


@needs(May.ADVERTISE_POST)
def post_advertise(request, pk):
    post = post_of(request, pk)
    form = AdvertiseForm(request.POST or None, initial={"advertised_on": timezone.localdate()})
    if form.is_valid() and carried_out(
        form, lambda: actions.advertise_post(post, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, f"The advert of post {post.number} is recorded.")
        return redirect("post", post.pk)
    return page(request, "post_advertise", "Record an advert", form, post=post)


@needs(May.WITHDRAW_ADVERT)
@require_POST
def post_advert_withdraw(request, pk):
    post = post_of(request, pk)
    done_or_told(
        request,
        lambda: actions.withdraw_advert(post, withdrawn_on=timezone.localdate(), by=request.user),
        f"The advert of post {post.number} is withdrawn.",
    )
    return redirect("post", pk)


@needs(May.VIEW_POSTS)
def conversions(request):
    asked = Conversion.objects.seen_by(request.user).select_related("post__team", "asked_by")
    context = {"title": "Requests for peer posts", "waiting": asked.waiting(), "decided": asked.decided()[:50]}
    return render(request, "posts/conversions.jinja", context)


@needs(May.REQUEST_CONVERSION)
def conversion_new(request, pk):
    post = post_of(request, pk)
    form = ConversionForm(request.POST or None)
    if form.is_valid():
        today = timezone.localdate()
        asked = carried_out(
            form, lambda: actions.request_conversion(post, **form.cleaned_data, asked_on=today, by=request.user)
        )
        if asked:
            messages.success(request, "The request waits for the chief nurse and the medical director.")
            return redirect("conversion", asked.pk)
    return page(request, "conversion_new", "Ask for a peer post", form, post=post)


@needs(May.VIEW_POSTS)
def conversion(request, pk):
    asked = conversion_of(request, pk)
    context = {"title": f"From {asked.post.title} to {asked.new_title}", "asked": asked, "post": asked.post}
    return render(request, "posts/conversion.jinja", context)


@needs(May.APPROVE_CONVERSION)
def conversion_approve(request, pk):
    asked = conversion_of(request, pk)
    form = ApproveForm(request.POST or None)
    if form.is_valid():
        today = timezone.localdate()
        signed = carried_out(
            form, lambda: actions.approve_conversion(asked, **form.cleaned_data, on=today, by=request.user)
        )
        if signed:
            messages.success(request, "Your signature is recorded.")
            return redirect("conversion", asked.pk)
    return page(request, "conversion_approve", "Sign this request", form, asked=asked, post=asked.post)


@needs(May.DECLINE_CONVERSION)
def conversion_decline(request, pk):
    asked = conversion_of(request, pk)
    form = DeclineForm(request.POST or None)
    if form.is_valid():
        today = timezone.localdate()
        declined = carried_out(
            form, lambda: actions.decline_conversion(asked, **form.cleaned_data, on=today, by=request.user)
        )
        if declined:
            messages.success(request, "The request is declined. The post stays as it is.")
            return redirect("conversion", asked.pk)
    return page(request, "conversion_decline", "Decline this request", form, asked=asked, post=asked.post)


@needs(May.CONVERT_POST)
@require_POST
def conversion_carry_out(request, pk):
    asked = conversion_of(request, pk)
    done_or_told(
        request,
        lambda: actions.convert_post(asked, on=timezone.localdate(), by=request.user),
        f"Post {asked.post.number} is a peer post now.",
    )
    return redirect("post", asked.post_id)


@needs(May.CORRECT_REGISTRATION)
def post_registration(request, pk):
    post = post_of(request, pk)
    if not post.registered:
        raise Http404
    first = post.corrections.filter(second_by=None).select_related("first_by").first()
    form = CorrectionForm(request.POST or None, initial={"reason": first.reason if first else ""})
    if form.is_valid():
        at = timezone.now()
        agreed = carried_out(
            form, lambda: actions.correct_registration(post, **form.cleaned_data, at=at, by=request.user)
        )
        if agreed:
            said = (
                "Both approvers agree: the mark is off." if agreed.second_by_id else "A second approver has to agree."
            )
            messages.success(request, said)
            return redirect("post", post.pk)
    return page(request, "post_registration", "Correct the registration mark", form, post=post, first=first)
