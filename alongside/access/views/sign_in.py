"""Signing in by password, by code and by passkey, and signing out."""

import json

from allauth.account.internal.flows.login import perform_login
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.decorators import rate_limit
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm, LoginWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.access.adapter import SecondFactorStage
from alongside.access.forms import CodeForm, SignInForm
from alongside.access.models import User
from alongside.access.permissions import Role
from alongside.access.refusals import account_of, refused
from alongside.access.sessions import SessionStore


@rate_limit(action="login")
@sensitive_post_parameters("password")
@never_cache
def sign_in(request):
    if request.user.is_authenticated:
        return redirect("start")
    form = SignInForm(request.POST or None, request=request)
    following = get_next_redirect_url(request)
    if form.is_valid():
        SessionStore.clear_expired()
        try:
            return form.login(request, redirect_url=following)
        except ImmediateHttpResponse as answer:
            return answer.response
    if form.is_bound and form.refused_because:
        refused(request, form.refused_because, account_of(form.data.get("login", "")))
    context = {
        "title": "Sign in",
        "form": form,
        "next": following or "",
        "visitors": demonstration_accounts(),
        "password": settings.DEMONSTRATION_PASSWORD,
        "provider": settings.OPENID_NAME if settings.OPENID_ISSUER else "",
        "idle_minutes": settings.IDLE_SECONDS // 60,
    }
    return render(request, "access/sign_in.jinja", context, status=422 if form.errors else 200)


def demonstration_accounts() -> list[User]:
    """The invented people a visitor may sign in as, in the order of the roles; none in production."""
    if not settings.DEMONSTRATION:
        return []
    order = list(Role)
    invented = User.objects.filter(demonstration=True, is_active=True)
    accounts = invented.select_related("trust").prefetch_related("grants")
    return sorted(accounts, key=lambda user: (user.trust_id, min(map(order.index, user.roles), default=0), user.pk))


@require_POST
def sign_out(request):
    logout(request, show_message=False)
    return redirect("sign_in")


@never_cache
@sensitive_post_parameters("code", "credential")
def second_factor_code(request):
    """The second step of signing in: a code from the app, a recovery code, or a passkey."""
    if request.user.is_authenticated:
        return redirect("start")
    stage = LoginStageController.enter(request, SecondFactorStage.key)
    if stage is None or stage.login.user is None:
        return redirect("sign_in")
    user = stage.login.user
    by_passkey = "credential" in request.POST
    factors = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    form = CodeForm(request.POST if request.POST and not by_passkey else None, user=user)
    passkey = AuthenticateWebAuthnForm(request.POST if by_passkey else None, user=user)
    if form.is_valid():
        post_authentication(request, form.authenticator)
        return stage.exit()
    if passkey.is_valid():
        post_authentication(request, passkey.cleaned_data["credential"])
        return stage.exit()
    if request.method == "POST":
        refused(request, "wrong_passkey" if by_passkey else "wrong_code", user.actor_label)
    context = {
        "title": "Confirm that it is you",
        "form": form,
        "passkey": passkey if by_passkey else None,
        "has_app": Authenticator.Type.TOTP in factors,
        "options": json.dumps(begin_authentication(user)) if Authenticator.Type.WEBAUTHN in factors else "",
    }
    return render(request, "access/second_factor_code.jinja", context, status=422 if request.POST else 200)


@ratelimit.decorator(app="allauth.mfa", action="webauthn_login")
@never_cache
@sensitive_post_parameters("credential")
def passkey_sign_in(request):
    """With a passkey alone: GET gives the browser its challenge, POST brings the answer."""
    if request.user.is_authenticated:
        return redirect("start")
    if request.method != "POST":
        return JsonResponse(begin_authentication(None))
    form = LoginWebAuthnForm(request.POST)
    if form.is_valid():
        authenticator = form.cleaned_data["credential"]
        post_authentication(request, authenticator, passwordless=True)
        following = get_next_redirect_url(request)
        try:
            return perform_login(request, Login(user=authenticator.user, redirect_url=following))
        except ImmediateHttpResponse as answer:
            return answer.response
    refused(request, "wrong_passkey")
    messages.error(request, "That passkey does not open an account here. Sign in with your password.")
    return redirect("sign_in")
