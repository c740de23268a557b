"""One's own account: the second factor, passkeys, recovery codes, password, and where one is signed in."""

import json
from base64 import b64encode

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.internal.flows import delete_and_cleanup
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.recovery_codes.internal.flows import generate_recovery_codes
from allauth.mfa.totp.internal.flows import activate_totp
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.internal.flows import add_authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from alongside.access.actions import change_password, end_sessions
from alongside.access.forms import AppForm, PasskeyForm, PasswordForm, carried_out
from alongside.access.gate import needs, stepped_up
from alongside.access.models import BrowserSession
from alongside.access.permissions import May
from alongside.access.rules import needs_second_factor
from alongside.access.sessions import digest, used_second_factor


@needs(May.VIEW_OWN_ACCOUNT)
def own_account(request):
    sessions = BrowserSession.objects.filter(user=request.user).order_by("-seen_at")
    context = {
        "title": "Your account",
        "sessions": sessions,
        "here": digest(request.session.session_key),
        **factors_of(request.user),
    }
    return render(request, "access/own_account.jinja", context)


def factors_of(user) -> dict:
    found = list(Authenticator.objects.filter(user=user).order_by("pk"))
    by_type = {factor.type: factor for factor in found}
    codes = by_type.get(Authenticator.Type.RECOVERY_CODES)
    return {
        "app": by_type.get(Authenticator.Type.TOTP),
        "passkeys": [factor for factor in found if factor.type == Authenticator.Type.WEBAUTHN],
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
    }


def must_have(request) -> bool:
    """Whether this person may not do without a second factor."""
    free = settings.SECOND_FACTOR_FREE_ROLES
    return settings.SECOND_FACTOR_REQUIRED and needs_second_factor(request.user.roles, free)


@needs(May.VIEW_OWN_ACCOUNT)
def second_factor(request):
    """Where somebody lands who needs a second factor and has none: what it is, and which to set up."""
    context = {
        "title": "Set up a second factor",
        "required": must_have(request) and not used_second_factor(request),
        **factors_of(request.user),
    }
    return render(request, "access/second_factor.jinja", context)


@needs(May.VIEW_OWN_ACCOUNT)
@stepped_up
@sensitive_post_parameters("code")
def second_factor_app(request):
    if Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).exists():
        return redirect("own_account")
    form = AppForm(request.POST or None, user=request.user)
    if form.is_valid():
        factor, _ = activate_totp(request, form)
        record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type)
        messages.success(request, "The app is set up. Keep these recovery codes for the day you lose it.")
        return redirect("recovery_codes")
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(request.user, form.secret))
    context = {
        "title": "Set up an authenticator app",
        "form": form,
        "secret": " ".join(form.secret[at : at + 4] for at in range(0, len(form.secret), 4)),
        "picture": "data:image/svg+xml;base64," + b64encode(picture.encode()).decode(),
    }
    return render(request, "access/second_factor_app.jinja", context, status=422 if form.errors else 200)


@needs(May.VIEW_OWN_ACCOUNT)
@stepped_up
@sensitive_post_parameters("credential")
def second_factor_passkey(request):
    form = PasskeyForm(request.POST or None, user=request.user)
    if form.is_valid():
        answers = form.cleaned_data
        factor, codes = add_authenticator(request, name=answers["name"], credential=answers["credential"])
        record_authentication(request, request.user, "mfa", id=factor.pk, type=factor.type)
        messages.success(request, "The passkey is set up.")
        return redirect("recovery_codes" if codes else "own_account")
    context = {
        "title": "Set up a passkey",
        "form": form,
        "options": json.dumps(begin_registration(request.user, passwordless=True)),
    }
    return render(request, "access/second_factor_passkey.jinja", context, status=422 if form.errors else 200)


@needs(May.VIEW_OWN_ACCOUNT)
@stepped_up
@require_POST
def second_factor_remove(request, pk):
    others = Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES)
    factor = get_object_or_404(others, pk=pk)
    if must_have(request) and not others.exclude(pk=pk).exists():
        messages.error(request, "Your role needs a second factor. Set up another one first, then take this one away.")
    else:
        delete_and_cleanup(request, factor)
        messages.success(request, "It was taken away. It no longer opens your account.")
    return redirect("own_account")


@needs(May.VIEW_OWN_ACCOUNT)
@stepped_up
def recovery_codes(request):
    """Shown as often as asked for, after proving who one is; POST makes new ones, and the old end."""
    factors = factors_of(request.user)
    if not (factors["app"] or factors["passkeys"]):
        return redirect("second_factor")
    if request.method == "POST":
        generate_recovery_codes(request)
        messages.success(request, "These are your new recovery codes. The old ones no longer work.")
        return redirect("recovery_codes")
    kept = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES).first()
    codes = RecoveryCodes(kept).get_unused_codes() if kept else []
    return render(request, "access/recovery_codes.jinja", {"title": "Recovery codes", "codes": codes})


@needs(May.CHANGE_PASSWORD)
@sensitive_post_parameters("old_password", "new_password")
def password(request):
    form = PasswordForm(request.POST or None, request=request)
    if form.is_valid() and carried_out(
        form, lambda: change_password(request.user, password=form.cleaned_data["new_password"], by=request.user)
    ):
        here = digest(request.session.session_key)
        end_sessions(request.user, keys=others_of(request.user, here), by=request.user)
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your password was changed. You were signed out everywhere else.")
        return redirect("own_account")
    context = {"title": "Change your password", "form": form}
    return render(request, "access/password.jinja", context, status=422 if form.errors else 200)


def others_of(user, here: str) -> list[str]:
    sessions = BrowserSession.objects.filter(user=user).exclude(session_key=here)
    return list(sessions.values_list("session_key", flat=True))


@needs(May.END_SESSIONS)
@require_POST
def session_end(request):
    """One session of one's own by its digest, or all but this one."""
    asked, here = request.POST.get("session", ""), digest(request.session.session_key)
    keys = [asked] if asked else others_of(request.user, here)
    end_sessions(request.user, keys=keys, by=request.user)
    messages.success(request, "You are signed out there.")
    return redirect("own_account")
