"""Proving again who one is before sealed records; staying signed in; and the form that was kept."""

import json
import time

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now, timedelta
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from alongside.access import kept_forms
from alongside.access.forms import CodeAgainForm, PasswordAgainForm
from alongside.access.gate import needs
from alongside.access.models import Identity
from alongside.access.permissions import May
from alongside.access.refusals import refused
from alongside.access.sessions import SEEN, can_be_extended, seconds_left


@needs(May.VIEW_OWN_ACCOUNT)
@sensitive_post_parameters("password", "code", "credential")
def step_up(request):
    """A code or passkey from who has one; otherwise the password; or the identity provider again."""
    user = request.user
    following = get_next_redirect_url(request) or reverse("start")
    factors = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    by_passkey = "credential" in request.POST
    answers = request.POST if request.POST and not by_passkey else None
    form = CodeAgainForm(answers, user=user) if factors else PasswordAgainForm(answers, request=request)
    passkey = ReauthenticateWebAuthnForm(request.POST if by_passkey else None, user=user)
    if form.is_valid():
        prove(request, form.authenticator if factors else None)
        return redirect(following)
    if passkey.is_valid():
        prove(request, passkey.cleaned_data["credential"])
        return redirect(following)
    if request.method == "POST":
        refused(request, "wrong_passkey" if by_passkey else "wrong_code" if factors else "wrong_password")
    context = {
        "title": "Confirm that it is you",
        "form": form,
        "passkey": passkey if by_passkey else None,
        "next": following,
        "minutes": settings.STEP_UP_SECONDS // 60,
        "by_form": bool(factors) or user.has_usable_password(),
        "options": json.dumps(begin_authentication(user)) if Authenticator.Type.WEBAUTHN in factors else "",
        "provider": settings.OPENID_NAME if Identity.objects.filter(user=user, issuer=settings.OPENID_ISSUER) else "",
    }
    return render(request, "access/step_up.jinja", context, status=422 if request.POST else 200)


def prove(request, authenticator) -> None:
    if authenticator:
        post_authentication(request, authenticator, reauthenticated=True)
    else:
        reauthenticate_by_password(request)


@needs(May.VIEW_OWN_ACCOUNT)
def stay(request):
    """Until when this browser stays signed in; a POST, like any page, counts as using it."""
    following = get_next_redirect_url(request)
    if request.method == "POST":
        request.session[SEEN] = time.time()
        if request.headers.get("Accept") == "application/json":
            return JsonResponse(time_left_of(request))
        return redirect(following or "start")
    left = timedelta(seconds=seconds_left(request.session))
    context = {"title": "Stay signed in", "until": now() + left, "idle_minutes": settings.IDLE_SECONDS // 60}
    return render(request, "access/stay.jinja", context)


@never_cache
def time_left(request):
    """For the banner: asks without counting as use. Public, as who is signed out is told so."""
    request.no_activity = True
    return JsonResponse(time_left_of(request))


def time_left_of(request) -> dict:
    if not request.user.is_authenticated:
        return {"seconds": 0, "warn": settings.WARNING_SECONDS, "can_be_extended": False}
    seconds = max(0, int(seconds_left(request.session)))
    extendable = bool(seconds) and can_be_extended(request.session)
    return {"seconds": seconds, "warn": settings.WARNING_SECONDS, "can_be_extended": extendable}


@needs(May.VIEW_OWN_ACCOUNT)
def kept_form(request):
    """What was sent too late, with a button that sends it now, and one that throws it away."""
    form = kept_forms.kept(request)
    if request.method == "POST":
        kept_forms.drop(request)
        return redirect("start")
    if form is None:
        return redirect("start")
    context = {
        "title": "What you typed is kept",
        "form_path": form["path"],
        "typed": [(name, value) for name, values in form["typed"] for value in values],
        "files": form["files"],
    }
    return render(request, "access/kept_form.jinja", context)


def form_expired(request, reason=""):
    """A form whose token is old: kept, where the browser itself says that a page of ours sent it."""
    refused(request, "form_expired")
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin" or request.headers.get("Origin") == (
        f"{request.scheme}://{request.get_host()}"
    )
    if ours and request.user.is_authenticated and kept_forms.keep(request, request.user.pk):
        return redirect("kept_form")
    context = {
        "title": "This form has expired",
        "what": "The page was open for too long, or you have signed in or out since in another window. "
        "Nothing was saved.",
        "next": ["Go back, load the page again, and send the form once more."],
    }
    return render(request, "ui/error.jinja", context, status=403)
